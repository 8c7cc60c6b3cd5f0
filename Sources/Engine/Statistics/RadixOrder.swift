/// Numbers in ascending order with the rows that they stood in, sorted by their bits from the lowest byte up: the order
/// of equal numbers is that of their rows, and the cost is the same whatever the numbers are.
///
/// Takes 24 bytes a number while it sorts, and 12 afterwards.
struct RadixOrder {
  /// The numbers' keys, ascending; `number(_:)` turns one back.
  private(set) var keys: [UInt64]
  private(set) var rows: [UInt32]

  /// NaN is left out; the two zeros are one number.
  init(_ numbers: [Double]) {
    var keys: [UInt64] = []
    var rows: [UInt32] = []
    keys.reserveCapacity(numbers.count)
    rows.reserveCapacity(numbers.count)
    for row in numbers.indices where !numbers[row].isNaN {
      keys.append(Self.key(numbers[row]))
      rows.append(UInt32(truncatingIfNeeded: row))
    }
    self.keys = keys
    self.rows = rows
    sort()
  }

  /// Unsigned numbers in the order of the numbers: negative ones have all bits turned, others their sign.
  private static func key(_ number: Double) -> UInt64 {
    let bits = (number + 0).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  static func number(_ key: UInt64) -> Double {
    Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
  }

  private mutating func sort() {
    let count = keys.count
    guard count > 1 else { return }
    var counts = [Int](repeating: 0, count: 8 * 256)
    for key in keys {
      for digit in 0..<8 { counts[digit * 256 + Int(key >> UInt64(digit * 8) & 0xFF)] += 1 }
    }
    var otherKeys = [UInt64](repeating: 0, count: count)
    var otherRows = [UInt32](repeating: 0, count: count)
    for digit in 0..<8 {
      let shift = UInt64(digit * 8)
      // A digit that all numbers share puts none of them elsewhere.
      guard counts[digit * 256 + Int(keys[0] >> shift & 0xFF)] < count else { continue }
      var places = [Int](repeating: 0, count: 256)
      var total = 0
      for value in 0..<256 {
        places[value] = total
        total += counts[digit * 256 + value]
      }
      Self.scatter(keys, rows, shift, &places, &otherKeys, &otherRows)
      swap(&keys, &otherKeys)
      swap(&rows, &otherRows)
    }
  }

  private static func scatter(
    _ keys: [UInt64], _ rows: [UInt32], _ shift: UInt64, _ places: inout [Int], _ otherKeys: inout [UInt64],
    _ otherRows: inout [UInt32]
  ) {
    keys.withUnsafeBufferPointer { keys in
      rows.withUnsafeBufferPointer { rows in
        places.withUnsafeMutableBufferPointer { places in
          otherKeys.withUnsafeMutableBufferPointer { otherKeys in
            otherRows.withUnsafeMutableBufferPointer { otherRows in
              for index in keys.indices {
                let value = Int(truncatingIfNeeded: keys[index] >> shift & 0xFF)
                let place = places[value]
                places[value] = place &+ 1
                otherKeys[place] = keys[index]
                otherRows[place] = rows[index]
              }
            }
          }
        }
      }
    }
  }
}
