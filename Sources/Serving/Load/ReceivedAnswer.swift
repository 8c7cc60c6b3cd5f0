import NIOCore

/// The first answer in some bytes, once it is there as a whole.
struct ReceivedAnswer {
  let status: Int
  let length: Int
  /// From the first byte.
  let body: Range<Int>

  enum Outcome {
    case whole(ReceivedAnswer)
    /// The beginning of one; the rest has not come yet.
    case incomplete
    /// Not of a form that a Daybook service answers in: no HTTP, or of a length that its head does not say.
    case strange
  }

  private static let mostHeadBytes = 64 << 10

  static func read(_ buffer: ByteBuffer) -> Outcome {
    buffer.withUnsafeReadableBytes { bytes in
      guard let head = end(of: bytes) else { return bytes.count > mostHeadBytes ? .strange : .incomplete }
      guard let status = status(UnsafeRawBufferPointer(rebasing: bytes[..<head])),
        let length = contentLength(UnsafeRawBufferPointer(rebasing: bytes[..<head]))
      else { return .strange }
      guard bytes.count - head >= length else { return .incomplete }
      return .whole(ReceivedAnswer(status: status, length: head + length, body: head..<head + length))
    }
  }

  /// Behind the blank line.
  private static func end(of bytes: UnsafeRawBufferPointer) -> Int? {
    var at = 0
    while at + 3 < bytes.count {
      if bytes[at] == 13, bytes[at + 1] == 10, bytes[at + 2] == 13, bytes[at + 3] == 10 { return at + 4 }
      at += 1
    }
    return nil
  }

  /// `HTTP/1.1 200 OK`.
  private static func status(_ head: UnsafeRawBufferPointer) -> Int? {
    guard head.count > 12, head.prefix(5).elementsEqual("HTTP/".utf8), head[8] == 0x20 else { return nil }
    return number(head, from: 9, digits: 3).flatMap { $0 >= 100 ? $0 : nil }
  }

  private static let name = Array("\r\ncontent-length:".utf8)

  private static func contentLength(_ head: UnsafeRawBufferPointer) -> Int? {
    var at = 0
    while at + name.count < head.count {
      if head[at] == 13,
        (0..<name.count).allSatisfy({ head[at + $0] | ($0 > 1 ? 0x20 : 0) == name[$0] | ($0 > 1 ? 0x20 : 0) })
      {
        var place = at + name.count
        while place < head.count, head[place] == 0x20 { place += 1 }
        return number(head, from: place, digits: 9)
      }
      at += 1
    }
    return nil
  }

  /// - Parameter most: of more digits it is none.
  private static func number(_ bytes: UnsafeRawBufferPointer, from start: Int, digits most: Int) -> Int? {
    var number = 0
    var at = start
    while at < bytes.count, bytes[at] &- 48 <= 9 {
      guard at - start < most else { return nil }
      number = number * 10 + Int(bytes[at] &- 48)
      at += 1
    }
    return at > start ? number : nil
  }
}
