extension LearnedEncoding {
  /// Learns an encoding from the training rows.
  ///
  /// - Returns: what was learned, and the training rows encoded: by a target's means, not as later rows are.
  /// - Throws: where the column does not fit the encoding, or holds no value.
  static func learn(
    _ encoding: FeatureEncoding, of name: String, in table: Table, _ target: TrainingTarget
  ) throws(DataError) -> (LearnedEncoding, [EncodedFeature]) {
    try encoding.check()
    let column = try table.column(name)
    guard column.validity.missingCount < table.rowCount else {
      throw .invalid("feature \"\(name)\" has no value in any of the \(table.rowCount) training rows")
    }
    let learned: LearnedEncoding
    switch encoding {
    case .target(let folds, let smoothing):
      return try targetMeans(of: name, in: table, target, folds: folds, smoothing: smoothing)
    case .hashed(let buckets): learned = .hashed(buckets: buckets)
    case .oneHot(let most): learned = .oneHot(Array(try ranked(name, column, table).prefix(most)))
    case .dateParts: learned = .dateParts
    case .words(let buckets): learned = .words(buckets: buckets)
    case .imputed:
      if column.type == .string {
        learned = .imputedCategory(try ranked(name, column, table))
      } else {
        learned = .imputedNumber(NumericDistribution(try finite(name, column, target)).quantile(0.5))
      }
    case .standardised:
      guard
        case .number(let mean, let deviation) = FeatureScaling([.number(try finite(name, column))], target).scales[0]
      else { throw .invalid("\"\(name)\" cannot be standardised") }
      learned = .standardised(mean: mean, deviation: deviation)
    }
    return (learned, try learned.encoded(column, named: name))
  }

  private static func ranked(_ name: String, _ column: Column, _ table: Table) throws(DataError) -> [String] {
    _ = try strings(column, named: name)
    return try table.categoryDistribution(of: name).ranked.map(\.category)
  }

  /// The column's numbers, of which none is infinite.
  ///
  /// - Parameter target: where it is given, rows of weight 0 are left out.
  private static func finite(
    _ name: String, _ column: Column, _ target: TrainingTarget? = nil
  ) throws(DataError) -> [Double] {
    let numbers = try numbers(column, named: name)
    if let row = numbers.firstIndex(where: \.isInfinite) {
      throw .invalid("feature \"\(name)\" is infinite in row \(row + 1); a model needs finite numbers")
    }
    guard let weights = target?.weights else { return numbers }
    let counting = zip(numbers, weights).map { $1 > 0 ? $0 : .nan }
    // Where no value has a weight, those without have to do.
    return counting.allSatisfy(\.isNaN) ? numbers : counting
  }

  // MARK: Means of the target

  private static func targetMeans(
    of name: String, in table: Table, _ target: TrainingTarget, folds: Int, smoothing: Double
  ) throws(DataError) -> (LearnedEncoding, [EncodedFeature]) {
    let column = try table.column(name)
    let categories = try ranked(name, column, table)
    let known = Dictionary(uniqueKeysWithValues: zip(categories, 0...))
    let strings = try strings(column, named: name)
    let translation = strings.dictionary.map { known[$0] ?? categories.count }
    let codes = (0..<table.rowCount).map {
      column.validity.isPresent($0) ? translation[Int(strings.codes[$0])] : categories.count
    }
    let outputs: [String] = if case .multiclass(let classes) = target.kind { classes } else { [""] }
    let prior = target.prior
    func value(_ row: Int, _ output: Int) -> Double {
      outputs.count == 1 ? target.values[row] : Int(target.values[row]) == output ? 1 : 0
    }
    /// For each category, and for missing values, the smoothed mean of each output over some rows.
    func means(_ isUsed: (Int) -> Bool) -> [Double] {
      var sums = [Double](repeating: 0, count: (categories.count + 1) * outputs.count)
      var weights = [Double](repeating: 0, count: categories.count + 1)
      for row in 0..<table.rowCount where isUsed(row) {
        weights[codes[row]] += target.weight(row)
        for output in outputs.indices {
          sums[codes[row] * outputs.count + output] += target.weight(row) * value(row, output)
        }
      }
      return sums.indices.map { index in
        let (code, output) = (index / outputs.count, index % outputs.count)
        let weight = weights[code] + smoothing
        return weight > 0 ? (sums[index] + smoothing * prior[output]) / weight : prior[output]
      }
    }
    let places = try RandomAssignment(table, stratifiedBy: nil, groupedBy: nil, seed: 1)
      .folds(min(folds, max(2, table.rowCount)))
    var encoded = outputs.map { _ in [Double](repeating: 0, count: table.rowCount) }
    for fold in 0..<folds {
      let others = means { places[$0] != fold }
      for row in 0..<table.rowCount where places[row] == fold {
        for output in outputs.indices { encoded[output][row] = others[codes[row] * outputs.count + output] }
      }
    }
    return (
      .target(categories: categories, outputs: outputs, values: means { _ in true } + prior),
      encoded.map { .number($0) }
    )
  }
}
