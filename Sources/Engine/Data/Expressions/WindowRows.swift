/// The rows of a table group by group, so that what depends on rows before a row can be computed for each group.
struct WindowRows {
  /// Nil where all rows are one group, in their order.
  private let groups: (rows: [Int32], starts: [Int])?
  private let rowCount: Int

  init(by names: [String], in table: Table) throws(DataError) {
    rowCount = table.rowCount
    groups = names.isEmpty ? nil : RowGroups(try table.columns(names), rowCount: table.rowCount).rowsByGroup()
  }

  private var bounds: [Range<Int>] {
    guard let starts = groups?.starts else { return [0..<rowCount] }
    return zip(starts, starts.dropFirst()).map { $0..<$1 }
  }

  private func row(at place: Int) -> Int { groups.map { Int($0.rows[place]) } ?? place }

  func values(
    of function: Expression.WindowFunction, _ column: Column, _ expression: Expression
  ) throws(DataError) -> Column {
    switch function {
    case .lag(let rows):
      try Expression.validWindow.check("rows", max(1, Double(rows).magnitude))
      return lagged(column, by: rows)
    case .rowNumber:
      var numbers = [Int64](repeating: 0, count: rowCount)
      for bounds in bounds {
        for place in bounds { numbers[row(at: place)] = Int64(place - bounds.lowerBound + 1) }
      }
      return Column(numbers)
    case .rank(let isDescending): return ranks(column, isDescending: isDescending)
    case .cumulativeSum: return try cumulativeSum(column, expression)
    case .rolling(let figure, let rows, let least):
      try Expression.validWindow.check("rows", Double(rows))
      if figure != .count { try ValidRange.from(1, to: Double(rows)).check("atLeast", Double(least)) }
      return try rolled(figure, min(rows, max(rowCount, 1)), least, column, expression)
    }
  }

  private func lagged(_ column: Column, by distance: Int) -> Column {
    var sources = [Int32](repeating: -1, count: rowCount)
    for bounds in bounds {
      for place in bounds where bounds.contains(place - distance) {
        sources[row(at: place)] = Int32(row(at: place - distance))
      }
    }
    return column.gathered(orMissing: sources)
  }

  private func ranks(_ column: Column, isDescending: Bool) -> Column {
    let keys = OrderKeys(column).keys
    var group = [Int32](repeating: 0, count: rowCount)
    for (index, bounds) in bounds.enumerated() { for place in bounds { group[row(at: place)] = Int32(index) } }
    var last = [(count: Int64, rank: Int64, key: UInt64)](repeating: (0, 0, 0), count: bounds.count)
    var ranks = [Int64](repeating: 0, count: rowCount)
    for row in rowOrder(by: [(column, isDescending)], rowCount: rowCount).map(Int.init)
    where column.validity.isPresent(row) {
      var (count, rank, key) = last[Int(group[row])]
      count += 1
      if count == 1 || key != keys[row] { (rank, key) = (count, keys[row]) }
      ranks[row] = rank
      last[Int(group[row])] = (count, rank, key)
    }
    return Column(.int(ranks), validity: column.validity)
  }

  // MARK: Sums

  private func cumulativeSum(_ column: Column, _ expression: Expression) throws(DataError) -> Column {
    if let whole = column.wholeNumbers {
      var sums = [Int64](repeating: 0, count: rowCount)
      for bounds in bounds {
        var sum: Int64 = 0
        for place in bounds where column.validity.isPresent(row(at: place)) {
          let (next, overflows) = sum.addingReportingOverflow(whole[row(at: place)])
          guard !overflows else { throw .invalid("\(expression) is too large for a whole number") }
          sum = next
          sums[row(at: place)] = sum
        }
      }
      return Column(.int(sums), validity: column.validity)
    }
    let numbers = try decimals(column, expression)
    var sums = [Double](repeating: .nan, count: rowCount)
    for bounds in bounds {
      var sum = CompensatedSum()
      for place in bounds where !numbers[row(at: place)].isNaN {
        sum.add(numbers[row(at: place)])
        sums[row(at: place)] = sum.value
      }
    }
    return Column(sums)
  }

  private func decimals(_ column: Column, _ expression: Expression) throws(DataError) -> [Double] {
    guard column.type != .date, let numbers = column.numbers() else {
      throw .wrongType("\(expression) needs numbers, not \(column.type.article)")
    }
    return numbers
  }

  // MARK: Rolling figures

  private func rolled(
    _ figure: Expression.WindowFunction.Rolling, _ width: Int, _ least: Int, _ column: Column, _ expression: Expression
  ) throws(DataError) -> Column {
    let counts = presentCounts(column, width)
    let isKnown = Validity(count: rowCount) { counts[$0] >= max(least, 1) }
    switch figure {
    case .count: return Column(counts.map(Int64.init))
    case .mean:
      let sums = rolled(try decimals(column, expression), width, column.validity, neutral: 0, +)
      return Column(sums.indices.map { isKnown.isPresent($0) ? sums[$0] / Double(counts[$0]) : .nan })
    case .sum:
      guard let whole = column.wholeNumbers else {
        let sums = rolled(try decimals(column, expression), width, column.validity, neutral: 0, +)
        return Column(sums.indices.map { isKnown.isPresent($0) ? sums[$0] : .nan })
      }
      var overflows = false
      let sums = rolled(whole, width, column.validity, neutral: 0) { a, b in
        let (sum, overflow) = a.addingReportingOverflow(b)
        overflows = overflows || overflow
        return sum
      }
      guard !overflows else { throw .invalid("\(expression) is too large for a whole number") }
      return Column(.int(sums), validity: isKnown)
    case .minimum, .maximum:
      let isLeast = figure == .minimum
      switch column.values {
      case .int(let values):
        return Column(.int(extremes(values, width, column.validity, isLeast, .min, .max)), validity: isKnown)
      case .date(let values):
        return Column(.date(extremes(values, width, column.validity, isLeast, .min, .max)), validity: isKnown)
      default:
        let numbers = try decimals(column, expression)
        return Column(
          .double(extremes(numbers, width, column.validity, isLeast, -.infinity, .infinity)), validity: isKnown)
      }
    }
  }

  private func extremes<T: Comparable>(
    _ values: [T], _ width: Int, _ validity: Validity, _ isLeast: Bool, _ low: T, _ high: T
  ) -> [T] {
    isLeast
      ? rolled(values, width, validity, neutral: high) { min($0, $1) }
      : rolled(values, width, validity, neutral: low) { max($0, $1) }
  }

  /// How many of the last rows up to each one are present.
  private func presentCounts(_ column: Column, _ width: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: rowCount)
    for bounds in bounds {
      var count = 0
      for place in bounds {
        if column.validity.isPresent(row(at: place)) { count += 1 }
        if place - width >= bounds.lowerBound, column.validity.isPresent(row(at: place - width)) { count -= 1 }
        counts[row(at: place)] = count
      }
    }
    return counts
  }

  /// What the last `width` values up to each row combine to.
  ///
  /// Running values from the left and from the right within pieces of that width meet in each window (van Herk 1992),
  /// so that nothing is ever taken away again, which would leave rounding errors of values long gone.
  private func rolled<T>(
    _ values: [T], _ width: Int, _ validity: Validity, neutral: T, _ combine: (T, T) -> T
  ) -> [T] {
    var result = values
    for bounds in bounds where !bounds.isEmpty {
      let own = bounds.map { place -> T in
        let row = row(at: place)
        return validity.isPresent(row) ? values[row] : neutral
      }
      var before = own
      var after = own
      for index in own.indices where index % width > 0 { before[index] = combine(before[index - 1], own[index]) }
      for index in own.indices.reversed() where (index + 1) % width > 0 && index + 1 < own.count {
        after[index] = combine(own[index], after[index + 1])
      }
      for index in own.indices {
        let start = index - width + 1
        result[row(at: bounds.lowerBound + index)] =
          start <= 0 || start % width == 0 ? before[index] : combine(after[start], before[index])
      }
    }
    return result
  }
}

/// A sum that keeps the digits which it would drop (Neumaier 1974).
struct CompensatedSum {
  private var sum = 0.0
  private var rest = 0.0

  mutating func add(_ number: Double) {
    let next = sum + number
    rest += sum.magnitude >= number.magnitude ? (sum - next) + number : (number - next) + sum
    sum = next
  }

  var value: Double { rest.isFinite ? sum + rest : sum }
}
