import Diagnostics
import SwiftSyntax

extension Evaluator {
  /// Evaluates an expression.
  ///
  /// - Parameter type: what the place asks for: literals and implicit members follow it. The caller checks that the
  ///   value fits.
  func evaluate(
    _ expression: ExprSyntax, expecting type: ValueType? = nil, in scope: Scope
  ) throws(Diagnostic) -> Value {
    try countStep(at: expression)
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.greatestDepth else {
      throw unit.error(
        "this expression is nested more than \(Self.greatestDepth) levels deep", at: expression,
        hint: "name parts of it with let")
    }
    if let value = try literal(expression, expecting: type, in: scope) { return value }
    switch expression.as(ExprSyntaxEnum.self) {
    case .declReferenceExpr(let reference): return try value(of: reference, in: scope)
    case .memberAccessExpr(let member): return try value(of: member, expecting: type, in: scope)
    case .functionCallExpr(let call): return try self.call(call, expecting: type, in: scope)
    case .infixOperatorExpr(let infix): return try value(of: infix, expecting: type, in: scope)
    case .prefixOperatorExpr(let prefix):
      let operand = try evaluate(prefix.expression, expecting: type, in: scope)
      return try negated(prefix.operator.text, operand, at: prefix)
    case .ternaryExpr(let ternary):
      return try evaluate(
        isTrue(ternary.condition, in: scope) ? ternary.thenExpression : ternary.elseExpression, expecting: type,
        in: scope)
    case .tupleExpr(let tuple):
      guard let only = tuple.elements.first, tuple.elements.count == 1, only.label == nil else {
        throw outsideTheLanguage(tuple)
      }
      return try evaluate(only.expression, expecting: type, in: scope)
    case .forceUnwrapExpr(let unwrap):
      let value = try evaluate(unwrap.expression, expecting: type, in: scope)
      if case .nil = value { throw unit.error("this is nil", at: unwrap.expression, hint: "give a default with ??") }
      return value
    case .subscriptCallExpr(let access): return try value(of: access, in: scope)
    default: throw outsideTheLanguage(expression)
    }
  }

  private func value(of reference: DeclReferenceExprSyntax, in scope: Scope) throws(Diagnostic) -> Value {
    let name = reference.baseName.text
    if let binding = scope.find(name) { return binding.value }
    if let function = (registry.overloads(.free, name) + registry.overloads(.initializer, name)).first {
      throw unit.error("\"\(name)\" is called with parentheses", at: reference, hint: function.signature)
    }
    throw unknownName(name, at: reference, in: scope)
  }

  // MARK: Members

  private func value(
    of member: MemberAccessExprSyntax, expecting type: ValueType?, in scope: Scope
  ) throws(Diagnostic) -> Value {
    let name = member.declName.baseName.text
    guard let base = member.base else { return try implicitMember(member, nil, expecting: type, in: scope) }
    if let typeName = typeName(base, in: scope) {
      return try staticMember(of: [typeName], member, nil, in: scope)
    }
    let receiver = try evaluate(base, in: scope)
    for type in lookupTypes(of: receiver) {
      if let property = registry.overloads(.property(of: type), name).first {
        return try perform(property, receiver: receiver, arguments: [:], at: Syntax(member), in: scope)
      }
      if let method = registry.overloads(.method(of: type), name).first {
        throw unit.error("\"\(name)\" is called with parentheses", at: member.declName, hint: method.signature)
      }
    }
    throw unknownMember(name, of: receiver, at: member.declName)
  }

  /// The types under which a value's members are looked up, the narrowest first.
  func lookupTypes(of value: Value) -> [ValueType] {
    if case .array = value { return [value.type, .array(.any)] }
    return [value.type]
  }

  func unknownMember(_ name: String, of receiver: Value, at node: some SyntaxProtocol) -> Diagnostic {
    let members = lookupTypes(of: receiver).flatMap {
      registry.names(.property(of: $0)) + registry.names(.method(of: $0))
    }
    return unit.error(
      "\(receiver.type) has no member \"\(name)\"", at: node,
      hint: offer(name, among: members)
        ?? (members.isEmpty ? nil : "it has \(Set(members).sorted().joined(separator: ", "))"))
  }

  /// The type that an expression names, where it names one and no variable.
  func typeName(_ expression: ExprSyntax, in scope: Scope) -> String? {
    guard let name = expression.as(DeclReferenceExprSyntax.self)?.baseName.text, scope.find(name) == nil,
      registry.types[name] != nil
    else { return nil }
    return name
  }

  /// `.name` or `.name(…)`, whose type the place gives.
  func implicitMember(
    _ member: MemberAccessExprSyntax, _ call: FunctionCallExprSyntax?, expecting type: ValueType?, in scope: Scope
  ) throws(Diagnostic) -> Value {
    let names = type?.objectNames ?? []
    guard !names.isEmpty else {
      let expected = type.map { "; here stands \($0)" } ?? ""
      throw unit.error(
        "\".\(member.declName.baseName.text)\" needs a place whose type is known\(expected)", at: member)
    }
    return try staticMember(of: names, member, call, in: scope)
  }

  func staticMember(
    of typeNames: [String], _ member: MemberAccessExprSyntax, _ call: FunctionCallExprSyntax?, in scope: Scope
  ) throws(Diagnostic) -> Value {
    let name = member.declName.baseName.text
    let found = typeNames.flatMap { registry.overloads(.staticMember(of: $0), name) }
    guard let first = found.first else {
      let members = typeNames.flatMap { registry.names(.staticMember(of: $0)) }
      throw unit.error(
        "\(typeNames.joined(separator: " or ")) has no member \"\(name)\"", at: member.declName,
        hint: offer(name, among: members) ?? "it has \(Set(members).sorted().map { "." + $0 }.joined(separator: ", "))")
    }
    if let call { return try perform(found, receiver: nil, call, at: member.declName, in: scope) }
    guard let simple = found.first(where: { function in function.parameters.allSatisfy { $0.defaultValue != nil } })
    else {
      throw unit.error("\".\(name)\" is called with parentheses", at: member.declName, hint: first.signature)
    }
    return try perform(
      simple, receiver: nil, arguments: defaults(of: simple), at: Syntax(member), in: scope)
  }

  // MARK: Elements

  private func value(of access: SubscriptCallExprSyntax, in scope: Scope) throws(Diagnostic) -> Value {
    guard case .array(let elements) = try evaluate(access.calledExpression, in: scope) else {
      throw unit.error("only an array has numbered elements", at: access.calledExpression)
    }
    guard let index = access.arguments.first, access.arguments.count == 1,
      case .int(let position) = try evaluate(index.expression, in: scope)
    else { throw unit.error("an element is named by one whole number", at: access.arguments) }
    guard elements.indices.contains(position) else {
      throw unit.error(
        "there is no element \(position): the array has \(elements.count)", at: index,
        hint: elements.isEmpty ? nil : "the elements are 0 to \(elements.count - 1)")
    }
    return elements[position]
  }
}
