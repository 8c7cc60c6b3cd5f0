/// A column as places among its distinct values: what counts, quantiles, ranks, areas under curves and tables of two
/// columns are computed from, each in one pass and without another sort.
struct RankedColumn: Sendable {
  /// For each row, the place of its value among those that occur; −1 where it is missing.
  let codes: [Int32]
  let occurring: ValueCounts

  init(_ column: Column) {
    switch column.values {
    case .string(let strings):
      self.init(strings.dictionary, strings.canonicalCodes, column.validity, isOfTruths: false)
    case .bool(let truths):
      self.init(["false", "true"], truths.map { $0 ? 1 : 0 }, column.validity, isOfTruths: true)
    case .int(let values), .date(let values):
      self = Self.counted(values, column.validity) ?? Self.sorted(column.numbers() ?? [])
    case .double: self.init(numbers: column.numbers() ?? [])
    }
  }

  /// Categories that no row holds are left out.
  private init(_ categories: [String], _ codes: [Int32], _ validity: Validity, isOfTruths: Bool) {
    var counts = [Int](repeating: 0, count: categories.count)
    var codes = codes
    codes.withUnsafeMutableBufferPointer { codes in
      counts.withUnsafeMutableBufferPointer { counts in
        for row in codes.indices {
          if validity.isPresent(row) { counts[Int(codes[row])] += 1 } else { codes[row] = -1 }
        }
      }
    }
    let used = counts.indices.filter { counts[$0] > 0 }
    if used.count < counts.count { Self.closeGaps(&codes, used, of: counts.count) }
    self.codes = codes
    let names = used.map { categories[$0] }
    counts = used.map { counts[$0] }
    occurring = ValueCounts(
      values: isOfTruths ? .truths(names.map { $0 == "true" }) : .categories(names), counts: counts,
      missingCount: codes.count - counts.reduce(0, +))
  }

  /// NaN is missing; the two zeros are one value.
  init(numbers: [Double]) {
    self = Self.counted(numbers) ?? Self.sorted(numbers)
  }

  private init(codes: [Int32], counts: [Int], numbers: [Double]) {
    self.codes = codes
    occurring = ValueCounts(values: .numbers(numbers), counts: counts, missingCount: codes.count - counts.reduce(0, +))
  }

  /// Whole numbers in a narrow range are counted instead of sorted; nil for others.
  private static func counted(_ numbers: [Double]) -> RankedColumn? {
    let validity = Validity(count: numbers.count) { !numbers[$0].isNaN }
    var whole = [Int64](repeating: 0, count: numbers.count)
    for row in numbers.indices where !numbers[row].isNaN {
      guard numbers[row].magnitude < 1e15 else { return nil }
      let number = Int64(numbers[row])
      guard Double(number) == numbers[row] else { return nil }
      whole[row] = number
    }
    return counted(whole, validity)
  }

  private static func counted(_ numbers: [Int64], _ validity: Validity) -> RankedColumn? {
    var (low, high) = (Int64.max, Int64.min)
    numbers.withUnsafeBufferPointer { numbers in
      for row in numbers.indices where validity.isPresent(row) {
        low = min(low, numbers[row])
        high = max(high, numbers[row])
      }
    }
    let (width, isTooWide) = high.subtractingReportingOverflow(low)
    guard low <= high, !isTooWide, width < max(numbers.count, 1024), low > -1 << 53, high < 1 << 53 else { return nil }
    var counts = [Int](repeating: 0, count: Int(width) + 1)
    var codes = [Int32](repeating: -1, count: numbers.count)
    numbers.withUnsafeBufferPointer { numbers in
      codes.withUnsafeMutableBufferPointer { codes in
        counts.withUnsafeMutableBufferPointer { counts in
          for row in numbers.indices where validity.isPresent(row) {
            let place = Int(numbers[row] &- low)
            counts[place] &+= 1
            codes[row] = Int32(truncatingIfNeeded: place)
          }
        }
      }
    }
    let used = counts.indices.filter { counts[$0] > 0 }
    if used.count < counts.count { closeGaps(&codes, used, of: counts.count) }
    return RankedColumn(
      codes: codes, counts: used.map { counts[$0] }, numbers: used.map { Double(low + Int64($0)) })
  }

  /// Gives values that occur the places from zero on.
  private static func closeGaps(_ codes: inout [Int32], _ used: [Int], of count: Int) {
    var places = [Int32](repeating: -1, count: count)
    for (place, code) in used.enumerated() { places[code] = Int32(truncatingIfNeeded: place) }
    places.withUnsafeBufferPointer { places in
      codes.withUnsafeMutableBufferPointer { codes in
        for row in codes.indices where codes[row] >= 0 { codes[row] = places[Int(codes[row])] }
      }
    }
  }

  private static func sorted(_ numbers: [Double]) -> RankedColumn {
    let order = RadixOrder(numbers)
    var codes = [Int32](repeating: -1, count: numbers.count)
    var counts: [Int] = []
    var values: [Double] = []
    var last: UInt64?
    for place in order.keys.indices {
      if order.keys[place] != last {
        last = order.keys[place]
        values.append(RadixOrder.number(order.keys[place]))
        counts.append(0)
      }
      counts[counts.count - 1] += 1
      codes[Int(order.rows[place])] = Int32(truncatingIfNeeded: counts.count - 1)
    }
    return RankedColumn(codes: codes, counts: counts, numbers: values)
  }
}

extension CodedStrings {
  /// Codes that are equal just where the strings are: in Swift, an accent is the same letter whether it is written as
  /// one scalar or as two, so that two entries of a dictionary may be equal.
  var canonicalCodes: [Int32] {
    guard !dictionary.allSatisfy({ $0.utf8.allSatisfy { $0 < 0x80 } }) else { return codes }
    var first: [String: Int32] = [:]
    var places: [Int32] = []
    for (place, string) in dictionary.enumerated() {
      let known = first[string, default: Int32(place)]
      first[string] = known
      places.append(known)
    }
    guard first.count < dictionary.count else { return codes }
    return codes.map { places[Int($0)] }
  }
}
