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
    let found = try features.isEmpty ? (shown: [], rows: 0) : contradictions(texts, names, features)
    return LabelReport(
      target: target, rows: rowCount, missing: column.validity.missingCount, classes: classes, compared: features,
      contradictions: found.shown, contradictoryRows: found.rows)
  }

  private func labelTexts(_ target: String) throws(DataError) -> [String?] {
    let column = try column(target)
    guard column.type != .date else {
      throw .wrongType("\"\(target)\" holds dates, which are no labels")
    }
    return (0..<rowCount).map { column.text(at: $0) }
  }

  /// - Returns: the largest groups of rows that are alike and labelled differently, and how many rows all of them have.
  private func contradictions(
    _ texts: [String?], _ names: [String], _ features: [String]
  ) throws(DataError) -> (shown: [LabelReport.Contradiction], rows: Int) {
    var columns: [Column] = []
    for feature in features { columns.append(try column(feature)) }
    let groups = RowGroups(columns, rowCount: rowCount)
    let places = Dictionary(uniqueKeysWithValues: zip(names, 0...))
    let labels = texts.map { $0.flatMap { places[$0] } ?? -1 }
    var first = [Int](repeating: -1, count: groups.count)
    var sizes = [Int](repeating: 0, count: groups.count)
    var isMixed = [Bool](repeating: false, count: groups.count)
    for row in 0..<rowCount where labels[row] >= 0 {
      let group = Int(groups.codes[row])
      sizes[group] += 1
      if first[group] < 0 { first[group] = labels[row] } else if first[group] != labels[row] { isMixed[group] = true }
    }
    let mixed = (0..<groups.count).filter { isMixed[$0] }
    let largest = mixed.sorted { (sizes[$1], $0) < (sizes[$0], $1) }.prefix(Self.mostContradictions)
    var counts = Dictionary(uniqueKeysWithValues: largest.map { ($0, [Int](repeating: 0, count: names.count)) })
    for row in 0..<rowCount where labels[row] >= 0 { counts[Int(groups.codes[row])]?[labels[row]] += 1 }
    let firstRows = groups.firstRows
    let shown = largest.map { group in
      LabelReport.Contradiction(
        values: columns.map { $0.text(at: Int(firstRows[group])) ?? "missing" }, rows: sizes[group],
        counts: counts[group] ?? [])
    }
    return (shown, mixed.reduce(0) { $0 + sizes[$1] })
  }

  /// More groups than these nobody looks through.
  private static let mostContradictions = 20
}
