import Foundation

/// Answers every request alike, in place of a service.
final class StandInServer: @unchecked Sendable {
  let port: Int
  private let listener: Int32

  /// - Parameters:
  ///   - reply: what is sent for whatever comes.
  ///   - count: after how many answers on a connection it pauses, once; never if it is left out.
  init(
    _ reply: String = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}", stallAfter count: Int = .max,
    for seconds: Double = 0
  ) {
    listener = Loopback.socket()
    let descriptor = listener
    port =
      Loopback.withAddress(0) { address, length in
        var length = length
        _ = bind(descriptor, address, length)
        _ = getsockname(descriptor, address, &length)
      }.port
    listen(listener, 8)
    Thread.detachNewThread {
      var answered = 0
      var connections = 0
      var hasStalled = false
      let reply = Array(reply.utf8)
      while true {
        let client = accept(descriptor, nil, nil)
        guard client >= 0 else { return }
        // The first connection only warms up.
        connections += 1
        answered = 0
        var buffer = [UInt8](repeating: 0, count: 4096)
        while recv(client, &buffer, buffer.count, 0) > 0 {
          answered += 1
          if answered > count, connections > 1, !hasStalled {
            hasStalled = true
            Thread.sleep(forTimeInterval: seconds)
          }
          _ = send(client, reply, reply.count, Int32(MSG_NOSIGNAL))
        }
        close(client)
      }
    }
  }

  deinit { close(listener) }
}
