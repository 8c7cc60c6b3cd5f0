/// A symmetric positive semidefinite matrix taken apart by Cholesky's method with pivots (Higham 1990), so that systems
/// with dependent columns have an answer as well: of all solutions the shortest.
struct SemidefiniteFactor {
  private let width: Int
  /// How many columns are independent of those before them.
  let rank: Int
  /// Place by place the column that was chosen.
  private let order: [Int]
  /// Lower triangular, `width` × `rank`, in the chosen order.
  private let lower: [Double]
  /// Of the product of `lower` with itself, where there are fewer independent columns than columns.
  private let inner: [Double]?

  /// A column whose own part is less than this share of it is taken for one that depends on the others.
  private static let leastShare = 1e-12

  /// - Parameter matrix: `width` × `width`, of which the lower triangle is read. Cost: width³ / 3 multiplications.
  init(_ matrix: [Double], width n: Int) {
    width = n
    var order = Array(0..<n)
    var lower = [Double](repeating: 0, count: n * n)
    let whole = (0..<n).map { matrix[$0 * n + $0] }
    var left = whole
    var rank = 0
    lower.withUnsafeMutableBufferPointer { lower in
      while rank < n {
        var best = rank
        var bestShare = -1.0
        for place in rank..<n {
          let column = order[place]
          let share = whole[column] > 0 ? left[column] / whole[column] : 0
          if share > bestShare {
            best = place
            bestShare = share
          }
        }
        guard bestShare > Self.leastShare else { break }
        if best != rank {
          order.swapAt(best, rank)
          for k in 0..<rank {
            let value = lower[best * n + k]
            lower[best * n + k] = lower[rank * n + k]
            lower[rank * n + k] = value
          }
        }
        let pivot = order[rank]
        let root = left[pivot].squareRoot()
        lower[rank * n + rank] = root
        for place in rank + 1..<max(n, rank + 1) {
          let column = order[place]
          var sum = column > pivot ? matrix[column * n + pivot] : matrix[pivot * n + column]
          for k in 0..<rank { sum -= lower[place * n + k] * lower[rank * n + k] }
          let value = sum / root
          lower[place * n + rank] = value
          left[column] -= value * value
        }
        rank += 1
      }
    }
    self.rank = rank
    self.order = order
    self.lower = (0..<n).flatMap { place in lower[place * n..<place * n + rank] }
    inner = rank < n ? Self.innerFactor(self.lower, width: n, rank: rank) : nil
  }

  /// The shortest vector x that brings the matrix's product with x closest to `right`.
  func solution(_ right: [Double]) -> [Double] {
    let r = rank
    var ordered = order.map { right[$0] }
    if let inner {
      var x = [Double](repeating: 0, count: r)
      for place in 0..<width {
        for k in 0..<r { x[k] += lower[place * r + k] * ordered[place] }
      }
      for _ in 0..<2 { Self.solve(inner, &x, width: r) }
      for place in 0..<width {
        var sum = 0.0
        for k in 0..<r { sum += lower[place * r + k] * x[k] }
        ordered[place] = sum
      }
    } else {
      Self.solve(lower, &ordered, width: r)
    }
    var result = [Double](repeating: 0, count: width)
    for (place, column) in order.enumerated() { result[column] = ordered[place] }
    return result
  }

  /// Cholesky's factor of LᵀL, which has full rank.
  private static func innerFactor(_ lower: [Double], width: Int, rank r: Int) -> [Double] {
    var inner = [Double](repeating: 0, count: r * r)
    inner.withUnsafeMutableBufferPointer { inner in
      for place in 0..<width {
        for i in 0..<r where lower[place * r + i] != 0 {
          for j in 0...i { inner[i * r + j] += lower[place * r + i] * lower[place * r + j] }
        }
      }
      for j in 0..<r {
        var diagonal = inner[j * r + j]
        for k in 0..<j { diagonal -= inner[j * r + k] * inner[j * r + k] }
        // What rounding leaves of nothing must not become a division by nothing.
        let root = max(diagonal, inner[j * r + j] * 1e-15).squareRoot()
        inner[j * r + j] = root
        for i in j + 1..<max(r, j + 1) {
          var sum = inner[i * r + j]
          for k in 0..<j { sum -= inner[i * r + k] * inner[j * r + k] }
          inner[i * r + j] = sum / root
        }
      }
    }
    return inner
  }

  /// Solves L Lᵀ x = right in its place.
  private static func solve(_ lower: [Double], _ x: inout [Double], width n: Int) {
    for i in 0..<n {
      for k in 0..<i { x[i] -= lower[i * n + k] * x[k] }
      x[i] /= lower[i * n + i]
    }
    for i in stride(from: n - 1, through: 0, by: -1) {
      for k in i + 1..<max(n, i + 1) { x[i] -= lower[k * n + i] * x[k] }
      x[i] /= lower[i * n + i]
    }
  }
}
