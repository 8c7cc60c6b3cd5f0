import Foundation
import Testing

@testable import Engine

@Suite("Numbers in text files")
struct NumberParsingTests {
  /// What the parser makes of a text that fills a field of a file.
  private func decimal(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.flatMap { NumberParsing.decimal($0, $0 + bytes.count) }
    }
  }

  /// Digits with a point somewhere and perhaps an exponent.
  private func number(_ random: inout SeededGenerator, digits: Int) -> String {
    var text = (0..<digits).map { _ in String(random.below(10)) }.joined()
    let point = random.below(digits + 1)
    text.insert(".", at: text.index(text.startIndex, offsetBy: point))
    if random.below(2) == 0 { text += ["e", "E"][random.below(2)] + String(random.below(70) - 35) }
    return (random.below(2) == 0 ? "-" : "") + text
  }

  @Test(arguments: 1...25)
  func `decimals are rounded as strtod rounds them, bit for bit`(digits: Int) throws {
    var random = SeededGenerator(seed: UInt64(digits))
    for _ in 0..<4000 {
      let text = number(&random, digits: digits)
      let parsed = try #require(decimal(text), "\(text)")
      #expect(parsed.bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }
  }

  @Test(arguments: [
    // Exactly between two Doubles, and a hair beside it.
    "9007199254740993.0", "9007199254740993.00", "9007199254740992.999", "9007199254740993.001", "0.500000000000000166",
    "4503599627370496.5", "4503599627370497.5", "18446744073709551615.0", "1844674407370955161.5e1", "1e22", "1e23",
    "1e-22", "1e-23", "9007199254740993e20", "9007199254740993e-20", "8.5e27", "8.5e-27", "1e28", "1e-28", "1e308",
    "1e309", "4.9e-324", "2.4e-324", "0.0", "-0.0", "0e99999999999", "1.7976931348623157e308", "123456.789e-300",
  ])
  func `decimals in the middle and at the ends are rounded as strtod rounds them`(text: String) throws {
    #expect(try #require(decimal(text)).bitPattern == strtod(text, nil).bitPattern)
  }

  @Test(arguments: [
    "", ".", "-", "+", "e5", "1e", "1e+", "1..2", "1.2.3", "1 ", " 1", "0x10", "--1", "1,5", "infinit", "١",
  ])
  func `what is no number is refused`(text: String) {
    #expect(decimal(text) == nil)
  }

  @Test func `every field of up to four signs is a decimal exactly where it is written as one`() throws {
    // What could mislead a reader of eight bytes at a time, a column each: the decimal in the first row is one.
    let signs = ["-", "+", ".", "0", "7", "e", "\u{7F}", "/", ":"]
    var texts = [""]
    var all: [String] = []
    for _ in 0..<4 {
      texts = texts.flatMap { text in signs.map { text + $0 } }
      all += texts
    }
    let rows = [all.indices.map { "c\($0)" }, all.map { _ in "0.5" }, all]
    let read = try csv(rows.map { $0.joined(separator: ",") }.joined(separator: "\n"))
    for (index, text) in all.enumerated() {
      let column = try read.column("c\(index)")
      guard text.wholeMatch(of: /[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?/) != nil else {
        #expect(column.type == .string, "\(text)")
        continue
      }
      #expect(column.type == .double && column.numbers()?[1].bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }
  }
}
