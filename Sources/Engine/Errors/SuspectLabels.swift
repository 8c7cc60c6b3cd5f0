/// Labels that a model which never saw them doubts (confident learning: Northcutt, Jiang & Chuang 2021).
public struct SuspectLabels: Sendable, Encodable {
  public let target: String
  /// How many rows were judged.
  public let rowCount: Int
  /// The rows in doubt, the least plausible label first.
  public let suspects: [Suspect]
  /// Of each class, how many of its rows are in doubt.
  public let classes: [DoubtedClass]

  /// The numbers of the rows in doubt, from 1.
  public var rows: [Int] { suspects.map { $0.row + 1 } }

  /// The share of labels that are in doubt.
  public var share: Double { Double(suspects.count) / Double(max(rowCount, 1)) }

  public struct Suspect: Sendable, Encodable {
    /// The row's place in the table, from zero.
    public let row: Int
    public let given: String
    /// The class that the row seems to be of.
    public let suggested: String
    /// The chance that the model gives the label that the row has.
    public let selfConfidence: Double
  }

  public struct DoubtedClass: Sendable, Encodable {
    public let name: String
    public let rows: Int
    public let doubted: Int
  }
}

extension SuspectLabels {
  /// - Parameters:
  ///   - given: the place of each row's label among the classes.
  ///   - chances: row after row one a class, by models that have not seen the row.
  init(_ target: String, classes: [String], given: [Int], chances: [Double]) {
    var sums = [Double](repeating: 0, count: classes.count)
    var sizes = [Int](repeating: 0, count: classes.count)
    for (row, label) in given.enumerated() {
      sums[label] += chances[row * classes.count + label]
      sizes[label] += 1
    }
    let thresholds = zip(sums, sizes).map { $1 > 0 ? $0 / Double($1) : .infinity }
    var suspects: [Suspect] = []
    for (row, label) in given.enumerated() {
      let own = Array(chances[row * classes.count..<(row + 1) * classes.count])
      var likeliest: Int?
      for (place, chance) in own.enumerated() where chance >= thresholds[place] {
        if likeliest.map({ chance > own[$0] }) ?? true { likeliest = place }
      }
      guard let likeliest, likeliest != label else { continue }
      suspects.append(
        Suspect(row: row, given: classes[label], suggested: classes[likeliest], selfConfidence: own[label]))
    }
    suspects.sort { ($0.selfConfidence, $0.row) < ($1.selfConfidence, $1.row) }
    let doubted = Dictionary(grouping: suspects, by: \.given).mapValues(\.count)
    self.init(
      target: target, rowCount: given.count, suspects: suspects,
      classes: classes.enumerated().map { DoubtedClass(name: $1, rows: sizes[$0], doubted: doubted[$1] ?? 0) })
  }
}

extension Table {
  /// Trains on folds, lets each model judge the rows that it has not seen, and finds the rows whose label it is sure to be
  /// wrong.
  ///
  /// A row is in doubt where its chance of another class reaches what rows of that class have on average, and it is the
  /// most probable of such classes. Ranked by the chance of the given label (self-confidence).
  ///
  /// - Parameters:
  ///   - learner: a kind of model with good chances; calibrated ones are best.
  ///   - count: how many folds.
  ///   - encodings: how columns become features; learned anew for each fold.
  /// - Throws: as training does; where the target is a number.
  public func suspectLabels(
    of target: String, from features: [String], by learner: Learner = .boostedTrees(rounds: 100, leaves: 15),
    folds count: Int = 5, seed: Int = 1, encoding encodings: [String: FeatureEncoding] = [:]
  ) throws(DataError) -> SuspectLabels {
    let chances = try outOfFold(target, features, learner, count, seed, encodings)
    return SuspectLabels(target, classes: chances.classes, given: chances.given, chances: chances.values)
  }

  /// For each row the chances of the classes by a model that has not seen it, and its own class.
  private func outOfFold(
    _ target: String, _ features: [String], _ learner: Learner, _ count: Int, _ seed: Int,
    _ encodings: [String: FeatureEncoding]
  ) throws(DataError) -> (classes: [String], given: [Int], values: [Double]) {
    try ValidRange.from(2, to: 1000).check("folds", Double(count))
    let assignment = try RandomAssignment(self, stratifiedBy: target, groupedBy: nil, seed: seed)
    let places = try assignment.folds(count)
    let column = try presentColumn(target)
    let texts = (0..<rowCount).map { column.text(at: $0) ?? "" }
    var classes: [String] = []
    var values: [Double] = []
    for fold in 0..<count {
      let (inside, outside) = (
        (0..<Int32(rowCount)).filter { places[Int($0)] != fold },
        (0..<Int32(rowCount)).filter { places[Int($0)] == fold }
      )
      let model = try train(learner, on: choosing(inside), predicting: target, from: features, encoding: encodings)
      if classes.isEmpty {
        guard model.kind != .number else {
          throw .wrongType("\"\(target)\" holds numbers; labels in doubt are found among classes")
        }
        classes = Set(texts).sorted()
        values = [Double](repeating: 0, count: rowCount * classes.count)
      }
      let predicted = try model.predictions(for: choosing(outside))
      // Of two classes the second, by name, is the true one: false and true, 0 and 1.
      let known: [Int] =
        if case .multiclass(let names) = model.kind { names.compactMap { classes.firstIndex(of: $0) } } else { [1] }
      for (place, row) in outside.enumerated() {
        for (output, known) in known.enumerated() {
          values[Int(row) * classes.count + known] = predicted.values[place * model.kind.outputs + output]
        }
        if model.kind == .binary { values[Int(row) * 2] = 1 - values[Int(row) * 2 + 1] }
      }
    }
    let index = Dictionary(uniqueKeysWithValues: zip(classes, 0...))
    return (classes, texts.map { index[$0] ?? 0 }, values)
  }
}
