/// The length of a monitoring window.
public enum Period: String, Sendable, Codable, CaseIterable {
  case day, week, month

  /// The window of a moment: its name, its first day and the first day after it.
  func window(of instant: Instant) -> (label: String, start: Instant, end: Instant) {
    switch self {
    case .day:
      let start = Instant(microseconds: Int64(instant.dayNumber) &* Instant.microsecondsPerDay)
      return (start.description, start, start.shifted(days: 1))
    case .week:
      let week = instant.isoWeek
      return (week.description, week.firstDay, week.firstDay.shifted(days: 7))
    case .month:
      let (year, month, _) = instant.civil
      let first = Instant.daysSince1970(year: year, month: month, day: 1)
      let start = Instant(microseconds: Int64(first) * Instant.microsecondsPerDay)
      return (String(start.description.prefix(7)), start, start.shifted(days: Instant.days(in: month, of: year)))
    }
  }
}

extension Instant {
  func shifted(days: Int) -> Instant { Instant(microseconds: microseconds &+ Int64(days) &* Self.microsecondsPerDay) }
}

/// The rows of a table that fall into one window.
struct Window: Sendable {
  let label: String
  let start: Instant
  let end: Instant
  let rows: [Int32]
  /// Whether the data start after the window does, or end before its last day: such a window is no fair sample.
  let isPartial: Bool
}

extension Table {
  /// The rows by window, in order of time; rows without a date are left out.
  func windows(every period: Period, on name: String) throws(DataError) -> [Window] {
    let column = try column(name)
    guard case .date(let dates) = column.values else {
      throw .wrongType("windows need dates, but column \"\(name)\" holds \(column.type.article)")
    }
    var rowsByDay: [Int: [Int32]] = [:]
    for row in 0..<rowCount where column.validity.isPresent(row) {
      rowsByDay[Instant(microseconds: dates[row]).dayNumber, default: []].append(Int32(row))
    }
    let days = rowsByDay.keys.sorted()
    guard let firstDay = days.first, let lastDay = days.last else {
      throw .empty("column \"\(name)\" of \(label) holds no date to make windows of")
    }
    var windows: [Window] = []
    for day in days {
      let (label, start, end) = period.window(
        of: Instant(microseconds: Int64(day) &* Instant.microsecondsPerDay))
      let before = windows.last.flatMap { $0.label == label ? windows.removeLast().rows : nil } ?? []
      windows.append(
        Window(
          label: label, start: start, end: end, rows: before + (rowsByDay[day] ?? []),
          isPartial: start.dayNumber < firstDay || end.dayNumber - 1 > lastDay))
    }
    return windows
  }
}
