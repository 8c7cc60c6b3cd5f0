/// Why a model says what it says of one row: what each feature adds to the score, or takes from it.
///
/// Contributions are Shapley values, and sum with the base to the score. Of a model of true and false, scores are
/// log-odds; of classes, those of the class that is explained; of counts by the Poisson loss, logarithms.
public struct Explanation: Sendable {
  /// The row's number in its table, from 1.
  public let row: Int
  public let target: String
  /// The class that is explained, where the model tells several apart.
  public let explained: String?
  /// The score before any feature is known.
  public let base: Double
  public let score: Double
  /// What the model predicts: a probability or a number.
  public let prediction: Double
  /// The features by the size of what they contribute, largest first.
  public let contributions: [Contribution]

  public struct Contribution: Sendable, Encodable {
    public let feature: String
    /// The feature's value in the row; nil where missing.
    public let value: String?
    public let contribution: Double
  }
}

extension Model {
  /// Explains the prediction for one row, exactly, by the trees' own expectations (Lundberg, Erion & Lee 2018).
  ///
  /// - Parameters:
  ///   - row: its number in the table, from 1.
  ///   - explained: the class to explain, where the model tells several apart; nil for the one that it predicts.
  /// - Throws: where the model is not of trees, or there is no such row or class.
  public func explanation(
    of row: Int, in table: Table, for explained: String? = nil
  ) throws(DataError) -> Explanation {
    guard (1...max(table.rowCount, 1)).contains(row), table.rowCount > 0 else {
      throw .invalid("\(table.label) has no row \(row): rows are numbered from 1 to \(table.rowCount)")
    }
    let (ensemble, start) = try explainableTrees
    let single = table.choosing([Int32(row - 1)])
    let predictions = try predictions(for: single)
    let output = try explainedOutput(explained, predictions)
    let encoded = try schema.encoded(single)
    let bins = zip(ensemble.binnings, encoded).map { $0.bins($1)[0] }
    var contributions = [Double](repeating: 0, count: bins.count)
    var base = start[output]
    var score = start[output]
    for place in stride(from: output, to: ensemble.trees.count, by: ensemble.outputs) {
      let tree = ensemble.trees[place]
      base += tree.expectation
      score += tree.leafValues[tree.leaf { bins[$0] }]
      TreeContributions.add(of: tree, bin: { bins[$0] }, to: &contributions)
    }
    var named: [Explanation.Contribution] = []
    // What was made of a column counts together.
    var sums = [Double](repeating: 0, count: featureNames.count)
    for (place, contribution) in contributions.enumerated() { sums[schema.sources[place]] += contribution }
    for (name, contribution) in zip(featureNames, sums) {
      named.append(
        Explanation.Contribution(
          feature: name, value: try single.column(name).text(at: 0), contribution: contribution))
    }
    let isOneOfSeveral = if case .multiclass = kind { true } else { false }
    return Explanation(
      row: row, target: target, explained: isOneOfSeveral ? className(output) : nil, base: base, score: score,
      prediction: predictions.values[output],
      contributions: named.enumerated().sorted {
        ($1.element.contribution.magnitude, $0.offset) < ($0.element.contribution.magnitude, $1.offset)
      }.map(\.element))
  }

  /// The trees, and the score of each output before any of them.
  ///
  /// - Throws: where the model is of something else.
  var explainableTrees: (ensemble: TreeEnsemble, start: [Double]) {
    get throws(DataError) {
      switch predictor {
      case let trees as BoostedTrees: return (trees.ensemble, trees.start)
      case let forest as RandomForest:
        return (forest.ensemble, [Double](repeating: forest.start, count: forest.kind.outputs))
      default: throw .invalid("only models of trees are explained row by row, not \(learner.name)")
      }
    }
  }

  func className(_ output: Int) -> String {
    if case .multiclass(let classes) = kind { classes[output] } else { "true" }
  }

  func explainedOutput(_ name: String?, _ predictions: Predictions) throws(DataError) -> Int {
    guard case .multiclass(let classes) = kind else {
      guard let name else { return 0 }
      throw .invalid(
        "the model of \"\(target)\" predicts \(kind.sentence), so that there is no class \"\(name)\" to explain")
    }
    guard let name else { return predictions.classes[0] }
    guard let place = classes.firstIndex(of: name) else {
      throw .invalid("\"\(target)\" has no class \"\(name)\"; its classes are \(classes.joined(separator: ", "))")
    }
    return place
  }
}

extension Explanation: Encodable {}
