/// Σ xy of every two columns that have no gap, of their distances and of their ranks.
///
/// All pairs are summed over a stretch of rows before the next stretch is looked at, so that columns are read from
/// memory once and not once for each other column. A stretch is the same for any number of threads, and so are the sums.
struct PairProducts: Sendable {
  struct Sums: Sendable {
    var values = 0.0
    var ranks = 0.0
  }

  /// The place of each column among those without a gap; nil for others.
  private let places: [Int?]
  private let count: Int
  private let sums: [Sums]

  private static let stretch = 2048

  init(_ columns: [PairedColumn]) {
    var places: [Int?] = []
    var lines: [PairedColumn.Line] = []
    for column in columns {
      if column.occurring.missingCount == 0, let line = column.line {
        places.append(lines.count)
        lines.append(line)
      } else {
        places.append(nil)
      }
    }
    self.places = places
    let count = lines.count
    self.count = count
    let rows = lines.first?.distances.count ?? 0
    let stretches = (rows + Self.stretch - 1) / Self.stretch
    guard count > 1, stretches > 0 else {
      sums = []
      return
    }
    // So many stretches a task that their sums take little memory beside the columns.
    let share = max(16, stretches / 64)
    let parts = mapInParallel((stretches + share - 1) / share) { [lines] part in
      var sums = [Sums](repeating: Sums(), count: count * count)
      for stretch in part * share..<min(stretches, (part + 1) * share) {
        let rows = stretch * Self.stretch..<min(rows, (stretch + 1) * Self.stretch)
        for first in 0..<count {
          for second in first + 1..<max(count, first + 1) {
            sums[first * count + second].values += Self.product(lines[first].distances, lines[second].distances, rows)
            sums[first * count + second].ranks += Self.product(lines[first].ranks, lines[second].ranks, rows)
          }
        }
      }
      return sums
    }
    sums = parts.dropFirst().reduce(into: parts[0]) { total, part in
      for place in total.indices {
        total[place].values += part[place].values
        total[place].ranks += part[place].ranks
      }
    }
  }

  /// Nil where a column has gaps: its sums are other ones for each pair.
  func sums(_ first: Int, _ second: Int) -> Sums? {
    guard let first = places[first], let second = places[second] else { return nil }
    return sums[first * count + second]
  }

  private static func product(_ x: [Double], _ y: [Double], _ rows: Range<Int>) -> Double {
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        product(UnsafeBufferPointer(rebasing: x[rows]), UnsafeBufferPointer(rebasing: y[rows]))
      }
    }
  }

  /// Σ xy. Eight sums side by side: a sum waits for the one before it, but not for its neighbours.
  static func product(_ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>) -> Double {
    var sums = (SIMD4<Double>(), SIMD4<Double>())
    let whole = x.count / 8 * 8
    for row in stride(from: 0, to: whole, by: 8) {
      sums.0 += x.four(from: row) * y.four(from: row)
      sums.1 += x.four(from: row + 4) * y.four(from: row + 4)
    }
    return (whole..<x.count).reduce((sums.0 + sums.1).sum()) { $0 + x[$1] * y[$1] }
  }
}

/// The sums behind Pearson's correlation of two columns.
struct MomentSums: Sendable {
  var n = 0.0
  var x = 0.0
  var y = 0.0
  var xx = 0.0
  var yy = 0.0
  var xy = 0.0
}

extension MomentSums {
  /// Over the rows in which neither is NaN. Columns should lie around zero, so that the sums keep their digits.
  init(_ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>) {
    // Four sums of each side by side: a sum waits for the one before it, four of them do not wait for each other.
    var n = SIMD4<Double>()
    var sums = (x: n, y: n, xx: n, yy: n, xy: n)
    self.init()
    let whole = x.count / 4 * 4
    for start in stride(from: 0, to: whole, by: 4) {
      var a = x.four(from: start)
      var b = y.four(from: start)
      let areMissing = (a .!= a) .| (b .!= b)
      a.replace(with: 0, where: areMissing)
      b.replace(with: 0, where: areMissing)
      n += SIMD4(repeating: 1).replacing(with: 0, where: areMissing)
      sums.x += a
      sums.y += b
      sums.xx += a * a
      sums.yy += b * b
      sums.xy += a * b
    }
    (self.n, self.x, self.y) = (n.sum(), sums.x.sum(), sums.y.sum())
    (xx, yy, xy) = (sums.xx.sum(), sums.yy.sum(), sums.xy.sum())
    for row in whole..<x.count where !x[row].isNaN && !y[row].isNaN {
      self.n += 1
      self.x += x[row]
      self.y += y[row]
      xx += x[row] * x[row]
      yy += y[row] * y[row]
      xy += x[row] * y[row]
    }
  }

  var correlation: Double? {
    guard n > 1 else { return nil }
    let (spreadX, spreadY) = (xx - x * x / n, yy - y * y / n)
    // What is left of a constant column is rounding.
    guard spreadX > 1e-12 * xx, spreadY > 1e-12 * yy else { return nil }
    let correlation = (xy - x * y / n) / (spreadX.squareRoot() * spreadY.squareRoot())
    return correlation.isFinite ? max(-1, min(1, correlation)) : nil
  }
}

extension UnsafeBufferPointer<Double> {
  /// Four numbers in a row.
  @inline(__always)
  fileprivate func four(from start: Int) -> SIMD4<Double> {
    SIMD4(self[start], self[start + 1], self[start + 2], self[start + 3])
  }
}
