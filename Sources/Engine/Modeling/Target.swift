/// What a model predicts, found from its target column when it is trained.
public enum TargetKind: Sendable, Equatable, Codable {
  /// True or false; predictions are probabilities of true.
  case binary
  /// One of several classes, in the order of the predicted probabilities: by falling frequency in training, then by name.
  case multiclass([String])
  /// A number.
  case number

  /// How many numbers a prediction has: one probability a class, else one.
  var outputs: Int { if case .multiclass(let classes) = self { classes.count } else { 1 } }

  /// "one of 3 classes", for sentences.
  var sentence: String {
    switch self {
    case .binary: "whether something is true"
    case .multiclass(let classes): "one of \(classes.count) classes"
    case .number: "a number"
    }
  }
}

/// A target column as learners read it.
struct TrainingTarget: Sendable {
  let kind: TargetKind
  /// For each row 0 or 1, the place of its class, or its number; all finite.
  let values: [Double]
  /// For each row how often it counts, finite and at least 0; nil where every row counts once.
  let weights: [Double]?

  var rowCount: Int { values.count }

  @inline(__always)
  func weight(_ row: Int) -> Double { weights?[row] ?? 1 }

  /// The weights, where all are whole and say how often each row is repeated; nil where they are not, or too many.
  var wholeWeights: [Int64]? {
    guard let weights, weights.allSatisfy({ $0 == $0.rounded() && $0 < 0x1p31 }), weights.reduce(0, +) < 0x1p40 else {
      return nil
    }
    return weights.map { Int64($0) }
  }

  /// The share of true, each class's share, or the mean, by weight.
  var prior: [Double] {
    var sums = [Double](repeating: 0, count: kind.outputs)
    var total = 0.0
    for row in 0..<rowCount {
      total += weight(row)
      if case .multiclass = kind { sums[Int(values[row])] += weight(row) } else { sums[0] += weight(row) * values[row] }
    }
    return sums.map { $0 / total }
  }
}

extension Table {
  /// A target column as a learner reads it.
  ///
  /// - Throws: where it has missing values, one class, numbers that are not finite, or a type that the learner does not
  ///   predict; where weights are missing, negative or all zero.
  func trainingTarget(
    _ name: String, for learner: Learner, weights: String?, balanced: Bool
  ) throws(DataError) -> TrainingTarget {
    let (kind, values) = try targetValues(name, for: learner)
    var rowWeights = try weights.map { weights throws(DataError) in try self.weights(weights) }
    if balanced {
      guard kind != .number else {
        throw .invalid("balanced is for classes, but \"\(name)\" is a number; leave it out")
      }
      rowWeights = TrainingTarget(kind: kind, values: values, weights: rowWeights).balancedWeights
    }
    let target = TrainingTarget(kind: kind, values: values, weights: rowWeights)
    if rowWeights != nil, kind == .binary, !(target.prior[0] > 0 && target.prior[0] < 1) {
      throw .invalid("\"\(name)\" is \(target.prior[0] > 0) in every training row that has a weight")
    }
    return target
  }

  private func targetValues(_ name: String, for learner: Learner) throws(DataError) -> (TargetKind, [Double]) {
    let column = try presentColumn(name)
    switch column.values {
    case .date:
      throw .wrongType("\"\(name)\" holds dates, which are not predicted; predict a number of days instead")
    case .string(let strings):
      guard learner.soleKind == nil else { throw unfit(name, learner, "holds strings") }
      let classes = try categoryDistribution(of: name).ranked.map(\.category)
      guard classes.count > 1 else {
        throw .invalid(
          "\"\(name)\" is \"\(classes.first ?? "")\" in every training row: there is nothing to tell apart")
      }
      let places = Dictionary(uniqueKeysWithValues: zip(classes, 0...))
      let translation = strings.dictionary.map { Double(places[$0] ?? 0) }
      return (.multiclass(classes), strings.codes.map { translation[Int($0)] })
    case .bool, .int, .double:
      guard let numbers = column.numbers() else { throw unfit(name, learner, "holds \(column.type.article)") }
      if let row = numbers.firstIndex(where: { !$0.isFinite }) {
        throw .invalid("\"\(name)\" is not finite in row \(row + 1); a model needs finite numbers")
      }
      let isTruth = numbers.allSatisfy { $0 == 0 || $0 == 1 }
      guard isTruth, learner.soleKind != .number else {
        guard learner.soleKind != .binary else { throw unfit(name, learner, "holds other numbers") }
        return (.number, numbers)
      }
      let positives = numbers.count { $0 == 1 }
      guard positives > 0, positives < numbers.count else {
        throw .invalid("\"\(name)\" is \(positives > 0) in every training row: there is nothing to tell apart")
      }
      return (.binary, numbers)
    }
  }

  private func unfit(_ name: String, _ learner: Learner, _ what: String) -> DataError {
    .wrongType("\"\(name)\" must be true or false (or 0 and 1) to be predicted by \(learner.name), but it \(what)")
  }

  /// A column with a value in every row.
  ///
  /// - Throws: where there are no rows, or one without a value.
  func presentColumn(_ name: String) throws(DataError) -> Column {
    let column = try column(name)
    guard rowCount > 0 else { throw .empty("\(label) has no rows") }
    guard column.validity.isComplete else {
      throw .invalid(
        "\"\(name)\" is missing in \(column.validity.missingCount) of \(rowCount) rows; leave them out with "
          + ".filter(col(\"\(name)\").isPresent)")
    }
    return column
  }

  private func weights(_ name: String) throws(DataError) -> [Double] {
    guard let numbers = try presentColumn(name).numbers(), try column(name).type != .date else {
      throw .wrongType("weights are numbers, but \"\(name)\" holds \(try column(name).type.article)")
    }
    if let row = numbers.firstIndex(where: { !($0.isFinite && $0 >= 0) }) {
      throw .invalid("weight \"\(name)\" is \(NumberText.short(numbers[row])) in row \(row + 1); it must be at least 0")
    }
    guard numbers.contains(where: { $0 > 0 }) else { throw .invalid("weight \"\(name)\" is 0 in every row") }
    return numbers
  }

  /// A target column as truth values.
  ///
  /// - Throws: where it is neither true and false nor 0 and 1, or missing in a row.
  func outcomes(_ name: String) throws(DataError) -> [Bool] {
    let column = try presentColumn(name)
    switch column.values {
    case .bool(let values): return values
    case .int(let values) where values.allSatisfy({ $0 == 0 || $0 == 1 }): return values.map { $0 == 1 }
    case .double(let values) where values.allSatisfy({ $0 == 0 || $0 == 1 }): return values.map { $0 == 1 }
    default: throw .wrongType("\"\(name)\" must be true or false (or 0 and 1) to be predicted")
    }
  }
}

extension TrainingTarget {
  /// Weights under which all classes count for the same, and all rows for as much as before.
  fileprivate var balancedWeights: [Double] {
    let classes = kind == .binary ? 2 : kind.outputs
    var sums = [Double](repeating: 0, count: classes)
    for row in 0..<rowCount { sums[Int(values[row])] += weight(row) }
    let total = sums.reduce(0, +)
    let counting = Double(sums.count { $0 > 0 })
    return (0..<rowCount).map { row in
      let sum = sums[Int(values[row])]
      return sum > 0 ? weight(row) * total / (counting * sum) : 0
    }
  }
}
