/// Logistic regression with an L2 penalty, fitted by Newton's method (iteratively re-weighted least squares).
///
/// Minimises ½‖w‖² + C Σ log loss, the intercept unpenalised, as scikit-learn does. Numbers are standardised and missing
/// ones stand at the mean; every frequent category has an indicator of its own.
public struct LogisticRegression: Predictor {
  public struct Settings: Sendable, Equatable, Encodable {
    public var inverseRegularization: Double

    public static let validInverseRegularization = ValidRange.above(0)

    func check() throws(DataError) {
      try Self.validInverseRegularization.check("inverseRegularization", inverseRegularization)
    }
  }

  /// Categories past the most frequent ones share the intercept.
  static let mostCategories = 255

  let intercept: Double
  let coefficients: [Double]
  let scaling: [Scaling]

  enum Scaling: Sendable {
    case number(mean: Double, deviation: Double)
    case category(count: Int)
  }

  init(_ settings: Settings, features: [EncodedFeature], actual: [Bool]) throws(DataError) {
    scaling = features.map { feature in
      switch feature {
      case .number(let values):
        let present = values.filter { !$0.isNaN }
        let largest = present.reduce(0) { max($0, $1.magnitude) }
        // Squares of such numbers leave the range: they are scaled by the largest instead.
        guard largest < 1e100, let summary = Summary(present) else {
          return .number(mean: 0, deviation: largest > 0 ? largest : 1)
        }
        let deviation = summary.standardDeviation ?? 1
        return .number(mean: summary.mean, deviation: deviation > 0 ? deviation : 1)
      case .category(_, let count): return .category(count: min(count, Self.mostCategories))
      }
    }
    let design = Self.design(features, scaling, rowCount: actual.count)
    (intercept, coefficients) = try Self.fit(design, actual: actual, c: settings.inverseRegularization)
  }

  func predictions(_ features: [EncodedFeature], rowCount: Int) -> [Double] {
    let design = Self.design(features, scaling, rowCount: rowCount)
    return design.products(intercept: intercept, coefficients).map(sigmoid)
  }

  /// A coefficient per standard deviation says how much a feature weighs only among numbers: no common scale.
  var importance: [Double]? { nil }

  private static func design(_ features: [EncodedFeature], _ scaling: [Scaling], rowCount: Int) -> SparseDesign {
    var design = SparseDesign(rowCount: rowCount)
    for (feature, scale) in zip(features, scaling) {
      switch (feature, scale) {
      case (.number(let values), .number(let mean, let deviation)):
        // A value far outside what was seen, infinity included, weighs as one that is merely very far.
        design.add(values.map { $0.isNaN ? 0 : min(max(($0 - mean) / deviation, -1e6), 1e6) })
      case (.category(let codes, _), .category(let count)):
        design.add(codes.map { $0 < count ? $0 : -1 }, count: count)
      default: preconditionFailure("a feature changed its kind after the schema was checked")
      }
    }
    return design
  }

  /// - Returns: the intercept and the coefficients that minimise the penalised loss.
  /// - Throws: where the numbers leave the range of a Double before a minimum is found.
  static func fit(
    _ design: SparseDesign, actual: [Bool], c: Double
  ) throws(DataError) -> (intercept: Double, coefficients: [Double]) {
    let width = design.width + 1
    var weights = [Double](repeating: 0, count: width)  // the intercept last
    var objective = Double.infinity
    for _ in 0..<50 {
      let system = design.newtonSystem(weights, actual: actual, c: c)
      guard let step = solvedByCholesky(system.hessian, system.gradient, width: width), step.allSatisfy(\.isFinite)
      else {
        guard objective.isFinite else {
          throw .invalid("logistic regression finds no solution; lower inverseRegularization, or scale the features")
        }
        break
      }
      // A full step may overshoot far from the optimum: it is halved until the objective falls.
      var scale = 1.0
      var next = weights
      var lowered = false
      objective = design.objective(weights, actual: actual, c: c)
      for _ in 0..<30 {
        next = zip(weights, step).map { $0 - scale * $1 }
        if design.objective(next, actual: actual, c: c) <= objective {
          lowered = true
          break
        }
        scale /= 2
      }
      guard lowered else { break }
      let moved = zip(weights, next).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
      weights = next
      if moved < 1e-10 { break }
    }
    return (weights[width - 1], Array(weights.dropLast()))
  }
}

func sigmoid(_ x: Double) -> Double { 1 / (1 + exponential(-x)) }

/// Solves a symmetric positive definite system; nil where it is not definite.
private func solvedByCholesky(_ matrix: [Double], _ right: [Double], width n: Int) -> [Double]? {
  var l = matrix
  var x = right
  let isDefinite = l.withUnsafeMutableBufferPointer { l in
    for j in 0..<n {
      var diagonal = l[j * n + j]
      for k in 0..<j { diagonal -= l[j * n + k] * l[j * n + k] }
      guard diagonal > 0 else { return false }
      let root = diagonal.squareRoot()
      l[j * n + j] = root
      for i in j + 1..<max(n, j + 1) {
        var sum = l[i * n + j]
        for k in 0..<j { sum -= l[i * n + k] * l[j * n + k] }
        l[i * n + j] = sum / root
      }
    }
    return true
  }
  guard isDefinite else { return nil }
  for i in 0..<n {
    for k in 0..<i { x[i] -= l[i * n + k] * x[k] }
    x[i] /= l[i * n + i]
  }
  for i in stride(from: n - 1, through: 0, by: -1) {
    for k in i + 1..<max(n, i + 1) { x[i] -= l[k * n + i] * x[k] }
    x[i] /= l[i * n + i]
  }
  return x
}
