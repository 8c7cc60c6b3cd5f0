/// Linear regression with a penalty on the squares of the coefficients (ridge), which may be 0: ordinary least squares.
///
/// Minimises Σ w (y − b − x·β)² + ridge · ‖β‖² over the training rows, the intercept b unpenalised, as scikit-learn's
/// Ridge does. Numbers are standardised, missing ones stand at the mean, and every frequent category has an indicator of
/// its own. Of columns that depend on each other the shortest coefficients are taken.
public struct LinearRegression: Predictor {
  public struct Settings: Sendable, Equatable, Codable {
    /// The weight of the coefficients' squares against those of the errors, at least 0.
    public var ridge = 0.0

    public static let validRidge = ValidRange.from(0)

    func check() throws(DataError) { try Self.validRidge.check("ridge", ridge) }
  }

  let function: LinearFunction
  /// What the function's values are multiplied by: the target's size.
  let unit: Double
  var importance: [Double]? { nil }

  init(function: LinearFunction, unit: Double) {
    self.function = function
    self.unit = unit
  }

  init(_ settings: Settings, features: [EncodedFeature], target: TrainingTarget) {
    self.init(features, target) { design, values, weights, weightUnit, _ in
      Self.fit(design, values: values, weights: weights, alpha: settings.ridge / weightUnit)
    }
  }

  /// Scales features, target and weights, so that whatever finite numbers they are, none leaves the range of a Double.
  ///
  /// - Parameter fit: of a design, the target's values and weights that are at most 2, the weights' unit and the values'.
  init(
    _ features: [EncodedFeature], _ target: TrainingTarget,
    fit: (SparseDesign, [Double], [Double], Double, Double) -> (intercept: Double, coefficients: [Double])
  ) {
    let scaling = FeatureScaling(features, target)
    let (weights, weightUnit) = target.scaledWeights
    let unit = powerOfTwo(below: target.values.reduce(0) { max($0, $1.magnitude) })
    let fitted = fit(
      scaling.design(features, rowCount: target.rowCount), target.values.map { $0 / unit }, weights, weightUnit, unit)
    self.init(
      function: LinearFunction(scaling: scaling, intercept: fitted.intercept, coefficients: fitted.coefficients),
      unit: unit)
  }

  func predictions(_ features: [EncodedFeature], rowCount: Int) -> [Double] {
    let largest = Double.greatestFiniteMagnitude
    return function.values(features, rowCount: rowCount).map { min(max($0 * unit, -largest), largest) }
  }

  /// - Returns: the intercept and the coefficients that minimise the penalised squares.
  static func fit(
    _ design: SparseDesign, values: [Double], weights: [Double]? = nil, alpha: Double
  ) -> (intercept: Double, coefficients: [Double]) {
    let moments = CentredMoments(
      design, values: values, weights: weights ?? [Double](repeating: 1, count: design.rowCount))
    let n = design.width
    guard n > 0 else { return (moments.meanValue, []) }
    var matrix = moments.matrix
    for column in 0..<n { matrix[column * n + column] += alpha }
    let factor = SemidefiniteFactor(matrix, width: n)
    var coefficients = factor.solution(moments.products)
    // What the squares of the columns have lost in rounding, the errors of the rows bring back.
    for _ in 0..<2 {
      let correction = factor.solution(moments.gradient(coefficients, alpha: alpha))
      guard correction.allSatisfy(\.isFinite) else { break }
      for column in 0..<n { coefficients[column] += correction[column] }
    }
    return (moments.intercept(coefficients), coefficients)
  }
}

/// An intercept plus a coefficient for each column of a standardised design.
struct LinearFunction: Sendable {
  let scaling: FeatureScaling
  let intercept: Double
  let coefficients: [Double]

  func values(_ features: [EncodedFeature], rowCount: Int) -> [Double] {
    scaling.design(features, rowCount: rowCount).products(intercept: intercept, coefficients)
  }

  func fits(_ schema: FeatureSchema) -> Bool { scaling.fits(schema) && scaling.width == coefficients.count }
}
