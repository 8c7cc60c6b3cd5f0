import Diagnostics

extension String {
  /// The text without a byte order mark, and with "\n" for every "\r\n" and "\r".
  ///
  /// CommonMark ends a line at each of the three; one spelling lets lines be counted the same everywhere.
  var withPlainLineBreaks: String {
    let carriageReturn = UInt8(ascii: "\r")
    let lineFeed = UInt8(ascii: "\n")
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    guard utf8.contains(carriageReturn) || utf8.starts(with: byteOrderMark) else { return self }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    var previous: UInt8 = 0
    for byte in utf8.starts(with: byteOrderMark) ? utf8.dropFirst(3) : utf8[...] {
      if byte == carriageReturn {
        bytes.append(lineFeed)
      } else if byte != lineFeed || previous != carriageReturn {
        bytes.append(byte)
      }
      previous = byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension SourceText {
  /// libcmark counts bytes in 32 bits; half of that leaves room for what it adds.
  private static let longestInBytes = 1 << 30

  /// Why the text cannot be a notebook, or nil where it can.
  var reasonNotToRead: Diagnostic? {
    if text.utf8.count > Self.longestInBytes { return Diagnostic("this file is larger than 1 GB", path: path) }
    guard let index = text.utf8.firstIndex(of: 0) else { return nil }
    let place = place(utf8Offset: text.utf8.distance(from: text.utf8.startIndex, to: index))
    return Diagnostic("a NUL character", in: self, at: place, hint: "this may not be a text file")
  }
}
