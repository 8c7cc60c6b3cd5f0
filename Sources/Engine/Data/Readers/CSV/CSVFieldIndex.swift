import Foundation

/// Where the fields of a text stand: its records as rows of offsets.
///
/// Field `c` of row `r` lies behind offset `r * stride + c` and before offset `r * stride + c + 1`. The offsets are of
/// the separators and line breaks, so that a field's end is the start of the next.
final class CSVFieldIndex {
  private(set) var offsets: UnsafeMutablePointer<UInt32>
  private var capacity = 0
  private(set) var stride = 0
  private(set) var rowCount = 0
  /// Whether fields may be quoted.
  private(set) var hasQuotes = false
  /// Whether a carriage return may stand before a line break.
  private(set) var hasCarriageReturns = false

  init() { offsets = .allocate(capacity: 0) }

  deinit { offsets.deallocate() }

  private func reserve(_ count: Int) {
    guard count > capacity else { return }
    offsets.deallocate()
    offsets = .allocate(capacity: count)
    capacity = count
  }

  /// Finds the fields of the text from `start` on.
  ///
  /// - Throws: `CSVFormat.Fault` at the first record that is not in order or has another number of fields.
  func find(in text: CSVText, from start: Int, columns: Int, format: CSVFormat) throws(CSVFormat.Fault) {
    let bytes = text.bytes + start
    let count = text.count - start
    hasQuotes = format.quote.map { memchr(bytes, Int32($0), count) != nil } ?? false
    hasCarriageReturns = memchr(bytes, Int32(CSVFormat.carriageReturn), count) != nil
    if hasQuotes || !findPlain(bytes, count: count, columns: columns, separator: format.separator, base: start) {
      try follow(text, from: start, columns: columns, format: format)
    }
  }

  // MARK: Without quotes

  /// Sixty-four bytes at a time; false where the records are not all of as many fields as there are columns.
  ///
  /// A byte is found by the carry that it does not cause (Lamport 1975, "Multiple byte processing with full-word
  /// instructions"): such words the compiler can make vectors of, which it does not do of comparisons.
  private func findPlain(_ bytes: CSVFormat.Place, count: Int, columns: Int, separator: UInt8, base: Int) -> Bool {
    reserve(count + 65)
    let raw = UnsafeRawPointer(bytes)
    let low = SIMD8<UInt64>(repeating: 0x7F7F_7F7F_7F7F_7F7F)
    let separators = SIMD8<UInt64>(repeating: 0x0101_0101_0101_0101 &* UInt64(separator))
    let newlines = SIMD8<UInt64>(repeating: 0x0101_0101_0101_0101 &* UInt64(CSVFormat.newline))
    // The record before ended just before this one.
    offsets[0] = UInt32(truncatingIfNeeded: base &- 1)
    var out = offsets + 1
    var lines = 0
    var block = 0
    while block < count {
      let word = raw.loadUnaligned(fromByteOffset: block, as: SIMD8<UInt64>.self)
      let a = word ^ separators
      let b = word ^ newlines
      let isNewline = ~(((b & low) &+ low) | b | low)
      let isEither = ~(((a & low) &+ low) | a | low) | isNewline
      var either: UInt64 = 0
      var lineBreaks: UInt64 = 0
      for part in 0..<8 {
        // Gathers the high bits of eight bytes into one.
        either |= ((isEither[part] &* 0x0002_0408_1020_4081) &>> 56) &<< UInt64(8 * part)
        lineBreaks |= ((isNewline[part] &* 0x0002_0408_1020_4081) &>> 56) &<< UInt64(8 * part)
      }
      lines &+= lineBreaks.nonzeroBitCount
      let start = UInt32(truncatingIfNeeded: base &+ block)
      while either != 0 {
        out.pointee = start &+ UInt32(truncatingIfNeeded: either.trailingZeroBitCount)
        out += 1
        either &= either &- 1
      }
      block += 64
    }
    let found = out - offsets - 1
    // As many line breaks as records, each where a record must end: then all the others are separators.
    guard found == lines * columns else { return false }
    let first = bytes - base
    var last = offsets + columns
    for _ in 0..<lines {
      guard first[Int(last.pointee)] == CSVFormat.newline else { return false }
      // A blank line is a record of one missing value only in a file of one column.
      last += columns
    }
    rowCount = lines
    stride = columns
    return true
  }

  // MARK: Any text

  /// Field by field, past blank lines.
  private func follow(_ text: CSVText, from start: Int, columns: Int, format: CSVFormat) throws(CSVFormat.Fault) {
    let base = CSVFormat.Place(text.bytes)
    let end = base + text.count
    stride = columns + 1
    // A record of so many columns has at least as many bytes.
    reserve((text.count - start) / columns * stride + stride)
    rowCount = 0
    var out = offsets
    var at = base + start
    while at < end {
      if columns > 1, format.isBlankLine(at) {
        at += at.pointee == CSVFormat.carriageReturn ? 2 : 1
        continue
      }
      let record = at
      out.pointee = UInt32(truncatingIfNeeded: at - base - 1)
      var found = 0
      while true {
        let field = try format.field(at: at, end: end)
        found += 1
        if found <= columns { out[found] = UInt32(truncatingIfNeeded: field.stop - base) }
        at = field.stop + 1
        if field.endsRecord { break }
      }
      guard found == columns else {
        throw CSVFormat.Fault(
          place: record,
          reason:
            "\(found) \(found == 1 ? "field" : "fields"), but the header names \(columns) \(columns == 1 ? "column" : "columns")",
          isInField: false)
      }
      out += stride
      rowCount += 1
    }
  }
}
