/// Predicts rows one at a time, as requests bring them: the same bits as `Model.predictions(for:)` gives for a table.
public struct RowScorer: Sendable {
  private let model: Model
  private let fields: [ServedField]
  private let featureCount: Int
  /// Nil where features are encoded, or the model has no trees.
  private let trees: SingleRowTrees?

  public init(_ model: Model, _ facts: ReleaseFacts) {
    // The rows that it learned from are not needed to predict.
    self.model = model.withoutLearnedRows
    fields = facts.features + facts.kept
    featureCount = facts.features.count
    trees = SingleRowTrees(model)
  }

  /// How many numbers a prediction is: one a class, else one.
  public var outputs: Int { model.kind.outputs }

  /// What a row's prediction is: the chance of true, a chance for each class, or the number.
  ///
  /// - Parameter prediction: room for `outputs` numbers.
  public func score(_ row: RowValues, into prediction: UnsafeMutableBufferPointer<Double>) throws(DataError) {
    if let trees {
      trees.score(row, into: prediction)
    } else {
      for (place, value) in try scores([row]).enumerated() { prediction[place] = value }
    }
  }

  /// Row after row, their predictions.
  public func scores(_ rows: [RowValues]) throws(DataError) -> [Double] {
    guard rows.count > 1 || trees == nil else {
      var values = [Double](repeating: 0, count: rows.count * outputs)
      if let row = rows.first, let trees { values.withUnsafeMutableBufferPointer { trees.score(row, into: $0) } }
      return values
    }
    return try model.predictions(for: try table(rows)).values
  }

  /// The rows as a table of the features.
  private func table(_ rows: [RowValues]) throws(DataError) -> Table {
    try Table(
      label: "the request", columns: (0..<featureCount).map { (fields[$0].name, Column(fields[$0].kind, rows, $0)) })
  }
}

extension Column {
  /// What rows say of a field.
  fileprivate init(_ kind: ServedField.Kind, _ rows: [RowValues], _ place: Int) {
    func present() -> Validity { Validity(count: rows.count) { !rows[$0].numbers[place].isNaN } }
    func numbers<T>(_ convert: (Double) -> T, missing: T) -> [T] {
      rows.map { $0.numbers[place].isNaN ? missing : convert($0.numbers[place]) }
    }
    switch kind {
    case .number, .integer: self.init(.double(numbers({ $0 }, missing: 0)), validity: present())
    case .boolean: self.init(.bool(numbers({ $0 != 0 }, missing: false)), validity: present())
    case .date: self.init(.date(numbers({ Int64($0) }, missing: 0)), validity: present())
    case .text: self.init(rows.map { $0.texts[place] })
    }
  }
}
