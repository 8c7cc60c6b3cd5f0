import Diagnostics
import SwiftSyntax

/// Which of the names that are declared without a value have got one, at a point of the code.
struct FirstValues {
  /// Names that are without a value on some way to here.
  var missing: Set<ObjectIdentifier> = []
  /// Names that have a value on some way to here.
  var given: Set<ObjectIdentifier> = []

  /// What holds where several ways meet.
  static func meeting(of ways: [FirstValues]) -> FirstValues {
    ways.reduce(into: FirstValues()) { all, way in
      all.missing.formUnion(way.missing)
      all.given.formUnion(way.given)
    }
  }
}

/// `let name: Int`, whose value is set below, once on every way.
extension Checker {
  /// Declares a name whose value comes later; nil after reporting that the name is taken.
  func declareForLater(
    _ name: TokenSyntax, _ type: ValueType, isMutable: Bool, in scope: Scope
  ) -> Typed.Statement? {
    guard let variable = declare(name, type, isMutable: isMutable, in: scope) else { return nil }
    variable.comesLater = true
    variable.loopDepth = scope.context.loopDepth
    firstValues.missing.insert(ObjectIdentifier(variable))
    // A variable of a scope that is gone may have had the same identity.
    firstValues.given.remove(ObjectIdentifier(variable))
    let blank: Value =
      switch type {
      case .int: .int(0)
      case .double: .double(0)
      case .bool: .bool(false)
      default: .void
      }
    // What is put there is never read, but the name has its place from here on.
    return .declare(variable, Typed(type, .constant(blank), at: name))
  }

  /// `name = value`, where the name was declared without one; nil for every other assignment.
  func firstValue(_ infix: InfixOperatorExprSyntax, in scope: Scope) -> [Typed.Statement]? {
    guard infix.operator.is(AssignmentExprSyntax.self),
      let reference = infix.leftOperand.as(DeclReferenceExprSyntax.self),
      case .variable(let variable) = scope.find(reference.baseName.text), variable.comesLater
    else { return nil }
    let id = ObjectIdentifier(variable)
    let isMissing = firstValues.missing.contains(id)
    guard isMissing || !variable.isMutable else { return nil }
    let value = check(infix.rightOperand, expecting: variable.type, in: scope)
    note(variable, in: scope)
    variable.isAssigned = true
    let declared = "declare it with var in line \(variable.line)"
    if variable.isValueReported { return [] }
    if variable.owner !== scope.context {
      variable.isRead = true
      reportValue(
        of: variable, "\"\(variable.name)\" gets its first value where it is declared, not in a func or closure",
        at: reference, hint: "give it a value in line \(variable.line), and make it a var")
      return []
    }
    if !variable.isMutable, firstValues.given.contains(id) || !isMissing {
      reportValue(of: variable, "\"\(variable.name)\" may have its value already", at: reference, hint: declared)
      return []
    }
    if !variable.isMutable, scope.context.loopDepth > variable.loopDepth {
      reportValue(
        of: variable, "a loop may set \"\(variable.name)\" more than once", at: reference, hint: declared)
      return []
    }
    firstValues.missing.remove(id)
    firstValues.given.insert(id)
    guard let fit = fitted(value, to: variable.type) else {
      report(
        "\"\(variable.name)\" holds \(variable.type) and cannot take \(value.type)", at: infix.rightOperand,
        hint: misfitHint(variable.type, value))
      return []
    }
    return [.assign(Target(variable: variable, steps: [], type: variable.type, syntax: Syntax(reference)), fit)]
  }

  /// Says once what is wrong with when a name gets its value; the rest follows from it.
  private func reportValue(of variable: Variable, _ message: String, at node: some SyntaxProtocol, hint: String) {
    guard !variable.isValueReported else { return }
    variable.isValueReported = true
    report(message, at: node, hint: hint)
  }

  /// Reports a use of a name that may be without a value.
  ///
  /// - Returns: whether the name has one.
  @discardableResult
  func requireValue(of variable: Variable, at node: some SyntaxProtocol) -> Bool {
    let id = ObjectIdentifier(variable)
    guard variable.comesLater, firstValues.missing.contains(id) else { return true }
    let name = variable.name
    if firstValues.given.contains(id) {
      reportValue(
        of: variable, "\"\(name)\" is without a value on some way to here", at: node, hint: "set it in every branch")
    } else {
      reportValue(
        of: variable, "\"\(name)\" has no value yet", at: node, hint: "write \(name) = … above this line")
    }
    return false
  }

  /// Reports what a block leaves without a value, since later blocks may read it.
  func requireValues(of variables: [Variable]) {
    for variable in variables where firstValues.missing.contains(ObjectIdentifier(variable)) {
      if firstValues.given.contains(ObjectIdentifier(variable)) {
        reportValue(
          of: variable, "\"\(variable.name)\" is not set on every way through this block", at: variable.syntax,
          hint: "set it in every branch")
      } else {
        reportValue(
          of: variable, "\"\(variable.name)\" is declared without a value", at: variable.syntax,
          hint: "write = and its value")
      }
    }
  }

  /// What holds behind a branch of an `if`; nothing where code does not go on behind it.
  func wayBehind(branch statements: [Typed.Statement]) -> [FirstValues] {
    alwaysLeaves(statements) ? [] : [firstValues]
  }

  /// What holds behind a case of a `switch`, which `break` leaves for what follows the switch.
  func waysBehind(case statements: [Typed.Statement], from start: FirstValues) -> [FirstValues] {
    if case .break? = statements.last {
      return hasBreak(Array(statements.dropLast())) ? [firstValues, start] : [firstValues]
    }
    return wayBehind(branch: statements) + (hasBreak(statements) ? [start] : [])
  }

  /// Goes on where several ways meet.
  func goOn(behind ways: [FirstValues]) {
    if !ways.isEmpty { firstValues = .meeting(of: ways) }
  }
}
