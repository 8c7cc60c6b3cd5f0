/// What dates, numbers, strings and choices do with the values of a run of rows.
extension Expression {
  // MARK: Dates

  func day(_ parts: [Vector], _ count: Int) throws(DataError) -> Vector {
    var lanes: [Lane<Int64>] = []
    var presence = Presence.all
    for part in parts {
      guard case .int(let lane) = part.values else {
        throw .wrongType("a year, a month and a day are whole numbers, not \(part.type.article): \(self)")
      }
      lanes.append(lane)
      presence = presence.intersection(part.presence)
    }
    let (years, months, days) = (lanes[0], lanes[1], lanes[2])
    let monthsAndDays = combined(months, days, count) { ($0, $1) }
    let moments = combined(years, monthsAndDays, count) { year, rest in
      Instant(year: Int(year), month: Int(rest.0), day: Int(rest.1))?.microseconds ?? Int64.min
    }
    // No day of the calendar is that far away.
    let isDay = mapped(moments, count) { $0 != .min }
    if isDay.isConstant { return Vector(.date(moments), isDay.first ? presence : .none(count: count)) }
    return Vector(.date(moments), presence.intersection(isDay.values.withUnsafeBufferPointer(Presence.init)))
  }

  func moments(_ vector: Vector, _ wanted: String) throws(DataError) -> Lane<Int64> {
    guard case .date(let lane) = vector.values else {
      throw .wrongType("\(wanted) needs a date, not \(vector.type.article): \(self)")
    }
    return lane
  }

  /// Whole days between dates, of which one side may be a day written as text.
  func distance(from a: Vector, to b: Vector, _ count: Int) throws(DataError) -> Vector {
    let presence = a.presence.intersection(b.presence)
    let (first, last): (Lane<Int64>, Lane<Int64>)
    switch (a.values, b.values) {
    case (.date(let x), .date(let y)): (first, last) = (x, y)
    case (.string(let x, let codes), .date(let y)): (first, last) = (try Self.days(x, codes, presence, count), y)
    case (.date(let x), .string(let y, let codes)): (first, last) = (x, try Self.days(y, codes, presence, count))
    default:
      throw .wrongType("days lie between dates, not between \(a.type.article) and \(b.type.article): \(self)")
    }
    return Vector(
      .int(
        combined(first, last, count) {
          Int64(Instant(microseconds: $1).days(since: Instant(microseconds: $0)))
        }), presence)
  }

  /// Only what the present rows say must be dates: the dictionary may know more.
  static func days(
    _ dictionary: [String], _ codes: Lane<Int32>, _ presence: Presence, _ count: Int
  ) throws(DataError) -> Lane<Int64> {
    func day(_ code: Int32) throws(DataError) -> Int64 {
      let text = dictionary[Int(code)]
      guard let instant = Instant(text) else {
        throw .invalid("\"\(text)\" is not a date; write it as \"2013-07-01\"")
      }
      return instant.microseconds
    }
    if codes.isConstant { return Lane(constant: try day(codes.first)) }
    var known: [Int32: Int64] = [:]
    var days = [Int64](repeating: 0, count: count)
    for (row, code) in codes.values.enumerated() where presence.isPresent(row) {
      if let moment = known[code] {
        days[row] = moment
      } else {
        days[row] = try day(code)
        known[code] = days[row]
      }
    }
    return Lane(days)
  }

  // MARK: Numbers

  func number(_ operands: [Vector], _ count: Int) throws(DataError) -> Vector {
    var presence = Presence.all
    for operand in operands {
      presence = presence.intersection(operand.presence)
      guard operand.type == .int || operand.type == .double else {
        if case .extreme = self { continue }
        throw .wrongType("\(self) needs a number, not \(operand.type.article)")
      }
    }
    switch (self, operands.first?.values) {
    case (.number(.magnitude, _), .int(let lane)):
      guard !lane.values.contains(.min) else { throw .invalid("\(self) is too large for a whole number") }
      return Vector(.int(mapped(lane, count) { $0 < 0 ? -$0 : $0 }), presence)
    case (.rounded(_, let decimals), .int(let lane)):
      try Self.validDecimals.check("decimals", Double(decimals))
      return Vector(.int(lane), presence)
    case (.extreme(let side, _), _): return try extreme(side, operands, presence, count)
    default: break
    }
    guard let x = operands.first?.decimals else { throw .invalid("\(self) cannot be computed here") }
    let result: Lane<Double>
    switch self {
    case .number(.magnitude, _): result = mapped(x, count) { $0.magnitude }
    case .number(.exponential, _): result = mapped(x, count) { exponential($0) }
    case .number(.logarithm, _): result = mapped(x, count) { $0 > 0 ? logarithm($0) : .nan }
    case .number(.squareRoot, _): result = mapped(x, count) { $0.squareRoot() }
    case .rounded(_, let decimals):
      try Self.validDecimals.check("decimals", Double(decimals))
      let scale = Engine.power(10, decimals)
      result = mapped(x, count) { number in
        let scaled = number * scale
        // A number so large has no such decimals.
        return scaled.magnitude < 0x1p52 ? scaled.rounded() / scale : number
      }
    case .power:
      guard let y = operands[1].decimals else { throw .invalid("\(self) cannot be computed here") }
      result = combined(x, y, count) { realPower($0, $1) }
    default: throw .invalid("\(self) cannot be computed here")
    }
    return Vector(numbers: result, presence, count: count)
  }

  private func extreme(
    _ side: Extreme, _ operands: [Vector], _ presence: Presence, _ count: Int
  ) throws(DataError) -> Vector {
    guard let first = operands.first else { throw .empty("\(side)(of:) needs at least one value to choose from") }
    let isLeast = side == .least
    var chosen = first
    for next in operands.dropFirst() {
      let values: Vector.Values
      switch (chosen.values, next.values) {
      case (.int(let x), .int(let y)):
        values = .int(isLeast ? combined(x, y, count) { min($0, $1) } : combined(x, y, count) { max($0, $1) })
      case (.date(let x), .date(let y)):
        values = .date(isLeast ? combined(x, y, count) { min($0, $1) } : combined(x, y, count) { max($0, $1) })
      default:
        guard let x = chosen.decimals, let y = next.decimals else {
          throw .wrongType(
            "\(side)(of:) chooses among numbers or among dates, not between \(chosen.type.article) and \(next.type.article): \(self)"
          )
        }
        values = .double(
          isLeast ? combined(x, y, count) { $1 < $0 ? $1 : $0 } : combined(x, y, count) { $1 > $0 ? $1 : $0 })
      }
      chosen = Vector(values, .all)
    }
    guard chosen.type != .string, chosen.type != .bool else {
      throw .wrongType("\(side)(of:) chooses among numbers or among dates, not \(chosen.type.article): \(self)")
    }
    return Vector(chosen.values, presence)
  }

  // MARK: Strings

  func textFigure(_ operand: Vector, _ count: Int) throws(DataError) -> Vector {
    guard case .string(let dictionary, let codes) = operand.values else {
      throw .wrongType("\(self) needs a string, not \(operand.type.article)")
    }
    let values: Vector.Values
    switch self {
    case .textTest(let test, _, let part):
      values = .bool(
        Self.mappedStrings(dictionary, codes, count) { text in
          switch test {
          case .contains: part.isEmpty || text.contains(part)
          case .hasPrefix: text.hasPrefix(part)
          case .hasSuffix: text.hasSuffix(part)
          }
        })
    default: values = .int(Self.mappedStrings(dictionary, codes, count) { Int64($0.count) })
    }
    return Vector(values, operand.presence)
  }

  // MARK: Choices

  /// One of two values, of which neither is a string.
  func chosen(_ condition: Vector, _ a: Vector, _ b: Vector, _ count: Int) throws(DataError) -> Vector {
    guard case .bool(let holds) = condition.values else {
      throw .wrongType("when needs a condition that is true or false, not \(condition.type.article): \(self)")
    }
    let values: Vector.Values
    switch (a.values, b.values) {
    case (.int(let x), .int(let y)): values = .int(Self.chosen(holds, x, y, count))
    case (.bool(let x), .bool(let y)): values = .bool(Self.chosen(holds, x, y, count))
    case (.date(let x), .date(let y)): values = .date(Self.chosen(holds, x, y, count))
    default:
      guard let x = a.decimals, let y = b.decimals else {
        throw .wrongType(
          "both values of when must be of one type, not \(a.type.article) and \(b.type.article): \(self)")
      }
      values = .double(Self.chosen(holds, x, y, count))
    }
    guard a.presence.words != nil || b.presence.words != nil else { return Vector(values, condition.presence) }
    let present = (0..<count).map { row in
      (holds.isConstant ? holds.first : holds.values[holds.values.startIndex + row])
        ? a.presence.isPresent(row) : b.presence.isPresent(row)
    }
    return Vector(values, condition.presence.intersection(present.withUnsafeBufferPointer(Presence.init)))
  }

  @inline(__always)
  private static func chosen<T: Sendable>(_ holds: Lane<Bool>, _ a: Lane<T>, _ b: Lane<T>, _ count: Int) -> Lane<T> {
    if holds.isConstant { return holds.first ? a : b }
    let (startA, startB) = (a.values.startIndex, b.values.startIndex)
    return Lane(
      [T](unsafeUninitializedCapacity: count) { out, initialized in
        for (row, isFirst) in holds.values.enumerated() {
          out.initializeElement(
            at: row,
            to: isFirst
              ? a.values[a.isConstant ? startA : startA + row] : b.values[b.isConstant ? startB : startB + row])
        }
        initialized = count
      })
  }

  /// A value, and another where it is missing; neither is a string.
  func filled(_ a: Vector, _ b: Vector, _ count: Int) throws(DataError) -> Vector {
    guard a.type == b.type || a.decimals != nil && b.decimals != nil else {
      throw .wrongType(
        "\(a.type.article) cannot be filled with \(b.type.article): \(self)")
    }
    let holds: Lane<Bool> =
      a.presence.words == nil ? Lane(constant: true) : Lane((0..<count).map(a.presence.isPresent))
    return try chosen(Vector(.bool(holds), .all), a, b, count)
  }
}

/// A number to a power: by multiplication where the power is whole, else by exponential and logarithm, the same bits on
/// every machine; NaN where the power of a negative number is not whole.
func realPower(_ base: Double, _ exponent: Double) -> Double {
  if exponent == 0.5 { return base.squareRoot() }
  if exponent == exponent.rounded(), exponent.magnitude <= 1024 {
    var result = 1.0
    var square = base
    var left = Int(exponent.magnitude)
    while left > 0 {
      if left & 1 == 1 { result *= square }
      square *= square
      left >>= 1
    }
    return exponent < 0 ? 1 / result : result
  }
  guard !base.isNaN, !exponent.isNaN else { return .nan }
  if base < 0 {
    guard exponent == exponent.rounded() else { return .nan }
    let size = exponential(exponent * logarithm(-base))
    return exponent.truncatingRemainder(dividingBy: 2) == 0 ? size : -size
  }
  if base == 1 { return 1 }
  if base == 0 { return exponent > 0 ? 0 : .infinity }
  return exponential(exponent * logarithm(base))
}
