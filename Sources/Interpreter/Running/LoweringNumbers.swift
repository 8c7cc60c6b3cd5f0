import Diagnostics
import SwiftSyntax

/// An operation on whole numbers that says whether its result is one.
private protocol IntOperation {
  static func apply(_ a: Int, _ b: Int) -> (partialValue: Int, overflow: Bool)
}

private enum Addition: IntOperation {
  @inline(__always) static func apply(_ a: Int, _ b: Int) -> (partialValue: Int, overflow: Bool) {
    a.addingReportingOverflow(b)
  }
}

private enum Subtraction: IntOperation {
  @inline(__always) static func apply(_ a: Int, _ b: Int) -> (partialValue: Int, overflow: Bool) {
    a.subtractingReportingOverflow(b)
  }
}

private enum Multiplication: IntOperation {
  @inline(__always) static func apply(_ a: Int, _ b: Int) -> (partialValue: Int, overflow: Bool) {
    a.multipliedReportingOverflow(by: b)
  }
}

private protocol Comparing {
  static func holds<T: Comparable>(_ a: T, _ b: T) -> Bool
}

private enum Equal: Comparing { @inline(__always) static func holds<T: Comparable>(_ a: T, _ b: T) -> Bool { a == b } }
private enum NotEqual: Comparing {
  @inline(__always) static func holds<T: Comparable>(_ a: T, _ b: T) -> Bool { a != b }
}
private enum Less: Comparing { @inline(__always) static func holds<T: Comparable>(_ a: T, _ b: T) -> Bool { a < b } }
private enum LessOrEqual: Comparing {
  @inline(__always) static func holds<T: Comparable>(_ a: T, _ b: T) -> Bool { a <= b }
}

extension Lowering {
  /// Where an operand comes from; the cheap places get code of their own.
  private enum Operand {
    case constant(Int)
    case slot(Int)
    case code(IntCode)
  }

  private func operand(_ typed: Typed) -> Operand {
    switch typed.form {
    case .constant(.int(let value)): return .constant(value)
    case .variable(let variable):
      if case .slot(let slot) = place(of: variable), variable.type == .int { return .slot(slot) }
    default: break
    }
    return .code(int(typed))
  }

  func binary(_ operation: Operation, _ left: Typed, _ right: Typed, at node: Syntax) -> Code {
    switch (left.type, right.type, operation) {
    case (.int, .int, _):
      if operation.isComparison { return .bool(comparison(operation, left, right)) }
      return .int(arithmetic(operation, left, right, at: node))
    case (.double, .double, _):
      let (a, b) = (double(left), double(right))
      if operation.isComparison { return .bool(comparison(operation, a, b)) }
      return .double(arithmetic(operation, a, b, at: node))
    case (.bool, .bool, .equal):
      let (a, b) = (bool(left), bool(right))
      return .bool { try a($0) == b($0) }
    case (.bool, .bool, .notEqual):
      let (a, b) = (bool(left), bool(right))
      return .bool { try a($0) != b($0) }
    default: break
    }
    let (a, b) = (value(left), value(right))
    switch operation {
    case .equal: return .bool { try a($0) == b($0) }
    case .notEqual: return .bool { try a($0) != b($0) }
    case .less: return .bool { try a($0).precedes(b($0)) }
    case .greater:
      return .bool { frame in
        let first = try a(frame)
        return try b(frame).precedes(first)
      }
    case .lessOrEqual:
      return .bool { frame in
        let first = try a(frame)
        return try !b(frame).precedes(first)
      }
    case .greaterOrEqual: return .bool { try !a($0).precedes(b($0)) }
    default:
      let (unit, bounds) = (unit, Bounds(unit, node))
      return .value { frame in
        try Self.joined(operation, a(frame), b(frame), bounds)
          ?? { throw unit.error("these do not add up", at: node) }()
      }
    }
  }

  /// Two texts or arrays put together, or two numbers of values whose type is known only now.
  static func joined(_ operation: Operation, _ a: Value, _ b: Value, _ bounds: Bounds) throws -> Value? {
    switch (a, b) {
    case (.string(let a), .string(let b)):
      try bounds.check(text: a.utf8.count + b.utf8.count)
      return .string(a + b)
    case (.array(let a), .array(let b)):
      try bounds.check(array: a.count + b.count)
      return .array(a + b)
    case (.int(let a), .int(let b)):
      return .int(try combined(operation, a, b, bounds.unit, bounds.node))
    case (.double(let a), .double(let b)):
      return .double(try combined(operation, a, b, bounds.unit, bounds.node))
    default: return nil
    }
  }

  // MARK: Whole numbers

  private func arithmetic(_ operation: Operation, _ left: Typed, _ right: Typed, at node: Syntax) -> IntCode {
    switch operation {
    case .add: return checked(Addition.self, operand(left), operand(right), at: node)
    case .subtract: return checked(Subtraction.self, operand(left), operand(right), at: node)
    case .multiply: return checked(Multiplication.self, operand(left), operand(right), at: node)
    default:
      let (a, b) = (int(left), int(right))
      let unit = unit
      return { try Self.combined(operation, a($0), b($0), unit, node) }
    }
  }

  private func checked<O: IntOperation>(_: O.Type, _ a: Operand, _ b: Operand, at node: Syntax) -> IntCode {
    let unit = unit
    @inline(__always) func result(_ a: Int, _ b: Int) throws -> Int {
      let (value, overflow) = O.apply(a, b)
      if overflow { throw Self.overflow(unit, node) }
      return value
    }
    switch (a, b) {
    case (.slot(let a), .constant(let b)): return { try result($0.words[a], b) }
    case (.slot(let a), .slot(let b)): return { try result($0.words[a], $0.words[b]) }
    case (.code(let a), .constant(let b)): return { try result(a($0), b) }
    case (.code(let a), .slot(let b)): return { try result(a($0), $0.words[b]) }
    case (.slot(let a), .code(let b)): return { frame in try result(frame.words[a], b(frame)) }
    case (.constant(let a), .slot(let b)): return { try result(a, $0.words[b]) }
    case (.constant(let a), .code(let b)): return { try result(a, b($0)) }
    case (.code(let a), .code(let b)): return { try result(a($0), b($0)) }
    case (.constant(let a), .constant(let b)): return { _ in try result(a, b) }
    }
  }

  static func overflow(_ unit: ParsedUnit, _ node: Syntax) -> Diagnostic {
    unit.error("the result is too large for a whole number", at: node, hint: "write the numbers as Double: 1.0")
  }

  private static func divisionByZero(_ unit: ParsedUnit, _ node: Syntax) -> Diagnostic {
    let divisor = node.as(InfixOperatorExprSyntax.self)?.rightOperand.trimmedDescription ?? "…"
    let isShort = divisor.utf8.count <= 40 && !divisor.contains { $0.isNewline || $0 == " " }
    return unit.error("division by zero", at: node, hint: "ask first: if \(isShort ? divisor : "…") != 0 { … }")
  }

  /// An operation between two whole numbers.
  static func combined(
    _ operation: Operation, _ a: Int, _ b: Int, _ unit: ParsedUnit, _ node: Syntax
  ) throws -> Int {
    let result: (partialValue: Int, overflow: Bool)
    switch operation {
    case .add: result = a.addingReportingOverflow(b)
    case .subtract: result = a.subtractingReportingOverflow(b)
    case .multiply: result = a.multipliedReportingOverflow(by: b)
    case .divide, .remainder:
      guard b != 0 else {
        throw divisionByZero(unit, node)
      }
      result = operation == .divide ? a.dividedReportingOverflow(by: b) : a.remainderReportingOverflow(dividingBy: b)
    default: return 0
    }
    if result.overflow { throw overflow(unit, node) }
    return result.partialValue
  }

  private func comparison(_ operation: Operation, _ left: Typed, _ right: Typed) -> BoolCode {
    let (a, b) = (operand(left), operand(right))
    return switch operation {
    case .equal: compared(Equal.self, a, b)
    case .notEqual: compared(NotEqual.self, a, b)
    case .less: compared(Less.self, a, b)
    case .lessOrEqual: compared(LessOrEqual.self, a, b)
    case .greater: flipped(Less.self, a, b)
    default: flipped(LessOrEqual.self, a, b)
    }
  }

  private func compared<C: Comparing>(_: C.Type, _ a: Operand, _ b: Operand) -> BoolCode {
    switch (a, b) {
    case (.slot(let a), .constant(let b)): return { C.holds($0.words[a], b) }
    case (.slot(let a), .slot(let b)): return { C.holds($0.words[a], $0.words[b]) }
    case (.code(let a), .constant(let b)): return { C.holds(try a($0), b) }
    default:
      let (a, b) = (code(a), code(b))
      return { C.holds(try a($0), try b($0)) }
    }
  }

  private func flipped<C: Comparing>(_: C.Type, _ a: Operand, _ b: Operand) -> BoolCode {
    switch (a, b) {
    case (.slot(let a), .constant(let b)): return { C.holds(b, $0.words[a]) }
    case (.slot(let a), .slot(let b)): return { C.holds($0.words[b], $0.words[a]) }
    case (.code(let a), .constant(let b)): return { C.holds(b, try a($0)) }
    default:
      let (a, b) = (code(a), code(b))
      return { frame in
        let first = try a(frame)
        return C.holds(try b(frame), first)
      }
    }
  }

  private func code(_ operand: Operand) -> IntCode {
    switch operand {
    case .constant(let value): { _ in value }
    case .slot(let slot): { $0.words[slot] }
    case .code(let code): code
    }
  }

  // MARK: Decimal numbers

  private func arithmetic(
    _ operation: Operation, _ a: @escaping DoubleCode, _ b: @escaping DoubleCode, at node: Syntax
  ) -> DoubleCode {
    switch operation {
    case .add: return { try a($0) + b($0) }
    case .subtract: return { try a($0) - b($0) }
    case .multiply: return { try a($0) * b($0) }
    default:
      let unit = unit
      return { try Self.combined(operation, a($0), b($0), unit, node) }
    }
  }

  /// An operation between two decimal numbers.
  static func combined(
    _ operation: Operation, _ a: Double, _ b: Double, _ unit: ParsedUnit, _ node: Syntax
  ) throws -> Double {
    switch operation {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    default:
      // Swift would go on with infinity, which says nothing in a report.
      guard b != 0 else { throw divisionByZero(unit, node) }
      return a / b
    }
  }

  private func comparison(_ operation: Operation, _ a: @escaping DoubleCode, _ b: @escaping DoubleCode) -> BoolCode {
    switch operation {
    case .equal: { try a($0) == b($0) }
    case .notEqual: { try a($0) != b($0) }
    case .less: { try a($0) < b($0) }
    case .lessOrEqual: { try a($0) <= b($0) }
    case .greater: { try a($0) > b($0) }
    default: { try a($0) >= b($0) }
    }
  }

  // MARK: a += b

  /// `sum += …` on a variable that holds a number; nil for any other target.
  func compound(_ operation: Operation, _ variable: Variable, _ value: Typed, at node: Syntax) -> StatementCode? {
    switch (place(of: variable), variable.type) {
    case (.slot(let slot), .int):
      let code = int(value)
      let unit = unit
      if operation == .add {
        return { frame in
          let (sum, overflow) = frame.words[slot].addingReportingOverflow(try code(frame))
          if overflow { throw Self.overflow(unit, node) }
          frame.words[slot] = sum
          return .next
        }
      }
      return { frame in
        let right = try code(frame)
        frame.words[slot] = try Self.combined(operation, frame.words[slot], right, unit, node)
        return .next
      }
    case (.cell(let cell), .int):
      let code = int(value)
      let unit = unit
      let word = cell.word
      if operation == .add {
        return { frame in
          let right = try code(frame)
          let (sum, overflow) = word.pointee.addingReportingOverflow(right)
          if overflow { throw Self.overflow(unit, node) }
          word.pointee = sum
          return withExtendedLifetime(cell) { .next }
        }
      }
      return { frame in
        let right = try code(frame)
        cell.word.pointee = try Self.combined(operation, cell.word.pointee, right, unit, node)
        return .next
      }
    case (.slot(let slot), .double):
      let code = double(value)
      let unit = unit
      return { frame in
        let right = try code(frame)
        frame.words[slot] = try Self.combined(operation, Double(word: frame.words[slot]), right, unit, node).word
        return .next
      }
    case (.cell(let cell), .double):
      let code = double(value)
      let unit = unit
      return { frame in
        let right = try code(frame)
        cell.word.pointee = try Self.combined(operation, Double(word: cell.word.pointee), right, unit, node).word
        return .next
      }
    default: return nil
    }
  }
}

/// How large texts and arrays may become, so that a slip ends with a message before memory does.
struct Bounds {
  let unit: ParsedUnit
  let node: Syntax

  static let longestText = 100_000_000
  static let longestArray = 10_000_000

  init(_ unit: ParsedUnit, _ node: Syntax) {
    self.unit = unit
    self.node = node
  }

  func check(text bytes: Int) throws {
    guard bytes <= Self.longestText else { throw unit.error("this text is longer than 100 million bytes", at: node) }
  }

  func check(array count: Int) throws {
    guard count <= Self.longestArray else {
      throw unit.error("this array has more than 10 million elements", at: node, hint: "compute over columns instead")
    }
  }
}
