/// Linear regression whose coefficients are held back by their squares and by their absolute values, so that features
/// that help little get none at all (Zou & Hastie 2005); with `l1Ratio` 1 the lasso.
///
/// Minimises Σ w (y − b − x·β)² / (2 Σ w) + alpha · l1Ratio · ‖β‖₁ + alpha · (1 − l1Ratio) / 2 · ‖β‖², the intercept b
/// unpenalised, as scikit-learn's ElasticNet does, by coordinate descent (Friedman, Hastie & Tibshirani 2010). Numbers
/// are standardised, missing ones stand at the mean, and every frequent category has an indicator of its own.
public struct ElasticNet: Predictor {
  public struct Settings: Sendable, Equatable, Codable {
    /// The weight of the penalty, at least 0, in the target's unit.
    public var alpha = 1.0
    /// The share of the penalty on absolute values, from 0 to 1.
    public var l1Ratio = 0.5

    public static let validAlpha = ValidRange.from(0)
    public static let validL1Ratio = ValidRange.share

    func check() throws(DataError) {
      try Self.validAlpha.check("alpha", alpha)
      try Self.validL1Ratio.check("l1Ratio", l1Ratio)
    }
  }

  let regression: LinearRegression
  var importance: [Double]? { nil }

  init(regression: LinearRegression) { self.regression = regression }

  init(_ settings: Settings, features: [EncodedFeature], target: TrainingTarget) {
    regression = LinearRegression(features, target) { design, values, weights, _, unit in
      Self.fit(
        design, values: values, weights: weights, l1: settings.alpha * settings.l1Ratio / unit,
        l2: settings.alpha * (1 - settings.l1Ratio))
    }
  }

  func predictions(_ features: [EncodedFeature], rowCount: Int) -> [Double] {
    regression.predictions(features, rowCount: rowCount)
  }

  private static let mostSweeps = 20_000

  /// - Parameters:
  ///   - l1: the weight of the coefficients' absolute values.
  ///   - l2: that of half their squares.
  /// - Returns: the intercept and the coefficients that minimise the penalised squares.
  static func fit(
    _ design: SparseDesign, values: [Double], weights: [Double]? = nil, l1: Double, l2: Double
  ) -> (intercept: Double, coefficients: [Double]) {
    // Without the absolute values the minimum has a closed form.
    guard l1 > 0 else {
      return LinearRegression.fit(
        design, values: values, weights: weights, alpha: l2 * (weights?.reduce(0, +) ?? Double(design.rowCount)))
    }
    let moments = CentredMoments(
      design, values: values, weights: weights ?? [Double](repeating: 1, count: design.rowCount))
    let n = design.width
    let total = moments.total
    // Both triangles, so that a column's products lie side by side.
    var matrix = moments.matrix
    for i in 0..<n {
      for j in 0...i {
        matrix[i * n + j] /= total
        matrix[j * n + i] = matrix[i * n + j]
      }
    }
    var gradient = moments.products.map { $0 / total }
    var coefficients = [Double](repeating: 0, count: n)
    let scale = zip(gradient, 0..<n).reduce(0) { largest, entry in
      let square = matrix[entry.1 * n + entry.1]
      return square > 0 ? max(largest, entry.0.magnitude / square.squareRoot()) : largest
    }
    for _ in 0..<mostSweeps {
      var moved = 0.0
      for column in 0..<n {
        let square = matrix[column * n + column]
        guard square > 0 else { continue }
        let before = coefficients[column]
        let pull = gradient[column] + square * before
        let excess = pull.magnitude - l1
        let after = excess > 0 ? (pull < 0 ? -excess : excess) / (square + l2) : 0
        guard after != before else { continue }
        let change = after - before
        coefficients[column] = after
        for other in 0..<n { gradient[other] -= change * matrix[column * n + other] }
        moved = max(moved, change.magnitude * square.squareRoot())
      }
      if moved <= 1e-14 * scale { break }
    }
    return (moments.intercept(coefficients), coefficients)
  }
}
