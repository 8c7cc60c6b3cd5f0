/// The multinomial logistic model of several classes, fitted by Newton's method; each step is found by conjugate
/// gradients, which need no matrix of second derivatives (as Lin, Weng & Keerthi 2008 do).
///
/// Minimises ½‖W‖² + C Σ log loss, the intercepts unpenalised. Of intercepts that may all be shifted by the same number,
/// those that sum to 0 are taken.
struct SoftmaxFit {
  /// One a class.
  let intercepts: [Double]
  /// Class after class, one a column.
  let coefficients: [Double]

  /// - Throws: where the numbers leave the range of a Double before a minimum is found.
  init(
    _ design: SparseDesign, places: [Int], classes: Int, weights: [Double]? = nil, c: Double
  ) throws(DataError) {
    let problem = SoftmaxProblem(design: design, places: places, classes: classes, weights: weights, c: c)
    var parameters = [Double](repeating: 0, count: classes * (design.width + 1))
    var state = problem.state(parameters)
    guard state.objective.isFinite, state.gradient.allSatisfy(\.isFinite) else {
      throw .invalid("logistic regression finds no solution; lower inverseRegularization, or scale the features")
    }
    let first = norm(state.gradient)
    for _ in 0..<100 {
      let length = norm(state.gradient)
      guard length > 1e-12 * first, length > 0 else { break }
      let step = problem.newtonStep(state, relativeTolerance: min(0.1, (length / max(first, length)).squareRoot()))
      guard step.allSatisfy(\.isFinite) else { break }
      var scale = 1.0
      var next: SoftmaxProblem.State?
      var moved = 0.0
      for _ in 0..<30 {
        let candidate = zip(parameters, step).map { $0 + scale * $1 }
        let tried = problem.state(candidate)
        if tried.objective <= state.objective {
          moved = zip(parameters, candidate).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
          parameters = candidate
          next = tried
          break
        }
        scale /= 2
      }
      guard let next else { break }
      state = next
      if moved < 1e-11 { break }
    }
    let width = design.width
    var intercepts = (0..<classes).map { parameters[$0 * (width + 1) + width] }
    let mean = intercepts.reduce(0, +) / Double(classes)
    for place in intercepts.indices { intercepts[place] -= mean }
    self.intercepts = intercepts
    coefficients = (0..<classes).flatMap { parameters[$0 * (width + 1)..<$0 * (width + 1) + width] }
  }

  /// Row after row one probability a class.
  static func probabilities(_ design: SparseDesign, intercepts: [Double], coefficients: [Double]) -> [Double] {
    let classes = intercepts.count
    let width = design.width
    var result = [Double](repeating: 0, count: design.rowCount * classes)
    for place in 0..<classes {
      let scores = design.products(
        intercept: intercepts[place], Array(coefficients[place * width..<(place + 1) * width]))
      for (row, score) in scores.enumerated() { result[row * classes + place] = score }
    }
    softmax(&result, classes: classes)
    return result
  }
}

/// Turns scores, row after row one a class, into probabilities that sum to 1 in each row.
///
/// A row must have one score above −∞, and none that is ∞ or no number.
///
/// - Returns: for each row the logarithm of the sum of its scores' exponentials.
@discardableResult
func softmax(_ scores: inout [Double], classes: Int) -> [Double] {
  scores.withUnsafeMutableBufferPointer { scores in
    (0..<scores.count / classes).map { row in
      let first = row * classes
      var largest = scores[first]
      for place in 1..<classes { largest = max(largest, scores[first + place]) }
      var sum = 0.0
      for place in 0..<classes {
        let value = exponential(scores[first + place] - largest)
        scores[first + place] = value
        sum += value
      }
      for place in 0..<classes { scores[first + place] /= sum }
      return largest + logarithm(sum)
    }
  }
}

private func norm(_ values: [Double]) -> Double { dot(values, values).squareRoot() }

private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

/// The loss of a multinomial model and its derivatives.
private struct SoftmaxProblem {
  let design: SparseDesign
  let places: [Int]
  let classes: Int
  let weights: [Double]?
  let c: Double

  struct State {
    let objective: Double
    let gradient: [Double]
    /// Class after class, one a row.
    let probabilities: [[Double]]
    let parameters: [Double]
  }

  private var stride: Int { design.width + 1 }

  private func coefficients(_ parameters: [Double], _ place: Int) -> (intercept: Double, [Double]) {
    (parameters[place * stride + stride - 1], Array(parameters[place * stride..<(place + 1) * stride - 1]))
  }

  /// Σ over the rows of each class's number times the row, the intercept's 1 last.
  private func sums(_ perClass: [[Double]]) -> [Double] {
    perClass.flatMap { design.transposedProducts($0) + [$0.reduce(0, +)] }
  }

  func state(_ parameters: [Double]) -> State {
    let rows = design.rowCount
    var scores = [Double](repeating: 0, count: rows * classes)
    var penalty = 0.0
    for place in 0..<classes {
      let (intercept, weights) = coefficients(parameters, place)
      penalty += dot(weights, weights)
      let column = design.products(intercept: intercept, weights)
      for row in 0..<rows { scores[row * classes + place] = column[row] }
    }
    let own = (0..<rows).map { scores[$0 * classes + places[$0]] }
    let normalizers = softmax(&scores, classes: classes)
    var loss = 0.0
    for row in 0..<rows { loss += (weights?[row] ?? 1) * (normalizers[row] - own[row]) }
    let probabilities = (0..<classes).map { place in (0..<rows).map { scores[$0 * classes + place] } }
    let residuals = (0..<classes).map { place in
      (0..<rows).map { row in
        c * (weights?[row] ?? 1) * (probabilities[place][row] - (places[row] == place ? 1 : 0))
      }
    }
    var gradient = sums(residuals)
    addPenalty(of: parameters, to: &gradient)
    return State(
      objective: 0.5 * penalty + c * loss, gradient: gradient, probabilities: probabilities, parameters: parameters)
  }

  private func addPenalty(of parameters: [Double], to result: inout [Double]) {
    for index in parameters.indices where index % stride != stride - 1 { result[index] += parameters[index] }
  }

  /// The second derivatives' product with a direction.
  private func curvature(_ state: State, along direction: [Double]) -> [Double] {
    let rows = design.rowCount
    var moves = (0..<classes).map { place in
      let (intercept, weights) = coefficients(direction, place)
      return design.products(intercept: intercept, weights)
    }
    var means = [Double](repeating: 0, count: rows)
    for place in 0..<classes {
      for row in 0..<rows { means[row] += state.probabilities[place][row] * moves[place][row] }
    }
    for place in 0..<classes {
      for row in 0..<rows {
        moves[place][row] =
          c * (weights?[row] ?? 1) * state.probabilities[place][row] * (moves[place][row] - means[row])
      }
    }
    var result = sums(moves)
    addPenalty(of: direction, to: &result)
    return result
  }

  /// Roughly minus the inverse of the second derivatives times the gradient, by conjugate gradients.
  func newtonStep(_ state: State, relativeTolerance: Double) -> [Double] {
    var step = [Double](repeating: 0, count: state.gradient.count)
    var residual = state.gradient.map { -$0 }
    var direction = residual
    var square = dot(residual, residual)
    let target = square * relativeTolerance * relativeTolerance
    for _ in 0..<min(500, 10 + 2 * step.count) {
      guard square > target, square > 0 else { break }
      let curved = curvature(state, along: direction)
      let bend = dot(direction, curved)
      guard bend > 0 else { break }
      let length = square / bend
      for index in step.indices {
        step[index] += length * direction[index]
        residual[index] -= length * curved[index]
      }
      let next = dot(residual, residual)
      for index in step.indices { direction[index] = residual[index] + next / square * direction[index] }
      square = next
    }
    return step
  }
}
