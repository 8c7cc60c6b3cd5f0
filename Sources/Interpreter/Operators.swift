import Diagnostics
import SwiftSyntax

extension Evaluator {
  typealias Operand = (value: Value, syntax: ExprSyntax)

  static let longestText = 10_000_000
  static let longestArray = 1_000_000

  func value(
    of infix: InfixOperatorExprSyntax, expecting type: ValueType?, in scope: Scope
  ) throws(Diagnostic) -> Value {
    guard let symbol = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text else {
      throw unit.error("an assignment has no value", at: infix.operator)
    }
    let isArithmetic = ["+", "-", "*", "/", "%"].contains(symbol)
    let left = try evaluate(infix.leftOperand, expecting: isArithmetic ? type : nil, in: scope)
    switch (symbol, left) {
    case ("&&", .bool(let a)):
      return a ? .bool(try isTrue(infix.rightOperand, in: scope)) : .bool(false)
    case ("||", .bool(let a)):
      return a ? .bool(true) : .bool(try isTrue(infix.rightOperand, in: scope))
    case ("??", .nil): return try evaluate(infix.rightOperand, expecting: type, in: scope)
    case ("??", _): return left
    default: break
    }
    // The right side follows the left one's type, as a literal beside a variable does in Swift.
    let right = try evaluate(infix.rightOperand, expecting: isArithmetic ? type ?? left.type : left.type, in: scope)
    return try combined(symbol, (left, infix.leftOperand), (right, infix.rightOperand), at: infix)
  }

  func combined(
    _ symbol: String, _ left: Operand, _ right: Operand, at node: some SyntaxProtocol
  ) throws(Diagnostic) -> Value {
    switch (left.value, right.value) {
    case (.int(let a), .int(let b)): return try ofInts(symbol, a, b, at: node)
    case (.double(let a), .double(let b)): return try ofDoubles(symbol, a, b, at: node)
    case (.int(let a), .double(let b)) where isWholeLiteral(left.syntax):
      return try ofDoubles(symbol, Double(a), b, at: node)
    case (.double(let a), .int(let b)) where isWholeLiteral(right.syntax):
      return try ofDoubles(symbol, a, Double(b), at: node)
    case (.string(let a), .string(let b)):
      if symbol == "+" {
        guard a.utf8.count + b.utf8.count <= Self.longestText else {
          throw unit.error("this text is longer than 10 million bytes", at: node)
        }
        return .string(a + b)
      }
      if let result = compared(symbol, a, b) { return .bool(result) }
    case (.bool(let a), .bool(let b)):
      if symbol == "==" { return .bool(a == b) }
      if symbol == "!=" { return .bool(a != b) }
    case (.array(let a), .array(let b)):
      if symbol == "+", a.isEmpty || b.isEmpty || left.value.type.accepts(right.value.type) {
        guard a.count + b.count <= Self.longestArray else {
          throw unit.error("this array has more than a million elements", at: node)
        }
        return .array(a + b)
      }
    case (.object, _), (_, .object):
      if let result = try ofObjects(symbol, left.value, right.value, at: node) { return result }
    default: break
    }
    let hint: String? =
      switch (left.value, right.value) {
      case (.int, .double), (.double, .int): "Int and Double do not mix: write Double(…) around the whole number"
      default: nil
      }
    throw unit.error(
      "\"\(symbol)\" does not go between \(left.value.type) and \(right.value.type)", at: node, hint: hint)
  }

  private func ofObjects(
    _ symbol: String, _ left: Value, _ right: Value, at node: some SyntaxProtocol
  ) throws(Diagnostic) -> Value? {
    for function in registry.overloads(.infix, symbol) {
      guard let a = fitted(left, to: function.parameters[0].type),
        let b = fitted(right, to: function.parameters[1].type)
      else { continue }
      return try perform(
        function, receiver: nil,
        arguments: [function.parameters[0].name: a, function.parameters[1].name: b], at: Syntax(node),
        in: interpreter.globals)
    }
    return nil
  }

  /// The value as the type takes it: itself, or converted as a literal would be.
  func fitted(_ value: Value, to type: ValueType) -> Value? {
    if type.accepts(value.type) { return value }
    if case .array(let elements) = value, let element = type.element {
      var converted: [Value] = []
      for value in elements {
        guard let fit = fitted(value, to: element) else { return nil }
        converted.append(fit)
      }
      return .array(converted)
    }
    return type.objectNames.lazy.compactMap { self.registry.converted(value, to: $0) }.first
  }

  func negated(_ symbol: String, _ operand: Value, at node: PrefixOperatorExprSyntax) throws(Diagnostic) -> Value {
    switch (symbol, operand) {
    case ("-", .int(let value)):
      guard value != .min else { throw unit.error("this is too large for a whole number", at: node) }
      return .int(-value)
    case ("-", .double(let value)): return .double(-value)
    case ("+", .int), ("+", .double): return operand
    case ("!", .bool(let value)): return .bool(!value)
    default:
      for function in registry.overloads(.prefix, symbol) where function.parameters[0].type.accepts(operand.type) {
        return try perform(
          function, receiver: nil, arguments: [function.parameters[0].name: operand], at: Syntax(node),
          in: interpreter.globals)
      }
      throw unit.error("\"\(symbol)\" does not go before \(operand.type)", at: node)
    }
  }

  // MARK: Numbers and strings

  private func ofInts(_ symbol: String, _ a: Int, _ b: Int, at node: some SyntaxProtocol) throws(Diagnostic) -> Value {
    if symbol == "..." || symbol == "..<" {
      guard a <= b else { throw unit.error("a range starts at its lower end: \(a) is above \(b)", at: node) }
      guard symbol == "..<" || b < Int.max else { throw unit.error("this range is too long", at: node) }
      return .range(a..<(symbol == "..." ? b + 1 : b))
    }
    if let result = compared(symbol, a, b) { return .bool(result) }
    if b == 0, symbol == "/" || symbol == "%" { throw unit.error("division by zero", at: node) }
    let (value, overflow): (Int, Bool)
    switch symbol {
    case "+": (value, overflow) = a.addingReportingOverflow(b)
    case "-": (value, overflow) = a.subtractingReportingOverflow(b)
    case "*": (value, overflow) = a.multipliedReportingOverflow(by: b)
    case "/": (value, overflow) = a.dividedReportingOverflow(by: b)
    case "%": (value, overflow) = a.remainderReportingOverflow(dividingBy: b)
    default: throw unit.error("\"\(symbol)\" does not go between Int and Int", at: node)
    }
    guard !overflow else { throw unit.error("the result is too large for a whole number", at: node) }
    return .int(value)
  }

  private func ofDoubles(
    _ symbol: String, _ a: Double, _ b: Double, at node: some SyntaxProtocol
  ) throws(Diagnostic) -> Value {
    if let result = compared(symbol, a, b) { return .bool(result) }
    switch symbol {
    case "+": return .double(a + b)
    case "-": return .double(a - b)
    case "*": return .double(a * b)
    case "/":
      guard b != 0 else { throw unit.error("division by zero", at: node) }
      return .double(a / b)
    default: throw unit.error("\"\(symbol)\" does not go between Double and Double", at: node)
    }
  }

  private func compared<T: Comparable>(_ symbol: String, _ a: T, _ b: T) -> Bool? {
    switch symbol {
    case "==": a == b
    case "!=": a != b
    case "<": a < b
    case "<=": a <= b
    case ">": a > b
    case ">=": a >= b
    default: nil
    }
  }
}
