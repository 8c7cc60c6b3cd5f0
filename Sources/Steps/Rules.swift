import Diagnostics
import Engine
import Interpreter

/// What arguments must be beyond their types. The engine knows each limit; here stands which argument has which.
extension Rule {
  /// A number within limits.
  static func within(_ range: ValidRange, _ name: String) -> Rule {
    Rule { value, _ in
      guard let number = value.number else { return }
      try range.check(name, number)
    }
  }

  /// A list with something in it.
  static func notEmpty(_ message: String) -> Rule {
    Rule { value, _ in if case .array([]) = value { throw CallError(message) } }
  }

  /// A number that is not below an argument before it.
  static func notBelow(_ low: String) -> Rule {
    Rule { value, other in
      guard let high = value.number, let low = other(low)?.number else { return }
      guard low <= high else { throw CallError("the lower bound comes first") }
    }
  }

  /// A range of at least one number.
  static let rangeOfSomething = Rule { value, _ in
    if case .range(let range) = value, range.numbers.isEmpty { throw CallError("this range holds no number") }
  }

  // MARK: Dates

  /// A day as ISO 8601 writes it, where it is given as a text.
  static let isoDate = text { _ = try Instant(iso: $0) }
  /// A week as ISO 8601 writes it.
  static let isoWeek = text { _ = try startOf(week: $0) }

  private static func text(_ check: @escaping @Sendable (String) throws -> Void) -> Rule {
    Rule { value, _ in
      guard case .string(let text) = value else { return }
      do { try check(text) } catch { throw CallError("\(error)", subject: text) }
    }
  }

  // MARK: Column expressions

  /// True or false for each row, and so more than a literal.
  static let condition = Rule { value, _ in
    guard let expression = value.object(as: Expression.self) else { return }
    switch expression {
    case .string(let text):
      throw CallError(
        "a condition is computed from columns; this is a text", subject: text, hint: "write \(columnExpression(text))")
    case .int, .double, .date:
      throw CallError(
        "a condition is true or false for each row; this is \(expression)", hint: "write col(\"…\") == \(expression)")
    default: break
    }
  }

  /// A part of a day, which no text is.
  static let datePart = Rule { value, _ in
    guard case .string(let text) = value.object(as: Expression.self) else { return }
    throw CallError("a part of a date is a whole number, not a text", subject: text, hint: "write col(\"\(text)\")")
  }

  /// The column, or the comparison of one, that a text was meant to be.
  private static func columnExpression(_ text: String) -> String {
    guard let parts = try? /\s*(\w+)\s*(==|!=|<=|>=|<|>)\s*(\S.*)/.wholeMatch(in: text) else {
      return "col(\"\(text)\")"
    }
    return "col(\"\(parts.1)\") \(parts.2) \(parts.3)"
  }

  // MARK: Goals and watches

  /// A limit that the measure of a goal can reach, in its unit.
  static let goalLimit = Rule { value, other in
    guard let measure = other("measure")?.object(as: Measure.self) else { return }
    if case .latency = measure {
      guard value.object(as: Duration.self) != nil else {
        throw CallError("a latency is a time", hint: "write .milliseconds(…)")
      }
    } else {
      guard let limit = value.number else { throw CallError("only a latency is a time; \(measure.name) is a number") }
      try check(limit, measure.name, measure.range)
    }
  }

  /// A limit on the side where the measure of a goal is good.
  static func goalDirection(_ label: String) -> Rule {
    Rule(.warning) { _, other in
      guard let measure = other("measure")?.object(as: Measure.self) else { return }
      let right = measure.isBetterHigher ? "atLeast" : "atMost"
      guard label != right else { return }
      throw CallError(
        "the \(measure.isBetterHigher ? "higher" : "lower") \(measure.name) is, the better: this goal asks for a bad one",
        hint: "write \(right):")
    }
  }

  /// A limit that the subject of a watch can cross.
  static let watchLimit = Rule { value, other in
    guard let limit = value.number, let subject = other("subject")?.object(as: Watch.Subject.self) else { return }
    try check(limit, subject.name, subject.range)
  }

  /// A limit on the side where the subject of a watch is bad.
  static func watchDirection(_ label: String) -> Rule {
    Rule(.warning) { _, other in
      guard let subject = other("subject")?.object(as: Watch.Subject.self) else { return }
      let right = subject.isBetterHigher ? "below" : "above"
      guard label != right else { return }
      throw CallError(
        "the \(subject.isBetterHigher ? "higher" : "lower") \(subject.name) is, the better: this alert is raised by good ones",
        hint: "write \(right):")
    }
  }

  /// Features, of a subject that features have.
  static let watchedColumns = Rule { value, other in
    guard case .array(let columns) = value, let subject = other("subject")?.object(as: Watch.Subject.self) else {
      return
    }
    try subject.check(columns: columns.map(\.description))
  }

  private static func check(_ limit: Double, _ name: String, _ range: ClosedRange<Double>) throws {
    guard range.contains(limit) else {
      throw CallError(
        "no \(name) can be \(NumberText.short(limit))",
        hint: range.upperBound.isFinite
          ? "it lies from \(NumberText.short(range.lowerBound)) to \(NumberText.short(range.upperBound))"
          : "it is never below \(NumberText.short(range.lowerBound))")
    }
  }

  /// A per cent of requests rather than a share of them.
  static let percentile = Rule(.warning) { value, _ in
    guard let percentile = value.number, percentile > 0, percentile < 1 else { return }
    throw CallError(
      "this is less than one per cent of requests", hint: "write \(NumberText.short(percentile * 100))")
  }

  // MARK: Models

  /// Columns to learn from, the target not among them.
  static let features = Rule { value, other in
    guard case .array(let names) = value, case .string(let target) = other("predicting") else { return }
    try FeatureSchema.check(names.map(\.description), predicting: target)
  }

  /// A metric of the model, which changes over time as a whole.
  static let timelineSubject = Rule { value, _ in _ = try value.object(as: Watch.Subject.self)?.metric() }

  // MARK: Data

  /// A regular expression.
  static let pattern = text { try Expect("").matches($0).check() }

  /// An expectation that says something.
  static let saysSomething = Rule { value, _ in try value.object(as: Expect.self)?.check() }

  /// A file of the project that is there.
  static func file(of session: Session) -> Rule {
    Rule { value, _ in if case .string(let path) = value { try session.checkFile(at: path) } }
  }
}

extension Value {
  fileprivate var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  fileprivate func object<T>(as type: T.Type) -> T? {
    if case .object(let object) = self { object.payload as? T } else { nil }
  }
}
