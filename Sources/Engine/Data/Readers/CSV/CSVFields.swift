/// One column's fields of a text.
struct CSVFields {
  let bytes: UnsafePointer<UInt8>
  /// The offset before the first row's field; the one behind it follows.
  private let offsets: UnsafePointer<UInt32>
  private let stride: Int
  let count: Int
  /// Whether quotes or carriage returns may have to be taken off.
  private let isDressed: Bool
  private let quote: UInt8?
  private let mayEndInReturn: Bool

  init(_ index: CSVFieldIndex, column: Int, columns: Int, text: CSVText, format: CSVFormat) {
    bytes = UnsafePointer(text.bytes)
    offsets = UnsafePointer(index.offsets + column)
    stride = index.stride
    count = index.rowCount
    quote = index.hasQuotes ? format.quote : nil
    mayEndInReturn = index.hasCarriageReturns && column == columns - 1
    isDressed = quote != nil || mayEndInReturn
  }

  /// Where a row's field starts and ends, without its quotes.
  @inline(__always)
  func bounds(_ row: Int) -> (start: Int, end: Int) {
    let start = Int(offsets[row &* stride] &+ 1)
    let end = Int(offsets[row &* stride &+ 1])
    return isDressed ? undressed(start, end) : (start, end)
  }

  private func undressed(_ start: Int, _ stop: Int) -> (start: Int, end: Int) {
    var end = stop
    if mayEndInReturn, end > start, bytes[end - 1] == CSVFormat.carriageReturn { end -= 1 }
    return quote != nil && end > start && bytes[start] == quote ? (start + 1, end - 1) : (start, end)
  }

  /// The bytes of a quoted field in which each doubled quote is made one; nil where none is doubled.
  @inline(__always)
  func withoutDoubledQuotes(_ start: Int, _ end: Int) -> [UInt8]? {
    guard let quote, start > 0, bytes[start - 1] == quote else { return nil }
    let field = UnsafeBufferPointer(start: bytes + start, count: end - start)
    return field.contains(quote) ? CSVFormat.withoutDoubling(field, quote) : nil
  }

  /// Whether so many bytes are the same in two places.
  @inline(__always)
  func isSame(_ a: Int, _ b: Int, _ count: Int) -> Bool {
    var at = 0
    while at &+ 8 <= count {
      guard word(a &+ at) == word(b &+ at) else { return false }
      at &+= 8
    }
    return at == count || (word(a &+ at) ^ word(b &+ at)) &<< UInt64(64 &- 8 &* (count &- at)) == 0
  }

  /// Eight bytes from an offset on; those behind the text's end are zeros.
  @inline(__always)
  func word(_ offset: Int) -> UInt64 { UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
}

/// The words that stand for "no value".
///
/// The empty field does as well, unless texts without a character are told from missing ones.
struct NullWords: Sendable {
  private let isEmptyMissing: Bool
  private let words: [[UInt8]]
  private let longest: Int
  /// Bit `b % 64` of word `b / 64` is one where some word starts with byte `b`.
  private let firstBytes: (UInt64, UInt64, UInt64, UInt64)

  init(_ words: [String], empty isEmptyMissing: Bool = true) {
    self.isEmptyMissing = isEmptyMissing
    self.words = words.map { Array($0.utf8) }.filter { !$0.isEmpty }
    longest = self.words.map(\.count).max() ?? 0
    var first: [UInt64] = [0, 0, 0, 0]
    for word in self.words { first[Int(word[0] >> 6)] |= 1 << UInt64(word[0] & 63) }
    firstBytes = (first[0], first[1], first[2], first[3])
  }

  @inline(__always)
  func contains(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    if count == 0 { return isEmptyMissing }
    return count <= longest && mayStart(with: start.pointee) && isWord(start, count)
  }

  @inline(__always)
  private func mayStart(with byte: UInt8) -> Bool {
    let part =
      byte < 128 ? (byte < 64 ? firstBytes.0 : firstBytes.1) : (byte < 192 ? firstBytes.2 : firstBytes.3)
    return part & (1 &<< UInt64(byte & 63)) != 0
  }

  private func isWord(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    return words.contains { $0.elementsEqual(bytes) }
  }
}
