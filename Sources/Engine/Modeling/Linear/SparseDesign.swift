/// A design matrix of dense numbers and of indicators, of which each row has at most one per category feature.
struct SparseDesign: Sendable {
  let rowCount: Int
  private(set) var width = 0
  /// Column after column, `rowCount` numbers each.
  private var numbers: [Double] = []
  private(set) var numberColumns: [Int] = []
  /// Feature after feature, `rowCount` codes each.
  private var codes: [Int32] = []
  /// Of each feature with categories its first column and how many it has: numbers may stand between two of them.
  private var firstColumns: [Int] = []
  private var indicatorCounts: [Int] = []

  init(rowCount: Int) { self.rowCount = rowCount }

  mutating func add(_ values: [Double]) {
    numberColumns.append(width)
    numbers += values
    width += 1
  }

  /// Codes from 0 to `count` − 1; −1 sets no indicator.
  mutating func add(_ codes: [Int32], count: Int) {
    firstColumns.append(width)
    indicatorCounts.append(count)
    self.codes += codes
    width += count
  }

  /// The same design with something taken from each column of numbers; indicators stay as they are.
  func subtracting(_ offsets: [Double]) -> SparseDesign {
    var result = self
    for (place, column) in numberColumns.enumerated() where offsets[column] != 0 {
      for row in place * rowCount..<(place + 1) * rowCount { result.numbers[row] -= offsets[column] }
    }
    return result
  }

  /// The intercept plus the row's product with the coefficients, for every row.
  func products(intercept: Double, _ coefficients: [Double]) -> [Double] {
    var result = [Double](repeating: intercept, count: rowCount)
    let rows = rowCount
    result.withUnsafeMutableBufferPointer { result in
      numbers.withUnsafeBufferPointer { numbers in
        for (place, column) in numberColumns.enumerated() {
          let weight = coefficients[column]
          let start = place * rows
          for row in 0..<rows { result[row] += weight * numbers[start + row] }
        }
      }
      codes.withUnsafeBufferPointer { codes in
        coefficients.withUnsafeBufferPointer { coefficients in
          for (place, first) in firstColumns.enumerated() {
            let start = place * rows
            for row in 0..<rows where codes[start + row] >= 0 {
              result[row] += coefficients[first + Int(codes[start + row])]
            }
          }
        }
      }
    }
    return result
  }

  /// For each column the sum over the rows of its value times the row's; each column is summed by itself, in the order
  /// of the rows, so that the sums do not depend on the number of cores.
  func transposedProducts(_ values: [Double]) -> [Double] {
    let rows = rowCount
    let dense = numberColumns.count
    let parts = mapInParallel(dense + firstColumns.count) { place -> [Double] in
      values.withUnsafeBufferPointer { values in
        guard place >= dense else {
          return numbers.withUnsafeBufferPointer { numbers in
            var sums = SIMD4<Double>.zero
            let start = place * rows
            var row = 0
            while row + 4 <= rows {
              let a = SIMD4(
                numbers[start + row], numbers[start + row + 1], numbers[start + row + 2], numbers[start + row + 3])
              sums += a * SIMD4(values[row], values[row + 1], values[row + 2], values[row + 3])
              row += 4
            }
            var sum = sums.sum()
            while row < rows {
              sum += numbers[start + row] * values[row]
              row += 1
            }
            return [sum]
          }
        }
        let feature = place - dense
        var sums = [Double](repeating: 0, count: indicatorCounts[feature])
        codes.withUnsafeBufferPointer { codes in
          let start = feature * rows
          for row in 0..<rows where codes[start + row] >= 0 { sums[Int(codes[start + row])] += values[row] }
        }
        return sums
      }
    }
    var result = [Double](repeating: 0, count: width)
    for (place, column) in numberColumns.enumerated() { result[column] = parts[place][0] }
    for (place, first) in firstColumns.enumerated() {
      for (offset, sum) in parts[dense + place].enumerated() { result[first + offset] = sum }
    }
    return result
  }

  /// Σ h x xᵀ (its lower triangle) and Σ r x over the rows, each row x followed by a 1 for the intercept. Rows are summed
  /// in four fixed runs, so that the sums do not depend on the number of cores.
  ///
  /// - Parameters:
  ///   - curvatures: h for every row.
  ///   - residuals: r for every row.
  func moments(curvatures: [Double], residuals: [Double]) -> (matrix: [Double], vector: [Double]) {
    let n = width + 1
    let rows = rowCount
    let runs = 4
    let dense = numberColumns.count
    let parts = mapInParallel(runs) { run in
      var matrix = [Double](repeating: 0, count: n * n)
      var vector = [Double](repeating: 0, count: n)
      var columns = [Int](repeating: 0, count: dense + firstColumns.count + 1)
      var values = [Double](repeating: 1, count: columns.count)
      matrix.withUnsafeMutableBufferPointer { matrix in
        vector.withUnsafeMutableBufferPointer { vector in
          columns.withUnsafeMutableBufferPointer { columns in
            values.withUnsafeMutableBufferPointer { values in
              numbers.withUnsafeBufferPointer { numbers in
                codes.withUnsafeBufferPointer { codes in
                  for (place, column) in numberColumns.enumerated() { columns[place] = column }
                  for row in rows * run / runs..<rows * (run + 1) / runs {
                    for place in 0..<dense { values[place] = numbers[place * rows + row] }
                    var used = dense
                    for place in firstColumns.indices {
                      let code = codes[place * rows + row]
                      guard code >= 0 else { continue }
                      columns[used] = firstColumns[place] + Int(code)
                      values[used] = 1
                      used += 1
                    }
                    columns[used] = n - 1
                    values[used] = 1
                    used += 1
                    let residual = residuals[row]
                    let curvature = curvatures[row]
                    for i in 0..<used {
                      vector[columns[i]] += residual * values[i]
                      let scaled = curvature * values[i]
                      let base = columns[i] * n
                      for j in 0..<used where columns[j] <= columns[i] {
                        matrix[base + columns[j]] += scaled * values[j]
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
      return (matrix, vector)
    }
    var matrix = [Double](repeating: 0, count: n * n)
    var vector = [Double](repeating: 0, count: n)
    for (partMatrix, partVector) in parts {
      for i in matrix.indices { matrix[i] += partMatrix[i] }
      for i in vector.indices { vector[i] += partVector[i] }
    }
    return (matrix, vector)
  }
}
