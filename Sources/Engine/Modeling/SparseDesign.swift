/// A design matrix of dense numbers and of indicators, of which each row has at most one per category feature.
struct SparseDesign: Sendable {
  let rowCount: Int
  private(set) var width = 0
  private var dense: [(column: Int, values: [Double])] = []
  private var indicators: [(firstColumn: Int, codes: [Int32])] = []

  init(rowCount: Int) { self.rowCount = rowCount }

  mutating func add(_ values: [Double]) {
    dense.append((width, values))
    width += 1
  }

  /// Codes from 0 to `count` − 1; −1 sets no indicator.
  mutating func add(_ codes: [Int32], count: Int) {
    indicators.append((width, codes))
    width += count
  }

  /// The intercept plus the row's product with the coefficients, for every row.
  func products(intercept: Double, _ coefficients: [Double]) -> [Double] {
    var result = [Double](repeating: intercept, count: rowCount)
    for (column, values) in dense {
      let weight = coefficients[column]
      for row in 0..<rowCount { result[row] += weight * values[row] }
    }
    for (first, codes) in indicators {
      for row in 0..<rowCount where codes[row] >= 0 { result[row] += coefficients[first + Int(codes[row])] }
    }
    return result
  }

  /// ½‖w‖² + C Σ log loss; the last weight is the unpenalised intercept.
  func objective(_ weights: [Double], actual: [Bool], c: Double) -> Double {
    let z = products(intercept: weights[width], Array(weights[..<width]))
    var loss = 0.0
    for row in 0..<rowCount {
      // log(1 + eˢ) without overflow.
      let s = actual[row] ? -z[row] : z[row]
      loss += s > 0 ? s + logarithm(1 + exponential(-s)) : logarithm(1 + exponential(s))
    }
    return 0.5 * weights[..<width].reduce(0) { $0 + $1 * $1 } + c * loss
  }

  /// Gradient and Hessian (lower triangle) of the objective. Rows are summed in four fixed runs, so that the sums do
  /// not depend on the number of cores.
  func newtonSystem(_ weights: [Double], actual: [Bool], c: Double) -> (hessian: [Double], gradient: [Double]) {
    let n = width + 1
    let z = products(intercept: weights[width], Array(weights[..<width]))
    let runs = 4
    let parts = mapInParallel(runs) { run in
      var hessian = [Double](repeating: 0, count: n * n)
      var gradient = [Double](repeating: 0, count: n)
      var columns = [Int](repeating: 0, count: dense.count + indicators.count + 1)
      var values = [Double](repeating: 1, count: columns.count)
      hessian.withUnsafeMutableBufferPointer { hessian in
        for row in rowCount * run / runs..<rowCount * (run + 1) / runs {
          let p = sigmoid(z[row])
          var used = 0
          for (column, numbers) in dense {
            columns[used] = column
            values[used] = numbers[row]
            used += 1
          }
          for (first, codes) in indicators where codes[row] >= 0 {
            columns[used] = first + Int(codes[row])
            values[used] = 1
            used += 1
          }
          columns[used] = width
          values[used] = 1
          used += 1
          let residual = c * (p - (actual[row] ? 1 : 0))
          let weight = c * p * (1 - p)
          for i in 0..<used {
            gradient[columns[i]] += residual * values[i]
            let scaled = weight * values[i]
            let base = columns[i] * n
            for j in 0..<used where columns[j] <= columns[i] { hessian[base + columns[j]] += scaled * values[j] }
          }
        }
      }
      return (hessian, gradient)
    }
    var hessian = [Double](repeating: 0, count: n * n)
    var gradient = [Double](repeating: 0, count: n)
    for (partHessian, partGradient) in parts {
      for i in hessian.indices { hessian[i] += partHessian[i] }
      for i in gradient.indices { gradient[i] += partGradient[i] }
    }
    for i in 0..<width {
      hessian[i * n + i] += 1
      gradient[i] += weights[i]
    }
    return (hessian, gradient)
  }
}
