/// What should hold for a table's rows: `Expect("dep_delay").isBetween(-60, 1500)`.
public struct Expect: Sendable {
  let column: String?
  let checks: [Check]

  enum Check: Sendable {
    case present(atLeast: Double)
    case between(Double, Double)
    case oneOf([String])
    case unique([String])
    case rowCount(Int, Int)
  }

  /// Expectations of one column; missing values satisfy all of them but `isPresent`.
  public init(_ column: String) { self.init(column: column, checks: []) }

  /// No two rows share the values of these columns.
  public init(unique columns: [String]) { self.init(column: nil, checks: [.unique(columns)]) }

  /// The table has between so many rows.
  public init(rowCount: ClosedRange<Int>) {
    self.init(column: nil, checks: [.rowCount(rowCount.lowerBound, rowCount.upperBound)])
  }

  /// The table has between so many rows; an empty range admits no table.
  public init(rowCount: Range<Int>) {
    let (low, high) = rowCount.isEmpty ? (1, 0) : (rowCount.lowerBound, rowCount.upperBound - 1)
    self.init(column: nil, checks: [.rowCount(low, high)])
  }

  init(column: String?, checks: [Check]) {
    self.column = column
    self.checks = checks
  }

  /// At least this share of rows, from 0 to 1, holds a value.
  public func isPresent(atLeast share: Double = 1) -> Expect { adding(.present(atLeast: share)) }

  /// Every value lies from `low` to `high`, both included.
  public func isBetween(_ low: Double, _ high: Double) -> Expect { adding(.between(low, high)) }

  /// Every value is one of these, as text.
  public func isOne(of values: [String]) -> Expect { adding(.oneOf(values)) }

  /// - Throws: `DataError.invalid` where it expects nothing yet.
  public func check() throws(DataError) {
    guard !checks.isEmpty else {
      throw .invalid("Expect(\"\(column ?? "")\") says nothing yet: add .isPresent() or another check")
    }
  }

  private func adding(_ check: Check) -> Expect { Expect(column: column, checks: checks + [check]) }
}

/// The outcome of checking a table against expectations.
public struct Validation: Sendable, Codable {
  public let table: String
  public let rowCount: Int
  public let checks: [CheckResult]

  public var metCount: Int { checks.count { $0.isMet } }
}

/// The outcome of one expectation.
public struct CheckResult: Sendable, Codable {
  /// The expectation as a sentence.
  public let expectation: String
  public let isMet: Bool
  /// Rows that break the expectation.
  public let failingRows: Int
  /// What was found, in words: "all 336,776 rows", or an example of what broke.
  public let firstFailure: String?
}

/// Collects expectations in a block, which may hold `if`, `switch` and `for` as well.
@resultBuilder
public enum ExpectationBuilder {
  public static func buildExpression(_ part: Expect) -> [Expect] { [part] }
  public static func buildBlock(_ parts: [Expect]...) -> [Expect] { parts.flatMap(\.self) }
  public static func buildOptional(_ parts: [Expect]?) -> [Expect] { parts ?? [] }
  public static func buildEither(first parts: [Expect]) -> [Expect] { parts }
  public static func buildEither(second parts: [Expect]) -> [Expect] { parts }
  public static func buildArray(_ parts: [[Expect]]) -> [Expect] { parts.flatMap(\.self) }
}

extension Table {
  /// Checks every expectation and reports each; data that breaks one is a result, not an error.
  ///
  /// - Throws: `DataError` where an expectation names a column that is not there or does not fit its type.
  ///   What the block itself throws goes through.
  public func validate(@ExpectationBuilder _ expectations: () throws -> [Expect]) throws -> Validation {
    try validate(try expectations())
  }

  public func validate(_ expectations: [Expect]) throws(DataError) -> Validation {
    guard !expectations.isEmpty else {
      throw .invalid("there is nothing to check: write Expect(\"column\").isPresent()")
    }
    var results: [CheckResult] = []
    for expectation in expectations {
      try expectation.check()
      for check in expectation.checks { results.append(try result(of: check, column: expectation.column)) }
    }
    return Validation(table: label, rowCount: rowCount, checks: results)
  }

  private func result(of check: Expect.Check, column name: String?) throws(DataError) -> CheckResult {
    switch check {
    case .rowCount(let low, let high):
      let met = rowCount >= low && rowCount <= high
      return CheckResult(
        expectation: "\(label) has from \(NumberText.whole(low)) to \(NumberText.whole(high)) rows", isMet: met,
        failingRows: 0,
        firstFailure: met ? nil : "\(NumberText.whole(rowCount)) rows")
    case .unique(let names):
      guard !names.isEmpty else { throw .invalid("Expect(unique:) needs at least one column") }
      let repeats = try repeatedRows(names)
      return CheckResult(
        expectation: "no two rows share \(names.joined(separator: ", "))", isMet: repeats.isEmpty,
        failingRows: repeats.count,
        firstFailure: try repeats.first.map { (row) throws(DataError) in
          try names.map { (name) throws(DataError) in "\(name) \(try column(name).text(at: row) ?? "missing")" }
            .joined(separator: ", ")
        })
    case .present(let share):
      let column = try column(name ?? "")
      let missing = column.validity.missingCount
      let present = rowCount == 0 ? 1 : Double(rowCount - missing) / Double(rowCount)
      let expectation =
        share == 1 ? "is never missing" : "is present in at least \(NumberText.short(share * 100))% of rows"
      return CheckResult(
        expectation: "\(name ?? "") \(expectation)", isMet: present >= share, failingRows: missing,
        firstFailure: missing == 0 ? nil : "\(NumberText.whole(missing)) missing")
    case .between(let low, let high):
      guard let numbers = try column(name ?? "").numbers() else {
        throw .wrongType("isBetween needs numbers, but column \"\(name ?? "")\" holds strings")
      }
      let outside = numbers.filter { $0 < low || $0 > high }
      return CheckResult(
        expectation: "\(name ?? "") lies from \(NumberText.short(low)) to \(NumberText.short(high))",
        isMet: outside.isEmpty,
        failingRows: outside.count, firstFailure: outside.first.map(NumberText.short))
    case .oneOf(let values):
      guard !values.isEmpty else { throw .invalid("isOne(of:) needs at least one value") }
      let allowed = Set(values)
      let strange = try categoryDistribution(of: name ?? "").ranked.filter { !allowed.contains($0.category) }
      return CheckResult(
        expectation: "\(name ?? "") is one of \(values.joined(separator: ", "))", isMet: strange.isEmpty,
        failingRows: strange.reduce(0) { $0 + $1.count }, firstFailure: strange.first.map { "\"\($0.category)\"" })
    }
  }

  /// Rows whose values in the given columns stood in an earlier row.
  private func repeatedRows(_ names: [String]) throws(DataError) -> [Int] {
    var keys = [Int](repeating: 0, count: rowCount)
    // Column by column, each pair of the key so far and the column's code gets the next free number.
    for name in names {
      let codes = try column(name).identityCodes()
      let validity = try column(name).validity
      var numbers: [KeyPair: Int] = [:]
      numbers.reserveCapacity(rowCount)
      for row in 0..<rowCount {
        let pair = KeyPair(key: keys[row], code: codes[row], isPresent: validity.isPresent(row))
        let next = numbers.count
        keys[row] = numbers[pair, default: next]
        if keys[row] == next { numbers[pair] = next }
      }
    }
    var seen = Set<Int>(minimumCapacity: rowCount)
    return keys.indices.filter { !seen.insert(keys[$0]).inserted }
  }

  private struct KeyPair: Hashable {
    let key: Int
    let code: Int64
    let isPresent: Bool
  }
}

extension Column {
  /// A number a row that is equal just where the present values are; 0 where missing.
  fileprivate func identityCodes() -> [Int64] {
    let codes: [Int64] =
      switch values {
      case .int(let values), .date(let values): values
      case .double(let values): values.map { Int64(bitPattern: ($0 == 0 ? 0 : $0).bitPattern) }
      case .bool(let values): values.map { $0 ? 1 : 0 }
      case .string(let strings): strings.codes.map(Int64.init)
      }
    return validity.isComplete ? codes : codes.indices.map { validity.isPresent($0) ? codes[$0] : 0 }
  }
}
