import Foundation
import Testing

@testable import Engine

@Suite("Gzip files")
struct GzipTests {
  /// 300,000 lines of a 7, six hundred kilobytes, which gzip makes 619 bytes of.
  private static func sevens() throws -> [UInt8] {
    let text =
      "H4sIAAAAAAACA+3CMQ0AAAACoN9C9m9mDQ8GTQE"
      + String(repeating: "A", count: 773) + "ODQXMgglwCcJAA=="
    return Array(try #require(Data(base64Encoded: text)))
  }

  /// A gzip member (RFC 1952) of stored blocks (RFC 1951, 3.2.4).
  private static func member(_ contents: [UInt8], comment: String? = nil) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, comment == nil ? 0 : 16, 0, 0, 0, 0, 0, 3]
    if let comment { bytes += Array(comment.utf8) + [0] }
    var at = 0
    repeat {
      let size = min(contents.count - at, 65_535)
      let isLast = at + size == contents.count
      bytes += [isLast ? 1 : 0, UInt8(size & 255), UInt8(size >> 8), UInt8(~size & 255), UInt8((~size >> 8) & 255)]
      bytes += contents[at..<at + size]
      at += size
    } while at < contents.count
    for number in [checksum(contents), UInt32(truncatingIfNeeded: contents.count)] {
      bytes += (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
    }
    return bytes
  }

  /// CRC-32, a byte at a time.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var steps: [UInt32] = []
    for byte in 0..<UInt32(256) {
      var step = byte
      for _ in 0..<8 { step = step & 1 == 1 ? 0xEDB8_8320 ^ (step >> 1) : step >> 1 }
      steps.append(step)
    }
    var sum = UInt32.max
    for byte in bytes { sum = steps[Int((sum ^ UInt32(byte)) & 255)] ^ (sum >> 8) }
    return ~sum
  }

  private func contents(_ bytes: [UInt8]) throws -> [UInt8] {
    try withFile(bytes, name: "sample.csv.gz") { try FileBytes(path: $0, displayPath: "sample.csv.gz").contents }
  }

  @Test func `contents that are a thousand times as large as the file are inflated`() throws {
    let expected = [UInt8](repeating: 0, count: 600_000).indices.map { $0 % 2 == 0 ? UInt8(ascii: "7") : 10 }
    #expect(try contents(Self.sevens()) == expected)
  }

  @Test(arguments: [1, 2, 7])
  func `several members are one file, of several megabytes`(count: Int) throws {
    var random = SeededGenerator(seed: 1)
    let parts = (0..<count).map { _ in (0..<500_000).map { _ in UInt8(97 + random.below(26)) } }
    let file = parts.flatMap { Self.member($0, comment: "a part") }
    #expect(try contents(file) == parts.flatMap { $0 })
    let sevens = try Self.sevens()
    #expect(try contents(file + sevens).count == count * 500_000 + 600_000)
    #expect(try contents(sevens + file).suffix(500_000) == parts[count - 1][...])
  }

  @Test func `a table of several members, one of them empty, is read whole`() throws {
    let bytes = Self.member(Array("x,y\n1,".utf8)) + Self.member([]) + Self.member(Array("2\n3,4".utf8))
    let read = try withFile(bytes, name: "sample.csv.gz") { try CSVReader().table(from: FileBytes(path: $0)) }
    #expect(try read.texts("x") == ["1", "3"])
    #expect(try read.texts("y") == ["2", "4"])
    #expect(read.label == "sample")
  }

  @Test func `a gzipped table read in one go has the fingerprint of the whole file, padding included`() throws {
    let lines = (0..<100_000).map { "\($0),name \($0 % 7)\n" }.joined()
    let bytes = Self.member(Array("n,name\n\(lines)".utf8)) + Self.member(Array("100000,last\n".utf8)) + [0, 0, 0]
    try withFile(bytes, name: "sample.csv.gz") { path in
      let (table, fingerprint) = try CSVReader().read(path: path)
      #expect(fingerprint == FileBytes.fingerprint(of: bytes))
      #expect(try table.column("n").numbers() == (0...100_000).map(Double.init))
      #expect(try table.column("name").text(at: 100_000) == "last")
      #expect(CSVHeader(path: path)?.columnNames == ["n", "name"])
    }
  }

  @Test func `a damaged gzip file is told as one, whatever its text has become`() throws {
    // The record in the first member is wrong, but only a sound file has records.
    let lines = [String](repeating: "1,2\n", count: 200_000).joined()
    var bytes = Self.member(Array("a,b\n1\n\(lines)".utf8))
    func told() throws -> String {
      try withFile(bytes, name: "sample.csv.gz") { path in try complaint { try CSVReader().read(path: path) } }
    }
    #expect(try told().contains("row 2"))
    bytes[bytes.count - 6] ^= 1
    #expect(try told().contains("damaged"))
    bytes.removeLast(20)
    #expect(try told().contains("cut off"))
    bytes = Self.member(Array("a,a\n\(lines)".utf8)).dropLast(20)
    #expect(try told().contains("cut off"))
  }

  @Test func `padding behind the last member is passed over`() throws {
    #expect(try contents(Self.member([97]) + [0, 0, 0, 0]) == [97])
    #expect(try contents(Self.member([])).isEmpty)
  }

  @Test func `a file cut off anywhere is refused`() throws {
    let whole = Self.member(Array("a,b\n1,2\n".utf8), comment: "c")
    for length in 2..<whole.count {
      #expect(try complaint { try contents(Array(whole[..<length])) }.contains("cut off"), "\(length) bytes")
    }
    let sevens = try Self.sevens()
    for length in [100, 400, 600, sevens.count - 8, sevens.count - 1] {
      #expect(try complaint { try contents(Array(sevens[..<length])) }.contains("cut off"), "\(length) bytes")
    }
    // Between two members as well.
    #expect(try complaint { try contents(whole + Array(whole[..<12])) }.contains("cut off"))
  }

  @Test func `any changed byte of contents or checksum is noticed`() throws {
    let whole = Self.member(Array("a,b\n1,2\n".utf8))
    for place in 15..<whole.count {
      var damaged = whole
      damaged[place] ^= 4
      #expect(try complaint { try contents(damaged) }.contains("damaged"), "byte \(place)")
    }
  }

  @Test func `the fingerprint is of the file as it lies on disk`() throws {
    let print = try withFile(Array("abc".utf8)) { try FileBytes(path: $0).fingerprint }
    // FIPS 180-4's own example.
    #expect(print == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let whole = Self.member([97])
    let packed = try withFile(whole) { try FileBytes(path: $0).fingerprint }
    let plain = try withFile([97]) { try FileBytes(path: $0).fingerprint }
    #expect(packed.count == 64 && packed != plain)
  }
}
