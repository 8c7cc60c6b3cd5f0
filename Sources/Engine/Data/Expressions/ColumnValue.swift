/// A plain value that may stand where a column expression is asked for: the same in every row.
///
/// Literals are expressions already; this lets variables be.
///
/// ```swift
/// let limit = 15
/// flights.filter(col("dep_delay") > limit)
/// ```
public protocol ColumnValue: Sendable {
  var asExpression: Expression { get }
}

extension Int: ColumnValue { public var asExpression: Expression { .int(Int64(self)) } }
extension Double: ColumnValue { public var asExpression: Expression { .double(self) } }
extension Bool: ColumnValue { public var asExpression: Expression { .bool(self) } }
extension String: ColumnValue { public var asExpression: Expression { .string(self) } }
extension Instant: ColumnValue { public var asExpression: Expression { .date(self) } }
extension Expression: ColumnValue { public var asExpression: Expression { self } }

/// The day that three columns of whole numbers, or numbers that are the same for all rows, name.
public func date(year: some ColumnValue, month: some ColumnValue, day: some ColumnValue) -> Expression {
  .day(year: year.asExpression, month: month.asExpression, day: day.asExpression)
}

extension Expression {
  /// Whether the value is one of these.
  public func isOne(of values: [some ColumnValue]) -> Expression { .isOne(self, of: values.map(\.asExpression)) }

  public static func + (a: Expression, b: some ColumnValue) -> Expression { a + b.asExpression }
  public static func - (a: Expression, b: some ColumnValue) -> Expression { a - b.asExpression }
  public static func * (a: Expression, b: some ColumnValue) -> Expression { a * b.asExpression }
  public static func / (a: Expression, b: some ColumnValue) -> Expression { a / b.asExpression }
  public static func == (a: Expression, b: some ColumnValue) -> Expression { a == b.asExpression }
  public static func != (a: Expression, b: some ColumnValue) -> Expression { a != b.asExpression }
  public static func < (a: Expression, b: some ColumnValue) -> Expression { a < b.asExpression }
  public static func <= (a: Expression, b: some ColumnValue) -> Expression { a <= b.asExpression }
  public static func > (a: Expression, b: some ColumnValue) -> Expression { a > b.asExpression }
  public static func >= (a: Expression, b: some ColumnValue) -> Expression { a >= b.asExpression }
  public static func && (a: Expression, b: Bool) -> Expression { a && b.asExpression }
  public static func || (a: Expression, b: Bool) -> Expression { a || b.asExpression }

  public static func + (a: some ColumnValue, b: Expression) -> Expression { a.asExpression + b }
  public static func - (a: some ColumnValue, b: Expression) -> Expression { a.asExpression - b }
  public static func * (a: some ColumnValue, b: Expression) -> Expression { a.asExpression * b }
  public static func / (a: some ColumnValue, b: Expression) -> Expression { a.asExpression / b }
  public static func == (a: some ColumnValue, b: Expression) -> Expression { a.asExpression == b }
  public static func != (a: some ColumnValue, b: Expression) -> Expression { a.asExpression != b }
  public static func < (a: some ColumnValue, b: Expression) -> Expression { a.asExpression < b }
  public static func <= (a: some ColumnValue, b: Expression) -> Expression { a.asExpression <= b }
  public static func > (a: some ColumnValue, b: Expression) -> Expression { a.asExpression > b }
  public static func >= (a: some ColumnValue, b: Expression) -> Expression { a.asExpression >= b }
  public static func && (a: Bool, b: Expression) -> Expression { a.asExpression && b }
  public static func || (a: Bool, b: Expression) -> Expression { a.asExpression || b }
}

extension Table {
  /// The table with one more column, the same in every row.
  public func adding(_ name: String, _ value: some ColumnValue) throws(DataError) -> Table {
    try adding(name, value.asExpression)
  }
}
