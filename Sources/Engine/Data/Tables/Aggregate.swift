/// One column of a grouped table: a figure of the rows of each group.
public struct Aggregate: Sendable, Hashable {
  /// What a group's rows are summed up by.
  public enum Figure: Sendable, Hashable {
    /// Rows; of a column, those that have a value.
    case count
    case missingCount
    /// Different values, missing ones not counted.
    case distinctCount
    case sum
    case mean
    /// The standard deviation of a sample, with n − 1; missing of a single value.
    case deviation
    case median
    /// Linear between neighbours (Hyndman & Fan 1996, type 7).
    case quantile(Double)
    case minimum
    case maximum
    /// The first value in the table's order, and the last one.
    case first
    case last

    /// Those without a number of their own.
    public static let plain: [Figure] = [
      .count, .missingCount, .distinctCount, .sum, .mean, .deviation, .median, .minimum, .maximum, .first, .last,
    ]
  }

  public let name: String
  public let figure: Figure
  /// Nil for a count of rows.
  public let column: String?

  public init(_ name: String, _ figure: Figure, of column: String? = nil) {
    self.name = name
    self.figure = figure
    self.column = column
  }

  /// The shares of values that a quantile may lie above.
  public static let validShare = ValidRange.share
}

@resultBuilder
public enum AggregateBuilder {
  public static func buildExpression(_ part: Aggregate) -> [Aggregate] { [part] }
  public static func buildBlock(_ parts: [Aggregate]...) -> [Aggregate] { parts.flatMap(\.self) }
  public static func buildOptional(_ parts: [Aggregate]?) -> [Aggregate] { parts ?? [] }
  public static func buildEither(first parts: [Aggregate]) -> [Aggregate] { parts }
  public static func buildEither(second parts: [Aggregate]) -> [Aggregate] { parts }
  public static func buildArray(_ parts: [[Aggregate]]) -> [Aggregate] { parts.flatMap(\.self) }
}

extension Aggregate.Figure {
  /// As the notebook writes it behind the dot.
  public var name: String {
    switch self {
    case .count: "count"
    case .missingCount: "missingCount"
    case .distinctCount: "distinctCount"
    case .sum: "sum"
    case .mean: "mean"
    case .deviation: "deviation"
    case .median: "median"
    case .quantile: "quantile"
    case .minimum: "minimum"
    case .maximum: "maximum"
    case .first: "first"
    case .last: "last"
    }
  }

  /// What it is, in one line.
  public var meaning: String {
    switch self {
    case .count: "how many rows there are, or how many values of a column"
    case .missingCount: "how many rows have no value"
    case .distinctCount: "how many different values there are"
    case .sum: "the sum of the values; of truth values, how many are true"
    case .mean: "the mean of the values; of truth values, the share that is true"
    case .deviation: "the standard deviation of the values"
    case .median: "the value in the middle"
    case .quantile: "the value that a share of the values lies below"
    case .minimum: "the smallest value: of dates the earliest, of strings the first in Swift's order"
    case .maximum: "the largest value: of dates the latest, of strings the last in Swift's order"
    case .first: "the first value in the table's order"
    case .last: "the last value in the table's order"
    }
  }

  /// Whether it computes with values, which only numbers and truth values can be.
  private var needsNumbers: Bool {
    switch self {
    case .sum, .mean, .deviation, .median, .quantile: true
    case .count, .missingCount, .distinctCount, .minimum, .maximum, .first, .last: false
    }
  }

  /// The figure of each group.
  ///
  /// - Parameters:
  ///   - column: nil for the rows themselves.
  ///   - rows: group by group.
  /// - Throws: where the column's type has no such figure.
  func values(of column: Column?, named name: String, in rows: GroupedRows) throws(DataError) -> Column {
    guard let column else {
      guard self == .count else { throw .invalid(".\(self.name) needs a column: write of: \"…\"") }
      return Column((0..<rows.count).map { Int64(rows[$0].count) })
    }
    if case .quantile(let share) = self { try Aggregate.validShare.check("the quantile", share) }
    if needsNumbers {
      guard column.type != .date, column.type != .string else {
        throw .wrongType(".\(self.name) needs numbers, but column \"\(name)\" holds \(column.type.plural)")
      }
      if self == .sum, let whole = column.wholeNumbers {
        return try sums(whole, of: column.validity, named: name, in: rows)
      }
      return numericFigure(of: column.numbers() ?? [], in: rows)
    }
    switch self {
    case .count: return counts(in: rows) { column.validity.isPresent($0) }
    case .missingCount: return counts(in: rows) { !column.validity.isPresent($0) }
    case .distinctCount: return distinctCounts(of: column, in: rows)
    default: return column.gathered(orMissing: chosenRows(of: column, in: rows))
    }
  }

  private func counts(in rows: GroupedRows, _ counts: @Sendable (Int) -> Bool) -> Column {
    Column(rows.map { group in group.reduce(into: Int64(0)) { if counts(Int($1)) { $0 += 1 } } })
  }

  private func distinctCounts(of column: Column, in rows: GroupedRows) -> Column {
    let codes = RowGroups([column], rowCount: column.count).codes
    return Column(
      rows.map { group in
        var seen: Set<Int32> = []
        for row in group where column.validity.isPresent(Int(row)) { seen.insert(codes[Int(row)]) }
        return Int64(seen.count)
      })
  }

  private func sums(
    _ whole: [Int64], of validity: Validity, named name: String, in rows: GroupedRows
  ) throws(DataError) -> Column {
    let sums = rows.map { group -> Int64? in
      var sum: Int64 = 0
      for row in group where validity.isPresent(Int(row)) {
        let (next, overflows) = sum.addingReportingOverflow(whole[Int(row)])
        guard !overflows else { return nil }
        sum = next
      }
      return sum
    }
    guard !sums.contains(nil) else { throw .invalid("the sum of \"\(name)\" is too large for a whole number") }
    return Column(sums.map { $0 ?? 0 })
  }

  /// NaN where a group has no value.
  private func numericFigure(of numbers: [Double], in rows: GroupedRows) -> Column {
    Column(
      rows.map { group in
        var values = group.map { numbers[Int($0)] }.filter { !$0.isNaN }
        guard !values.isEmpty else { return self == .sum ? 0 : .nan }
        switch self {
        case .sum: return values.reduce(0, +)
        case .mean: return values.reduce(0, +) / Double(values.count)
        case .deviation:
          guard values.count > 1 else { return .nan }
          let mean = values.reduce(0, +) / Double(values.count)
          return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
        case .quantile(let share):
          values.sort()
          return values.quantile(share)
        default:
          values.sort()
          return values.quantile(0.5)
        }
      })
  }

  /// The row whose value stands for the group; −1 where none has one.
  private func chosenRows(of column: Column, in rows: GroupedRows) -> [Int32] {
    let keys = self == .minimum || self == .maximum ? OrderKeys(column).keys : []
    return rows.map { group in
      var chosen: Int32 = -1
      for row in group where column.validity.isPresent(Int(row)) {
        switch self {
        case .minimum: if chosen < 0 || keys[Int(row)] < keys[Int(chosen)] { chosen = row }
        case .maximum: if chosen < 0 || keys[Int(row)] > keys[Int(chosen)] { chosen = row }
        case .last: chosen = row
        default: if chosen < 0 { chosen = row }
        }
      }
      return chosen
    }
  }
}

extension [Double] {
  /// A quantile of ascending values, linear between neighbours (Hyndman & Fan 1996, type 7).
  fileprivate func quantile(_ share: Double) -> Double {
    let place = share * Double(count - 1)
    let lower = Int(place)
    guard lower + 1 < count else { return self[count - 1] }
    return self[lower] + (place - Double(lower)) * (self[lower + 1] - self[lower])
  }
}
