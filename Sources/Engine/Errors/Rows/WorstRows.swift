/// The rows that a model gets most wrong, with what it relied on.
public struct WorstRows: Sendable, Encodable {
  public let target: String
  /// What a row's loss is: `squared error`.
  public let loss: String
  /// The columns that are shown.
  public let columns: [String]
  /// The worst first.
  public let rows: [Row]
  public let rowCount: Int

  public static let validCount = ValidRange.from(1, to: 1000)

  public struct Row: Sendable, Encodable {
    /// The row's number in the table, from 1.
    public let number: Int
    public let predicted: String
    public let actual: String
    public let loss: Double
    /// One a shown column; nil where missing.
    public let values: [String?]
    /// What moved the prediction most, largest first; empty where the model cannot say.
    public let reasons: [Explanation.Contribution]
    /// Whether the label itself is in doubt: what was predicted is what rows of that class are, on average, at least.
    public let isLabelInDoubt: Bool
  }
}

extension Evaluation {
  /// The rows of highest loss.
  ///
  /// - Parameters:
  ///   - count: how many, at most 1,000.
  ///   - columns: what to show of them; nil for the model's features.
  ///   - loss: what is wrong with a row.
  /// - Throws: where a column is missing, or the outcomes have no such loss.
  public func worst(
    _ count: Int = 10, showing columns: [String]? = nil, of loss: SliceLoss = .squaredError
  ) throws(DataError) -> WorstRows {
    try WorstRows.validCount.check("the number of rows", Double(count))
    let losses = try outcomes.losses(loss)
    let shown = columns ?? model.featureNames
    var values: [Column] = []
    for name in shown { values.append(try table.column(name)) }
    let doubted = Set(doubtedLabels)
    var rows: [WorstRows.Row] = []
    for row in losses.indices.sorted(by: { (losses[$1], $0) < (losses[$0], $1) }).prefix(count) {
      let reasons = model.explainsRows ? try model.explanation(of: row + 1, in: table).contributions.prefix(3) : []
      rows.append(
        WorstRows.Row(
          number: row + 1, predicted: outcomes.predictedText(row), actual: outcomes.actualText(row), loss: losses[row],
          values: values.map { $0.shortText(at: row) }, reasons: Array(reasons), isLabelInDoubt: doubted.contains(row)))
    }
    return WorstRows(
      target: model.target, loss: loss.name, columns: shown, rows: rows, rowCount: table.rowCount)
  }

  /// The labels among these rows that the model doubts: it gives another class at least the chance that rows of that
  /// class have on average (confident learning: Northcutt, Jiang & Chuang 2021).
  ///
  /// The rows must be some that the model has not learned from.
  /// - Throws: where the model predicts numbers.
  public var suspectLabels: SuspectLabels {
    get throws(DataError) {
      switch outcomes {
      case .binary(let outcomes):
        return SuspectLabels(
          model.target, classes: ["false", "true"], given: outcomes.actual.map { $0 ? 1 : 0 },
          chances: outcomes.scores.flatMap { [1 - $0, $0] })
      case .multiclass(let outcomes):
        return SuspectLabels(
          model.target, classes: outcomes.classes, given: outcomes.actual.map { Int($0) }, chances: outcomes.scores)
      case .number:
        throw .wrongType("\"\(model.target)\" holds numbers; labels in doubt are found among classes")
      }
    }
  }

  private var doubtedLabels: [Int] {
    model.kind == .number ? [] : ((try? suspectLabels)?.suspects.map(\.row) ?? [])
  }
}

extension Column {
  /// A value as a table of a report shows it: a number no longer than it tells.
  func shortText(at row: Int) -> String? {
    if case .double(let numbers) = values, validity.isPresent(row) { return NumberText.short(numbers[row]) }
    return text(at: row)
  }
}

extension Model {
  /// Whether its predictions can be explained row by row.
  var explainsRows: Bool { predictor is BoostedTrees || predictor is RandomForest }
}

extension Outcomes {
  func predictedText(_ row: Int) -> String {
    switch self {
    case .binary(let outcomes): NumberText.percent(outcomes.scores[row], decimals: 0)
    case .multiclass(let outcomes):
      "\(outcomes.classes[Int(outcomes.predicted[row])]) "
        + NumberText.percent(
          outcomes.scores[row * outcomes.classes.count + Int(outcomes.predicted[row])], decimals: 0)
    case .number(let outcomes): NumberText.short(outcomes.predicted[row])
    }
  }

  func actualText(_ row: Int) -> String {
    switch self {
    case .binary(let outcomes): outcomes.actual[row] ? "yes" : "no"
    case .multiclass(let outcomes): outcomes.classes[Int(outcomes.actual[row])]
    case .number(let outcomes): NumberText.short(outcomes.actual[row])
    }
  }
}
