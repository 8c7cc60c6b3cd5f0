/// How far those agree who labelled the same rows.
public struct AnnotatorReport: Sendable, Encodable {
  public let annotators: [String]
  public let rows: Int
  /// Rows that at least two labelled.
  public let comparedRows: Int
  /// Those of them on which all who labelled them agree.
  public let agreedRows: Int
  /// Of any two annotators, in their order.
  public let pairs: [Pair]
  /// Fleiss' κ; nil where someone left a row out.
  public let fleissKappa: Double?
  /// Krippendorff's α, which takes rows with gaps as well.
  public let krippendorffAlpha: Double?
  /// How often each agrees with the most frequent label of the others: what a model may be held against.
  public let againstOthers: [PersonalAgreement]
  /// Labels that are taken for each other, the most frequent first.
  public let confusions: [Confusion]

  public struct Pair: Sendable, Encodable {
    public let first: String
    public let second: String
    public let rows: Int
    /// The share of rows with the same label.
    public let agreement: Double
    /// Cohen's κ; nil where chance would agree always.
    public let cohenKappa: Double?
  }

  public struct PersonalAgreement: Sendable, Encodable {
    public let name: String
    public let rows: Int
    public let agreement: Double
  }

  public struct Confusion: Sendable, Encodable {
    public let first: String
    public let second: String
    public let rows: Int
  }

  /// The mean of how often each agrees with the others: human-level performance.
  ///
  /// - Throws: where nobody labelled a row that another labelled.
  public var humanLevel: Double {
    get throws(DataError) {
      guard let level = level else { throw .empty("no row has labels of two people") }
      return level
    }
  }

  /// The same; nil where nobody can be compared.
  public var level: Double? {
    guard !againstOthers.isEmpty else { return nil }
    return againstOthers.reduce(0) { $0 + $1.agreement } / Double(againstOthers.count)
  }
}

extension Table {
  /// Compares columns of labels, one for each person who labelled the rows; a missing label is one that was not given.
  ///
  /// - Throws: where fewer than two columns are named, one is not there or they are of different types.
  public func agreement(between annotators: [String]) throws(DataError) -> AnnotatorReport {
    guard annotators.count > 1, Set(annotators).count == annotators.count else {
      throw .invalid("agreement is between two annotators or more: name a column for each")
    }
    var columns: [Column] = []
    for name in annotators { columns.append(try column(name)) }
    guard Set(columns.map(\.type)).count == 1 else {
      throw .wrongType(
        "the columns of labels hold different types: \(columns.map(\.type.plural).joined(separator: ", "))")
    }
    var names = Set<String>()
    for column in columns { for row in 0..<rowCount { if let text = column.text(at: row) { names.insert(text) } } }
    guard names.count <= 1000 else {
      throw .invalid("there are \(NumberText.whole(names.count)) distinct labels: these are no classes")
    }
    let classes = names.sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(classes, Int32(0)...))
    let labels = columns.map { column in (0..<rowCount).map { column.text(at: $0).flatMap { places[$0] } ?? -1 } }
    return AnnotatorReport(annotators, labels, classes: classes, rows: rowCount)
  }
}

extension AnnotatorReport {
  /// - Parameter labels: each annotator's, row after row; −1 where one left the row out.
  fileprivate init(_ annotators: [String], _ labels: [[Int32]], classes: [String], rows: Int) {
    self.annotators = annotators
    self.rows = rows
    var compared = 0
    var agreed = 0
    var taken: [Int: Int] = [:]
    for row in 0..<rows {
      let given = labels.map { $0[row] }.filter { $0 >= 0 }
      guard given.count > 1 else { continue }
      compared += 1
      if given.allSatisfy({ $0 == given[0] }) { agreed += 1 }
      for (place, a) in given.enumerated() {
        for b in given[(place + 1)...] where a != b {
          taken[Int(min(a, b)) * classes.count + Int(max(a, b)), default: 0] += 1
        }
      }
    }
    comparedRows = compared
    agreedRows = agreed
    confusions = taken.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      Confusion(first: classes[$0.key / classes.count], second: classes[$0.key % classes.count], rows: $0.value)
    }
    var pairs: [Pair] = []
    for first in annotators.indices {
      for second in annotators.indices where second > first {
        let both = (0..<rows).filter { labels[first][$0] >= 0 && labels[second][$0] >= 0 }
        guard !both.isEmpty else { continue }
        pairs.append(
          Pair(
            first: annotators[first], second: annotators[second], rows: both.count,
            agreement: Double(both.count { labels[first][$0] == labels[second][$0] }) / Double(both.count),
            cohenKappa: Agreement.cohenKappa(labels[first], labels[second], categories: classes.count)))
      }
    }
    self.pairs = pairs
    fleissKappa = Agreement.fleissKappa(labels, categories: classes.count)
    krippendorffAlpha = Agreement.krippendorffAlpha(labels, categories: classes.count)
    againstOthers = annotators.indices.compactMap { person in
      var (seen, same) = (0, 0.0)
      for row in 0..<rows where labels[person][row] >= 0 {
        var counts: [Int32: Int] = [:]
        for other in annotators.indices where other != person && labels[other][row] >= 0 {
          counts[labels[other][row], default: 0] += 1
        }
        guard let most = counts.values.max() else { continue }
        let leading = counts.filter { $0.value == most }.keys
        seen += 1
        // Where the others are at odds, agreeing with one of them is half right, or a third.
        if leading.contains(labels[person][row]) { same += 1 / Double(leading.count) }
      }
      return seen == 0 ? nil : PersonalAgreement(name: annotators[person], rows: seen, agreement: same / Double(seen))
    }
  }
}
