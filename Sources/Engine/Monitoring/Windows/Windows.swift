/// The rows of a table that fall into one window.
public struct Window: Sendable {
  public let label: String
  /// The window's first moment and the first moment after it; of a window of rows, those of its first and last row.
  /// Nil for rows without dates.
  public let start: Instant?
  public let end: Instant?
  /// How many rows fall into it; none where nothing came.
  public var rowCount: Int { rows.count }
  /// Whether the data cover only a part of the window: such a window is no fair sample.
  public let isPartial: Bool
  /// The places of the rows, in order of time.
  let rows: [Int32]

  init(label: String, start: Instant?, end: Instant?, rows: [Int32], isPartial: Bool) {
    self.label = label
    self.start = start
    self.end = end
    self.rows = rows
    self.isPartial = isPartial
  }
}

/// Data cut into windows.
public struct Windows: Sendable {
  public let period: Period
  public let windows: [Window]
  /// What is odd about the dates.
  public let notices: [String]

  /// - Throws: where there is no such window.
  func window(_ label: String) throws(DataError) -> Window { windows[try place(of: label)] }

  /// - Throws: where there is no such window.
  func place(of label: String) throws(DataError) -> Int {
    guard let place = windows.firstIndex(where: { $0.label == label }) else {
      throw .invalid(
        "there is no \(period.shortName) \"\(label)\": they go from \(windows.first?.label ?? "–") to "
          + "\(windows.last?.label ?? "–")")
    }
    return place
  }

  /// For each of so many rows the place of its window; −1 for one that is in none.
  func places(rowCount: Int) -> [Int32] {
    var places = [Int32](repeating: -1, count: rowCount)
    for (place, window) in windows.enumerated() { for row in window.rows { places[Int(row)] = Int32(place) } }
    return places
  }
}

extension Table {
  /// The rows by window, in order of time. Rows without a date are left out, and so are a few rows whose date lies far
  /// from all others, as a clock that jumps leaves them; both are noticed. Windows in which nothing came stand between
  /// the others, empty.
  ///
  /// - Parameter name: the column of dates; may be nil for windows of rows, which then follow the table's order.
  /// - Throws: where the column holds no dates, or a period of the calendar has no column.
  public func windows(every period: Period, on name: String?) throws(DataError) -> Windows {
    if case .rows(let count) = period {
      try Period.validRows.check("the rows of a window", Double(count))
      return try windows(ofRows: count, on: name)
    }
    guard let name else { throw .invalid("windows of one \(period.name) need a column of dates: write on: \"…\"") }
    let (dates, order) = try datedRows(name)
    var rows: [Int: [Int32]] = [:]
    var last: (number: Int, rows: [Int32])?
    for row in order {
      let number = period.number(of: Instant(microseconds: dates[Int(row)]))
      if number == last?.number {
        last?.rows.append(row)
      } else {
        if let last { rows[last.number, default: []] += last.rows }
        last = (number, [row])
      }
    }
    if let last { rows[last.number, default: []] += last.rows }
    var notices = missingDates(name, order)
    let numbers = kept(rows, of: order.count, period, &notices)
    guard let first = numbers.first, let end = numbers.last else {
      throw .empty("column \"\(name)\" of \(label) holds no date to make windows of")
    }
    let times = numbers.lazy.flatMap { rows[$0] ?? [] }.map { dates[Int($0)] }
    let span = Span(first: times.min() ?? 0, last: times.max() ?? 0, dates: order.lazy.map { dates[Int($0)] })
    var windows: [Window] = []
    var number = first
    for known in numbers {
      // A long gap is not filled: it would be nothing but empty windows.
      if known - number > max(60, 3 * numbers.count) { number = known }
      while number <= known {
        let (label, start, stop) = period.window(number: number)
        windows.append(
          Window(
            label: label, start: start, end: stop, rows: rows[number] ?? [],
            isPartial: (number == first && span.begins(after: start)) || (number == end && span.ends(before: stop))))
        number += 1
      }
    }
    return Windows(period: period, windows: windows, notices: notices)
  }

  /// The rows by season, as windows: each holds all rows of one, with its key.
  ///
  /// - Throws: where the column holds no dates.
  func windows(of season: Season, on name: String) throws(DataError) -> (keys: [Int], windows: [Window]) {
    guard case .date(let dates) = try column(name).values else {
      throw .wrongType("a season needs dates, but column \"\(name)\" of the reference holds none")
    }
    let validity = try column(name).validity
    var rows: [Int: [Int32]] = [:]
    for row in 0..<Int32(rowCount) where validity.isPresent(Int(row)) {
      rows[season.key(of: Instant(microseconds: dates[Int(row)])), default: []].append(row)
    }
    let keys = rows.keys.sorted()
    return (
      keys,
      keys.map { Window(label: "\(season.name) \($0)", start: nil, end: nil, rows: rows[$0] ?? [], isPartial: false) }
    )
  }

  /// A column of dates, and the rows that have one.
  private func datedRows(_ name: String) throws(DataError) -> (dates: [Int64], rows: [Int32]) {
    let column = try column(name)
    guard case .date(let dates) = column.values else {
      throw .wrongType("windows need dates, but column \"\(name)\" holds \(column.type.article)")
    }
    return (dates, (0..<Int32(rowCount)).filter { column.validity.isPresent(Int($0)) })
  }

  private func missingDates(_ name: String, _ dated: [Int32]) -> [String] {
    let missing = rowCount - dated.count
    return missing == 0
      ? [] : ["\(rowText(missing)) without a value in \"\(name)\" \(missing == 1 ? "is" : "are") in no window."]
  }

  /// The windows to show, ascending: all but a few rows that lie far from the others.
  private func kept(
    _ rows: [Int: [Int32]], of count: Int, _ period: Period, _ notices: inout [String]
  ) -> [Int] {
    let numbers = rows.keys.sorted()
    var groups: [[Int]] = []
    for number in numbers {
      if let last = groups.last?.last, number - last <= max(60, numbers.count) {
        groups[groups.count - 1].append(number)
      } else {
        groups.append([number])
      }
    }
    func size(_ group: [Int]) -> Int { group.reduce(0) { $0 + (rows[$1]?.count ?? 0) } }
    let strays = groups.filter { size($0) * 100 < count }
    guard !strays.isEmpty else { return numbers }
    let stray = strays.reduce(0) { $0 + size($1) }
    let place = strays.compactMap(\.first).prefix(3).map { period.window(number: $0).label }.joined(separator: ", ")
    notices.append(
      "\(rowText(stray)) \(stray == 1 ? "is" : "are") dated far from all others (\(place)) and left out: has a clock "
        + "jumped?")
    let left = Set(strays.joined())
    return numbers.filter { !left.contains($0) }
  }

  private func windows(ofRows count: Int, on name: String?) throws(DataError) -> Windows {
    var order = (0..<Int32(rowCount)).map { $0 }
    var dates: [Int64]?
    var notices: [String] = []
    if let name {
      let (values, dated) = try datedRows(name)
      dates = values
      notices = missingDates(name, dated)
      // Rows of one moment stay in the table's order.
      order = dated.sorted { (values[Int($0)], $0) < (values[Int($1)], $1) }
    }
    guard !order.isEmpty else { throw .empty("\(label) has no rows to make windows of") }
    let windows = stride(from: 0, to: order.count, by: count).map { start -> Window in
      let rows = Array(order[start..<min(start + count, order.count)])
      return Window(
        label: "\(NumberText.whole(start + 1))–\(NumberText.whole(start + rows.count))",
        start: dates.flatMap { dates in rows.first.map { Instant(microseconds: dates[Int($0)]) } },
        end: dates.flatMap { dates in rows.last.map { Instant(microseconds: dates[Int($0)] &+ 1) } }, rows: rows,
        isPartial: rows.count < count)
    }
    return Windows(period: .rows(count), windows: windows, notices: notices)
  }

  private func rowText(_ count: Int) -> String { "\(NumberText.whole(count)) row\(count == 1 ? "" : "s")" }
}

/// From when to when there are rows, as exactly as their dates say.
private struct Span {
  private let first: Int64
  private let last: Int64
  /// What may lie between the last row and the end of what was recorded: a day where dates have no time, else a little
  /// more than rows usually lie apart.
  private let slack: Int64

  init(first: Int64, last: Int64, dates: some Collection<Int64>) {
    self.first = first
    self.last = last
    let hasTimes = dates.contains { $0 % Instant.microsecondsPerDay != 0 }
    guard hasTimes else {
      slack = Instant.microsecondsPerDay
      return
    }
    let gap = dates.count > 1 ? (Double(last) - Double(first)) / Double(dates.count - 1) : 0
    slack = Int64(min(max(20 * gap, 60_000_000), Double(Instant.microsecondsPerDay)))
  }

  func begins(after start: Instant) -> Bool { first &- slack >= start.microseconds }
  func ends(before end: Instant) -> Bool { last &+ slack < end.microseconds }
}
