/// What each operation does with the values of a run of rows.
extension Expression {
  /// - Parameter rows: where the run stands in the table, for messages.
  func applied(to operands: [Vector], _ rows: Range<Int>) throws(DataError) -> Vector {
    let count = rows.count
    switch (self, operands.count) {
    case (.arithmetic(let symbol, _, _), 2): return try calculated(symbol, operands[0], operands[1], rows)
    case (.comparison(let symbol, _, _), 2): return try compared(symbol, operands[0], operands[1], count)
    case (.and, 2): return try joined(operands[0], operands[1], deciding: false, count)
    case (.or, 2): return try joined(operands[0], operands[1], deciding: true, count)
    case (.not, 1): return Vector(.bool(mapped(try truths(operands[0]), count) { !$0 }), operands[0].presence)
    case (.negated, 1):
      switch operands[0].values {
      case .int(let lane):
        guard !lane.values.contains(.min) else { throw .invalid("\(self) is too large for a whole number") }
        return Vector(.int(mapped(lane, count) { -$0 }), operands[0].presence)
      case .double(let lane): return Vector(.double(mapped(lane, count) { -$0 }), operands[0].presence)
      default: throw .wrongType("- needs a number, not \(operands[0].type.article): \(self)")
      }
    case (.isPresent, 1):
      let presence = operands[0].presence
      guard presence.words != nil else { return Vector(.bool(Lane(constant: true)), .all) }
      return Vector(.bool(Lane((0..<count).map(presence.isPresent))), .all)
    case (.day, 3): return try day(operands, count)
    case (.datePart(let part, _), 1):
      return Vector(
        .int(mapped(try moments(operands[0], "a \(part)"), count) { Int64(part.of(Instant(microseconds: $0))) }),
        operands[0].presence)
    case (.startOf(let unit, _), 1):
      let moments = try moments(operands[0], "the start of a \(unit)")
      return Vector(
        .date(mapped(moments, count) { unit.start(of: Instant(microseconds: $0)).microseconds }), operands[0].presence)
    case (.days, 2): return try distance(from: operands[1], to: operands[0], count)
    case (.number, 1), (.rounded, 1), (.power, 2), (.extreme, _): return try number(operands, count)
    case (.length, 1), (.textTest, 1): return try textFigure(operands[0], count)
    case (.when, 3): return try chosen(operands[0], operands[1], operands[2], count)
    case (.filled, 2): return try filled(operands[0], operands[1], count)
    default: throw .invalid("\(self) cannot be computed here")
    }
  }

  // MARK: Arithmetic

  private func calculated(
    _ symbol: Arithmetic, _ a: Vector, _ b: Vector, _ rows: Range<Int>
  ) throws(DataError) -> Vector {
    let presence = a.presence.intersection(b.presence)
    let count = rows.count
    if case .int(let x) = a.values, case .int(let y) = b.values, symbol != .divide {
      let result =
        switch symbol {
        case .add: combined(x, y, count) { $0 &+ $1 }
        case .subtract: combined(x, y, count) { $0 &- $1 }
        case .multiply, .divide: combined(x, y, count) { $0 &* $1 }
        }
      let overflows =
        switch symbol {
        case .add: combined(x, y, count) { $0.addingReportingOverflow($1).overflow }
        case .subtract: combined(x, y, count) { $0.subtractingReportingOverflow($1).overflow }
        case .multiply, .divide: combined(x, y, count) { $0.multipliedReportingOverflow(by: $1).overflow }
        }
      if let row = Self.firstTrue(overflows, presence, count) {
        throw .invalid("\(self) is too large for a whole number in row \(rows.lowerBound + row + 1)")
      }
      return Vector(.int(result), presence)
    }
    guard let x = a.decimals, let y = b.decimals else {
      let instead = symbol == .subtract && a.type == .date ? "; days between dates are .days(since: …)" : ""
      throw .wrongType(
        "\(symbol.rawValue) needs numbers, not \(a.type.article) and \(b.type.article): \(self)\(instead)")
    }
    let result =
      switch symbol {
      case .add: combined(x, y, count) { $0 + $1 }
      case .subtract: combined(x, y, count) { $0 - $1 }
      case .multiply: combined(x, y, count) { $0 * $1 }
      case .divide: combined(x, y, count) { $1 == 0 ? .nan : $0 / $1 }
      }
    return Vector(numbers: result, presence, count: count)
  }

  /// The first present row of those marked.
  static func firstTrue(_ marks: Lane<Bool>, _ presence: Presence, _ count: Int) -> Int? {
    guard marks.isConstant ? marks.first : marks.values.contains(true) else { return nil }
    let start = marks.values.startIndex
    return (0..<count).first { (marks.isConstant || marks.values[start + $0]) && presence.isPresent($0) }
  }

  // MARK: Comparison

  private func compared(
    _ symbol: Comparison, _ a: Vector, _ b: Vector, _ count: Int
  ) throws(DataError) -> Vector {
    let presence = a.presence.intersection(b.presence)
    let zero = Lane(constant: 0)
    let truths: Lane<Bool>
    switch (a.values, b.values) {
    case (.int(let x), .int(let y)), (.date(let x), .date(let y)): truths = Self.outcome(symbol, x, y, count)
    case (.double(let x), .double(let y)): truths = Self.outcome(symbol, x, y, count)
    case (.bool(let x), .bool(let y)) where symbol == .equal || symbol == .notEqual:
      truths = combined(x, y, count) { ($0 == $1) == (symbol == .equal) }
    case (.int(let x), .double(let y)):
      truths = Self.outcome(symbol, combined(x, y, count) { Self.order($0, $1) }, zero, count)
    case (.double(let x), .int(let y)):
      truths = Self.outcome(symbol, combined(x, y, count) { -Self.order($1, $0) }, zero, count)
    case (.string(let x, let codes), .string(let y, let others)):
      truths = Self.outcome(symbol, x, codes, y, others, count)
    // A date is compared with a day written as text: col("date") < "2013-07-01".
    case (.date(let x), .string(let y, let codes)):
      truths = Self.outcome(symbol, x, try Self.days(y, codes, presence, count), count)
    case (.string(let x, let codes), .date(let y)):
      truths = Self.outcome(symbol, try Self.days(x, codes, presence, count), y, count)
    default:
      throw .wrongType("\(symbol.rawValue) cannot compare \(a.type.article) with \(b.type.article): \(self)")
    }
    return Vector(.bool(truths), presence)
  }

  @inline(__always)
  private static func outcome<T: Comparable & Sendable>(
    _ symbol: Comparison, _ x: Lane<T>, _ y: Lane<T>, _ count: Int
  ) -> Lane<Bool> {
    switch symbol {
    case .equal: combined(x, y, count) { $0 == $1 }
    case .notEqual: combined(x, y, count) { $0 != $1 }
    case .less: combined(x, y, count) { $0 < $1 }
    case .lessOrEqual: combined(x, y, count) { $0 <= $1 }
    case .greater: combined(x, y, count) { $0 > $1 }
    case .greaterOrEqual: combined(x, y, count) { $0 >= $1 }
    }
  }

  /// −1, 0 or 1 as a whole number is below, equal to or above a decimal one, exact past 2⁵³ as well.
  static func order(_ whole: Int64, _ decimal: Double) -> Int {
    let rounded = Double(whole)
    if rounded != decimal { return rounded < decimal ? -1 : 1 }
    guard let back = Int64(exactly: decimal) else { return -1 }
    return whole < back ? -1 : whole > back ? 1 : 0
  }

  private static func outcome(
    _ symbol: Comparison, _ x: [String], _ codes: Lane<Int32>, _ y: [String], _ others: Lane<Int32>, _ count: Int
  ) -> Lane<Bool> {
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
    guard !x.isEmpty, !y.isEmpty else { return Lane(constant: false) }
    if others.isConstant || y.count == 1 { return mappedStrings(x, codes, count) { holds($0, y[0]) } }
    if codes.isConstant || x.count == 1 { return mappedStrings(y, others, count) { holds(x[0], $0) } }
    return combined(codes, others, count) { holds(x[Int($0)], y[Int($1)]) }
  }

  /// A function of strings, computed once for each entry of the dictionary where that is less work.
  static func mappedStrings<R: Sendable>(
    _ dictionary: [String], _ codes: Lane<Int32>, _ count: Int, _ f: (String) -> R
  ) -> Lane<R> {
    // Where no string is known, every row is missing; what stands there is never read.
    let dictionary = dictionary.isEmpty ? [""] : dictionary
    guard dictionary.count <= count, !codes.isConstant else {
      return mapped(codes, count) { f(dictionary[Int($0)]) }
    }
    let results = dictionary.map(f)
    return mapped(codes, count) { results[Int($0)] }
  }

  // MARK: Logic

  /// Three-valued logic: a present `deciding` operand decides, whatever the other is.
  private func joined(_ a: Vector, _ b: Vector, deciding: Bool, _ count: Int) throws(DataError) -> Vector {
    let x = try truths(a)
    let y = try truths(b)
    let both = deciding ? combined(x, y, count) { $0 || $1 } : combined(x, y, count) { $0 && $1 }
    guard a.presence.words != nil || b.presence.words != nil else { return Vector(.bool(both), .all) }
    let (startX, startY) = (x.values.startIndex, y.values.startIndex)
    var result = [Bool](repeating: !deciding, count: count)
    var isKnown = [Bool](repeating: true, count: count)
    for row in 0..<count {
      let left = a.presence.isPresent(row) ? x.values[x.isConstant ? startX : startX + row] : nil
      let right = b.presence.isPresent(row) ? y.values[y.isConstant ? startY : startY + row] : nil
      if left == deciding || right == deciding {
        result[row] = deciding
      } else if left == nil || right == nil {
        isKnown[row] = false
      }
    }
    return Vector(.bool(Lane(result)), isKnown.withUnsafeBufferPointer(Presence.init))
  }

  func truths(_ vector: Vector) throws(DataError) -> Lane<Bool> {
    guard case .bool(let lane) = vector.values else {
      throw .wrongType("and, or and not need true or false, not \(vector.type.article): \(self)")
    }
    return lane
  }
}
