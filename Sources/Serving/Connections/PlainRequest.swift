/// Where the parts of a request lie that is of the plainest form: `POST /predict HTTP/1.1`, one length, one row.
struct PlainRequest {
  /// From the first byte of the buffer.
  let body: Range<Int>
  let authorization: Range<Int>?
  let id: Range<Int>?
  /// Head and body.
  let length: Int

  enum Outcome {
    case plain(PlainRequest)
    /// The beginning of one; the rest has not come yet.
    case incomplete
    /// Not of this form.
    case another
  }

  /// Larger requests are for those who know how to hold back a client.
  private static let mostHeadBytes = 4096
  private static let mostBodyBytes = 64 << 10

  private static let firstLine = Array("POST /predict HTTP/1.1\r\n".utf8)

  /// - Parameters:
  ///   - isLoopback: whether the service answers under this machine's own names alone.
  ///   - mostBodyBytes: what the service allows; larger bodies are refused elsewhere.
  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, forLoopback isLoopback: Bool, mostBodyBytes: Int
  ) -> Outcome {
    let mostBodyBytes = min(mostBodyBytes, Self.mostBodyBytes)
    let known = min(firstLine.count, bytes.count)
    for place in 0..<known where bytes[place] != firstLine[place] { return .another }
    guard bytes.count > firstLine.count else { return .incomplete }
    var at = firstLine.count
    var length: Int?
    var hosts = 0
    var isJSON = false
    var authorization: Range<Int>?
    var id: Range<Int>?
    while true {
      let end: Int
      switch line(bytes, from: at) {
      case .whole(let found): end = found
      case .incomplete: return bytes.count > mostHeadBytes ? .another : .incomplete
      case .another: return .another
      }
      if end == at {
        at += 2
        break
      }
      guard let header = Header(bytes, at..<end) else { return .another }
      switch header.name(in: bytes) {
      case .contentLength:
        guard length == nil, let number = header.number(in: bytes), number <= mostBodyBytes else { return .another }
        length = number
      case .contentType:
        guard !isJSON, header.isJSON(in: bytes) else { return .another }
        isJSON = true
      case .authorization:
        guard authorization == nil else { return .another }
        authorization = header.value
      case .requestID:
        guard id == nil, RequestIDs.isUsable(header.value(in: bytes)) else { return .another }
        id = header.value
      case .host:
        hosts += 1
        guard hosts == 1, !isLoopback || HostName.isLoopback(header.value(in: bytes)) else { return .another }
      case .connection:
        guard header.value(in: bytes).equalsIgnoringCase("keep-alive") else { return .another }
      case .harmless: break
      case .other: return .another
      }
      at = end + 2
    }
    guard let length, length > 0, isJSON, hosts == 1 else { return .another }
    guard bytes.count - at >= length else { return .incomplete }
    // Several rows are answered elsewhere.
    guard bytes[at] == UInt8(ascii: "{") else { return .another }
    return .plain(PlainRequest(body: at..<at + length, authorization: authorization, id: id, length: at + length))
  }

  private enum Line {
    /// Up to the line's end.
    case whole(Int)
    case incomplete
    /// It holds what no plain head does.
    case another
  }

  private static func line(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Line {
    var at = start
    let last = min(bytes.count, mostHeadBytes)
    while at < last {
      let byte = bytes[at]
      if byte == 13 {
        guard at + 1 < bytes.count else { return .incomplete }
        return bytes[at + 1] == 10 ? .whole(at) : .another
      }
      if byte < 0x20 || byte > 0x7E { return .another }
      at += 1
    }
    return .incomplete
  }
}

/// One line of a request's head.
private struct Header {
  enum Name {
    case contentLength, contentType, authorization, requestID, host, connection
    /// Says nothing that changes an answer.
    case harmless
    case other
  }

  private let name: Range<Int>
  let value: Range<Int>

  init?(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
    guard let colon = line.first(where: { bytes[$0] == UInt8(ascii: ":") }), colon > line.lowerBound else { return nil }
    name = line.lowerBound..<colon
    // A blank before the colon is how requests are smuggled.
    guard name.allSatisfy({ bytes[$0] > 0x20 }) else { return nil }
    var start = colon + 1
    while start < line.upperBound, bytes[start] == 0x20 { start += 1 }
    var end = line.upperBound
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    value = start..<end
  }

  func value(in bytes: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>> { bytes[value] }

  func name(in bytes: UnsafeBufferPointer<UInt8>) -> Name {
    let text = bytes[name]
    switch text.count {
    case 4: return text.equalsIgnoringCase("host") ? .host : .other
    case 6: return text.equalsIgnoringCase("accept") ? .harmless : .other
    case 10:
      if text.equalsIgnoringCase("connection") { return .connection }
      return text.equalsIgnoringCase("user-agent") ? .harmless : .other
    case 12:
      if text.equalsIgnoringCase("content-type") { return .contentType }
      return text.equalsIgnoringCase("x-request-id") ? .requestID : .other
    case 13: return text.equalsIgnoringCase("authorization") ? .authorization : .other
    case 14: return text.equalsIgnoringCase("content-length") ? .contentLength : .other
    case 15:
      return text.equalsIgnoringCase("accept-encoding") || text.equalsIgnoringCase("accept-language")
        ? .harmless : .other
    default: return .other
    }
  }

  func number(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard (1...7).contains(value.count) else { return nil }
    var number = 0
    for place in value {
      let digit = bytes[place] &- 48
      guard digit <= 9 else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }

  /// `application/json`, with or without `charset=utf-8`.
  func isJSON(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let text = bytes[value]
    return text.equalsIgnoringCase("application/json") || text.equalsIgnoringCase("application/json; charset=utf-8")
      || text.equalsIgnoringCase("application/json;charset=utf-8")
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  /// - Parameter word: in lower case.
  fileprivate func equalsIgnoringCase(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for place in 0..<count {
      let byte = self[startIndex + place]
      let lower = byte &- 65 < 26 ? byte | 0x20 : byte
      if lower != word.utf8Start[place] { return false }
    }
    return true
  }
}
