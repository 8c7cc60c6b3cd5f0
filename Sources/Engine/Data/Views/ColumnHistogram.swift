import Foundation

/// How often each value of a column occurs, over all rows or group by group.
public struct ColumnHistogram: Sendable, Encodable {
  /// Where bins are cut.
  public enum Scale: String, Sendable, Hashable, Codable, CaseIterable {
    /// Bins of one width.
    case linear
    /// Bins of one ratio: for what runs over powers of ten.
    case logarithmic
  }

  public struct Group: Sendable, Encodable {
    public let name: String
    /// Rows in each bin.
    public let counts: [Int]
  }

  public let table: String
  public let column: String
  /// The column whose values are the groups; nil for one group of all rows.
  public let by: String?
  public let type: ColumnType
  public let scale: Scale
  /// Of numbers and dates, one more than bins, the outermost being open; dates in seconds since 1970. Empty of
  /// categories.
  public let edges: [Double]
  /// Of categories: the bins' names, the last of which may be all others.
  public let categories: [String]
  public let groups: [Group]
  public let missingCount: Int
  /// Rows that a logarithmic scale has no place for: zero and below.
  public let leftOutCount: Int
  /// Rows in smaller groups than those that are shown.
  public let otherGroupsCount: Int
  public let median: Double?

  public static let mostGroups = 6
  static let mostBins = 40
  static let mostCategories = 20
}

extension Table {
  /// How often each value of a column occurs.
  ///
  /// Numbers and dates are counted in at most 40 bins between the 0.5th and the 99.5th percentile, the outer ones being
  /// open; categories by falling count, the twenty most frequent.
  ///
  /// - Parameters:
  ///   - group: counts each of the column's six most frequent values apart.
  /// - Throws: where a column is unknown, or a logarithmic scale is asked of what holds no number above zero.
  public func histogram(
    of name: String, by group: String? = nil, scale: ColumnHistogram.Scale = .linear
  ) throws(DataError) -> ColumnHistogram {
    let column = try column(name)
    let groups = try rowsByGroup(group)
    let all = groups.flatMap(\.rows)
    let distribution = column.distribution(ofRows: all)
    let parts = groups.map { column.distribution(ofRows: $0.rows) }
    let edges: [Double]
    var categories: [String] = []
    var counts: [[Int]]
    var leftOut = 0
    switch distribution {
    case .numeric(let numbers):
      edges = scale == .linear ? numbers.linearEdges : numbers.ratioEdges
      if scale == .logarithmic {
        leftOut = numbers.count(upTo: 0)
        guard leftOut < numbers.count || numbers.count == 0 else {
          throw .invalid("a logarithmic scale needs numbers above zero, of which column \"\(name)\" holds none")
        }
      }
      let inner = Array(edges.dropFirst().dropLast())
      counts = parts.map { part in
        guard case .numeric(let numbers) = part, !edges.isEmpty else { return [] }
        var counts = numbers.counts(betweenEdges: inner)
        if scale == .logarithmic { counts[0] -= numbers.count(upTo: 0) }
        return counts
      }
    case .category(let found):
      guard scale == .linear else {
        throw .wrongType("a logarithmic scale is of numbers, but \"\(name)\" holds \(column.type.plural)")
      }
      edges = []
      let ranked = found.ranked
      categories = ranked.prefix(ColumnHistogram.mostCategories).map(\.category)
      let rest = ranked.dropFirst(categories.count)
      counts = parts.map { part in
        guard case .category(let part) = part else { return [] }
        let shown = categories.map { part.counts[$0] ?? 0 }
        return rest.isEmpty ? shown : shown + [part.count - shown.reduce(0, +)]
      }
      if !rest.isEmpty { categories.append("\(NumberText.whole(rest.count)) others") }
    }
    let unit = column.type == .date ? 1e6 : 1
    var median: Double?
    if case .numeric(let numbers) = distribution, numbers.count > 0 { median = numbers.quantile(0.5) / unit }
    return ColumnHistogram(
      table: label, column: name, by: group, type: column.type, scale: scale, edges: edges.map { $0 / unit },
      categories: categories,
      groups: zip(groups, counts).map { .init(name: $0.name, counts: $1) },
      missingCount: distribution.missingCount, leftOutCount: leftOut, otherGroupsCount: rowCount - all.count,
      median: median.flatMap { $0.isFinite ? $0 : nil })
  }

  /// The rows of the most frequent values of a column; all rows where none is named.
  private func rowsByGroup(_ name: String?) throws(DataError) -> [(name: String, rows: [Int32])] {
    let all = (0..<Int32(rowCount)).map { $0 }
    guard let name else { return [("all", all)] }
    let column = try column(name)
    var rows: [String: [Int32]] = [:]
    for row in all { rows[column.text(at: Int(row)) ?? "missing", default: []].append(row) }
    return rows.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(ColumnHistogram.mostGroups)
      .map { (name: $0.key, rows: $0.value) }
  }
}

extension NumericDistribution {
  /// Edges of bins of one width, at round numbers; few distinct values have a bin each.
  fileprivate var linearEdges: [Double] {
    let (low, high) = (quantile(0.005), quantile(0.995))
    guard count > 0, low.isFinite, high.isFinite, (high - low).isFinite else { return [] }
    guard low < high else { return [low - 0.5, low + 0.5] }
    var width = Self.roundWidth((high - low) / Double(ColumnHistogram.mostBins))
    if values.prefix(200).allSatisfy({ $0 == $0.rounded() }) { width = max(1, width.rounded(.up)) }
    let isWhole = width == width.rounded() && values.prefix(200).allSatisfy { $0 == $0.rounded() }
    // A bin of one whole number has it in the middle.
    let shift = isWhole && width == 1 ? 0.5 : 0
    var edges = [(low / width).rounded(.down) * width - shift]
    while edges[edges.count - 1] <= high, edges.count <= ColumnHistogram.mostBins + 2 {
      edges.append(edges[0] + Double(edges.count) * width)
    }
    return edges
  }

  /// Edges of bins of one ratio: up to ten a power of ten.
  fileprivate var ratioEdges: [Double] {
    guard let first = values.first(where: { $0 > 0 }), let last = values.last, last.isFinite, last > 0 else {
      return []
    }
    let (low, high) = (log10(first).rounded(.down), log10(last).rounded(.up))
    let perPower = max(1, min(10, Int(Double(ColumnHistogram.mostBins) / max(1, high - low))))
    let (start, end) = (
      Int((log10(first) * Double(perPower)).rounded(.down)), Int((log10(last) * Double(perPower)).rounded(.up))
    )
    let step = max(1, (end - start + ColumnHistogram.mostBins - 1) / ColumnHistogram.mostBins)
    let edges = stride(from: start, through: max(end, start + 1) + step - 1, by: step).map {
      pow(10, Double($0) / Double(perPower))
    }
    guard first >= 1, values.prefix(200).allSatisfy({ $0 == $0.rounded() }) else { return edges }
    // Between two whole numbers there is no bin.
    var whole: [Double] = []
    for edge in edges.map({ $0.rounded() - 0.5 }) where edge > whole.last ?? 0 { whole.append(edge) }
    return whole.count > 1 ? whole : [first - 0.5, first + 0.5]
  }

  /// 1, 2, 2.5 or 5 times a power of ten, at least as wide.
  private static func roundWidth(_ width: Double) -> Double {
    let power = pow(10, log10(width).rounded(.down))
    return [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= width * 0.999_999 } ?? width
  }
}
