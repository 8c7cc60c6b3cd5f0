/// The rows of a monitor as a diagnosis looks at them: each in its window, those of the reference in windows of their own.
struct DiagnosedRows: Sendable {
  /// The windows that can be compared: whole ones. Their labels are those of the report.
  let windows: [Window]
  /// For each row of the table, the place of its window among those; −1 for none.
  let windowOf: [Int32]
  /// For each row of the reference, the place of its window; all 0 where it has no dates.
  let referenceWindowOf: [Int32]
  let referenceWindowCount: Int
  let table: Table
  let reference: Table
  /// Weekdays of daily windows, hours of hourly ones, where the reference holds enough of them.
  let phases: ChangeSeries.Phases?
  /// For each row of the reference, the place of its day; empty for windows that are no longer than a day.
  let referenceDayOf: [Int32]
  let referenceDayCount: Int

  /// - Throws: where there is nothing before the windows to compare them with.
  init(_ data: MonitoredData) throws(DataError) {
    let whole = data.windows.windows.filter { !$0.isPartial }
    table = data.table
    switch data.reference {
    case .table(let rows):
      windows = whole
      reference = rows
      let before = data.dates.flatMap { dates in
        // A reference without dates is one window: how windows vary by themselves is then not known.
        rows.hasColumn(dates) ? try? rows.windows(every: data.windows.period, on: dates) : nil
      }
      let kept = before?.windows.filter { !$0.isPartial && $0.rowCount > 0 } ?? []
      if kept.count >= 4 {
        var places = [Int32](repeating: -1, count: rows.rowCount)
        for (place, window) in kept.enumerated() { for row in window.rows { places[Int(row)] = Int32(place) } }
        referenceWindowOf = places
        referenceWindowCount = kept.count
        phases = Self.phases(data.windows.period, whole, kept)
      } else {
        referenceWindowOf = [Int32](repeating: 0, count: rows.rowCount)
        referenceWindowCount = 1
        phases = nil
      }
    case .trailing(let count):
      // What stayed the same is told from the first windows.
      let known = whole.filter { $0.rowCount > 0 }
      guard known.count > count else {
        throw .empty("there are only \(known.count) whole windows: a diagnosis compares those after the first \(count)")
      }
      let first = known.prefix(count)
      let chosen = first.flatMap(\.rows)
      reference = data.table.choosing(chosen)
      referenceWindowOf = first.enumerated().flatMap { place, window in window.rows.map { _ in Int32(place) } }
      referenceWindowCount = first.count
      phases = nil
      windows = Array(whole.drop { $0.rowCount == 0 || first.map(\.label).contains($0.label) })
    }
    var places = [Int32](repeating: -1, count: table.rowCount)
    for (place, window) in windows.enumerated() { for row in window.rows { places[Int(row)] = Int32(place) } }
    windowOf = places
    (referenceDayOf, referenceDayCount) = Self.days(of: reference, data)
  }

  private static func days(of reference: Table, _ data: MonitoredData) -> ([Int32], Int) {
    switch data.windows.period {
    case .week, .month, .rows:
      guard let dates = data.dates, reference.hasColumn(dates),
        let days = try? reference.windows(every: .day, on: dates), days.windows.count >= 20
      else { return ([], 0) }
      return (days.places(rowCount: reference.rowCount), days.windows.count)
    case .hour, .day: return ([], 0)
    }
  }

  private static func phases(_ period: Period, _ current: [Window], _ reference: [Window]) -> ChangeSeries.Phases? {
    func phase(_ window: Window) -> Int {
      guard let start = window.start else { return 0 }
      let hour = Int((start.microseconds / Instant.microsecondsPerHour) % 24)
      return period == .hour ? (hour + 24) % 24 : start.weekday - 1
    }
    switch period {
    case .hour, .day:
      return ChangeSeries.Phases(
        current: current.map(phase), reference: reference.map(phase), count: period == .hour ? 24 : 7)
    case .week, .month, .rows: return nil
    }
  }

  /// A figure's series, over all rows that have it.
  ///
  /// - Parameters:
  ///   - current: one a row of the table, NaN for none.
  ///   - before: one a row of the reference.
  func series(_ current: [Double], _ before: [Double]) -> ChangeSeries? {
    var now = [ChangeSeries.Moments](repeating: .init(), count: windows.count)
    for row in current.indices where windowOf[row] >= 0 && !current[row].isNaN {
      now[Int(windowOf[row])].add(current[row])
    }
    var then = [ChangeSeries.Moments](repeating: .init(), count: referenceWindowCount)
    for row in before.indices where referenceWindowOf[row] >= 0 && !before[row].isNaN {
      then[Int(referenceWindowOf[row])].add(before[row])
    }
    var days = [ChangeSeries.Moments](repeating: .init(), count: referenceDayCount)
    for row in referenceDayOf.indices where referenceDayOf[row] >= 0 && !before[row].isNaN {
      days[Int(referenceDayOf[row])].add(before[row])
    }
    return ChangeSeries(current: now, reference: then, phases: phases, clusters: days)
  }

  /// A figure's series in each group of rows; a group's code is from 0 to `groups` − 1, others are left out.
  func series(
    _ current: [Double], _ before: [Double], codes: [Int32], referenceCodes: [Int32], groups: Int
  ) -> [ChangeSeries?] {
    let width = windows.count
    var now = [ChangeSeries.Moments](repeating: .init(), count: width * groups)
    for row in current.indices where windowOf[row] >= 0 && codes[row] >= 0 && !current[row].isNaN {
      now[Int(codes[row]) * width + Int(windowOf[row])].add(current[row])
    }
    let depth = referenceWindowCount
    var then = [ChangeSeries.Moments](repeating: .init(), count: depth * groups)
    for row in before.indices where referenceWindowOf[row] >= 0 && referenceCodes[row] >= 0 && !before[row].isNaN {
      then[Int(referenceCodes[row]) * depth + Int(referenceWindowOf[row])].add(before[row])
    }
    let length = referenceDayCount
    var days = [ChangeSeries.Moments](repeating: .init(), count: length * groups)
    for row in referenceDayOf.indices
    where referenceDayOf[row] >= 0 && referenceCodes[row] >= 0 && !before[row].isNaN {
      days[Int(referenceCodes[row]) * length + Int(referenceDayOf[row])].add(before[row])
    }
    return (0..<groups).map { group in
      ChangeSeries(
        current: Array(now[group * width..<(group + 1) * width]),
        reference: Array(then[group * depth..<(group + 1) * depth]), phases: phases,
        clusters: Array(days[group * length..<(group + 1) * length]))
    }
  }
}

/// A column cut into the same groups in both tables.
struct SharedGrouping: Sendable {
  let name: String
  let labels: [String]
  let codes: [Int32]
  let referenceCodes: [Int32]

  private static let mostCategories = 12

  /// Numbers are cut at the reference's quintiles, few of them kept apart; of categories the most frequent ones are groups.
  /// Nil where the columns are of different kinds.
  init?(_ name: String, _ current: Column, _ reference: Column) {
    guard current.isNumeric == reference.isNumeric else { return nil }
    self.name = name
    if reference.isNumeric {
      guard let before = reference.numbers(), let now = current.numbers() else { return nil }
      let distribution = NumericDistribution(before)
      let edges =
        distribution.values.count <= 6
        ? Array(distribution.values.dropFirst()) : PopulationStability.edges(of: distribution, bins: 5)
      let isDate = reference.type == .date
      let grouping = Grouping(name, before, distribution, edges: edges, isDate: isDate)
      labels = grouping.labels
      referenceCodes = grouping.codes
      codes = Grouping(name, now, distribution, edges: edges, isDate: isDate).codes
    } else {
      let all = (0..<Int32(reference.count)).map { $0 }
      guard case .category(let distribution) = reference.distribution(ofRows: all) else { return nil }
      let names = distribution.ranked.prefix(Self.mostCategories).map(\.category)
      let places = Dictionary(uniqueKeysWithValues: zip(names, Int32(0)...))
      labels = names
      referenceCodes = (0..<reference.count).map { row in reference.text(at: row).flatMap { places[$0] } ?? -1 }
      codes = (0..<current.count).map { row in current.text(at: row).flatMap { places[$0] } ?? -1 }
    }
  }

  /// The rows' own group and that of another grouping, together.
  func crossed(with other: SharedGrouping) -> (codes: [Int32], referenceCodes: [Int32], groups: Int) {
    let width = Int32(other.labels.count)
    func cross(_ a: [Int32], _ b: [Int32]) -> [Int32] { zip(a, b).map { $0 < 0 || $1 < 0 ? -1 : $0 * width + $1 } }
    return (cross(codes, other.codes), cross(referenceCodes, other.referenceCodes), labels.count * other.labels.count)
  }
}
