extension Table {
  /// Checks every expectation and reports each; data that breaks one is a result, not an error.
  ///
  /// - Throws: `DataError` where an expectation names a column that is not there or does not fit its type.
  ///   What the block itself throws goes through.
  public func validate(@ExpectationBuilder _ expectations: () throws -> [Expect]) throws -> Validation {
    try validate(try expectations())
  }

  /// Checks every expectation and reports each; data that breaks one is a result, not an error.
  ///
  /// - Throws: `DataError` where an expectation names a column that is not there or does not fit its type.
  public func validate(_ expectations: [Expect]) throws(DataError) -> Validation {
    guard !expectations.isEmpty else {
      throw .invalid("there is nothing to check: write Expect(\"column\").isPresent()")
    }
    var results: [CheckResult] = []
    for expectation in expectations {
      try expectation.check()
      let scope = try CheckScope(self, expectation)
      for check in expectation.checks { results.append(try scope.result(of: check)) }
    }
    return Validation(table: label, rowCount: rowCount, checks: results)
  }
}

/// The rows that an expectation is about.
private struct CheckScope {
  let table: Table
  /// The numbers of the rows in the whole table; nil where they are all of them.
  let rows: [Int]?
  let expectation: Expect
  let name: String

  init(_ whole: Table, _ expectation: Expect) throws(DataError) {
    self.expectation = expectation
    name = expectation.column ?? ""
    guard let condition = expectation.condition else {
      table = whole
      rows = nil
      return
    }
    let column = try condition.evaluated(over: whole)
    guard let holds = column.truths() else {
      throw .wrongType("where: needs a condition that is true or false for each row, not \(column.type.article)")
    }
    let chosen = holds.indices.filter { holds[$0] }
    table = whole.choosing(chosen.map { Int32(truncatingIfNeeded: $0) })
    rows = chosen
  }

  private func result(
    _ sentence: String, isMet: Bool, checked: Int, _ failures: Failures = Failures(), first: String? = nil,
    value: (Int) -> String = { _ in "" }
  ) -> CheckResult {
    let condition = expectation.condition.map { " where \($0)" } ?? ""
    return CheckResult(
      expectation: sentence + condition, severity: expectation.severity, isMet: isMet, checkedRows: checked,
      failingRows: failures.count, firstFailure: first ?? failures.first.first.map(value),
      samples: failures.first.map { FailingRow(row: (rows?[$0] ?? $0) + 1, value: value($0)) })
  }

  func result(of check: Expect.Check) throws(DataError) -> CheckResult {
    switch check {
    case .rowCount(let low, let high):
      let met = table.rowCount >= low && table.rowCount <= high
      return result(
        "\(table.label) has from \(NumberText.whole(low)) to \(NumberText.whole(high)) rows", isMet: met,
        checked: table.rowCount, first: met ? nil : "\(NumberText.whole(table.rowCount)) rows")
    case .unique(let names): return try unique(names)
    case .present(let share): return try present(share)
    case .values(let rule, let share): return try values(rule, share)
    case .sorted(let isFalling, let isStrict): return try sorted(isFalling, isStrict)
    case .fresh(let days, let day): return try fresh(days, day)
    case .mean(let low, let high): return try total("mean", low, high) { (_) throws(DataError) in try table.mean(name) }
    case .sum(let low, let high): return try total("sum", low, high) { sum(of: $0) }
    case .every(let condition, let share): return try every(condition, share)
    }
  }

  // MARK: Values

  private func unique(_ names: [String]) throws(DataError) -> CheckResult {
    let failures = Failures(try table.repeatedRows(names))
    let columns = try names.map { (name) throws(DataError) in (name, try table.column(name)) }
    return result(
      "no two rows share \(names.joined(separator: ", "))", isMet: failures.count == 0, checked: table.rowCount,
      failures
    ) { row in Self.text(columns, row) }
  }

  private static func text(_ columns: [(String, Column)], _ row: Int) -> String {
    columns.map { "\($0.0) \($0.1.text(at: row) ?? "missing")" }.joined(separator: ", ")
  }

  private func present(_ share: Double) throws(DataError) -> CheckResult {
    let validity = try table.column(name).validity
    let failures =
      validity.missingCount == 0 ? Failures() : Failures(0..<table.rowCount) { !validity.isPresent($0) }
    return result(
      "\(name) \(share == 1 ? "is never missing" : "is present in at least \(Self.percent(share)) of rows")",
      isMet: Self.isReached(share, failures.count, of: table.rowCount), checked: table.rowCount, failures,
      first: failures.count == 0 ? nil : "\(NumberText.whole(failures.count)) missing"
    ) { _ in "missing" }
  }

  private func values(_ rule: ValueRule, _ share: Double) throws(DataError) -> CheckResult {
    let column = try table.column(name)
    let failures = try rule.failures(name, column)
    let present = column.count - column.validity.missingCount
    var first: String?
    if case .oneOf(let values) = rule, failures.count > 0 {
      // The stranger that is met most often says more than the first one.
      let allowed = Set(values)
      let strange = try table.categoryDistribution(of: name).ranked.first { !allowed.contains($0.category) }
      first = strange.map { "\"\($0.category)\"" }
    }
    return result(
      "\(name) \(rule.words)\(share == 1 ? "" : " in at least \(Self.percent(share)) of its values")",
      isMet: Self.isReached(share, failures.count, of: present), checked: present, failures, first: first
    ) { row in
      switch column.values {
      case .double(let numbers): NumberText.short(numbers[row])
      case .int(let numbers): NumberText.whole(Int(numbers[row]))
      case .string: rule.isUnique ? "\(name) \(column.text(at: row) ?? "")" : "\"\(column.text(at: row) ?? "")\""
      case .bool, .date: column.text(at: row) ?? "missing"
      }
    }
  }

  private func every(_ condition: Expression, _ share: Double) throws(DataError) -> CheckResult {
    let column = try condition.evaluated(over: table)
    guard case .bool(let holds) = column.values else {
      throw .wrongType(
        "Expect(every:) needs a condition that is true or false for each row, not \(column.type.article)")
    }
    let failures = Failures(0..<table.rowCount) { !holds[$0] && column.validity.isPresent($0) }
    let present = table.rowCount - column.validity.missingCount
    let columns = try condition.columnNames.map { (name) throws(DataError) in (name, try table.column(name)) }
    return result(
      "\(condition)\(share == 1 ? "" : " in at least \(Self.percent(share)) of rows")",
      isMet: Self.isReached(share, failures.count, of: present), checked: present, failures
    ) { row in Self.text(columns, row) }
  }

  private static func isReached(_ share: Double, _ failing: Int, of count: Int) -> Bool {
    count == 0 || Double(count - failing) / Double(count) >= share
  }

  private static func percent(_ share: Double) -> String { "\(NumberText.short(share * 100))%" }

  // MARK: The column as a whole

  private func sorted(_ isFalling: Bool, _ isStrict: Bool) throws(DataError) -> CheckResult {
    let column = try table.column(name)
    guard column.isNumeric, let numbers = column.numbers() else {
      throw .wrongType(
        "\(isFalling ? "isDecreasing" : "isIncreasing") needs numbers or dates, but column \"\(name)\" holds "
          + column.type.plural)
    }
    var failures = Failures()
    var before: [Int: Int] = [:]
    var last: Int?
    for row in numbers.indices where !numbers[row].isNaN {
      if let last {
        let (a, b) = isFalling ? (numbers[row], numbers[last]) : (numbers[last], numbers[row])
        if a > b || isStrict && a == b {
          failures.add(row)
          if failures.first.last == row { before[row] = last }
        }
      }
      last = row
    }
    let words = isFalling ? (isStrict ? "always falls" : "never rises") : (isStrict ? "always rises" : "never falls")
    return result(
      "\(name) \(words) from row to row", isMet: failures.count == 0,
      checked: column.count - column.validity.missingCount, failures
    ) { row in "\(column.text(at: row) ?? "") after \(before[row].flatMap(column.text) ?? "")" }
  }

  private func fresh(_ days: Double, _ day: Instant) throws(DataError) -> CheckResult {
    let column = try table.column(name)
    guard case .date(let dates) = column.values else {
      throw .wrongType("isFresh needs dates, but column \"\(name)\" holds \(column.type.plural)")
    }
    var latest: Int64?
    for row in dates.indices where column.validity.isPresent(row) { latest = max(latest ?? .min, dates[row]) }
    // A day without a time of day lasts until midnight.
    let (end, isOverflow) = day.microseconds.addingReportingOverflow(
      day.isMidnight ? Instant.microsecondsPerDay - 1 : 0)
    let age = latest.map { (Double(day.microseconds) - Double($0)) / Double(Instant.microsecondsPerDay) }
    let isMet = latest.map { ($0 <= end || isOverflow) && (age ?? .infinity) <= days } ?? false
    return result(
      "the latest \(name) lies at most \(NumberText.short(days)) \(days == 1 ? "day" : "days") before \(day)",
      isMet: isMet, checked: column.count - column.validity.missingCount,
      first: isMet ? nil : latest.map { "\(Instant(microseconds: $0))" } ?? "no date")
  }

  private func total(
    _ figure: String, _ low: Double, _ high: Double, _ compute: ([Double]) throws(DataError) -> Double
  ) throws(DataError) -> CheckResult {
    let column = try table.column(name)
    guard column.type != .date, let numbers = column.numbers() else {
      throw .wrongType("the \(figure) needs numbers, but column \"\(name)\" holds \(column.type.plural)")
    }
    let present = column.count - column.validity.missingCount
    let value: Double? = present == 0 && figure == "mean" ? nil : try compute(numbers)
    // A sum of infinities of both signs is no number, and lies nowhere.
    let isMet = value.map { $0 >= low && $0 <= high } ?? false
    return result(
      "the \(figure) of \(name) lies from \(NumberText.short(low)) to \(NumberText.short(high))", isMet: isMet,
      checked: present, first: isMet ? nil : value.map(NumberText.short) ?? "no value")
  }

  private func sum(of numbers: [Double]) -> Double {
    var sum = 0.0
    var compensation = 0.0
    for number in numbers where !number.isNaN {
      let next = sum + number
      // Neumaier: the digits that the sum drops are kept beside it.
      compensation += sum.magnitude >= number.magnitude ? (sum - next) + number : (number - next) + sum
      sum = next
    }
    return compensation.isFinite ? sum + compensation : sum
  }
}

extension ValueRule {
  fileprivate var isUnique: Bool { if case .unique = self { true } else { false } }
}

extension Instant {
  fileprivate var isMidnight: Bool { microseconds % Self.microsecondsPerDay == 0 }
}

extension Expression {
  /// The columns that it names, each once, in the order in which it names them.
  fileprivate var columnNames: [String] {
    var names: [String] = []
    var rest = [self]
    while let next = rest.popLast() {
      let named =
        switch next {
        case .column(let name): [name]
        case .window(_, _, let groups): groups
        default: [String]()
        }
      for name in named where !names.contains(name) { names.append(name) }
      rest += next.operands.reversed()
    }
    return names
  }
}
