/// Days as a notebook computes with them. All of them are in UTC and in the proleptic Gregorian calendar.
extension Instant {
  /// A day, or a moment of one, as ISO 8601 writes it: `2013-07-01` or `2013-07-01T09:30`.
  ///
  /// - Throws: `DataError.invalid` where the text is none, or the calendar has no such day.
  public init(iso text: String) throws(DataError) {
    guard let instant = Instant(text) else { throw .invalid("\"\(text)\" is no date: write it as 2013-07-01") }
    self = instant
  }

  public var year: Int { civil.year }
  /// January is 1.
  public var month: Int { civil.month }
  /// The day of the month, from 1.
  public var day: Int { civil.day }
  /// January to March is 1.
  public var quarter: Int { (month + 2) / 3 }
  /// The hour of the day in UTC, from 0.
  public var hour: Int { Int(timeOfDay / 3_600_000_000) }
  /// The minute of the hour, from 0.
  public var minute: Int { Int(timeOfDay / 60_000_000 % 60) }
  /// Microseconds since midnight.
  private var timeOfDay: Int64 { microseconds &- Int64(dayNumber) &* Self.microsecondsPerDay }
  /// The ISO 8601 week that the day lies in, written `2013-W27`.
  public var week: String { isoWeek.description }

  /// So many days later, or earlier where the count is negative.
  ///
  /// - Throws: `DataError.invalid` where that is outside the years 1 to 9999.
  public func adding(days count: Int) throws(DataError) -> Instant {
    let (shift, isTooFar) = Int64(count).multipliedReportingOverflow(by: Self.microsecondsPerDay)
    let (sum, overflows) = microseconds.addingReportingOverflow(shift)
    let moved = Instant(microseconds: sum)
    guard !isTooFar, !overflows, (1...9999).contains(moved.year) else {
      throw .invalid("\(count) days from \(self) is outside the years 1 to 9999")
    }
    return moved
  }

  /// Whole days from another moment to this one; negative where the other is later.
  public func days(since other: Instant) -> Int { dayNumber - other.dayNumber }
}

/// The Monday on which an ISO week starts.
///
/// - Throws: `DataError.invalid` where the text is no week such as `2013-W27`.
public func startOf(week text: String) throws(DataError) -> Instant {
  guard let week = ISOWeek(text) else { throw .invalid("\"\(text)\" is no ISO week: write it as 2013-W27") }
  return week.firstDay
}

/// The Sunday on which an ISO week ends.
///
/// - Throws: `DataError.invalid` where the text is no week such as `2013-W27`.
public func endOf(week text: String) throws(DataError) -> Instant { try startOf(week: text).adding(days: 6) }

/// A number that a date has in the calendar.
public enum DatePart: String, Sendable, CaseIterable {
  case year, quarter, month, day, weekday, hour, minute

  public func of(_ date: Instant) -> Int {
    switch self {
    case .year: date.year
    case .month: date.month
    case .day: date.day
    case .weekday: date.weekday
    case .quarter: date.quarter
    case .hour: date.hour
    case .minute: date.minute
    }
  }

  /// What it is, in one line.
  public var meaning: String {
    switch self {
    case .year: "the year"
    case .month: "the month, January is 1"
    case .day: "the day of the month, from 1"
    case .weekday: "the day of the week, Monday is 1"
    case .quarter: "the quarter of the year, from 1 to 4"
    case .hour: "the hour of the day, from 0 to 23"
    case .minute: "the minute of the hour, from 0 to 59"
    }
  }
}

extension Expression {
  /// As many weeks as the calendar has, and not fewer than one.
  public static let validWeeks = ValidRange.from(1, to: 600_000)

  /// Whether a date lies in the weeks that end with a day: after `weeks` × 7 days before it, and not after it.
  ///
  /// - Throws: `DataError.invalid` where the count is not positive.
  public func within(weeks count: Int, before end: Instant) throws(DataError) -> Expression {
    try Self.validWeeks.check("weeks", Double(count))
    return self > .date(try end.adding(days: -7 * count)) && self <= .date(end)
  }
}
