/// Rows by their values in some columns: rows with the same values in all of them have the same code.
///
/// A missing value equals another missing one. Zero equals minus zero.
struct RowGroups: Sendable {
  /// One a row, from zero, in order of the groups' first rows.
  let codes: [Int32]
  let count: Int

  /// Without columns, all rows are one group.
  init(_ columns: [Column], rowCount: Int) {
    guard let first = columns.first else {
      codes = [Int32](repeating: 0, count: rowCount)
      count = rowCount == 0 ? 0 : 1
      return
    }
    var groups = Self.coded(OrderKeys(first))
    for column in columns.dropFirst() {
      let next = Self.coded(OrderKeys(column))
      let width = UInt64(next.count)
      let pairs = [UInt64](unsafeUninitializedCapacity: rowCount) { out, initialized in
        for row in 0..<rowCount {
          out.initializeElement(at: row, to: UInt64(groups.codes[row]) * width + UInt64(next.codes[row]))
        }
        initialized = rowCount
      }
      groups = Self.coded(OrderKeys(keys: pairs, validity: Validity(allPresent: rowCount)))
    }
    codes = groups.codes
    count = groups.count
  }

  /// Codes from 0 below `count`, which need not all occur.
  init(codes: [Int32], count: Int) {
    self.codes = codes
    self.count = count
  }

  /// The first row of each group.
  var firstRows: [Int32] {
    var rows: [Int32] = []
    rows.reserveCapacity(count)
    for (row, code) in codes.enumerated() where code == rows.count { rows.append(Int32(row)) }
    return rows
  }

  /// The groups numbered in ascending order of their values, missing ones last.
  func sorted(by columns: [Column]) -> RowGroups {
    let firstRows = firstRows
    let order = rowOrder(by: columns.map { (column: $0.gathered(firstRows), isDescending: false) }, rowCount: count)
    var places = [Int32](repeating: 0, count: count)
    for (place, group) in order.enumerated() { places[Int(group)] = Int32(place) }
    return RowGroups(codes: codes.map { places[Int($0)] }, count: count)
  }

  /// Rows group by group, in their order within each, and where each group starts; the last start is the end of all.
  func rowsByGroup() -> (rows: [Int32], starts: [Int]) {
    var starts = [Int](repeating: 0, count: count + 1)
    for code in codes { starts[Int(code) + 1] += 1 }
    for group in 0..<count { starts[group + 1] += starts[group] }
    var next = starts
    let rows = [Int32](unsafeUninitializedCapacity: codes.count) { out, initialized in
      for (row, code) in codes.enumerated() {
        out.initializeElement(at: next[Int(code)], to: Int32(row))
        next[Int(code)] += 1
      }
      initialized = codes.count
    }
    return (rows, starts)
  }

  // MARK: Codes

  private static func coded(_ keys: OrderKeys) -> RowGroups {
    guard let range = keys.range else {
      return RowGroups(codes: [Int32](repeating: 0, count: keys.keys.count), count: keys.keys.isEmpty ? 0 : 1)
    }
    let span = range.upperBound - range.lowerBound
    if span < UInt64(max(1024, 2 * keys.keys.count)) {
      return lookedUp(keys, low: range.lowerBound, span: Int(span))
    }
    return hashed(keys)
  }

  /// Keys in a narrow range are places in an array.
  private static func lookedUp(_ keys: OrderKeys, low: UInt64, span: Int) -> RowGroups {
    var places = [Int32](repeating: -1, count: span + 2)
    var count: Int32 = 0
    let codes = [Int32](unsafeUninitializedCapacity: keys.keys.count) { out, initialized in
      keys.keys.withUnsafeBufferPointer { numbers in
        places.withUnsafeMutableBufferPointer { places in
          for row in numbers.indices {
            let place = keys.validity.isPresent(row) ? Int(numbers[row] - low) : span + 1
            if places[place] < 0 {
              places[place] = count
              count += 1
            }
            out.initializeElement(at: row, to: places[place])
          }
        }
      }
      initialized = keys.keys.count
    }
    return RowGroups(codes: codes, count: Int(count))
  }

  /// Open addressing with linear probing; the hash has no seed, and codes follow the rows, so that nothing is random.
  private static func hashed(_ keys: OrderKeys) -> RowGroups {
    var shift = UInt64(64 - 12)
    var slots = [Int32](repeating: -1, count: 1 << 12)
    var known: [UInt64] = []
    var missing: Int32 = -1
    func place(_ key: UInt64, _ slots: [Int32]) -> Int {
      var slot = Int(((key ^ (key >> 32)) &* 0x9E37_79B9_7F4A_7C15) >> shift)
      while slots[slot] >= 0, known[Int(slots[slot])] != key { slot = (slot + 1) & (slots.count - 1) }
      return slot
    }
    let codes = [Int32](unsafeUninitializedCapacity: keys.keys.count) { out, initialized in
      for (row, key) in keys.keys.enumerated() {
        guard keys.validity.isPresent(row) else {
          if missing < 0 {
            missing = Int32(known.count)
            // Takes a number that no slot refers to.
            known.append(0)
          }
          out.initializeElement(at: row, to: missing)
          continue
        }
        let slot = place(key, slots)
        if slots[slot] < 0 {
          slots[slot] = Int32(known.count)
          known.append(key)
        }
        out.initializeElement(at: row, to: slots[slot])
        if known.count * 2 > slots.count {
          shift -= 1
          var wider = [Int32](repeating: -1, count: slots.count * 2)
          for code in known.indices where code != Int(missing) { wider[place(known[code], wider)] = Int32(code) }
          slots = wider
        }
      }
      initialized = keys.keys.count
    }
    return RowGroups(codes: codes, count: known.count)
  }
}

extension Table {
  /// Some columns by their names.
  func columns(_ names: [String]) throws(DataError) -> [Column] {
    var columns: [Column] = []
    for name in names { columns.append(try column(name)) }
    return columns
  }
}
