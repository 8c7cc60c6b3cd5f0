/// Under which name a service is asked.
enum HostName {
  /// `localhost`, `127.0.0.1` or `[::1]`, with any port. A page of the web whose own name was made to mean this machine
  /// names itself here.
  static func isLoopback(_ host: some BidirectionalCollection<UInt8>) -> Bool {
    var name = Array(host)
    if let colon = name.lastIndex(of: UInt8(ascii: ":")), name.last != UInt8(ascii: "]") {
      let port = name[(colon + 1)...]
      guard (1...5).contains(port.count), port.allSatisfy({ (48...57).contains($0) }) else { return false }
      name.removeSubrange(colon...)
    }
    for index in name.indices where (65...90).contains(name[index]) { name[index] |= 0x20 }
    return ["127.0.0.1", "localhost", "[::1]"].contains { name.elementsEqual($0.utf8) }
  }
}
