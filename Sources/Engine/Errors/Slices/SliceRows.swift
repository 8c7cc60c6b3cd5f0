/// Rows of a table, each feature's values as codes: answers what a search through slices asks.
struct SliceRows<Code: FixedWidthInteger & UnsignedInteger & Sendable>: SliceAggregator {
  /// By feature, one a row; the last code stands for missing.
  private let codes: [[Code]]
  /// How many codes each feature has, that for missing not counted.
  private let counts: [Int]
  private let values: [Double]
  private let seconds: [Double]

  /// - Parameters:
  ///   - values: what is summed up of each row.
  ///   - seconds: a second figure of each row, as a rule the square of the first.
  init(_ features: [SliceFinder.Feature], values: [Double], seconds: [Double]) {
    codes = mapInParallel(features.count) { feature in
      features[feature].codes.map { $0 < 0 ? Code(features[feature].count) : Code($0) }
    }
    counts = features.map(\.count)
    self.values = values
    self.seconds = seconds
  }

  /// Ascending.
  var all: [Int32] { (0..<Int32(values.count)).map { $0 } }

  func sums(of rows: [Int32], by feature: Int) -> [SliceSums] {
    var cells = [SliceSums](repeating: SliceSums(), count: counts[feature] + 1)
    cells.withUnsafeMutableBufferPointer { cells in
      codes[feature].withUnsafeBufferPointer { codes in
        values.withUnsafeBufferPointer { values in
          seconds.withUnsafeBufferPointer { seconds in
            for row in rows {
              let row = Int(row)
              cells[Int(codes[row])].add(values[row], seconds[row])
            }
          }
        }
      }
    }
    cells.removeLast()
    return cells
  }

  func parts(of rows: [Int32], by feature: Int, codes wanted: [Int]) -> [[Int32]] {
    var places = [Int32](repeating: -1, count: counts[feature] + 1)
    for (place, code) in wanted.enumerated() { places[code] = Int32(place) }
    var parts = [[Int32]](repeating: [], count: wanted.count)
    let codes = codes[feature]
    for row in rows {
      let place = places[Int(codes[Int(row)])]
      if place >= 0 { parts[Int(place)].append(row) }
    }
    return parts
  }
}
