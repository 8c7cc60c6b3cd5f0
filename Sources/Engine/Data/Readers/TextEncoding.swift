/// How the characters of a text file are written as bytes.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8
  /// ISO 8859-1; the bytes that it leaves to control characters are read as Windows-1252, as browsers do.
  case latin1
}

/// Text in Latin-1, given on in UTF-8.
final class Latin1Stream: ByteStream {
  private let source: any ByteStream
  private let input: UnsafeMutableRawBufferPointer
  /// What has been read and not yet given on.
  private var pending = 0..<0
  private var hasEnded = false
  /// The bytes of a character that did not fit any more.
  private var rest: [UInt8] = []

  private static let capacity = 1 << 16
  /// The UTF-8 of each byte.
  private static let characters: [[UInt8]] = (0..<256).map { byte in
    let scalar = (128..<160).contains(byte) ? windows1252[byte - 128] : UInt32(byte)
    return Array(String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
  }
  /// What bytes 128 to 159 stand for (WHATWG, Encoding Standard, index windows-1252).
  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D,
    0x17E, 0x178,
  ]

  init(_ source: any ByteStream) {
    self.source = source
    input = .allocate(byteCount: Self.capacity, alignment: 16)
  }

  deinit { input.deallocate() }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var filled = min(rest.count, buffer.count)
    for place in 0..<filled { buffer[place] = rest[place] }
    rest.removeFirst(filled)
    while filled < buffer.count {
      if pending.isEmpty {
        guard !hasEnded else { break }
        let count = try source.read(into: input)
        hasEnded = count < input.count
        pending = 0..<count
        continue
      }
      let byte = input[pending.lowerBound]
      pending = pending.lowerBound + 1..<pending.upperBound
      if byte < 0x80 {
        buffer[filled] = byte
        filled += 1
      } else {
        let character = Self.characters[Int(byte)]
        let count = min(character.count, buffer.count - filled)
        for place in 0..<count { buffer[filled + place] = character[place] }
        filled += count
        rest = Array(character[count...])
      }
    }
    return filled
  }

  func finish() throws(DataError) { try source.finish() }
}
