import Testing

@testable import Report

@Suite("Numbers in the reader's form")
struct NumberFormTests {
  private static let untouched = "v1.5, Daybook 1.2.3, 2.csv, data/2.5, col_1.5, 2013-W30, 2013-07, 1."

  @Test(
    arguments: [
      ("de", "1,344.5 of 336,776 rows (64.8%) since 2013-07-28", "1.344,5 of 336.776 rows (64,8%) since 28.07.2013"),
      ("fr-CA", "−0.034 to 1,000,000", "−0,034 to 1\u{202F}000\u{202F}000"), ("de-CH", "1,344.5", "1’344.5"),
      ("sv", "2013-07-28: 12.5k", "2013-07-28: 12,5k"), ("ja", "2013-07-28, 1,344.5", "2013/07/28, 1,344.5"),
      ("nl", "0.901; 1.5e300", "0,901; 1,5e300"), ("en-GB", "2013-07-28", "28/07/2013"),
      ("pt-BR", "p 0.5, 3 of 7.", "p 0,5, 3 of 7."), ("de", untouched, untouched),
      ("de", "1,34 and 12345,678 and 1,2345", "1,34 and 12345,678 and 1,2345"),
      ("de", "2013-07-285 2013-07-28T10 بيانات 0.5", "2013-07-285 2013-07-28T10 بيانات 0,5"),
    ])
  func `texts have their numbers and dates in the language's form`(
    language: String, text: String, expected: String
  ) throws {
    #expect(try #require(NumberForm(language: language)).localised(text) == expected)
  }

  @Test func `English and languages that are not known keep theirs`() {
    for language in ["en", "en-US", "he", "xx"] { #expect(NumberForm(language: language) == nil) }
  }
}
