/// Regression of counts: the logarithm of the expected count is linear in the features.
///
/// Minimises Σ w (e^z − y z) / Σ w + alpha / 2 · ‖β‖² with z = b + x·β, half the mean Poisson deviance but for what does
/// not depend on β, the intercept b unpenalised, as scikit-learn's PoissonRegressor does, by Newton's method. Numbers are
/// standardised, missing ones stand at the mean, and every frequent category has an indicator of its own.
public struct PoissonRegression: Predictor {
  public struct Settings: Sendable, Equatable, Codable {
    /// The weight of the coefficients' squares, at least 0.
    public var alpha = 0.01

    public static let validAlpha = ValidRange.from(0)

    func check() throws(DataError) { try Self.validAlpha.check("alpha", alpha) }
  }

  let function: LinearFunction
  /// What the expected counts are multiplied by: the target's size.
  let unit: Double
  var importance: [Double]? { nil }

  init(function: LinearFunction, unit: Double) {
    self.function = function
    self.unit = unit
  }

  /// - Throws: where the target is below 0 in a row.
  init(_ settings: Settings, features: [EncodedFeature], target: TrainingTarget, named name: String) throws(DataError) {
    if let row = target.values.firstIndex(where: { $0 < 0 }) {
      throw .invalid(
        "\"\(name)\" is \(NumberText.short(target.values[row])) in row \(row + 1): Poisson regression is for counts, "
          + "which are never below 0; use .linear() instead")
    }
    let scaling = FeatureScaling(features, target)
    let (weights, _) = target.scaledWeights
    let unit = powerOfTwo(below: target.values.max() ?? 1)
    self.unit = unit
    // Counts in other units shift the intercept; against smaller ones the same penalty would weigh more.
    let fit = try Self.fit(
      scaling.design(features, rowCount: target.rowCount), values: target.values.map { $0 / unit }, weights: weights,
      alpha: min(settings.alpha / unit, 1e200))
    function = LinearFunction(scaling: scaling, intercept: fit.intercept, coefficients: fit.coefficients)
  }

  func predictions(_ features: [EncodedFeature], rowCount: Int) -> [Double] {
    function.values(features, rowCount: rowCount).map {
      min(exponential(min($0, 700)) * unit, .greatestFiniteMagnitude)
    }
  }

  /// - Returns: the intercept and the coefficients that minimise the penalised deviance; an intercept of −∞ where no row
  ///   counts anything.
  /// - Throws: where the numbers leave the range of a Double before a minimum is found.
  static func fit(
    _ design: SparseDesign, values: [Double], weights: [Double]? = nil, alpha: Double
  ) throws(DataError) -> (intercept: Double, coefficients: [Double]) {
    let width = design.width + 1
    let rows = design.rowCount
    let weights = weights ?? [Double](repeating: 1, count: rows)
    let total = weights.reduce(0, +)
    let mean = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / total
    guard mean > 0 else { return (-.infinity, [Double](repeating: 0, count: design.width)) }
    // Where nothing else is known, the mean is expected.
    var start = [Double](repeating: 0, count: width)
    start[width - 1] = logarithm(mean)
    let penalty = alpha * total
    let minimum = newtonMinimum(
      from: start, scores: { design.products(intercept: $0[width - 1], Array($0.dropLast())) },
      objective: { parameters, z in
        var loss = 0.0
        for row in 0..<rows where weights[row] > 0 {
          loss += weights[row] * (exponential(z[row]) - values[row] * z[row])
        }
        return loss + 0.5 * penalty * parameters.dropLast().reduce(0) { $0 + $1 * $1 }
      },
      system: { parameters, z in
        let curvatures = (0..<rows).map { weights[$0] > 0 ? weights[$0] * exponential(z[$0]) : 0 }
        let residuals = (0..<rows).map { curvatures[$0] - weights[$0] * values[$0] }
        var (matrix, vector) = design.moments(curvatures: curvatures, residuals: residuals)
        for column in 0..<width - 1 {
          matrix[column * width + column] += penalty
          vector[column] += penalty * parameters[column]
        }
        return (matrix, vector)
      })
    guard let minimum else {
      throw .invalid("Poisson regression finds no solution; raise alpha, or scale the features")
    }
    return (minimum[width - 1], Array(minimum.dropLast()))
  }
}
