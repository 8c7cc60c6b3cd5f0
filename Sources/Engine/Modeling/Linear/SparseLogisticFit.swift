/// Logistic regression whose coefficients are held back by their absolute values too, so that features that help little
/// get none at all: by a proximal Newton method, each step of which is found by coordinate descent (Friedman, Hastie &
/// Tibshirani 2010; Lee, Sun & Saunders 2014). Of several classes one after the other takes a step.
///
/// Minimises (1 − r)/2 ‖w‖² + r ‖w‖₁ + C Σ log loss, the intercepts unpenalised, as scikit-learn's elastic net does.
struct SparseLogisticFit {
  /// One a class; of two classes, that of true.
  let intercepts: [Double]
  /// Class after class, one a column of the design.
  let coefficients: [Double]

  private static let mostRounds = 300
  private static let mostSweeps = 1000

  /// - Parameters:
  ///   - places: for each row 0 or 1, or the place of its class.
  ///   - outputs: 1 for two classes, else the number of classes.
  ///   - l1: the share of the penalty on absolute values.
  /// - Throws: where the numbers leave the range of a Double before a minimum is found.
  init(
    _ design: SparseDesign, places: [Int], outputs: Int, weights: [Double], c: Double, l1: Double
  ) throws(DataError) {
    let width = design.width + 1
    let rows = design.rowCount
    var parameters = [[Double]](repeating: [Double](repeating: 0, count: width), count: outputs)
    var scores = [[Double]](repeating: [Double](repeating: 0, count: rows), count: outputs)

    // Of several classes: for each row its largest score, each score's exponential relative to that, and their sum.
    var largest = [Double](repeating: 0, count: outputs > 1 ? rows : 0)
    var exponentials = [[Double]](repeating: largest, count: outputs)
    var sums = largest

    /// For each row, the chance of an output and its part of the loss, were the output's scores others.
    func judged(_ output: Int, _ own: [Double]) -> (chances: [Double], loss: Double) {
      var chances = [Double](repeating: 0, count: rows)
      var loss = 0.0
      for row in 0..<rows {
        guard outputs > 1 else {
          let s = places[row] == 1 ? -own[row] : own[row]
          loss += weights[row] * (s > 0 ? s + logarithm(1 + exponential(-s)) : logarithm(1 + exponential(s)))
          chances[row] = sigmoid(own[row])
          continue
        }
        let new = exponential(own[row] - largest[row])
        let sum = max(0, sums[row] - exponentials[output][row]) + new
        let actual = places[row] == output ? own[row] : scores[places[row]][row]
        loss += weights[row] * (largest[row] + logarithm(sum) - actual)
        chances[row] = new / sum
      }
      return (chances, loss)
    }
    func penalty(_ own: [Double]) -> Double {
      own.dropLast().reduce(0) { $0 + (1 - l1) / 2 * $1 * $1 + l1 * $1.magnitude }
    }
    func isHit(_ row: Int, _ output: Int) -> Bool { places[row] == (outputs == 1 ? 1 : output) }

    for _ in 0..<Self.mostRounds {
      var moved = 0.0
      if outputs > 1 {
        for row in 0..<rows {
          largest[row] = scores.reduce(-.infinity) { max($0, $1[row]) }
          sums[row] = 0
          for output in 0..<outputs {
            exponentials[output][row] = exponential(scores[output][row] - largest[row])
            sums[row] += exponentials[output][row]
          }
        }
      }
      for output in 0..<outputs {
        let own = parameters[output]
        let (chances, loss) = judged(output, scores[output])
        let value = penalty(own) + c * loss
        guard value.isFinite else { throw Self.noSolution }
        var (residuals, curvatures) = (chances, chances)
        for row in 0..<rows {
          residuals[row] = c * weights[row] * (chances[row] - (isHit(row, output) ? 1 : 0))
          curvatures[row] = c * weights[row] * chances[row] * (1 - chances[row])
        }
        let (matrix, gradient) = design.moments(curvatures: curvatures, residuals: residuals)
        let step = Self.step(from: own, matrix: matrix, gradient: gradient, l1: l1)
        guard step.allSatisfy(\.isFinite) else { throw Self.noSolution }
        var scale = 1.0
        for _ in 0..<30 {
          let next = zip(own, step).map { $0 + scale * $1 }
          let nextScores = design.products(intercept: next[width - 1], Array(next.dropLast()))
          // What rounding alone makes of the same sum is no rise.
          if penalty(next) + c * judged(output, nextScores).loss <= value * (1 + 1e-14) {
            moved = zip(own, next).reduce(moved) { max($0, ($1.0 - $1.1).magnitude) }
            (parameters[output], scores[output]) = (next, nextScores)
            for row in largest.indices {
              let new = exponential(nextScores[row] - largest[row])
              sums[row] = max(0, sums[row] - exponentials[output][row]) + new
              exponentials[output][row] = new
            }
            break
          }
          scale /= 2
        }
      }
      if moved < 1e-8 { break }
    }
    var intercepts = parameters.map { $0[width - 1] }
    if outputs > 1 {
      let mean = intercepts.reduce(0, +) / Double(outputs)
      for place in intercepts.indices { intercepts[place] -= mean }
    }
    self.intercepts = intercepts
    coefficients = parameters.flatMap { $0.dropLast() }
  }

  private static let noSolution = DataError.invalid(
    "logistic regression finds no solution; lower inverseRegularization, or scale the features")

  /// What makes the penalised quadratic around the parameters least, coordinate by coordinate.
  ///
  /// - Parameter matrix: the second derivatives of the loss, the lower triangle.
  private static func step(from own: [Double], matrix: [Double], gradient: [Double], l1: Double) -> [Double] {
    let width = own.count
    var matrix = matrix
    for i in 0..<width { for j in 0..<i { matrix[j * width + i] = matrix[i * width + j] } }
    var step = [Double](repeating: 0, count: width)
    /// The loss's first derivatives where the step leads.
    var slope = gradient
    for _ in 0..<mostSweeps {
      var moved = 0.0
      for column in 0..<width {
        let isIntercept = column == width - 1
        let bend = matrix[column * width + column] + (isIntercept ? 0 : 1 - l1)
        guard bend > 0 else { continue }
        let at = own[column] + step[column]
        let target = at - (slope[column] + (isIntercept ? 0 : (1 - l1) * at)) / bend
        let reach = isIntercept ? 0 : l1 / bend
        let excess = target.magnitude - reach
        let after = excess > 0 ? (target < 0 ? -excess : excess) : 0
        let change = after - at
        guard change != 0 else { continue }
        step[column] += change
        for other in 0..<width { slope[other] += change * matrix[column * width + other] }
        moved = max(moved, change.magnitude)
      }
      if moved < 1e-13 { break }
    }
    return step
  }
}
