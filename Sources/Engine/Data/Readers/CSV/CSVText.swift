import Foundation

/// Whole records of a CSV file, in memory of their own that ends with a line break and a few zeros.
///
/// The zeros let scans read whole words without a look at the end.
final class CSVText: @unchecked Sendable {
  /// How many zeros there are behind the last byte.
  static let padding = 64

  let bytes: UnsafeMutablePointer<UInt8>
  private let slab: PageSlab
  private let capacity: Int
  fileprivate(set) var count = 0

  /// - Parameter capacity: in bytes, the zeros included.
  init(capacity: Int, in arena: inout PageArena) throws(DataError) {
    guard let memory = arena.allocate(capacity) else { throw .invalid("there is not enough memory for the file") }
    self.capacity = capacity
    bytes = memory.start.assumingMemoryBound(to: UInt8.self)
    slab = memory.slab
  }

  /// How many bytes fit.
  var room: Int { capacity - Self.padding }

  /// How many lines end in the first so many bytes.
  func lineBreaks(before end: Int) -> Int {
    UnsafeBufferPointer(start: bytes, count: end).reduce(0) { $1 == CSVFormat.newline ? $0 + 1 : $0 }
  }
}

/// Cuts a stream into texts of whole records.
struct CSVCutter {
  /// Small enough for a core's own cache, with what is made of it.
  static let size = 1 << 18

  private let stream: any ByteStream
  private let format: CSVFormat
  private let path: String
  private var arena = PageArena()
  /// The start of a record whose end has not been read.
  private var rest: [UInt8] = []
  private var isAtStart = true
  private(set) var isAtEnd = false

  init(_ stream: any ByteStream, format: CSVFormat, path: String) {
    self.stream = stream
    self.format = format
    self.path = path
  }

  /// The next records; nil behind the last.
  mutating func next() throws(DataError) -> CSVText? {
    guard !isAtEnd else { return nil }
    var text = try CSVText(capacity: max(Self.size, 2 * (rest.count + CSVText.padding)), in: &arena)
    rest.withUnsafeBufferPointer {
      text.bytes.update(from: $0.baseAddress ?? UnsafePointer(text.bytes), count: $0.count)
    }
    var filled = rest.count
    while true {
      // One byte is kept for a line break behind the last line.
      let room = UnsafeMutableRawBufferPointer(start: text.bytes + filled, count: text.room - 1 - filled)
      let count = try stream.read(into: room)
      filled += count
      if isAtStart { filled = skippingMark(in: text, filled) }
      isAtEnd = count < room.count
      if isAtEnd {
        rest = []
        guard filled > 0 else { return nil }
        if text.bytes[filled - 1] != CSVFormat.newline {
          text.bytes[filled] = CSVFormat.newline
          filled += 1
        }
        text.count = filled
        return text
      }
      if let end = format.endOfLastRecord(text.bytes, count: filled) {
        rest = Array(UnsafeBufferPointer(start: text.bytes + end, count: filled - end))
        memset(text.bytes + end, 0, filled - end)
        text.count = end
        return text
      }
      // A record that is longer: on with twice the room.
      guard filled < Int(Int32.max) / 2 else {
        throw .cannotRead(path: path, reason: "a record is longer than a gigabyte; is a quote never closed?")
      }
      let larger = try CSVText(capacity: 2 * text.room + CSVText.padding, in: &arena)
      larger.bytes.update(from: text.bytes, count: filled)
      text = larger
    }
  }

  /// The byte order mark that some programs write is no part of the first name.
  private mutating func skippingMark(in text: CSVText, _ filled: Int) -> Int {
    isAtStart = false
    guard filled >= 3, text.bytes[0] == 0xEF, text.bytes[1] == 0xBB, text.bytes[2] == 0xBF else { return filled }
    memmove(text.bytes, text.bytes + 3, filled - 3)
    memset(text.bytes + filled - 3, 0, 3)
    return filled - 3
  }

  /// Reads what is left of the stream, to learn whether it is sound.
  mutating func finish() throws(DataError) {
    isAtEnd = true
    try stream.finish()
  }
}

extension CSVText {
  /// - Throws: where the text holds a NUL byte or is not UTF-8, with the place.
  func check() throws(CSVFormat.Fault) {
    if let nul = memchr(bytes, 0, count) {
      throw CSVFormat.Fault(
        place: CSVFormat.Place(nul.assumingMemoryBound(to: UInt8.self)), reason: "a NUL byte; is this a text file?")
    }
    if let offset = firstNonUTF8() {
      throw CSVFormat.Fault(
        place: bytes + offset,
        reason: "the text is not UTF-8; save the file as UTF-8, or read it as .latin1")
    }
  }

  /// The offset of the first byte that is not part of a UTF-8 character.
  private func firstNonUTF8() -> Int? {
    var at = 0
    let raw = UnsafeRawPointer(bytes)
    while at < count {
      // Sixty-four ASCII bytes at a time: nearly all of nearly every file. Behind the end stand zeros, which are ASCII.
      var ascii = at
      while ascii < count {
        let block = raw.loadUnaligned(fromByteOffset: ascii, as: SIMD8<UInt64>.self)
        let four = block.lowHalf | block.highHalf
        let two = four.lowHalf | four.highHalf
        guard (two[0] | two[1]) & 0x8080_8080_8080_8080 == 0 else { break }
        ascii += 64
      }
      at = ascii
      guard at < count else { return nil }
      let blockEnd = min(at + 64, count)
      while at < blockEnd {
        let lead = bytes[at]
        let length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
        guard length > 0, at + length <= count else { return at }
        if length > 1 {
          let low: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
          let high: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
          guard bytes[at + 1] >= low, bytes[at + 1] <= high else { return at }
          for next in 2..<max(length, 2) where bytes[at + next] & 0xC0 != 0x80 { return at }
        }
        at += length
      }
    }
    return nil
  }
}
