/// How predicted probabilities are brought in line with what happened.
public enum CalibrationMethod: String, Sendable, Codable, CaseIterable {
  /// Any function that never falls (Zadrozny & Elkan 2002): for thousands of rows.
  case isotonic
  /// A line through the log-odds (Platt 1999): for few rows.
  case platt
  /// The log-odds divided by one number (Guo et al. 2017), which changes no ranking of the classes of a row.
  case temperature
}

extension Model {
  /// How the model's probabilities were calibrated; nil where they were not.
  public var calibration: CalibrationMethod? { (predictor as? CalibratedPredictor)?.correction.method }

  /// The model with its probabilities brought in line with the rows of a table; a calibration that it has is replaced.
  ///
  /// Of several classes each is calibrated against the others and the probabilities scaled to sum to 1, but for the
  /// temperature, which all have in common.
  ///
  /// - Parameters:
  ///   - table: rows with the target, none of which the model was trained on: those it knows too well.
  ///   - method: the kind of correction.
  /// - Throws: where the model predicts a number, or the rows have no target, one class alone, or one that the model does
  ///   not know.
  public func calibrated(on table: Table, by method: CalibrationMethod = .isotonic) throws(DataError) -> Model {
    guard kind != .number else {
      throw .wrongType("the model of \"\(target)\" predicts a number; only probabilities are calibrated")
    }
    let base = (predictor as? CalibratedPredictor)?.base ?? predictor
    let places = try classPlaces(of: table)
    guard Set(places).count > 1 else {
      throw .invalid("\"\(target)\" is the same in every row of \(table.label): nothing to calibrate by")
    }
    let predicted = base.predictions(try schema.encoded(table), rowCount: table.rowCount)
    let correction = ProbabilityCorrection(method, predicted: predicted, places: places, outputs: kind.outputs)
    return Model(
      learner: learner, target: target, kind: kind, schema: schema, trainingRows: trainingRows, prior: prior,
      predictor: CalibratedPredictor(base: base, kind: kind, correction: correction), learnedRows: learnedRows)
  }

  /// For each row 0 or 1, or the place of its class.
  private func classPlaces(of table: Table) throws(DataError) -> [Int] {
    guard case .multiclass(let classes) = kind else { return try table.outcomes(target).map { $0 ? 1 : 0 } }
    guard case .string(let strings) = try table.presentColumn(target).values else {
      throw .wrongType("\"\(target)\" named classes in training and is \(try table.column(target).type.article) here")
    }
    let known = Dictionary(uniqueKeysWithValues: zip(classes, 0...))
    let translation = strings.dictionary.map { known[$0] }
    var places: [Int] = []
    places.reserveCapacity(table.rowCount)
    for (row, code) in strings.codes.enumerated() {
      guard let place = translation[Int(code)] else {
        throw .invalid(
          "\"\(target)\" is \"\(strings.dictionary[Int(code)])\" in row \(row + 1), a class that the model has not learned"
        )
      }
      places.append(place)
    }
    return places
  }
}

/// A predictor whose probabilities are corrected.
struct CalibratedPredictor: Predictor {
  let base: any Predictor
  let kind: TargetKind
  let correction: ProbabilityCorrection
  var importance: [Double]? { base.importance }

  func predictions(_ features: [EncodedFeature], rowCount: Int) -> [Double] {
    correction.corrected(base.predictions(features, rowCount: rowCount), outputs: kind.outputs)
  }
}

/// What corrects probabilities: one correction for two classes, and of several one each or one in common.
enum ProbabilityCorrection: Sendable, Equatable {
  case curves([IsotonicRegression])
  /// A slope and then an intercept of the log-odds for each.
  case lines([Double])
  /// What log-odds, or the logarithms of probabilities, are divided by; above 0.
  case temperature(Double)

  var method: CalibrationMethod {
    switch self {
    case .curves: .isotonic
    case .lines: .platt
    case .temperature: .temperature
    }
  }

  /// - Parameters:
  ///   - predicted: row after row the probability of true, or one a class.
  ///   - places: for each row 0 or 1, or the place of its class; not all the same.
  init(_ method: CalibrationMethod, predicted: [Double], places: [Int], outputs: Int) {
    func column(_ output: Int) -> [Double] { places.indices.map { predicted[$0 * outputs + output] } }
    func isHit(_ output: Int) -> [Bool] { places.map { $0 == (outputs == 1 ? 1 : output) } }
    switch method {
    case .isotonic:
      self = .curves((0..<outputs).map { IsotonicRegression(column($0), isHit($0).map { $0 ? 1 : 0 }) })
    case .platt: self = .lines((0..<outputs).flatMap { Self.line(column($0).map(Self.logOdds), isHit: isHit($0)) })
    case .temperature:
      let scores = outputs == 1 ? predicted.map(Self.logOdds) : predicted.map(Self.boundedLogarithm)
      self = .temperature(Self.temperature(scores, places: places, outputs: outputs))
    }
  }

  func corrected(_ predicted: [Double], outputs: Int) -> [Double] {
    switch self {
    case .curves(let curves):
      let values = predicted.enumerated().map { curves[$0 % outputs].value(at: $1) }
      return outputs == 1 ? values : Self.normalised(values, outputs: outputs)
    case .lines(let lines):
      let values = predicted.enumerated().map { index, p in
        sigmoid(lines[2 * (index % outputs)] * Self.logOdds(p) + lines[2 * (index % outputs) + 1])
      }
      return outputs == 1 ? values : Self.normalised(values, outputs: outputs)
    case .temperature(let temperature):
      guard outputs > 1 else { return predicted.map { sigmoid(Self.logOdds($0) / temperature) } }
      var scores = predicted.map { Self.boundedLogarithm($0) / temperature }
      softmax(&scores, classes: outputs)
      return scores
    }
  }

  func fits(_ kind: TargetKind) -> Bool {
    guard kind != .number else { return false }
    return switch self {
    case .curves(let curves): curves.count == kind.outputs
    case .lines(let lines): lines.count == 2 * kind.outputs
    case .temperature: true
    }
  }

  /// A model that is sure beyond doubt would have infinite log-odds.
  private static let leastProbability = 1e-15

  private static func boundedLogarithm(_ p: Double) -> Double { logarithm(max(p, leastProbability)) }

  private static func logOdds(_ p: Double) -> Double {
    let bounded = min(max(p, leastProbability), 1 - leastProbability)
    return logarithm(bounded / (1 - bounded))
  }

  /// Rows of probabilities that sum to 1; all the same where a row had none.
  private static func normalised(_ values: [Double], outputs: Int) -> [Double] {
    var result = values
    for first in stride(from: 0, to: values.count, by: outputs) {
      let sum = values[first..<first + outputs].reduce(0, +)
      for index in first..<first + outputs { result[index] = sum > 0 ? values[index] / sum : 1 / Double(outputs) }
    }
    return result
  }

  /// Platt's slope and intercept: the least log loss against targets a little inside of 0 and 1, as though there were one
  /// more row of each class.
  private static func line(_ scores: [Double], isHit: [Bool]) -> [Double] {
    let hits = Double(isHit.count { $0 })
    let misses = Double(isHit.count) - hits
    let high = (hits + 1) / (hits + 2)
    let low = 1 / (misses + 2)
    var design = SparseDesign(rowCount: scores.count)
    design.add(scores)
    let targets = isHit.map { $0 ? high : low }
    let start = [0, logarithm((hits + 1) / (misses + 1))]
    let line = newtonMinimum(
      from: start, scores: { design.products(intercept: $0[1], [$0[0]]) },
      objective: { _, z in
        zip(z, targets).reduce(0) { sum, entry in
          let (z, target) = entry
          // log(1 + eᶻ) − t z without overflow.
          return sum + max(z, 0) + logarithm(1 + exponential(-z.magnitude)) - target * z
        }
      },
      system: { _, z in
        let p = z.map(sigmoid)
        return design.moments(
          curvatures: p.map { $0 * (1 - $0) }, residuals: zip(p, targets).map { $0 - $1 })
      })
    return line ?? start
  }

  /// What makes the log loss least. It is convex in the temperature's inverse, whose logarithm is looked for from −10 to
  /// 10 by halving.
  private static func temperature(_ scores: [Double], places: [Int], outputs: Int) -> Double {
    /// The log loss's derivative by the temperature's inverse.
    func slope(_ inverse: Double) -> Double {
      guard outputs > 1 else {
        return zip(scores, places).reduce(0) { $0 + (sigmoid(inverse * $1.0) - Double($1.1)) * $1.0 }
      }
      var probabilities = scores.map { $0 * inverse }
      softmax(&probabilities, classes: outputs)
      var sum = 0.0
      for (row, place) in places.enumerated() {
        for output in 0..<outputs {
          let index = row * outputs + output
          sum += (probabilities[index] - (output == place ? 1 : 0)) * scores[index]
        }
      }
      return sum
    }
    var low = -10.0
    var high = 10.0
    // Where the scores say nothing, nothing is changed.
    guard slope(exponential(low)) != 0 || slope(exponential(high)) != 0 else { return 1 }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if slope(exponential(middle)) > 0 { high = middle } else { low = middle }
    }
    return exponential(-(low + high) / 2)
  }
}
