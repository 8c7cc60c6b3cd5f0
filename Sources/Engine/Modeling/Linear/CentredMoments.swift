/// Sums of products of a design's columns, each less its mean, with each other and with a target.
struct CentredMoments {
  let total: Double
  let meanValue: Double
  /// Σ w x xᵀ, `width` × `width`, of which the lower triangle is set; 0 where a column is constant.
  let matrix: [Double]
  /// Σ w x y.
  let products: [Double]
  private let means: [Double]
  private let isConstant: [Bool]
  private let centred: SparseDesign
  /// What is left of a column's mean in the centred design: next to nothing of numbers, all of indicators, which stay
  /// sparse.
  private let offsets: [Double]
  private let values: [Double]
  private let weights: [Double]

  /// - Parameter weights: at least 0, one of them above, at most 2: sums of them must not leave the range of a Double.
  init(_ design: SparseDesign, values: [Double], weights: [Double]) {
    self.weights = weights
    let total = weights.reduce(0, +)
    self.total = total
    let meanValue = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / total
    self.meanValue = meanValue
    self.values = values.map { $0 - meanValue }
    let means = design.transposedProducts(weights).map { $0 / total }
    let centred = design.subtracting(means)
    let offsets = centred.transposedProducts(weights).map { $0 / total }
    self.centred = centred
    self.offsets = offsets
    var completeMeans = offsets
    for column in design.numberColumns { completeMeans[column] += means[column] }
    self.means = completeMeans
    let n = design.width
    let weighted = zip(weights, self.values).map { $0 * $1 }
    let (raw, vector) = centred.moments(curvatures: weights, residuals: weighted)
    let isConstant = (0..<n).map { column in
      let square = raw[column * (n + 1) + column]
      let spread = square - total * offsets[column] * offsets[column]
      // What rounding leaves of a constant is far below one digit of its values.
      return !(spread > 1e-12 * square && spread > 1e-20 * total * completeMeans[column] * completeMeans[column])
    }
    self.isConstant = isConstant
    var matrix = [Double](repeating: 0, count: n * n)
    for i in 0..<n where !isConstant[i] {
      for j in 0...i where !isConstant[j] {
        matrix[i * n + j] = raw[i * (n + 1) + j] - total * offsets[i] * offsets[j]
      }
    }
    self.matrix = matrix
    let sum = weighted.reduce(0, +)
    products = (0..<n).map { isConstant[$0] ? 0 : vector[$0] - offsets[$0] * sum }
  }

  /// Σ w x (y − x·β) − α β, from the rows themselves; 0 where a column is constant.
  func gradient(_ coefficients: [Double], alpha: Double) -> [Double] {
    let shift = zip(offsets, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    let fitted = centred.products(intercept: -shift, coefficients)
    let residuals = values.indices.map { weights[$0] * (values[$0] - fitted[$0]) }
    let sum = residuals.reduce(0, +)
    let sums = centred.transposedProducts(residuals)
    return sums.indices.map { isConstant[$0] ? 0 : sums[$0] - offsets[$0] * sum - alpha * coefficients[$0] }
  }

  func intercept(_ coefficients: [Double]) -> Double {
    meanValue - zip(means, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
