import Diagnostics
import SwiftSyntax

/// `=`, `+=` and their like.
extension Checker {
  func assign(_ infix: InfixOperatorExprSyntax, in scope: Scope) -> [Typed.Statement] {
    if infix.leftOperand.is(DiscardAssignmentExprSyntax.self) {
      let value = check(infix.rightOperand, in: scope)
      return [.evaluate(value)]
    }
    guard let target = target(infix.leftOperand, in: scope) else {
      _ = check(infix.rightOperand, expecting: .unknown, in: scope)
      return []
    }
    let name = target.variable.name
    guard let symbol = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text,
      let operation = Operation(rawValue: String(symbol.dropLast()))
    else {
      let value = check(infix.rightOperand, expecting: target.type, in: scope)
      guard let fit = fitted(value, to: target.type) else {
        let place = target.steps.isEmpty ? "\"\(name)\"" : "this place in \"\(name)\""
        report(
          "\(place) holds \(target.type) and cannot take \(value.type)", at: infix.rightOperand,
          hint: misfitHint(target.type, value))
        return []
      }
      return [.assign(target, fit)]
    }
    // The variable is read as well, but that alone makes it no more useful.
    let value = check(infix.rightOperand, expecting: target.type, in: scope)
    if value.type == .unknown || target.type == .unknown { return [] }
    let fit = fitted(value, to: target.type) ?? value
    guard let result = result(of: operation, target.type, fit.type), result == target.type else {
      let hint = mixHintForAssignment(target.type, value)
      report(
        "\"\(symbol)\" does not go between \(target.type) and \(value.type)", at: infix.operator, hint: hint)
      return []
    }
    return [.compound(operation, target, fit)]
  }

  private func mixHintForAssignment(_ type: ValueType, _ value: Typed) -> String? {
    switch (type, value.type) {
    case (.int, .double), (.double, .int): "Int and Double do not mix: write \(type)(…) around the right side"
    case (.array(let element), let given) where element == given: "write .append(…), or put it into [ ]"
    case (.optional, _): "unwrap it with if let, or give a default: [key, default: 0]"
    default: misfitHint(type, value)
    }
  }
}
