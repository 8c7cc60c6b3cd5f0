/// What the labels of a table are, and where they contradict each other.
public struct LabelReport: Sendable, Encodable {
  public let target: String
  public let rows: Int
  public let missing: Int
  /// The most frequent first, then by name.
  public let classes: [LabelClass]
  /// The columns that make rows alike; empty where that was not asked.
  public let compared: [String]
  /// Rows that are alike in those columns and labelled differently, the groups with most rows first.
  public let contradictions: [Contradiction]
  /// How many rows stand in such groups.
  public let contradictoryRows: Int

  public struct LabelClass: Sendable, Encodable {
    public let name: String
    public let rows: Int
    /// Of the rows that have a label.
    public let share: Double
    /// Whether the class has fewer rows than a model can learn from.
    public let isSmall: Bool
  }

  public struct Contradiction: Sendable, Encodable {
    /// The values that the rows share, column by column.
    public let values: [String]
    public let rows: Int
    /// How many rows have each label, in the order of the classes.
    public let counts: [Int]
  }

  /// A class with fewer rows is small, whatever its share.
  public static let fewestRows = 50
}

extension Table {
  /// How labels are spread, which classes are small, and which rows are alike but for their labels.
  ///
  /// - Parameters:
  ///   - target: the column of labels: strings, truth values, or a few whole numbers.
  ///   - features: what makes rows alike; empty to leave that question out.
  ///   - fewest: a class with fewer rows is small.
  /// - Throws: where a column is not there, or the target has more than 1,000 distinct values.
  public func labels(
    _ target: String, comparing features: [String] = [], atLeast fewest: Int = LabelReport.fewestRows
  ) throws(DataError) -> LabelReport {
    guard !features.contains(target) else { throw .invalid("\"\(target)\" is the label: rows are compared by others") }
    let column = try column(target)
    let texts = try labelTexts(target)
    var counts: [String: Int] = [:]
    for text in texts { if let text { counts[text, default: 0] += 1 } }
    guard counts.count <= 1000 else {
      throw .invalid("\"\(target)\" has \(NumberText.whole(counts.count)) distinct values: these are no labels")
    }
    let present = column.count - column.validity.missingCount
    let names = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let classes = names.map { name in
      LabelReport.LabelClass(
        name: name, rows: counts[name] ?? 0, share: Double(counts[name] ?? 0) / Double(max(present, 1)),
        isSmall: (counts[name] ?? 0) < fewest)
    }
    let found = try features.isEmpty ? [] : contradictions(texts, names, features)
    return LabelReport(
      target: target, rows: rowCount, missing: column.validity.missingCount, classes: classes, compared: features,
      contradictions: Array(found.prefix(20)), contradictoryRows: found.reduce(0) { $0 + $1.rows })
  }

  private func labelTexts(_ target: String) throws(DataError) -> [String?] {
    let column = try column(target)
    guard column.type != .date else {
      throw .wrongType("\"\(target)\" holds dates, which are no labels")
    }
    return (0..<rowCount).map { column.text(at: $0) }
  }

  private func contradictions(
    _ texts: [String?], _ names: [String], _ features: [String]
  ) throws(DataError) -> [LabelReport.Contradiction] {
    var columns: [Column] = []
    for feature in features { columns.append(try column(feature)) }
    let groups = RowGroups(columns, rowCount: rowCount)
    let places = Dictionary(uniqueKeysWithValues: zip(names, 0...))
    var counts: [Int: [Int]] = [:]
    var first = [Int](repeating: -1, count: groups.count)
    var isMixed = [Bool](repeating: false, count: groups.count)
    for row in 0..<rowCount {
      guard let text = texts[row] else { continue }
      let group = Int(groups.codes[row])
      let place = places[text] ?? 0
      if first[group] < 0 { first[group] = place } else if first[group] != place { isMixed[group] = true }
    }
    for row in 0..<rowCount {
      guard let text = texts[row], isMixed[Int(groups.codes[row])] else { continue }
      counts[Int(groups.codes[row]), default: [Int](repeating: 0, count: names.count)][places[text] ?? 0] += 1
    }
    let firstRows = groups.firstRows
    return counts.sorted { ($1.value.reduce(0, +), $0.key) < ($0.value.reduce(0, +), $1.key) }.map { group, counts in
      LabelReport.Contradiction(
        values: columns.map { $0.text(at: Int(firstRows[group])) ?? "missing" }, rows: counts.reduce(0, +),
        counts: counts)
    }
  }
}
