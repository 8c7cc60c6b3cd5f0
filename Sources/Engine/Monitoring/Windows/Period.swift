/// The length of a monitoring window.
public enum Period: Sendable, Hashable {
  /// Times of the calendar in UTC; weeks begin on Monday (ISO 8601).
  case hour, day, week, month
  /// So many rows, in order of time, or of the table where no column of dates is named.
  case rows(Int)

  /// The periods of the calendar.
  public static let calendar: [Period] = [.hour, .day, .week, .month]
  public static let validRows = ValidRange.from(1)

  /// A window in a sentence: `week`, `window of 5,000 rows`.
  public var name: String {
    switch self {
    case .hour: "hour"
    case .day: "day"
    case .week: "week"
    case .month: "month"
    case .rows(let count): "window of \(NumberText.whole(count)) rows"
    }
  }

  /// A window where there is no room for more: `week`, `window`.
  public var shortName: String { if case .rows = self { "window" } else { name } }

  /// The place of a moment's window among all windows of the calendar; neighbours differ by one.
  func number(of instant: Instant) -> Int {
    switch self {
    case .hour:
      let (hours, rest) = instant.microseconds.quotientAndRemainder(dividingBy: Instant.microsecondsPerHour)
      return Int(rest < 0 ? hours - 1 : hours)
    case .day, .rows: return instant.dayNumber
    case .week: return Int((Double(instant.dayNumber + 3) / 7).rounded(.down))
    case .month:
      let (year, month, _) = instant.civil
      return year * 12 + month - 1
    }
  }

  /// The window at a place: its name, its first moment and the first moment after it.
  func window(number: Int) -> (label: String, start: Instant, end: Instant) {
    switch self {
    case .hour:
      let start = Instant(microseconds: Int64(number) &* Instant.microsecondsPerHour)
      let hour = (number % 24 + 24) % 24
      return (
        "\(start.dayText) \(hour < 10 ? "0" : "")\(hour):00", start,
        Instant(microseconds: start.microseconds &+ Instant.microsecondsPerHour)
      )
    case .day, .rows:
      let start = Instant(microseconds: Int64(number) &* Instant.microsecondsPerDay)
      return (start.description, start, start.shifted(days: 1))
    case .week:
      let week = Instant(microseconds: Int64(number * 7 - 3) &* Instant.microsecondsPerDay).isoWeek
      return (week.description, week.firstDay, week.firstDay.shifted(days: 7))
    case .month:
      let year = Int((Double(number) / 12).rounded(.down))
      let month = number - year * 12 + 1
      let first = Instant.daysSince1970(year: year, month: month, day: 1)
      let start = Instant(microseconds: Int64(first) * Instant.microsecondsPerDay)
      return (String(start.description.prefix(7)), start, start.shifted(days: Instant.days(in: month, of: year)))
    }
  }
}

extension Instant {
  static let microsecondsPerHour: Int64 = 3_600_000_000

  func shifted(days: Int) -> Instant { Instant(microseconds: microseconds &+ Int64(days) &* Self.microsecondsPerDay) }

  /// The day alone, whatever the time.
  var dayText: String { Instant(microseconds: Int64(dayNumber) &* Self.microsecondsPerDay).description }
}
