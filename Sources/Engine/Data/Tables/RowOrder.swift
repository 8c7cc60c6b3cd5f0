/// A column as whole numbers that stand in the order of its values.
struct OrderKeys: Sendable {
  /// Arbitrary where missing.
  let keys: [UInt64]
  let validity: Validity

  init(keys: [UInt64], validity: Validity) {
    self.keys = keys
    self.validity = validity
  }

  init(_ column: Column) {
    validity = column.validity
    switch column.values {
    case .double(let values):
      keys = values.map { value in
        let bits = (value == 0 ? 0 : value).bitPattern
        return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
      }
    case .int(let values), .date(let values): keys = values.map { UInt64(bitPattern: $0) ^ 1 << 63 }
    case .bool(let values): keys = values.map { $0 ? 1 : 0 }
    case .string(let strings):
      // Strings stand in Swift's order; equal ones, should a dictionary have some twice, on one place.
      let order = strings.dictionary.indices.sorted {
        (strings.dictionary[$0], $0) < (strings.dictionary[$1], $1)
      }
      var ranks = [UInt64](repeating: 0, count: order.count)
      for (place, entry) in order.enumerated() {
        let isSame = place > 0 && strings.dictionary[order[place - 1]] == strings.dictionary[entry]
        ranks[entry] = isSame ? ranks[order[place - 1]] : UInt64(place)
      }
      keys = strings.codes.map { ranks.isEmpty ? 0 : ranks[Int($0)] }
    }
  }

  /// From the smallest to the largest key of a present row; nil where every row is missing.
  var range: ClosedRange<UInt64>? {
    var low = UInt64.max
    var high = UInt64.min
    for (row, key) in keys.enumerated() where validity.isPresent(row) {
      low = min(low, key)
      high = max(high, key)
    }
    return low <= high ? low...high : nil
  }
}

/// Rows in the order of columns, the first of which decides first; missing values come last either way, and rows that
/// are equal keep their order.
///
/// A radix sort by each column, the last one first.
func rowOrder(by columns: [(column: Column, isDescending: Bool)], rowCount: Int) -> [Int32] {
  var rows = (0..<Int32(rowCount)).map(\.self)
  for (column, isDescending) in columns.reversed() { sort(&rows, by: OrderKeys(column), isDescending: isDescending) }
  return rows
}

private func sort(_ rows: inout [Int32], by keys: OrderKeys, isDescending: Bool) {
  guard let range = keys.range else { return }
  let missing = keys.validity.isComplete ? [] : rows.filter { !keys.validity.isPresent(Int($0)) }
  if !missing.isEmpty { rows.removeAll { !keys.validity.isPresent(Int($0)) } }
  let (low, high) = (range.lowerBound, range.upperBound)
  var pairs = rows.map { row in
    let key = keys.keys[Int(row)]
    return KeyedRow(key: isDescending ? high - key : key - low, row: row)
  }
  var other = pairs
  var shift: UInt64 = 0
  while shift < 64, (high - low) >> shift > 0 {
    pairs.withUnsafeBufferPointer { from in
      other.withUnsafeMutableBufferPointer { to in spread(from, to, shift: shift) }
    }
    swap(&pairs, &other)
    shift += digitBits
  }
  rows = pairs.map(\.row) + missing
}

private struct KeyedRow {
  let key: UInt64
  let row: Int32
}

private let digitBits: UInt64 = 11

private func spread(_ from: UnsafeBufferPointer<KeyedRow>, _ to: UnsafeMutableBufferPointer<KeyedRow>, shift: UInt64) {
  let mask: UInt64 = 1 << digitBits - 1
  withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << Int(digitBits)) { places in
    places.initialize(repeating: 0)
    for pair in from { places[Int(pair.key >> shift & mask)] += 1 }
    var start = 0
    for digit in places.indices {
      let count = places[digit]
      places[digit] = start
      start += count
    }
    for pair in from {
      let digit = Int(pair.key >> shift & mask)
      to[places[digit]] = pair
      places[digit] += 1
    }
  }
}
