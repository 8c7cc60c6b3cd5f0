import Engine
import Interpreter

/// Days and weeks as ISO 8601 writes them, where they are given as texts.
extension Rule {
  /// A day, where it is given as a text.
  static let isoDate = text(example: WrittenDate.day, WrittenDate.checkDay)
  /// A week.
  static let isoWeek = text(example: WrittenDate.week, WrittenDate.checkWeek)

  private static func text(example: String, _ check: @escaping @Sendable (String) throws -> Void) -> Rule {
    Rule(example: example) { value, _ in if case .string(let text) = value { try check(text) } }
  }
}

/// What is wrong with a day or a week that is no such thing: how it is written, or that the calendar has none.
enum WrittenDate {
  static let day = "\"2013-07-01\""
  static let week = "\"2013-W27\""

  static func checkDay(_ text: String) throws {
    guard (try? Instant(iso: text)) == nil else { return }
    guard let parts = text.wholeMatch(of: /(\d{4})-(\d\d)-(\d\d)/) else {
      throw CallError("\"\(text)\" is no date", subject: text, hint: "write it as \(day)")
    }
    let month = "\(parts.1)-\(parts.2)"
    let last = (28...31).last { (try? Instant(iso: "\(month)-\($0)")) != nil }
    throw CallError(
      "the calendar has no day \"\(text)\"", subject: text,
      hint: last.map { "\(month) has \($0) days" } ?? "the months are 01 to 12")
  }

  static func checkWeek(_ text: String) throws {
    guard (try? startOf(week: text)) == nil else { return }
    if let parts = text.wholeMatch(of: /(\d{4})-W(\d\d)/) {
      let last = (try? startOf(week: "\(parts.1)-W53")) == nil ? 52 : 53
      throw CallError(
        "the calendar has no week \"\(text)\"", subject: text, hint: "\(parts.1) has the weeks W01 to W\(last)")
    }
    throw CallError("\"\(text)\" is no ISO week", subject: text, hint: "write \(meant(by: text) ?? week)")
  }

  /// The week that a text such as `2013-40` or `2013w4` was meant to be; nil where that is not clear.
  private static func meant(by text: String) -> String? {
    guard let parts = text.wholeMatch(of: /(\d{4})[-_ \/]?[Ww]?(\d\d?)/) else { return nil }
    let written = "\(parts.1)-W\(parts.2.count == 1 ? "0" : "")\(parts.2)"
    return (try? startOf(week: written)) == nil ? nil : "\"\(written)\""
  }
}
