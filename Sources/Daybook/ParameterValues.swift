import Engine

/// The values that `--for-each name=…` runs a notebook for.
///
/// A range of whole numbers (`1...12`), ISO weeks (`2013-W27...2013-W52`), months (`2013-01...2013-12`) or days
/// (`2013-07-01...2013-07-31`), or a list (`EWR,JFK,LGA`).
public struct ParameterValues: Sendable, Equatable {
  public let name: String
  public let values: [String]

  /// The most reports that one command makes.
  public static let most = 10_000

  public struct Failure: Error, CustomStringConvertible, Equatable {
    public let description: String
  }

  /// - Parameter text: `week=2013-W27...2013-W52`
  public init(_ text: String) throws(Failure) {
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
      throw Failure(description: "write name=first...last or name=a,b,c, not \"\(text)\"")
    }
    name = String(text[..<sign])
    let list = String(text[text.index(after: sign)...])
    guard let dots = list.firstRange(of: "...") else {
      if let range = Self.misspeltRange(list) {
        throw Failure(description: "\"\(list)\" is one value: write \(name)=\(range), with three dots, for all of them")
      }
      values = list.split(separator: ",").map { String($0.drop { $0 == " " }) }
      guard !values.isEmpty else { throw Failure(description: "\"\(text)\" names no value") }
      return
    }
    let (first, last) = (String(list[..<dots.lowerBound]), String(list[dots.upperBound...]))
    guard let values = Self.all(from: first, to: last) else {
      throw Failure(
        description: """
          "\(list)" is no range: both ends are whole numbers, ISO weeks (2013-W27), months (2013-07) or days (2013-07-01)
          """)
    }
    guard !values.isEmpty else { throw Failure(description: "\"\(list)\" ends before it starts") }
    guard values.count <= Self.most else { throw Failure(description: "\"\(list)\" has more than 10,000 values") }
    self.values = values
  }

  private static func all(from first: String, to last: String) -> [String]? {
    wholeNumbers(first, last) ?? weeks(first, last) ?? months(first, last) ?? days(first, last)
  }

  /// The range that `2013-W27..2013-W30` is meant to be; nil where the text is a value.
  private static func misspeltRange(_ text: String) -> String? {
    for sign in ["..<", "..", "…"] {
      guard let found = text.firstRange(of: sign) else { continue }
      let (first, last) = (String(text[..<found.lowerBound]), String(text[found.upperBound...]))
      return all(from: first, to: last).map { _ in "\(first)...\(last)" }
    }
    return nil
  }

  private static func wholeNumbers(_ first: String, _ last: String) -> [String]? {
    guard let a = Int(first), let b = Int(last) else { return nil }
    guard a <= b else { return [] }
    let (span, isHuge) = b.subtractingReportingOverflow(a)
    // One more than allowed is enough to tell.
    return (0...(isHuge ? most : min(span, most))).map { "\(a + $0)" }
  }

  private static func weeks(_ first: String, _ last: String) -> [String]? {
    guard let a = ISOWeek(first), let b = ISOWeek(last) else { return nil }
    return steps(from: a.firstDay, to: b.firstDay, days: 7).map(\.week)
  }

  private static func months(_ first: String, _ last: String) -> [String]? {
    guard let a = month(first), let b = month(last) else { return nil }
    guard a <= b else { return [] }
    return (a...b).prefix(most + 1).map { month in
      let (year, number) = (month / 12, month % 12 + 1)
      return "\(padded(year, 4))-\(padded(number, 2))"
    }
  }

  /// Months since the year 0.
  private static func month(_ text: String) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, parts[1].count == 2, let year = Int(parts[0]),
      let month = Int(parts[1]),
      year > 0, (1...12).contains(month)
    else { return nil }
    return year * 12 + month - 1
  }

  private static func days(_ first: String, _ last: String) -> [String]? {
    guard first.count == 10, last.count == 10, let a = Instant(first), let b = Instant(last) else { return nil }
    return steps(from: a, to: b, days: 1).map { String($0.description.prefix(10)) }
  }

  private static func steps(from first: Instant, to last: Instant, days: Int) -> [Instant] {
    var found: [Instant] = []
    var day: Instant? = first
    while let here = day, here <= last, found.count <= most {
      found.append(here)
      day = try? here.adding(days: days)
    }
    return found
  }

  /// The value as a part of a file's name: what is no letter, digit, dot or hyphen becomes a hyphen.
  public static func fileName(for value: String) -> String {
    let kept = value.map { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" ? $0 : "-" }
    return String(kept.prefix(80))
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
