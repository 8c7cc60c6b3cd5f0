/// How one column is spread in each window of time.
public struct ColumnTrend: Sendable, Encodable {
  /// What a window holds.
  public enum Content: Sendable, Equatable {
    /// The values below which 5, 25, 50, 75 and 95 per cent of the rows lie; nil where no row has a value.
    case numbers([[Double]?])
    /// The most frequent categories over all windows, with their rows in each; the last may be all others.
    case categories([Category])
  }

  public struct Category: Sendable, Equatable, Encodable {
    public let name: String
    /// One a window.
    public let counts: [Int]
  }

  public let column: String
  public let period: Period
  public let windows: [String]
  /// The places of windows that the data cover in part only: no fair samples.
  public let partial: [Int]
  public let content: Content
  /// The same quantiles of the reference, where there is one and it holds numbers.
  public let reference: [Double]?
  /// What happened in which window.
  public let events: [MarkedEvent]

  /// More categories are one, "others".
  static let mostCategories = 5

  init(
    _ column: String, _ windows: Windows, _ distributions: [Distribution], reference: Distribution?,
    _ marks: [String: String]
  ) throws(DataError) {
    self.column = column
    period = windows.period
    self.windows = windows.windows.map(\.label)
    partial = windows.windows.indices.filter { windows.windows[$0].isPartial }
    events = try windows.events(marks)
    self.reference = reference.flatMap(Self.quantiles)
    guard case .category = distributions.first else {
      content = .numbers(distributions.map(Self.quantiles))
      return
    }
    let counts = distributions.map { distribution -> [String: Int] in
      if case .category(let categories) = distribution { categories.counts } else { [:] }
    }
    let totals = counts.reduce(into: [String: Int]()) { $0.merge($1, uniquingKeysWith: +) }
    let ranked = totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let shown = ranked.count > Self.mostCategories + 1 ? Array(ranked.prefix(Self.mostCategories)) : ranked
    var categories = shown.map { name in Category(name: name, counts: counts.map { $0[name] ?? 0 }) }
    if shown.count < ranked.count {
      let rest = counts.indices.map { window in
        counts[window].values.reduce(0, +) - categories.reduce(0) { $0 + $1.counts[window] }
      }
      categories.append(Category(name: "\(NumberText.whole(ranked.count - shown.count)) others", counts: rest))
    }
    content = .categories(categories)
  }

  private static func quantiles(_ distribution: Distribution) -> [Double]? {
    guard case .numeric(let numbers) = distribution, numbers.count > 0 else { return nil }
    let quantiles = ColumnDigest.shares.map { numbers.quantile($0) }
    return quantiles.allSatisfy(\.isFinite) ? quantiles : nil
  }

  private enum Key: String, CodingKey { case column, windows, partial, quantiles, categories, reference, events }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(column, forKey: .column)
    try container.encode(windows, forKey: .windows)
    try container.encode(partial, forKey: .partial)
    switch content {
    case .numbers(let quantiles): try container.encode(quantiles, forKey: .quantiles)
    case .categories(let categories): try container.encode(categories, forKey: .categories)
    }
    try container.encodeIfPresent(reference, forKey: .reference)
    if !events.isEmpty { try container.encode(events, forKey: .events) }
  }
}

extension Windows {
  /// What happened in which window.
  ///
  /// - Parameter marks: by the window's name, or by a date that it holds.
  /// - Throws: where there is no such window.
  func events(_ marks: [String: String]) throws(DataError) -> [MarkedEvent] {
    try MarkedEvent.all(marks) { (mark) throws(DataError) in
      if let place = windows.firstIndex(where: { $0.label == mark }) { return place }
      if let moment = try? Instant(iso: mark),
        let place = windows.firstIndex(where: { window in
          guard let start = window.start, let end = window.end else { return false }
          return start <= moment && moment < end
        })
      {
        return place
      }
      return try place(of: mark)
    }
  }
}

extension Table {
  /// How a column is spread in each window of time.
  ///
  /// - Parameters:
  ///   - name: the column of dates.
  ///   - marks: what happened when, by window or date.
  /// - Throws: where a column is unknown or holds no dates, or a mark is in no window.
  public func trend(
    of column: String, every period: Period, on name: String? = nil, marking marks: [String: String] = [:]
  ) throws(DataError) -> ColumnTrend {
    let windows = try windows(every: period, on: name)
    return try ColumnTrend(
      column, windows, try distributions(of: column, in: windows.windows), reference: nil, marks)
  }
}

extension MonitorReport {
  /// How a column is spread in each window, beside the reference.
  ///
  /// - Parameter marks: what happened when, by window or date.
  /// - Throws: where the rows have no such column, or a mark is in no window.
  public func trend(of column: String, marking marks: [String: String] = [:]) throws(DataError) -> ColumnTrend {
    let reference = try data.reference.table.flatMap { (table) throws(DataError) in
      table.hasColumn(column) ? try table.distribution(of: column) : nil
    }
    return try ColumnTrend(
      column, data.windows, try data.table.distributions(of: column, in: data.windows.windows), reference: reference,
      marks)
  }
}
