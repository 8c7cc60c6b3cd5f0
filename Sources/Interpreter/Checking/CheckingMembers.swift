import Diagnostics
import SwiftSyntax

extension Checker {
  func value(of member: MemberAccessExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    guard let base = member.base else { return implicitMember(member, nil, expecting: type, in: scope) }
    if let typeName = typeName(base, in: scope) {
      return staticMember(of: [typeName], member, nil, expecting: type, in: scope)
    }
    if let chain = optionalChain(ExprSyntax(member), in: scope) { return chain }
    return property(member.declName, of: check(base, in: scope), at: member)
  }

  /// `\\.name` where a function is asked for: what it makes of its one value.
  func keyPath(_ path: KeyPathExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    if case .function(let parameters, .bool)? = type?.withoutOptional, parameters.count == 2 {
      let components = path.components.trimmedDescription
      let member = components.hasPrefix(".") ? components : ".\(components)"
      return report(
        "this compares two values, and a key path reads one", at: path, hint: "write { $0\(member) < $1\(member) }")
    }
    guard path.root == nil, case .function(let parameters, _) = type?.withoutOptional, parameters.count == 1 else {
      return reportOutside(path)
    }
    let context = FunctionContext(inside: scope.context)
    let variable = Variable("$0", parameters[0], owner: context, at: path, in: unit)
    variable.isRead = true
    var value = Typed(parameters[0], .variable(variable), at: path)
    for component in path.components {
      guard case .property(let property) = component.component else { return reportOutside(path) }
      value = self.property(property.declName, of: value, at: property)
    }
    if value.type == .unknown { return value }
    let body = ClosureBody([variable], [.return(value)], result: value.type, context: context, at: path)
    return Typed(.function(parameters: parameters, result: value.type), .closure(body), at: path)
  }

  /// `receiver.name` without parentheses.
  func property(_ declared: DeclReferenceExprSyntax, of receiver: Typed, at member: some SyntaxProtocol) -> Typed {
    let name = declared.baseName.text
    if receiver.type == .unknown { return receiver }
    if case .tuple(let elements) = receiver.type {
      let index = Int(name) ?? elements.firstIndex { $0.label == name }
      guard let index, elements.indices.contains(index) else {
        let names = elements.enumerated().map { $1.label ?? "\($0)" }
        return report(
          "\(receiver.type) has no element \"\(name)\"", at: declared,
          hint: "it has \(names.map { "." + $0 }.joined(separator: ", "))")
      }
      return Typed(elements[index].type, .element(of: receiver, index), at: member)
    }
    for (receiver, place) in lookups(receiver) {
      if let property = fitting(registry.overloads(.property(of: place), name), receiver.type) {
        var substitution = Substitution()
        if case .property(let pattern) = property.kind { _ = substitution.unify(pattern, receiver.type) }
        var value = Typed(
          substitution.applied(to: property.result), .word(property, receiver: receiver, arguments: []), at: member)
        value.columns = columns(after: property, receiver: receiver, arguments: [])
        return value
      }
      if let method = registry.overloads(.method(of: place), name).first {
        return report("\"\(name)\" is called with parentheses", at: declared, hint: method.signature)
      }
    }
    return reportUnknownMember(name, of: receiver.type, at: declared, columns: receiver.columns)
  }

  /// The first of the overloads whose receiver is of this type.
  private func fitting(_ overloads: [Function], _ type: ValueType) -> Function? {
    overloads.first { $0.takes(type, registry) }
  }

  /// The ways in which a value's members are looked up: as itself, and a range or dictionary as the array of its
  /// elements, since Swift gives all of them the members of a sequence.
  func lookups(_ receiver: Typed) -> [(Typed, ValueType)] {
    var found = [(receiver, receiver.type)]
    if let elements = asElements(receiver) { found.append((elements, elements.type)) }
    return found
  }

  /// A range, a dictionary or a text as the array of its elements; nil for what is no sequence.
  func asElements(_ value: Typed) -> Typed? {
    value.type.sequence.map { Typed($0, .elements(value), at: value.syntax) }
  }

  @discardableResult
  func reportUnknownMember(
    _ name: String, of type: ValueType, at node: some SyntaxProtocol, columns: KnownColumns? = nil
  ) -> Typed {
    if case .optional(let wrapped) = type {
      return report(
        "this may be nil: \(type) has no member \"\(name)\"", at: node,
        hint: "write ?.\(name), give a default with ??, or use if let to get \(wrapped)")
    }
    let members = registry.members(of: type)
    let names = members.sorted()
    if type == .object("Table"), columns?.names.contains(name) == true {
      return report(
        "\(type) has no member \"\(name)\"", at: node,
        hint: "a column is written col(\"\(name)\") in .filter(…), and \"\(name)\" in .mean(…)")
    }
    return report(
      "\(type) has no member \"\(name)\"", at: node,
      hint: ForeignNames.hint(forMember: name, of: type, receiverText(of: node), members, in: registry)
        ?? element(name, of: type, at: node) ?? offer(name, among: names) ?? onlyShown(type)
        ?? (names.isEmpty || names.count > 24 ? nil : "it has \(names.joined(separator: ", "))"))
  }

  /// What to do with a value of the library that has no members.
  func onlyShown(_ type: ValueType) -> String? {
    guard case .object(let name) = type, registry.members(of: type).isEmpty else { return nil }
    return ForeignNames.onlyShown(name, in: registry)
  }

  static let longestReceiver = 30

  /// The text of the value before the dot, where it is short and there is one.
  private func receiverText(of name: some SyntaxProtocol) -> String? {
    guard let text = name.parent?.as(MemberAccessExprSyntax.self)?.base?.trimmedDescription,
      text.utf8.count <= Self.longestReceiver, !text.contains("\n")
    else { return nil }
    return text
  }

  /// `values.0` and `counts.name`, as other languages write them.
  private func element(_ name: String, of type: ValueType, at node: some SyntaxProtocol) -> String? {
    let isCalled = node.parent?.parent?.is(FunctionCallExprSyntax.self) == true
    return switch type {
    case .array: Int(name).map { "write [\($0)]" }
    case .dictionary(.string, _) where !isCalled && !registry.members(of: type).contains(name):
      "the value of a key is written [\"\(name)\"]"
    default: nil
    }
  }

  // MARK: Members of types

  /// The type that an expression names, where it names one and no variable.
  func typeName(_ expression: ExprSyntax, in scope: Scope) -> String? {
    guard let name = expression.as(DeclReferenceExprSyntax.self)?.baseName.text, scope.find(name) == nil,
      registry.types[name] != nil || ValueType.named[name] != nil
    else { return nil }
    return name
  }

  /// `.name` or `.name(…)`, whose type the place gives.
  func implicitMember(
    _ member: MemberAccessExprSyntax, _ call: FunctionCallExprSyntax?, expecting type: ValueType?, in scope: Scope
  ) -> Typed {
    let names = type?.objectNames ?? []
    guard !names.isEmpty else {
      if type == .unknown, type != nil { return .mistake(at: member) }
      let expected = type.map { "; here stands \($0)" } ?? ""
      return report(
        "\".\(member.declName.baseName.text)\" needs a place whose type is known\(expected)", at: member,
        hint: instead(of: member, call, expecting: type))
    }
    return staticMember(of: names, member, call, expecting: type, in: scope)
  }

  /// A member where a list of its type is asked for, or a text, or nothing that is known.
  private func instead(
    of member: MemberAccessExprSyntax, _ call: FunctionCallExprSyntax?, expecting type: ValueType?
  ) -> String? {
    let name = member.declName.baseName.text
    if case .array(.object(let element)) = type?.withoutOptional,
      !registry.overloads(.staticMember(of: element), name).isEmpty
    {
      return "write a list: [\((call.map(Syntax.init) ?? Syntax(member)).trimmedDescription.prefix(60))]"
    }
    if type?.withoutOptional == .string { return "write a text: \"\(registry.textsOfMembers[name] ?? "…")\"" }
    return typesWith(name)
  }

  private func typesWith(_ name: String) -> String? {
    let types = Set(
      registry.functions.compactMap { function in
        if case .staticMember(let type) = function.kind, function.name == name { type } else { nil }
      }
    ).sorted()
    return types.isEmpty ? nil : "write " + types.map { "\($0).\(name)" }.joined(separator: " or ")
  }

  func staticMember(
    of typeNames: [String], _ member: MemberAccessExprSyntax, _ call: FunctionCallExprSyntax?,
    expecting type: ValueType?, in scope: Scope
  ) -> Typed {
    let name = member.declName.baseName.text
    if name == "init", let owner = typeNames.first {
      return initializer(of: owner, member, call, expecting: type, in: scope)
    }
    let found = typeNames.flatMap { registry.overloads(.staticMember(of: $0), name) }
    guard let first = found.first else {
      let members = memberForms(of: typeNames)
      return report(
        "\(typeNames.joined(separator: " or ")) has no member \"\(name)\"", at: member.declName,
        hint: ForeignNames.hint(forStaticMember: name, of: typeNames, in: registry)
          ?? nested(name, in: typeNames, call) ?? offer(name, among: members.map(\.name))
          ?? (members.isEmpty ? nil : "it has \(members.map(\.form).joined(separator: ", "))"))
    }
    // As in Swift, what takes arguments is called, even where all of them have defaults, and what takes none is not.
    if let call {
      let callable = found.filter { !$0.parameters.isEmpty }
      guard callable.isEmpty else {
        return self.call(callable, receiver: nil, call, at: member.declName, expecting: type, in: scope)
      }
      _ = unknown(call, in: scope)
      return report(
        "\".\(name)\" takes no parentheses", at: member.declName, hint: "write \(member.trimmedDescription.suffix(60))")
    }
    guard let value = found.first(where: \.parameters.isEmpty) else {
      let hint =
        first.parameters.first { $0.defaultValue == nil } != nil
        ? first.signature : "write \(member.trimmedDescription.suffix(60))() for \(first.signature)"
      return report("\".\(name)\" is called with parentheses", at: member.declName, hint: hint)
    }
    return Typed(value.result, .word(value, receiver: nil, arguments: []), at: member)
  }

  /// `.psi` where `.drift(.psi)` is meant, and `.drift(.psi)` where `.psi` is.
  private func nested(_ name: String, in typeNames: [String], _ call: FunctionCallExprSyntax?) -> String? {
    if let inner = call?.arguments.first?.expression.as(MemberAccessExprSyntax.self), inner.base == nil,
      case let text = inner.declName.baseName.text,
      typeNames.contains(where: { !registry.overloads(.staticMember(of: $0), text).isEmpty })
    {
      return "write .\(text)"
    }
    let around = registry.functions.first { function in
      guard case .staticMember(let type) = function.kind, typeNames.contains(type),
        let parameter = function.parameters.first, case .object(let inner) = parameter.type
      else { return false }
      return !registry.overloads(.staticMember(of: inner), name).isEmpty
    }
    let label = around?.parameters.first?.label.map { "\($0): " } ?? ""
    return around.map { "write .\($0.name)(\(label).\(name))" } ?? made(by: name, in: typeNames)
  }

  /// `.rocAUC` where a `Goal(.rocAUC, atLeast: …)` is meant.
  private func made(by name: String, in typeNames: [String]) -> String? {
    for typeName in typeNames {
      for function in registry.overloads(.initializer, typeName) {
        guard let first = function.parameters.first, first.label == nil, case .object(let inner) = first.type,
          !registry.overloads(.staticMember(of: inner), name).isEmpty
        else { continue }
        let others = function.parameters.dropFirst().filter { $0.defaultValue == nil }.compactMap(\.label)
        return "write \(typeName)(.\(name)\(others.map { ", \($0): …" }.joined()))"
      }
    }
    return nil
  }

  // MARK: Optional chaining

  /// `a?.b.c(…)`: the whole of it is nil where `a` is.
  func optionalChain(_ expression: ExprSyntax, in scope: Scope) -> Typed? {
    guard let link = firstChaining(in: expression) else { return nil }
    let base = check(link.expression, in: scope)
    guard case .optional(let wrapped) = base.type else {
      if base.type == .unknown { return base }
      report("\(base.type) is never nil", at: link.questionMark, hint: "leave the ? out")
      return .mistake(at: expression)
    }
    let variable = Variable("?", wrapped, owner: scope.context, at: link, in: unit)
    variable.isRead = true
    chained[link.id] = variable
    defer { chained[link.id] = nil }
    let rest = check(expression, in: scope)
    if rest.type == .unknown { return rest }
    return Typed(
      rest.type == .void ? .void : rest.type.optional, .chained(base, variable, rest), at: expression)
  }

  /// The outermost link of the chain that an expression is, if it is one that has not been taken apart yet.
  private func firstChaining(in expression: ExprSyntax) -> OptionalChainingExprSyntax? {
    var here = expression
    while true {
      if let link = here.as(OptionalChainingExprSyntax.self) {
        return chained[link.id] == nil ? deeper(link) : nil
      }
      if let member = here.as(MemberAccessExprSyntax.self), let base = member.base {
        here = base
      } else if let call = here.as(FunctionCallExprSyntax.self) {
        here = call.calledExpression
      } else if let access = here.as(SubscriptCallExprSyntax.self) {
        here = access.calledExpression
      } else if let unwrap = here.as(ForceUnwrapExprSyntax.self) {
        here = unwrap.expression
      } else {
        return nil
      }
    }
  }

  /// The innermost link comes first, since the others hang on it.
  private func deeper(_ link: OptionalChainingExprSyntax) -> OptionalChainingExprSyntax {
    firstChaining(in: link.expression) ?? link
  }

  /// The value that a link of a chain stands for while the rest is checked.
  func chainedValue(_ link: OptionalChainingExprSyntax) -> Typed? {
    chained[link.id].map { variable in Typed(variable.type, .variable(variable), at: link) }
  }
}

extension ValueType {
  /// The array of the elements of a range, a dictionary or a text; nil for what is no sequence.
  fileprivate var sequence: ValueType? {
    switch self {
    case .range: .array(.int)
    case .dictionary(let key, let value): .array(.tuple([.init("key", key), .init("value", value)]))
    case .string: .array(.character)
    default: nil
    }
  }
}

extension Registry {
  /// The members that values of a type have; what is a sequence has those of an array as well.
  func members(of type: ValueType) -> Set<String> {
    let types = [type] + (type.sequence.map { [$0] } ?? [])
    return Set(
      functions.filter { function in
        switch function.kind {
        case .property(let pattern), .method(let pattern):
          types.contains { pattern.head == $0.head && function.takes($0, self) }
        default: false
        }
      }.map(\.name))
  }
}

extension Function {
  /// Whether a value of a type may stand before the dot.
  func takes(_ type: ValueType, _ registry: Registry) -> Bool {
    switch kind {
    case .method(let pattern), .property(let pattern):
      var substitution = Substitution()
      return substitution.unify(pattern, type) && substitution.holds(in: registry)
    default: return true
    }
  }
}
