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

  /// A measure of a model's quality on rows with known outcomes.
  static let qualityMeasure = Rule { value, _ in
    guard let measure = value.object(as: Measure.self) else { return }
    if case .metric = measure { return }
    throw CallError(
      "\(measure.name) is not a figure of an evaluation", hint: "an evaluation has .rocAUC, .recall() and the like")
  }

  // MARK: Models

  /// Columns to learn from, the target not among them.
  static let features = Rule { value, other in
    guard case .array(let names) = value, case .string(let target) = other("predicting") else { return }
    try FeatureSchema.check(names.map(\.description), predicting: target)
  }

  /// A detector whose settings are in their ranges.
  static let usableDetector = Rule { value, _ in try value.object(as: Detector.self)?.check() }

  /// A metric of the model, which alone is estimated.
  static let estimatedSubject = Rule { value, _ in
    guard let subject = value.object(as: Watch.Subject.self) else { return }
    guard case .metric = subject else {
      throw CallError("only a metric of the model is estimated, not \(subject.name)", hint: "write .rocAUC, say")
    }
  }

  /// A metric of the model, which changes over time as a whole.
  static let timelineSubject = Rule { value, _ in _ = try value.object(as: Watch.Subject.self)?.metric() }

  /// Rows to learn from, to judge on or to follow.
  static let hasRows = Rule { value, _ in
    guard let table = value.object(as: Table.self), table.rowCount == 0 else { return }
    throw CallError(
      "this table has no rows", hint: "what it was filtered by holds for none of them",
      naming: { "\($0) has no rows" })
  }

  // MARK: Data

  /// A regular expression.
  static let pattern = Rule { value, _ in if case .string(let text) = value { try Expect("").matches(text).check() } }

  /// An expectation that says something.
  static let saysSomething = Rule { value, _ in try value.object(as: Expect.self)?.check() }

  /// A file of the project that is there.
  static func file(of session: Session) -> Rule {
    Rule { value, _ in if case .string(let path) = value { try session.checkFile(at: path) } }
  }
}

extension Value {
  var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  /// What an object of the library holds, where it is one of a type.
  func object<T>(as type: T.Type) -> T? {
    if case .object(let object) = self { object.payload as? T } else { nil }
  }
}
