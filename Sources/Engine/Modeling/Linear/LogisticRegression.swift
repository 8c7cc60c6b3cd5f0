/// Logistic regression: for two classes by Newton's method (iteratively re-weighted least squares), for several the
/// multinomial model.
///
/// Minimises (1 − r)/2 ‖w‖² + r ‖w‖₁ + C Σ log loss, r being `l1Ratio`, each row counted by its weight, the intercepts
/// unpenalised, as scikit-learn does.
/// Numbers are standardised and missing ones stand at the mean; every frequent category has an indicator of its own.
public struct LogisticRegression: Predictor {
  public struct Settings: Sendable, Equatable, Codable {
    public var inverseRegularization: Double
    /// The share of the penalty on absolute values, from 0 to 1.
    public var l1Ratio = 0.0

    public static let validL1Ratio = ValidRange.share
    public static let validInverseRegularization = ValidRange.above(0)

    func check() throws(DataError) {
      try Self.validInverseRegularization.check("inverseRegularization", inverseRegularization)
      try Self.validL1Ratio.check("l1Ratio", l1Ratio)
    }
  }

  let scaling: FeatureScaling
  /// One a class of several; of two classes, that of true.
  let intercepts: [Double]
  /// Output after output, one a column of the design.
  let coefficients: [Double]

  init(_ settings: Settings, features: [EncodedFeature], target: TrainingTarget) throws(DataError) {
    scaling = FeatureScaling(features, target)
    let design = scaling.design(features, rowCount: target.rowCount)
    let (weights, unit) = target.scaledWeights
    let c = settings.inverseRegularization * unit
    guard c.isFinite, c > 0 else {
      throw .invalid("the weights are too large or too small for logistic regression; scale them to about 1")
    }
    if settings.l1Ratio > 0 {
      let fit = try SparseLogisticFit(
        design, places: target.values.map { Int($0) }, outputs: target.kind.outputs, weights: weights, c: c,
        l1: settings.l1Ratio)
      (intercepts, coefficients) = (fit.intercepts, fit.coefficients)
    } else if case .multiclass(let classes) = target.kind {
      let fit = try SoftmaxFit(
        design, places: target.values.map { Int($0) }, classes: classes.count, weights: weights, c: c)
      (intercepts, coefficients) = (fit.intercepts, fit.coefficients)
    } else {
      let fit = try Self.fit(design, actual: target.values.map { $0 == 1 }, weights: weights, c: c)
      (intercepts, coefficients) = ([fit.intercept], fit.coefficients)
    }
  }

  init(scaling: FeatureScaling, intercepts: [Double], coefficients: [Double]) {
    self.scaling = scaling
    self.intercepts = intercepts
    self.coefficients = coefficients
  }

  func predictions(_ features: [EncodedFeature], rowCount: Int) -> [Double] {
    let design = scaling.design(features, rowCount: rowCount)
    guard intercepts.count > 1 else {
      return design.products(intercept: intercepts[0], coefficients).map(sigmoid)
    }
    return SoftmaxFit.probabilities(design, intercepts: intercepts, coefficients: coefficients)
  }

  /// A coefficient per standard deviation says how much a feature weighs only among numbers: no common scale.
  var importance: [Double]? { nil }

  /// - Returns: the intercept and the coefficients that minimise the penalised loss.
  /// - Throws: where the numbers leave the range of a Double before a minimum is found.
  static func fit(
    _ design: SparseDesign, actual: [Bool], weights: [Double]? = nil, c: Double
  ) throws(DataError) -> (intercept: Double, coefficients: [Double]) {
    let width = design.width + 1
    let rows = design.rowCount
    func products(_ parameters: [Double]) -> [Double] {
      design.products(intercept: parameters[width - 1], Array(parameters.dropLast()))
    }
    /// ½‖w‖² + C Σ log loss.
    func objective(_ parameters: [Double], _ z: [Double]) -> Double {
      var loss = 0.0
      for row in 0..<rows {
        // log(1 + eˢ) without overflow.
        let s = actual[row] ? -z[row] : z[row]
        let one = s > 0 ? s + logarithm(1 + exponential(-s)) : logarithm(1 + exponential(s))
        loss += (weights?[row] ?? 1) * one
      }
      return 0.5 * parameters.dropLast().reduce(0) { $0 + $1 * $1 } + c * loss
    }
    let minimum = newtonMinimum(
      from: [Double](repeating: 0, count: width), scores: products, objective: objective
    ) { parameters, z in
      var residuals = [Double](repeating: 0, count: rows)
      var curvatures = residuals
      for row in 0..<rows {
        let p = sigmoid(z[row])
        let weight = c * (weights?[row] ?? 1)
        residuals[row] = weight * (p - (actual[row] ? 1 : 0))
        curvatures[row] = weight * p * (1 - p)
      }
      var (matrix, vector) = design.moments(curvatures: curvatures, residuals: residuals)
      for column in 0..<width - 1 {
        matrix[column * width + column] += 1
        vector[column] += parameters[column]
      }
      return (matrix, vector)
    }
    guard let minimum else {
      throw .invalid("logistic regression finds no solution; lower inverseRegularization, or scale the features")
    }
    return (minimum[width - 1], Array(minimum.dropLast()))
  }
}

/// The minimum of a convex function of linear scores by Newton's method: a full step may overshoot far from it, and is
/// halved until the function falls.
///
/// - Parameters:
///   - scores: of every row, from the parameters.
///   - objective: what is made small, from parameters and scores.
///   - system: its second derivatives (the lower triangle) and its first.
/// - Returns: nil where the numbers leave the range of a Double before a step is found.
func newtonMinimum(
  from start: [Double], scores: ([Double]) -> [Double], objective: ([Double], [Double]) -> Double,
  system: ([Double], [Double]) -> (matrix: [Double], vector: [Double])
) -> [Double]? {
  var parameters = start
  var z = scores(parameters)
  var value = objective(parameters, z)
  guard value.isFinite else { return nil }
  for iteration in 0..<100 {
    let (matrix, vector) = system(parameters, z)
    guard matrix.allSatisfy(\.isFinite), vector.allSatisfy(\.isFinite) else { return iteration == 0 ? nil : parameters }
    let step = SemidefiniteFactor(matrix, width: parameters.count).solution(vector)
    guard step.allSatisfy(\.isFinite) else { return iteration == 0 ? nil : parameters }
    var scale = 1.0
    var moved = 0.0
    for _ in 0..<30 {
      let next = zip(parameters, step).map { $0 - scale * $1 }
      let nextScores = scores(next)
      let nextValue = objective(next, nextScores)
      if nextValue <= value {
        moved = zip(parameters, next).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
        (parameters, z, value) = (next, nextScores, nextValue)
        break
      }
      scale /= 2
    }
    if moved < 1e-10 { break }
  }
  return parameters
}

func sigmoid(_ x: Double) -> Double { 1 / (1 + exponential(-x)) }
