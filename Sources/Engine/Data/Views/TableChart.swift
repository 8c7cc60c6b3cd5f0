/// Columns of a table as a picture shows them: a label and numbers a row.
public struct TableChart: Sendable, Encodable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A bar a row.
    case bars
    /// A line a column, over dates, numbers or names.
    case lines
    /// A line a column, each in a small chart of its own.
    case panels
    /// A column of parts a row.
    case stacked
    /// The same, each as high as the others.
    case shares
    /// A grid of shaded cells.
    case heatmap

    /// More rows are not drawn one by one.
    var mostRows: Int {
      switch self {
      case .bars: 40
      case .lines, .panels, .stacked, .shares: 20_000
      case .heatmap: 2000
      }
    }
  }

  /// A column of numbers.
  public struct Series: Sendable, Encodable {
    public let name: String
    /// One a row; nil where missing.
    public let values: [Double?]
  }

  /// What the labels are, for an axis that has a measure.
  public enum Axis: String, Sendable, Codable {
    case names, numbers
    /// In seconds since 1 January 1970, UTC.
    case dates
  }

  public let kind: Kind
  public let table: String
  /// The column of labels.
  public let over: String
  public let axis: Axis
  public let labels: [String]
  /// Where numbers and dates stand on their axis; NaN of names and gaps.
  public let places: [Double]
  public let series: [Series]
  /// What happened at which row.
  public let events: [MarkedEvent]
}

/// Something that happened at a row or a window of a chart.
public struct MarkedEvent: Sendable, Codable, Equatable {
  /// Which row or window, from 0.
  public let place: Int
  public let text: String

  /// Sorted by place, so that the order of a dictionary does not show.
  ///
  /// - Parameter place: of a written mark.
  static func all(
    _ marks: [String: String], _ place: (String) throws(DataError) -> Int
  ) throws(DataError) -> [MarkedEvent] {
    var events: [MarkedEvent] = []
    for mark in marks.keys.sorted() { events.append(MarkedEvent(place: try place(mark), text: marks[mark] ?? "")) }
    return events.sorted { ($0.place, $0.text) < ($1.place, $1.text) }
  }
}

extension Table {
  /// Some columns as a picture.
  ///
  /// - Parameters:
  ///   - values: columns of numbers or truth values, at least one.
  ///   - label: what names the rows: a column of texts, dates or numbers. Lines stand on an axis of dates or numbers
  ///     where it is one, in its order.
  ///   - marks: what happened when, by label: `["2013-09-01": "model deployed"]`.
  /// - Throws: where a column is unknown or holds no numbers, a mark is at no row, or there are more rows than can be
  ///   told apart.
  public func chart(
    _ kind: TableChart.Kind, of values: [String], over label: String, marking marks: [String: String] = [:]
  ) throws(DataError) -> TableChart {
    guard !values.isEmpty else { throw .invalid("a chart needs at least one column of numbers") }
    let labels = try column(label)
    guard rowCount <= kind.mostRows else {
      throw .invalid(
        "\(NumberText.whole(rowCount)) rows are too many to be drawn one by one as \(kind.rawValue), at most "
          + "\(NumberText.whole(kind.mostRows)): group them first, or take a prefix")
    }
    var series: [TableChart.Series] = []
    for name in values {
      let column = try column(name)
      guard let numbers = column.drawnNumbers else {
        throw .wrongType("column \"\(name)\" holds \(column.type.plural), of which there is nothing to draw")
      }
      series.append(.init(name: name, values: numbers))
    }
    let isOrdered = kind == .lines || kind == .panels
    let order = isOrdered && labels.isNumeric ? labels.ascendingRows : Array(0..<rowCount)
    let texts = order.map { labels.text(at: $0) ?? "missing" }
    return TableChart(
      kind: kind, table: self.label, over: label,
      axis: labels.type == .date ? .dates : labels.isNumeric ? .numbers : .names, labels: texts,
      places: labels.places(of: order),
      series: series.map { series in .init(name: series.name, values: order.map { series.values[$0] }) },
      events: try MarkedEvent.all(marks) { (mark) throws(DataError) in
        guard let place = texts.firstIndex(of: mark) ?? texts.firstIndex(where: { $0.hasPrefix(mark) }) else {
          throw .invalid(
            "no row of \"\(label)\" is \"\(mark)\": they go from \(texts.first ?? "–") to \(texts.last ?? "–")")
        }
        return place
      })
  }
}

extension Column {
  /// Numbers as they are, truth values as 0 and 1; nil of texts and dates.
  fileprivate var drawnNumbers: [Double?]? {
    switch values {
    case .bool(let truths): return truths.indices.map { validity.isPresent($0) ? (truths[$0] ? 1 : 0) : nil }
    case .double, .int: return numbers()?.map { $0.isNaN ? nil : $0 }
    case .date, .string: return nil
    }
  }

  fileprivate var ascendingRows: [Int] {
    let numbers = numbers() ?? []
    return numbers.indices.filter { !numbers[$0].isNaN }.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
  }

  fileprivate func places(of rows: [Int]) -> [Double] {
    guard let numbers = numbers() else { return rows.map { _ in .nan } }
    let unit = type == .date ? 1e6 : 1
    return rows.map { numbers[$0] / unit }
  }
}
