import Diagnostics
import SwiftSyntax

extension Checker {
  /// What an assignment or a changing method acts on; nil after reporting why it cannot.
  func target(_ expression: ExprSyntax, in scope: Scope) -> Target? {
    switch expression.as(ExprSyntaxEnum.self) {
    case .declReferenceExpr(let reference): return target(reference, in: scope)
    case .subscriptCallExpr(let access):
      guard let base = target(access.calledExpression, in: scope) else { return nil }
      return target(base, access, in: scope)
    case .memberAccessExpr(let member):
      guard let written = member.base else { break }
      guard let base = target(written, in: scope) else { return nil }
      let name = member.declName.baseName.text
      guard case .tuple(let elements) = base.type else {
        report("\"\(name)\" of \(base.type) cannot be set", at: member.declName, hint: "make a new value with let")
        return nil
      }
      guard let index = Int(name) ?? elements.firstIndex(where: { $0.label == name }), elements.indices.contains(index)
      else {
        report("\(base.type) has no element \"\(name)\"", at: member.declName)
        return nil
      }
      return base.extended(.element(index), elements[index].type, expression)
    case .forceUnwrapExpr(let unwrap):
      return target(unwrap.expression, in: scope).flatMap {
        unwrapped($0, isForced: true, expression, unwrap.exclamationMark)
      }
    case .optionalChainingExpr(let chain):
      return target(chain.expression, in: scope).flatMap {
        unwrapped($0, isForced: false, expression, chain.questionMark)
      }
    case .tupleExpr(let tuple):
      if let only = tuple.elements.first, tuple.elements.count == 1 { return target(only.expression, in: scope) }
      report("one value is assigned at a time", at: expression, hint: "write one line for each")
      return nil
    default: break
    }
    report("only a variable can be assigned to", at: expression)
    return nil
  }

  private func unwrapped(
    _ base: Target, isForced: Bool, _ expression: ExprSyntax, _ mark: TokenSyntax
  ) -> Target? {
    guard case .optional(let wrapped) = base.type else {
      report("\(base.type) is never nil", at: mark, hint: "leave the \(mark.text) out")
      return nil
    }
    return base.extended(.unwrapped(isForced: isForced), wrapped, expression)
  }

  private func target(_ reference: DeclReferenceExprSyntax, in scope: Scope) -> Target? {
    let name = reference.baseName.text
    switch scope.find(name) {
    case .variable(let variable):
      note(variable, in: scope)
      requireValue(of: variable, at: reference)
      guard variable.isMutable else {
        // It was meant to change, so that it is not told to be unused as well.
        variable.isRead = true
        report("\"\(name)\" is a constant", at: reference, hint: mutableHint(variable))
        return nil
      }
      variable.isAssigned = true
      if variable.isGlobal { noteChange(of: variable) }
      return Target(variable: variable, steps: [], type: variable.type, syntax: Syntax(reference))
    case .function:
      report("\"\(name)\" is a func and cannot be assigned to", at: reference)
      return nil
    case nil:
      if registry.overloads(.free, name).isEmpty, nearest(to: name, in: scope) == nil,
        reference.parent?.is(InfixOperatorExprSyntax.self) == true, notebook.later[name] == nil
      {
        report("nothing is called \"\(name)\" here", at: reference, hint: "declare it: var \(name) = …")
        declareUnknown(reference.baseName, in: scope)
      } else {
        reportUnknown(name, at: reference, in: scope)
      }
      return nil
    }
  }

  private func nearest(to name: String, in scope: Scope) -> String? {
    nearestName(to: name, among: scope.names.filter { !$0.hasPrefix("$") })
  }

  /// How a value that may not be set comes to be one that may.
  private func mutableHint(_ variable: Variable) -> String {
    if variable.name.hasPrefix("$") { return "return a new value instead" }
    // Names of loops, patterns and parameters are always constants.
    var holder = variable.syntax.parent
    while let node = holder, Self.partsOfPatterns.contains(node.kind) { holder = node.parent }
    if holder?.is(PatternBindingSyntax.self) == true { return "declare it with var in line \(variable.line)" }
    let copy = "new\(variable.name.prefix(1).uppercased())\(variable.name.dropFirst())"
    return "copy it first: var \(copy) = \(variable.name)"
  }

  private static let partsOfPatterns: Set<SyntaxKind> = [
    .identifierPattern, .tuplePatternElement, .tuplePatternElementList, .tuplePattern,
  ]

  private func target(_ base: Target, _ access: SubscriptCallExprSyntax, in scope: Scope) -> Target? {
    let whole = ExprSyntax(access)
    switch base.type {
    case .array(let element):
      guard let index = onlyArgument(of: access) else { return nil }
      let position = check(index, as: .int, "the position of an element", in: scope)
      return base.extended(.index(position), element, whole)
    case .dictionary(let key, let value):
      let arguments = Array(access.arguments)
      guard let first = arguments.first, first.label == nil, arguments.count <= 2 else {
        report("a value is named by its key: [key]", at: access)
        return nil
      }
      let place = check(first.expression, as: key, "a key of this dictionary", in: scope)
      guard arguments.count == 2 else { return base.extended(.key(place), value.optional, whole) }
      guard arguments[1].label?.text == "default" else {
        report("behind the key stands \"default:\" or nothing", at: arguments[1])
        return nil
      }
      let standard = check(arguments[1].expression, as: value, "the default of this dictionary", in: scope)
      return base.extended(.keyWithDefault(place, standard), value, whole)
    case .unknown: return nil
    default:
      report("only an array or a dictionary has elements, not \(base.type)", at: access.calledExpression)
      return nil
    }
  }

  /// A method that changes the variable before its dot: `values.append(3)`; nil where the call is none.
  func mutation(_ member: MemberAccessExprSyntax, _ call: FunctionCallExprSyntax, in scope: Scope) -> Typed? {
    guard let written = member.base, let root = rootVariable(of: written, in: scope) else { return nil }
    let name = member.declName.baseName.text
    guard registry.mutatingNames.contains(name), root.type != .unknown else {
      return nil
    }
    guard requireValue(of: root, at: written) else { return .mistake(at: call) }
    // The type of the place decides; what cannot be a place is an ordinary call.
    let before = diagnostics
    guard let type = attempt({ check(written, in: scope).type }) else {
      diagnostics = before
      return nil
    }
    let found = registry.overloads(.method(of: type), name).filter(\.isMutating)
    let fitting = found.filter { $0.takes(type, registry) }
    guard !fitting.isEmpty else {
      if let unfit = found.first {
        return report("\"\(name)\" does not work on \(type)", at: member.declName, hint: unfit.signature)
      }
      return nil
    }
    guard let target = target(written, in: scope) else { return .mistake(at: call) }
    let receiver = Typed(type, .constant(.void), at: written)
    let value = self.call(fitting, receiver: receiver, call, at: member.declName, expecting: nil, in: scope)
    guard case .word(let function, _, let arguments) = value.form else { return value }
    let isOptional = target.steps.contains { if case .unwrapped(isForced: false) = $0 { true } else { false } }
    let result = isOptional && value.type != .void ? value.type.optional : value.type
    return Typed(result, .mutation(function, target, arguments: arguments), at: call)
  }

  private func rootVariable(of expression: ExprSyntax, in scope: Scope) -> Variable? {
    var here = expression
    while true {
      switch here.as(ExprSyntaxEnum.self) {
      case .declReferenceExpr(let reference):
        if case .variable(let variable) = scope.find(reference.baseName.text) { return variable }
        return nil
      case .memberAccessExpr(let member):
        guard let base = member.base else { return nil }
        here = base
      case .subscriptCallExpr(let access): here = access.calledExpression
      case .forceUnwrapExpr(let unwrap): here = unwrap.expression
      case .optionalChainingExpr(let chain): here = chain.expression
      default: return nil
      }
    }
  }
}

extension Target {
  fileprivate func extended(_ step: Step, _ type: ValueType, _ syntax: ExprSyntax) -> Target {
    Target(variable: variable, steps: steps + [step], type: type, syntax: Syntax(syntax))
  }
}
