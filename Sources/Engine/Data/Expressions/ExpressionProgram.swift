/// An expression made ready to run over a table: operands before what is done with them, so that running it neither
/// recurses nor looks up names.
///
/// It runs over some thousand rows at a time, which stay in the processor's cache from one operation to the next, on all
/// cores. What needs all rows at once, windows and what makes strings, is computed beforehand.
struct ExpressionProgram: Sendable {
  /// A multiple of 64, so that no two blocks share a word of a validity bitmap.
  static let blockSize = 1 << 15

  private enum Instruction: Sendable {
    case column(Column)
    case constant(Vector)
    /// Takes operands from the stack.
    case apply(Expression, count: Int)
    case membership(Membership)
  }

  private let instructions: [Instruction]
  private let rowCount: Int

  // MARK: Preparing

  private struct Piece {
    var instructions: [Instruction]
    let isString: Bool
  }

  init(_ expression: Expression, over table: Table) throws(DataError) {
    rowCount = table.rowCount
    // Each part behind its operands, found without recursion.
    var waiting = [expression]
    var parts: [Expression] = []
    while let part = waiting.popLast() {
      parts.append(part)
      waiting += Self.computedOperands(of: part)
    }
    var stack: [Piece] = []
    for part in parts.reversed() {
      let count = Self.computedOperands(of: part).count
      let operands = Array(stack.suffix(count))
      stack.removeLast(count)
      stack.append(try Self.piece(part, operands, table))
    }
    instructions = stack.first?.instructions ?? []
  }

  private init(_ piece: Piece, rowCount: Int) {
    instructions = piece.instructions
    self.rowCount = rowCount
  }

  /// The literals of a choice are looked up, not computed.
  private static func computedOperands(of part: Expression) -> [Expression] {
    if case .isOne(let a, _) = part { [a] } else { part.operands }
  }

  private static func piece(_ part: Expression, _ operands: [Piece], _ table: Table) throws(DataError) -> Piece {
    func constant(_ values: Vector.Values) -> [Instruction] { [.constant(Vector(values, .all))] }
    switch part {
    case .column(let name):
      let column = try table.column(name)
      return Piece(instructions: [.column(column)], isString: column.type == .string)
    case .int(let value): return Piece(instructions: constant(.int(Lane(constant: value))), isString: false)
    case .double(let value): return Piece(instructions: constant(.double(Lane(constant: value))), isString: false)
    case .bool(let value): return Piece(instructions: constant(.bool(Lane(constant: value))), isString: false)
    case .string(let value): return Piece(instructions: constant(.string([value], Lane(constant: 0))), isString: true)
    case .date(let value):
      return Piece(instructions: constant(.date(Lane(constant: value.microseconds))), isString: false)
    default: break
    }
    let needsAllRows =
      switch part {
      case .isoWeek, .text, .window: true
      case .arithmetic(.add, _, _): operands.allSatisfy(\.isString)
      case .when: operands.dropFirst().contains(where: \.isString)
      case .filled: operands.contains(where: \.isString)
      default: false
      }
    if needsAllRows {
      var columns: [Column] = []
      for operand in operands { columns.append(try ExpressionProgram(operand, rowCount: table.rowCount).column()) }
      let column = try part.computed(of: columns, in: table)
      return Piece(instructions: [.column(column)], isString: column.type == .string)
    }
    var instructions = operands.first?.instructions ?? []
    for operand in operands.dropFirst() { instructions += operand.instructions }
    if case .isOne(_, let values) = part {
      instructions.append(.membership(try Membership(values, part)))
    } else {
      instructions.append(.apply(part, count: operands.count))
    }
    return Piece(instructions: instructions, isString: false)
  }

  // MARK: Running

  /// The values of all rows.
  ///
  /// - Throws: what went wrong in the first rows in which something did, whichever were computed first.
  func column() throws(DataError) -> Column {
    if case .column(let column) = instructions.first, instructions.count == 1 { return column }
    let size = Self.blockSize
    let first = try run(over: 0..<min(size, rowCount))
    switch first.values {
    case .double:
      return try column(first, Column.Values.double) { if case .double(let lane) = $0 { lane } else { nil } }
    case .int: return try column(first, Column.Values.int) { if case .int(let lane) = $0 { lane } else { nil } }
    case .bool: return try column(first, Column.Values.bool) { if case .bool(let lane) = $0 { lane } else { nil } }
    case .date: return try column(first, Column.Values.date) { if case .date(let lane) = $0 { lane } else { nil } }
    case .string(let dictionary, _):
      return try column(first, { .string(CodedStrings(dictionary: dictionary, codes: $0)) }) {
        if case .string(_, let lane) = $0 { lane } else { nil }
      }
    }
  }

  private func column<T: Sendable>(
    _ first: Vector, _ make: ([T]) -> Column.Values, _ lane: @Sendable (Vector.Values) -> Lane<T>?
  ) throws(DataError) -> Column {
    let size = Self.blockSize
    let blocks = (rowCount + size - 1) / size
    var words = [UInt64](repeating: .max, count: (rowCount + 63) / 64)
    var errors: [DataError?] = []
    let values = words.withUnsafeMutableBufferPointer { words in
      let words = SharedBuffer(words.baseAddress)
      return [T](unsafeUninitializedCapacity: rowCount) { out, initialized in
        let out = SharedBuffer(out.baseAddress)
        errors = mapInParallel(blocks) { block -> DataError? in
          let rows = block * size..<min((block + 1) * size, rowCount)
          do throws(DataError) {
            let vector = block == 0 ? first : try run(over: rows)
            guard let lane = lane(vector.values), let place = out.pointer?.advanced(by: rows.lowerBound) else {
              return nil
            }
            lane.values.withUnsafeBufferPointer { values in
              guard let start = values.baseAddress else { return }
              if lane.isConstant {
                place.initialize(repeating: start[0], count: rows.count)
              } else {
                place.initialize(from: start, count: rows.count)
              }
            }
            vector.presence.words?.withUnsafeBufferPointer { bits in
              guard let start = bits.baseAddress else { return }
              words.pointer?.advanced(by: rows.lowerBound / 64).update(from: start, count: bits.count)
            }
            return nil
          } catch {
            return error
          }
        }
        initialized = rowCount
      }
    }
    if let error = errors.lazy.compactMap(\.self).first { throw error }
    return Column(make(values), validity: Validity(count: rowCount, bits: words))
  }

  private func run(over rows: Range<Int>) throws(DataError) -> Vector {
    var stack: [Vector] = []
    for instruction in instructions {
      switch instruction {
      case .column(let column): stack.append(Vector(column, rows))
      case .constant(let vector):
        if case .double(let number) = vector.values {
          stack.append(Vector(numbers: number, .all, count: rows.count))
        } else {
          stack.append(vector)
        }
      case .membership(let members):
        guard let operand = stack.popLast() else { continue }
        stack.append(try members.holds(operand, count: rows.count))
      case .apply(let part, let count):
        let operands = Array(stack.suffix(count))
        stack.removeLast(count)
        stack.append(try part.applied(to: operands, rows))
      }
    }
    // There is one value left behind every operation, and at least one operation.
    return stack.last ?? Vector(.bool(Lane(constant: false)), .none(count: rows.count))
  }
}

extension Expression {
  /// Computes the expression for every row of a table.
  ///
  /// - Throws: `DataError.unknownColumn`, or `.wrongType` where an operator does not fit its operands.
  public func evaluated(over table: Table) throws(DataError) -> Column {
    try ExpressionProgram(self, over: table).column()
  }
}
