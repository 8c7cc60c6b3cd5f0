/// A function that never falls, as close to given points as such a function can be: the least squares are found by
/// pooling neighbours that fall (Barlow et al. 1972), and values between two points are interpolated, as scikit-learn's
/// IsotonicRegression does. Past the first and the last point it is constant.
struct IsotonicRegression: Sendable, Equatable {
  /// Rising.
  let arguments: [Double]
  /// Never falling, one for each argument.
  let values: [Double]

  /// - Parameters:
  ///   - arguments: finite.
  ///   - values: finite, one for each argument.
  ///   - weights: at least 0, one of them above; nil where all points count the same.
  init(_ arguments: [Double], _ values: [Double], weights: [Double]? = nil) {
    let order = arguments.indices.filter { weights?[$0] != 0 }.sorted {
      (arguments[$0], $0) < (arguments[$1], $1)
    }
    // Points at the same place are one.
    var points: [(argument: Double, mean: Double, weight: Double)] = []
    for index in order {
      let weight = weights?[index] ?? 1
      if let last = points.last, last.argument == arguments[index] {
        let total = last.weight + weight
        points[points.count - 1].mean += (values[index] - last.mean) * (weight / total)
        points[points.count - 1].weight = total
      } else {
        points.append((arguments[index], values[index], weight))
      }
    }
    var blocks: [(mean: Double, weight: Double, count: Int)] = []
    for point in points {
      var block = (mean: point.mean, weight: point.weight, count: 1)
      while let last = blocks.last, last.mean >= block.mean {
        blocks.removeLast()
        let total = last.weight + block.weight
        block = (last.mean + (block.mean - last.mean) * (block.weight / total), total, last.count + block.count)
      }
      blocks.append(block)
    }
    // Of a block, its ends say all.
    var kept: [Double] = []
    var means: [Double] = []
    var first = 0
    for block in blocks {
      kept.append(points[first].argument)
      means.append(block.mean)
      if block.count > 1 {
        kept.append(points[first + block.count - 1].argument)
        means.append(block.mean)
      }
      first += block.count
    }
    self.arguments = kept
    self.values = means
  }

  /// Nil where the points are no function that never falls.
  init?(arguments: [Double], values: [Double]) {
    guard !arguments.isEmpty, arguments.count == values.count, arguments.allSatisfy(\.isFinite),
      values.allSatisfy(\.isFinite), zip(arguments, arguments.dropFirst()).allSatisfy({ $0 < $1 }),
      zip(values, values.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    self.arguments = arguments
    self.values = values
  }

  /// NaN where the argument is, or where there were no points.
  func value(at argument: Double) -> Double {
    guard !argument.isNaN, let last = values.last else { return .nan }
    var low = 0
    var high = arguments.count
    while low < high {
      let middle = (low + high) / 2
      if arguments[middle] < argument { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return values[0] }
    guard low < arguments.count else { return last }
    let width = arguments[low] - arguments[low - 1]
    let share = width.isFinite ? (argument - arguments[low - 1]) / width : 0.5
    return values[low - 1] + (values[low] - values[low - 1]) * share
  }
}
