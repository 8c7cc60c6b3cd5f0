import Diagnostics
import SwiftSyntax

/// `=`, `+=` and their like.
extension Checker {
  func assign(_ infix: InfixOperatorExprSyntax, in scope: Scope) -> [Typed.Statement] {
    if infix.leftOperand.is(DiscardAssignmentExprSyntax.self) {
      let value = check(infix.rightOperand, in: scope)
      return [.evaluate(value)]
    }
    if let places = infix.leftOperand.as(TupleExprSyntax.self), places.elements.count > 1,
      infix.operator.is(AssignmentExprSyntax.self)
    {
      return assign(to: places, infix.rightOperand, in: scope)
    }
    if let statements = firstValue(infix, in: scope) { return statements }
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

  /// `(a, b) = (b, a)`: all of the right side is computed before anything is set.
  private func assign(to places: TupleExprSyntax, _ expression: ExprSyntax, in scope: Scope) -> [Typed.Statement] {
    var targets: [Target?] = []
    for place in places.elements {
      if place.expression.is(DiscardAssignmentExprSyntax.self) {
        targets.append(nil)
      } else if let target = target(place.expression, in: scope) {
        targets.append(target)
      } else {
        _ = check(expression, expecting: .unknown, in: scope)
        return []
      }
    }
    let given = partByPart(targets, expression, in: scope) ?? check(expression, in: scope)
    if given.type == .unknown { return [] }
    var types = targets.map { $0?.type ?? .unknown }
    if case .tuple(let elements) = given.type, elements.count == targets.count {
      types = zip(targets, elements).map { $0?.type ?? $1.type }
    }
    let wanted = ValueType.tuple(types.map { .init($0) })
    guard let value = fitted(given, to: wanted), case .tuple(let elements) = value.type else {
      reportMisfit("what is assigned here", wanted, given)
      return []
    }
    let parts = zip(targets, elements).map { target, element in
      target.map { Variable("", element.type, owner: scope.context, at: $0.syntax, in: unit) }
    }
    let assignments = zip(targets, parts).compactMap { target, part -> Typed.Statement? in
      guard let target, let part else { return nil }
      return .assign(target, Typed(part.type, .variable(part), at: target.syntax).seen(as: target.type))
    }
    return [.destructure(parts, value)] + assignments
  }

  /// `(b, a)` with each part as its place takes it; nil for what is no tuple as long as the places.
  private func partByPart(_ targets: [Target?], _ expression: ExprSyntax, in scope: Scope) -> Typed? {
    guard let tuple = expression.as(TupleExprSyntax.self), tuple.elements.count == targets.count else { return nil }
    let parts = zip(tuple.elements, targets).map { element, target in
      let value = check(element.expression, expecting: target?.type, in: scope)
      return target.flatMap { fitted(value, to: $0.type) } ?? value
    }
    if parts.contains(where: { $0.type == .unknown }) { return .mistake(at: expression) }
    return Typed(.tuple(parts.map { .init($0.type) }), .tuple(parts), at: expression)
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
