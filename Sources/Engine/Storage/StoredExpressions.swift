extension DatePart: Storable {}
extension Expression.Arithmetic: Storable {}
extension Expression.Comparison: Storable {}

extension Expression.DateUnit: Storable {}
extension Expression.NumberFunction: Storable {}
extension Expression.Extreme: Storable {}
extension Expression.TextTest: Storable {}
extension Expression.WindowFunction.Rolling: Storable {}

extension Expression.TextFunction: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .lowercased: writer.write(tag: 0)
    case .uppercased: writer.write(tag: 1)
    case .trimmed: writer.write(tag: 2)
    case .replacing(let part, let other):
      writer.write(tag: 3)
      try writer.write(part, other)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .lowercased
    case 1: self = .uppercased
    case 2: self = .trimmed
    case 3: self = .replacing(try reader.read(), with: try reader.read())
    default: throw .damaged("a function of strings is of no known kind")
    }
  }
}

extension Expression.WindowFunction: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .lag(let rows):
      writer.write(tag: 0)
      try writer.write(rows)
    case .rolling(let figure, let rows, let least):
      writer.write(tag: 1)
      try writer.write(figure, rows, least)
    case .cumulativeSum: writer.write(tag: 2)
    case .rank(let isDescending):
      writer.write(tag: 3)
      try writer.write(isDescending)
    case .rowNumber: writer.write(tag: 4)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .lag(try reader.read())
    case 1: self = .rolling(try reader.read(), rows: try reader.read(), atLeast: try reader.read())
    case 2: self = .cumulativeSum
    case 3: self = .rank(descending: try reader.read())
    case 4: self = .rowNumber
    default: throw .damaged("a window is of no known kind")
    }
  }
}

/// Stored operands first, so that neither way recurses however deep an expression is.
extension Expression: Storable {
  /// A deeper expression could be read, but not used or thrown away: both walk down it.
  private static let mostDepth = 4000

  public func write(to writer: inout StorageWriter) throws(StorageError) {
    var waiting: [(part: Expression, depth: Int)] = [(self, 1)]
    var parts: [Expression] = []
    while let (part, depth) = waiting.popLast() {
      guard depth <= Self.mostDepth else { throw .notStorable("an expression of more than \(Self.mostDepth) levels") }
      parts.append(part)
      for operand in part.operands { waiting.append((operand, depth + 1)) }
    }
    // Each part comes before its operands, the last operand first: backwards, it is what a stack needs.
    writer.write(count: parts.count)
    for part in parts.reversed() { try part.writeAlone(to: &writer) }
  }

  private func writeAlone(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .column(let name):
      writer.write(tag: 0)
      try writer.write(name)
    case .int(let value):
      writer.write(tag: 1)
      try writer.write(value)
    case .double(let value):
      writer.write(tag: 2)
      try writer.write(value)
    case .bool(let value):
      writer.write(tag: 3)
      try writer.write(value)
    case .string(let value):
      writer.write(tag: 4)
      try writer.write(value)
    case .date(let value):
      writer.write(tag: 5)
      try writer.write(value)
    case .arithmetic(let symbol, _, _):
      writer.write(tag: 6)
      try writer.write(symbol)
    case .comparison(let symbol, _, _):
      writer.write(tag: 7)
      try writer.write(symbol)
    case .and: writer.write(tag: 8)
    case .or: writer.write(tag: 9)
    case .not: writer.write(tag: 10)
    case .negated: writer.write(tag: 11)
    case .isPresent: writer.write(tag: 12)
    case .isOne(_, let values):
      writer.write(tag: 13)
      writer.write(count: values.count)
    case .day: writer.write(tag: 14)
    case .isoWeek: writer.write(tag: 15)
    case .datePart(let part, _):
      writer.write(tag: 16)
      try writer.write(part)
    case .days: writer.write(tag: 17)
    case .startOf(let unit, _):
      writer.write(tag: 18)
      try writer.write(unit)
    case .number(let function, _):
      writer.write(tag: 19)
      try writer.write(function)
    case .rounded(_, let decimals):
      writer.write(tag: 20)
      try writer.write(decimals)
    case .power: writer.write(tag: 21)
    case .extreme(let side, let values):
      writer.write(tag: 22)
      try writer.write(side)
      writer.write(count: values.count)
    case .text(let function, _):
      writer.write(tag: 23)
      try writer.write(function)
    case .length: writer.write(tag: 24)
    case .textTest(let test, _, let part):
      writer.write(tag: 25)
      try writer.write(test, part)
    case .when: writer.write(tag: 26)
    case .filled: writer.write(tag: 27)
    case .window(let function, _, let groups):
      writer.write(tag: 28)
      try writer.write(function, groups)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    var stack = OperandStack()
    for _ in 0..<(try reader.readCount()) {
      switch try reader.readTag() {
      case 0: stack.push(.column(try reader.read()))
      case 1: stack.push(.int(try reader.read()))
      case 2: stack.push(.double(try reader.read()))
      case 3: stack.push(.bool(try reader.read()))
      case 4: stack.push(.string(try reader.read()))
      case 5: stack.push(.date(try reader.read()))
      case 6:
        let symbol: Arithmetic = try reader.read()
        try stack.combine(2) { .arithmetic(symbol, $0[0], $0[1]) }
      case 7:
        let symbol: Comparison = try reader.read()
        try stack.combine(2) { .comparison(symbol, $0[0], $0[1]) }
      case 8: try stack.combine(2) { .and($0[0], $0[1]) }
      case 9: try stack.combine(2) { .or($0[0], $0[1]) }
      case 10: try stack.combine(1) { .not($0[0]) }
      case 11: try stack.combine(1) { .negated($0[0]) }
      case 12: try stack.combine(1) { .isPresent($0[0]) }
      case 13:
        let count = try reader.readCount()
        guard count < Int.max else { throw .damaged("a count is too large") }
        try stack.combine(count + 1) { .isOne($0[0], of: Array($0.dropFirst())) }
      case 14: try stack.combine(3) { .day(year: $0[0], month: $0[1], day: $0[2]) }
      case 15: try stack.combine(1) { .isoWeek($0[0]) }
      case 16:
        let part: DatePart = try reader.read()
        try stack.combine(1) { .datePart(part, $0[0]) }
      case 17: try stack.combine(2) { .days($0[0], since: $0[1]) }
      case 18:
        let unit: DateUnit = try reader.read()
        try stack.combine(1) { .startOf(unit, $0[0]) }
      case 19:
        let function: NumberFunction = try reader.read()
        try stack.combine(1) { .number(function, $0[0]) }
      case 20:
        let decimals: Int = try reader.read()
        try stack.combine(1) { .rounded($0[0], decimals: decimals) }
      case 21: try stack.combine(2) { .power($0[0], $0[1]) }
      case 22:
        let side: Extreme = try reader.read()
        let count = try reader.readCount()
        try stack.combine(count) { .extreme(side, of: $0) }
      case 23:
        let function: TextFunction = try reader.read()
        try stack.combine(1) { .text(function, $0[0]) }
      case 24: try stack.combine(1) { .length($0[0]) }
      case 25:
        let test: TextTest = try reader.read()
        let part: String = try reader.read()
        try stack.combine(1) { .textTest(test, $0[0], part) }
      case 26: try stack.combine(3) { .when($0[0], then: $0[1], otherwise: $0[2]) }
      case 27: try stack.combine(2) { .filled($0[0], with: $0[1]) }
      case 28:
        let function: WindowFunction = try reader.read()
        let groups: [String] = try reader.read()
        try stack.combine(1) { .window(function, $0[0], by: groups) }
      default: throw .damaged("an expression is of no known kind")
      }
    }
    self = try stack.only()
  }

  /// Parts that wait for what is made of them.
  private struct OperandStack {
    private var parts: [(part: Expression, depth: Int)] = []

    mutating func push(_ part: Expression) { parts.append((part, 1)) }

    mutating func combine(_ count: Int, _ make: ([Expression]) -> Expression) throws(StorageError) {
      guard count <= parts.count else { throw .damaged("an expression lacks an operand") }
      let operands = parts.suffix(count)
      let depth = 1 + (operands.map(\.depth).max() ?? 0)
      guard depth <= Expression.mostDepth else { throw .damaged("an expression is too deep") }
      let whole = make(operands.map(\.part))
      parts.removeLast(count)
      parts.append((whole, depth))
    }

    func only() throws(StorageError) -> Expression {
      guard let first = parts.first, parts.count == 1 else { throw .damaged("an expression is not one") }
      return first.part
    }
  }
}
