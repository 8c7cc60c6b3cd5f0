import Testing

@testable import Engine

@Suite("CSV files")
struct CSVReaderTests {
  struct Inference: Sendable, CustomTestStringConvertible {
    let fields: [String]
    let type: ColumnType
    let texts: [String]
    var testDescription: String { fields.joined(separator: " ") }
  }

  @Test(arguments: [
    Inference(fields: ["1", "-2", "+3"], type: .int, texts: ["1", "-2", "3"]),
    Inference(fields: ["999999999999999999"], type: .int, texts: ["999999999999999999"]),
    Inference(fields: ["1", "2.5", "-1e3"], type: .double, texts: ["1.0", "2.5", "-1000.0"]),
    Inference(fields: ["inf", "-Infinity", "0.1"], type: .double, texts: ["inf", "-inf", "0.1"]),
    Inference(fields: ["2013-07-01", "1969-12-31"], type: .date, texts: ["2013-07-01", "1969-12-31"]),
    Inference(fields: ["true", "FALSE"], type: .bool, texts: ["true", "false"]),
    Inference(fields: ["1", "true"], type: .string, texts: ["1", "true"]),
    Inference(fields: ["2013-07-01", "5"], type: .string, texts: ["2013-07-01", "5"]),
    Inference(fields: ["2013-02-29"], type: .string, texts: ["2013-02-29"]),
    // Identifiers must not be rounded to decimals.
    Inference(
      fields: ["12345678901234567890", "12345678901234567891"], type: .string,
      texts: ["12345678901234567890", "12345678901234567891"]),
    Inference(fields: ["1", "NA", "3"], type: .int, texts: ["1", "·", "3"]),
    Inference(
      fields: ["a", "NULL", "null", "nan", "N/A", "NaN"], type: .string, texts: ["a", "·", "·", "·", "·", "·"]),
    Inference(fields: ["", "", ""], type: .int, texts: ["·", "·", "·"]),
    Inference(fields: [".", "1."], type: .string, texts: [".", "1."]),
    Inference(fields: ["1e", "1"], type: .string, texts: ["1e", "1"]),
    Inference(fields: ["é", "日本", "🙂"], type: .string, texts: ["é", "日本", "🙂"]),
  ])
  func `a column has the narrowest type that fits all its values`(_ example: Inference) throws {
    let read = try csv("key,x\n" + example.fields.map { "k,\($0)\n" }.joined())
    #expect(try read.column("x").type == example.type)
    #expect(try read.texts("x") == example.texts)
  }

  @Test(arguments: [
    ("7", "text", ColumnType.string), ("7", "7.5", .double), ("2.5", "7", .double), ("true", "7", .string),
  ])
  func `a value after two thousand rows of another type widens the whole column`(
    early: String, late: String, type: ColumnType
  ) throws {
    for lateFirst in [false, true] {
      let fields = [String](repeating: early, count: 2000)
      let read = try csv("x,y\n" + (lateFirst ? [late] + fields : fields + [late]).map { "\($0),1\n" }.joined())
      #expect(try read.column("x").type == type)
      #expect(read.rowCount == 2001)
      let texts = try read.texts("x")
      #expect(Set(texts) == (type == .double ? ["7.0", early == "2.5" ? "2.5" : "7.5"] : [early, late]))
    }
  }

  @Test(arguments: ["\n", "\r\n"], ["", "end"])
  func `lines may end either way, and the last one need not`(lineBreak: String, ending: String) throws {
    let lines = ["a,b", "1,x", "2,\"y\""]
    let read = try csv(lines.joined(separator: lineBreak) + (ending.isEmpty ? "" : lineBreak))
    #expect(read.columnNames == ["a", "b"])
    #expect(try read.texts("a") == ["1", "2"])
    #expect(try read.texts("b") == ["x", "y"])
  }

  @Test(arguments: [",", ";", "\t", "|", " "] as [Character])
  func `any ASCII character may part the fields`(delimiter: Character) throws {
    let other: Character = delimiter == "," ? ";" : ","
    let d = String(delimiter)
    let read = try csv("a\(d)b\n1\(d)\"x\(d)\(other)\"\n2\(d)\(other)\n", delimiter: delimiter)
    #expect(try read.texts("a") == ["1", "2"])
    #expect(try read.texts("b") == ["x\(d)\(other)", "\(other)"])
  }

  @Test(arguments: ["\"", "\n", "\r\n", "é"] as [Character])
  func `a delimiter that cannot part fields is refused`(delimiter: Character) throws {
    #expect(try complaint { try csv("a,b\n1,2\n", delimiter: delimiter) }.contains("delimiter"))
  }

  @Test func `quotes hold delimiters, line breaks and doubled quotes`() throws {
    let read = try csv("\"na\"\"me\",b\n\"x,y\",1\n\"two\nlines\",2\n\"say \"\"hi\"\"\",3\n\"\",4\n")
    #expect(read.columnNames == ["na\"me", "b"])
    #expect(try read.texts("na\"me") == ["x,y", "two\nlines", "say \"hi\"", "·"])
    #expect(try read.texts("b") == ["1", "2", "3", "4"])
  }

  @Test func `blank lines are skipped, but are missing values of a single column`() throws {
    #expect(try csv("a,b\n\n1,2\r\n\r\n3,4\n\n\n").texts("b") == ["2", "4"])
    #expect(try csv("a\n1\n\n3\n\n").texts("a") == ["1", "·", "3", "·"])
  }

  @Test(arguments: ["a,b", "a,b\n", "a,b\r\n", "\u{FEFF}a,b\n", "a,b\n\n\n"])
  func `a file with a header alone is a table without rows`(text: String) throws {
    let read = try csv(text)
    #expect(read.columnNames == ["a", "b"])
    #expect(read.rowCount == 0)
    #expect(try read.profile().columns.map(\.distinctCount) == [0, 0])
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let text: String
    let words: [String]
    var testDescription: String { text.debugDescription }
  }

  @Test(arguments: [
    Damage(text: "", words: ["sample.csv", "empty"]),
    Damage(text: "\u{FEFF}", words: ["sample.csv", "empty"]),
    Damage(text: "a,a\n1,2\n", words: ["row 1", "column a", "twice"]),
    Damage(text: "a,,c\n1,2,3\n", words: ["row 1", "column 2", "no name"]),
    Damage(text: "a,b\n1,2\n3\n", words: ["row 3", "1 field", "2 columns"]),
    Damage(text: "a,b\n1,2,3\n", words: ["row 2", "3 fields", "2 columns"]),
    Damage(text: "a,b\n1,2\n\"x,4\n5,6\n", words: ["row 3", "never closed"]),
    Damage(text: "a,\"b\n1,2\n", words: ["row 1", "never closed"]),
    Damage(text: "a,b\n\"x\"y,2\n", words: ["row 2", "column a", "closing quote"]),
    Damage(text: "a,b\n1,2\n3,\0\n", words: ["row 3", "NUL"]),
  ])
  func `damage is told with its row`(_ damage: Damage) throws {
    let sentence = try complaint { try csv(damage.text) }
    for word in damage.words { #expect(sentence.contains(word), "\(sentence)") }
  }

  @Test(
    arguments: [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
    ] as [[UInt8]])
  func `bytes that are no UTF-8 are told with their row`(bytes: [UInt8]) throws {
    let text = Array("key,x\nabcdefghijk,1\n".utf8) + bytes
    let sentence = try complaint {
      try withFile(text) { try CSVReader().table(from: FileBytes(path: $0, displayPath: "sample.csv")) }
    }
    #expect(sentence.contains("row 3") && sentence.contains("UTF-8"))
  }

  @Test func `a missing file, a folder and an unusual name are told or read`() throws {
    #expect(try complaint { try FileBytes(path: "/no/such/file.csv") }.contains("no such file"))
    #expect(try complaint { try FileBytes(path: "/tmp") }.contains("folder"))
    let label = try withFile(Array("a\n1\n".utf8), name: ".csv") {
      try CSVReader().table(from: FileBytes(path: $0)).label
    }
    #expect(label == "the table")
  }

  @Test func `a quote inside an unquoted field is text, as in 5" pipe`() throws {
    let read = try csv("name,n\n5\" pipe,1\n6\" pipe,2\n")
    #expect(read.rowCount == 2)
    #expect(try csv("name,n\n5\" pipe,1\n6 pipe,2\n").rowCount == 2)
  }

  @Test func `many quotes inside unquoted fields do not write past the columns`() async {
    await #expect(processExitsWith: .success) {
      dieQuietly()
      let read = try csv("name,n\n" + (0..<40_000).map { "\($0)\" pipe,\($0)\n" }.joined())
      guard read.rowCount == 40_000 else { throw DataError.invalid("\(read.rowCount) rows") }
    }
  }

  @Test func `codes that only look like a word for missing are values`() throws {
    #expect(try csv("k,x\n1,NAA\n2,N/N\n3,NAN\n").texts("x") == ["NAA", "N/N", "NAN"])
  }

  @Test func `raw quotes and doubled quotes stay different categories`() throws {
    // The first field holds two quotes, outside quotes; the second, inside quotes, stands for one.
    #expect(try csv("x,n\na\"\"b,1\n\"a\"\"b\",2\n").texts("x") == ["a\"\"b", "a\"b"])
  }

  @Test func `integers that do not fit keep their digits`() throws {
    #expect(
      try csv("k,x\n1,-12345678901234567890\n2,-12345678901234567891\n").texts("x")
        == ["-12345678901234567890", "-12345678901234567891"])
    #expect(try csv("k,x\n1,1234567890123456789\n").column("x").type == .int)
  }

  @Test func `a file whose lines end with a lone carriage return is refused, not read as no rows`() throws {
    #expect(throws: DataError.self) { try csv("a,b\r1,2\r3,4\r") }
  }
}
