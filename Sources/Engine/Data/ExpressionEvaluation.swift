extension Expression {
  /// Computes the expression for every row of a table.
  ///
  /// - Throws: `DataError.unknownColumn`, or `.wrongType` where an operator does not fit its operands.
  public func evaluated(over table: Table) throws(DataError) -> Column {
    let rows = table.rowCount
    switch self {
    case .column(let name): return try table.column(name)
    case .int(let value): return Column([Int64](repeating: value, count: rows))
    case .double(let value): return Column([Double](repeating: value, count: rows))
    case .bool(let value): return Column([Bool](repeating: value, count: rows))
    case .string(let value):
      return Column(
        .string(CodedStrings(dictionary: [value], codes: [Int32](repeating: 0, count: rows))),
        validity: Validity(allPresent: rows))
    case .date(let value):
      return Column(.date([Int64](repeating: value.microseconds, count: rows)), validity: Validity(allPresent: rows))
    case .arithmetic(let symbol, let a, let b):
      return try calculated(symbol, a.evaluated(over: table), b.evaluated(over: table))
    case .comparison(let symbol, let a, let b):
      return try compared(symbol, a.evaluated(over: table), b.evaluated(over: table))
    case .and(let a, let b):
      return try combined(a.evaluated(over: table), b.evaluated(over: table), deciding: false)
    case .or(let a, let b):
      return try combined(a.evaluated(over: table), b.evaluated(over: table), deciding: true)
    case .not(let a):
      let column = try a.evaluated(over: table)
      return Column(.bool(try bools(column).map { !$0 }), validity: column.validity)
    case .negated(let a):
      let column = try a.evaluated(over: table)
      switch column.values {
      case .int(let values):
        guard !values.contains(.min) else { throw .invalid("\(self) is too large for a whole number") }
        return Column(.int(values.map { -$0 }), validity: column.validity)
      case .double(let values): return Column(.double(values.map { -$0 }), validity: column.validity)
      default: throw .wrongType("- needs a number, not \(column.type.article): \(self)")
      }
    case .isPresent(let a):
      let validity = try a.evaluated(over: table).validity
      return Column((0..<rows).map(validity.isPresent))
    case .isOne(let a, let values):
      return try membership(of: a.evaluated(over: table), in: values)
    case .day(let year, let month, let day):
      let parts = try [
        year.evaluated(over: table), month.evaluated(over: table), day.evaluated(over: table),
      ].map { (column) throws(DataError) in try ints(column) }
      let validity = parts[0].validity.intersection(parts[1].validity).intersection(parts[2].validity)
      var dates = [Int64](repeating: 0, count: rows)
      var outside: [Int] = []
      for row in 0..<rows where validity.isPresent(row) {
        let instant = Instant(
          year: Int(parts[0].values[row]), month: Int(parts[1].values[row]), day: Int(parts[2].values[row]))
        if let instant { dates[row] = instant.microseconds } else { outside.append(row) }
      }
      return Column(.date(dates), validity: validity.intersection(Validity(count: rows, missingRows: outside)))
    case .isoWeek(let a):
      let column = try a.evaluated(over: table)
      guard case .date(let values) = column.values else {
        throw .wrongType("a week needs a date, not \(column.type.article): \(self)")
      }
      var lastDay = Int.min
      var lastWeek = ""
      return Column(
        (0..<rows).map { row -> String? in
          guard column.validity.isPresent(row) else { return nil }
          let instant = Instant(microseconds: values[row])
          if instant.dayNumber != lastDay {
            lastDay = instant.dayNumber
            lastWeek = instant.isoWeek.description
          }
          return lastWeek
        })
    case .datePart(let part, let a):
      let column = try a.evaluated(over: table)
      guard case .date(let values) = column.values else {
        throw .wrongType("a \(part) needs a date, not \(column.type.article): \(self)")
      }
      return Column(.int(values.map { Int64(part.of(Instant(microseconds: $0))) }), validity: column.validity)
    case .days(let a, let b):
      return try distance(from: b.evaluated(over: table), to: a.evaluated(over: table))
    }
  }

  // MARK: Operators

  private func calculated(_ symbol: Arithmetic, _ a: Column, _ b: Column) throws(DataError) -> Column {
    let validity = a.validity.intersection(b.validity)
    if case .int(let x) = a.values, case .int(let y) = b.values, symbol != .divide {
      var result = [Int64](repeating: 0, count: a.count)
      for row in 0..<a.count where validity.isPresent(row) {
        let (value, overflow) =
          switch symbol {
          case .add: x[row].addingReportingOverflow(y[row])
          case .subtract: x[row].subtractingReportingOverflow(y[row])
          case .multiply, .divide: x[row].multipliedReportingOverflow(by: y[row])
          }
        guard !overflow else { throw .invalid("\(self) is too large for a whole number in row \(row + 1)") }
        result[row] = value
      }
      return Column(.int(result), validity: validity)
    }
    guard a.type == .int || a.type == .double, b.type == .int || b.type == .double,
      let x = a.numbers(), let y = b.numbers()
    else {
      let instead = symbol == .subtract && a.type == .date ? "; days between dates are .days(since: …)" : ""
      throw .wrongType(
        "\(symbol.rawValue) needs numbers, not \(a.type.article) and \(b.type.article): \(self)\(instead)")
    }
    let result =
      switch symbol {
      case .add: zip(x, y).map { $0 + $1 }
      case .subtract: zip(x, y).map { $0 - $1 }
      case .multiply: zip(x, y).map { $0 * $1 }
      case .divide: zip(x, y).map { $1 == 0 ? .nan : $0 / $1 }
      }
    return Column(result)
  }

  private func compared(_ symbol: Comparison, _ a: Column, _ b: Column) throws(DataError) -> Column {
    let validity = a.validity.intersection(b.validity)
    func column<T: Comparable>(_ x: [T], _ y: [T]) -> Column {
      let result =
        switch symbol {
        case .equal: zip(x, y).map { $0 == $1 }
        case .notEqual: zip(x, y).map { $0 != $1 }
        case .less: zip(x, y).map { $0 < $1 }
        case .lessOrEqual: zip(x, y).map { $0 <= $1 }
        case .greater: zip(x, y).map { $0 > $1 }
        case .greaterOrEqual: zip(x, y).map { $0 >= $1 }
        }
      return Column(.bool(result), validity: validity)
    }
    switch (a.values, b.values) {
    case (.int(let x), .int(let y)), (.date(let x), .date(let y)): return column(x, y)
    case (.bool(let x), .bool(let y)) where symbol == .equal || symbol == .notEqual:
      return column(x.map { $0 ? 1 : 0 }, y.map { $0 ? 1 : 0 })
    case (.double(let x), .double(let y)): return column(x, y)
    case (.int(let x), .double(let y)): return column(zip(x, y).map(order), [Int](repeating: 0, count: a.count))
    case (.double(let x), .int(let y)):
      return column(zip(y, x).map { -order($0, $1) }, [Int](repeating: 0, count: a.count))
    case (.string(let x), .string(let y)): return Column(.bool(compared(symbol, x, y)), validity: validity)
    // A date is compared with a day written as text: col("date") < "2013-07-01".
    case (.date(let x), .string(let y)): return try column(x, days(y, validity))
    case (.string(let x), .date(let y)): return try column(days(x, validity), y)
    default:
      throw .wrongType("\(symbol.rawValue) cannot compare \(a.type.article) with \(b.type.article): \(self)")
    }
  }

  /// Whole days between dates, of which one side may be a day written as text.
  private func distance(from a: Column, to b: Column) throws(DataError) -> Column {
    let validity = a.validity.intersection(b.validity)
    let (first, last): ([Int64], [Int64])
    switch (a.values, b.values) {
    case (.date(let x), .date(let y)): (first, last) = (x, y)
    case (.string(let x), .date(let y)): (first, last) = (try days(x, validity), y)
    case (.date(let x), .string(let y)): (first, last) = (x, try days(y, validity))
    default:
      throw .wrongType("days lie between dates, not between \(a.type.article) and \(b.type.article): \(self)")
    }
    return Column(
      .int(zip(first, last).map { Int64(Instant(microseconds: $1).days(since: Instant(microseconds: $0))) }),
      validity: validity)
  }

  /// −1, 0 or 1 as a whole number is below, equal to or above a decimal one, exact past 2⁵³ as well.
  private func order(_ whole: Int64, _ decimal: Double) -> Int {
    let rounded = Double(whole)
    if rounded != decimal { return rounded < decimal ? -1 : 1 }
    guard let back = Int64(exactly: decimal) else { return -1 }
    return whole < back ? -1 : whole > back ? 1 : 0
  }

  /// Strings are compared a pair of dictionary entries at a time where one side is constant.
  private func compared(_ symbol: Comparison, _ x: CodedStrings, _ y: CodedStrings) -> [Bool] {
    func holds(_ a: String, _ b: String) -> Bool {
      switch symbol {
      case .equal: a == b
      case .notEqual: a != b
      case .less: a < b
      case .lessOrEqual: a <= b
      case .greater: a > b
      case .greaterOrEqual: a >= b
      }
    }
    if y.dictionary.count == 1 {
      let outcome = x.dictionary.map { holds($0, y.dictionary[0]) }
      return x.codes.map { outcome.isEmpty ? false : outcome[Int($0)] }
    }
    guard !x.dictionary.isEmpty, !y.dictionary.isEmpty else { return [Bool](repeating: false, count: x.codes.count) }
    return zip(x.codes, y.codes).map { holds(x.dictionary[Int($0)], y.dictionary[Int($1)]) }
  }

  private func days(_ strings: CodedStrings, _ validity: Validity) throws(DataError) -> [Int64] {
    // Only what the present rows say must be dates: the dictionary may know more.
    var parsed = [Int64?](repeating: nil, count: strings.dictionary.count)
    var days = [Int64](repeating: 0, count: strings.codes.count)
    for (row, code) in strings.codes.enumerated() where validity.isPresent(row) {
      if let known = parsed[Int(code)] {
        days[row] = known
        continue
      }
      guard let instant = Instant(strings.dictionary[Int(code)]) else {
        throw .invalid("\"\(strings.dictionary[Int(code)])\" is not a date; write it as \"2013-07-01\"")
      }
      parsed[Int(code)] = instant.microseconds
      days[row] = instant.microseconds
    }
    return days
  }

  /// Whether each row's value is among literals.
  private func membership(of column: Column, in values: [Expression]) throws(DataError) -> Column {
    var strings: Set<String> = []
    var numbers: Set<Double> = []
    for value in values {
      switch value {
      case .string(let text): strings.insert(text)
      case .int(let number): numbers.insert(Double(number))
      case .double(let number): numbers.insert(number)
      case .bool(let truth): numbers.insert(truth ? 1 : 0)
      case .date(let date): numbers.insert(Double(date.microseconds))
      default: throw .wrongType("isOne(of:) takes texts, numbers and dates, not \(value)")
      }
    }
    switch column.values {
    case .string(let coded):
      guard numbers.isEmpty else { throw .wrongType("isOne(of:) cannot find numbers among strings: \(self)") }
      let isIn = coded.dictionary.map(strings.contains)
      return Column(.bool(coded.codes.map { isIn.isEmpty ? false : isIn[Int($0)] }), validity: column.validity)
    case .date where !strings.isEmpty:
      for text in strings {
        guard let day = Instant(text) else {
          throw .invalid("\"\(text)\" is not a date; write it as \"2013-07-01\"")
        }
        numbers.insert(Double(day.microseconds))
      }
    default:
      guard strings.isEmpty else {
        throw .wrongType("isOne(of:) cannot find texts among values of \(column.type.article): \(self)")
      }
    }
    return Column(.bool((column.numbers() ?? []).map(numbers.contains)), validity: column.validity)
  }

  /// Three-valued logic: a present `deciding` operand decides, whatever the other is.
  private func combined(_ a: Column, _ b: Column, deciding: Bool) throws(DataError) -> Column {
    let x = try bools(a)
    let y = try bools(b)
    var result = [Bool](repeating: !deciding, count: a.count)
    var missing: [Int] = []
    for row in 0..<a.count {
      let left = a.validity.isPresent(row) ? x[row] : nil
      let right = b.validity.isPresent(row) ? y[row] : nil
      if left == deciding || right == deciding {
        result[row] = deciding
      } else if left == nil || right == nil {
        missing.append(row)
      }
    }
    return Column(.bool(result), validity: Validity(count: a.count, missingRows: missing))
  }

  private func bools(_ column: Column) throws(DataError) -> [Bool] {
    guard case .bool(let values) = column.values else {
      throw .wrongType("and, or and not need true or false, not \(column.type.article): \(self)")
    }
    return values
  }

  private func ints(_ column: Column) throws(DataError) -> (values: [Int64], validity: Validity) {
    guard case .int(let values) = column.values else {
      throw .wrongType("a year, a month and a day are whole numbers, not \(column.type.article): \(self)")
    }
    return (values, column.validity)
  }
}
