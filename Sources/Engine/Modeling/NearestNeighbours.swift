/// Predicts what the nearest training rows have: the mean of their numbers, or their classes' shares.
///
/// Numbers are standardised, and their squared differences are added up; a category that differs, and a value that is
/// missing in one of two rows, adds as much as numbers one standard deviation apart. All training rows are compared, and
/// where several are as far as the last that is asked, all of them are, for as much as is left together.
public struct NearestNeighbours: Predictor {
  public struct Settings: Sendable, Equatable, Codable {
    /// How many rows are asked, at least 1; a row of weight 2 is two of them.
    public var count = 15

    public static let validCount = ValidRange.from(1, to: 1_000_000)

    func check() throws(DataError) { try Self.validCount.check("count", Double(count)) }
  }

  let kind: TargetKind
  let neighbours: Int
  let scaling: FeatureScaling
  /// Feature after feature, one a row: standardised numbers, NaN where missing; codes, −1 where missing.
  let columns: [Column]
  /// What each row has: 0 or 1, the place of its class, or its number in the target's unit.
  let values: [Double]
  /// A power of two; 1 for classes.
  let unit: Double
  /// Above 0; nil where every row counts once.
  let weights: [Double]?
  var importance: [Double]? { nil }

  /// Sums of such weights stay inside the range of a Double.
  private static let mostWeight = 1e200

  enum Column: Sendable {
    case numbers([Double])
    case codes([Int32])
  }

  init(
    kind: TargetKind, neighbours: Int, scaling: FeatureScaling, columns: [Column], values: [Double],
    unit: Double, weights: [Double]?
  ) {
    self.kind = kind
    self.neighbours = neighbours
    self.scaling = scaling
    self.columns = columns
    self.values = values
    self.unit = unit
    self.weights = weights
  }

  init(_ settings: Settings, features: [EncodedFeature], target: TrainingTarget) {
    kind = target.kind
    neighbours = settings.count
    scaling = FeatureScaling(features, target)
    let rows = target.values.indices.filter { target.weight($0) > 0 }
    columns = Self.columns(features, scaling, rows: rows)
    let unit = kind == .number ? powerOfTwo(below: target.values.reduce(0) { max($0, $1.magnitude) }) : 1
    self.unit = unit
    values = rows.map { target.values[$0] / unit }
    weights = target.weights.map { weights in rows.map { min(weights[$0], Self.mostWeight) } }
  }

  private static func columns(_ features: [EncodedFeature], _ scaling: FeatureScaling, rows: [Int]) -> [Column] {
    zip(features, scaling.scales).map { feature, scale in
      switch (feature, scale) {
      case (.number(let values), .number(let mean, let deviation)):
        .numbers(rows.map { values[$0].isNaN ? .nan : FeatureScaling.standardised(values[$0], mean, deviation) })
      case (.category(let codes, _), _): .codes(rows.map { codes[$0] })
      default: preconditionFailure("a feature changed its kind after the schema was checked")
      }
    }
  }

  /// Cost: rows to predict × training rows × features.
  func predictions(_ features: [EncodedFeature], rowCount: Int) -> [Double] {
    let asked = Self.columns(features, scaling, rows: Array(0..<rowCount))
    // Few enough that a block of training rows stays in the cache while all rows of a batch are compared with it.
    let batch = 64
    let block = 1024
    return mapInParallel((rowCount + batch - 1) / batch) { place -> [Double] in
      let rows = place * batch..<min(rowCount, (place + 1) * batch)
      let none = NearestRows(wanted: Double(neighbours), outputs: kind.outputs)
      var found = [NearestRows](repeating: none, count: rows.count)
      var distances = [Double](repeating: 0, count: block)
      for first in stride(from: 0, to: values.count, by: block) {
        let range = first..<min(values.count, first + block)
        for row in rows {
          measure(asked, row, against: range, &distances)
          found[row - rows.lowerBound].offer(range, distances, values: values, weights: weights)
        }
      }
      let largest = kind == .number ? Double.greatestFiniteMagnitude : 1
      return found.flatMap { $0.mean.map { min(max($0 * unit, -largest), largest) } }
    }.flatMap { $0 }
  }

  /// The squared distance of a row from each of some training rows.
  private func measure(_ asked: [Column], _ row: Int, against range: Range<Int>, _ distances: inout [Double]) {
    let first = range.lowerBound
    distances.withUnsafeMutableBufferPointer { distances in
      distances.update(repeating: 0)
      for (asked, own) in zip(asked, columns) {
        switch (asked, own) {
        case (.numbers(let asked), .numbers(let own)):
          let value = asked[row]
          let isMissing = value.isNaN
          own.withUnsafeBufferPointer { own in
            for index in 0..<range.count {
              let difference = value - own[first + index]
              let square = difference * difference
              // Of two values that are missing the difference is none.
              let other = isMissing && own[first + index].isNaN ? 0.0 : 1.0
              distances[index] += square == square ? square : other
            }
          }
        case (.codes(let asked), .codes(let own)):
          let code = asked[row]
          own.withUnsafeBufferPointer { own in
            for index in 0..<range.count { distances[index] += own[first + index] == code ? 0 : 1 }
          }
        default: preconditionFailure("a feature changed its kind after the schema was checked")
        }
      }
    }
  }
}

/// The nearest of the rows that were offered so far: for each distance, how many rows there are and what they have.
private struct NearestRows {
  let wanted: Double
  let outputs: Int
  /// Rising.
  private var distances: [Double] = []
  private var weights: [Double] = []
  /// Distance after distance, what the rows have, times their weights.
  private var sums: [Double] = []
  private var total = 0.0

  init(wanted: Double, outputs: Int) {
    self.wanted = wanted
    self.outputs = outputs
  }

  /// - Parameter values: what each training row has: the place of its class where there are several outputs.
  mutating func offer(_ range: Range<Int>, _ offered: [Double], values: [Double], weights rowWeights: [Double]?) {
    for (place, row) in range.enumerated() {
      let distance = offered[place]
      if total >= wanted, let farthest = distances.last, distance > farthest { continue }
      let weight = rowWeights?[row] ?? 1
      var low = 0
      var high = distances.count
      while low < high {
        let middle = (low + high) / 2
        if distances[middle] < distance { low = middle + 1 } else { high = middle }
      }
      if low == distances.count || distances[low] != distance {
        distances.insert(distance, at: low)
        weights.insert(0, at: low)
        sums.insert(contentsOf: repeatElement(0, count: outputs), at: low * outputs)
      }
      weights[low] += weight
      if outputs == 1 {
        sums[low] += weight * values[row]
      } else {
        sums[low * outputs + Int(values[row])] += weight
      }
      total += weight
      while let last = weights.last, total - last >= wanted {
        total -= last
        distances.removeLast()
        weights.removeLast()
        sums.removeLast(outputs)
      }
    }
  }

  /// The mean of what the wanted rows have; those at the greatest distance share what is left for them.
  var mean: [Double] {
    var left = wanted
    var taken = 0.0
    var result = [Double](repeating: 0, count: outputs)
    for place in distances.indices where left > 0 {
      let weight = min(left, weights[place])
      for output in 0..<outputs {
        result[output] += sums[place * outputs + output] * (weight / weights[place])
      }
      taken += weight
      left -= weight
    }
    return result.map { $0 / taken }
  }
}
