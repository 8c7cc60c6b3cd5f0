/// The directions in which standardised columns vary most, as few as hold a share of all variance (Pearson 1901).
struct PrincipalComponents: Sendable {
  /// Component after component, one number a column.
  let components: [[Double]]
  let explainedShare: Double

  /// - Parameters:
  ///   - columns: of mean 0; of equal length, at least one row.
  ///   - share: of the variance to hold, from 0 to 1.
  init(_ columns: [[Double]], holding share: Double) {
    let width = columns.count
    let rows = Double(max(1, columns.first?.count ?? 0))
    var matrix = [Double](repeating: 0, count: width * width)
    for i in 0..<width {
      for j in 0...i {
        var sum = 0.0
        columns[i].withUnsafeBufferPointer { a in
          columns[j].withUnsafeBufferPointer { b in for row in a.indices { sum += a[row] * b[row] } }
        }
        (matrix[i * width + j], matrix[j * width + i]) = (sum / rows, sum / rows)
      }
    }
    let (values, vectors) = Self.eigen(matrix, width)
    let total = values.reduce(0) { $0 + max(0, $1) }
    var held = 0.0
    var chosen: [[Double]] = []
    for place in values.indices.sorted(by: { (values[$1], $0) < (values[$0], $1) }) where total > 0 {
      guard held < share * total else { break }
      held += max(0, values[place])
      chosen.append((0..<width).map { vectors[$0 * width + place] })
    }
    components = chosen
    explainedShare = total > 0 ? held / total : 1
  }

  /// How far a row lies from what its components say of it.
  func distance(_ row: [Double]) -> Double {
    var rest = row
    for component in components {
      let score = zip(row, component).reduce(0) { $0 + $1.0 * $1.1 }
      for place in rest.indices { rest[place] -= score * component[place] }
    }
    return rest.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// Eigenvalues and, column by column, eigenvectors of a symmetric matrix, by Jacobi's rotations (1846).
  private static func eigen(_ symmetric: [Double], _ n: Int) -> (values: [Double], vectors: [Double]) {
    var a = symmetric
    var v = (0..<n * n).map { $0 / n == $0 % n ? 1.0 : 0 }
    for _ in 0..<60 {
      var off = 0.0
      for i in 0..<n { for j in 0..<i { off += a[i * n + j] * a[i * n + j] } }
      guard off > 1e-22 else { break }
      for p in 0..<n {
        for q in (p + 1)..<max(n, p + 1) where a[p * n + q] != 0 {
          let theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q])
          let t = (theta < 0 ? -1 : 1) / (theta.magnitude + (theta * theta + 1).squareRoot())
          let c = 1 / (t * t + 1).squareRoot()
          let s = t * c
          for k in 0..<n {
            let (x, y) = (a[k * n + p], a[k * n + q])
            (a[k * n + p], a[k * n + q]) = (c * x - s * y, s * x + c * y)
          }
          for k in 0..<n {
            let (x, y) = (a[p * n + k], a[q * n + k])
            (a[p * n + k], a[q * n + k]) = (c * x - s * y, s * x + c * y)
            let (f, g) = (v[k * n + p], v[k * n + q])
            (v[k * n + p], v[k * n + q]) = (c * f - s * g, s * f + c * g)
          }
        }
      }
    }
    return ((0..<n).map { a[$0 * n + $0] }, v)
  }
}
