import Foundation
import Testing

@testable import Engine

@Suite("How a CSV file is read can be said")
struct CSVOptionTests {
  private func table(_ text: String, path: String = "d.csv", _ change: (inout CSVReader) -> Void = { _ in }) throws
    -> Table
  {
    var reader = CSVReader()
    change(&reader)
    return try reader.table(from: MemoryStream(Array(text.utf8)), path: path)
  }

  // MARK: Types

  @Test func `a declared type stays, and what does not fit it is missing, counted and placed`() throws {
    let read = try table("id,n\n007,1\n008,x\n009,\"y\nz\"\n010,4\n011,w\n") { $0.types = ["id": .string, "n": .int] }
    #expect(try read.texts("id") == ["007", "008", "009", "010", "011"])
    #expect(try read.column("n").type == .int)
    #expect(try read.texts("n") == ["1", "·", "·", "4", "·"])
    #expect(
      read.notices.map(\.message) == [
        "d.csv, column n: 3 values are no whole number and count as missing; the first is \"x\" in row 3"
      ])
  }

  @Test func `the first misfit of a long file is placed by its line, wherever it was cut`() throws {
    var text = "k,n\n"
    for row in 0..<200_000 { text += "abc,\(row == 190_000 ? "no" : "\(row)")\n" }
    let read = try table(text) { $0.types = ["n": .double] }
    #expect(try read.column("n").validity.missingCount == 1)
    #expect(read.notices.first?.message.hasSuffix("the first is \"no\" in row 190002") == true)
  }

  @Test func `truth values that are declared may be spelled in several ways`() throws {
    let read = try table("b\n1\nno\nY\nf\nTRUE\n2\n") { $0.types = ["b": .bool] }
    #expect(try read.texts("b") == ["true", "false", "true", "false", "true", "·"])
    #expect(read.notices.count == 1)
  }

  @Test func `a type of a column that is not there is an error`() {
    #expect(throws: DataError.unknownColumn("m", available: ["n"], table: "d")) {
      try table("n\n1\n") { $0.types = ["m": .int] }
    }
  }

  // MARK: Words, quotes, delimiters, names

  @Test func `null words are those that are given`() throws {
    let read = try table("n,t\n-,NA\n2,\n") { $0.nullWords = ["-"] }
    #expect(try read.texts("n") == ["·", "2"])
    #expect(try read.texts("t") == ["NA", "·"])
  }

  @Test func `another quote, and none at all`() throws {
    #expect(try table("a,b\n'x,y',1\n") { $0.quote = "'" }.texts("a") == ["x,y"])
    #expect(try table("a,b\n\"x,1\n") { $0.quote = nil }.texts("a") == ["\"x"])
  }

  @Test func `files named tsv are cut at tabs`() throws {
    #expect(try table("a\tb\n1\t2\n", path: "x/d.tsv").columnNames == ["a", "b"])
    #expect(try table("a\tb\n1\t2\n", path: "x/d.TSV.gz").columnNames == ["a", "b"])
  }

  @Test func `a file without a header, with names and without`() throws {
    let plain = try table("1,2\n3,4\n") { $0.hasHeader = false }
    #expect(plain.columnNames == ["column1", "column2"])
    #expect(try plain.texts("column1") == ["1", "3"])
    let named = try table("1,2\n3,4\n") {
      $0.hasHeader = false
      $0.names = ["a", "b"]
    }
    #expect(try named.texts("b") == ["2", "4"])
    #expect(try table("x,x\n3,4\n") { $0.names = ["a", "b"] }.texts("a") == ["3"])
    #expect(throws: DataError.invalid("1 name is given, but d.csv has 2 columns")) {
      try table("1,2\n") { $0.names = ["a"] }
    }
  }

  // MARK: Encodings

  @Test func `Latin-1 is read, whatever piece a character ends in`() throws {
    // The euro sign takes three bytes of UTF-8, so that characters fall across all ends of buffers.
    var bytes = Array("t\n".utf8)
    for row in 0..<100_000 { bytes += [0x80, 0xE9] + Array("\(row % 7)\n".utf8) }
    var reader = CSVReader()
    reader.encoding = .latin1
    let read = try reader.table(from: MemoryStream(bytes), path: "d.csv")
    #expect(read.rowCount == 100_000)
    guard case .string(let strings) = try read.column("t").values else { throw DataError.invalid("no strings") }
    #expect(strings.dictionary == (0..<7).map { "€é\($0)" })
  }

  // MARK: What looks odd

  @Test func `a header with another delimiter in it is pointed out`() throws {
    #expect(try table("a;b\n1;2\n").notices.map(\.hint) == ["write delimiter: \";\""])
  }

  @Test func `a column of numbers but for a few texts is pointed out`() throws {
    let rows = (0..<100).map { $0 == 40 ? "n/k" : "\($0)" }.joined(separator: "\n")
    let notice = try #require(try table("n\n\(rows)\n").notices.first)
    #expect(notice.message.contains("holds text because of 1 of 100 values, which are no numbers, such as \"n/k\""))
    #expect(try table("n\n\(rows)\n") { $0.types = ["n": .string] }.notices.isEmpty)
    #expect(try table("n\n" + (0..<100).map { "\($0)\($0 % 3 == 0 ? "a" : "")\n" }.joined()).notices.isEmpty)
  }
}
