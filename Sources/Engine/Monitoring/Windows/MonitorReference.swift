/// What windows are compared with.
public enum MonitorReference: Sendable {
  /// Rows of their own: those of training, or of a period that is known to have been good.
  case table(Table)
  /// The whole windows before each one, so many of them.
  case trailing(Int)

  public static let validTrailing = ValidRange.from(1)

  /// The rows, where they are the same for every window.
  var table: Table? { if case .table(let table) = self { table } else { nil } }
}

/// Windows that are compared only with rows of the same season.
public enum Season: String, Sendable, Hashable, Codable, CaseIterable {
  /// Mondays with Mondays.
  case weekday
  /// Each week with the same week of other years, by its number (ISO 8601).
  case weekOfYear
  /// Julys with Julys.
  case monthOfYear

  /// In a sentence: `weekday`.
  public var name: String {
    switch self {
    case .weekday: "weekday"
    case .weekOfYear: "week of the year"
    case .monthOfYear: "month of the year"
    }
  }

  func key(of instant: Instant) -> Int {
    switch self {
    case .weekday: instant.weekday
    case .weekOfYear: instant.isoWeek.week
    case .monthOfYear: instant.civil.month
    }
  }
}
