import Foundation
import Testing

@testable import Engine

/// Files of several texts, which are cut at about a quarter of a megabyte and parsed by whoever is free.
@Suite("CSV files read in one go")
struct CSVLoadTests {
  /// Rows enough for several texts.
  private static let count = 120_000

  /// A column of text between others of all types, with a chosen field in some rows.
  private func table(fields: (Int) -> String, quoted: Bool = false) throws -> Table {
    var text = "key,x,day\n"
    for row in 0..<Self.count { text += "\(row),\(fields(row)),2013-0\(row % 9 + 1)-11\n" }
    if quoted { text += "\"\(Self.count)\",,\n" }
    return try csv(text)
  }

  private static let fields = ["7", "0.25", "2013-07-01", "true", "word", ""]

  @Test(arguments: fields, fields)
  func `what a column holds does not depend on where in the file a value stands`(common: String, rare: String) throws {
    let places = [0, Self.count / 2, Self.count - 1]
    let tables = try places.map { place in try table(fields: { $0 == place ? rare : common }) }
    for (table, place) in zip(tables, places) {
      let column = try table.column("x")
      #expect(try column.type == tables[0].column("x").type)
      let written: (String) -> String = {
        $0.isEmpty ? "·" : column.type == .double && $0 == "7" ? "7.0" : $0
      }
      #expect(texts(column) == (0..<Self.count).map { written($0 == place ? rare : common) })
      #expect(try table.column("key").numbers() == (0..<Self.count).map(Double.init))
    }
  }

  @Test func `a text with quotes is read by other rules to the same table`() throws {
    let fields: (Int) -> String = { $0 % 7 == 0 ? "" : $0 % 5 == 0 ? "NA" : "name \($0 % 97)" }
    let plain = try table(fields: fields)
    let quoted = try table(fields: { $0 % 11 == 0 ? "\"\(fields($0))\"" : fields($0) }, quoted: true)
    #expect(quoted.rowCount == plain.rowCount + 1)
    for name in plain.columnNames {
      #expect(try quoted.texts(name).prefix(plain.rowCount) == plain.texts(name)[...])
    }
  }

  @Test func `two hundred thousand different strings keep the order of their rows`() throws {
    var random = SeededGenerator(seed: 3)
    let names = (0..<200_000).map { "\($0)" + String(repeating: "x", count: random.below(20)) }
    // Each twice, the second time in another order.
    let rows = names + names.reversed()
    let read = try csv("name,n\n" + rows.map { "\($0),1\n" }.joined())
    guard case .string(let strings) = try read.column("name").values else {
      Issue.record("not text")
      return
    }
    #expect(strings.dictionary == names)
    let codes: [Int32] = (0..<200_000).map { Int32($0) }
    #expect(strings.codes == codes + codes.reversed())
  }

  @Test func `strings that differ only in a doubled quote, their length or their end are different`() throws {
    let fields = ["a", "aa", "abcdefgh", "abcdefghi", "abcdefghj", "abcdefg", "a\"", "\"a", "abcdefgh\"", "aa"]
    let lines = fields.map { $0.contains("\"") ? "\"\($0.replacingOccurrences(of: "\"", with: "\"\""))\"" : $0 }
    let read = try csv("x,y\n" + lines.map { "\($0),1\n" }.joined())
    #expect(try read.texts("x") == fields)
    guard case .string(let strings) = try read.column("x").values else {
      Issue.record("not text")
      return
    }
    #expect(strings.dictionary == Array(fields.dropLast()))
  }

  @Test(arguments: 0...140)
  func `a file of any length ends where its last byte does`(length: Int) throws {
    let long = String(repeating: "7", count: length)
    let read = try csv("x,y\nw\(long),5\n1,2\n3,\(length)")
    #expect(try read.texts("x") == ["w\(long)", "1", "3"])
    #expect(try read.column("y").numbers() == [5, 2, Double(length)])
  }

  @Test(arguments: [1, 2, 3, 4, 5])
  func `wrong records whose fields add up to the right number are noticed`(columns: Int) throws {
    let header = (0..<columns).map { "c\($0)" }.joined(separator: ",")
    let whole = [String](repeating: "1", count: columns).joined(separator: ",")
    // One field moved from the third record to the second.
    guard columns > 1 else {
      #expect(try complaint { try csv("c0\n1\n1,1\n1\n") }.contains("row 3"))
      return
    }
    let short = whole.dropLast(2)
    #expect(try complaint { try csv("\(header)\n\(whole)\n\(whole),1\n\(short)\n") }.contains("row 3"))
    #expect(try complaint { try csv("\(header)\n\(whole)\n\(short)\n\(whole),1\n") }.contains("row 3"))
  }

  @Test func `blank lines far into the file are passed over, and counted where a later row is wrong`() throws {
    let good = [String](repeating: "1,2\n", count: 200_000).joined()
    #expect(try csv("a,b\n\(good)\n\r\n\(good)").rowCount == 400_000)
    #expect(try complaint { try csv("a,b\n\(good)\n\r\n\(good)1\n\(good)") }.contains("row 400004"))
  }

  @Test func `of several faults the first in the file is told`() throws {
    let good = [String](repeating: "1,2\n", count: 100_000).joined()
    for _ in 0..<10 {
      #expect(try complaint { try csv("a,b\n\(good)1\n\(good)1,2,3\n\(good)\u{0}\n") }.contains("row 100002"))
    }
  }

  @Test func `a fault far into the file names its line and its column`() throws {
    let good = [String](repeating: "1,2\n", count: 100_000).joined()
    let nul = try complaint { try csv("a,b\n\(good)1,x\u{0}\n\(good)") }
    #expect(nul.contains("row 100002, column b: a NUL byte"))
    let text = Array("a,b\n\(good)".utf8) + [0xFF, 44, 49, 10] + Array(good.utf8)
    let latin = try withFile(text) { path in try complaint { try CSVReader().read(path: path) } }
    #expect(latin.contains("row 100002, column a: the text is not UTF-8"))
    #expect(try complaint { try csv("a,b\n\(good)1,\"x\n\(good)") }.contains("row 100002, column b: a quote is opened"))
  }

  // MARK: Files as they lie on disk

  @Test(arguments: ["a,b\n1,x\n2,y\n", "a,b\n", "\u{FEFF}a;b\n1;2\n"])
  func `a file read in one go is the table of its bytes, with their fingerprint`(text: String) throws {
    try withFile(Array(text.utf8), name: "small.csv") { path in
      let reader = CSVReader(delimiter: text.contains(";") ? ";" : ",")
      let file = try FileBytes(path: path)
      let expected = try reader.table(from: file)
      let (table, fingerprint) = try reader.read(path: path)
      #expect(fingerprint == file.fingerprint)
      #expect(table.label == "small" && table.columnNames == ["a", "b"] && table.rowCount == expected.rowCount)
      for name in ["a", "b"] { #expect(try table.texts(name) == expected.texts(name)) }
    }
  }

  @Test func `a missing file, a folder and an empty file are told by the name the notebook gives them`() throws {
    let reader = CSVReader()
    #expect(
      try complaint { try reader.read(path: "/no/such.csv", displayPath: "x.csv") }.contains("read x.csv: there is"))
    #expect(try complaint { try reader.read(path: "/tmp", displayPath: "x.csv") }.contains("folder"))
    let empty = try withFile([]) { path in try complaint { try reader.read(path: path, displayPath: "x.csv") } }
    #expect(empty.contains("read x.csv: the file is empty"))
    #expect(try complaint { try reader.read(path: "/dev/null", displayPath: "x.csv") }.contains("no regular file"))
  }
}
