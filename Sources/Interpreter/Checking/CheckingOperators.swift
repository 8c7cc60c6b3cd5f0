import Diagnostics
import SwiftSyntax

extension Checker {
  func value(of infix: InfixOperatorExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    guard let symbol = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text else {
      if infix.operator.is(AssignmentExprSyntax.self) {
        return report(
          "an assignment has no value", at: infix.operator, hint: "write == to compare, or assign in a line of its own")
      }
      return reportOutside(infix.operator)
    }
    switch symbol {
    case "&&", "||": return logical(symbol, infix, in: scope)
    case "??": return coalesced(infix, expecting: type, in: scope)
    case "...", "..<": return range(infix, isClosed: symbol == "...", expecting: type, in: scope)
    case "+=", "-=", "*=", "/=", "%=":
      return report("an assignment has no value", at: infix.operator, hint: "assign in a line of its own")
    default: break
    }
    guard let operation = Operation(rawValue: symbol) else {
      return report(
        "the operator \"\(symbol)\" is not part of the notebook language", at: infix.operator,
        hint: ForeignNames.operators[symbol])
    }
    let (left, right) = operands(of: infix, operation, expecting: type, in: scope)
    return comparisonWithNil(operation, left, right, at: infix) ?? binary(operation, left, right, at: infix)
  }

  private func operands(
    of infix: InfixOperatorExprSyntax, _ operation: Operation, expecting type: ValueType?, in scope: Scope
  ) -> (Typed, Typed) {
    // What a sum should be, its parts should be; a comparison says nothing of them.
    var wanted: ValueType?
    if !operation.isComparison, let type {
      switch type.withoutOptional {
      case .double, .int, .array, .dictionary: wanted = type.withoutOptional
      default: break
      }
    }
    // nil, or an implicit member on the left, follows the right side.
    if infix.leftOperand.is(NilLiteralExprSyntax.self)
      || infix.leftOperand.as(MemberAccessExprSyntax.self).map({ $0.base == nil }) ?? false
    {
      let right = check(infix.rightOperand, expecting: wanted, in: scope)
      let hint = infix.leftOperand.is(NilLiteralExprSyntax.self) ? right.type.optional : right.type
      return (check(infix.leftOperand, expecting: hint, in: scope), right)
    }
    var left = check(infix.leftOperand, expecting: wanted, in: scope)
    let hint: ValueType =
      infix.rightOperand.is(NilLiteralExprSyntax.self) ? left.type.optional : wanted ?? left.type.withoutOptional
    let right = check(infix.rightOperand, expecting: hint, in: scope)
    if left.type == .int, right.type.withoutOptional == .double, isLiteral(infix.leftOperand) {
      left = check(infix.leftOperand, expecting: .double, in: scope)
    }
    return (left, right)
  }

  func binary(_ operation: Operation, _ left: Typed, _ right: Typed, at node: some SyntaxProtocol) -> Typed {
    for side in [left, right] where side.type == .void { return report("this has no value", at: side.syntax) }
    if left.type == .unknown || right.type == .unknown {
      return operation.isComparison && isPlain(left.type) && isPlain(right.type)
        ? Typed(.bool, .binary(operation, left, right), at: node) : .mistake(at: node)
    }
    if let type = result(of: operation, left.type, right.type) {
      return Typed(type, .binary(operation, left, right), at: node)
    }
    if operation == .add || operation == .equal || operation == .notEqual {
      // Arrays and tuples of literals follow the other side.
      for (a, b, isLeft) in [(left, right, true), (right, left, false)] where a.type != b.type {
        guard let fit = fitted(b, to: a.type), let type = result(of: operation, a.type, fit.type) else { continue }
        return Typed(type, .binary(operation, isLeft ? a : fit, isLeft ? fit : a), at: node)
      }
    }
    if let word = infixWord(operation.rawValue, left, right, at: node) { return word }
    if left.type == .unknown || right.type == .unknown { return .mistake(at: node) }
    if operation.isComparison, left.type == right.type {
      return report(
        "values of type \(left.type) cannot be compared with \"\(operation.rawValue)\"", at: operatorNode(node))
    }
    return report(
      "\"\(operation.rawValue)\" does not go between \(left.type) and \(right.type)", at: operatorNode(node),
      hint: operation == .remainder && (left.type == .double || right.type == .double)
        ? "\"%\" goes between whole numbers" : mixHint(operation, left, right))
  }

  private func isPlain(_ type: ValueType) -> Bool {
    if case .object = type { false } else { true }
  }

  private func operatorNode(_ node: some SyntaxProtocol) -> Syntax {
    node.as(InfixOperatorExprSyntax.self).map { Syntax($0.operator) } ?? Syntax(node)
  }

  private func mixHint(_ operation: Operation, _ left: Typed, _ right: Typed) -> String? {
    switch (left.type, right.type) {
    case (.object("Date"), .int) where operation == .add: "write .adding(days: …)"
    case (.object("Date"), .int) where operation == .subtract: "write .adding(days: -…)"
    case (.object("Date"), .object("Date")) where operation == .subtract: "write .days(since: …)"
    case (.int, .double), (.double, .int): "Int and Double do not mix: write Double(…) around the whole number"
    case (.object("Duration"), .int), (.object("Duration"), .double), (.int, .object("Duration")),
      (.double, .object("Duration")):
      "write the number as a length of time: .seconds(…), .minutes(…)"
    case (.object("Date"), .string), (.string, .object("Date")): "write the text as a date: Date(iso: …)"
    case (.object("Note"), .string), (.string, .object("Note")): "write one text inside note(…)"
    case (.array(let element), let other) where element == other: "put the value into [ ]"
    case (.optional, _), (_, .optional): "a value that may be nil needs a default (??) or if let"
    case (.string, _): textHint(operation, left, beside: right)
    case (_, .string): textHint(operation, right, beside: left)
    default: nil
    }
  }

  /// A text beside a value of another type: was it meant for a column, or for a number that it spells?
  private func textHint(_ operation: Operation, _ text: Typed, beside other: Typed) -> String? {
    let isNumber = other.type == .int || other.type == .double
    if case .constant(.string(let name)) = text.form, isNumber {
      if let known = columnPlace?.known, known.names.contains(name) { return "a column is written col(\"\(name)\")" }
      if operation == .multiply, other.type == .int {
        let count = other.syntax.trimmedDescription
        return "write String(repeating: \(text.syntax.trimmedDescription), count: \(count.count > 20 ? "…" : count))"
      }
      if operation != .add, Double(name) == nil { return "a column is written col(\"\(name)\")" }
    }
    if operation == .add { return "write \"\\(…)\" to put a value into a text" }
    return isNumber ? "write \(other.type)(…) around the text, which is nil where it is no number" : nil
  }

  /// What an operation on two types gives; nil where Swift has none.
  func result(of operation: Operation, _ left: ValueType, _ right: ValueType) -> ValueType? {
    switch operation {
    case .add:
      switch (left, right) {
      case (.int, .int), (.double, .double), (.string, .string): return left
      case (.array, .array) where left.accepts(right): return left
      default: return nil
      }
    case .subtract, .multiply, .divide:
      return left == right && (left == .int || left == .double) ? left : nil
    case .remainder: return left == .int && right == .int ? .int : nil
    case .equal, .notEqual:
      if case .object(let name) = left, !infixTakes(name) {
        return left == right && registry.can(left, .equatable) ? .bool : nil
      }
      if case .object = left { return nil }
      if case .object = right { return left == .optional(right) && registry.can(right, .equatable) ? .bool : nil }
      // nil goes beside whatever may be nil.
      if left.isOptional || right.isOptional {
        let (a, b) = (left.withoutOptional, right.withoutOptional)
        return a.accepts(b) || b.accepts(a) ? .bool : nil
      }
      return left.accepts(right) && registry.can(left, .equatable) && left != .void ? .bool : nil
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      if case .object(let name) = left, infixTakes(name) { return nil }
      return left == right && registry.can(left, .comparable) ? .bool : nil
    }
  }

  /// Whether the library gives the operators another meaning for a type, as for columns.
  func infixTakes(_ name: String) -> Bool {
    registry.overloads(.infix, "==").contains { $0.parameters[0].type == .object(name) }
  }

  /// An operator that the library defines for its own types.
  private func infixWord(_ symbol: String, _ left: Typed, _ right: Typed, at node: some SyntaxProtocol) -> Typed? {
    for function in registry.overloads(.infix, symbol) {
      let (first, second) = (function.parameters[0].type, function.parameters[1].type)
      // One side at least is of the library's own type: literals alone mean numbers.
      guard first == left.type || second == right.type, let a = fitted(left, to: first),
        let b = fitted(right, to: second)
      else { continue }
      let arguments: [Typed.Argument] = [.value(a), .value(b)]
      checkArguments(of: function, receiver: nil, arguments, at: Syntax(node))
      return Typed(function.result, .word(function, receiver: nil, arguments: arguments), at: node)
    }
    return nil
  }

  // MARK: && and ||, ??

  private func logical(_ symbol: String, _ infix: InfixOperatorExprSyntax, in scope: Scope) -> Typed {
    let left = check(infix.leftOperand, expecting: .bool, in: scope)
    let right = check(infix.rightOperand, expecting: .bool, in: scope)
    if left.type == .bool, right.type == .bool {
      return Typed(.bool, symbol == "&&" ? .and(left, right) : .or(left, right), at: infix)
    }
    if left.type == .unknown || right.type == .unknown { return .mistake(at: infix) }
    if let word = infixWord(symbol, left, right, at: infix) { return word }
    let odd = left.type == .bool ? right : left
    return report("\"\(symbol)\" goes between two truth values, but this is \(odd.type)", at: odd.syntax)
  }

  private func coalesced(_ infix: InfixOperatorExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    let left = check(infix.leftOperand, expecting: type?.optional, in: scope)
    guard case .optional(let wrapped) = left.type else {
      if left.type == .unknown { return left }
      _ = check(infix.rightOperand, expecting: left.type, in: scope)
      report(
        "\(left.type) is never nil, so that what follows ?? is never used", severity: .warning, at: infix.operator,
        hint: "leave it out")
      return left
    }
    let right = check(infix.rightOperand, expecting: type?.isOptional == true ? type : wrapped, in: scope)
    if right.type.isOptional, let fit = fitted(right, to: left.type) {
      return Typed(left.type, .coalesced(left, fit), at: infix)
    }
    guard let fit = fitted(right, to: wrapped) else {
      return reportMisfit("what follows ??", wrapped, right)
    }
    return Typed(wrapped, .coalesced(left, fit), at: infix)
  }

  // MARK: Ranges

  private func range(
    _ infix: InfixOperatorExprSyntax, isClosed: Bool, expecting type: ValueType?, in scope: Scope
  ) -> Typed {
    let wanted: ValueType? = type?.withoutOptional == .decimalRange ? .double : nil
    var lower = check(infix.leftOperand, expecting: wanted, in: scope)
    let upper = check(infix.rightOperand, expecting: wanted ?? lower.type, in: scope)
    if lower.type == .int, upper.type == .double, isLiteral(infix.leftOperand) {
      lower = check(infix.leftOperand, expecting: .double, in: scope)
    }
    if lower.type == .unknown || upper.type == .unknown { return .mistake(at: infix) }
    let form: Typed.Form = isClosed ? .closedRange(lower, upper) : .openRange(lower, upper)
    switch (lower.type, upper.type) {
    case (.int, .int): return Typed(.range, form, at: infix)
    case (.double, .double): return Typed(.decimalRange, form, at: infix)
    default:
      return report(
        "a range runs from Int to Int or from Double to Double, not from \(lower.type) to \(upper.type)", at: infix)
    }
  }

  // MARK: Before a value

  func value(of prefix: PrefixOperatorExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    let symbol = prefix.operator.text
    // The smallest whole number has no positive counterpart that could be negated.
    if symbol == "-", prefix.expression.trimmedDescription.filter({ $0 != "_" }) == "9223372036854775808",
      type?.takesDecimals != true
    {
      return Typed(.int, .constant(.int(.min)), at: prefix)
    }
    let operand = check(prefix.expression, expecting: symbol == "!" ? .bool : type, in: scope)
    switch (symbol, operand.type) {
    case (_, .unknown): return operand
    case ("-", .int), ("-", .double):
      if case .constant(.int(let value)) = operand.form { return Typed(.int, .constant(.int(-value)), at: prefix) }
      if case .constant(.double(let value)) = operand.form {
        return Typed(.double, .constant(.double(-value)), at: prefix)
      }
      return Typed(operand.type, .negated(operand), at: prefix)
    case ("+", .int), ("+", .double): return operand
    case ("!", .bool): return Typed(.bool, .not(operand), at: prefix)
    case ("...", _), ("..<", _):
      return report(
        "a range needs both ends here", at: prefix, hint: "write 0\(symbol)\(prefix.expression.trimmedDescription)")
    case ("&", _): return reportOutside(prefix)
    default: break
    }
    for function in registry.overloads(.prefix, symbol) where function.parameters[0].type == operand.type {
      return Typed(function.result, .word(function, receiver: nil, arguments: [.value(operand)]), at: prefix)
    }
    return report("\"\(symbol)\" does not go before \(operand.type)", at: prefix)
  }

  // MARK: Operators as functions

  /// `reduce(0, +)`, `sorted(by: >)`
  func operatorFunction(_ symbol: BinaryOperatorExprSyntax, expecting type: ValueType?) -> Typed {
    operatorFunction(symbol.operator.text, at: symbol, expecting: type)
  }

  func operatorFunction(_ symbol: String, at node: some SyntaxProtocol, expecting type: ValueType?) -> Typed {
    // What is wrong around it was reported.
    if type == .some(.unknown) { return .mistake(at: node) }
    guard case .function(let parameters, let wanted) = type?.withoutOptional, parameters.count == 2,
      let operation = Operation(rawValue: symbol)
    else {
      return report("\"\(symbol)\" goes between two values", at: node)
    }
    let operand = parameters.first { $0 != .unknown } ?? wanted
    guard operand != .unknown, let result = result(of: operation, operand, operand) else {
      return report("\"\(symbol)\" does not go between \(parameters[0]) and \(parameters[1])", at: node)
    }
    return Typed(
      .function(parameters: [operand, operand], result: result), .operatorFunction(operation, operand), at: node)
  }
}
