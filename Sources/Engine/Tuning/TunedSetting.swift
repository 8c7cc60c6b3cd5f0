/// A setting of a learner, and the values that are tried for it.
public struct TunedSetting: Sendable, Equatable {
  public let name: String
  public let values: Values

  public enum Values: Sendable, Equatable {
    /// Any number from one to another; on a logarithmic scale each doubling counts the same.
    case range(low: Double, high: Double, isLogarithmic: Bool)
    case choices([Double])
  }

  /// - Throws: where the upper bound is not above the lower one, or a logarithmic scale starts at 0 or below.
  public init(_ name: String, from low: Double, to high: Double, logarithmic: Bool = false) throws(DataError) {
    guard low.isFinite, high.isFinite, low < high else {
      throw .invalid("\"\(name)\" is tried from a number to a larger one")
    }
    guard !logarithmic || low > 0 else {
      throw .invalid("a logarithmic scale starts above 0, but \"\(name)\" is tried from \(NumberText.short(low))")
    }
    self.name = name
    values = .range(low: low, high: high, isLogarithmic: logarithmic)
  }

  /// - Throws: where there is no value to try.
  public init(_ name: String, among choices: [Double]) throws(DataError) {
    guard !choices.isEmpty else { throw .invalid("\"\(name)\" needs a value to try") }
    self.name = name
    values = .choices(choices)
  }

  init(name: String, values: Values) {
    self.name = name
    self.values = values
  }

  /// The value at a place from 0 to 1 of what is tried.
  func value(at place: Double, isWhole: Bool) -> Double {
    switch values {
    case .choices(let choices): return choices[min(Int(place * Double(choices.count)), choices.count - 1)]
    case .range(let low, let high, let isLogarithmic):
      let value =
        isLogarithmic
        ? exponential(logarithm(low) + place * (logarithm(high) - logarithm(low))) : low + place * (high - low)
      return isWhole ? value.rounded() : min(max(value, low), high)
    }
  }

  /// So many values, evenly spread, or all choices.
  func grid(_ steps: Int, isWhole: Bool) -> [Double] {
    if case .choices(let choices) = values { return choices }
    var result: [Double] = []
    for step in 0..<steps {
      let value = value(at: steps == 1 ? 0.5 : Double(step) / Double(steps - 1), isWhole: isWhole)
      if !result.contains(value) { result.append(value) }
    }
    return result
  }

  /// How many choices there are; nil for a range.
  var choiceCount: Int? { if case .choices(let choices) = values { choices.count } else { nil } }
}

extension Learner {
  /// The settings of the learner that are numbers, with whether they are whole ones.
  var tunable: [(name: String, isWhole: Bool)] {
    switch self {
    case .boostedTrees:
      [
        ("rounds", true), ("leaves", true), ("learningRate", false), ("minimumRows", true), ("l2", false),
        ("rowShare", false), ("columnShare", false),
      ]
    case .randomForest: [("trees", true), ("leaves", true), ("minimumRows", true), ("columnShare", false)]
    case .logistic: [("inverseRegularization", false), ("l1Ratio", false)]
    case .linear: [("ridge", false)]
    case .elasticNet: [("alpha", false), ("l1Ratio", false)]
    case .poisson: [("alpha", false)]
    case .naiveBayes: [("varianceSmoothing", false), ("categorySmoothing", false)]
    case .neighbours: [("count", true)]
    case .constant: []
    }
  }

  /// The learner with some of its settings changed.
  ///
  /// - Throws: where it has no such setting, or none that is a number.
  func with(_ changes: [(name: String, value: Double)]) throws(DataError) -> Learner {
    var learner = self
    for change in changes { learner = try learner.with(change.name, change.value) }
    return learner
  }

  /// That the learner has no setting of a name, with those that it has.
  func lacks(_ name: String) -> DataError {
    let names = tunable.map(\.name)
    return .invalid(
      "there is no setting \"\(name)\" of \(self.name) to try; "
        + (names.isEmpty ? "it has none" : "there are \(names.joined(separator: ", "))"))
  }

  private func with(_ name: String, _ value: Double) throws(DataError) -> Learner {
    guard let tunable = tunable.first(where: { $0.name == name }) else {
      throw lacks(name)
    }
    let whole = Int(exactly: value.rounded()) ?? 0
    guard !tunable.isWhole || Double(whole) == value else {
      throw .invalid("\"\(name)\" is a whole number, not \(NumberText.short(value))")
    }
    switch self {
    case .boostedTrees(var settings):
      switch name {
      case "rounds": settings.rounds = whole
      case "leaves": settings.leaves = whole
      case "learningRate": settings.learningRate = value
      case "minimumRows": settings.minimumRows = whole
      case "l2": settings.l2 = value
      case "rowShare": settings.rowShare = value
      default: settings.columnShare = value
      }
      return .boostedTrees(settings)
    case .randomForest(var settings):
      switch name {
      case "trees": settings.trees = whole
      case "leaves": settings.leaves = whole
      case "minimumRows": settings.minimumRows = whole
      default: settings.columnShare = value
      }
      return .randomForest(settings)
    case .logistic(var settings):
      if name == "l1Ratio" { settings.l1Ratio = value } else { settings.inverseRegularization = value }
      return .logistic(settings)
    case .linear(var settings):
      settings.ridge = value
      return .linear(settings)
    case .elasticNet(var settings):
      if name == "alpha" { settings.alpha = value } else { settings.l1Ratio = value }
      return .elasticNet(settings)
    case .poisson(var settings):
      settings.alpha = value
      return .poisson(settings)
    case .naiveBayes(var settings):
      if name == "varianceSmoothing" { settings.varianceSmoothing = value } else { settings.categorySmoothing = value }
      return .naiveBayes(settings)
    case .neighbours(var settings):
      settings.count = whole
      return .neighbours(settings)
    case .constant: return self
    }
  }
}
