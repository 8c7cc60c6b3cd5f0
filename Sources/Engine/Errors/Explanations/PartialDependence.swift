/// How a model's predictions move with one feature, the others being what they are (Friedman 2001).
public struct PartialDependence: Sendable, Encodable {
  public let feature: String
  public let target: String
  /// The class whose probability is told, where the model tells several apart.
  public let explained: String?
  public let points: [Point]
  /// How many rows the means are of.
  public let rows: Int
  /// What the model says of single rows at each point in turn (Goldstein et al. 2015): rows spread evenly over all.
  public let individuals: [[Double]]

  /// A value of the feature, and what the model says of all rows if they had it.
  public struct Point: Sendable, Encodable {
    public let label: String
    /// The value of a feature that is a number.
    public let number: Double?
    public let mean: Double
    /// What a tenth of the rows stay under, and what a tenth pass: how far single rows differ from the mean.
    public let low: Double
    public let high: Double
  }
}

extension Model {
  /// The most values of a feature that are tried.
  private static let mostPoints = 20

  /// Predicts rows again and again, with each of up to 20 values of a feature in place of their own.
  ///
  /// - Parameters:
  ///   - feature: one of the model's features.
  ///   - table: rows as the model meets them.
  ///   - rows: the most rows that are used, drawn at random; costs 20 predictions of each.
  ///   - individuals: how many single rows are told of besides the mean.
  ///   - explained: the class to tell of, where the model tells several apart; nil for the most frequent one.
  /// - Throws: where the feature is not the model's, or the table does not have what the model needs.
  public func partialDependence(
    on feature: String, in table: Table, rows: Int = 2000, individuals: Int = 0,
    for explained: String? = nil
  ) throws(DataError) -> PartialDependence {
    let names = schema.features.map(\.name)
    guard let place = names.firstIndex(of: feature) else {
      throw .unknownColumn(feature, available: names, table: "the model's features")
    }
    try ValidRange.from(1).check("rows", Double(rows))
    guard table.rowCount > 0 else { throw .empty("\(table.label) has no rows") }
    var output = 0
    if case .multiclass(let classes) = kind {
      if let explained {
        guard let found = classes.firstIndex(of: explained) else {
          throw .invalid(
            "\"\(target)\" has no class \"\(explained)\"; its classes are \(classes.joined(separator: ", "))")
        }
        output = found
      }
    } else if let explained {
      throw .invalid("the model predicts \(kind.sentence), so that there is no class \"\(explained)\"")
    }
    let sample = table.drawn(rows)
    let encoded = try schema.encoded(sample)
    try ValidRange.from(0, to: 200).check("individuals", Double(individuals))
    let singles = (0..<min(individuals, sample.rowCount)).map {
      $0 * sample.rowCount / min(individuals, sample.rowCount)
    }
    var curves = [[Double]](repeating: [], count: singles.count)
    var points: [PartialDependence.Point] = []
    for value in try values(of: place, encoded[place], in: sample) {
      var changed = encoded
      changed[place] = value.encoded
      let all = predictor.predictions(changed, rowCount: sample.rowCount)
      let distribution = NumericDistribution(stride(from: output, to: all.count, by: kind.outputs).map { all[$0] })
      for (curve, row) in singles.enumerated() { curves[curve].append(all[row * kind.outputs + output]) }
      points.append(
        PartialDependence.Point(
          label: value.label, number: value.number, mean: distribution.mean, low: distribution.quantile(0.1),
          high: distribution.quantile(0.9)))
    }
    let name: String? = if case .multiclass(let classes) = kind { classes[output] } else { nil }
    return PartialDependence(
      feature: feature, target: target, explained: name, points: points, rows: sample.rowCount,
      individuals: curves)
  }

  /// Values that the feature has in the sample, spread as its rows are, or its most frequent categories.
  private func values(
    of place: Int, _ feature: EncodedFeature, in sample: Table
  ) throws(DataError) -> [(label: String, number: Double?, encoded: EncodedFeature)] {
    let count = sample.rowCount
    switch (feature, schema.features[place].kind) {
    case (.number(let values), _):
      let distribution = NumericDistribution(values)
      guard distribution.count > 0 else {
        throw .empty("\"\(schema.features[place].name)\" has no value in \(sample.label)")
      }
      var numbers: [Double] = []
      if distribution.values.count <= Self.mostPoints {
        numbers = distribution.values
      } else {
        for step in 0..<Self.mostPoints {
          let number = distribution.quantile(0.01 + 0.98 * Double(step) / Double(Self.mostPoints - 1))
          if number != numbers.last { numbers.append(number) }
        }
      }
      return numbers.map { (NumberText.short($0), $0, .number([Double](repeating: $0, count: count))) }
    case (.category(_, let categories), .category(let names)):
      return names.prefix(Self.mostPoints).enumerated().map { code, name in
        (name, nil, .category([Int32](repeating: Int32(code), count: count), count: categories))
      }
    case (.category, .number): return []
    }
  }
}

extension Table {
  /// So many rows at most, drawn by a fixed seed, in their order.
  func drawn(_ rows: Int) -> Table {
    guard rowCount > rows else { return self }
    var random = SplitMix64(seed: 1)
    var left = rows
    var chosen: [Int32] = []
    chosen.reserveCapacity(rows)
    for row in 0..<rowCount where left > 0 && random.below(rowCount - row) < left {
      chosen.append(Int32(row))
      left -= 1
    }
    return choosing(chosen)
  }
}
