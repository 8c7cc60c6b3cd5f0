import Testing

@testable import Engine

/// Files of more than one piece, which are cut at about a megabyte and parsed on all cores.
@Suite("Large CSV files")
struct LargeCSVTests {
  @Test(arguments: [1, 2, 3, 5])
  func `quoted line breaks anywhere near the cut do not part a record`(width: Int) throws {
    // Rows of a few widths move the cut through every place of a record.
    var lines: [String] = []
    var bytes = 0
    while bytes < 1_100_000 {
      let row = lines.count
      let line = "\(row),\"a\n\(String(repeating: "é\n\"\"", count: width + row % 3)),b\"\n"
      lines.append(line)
      bytes += line.utf8.count
    }
    let read = try csv("n,text\n" + lines.joined())
    #expect(read.rowCount == lines.count)
    #expect(try read.column("n").numbers() == lines.indices.map(Double.init))
    let texts = try read.texts("text")
    let expected = lines.indices.map { "a\n\(String(repeating: "é\n\"", count: width + $0 % 3)),b" }
    #expect(texts == expected)
  }

  @Test func `categories of several pieces share one dictionary in order of first rows`() throws {
    let names = ["delta", "alpha", "zulu"]
    let count = 400_000
    let read = try csv("n,name\n" + (0..<count).map { "\($0 % 10),\(names[$0 / 150_000])\n" }.joined())
    guard case .string(let strings) = try read.column("name").values else {
      Issue.record("not text")
      return
    }
    #expect(strings.dictionary == names)
    #expect(strings.codes == (0..<count).map { Int32($0 / 150_000) })
  }

  @Test func `missing values in every piece are found, and a late misfit widens all pieces`() throws {
    let count = 300_000
    let read = try csv(
      "x,y\n" + (0..<count).map { "\($0 % 1000 == 7 ? "NA" : "\($0)"),\($0 == count - 1 ? 0.5 : 1)\n" }.joined())
    #expect(try read.column("x").validity.missingCount == count / 1000)
    #expect(try read.column("x").type == .int)
    #expect(try read.column("y").type == .double)
    #expect(try read.mean("y") == (Double(count) - 0.5) / Double(count))
  }

  @Test(arguments: [false, true])
  func `a field may be longer than a piece`(isQuoted: Bool) throws {
    let long = String(repeating: "abcdefghij", count: 130_000)
    let field = isQuoted ? "\"\(long)\n\"" : long
    let read = try csv("a,b\n1,\(field)\n2,\(field)\n3,x\n")
    #expect(try read.texts("a") == ["1", "2", "3"])
    #expect(try read.column("b").text(at: 1)?.utf8.count == long.utf8.count + (isQuoted ? 1 : 0))
    #expect(try read.column("b").text(at: 2) == "x")
  }

  @Test func `damage in a later piece is told with its line of the file`() throws {
    let good = [String](repeating: "1,2\n", count: 500_000).joined()
    #expect(try complaint { try csv("a,b\n\(good)1,2,3\n\(good)") }.contains("row 500002"))
  }

  @Test func `a file of one column of two megabytes reads each line`() throws {
    let read = try csv("x\n" + (0..<300_000).map { "\($0)\r\n" }.joined())
    #expect(try read.column("x").numbers() == (0..<300_000).map(Double.init))
  }
}
