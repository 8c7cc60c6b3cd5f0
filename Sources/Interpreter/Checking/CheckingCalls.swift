import Diagnostics
import SwiftSyntax

extension Checker {
  func call(_ call: FunctionCallExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    let called = call.calledExpression
    if let made = emptyCollection(call, in: scope) { return made }
    if let reference = called.as(DeclReferenceExprSyntax.self) {
      return self.call(reference, call, expecting: type, in: scope)
    }
    guard let member = called.as(MemberAccessExprSyntax.self) else {
      if let chain = optionalChain(ExprSyntax(call), in: scope) { return chain }
      return apply(check(called, in: scope), call, in: scope)
    }
    guard let base = member.base else { return implicitMember(member, call, expecting: type, in: scope) }
    if let typeName = typeName(base, in: scope) {
      return staticMember(of: [typeName], member, call, expecting: type, in: scope)
    }
    if let mutation = mutation(member, call, in: scope) { return mutation }
    if let chain = optionalChain(ExprSyntax(call), in: scope) { return chain }
    return method(member, of: check(base, in: scope), call, expecting: type, in: scope)
  }

  private func call(
    _ reference: DeclReferenceExprSyntax, _ call: FunctionCallExprSyntax, expecting type: ValueType?, in scope: Scope
  ) -> Typed {
    let name = reference.baseName.text
    switch scope.find(name) {
    case .variable:
      let called = check(ExprSyntax(reference), in: scope)
      // That it cannot be known which declaration is meant was said where the second one stands.
      return notebook.redeclared.contains(name) ? unknown(call, in: scope) : apply(called, call, in: scope)
    case .function(let function):
      noteUse(of: function, at: reference)
      if notebook.redeclared.contains(name) { return unknown(call, in: scope) }
      return self.call(function, call, in: scope)
    case nil: break
    }
    let found = registry.overloads(.free, name) + registry.overloads(.initializer, name)
    guard !found.isEmpty else {
      _ = unknown(call, in: scope)
      if notebook.outsideTypes.contains(name) { return .mistake(at: call) }
      if registry.types[name] != nil { return reportNoInitializer(name, at: reference) }
      return reportUnknown(name, at: reference, in: scope)
    }
    return self.call(found, receiver: nil, call, at: reference, expecting: type, in: scope)
  }

  /// A call of which nothing can be said; what its arguments name counts as used.
  func unknown(_ call: FunctionCallExprSyntax, in scope: Scope) -> Typed {
    for argument in call.arguments { _ = check(argument.expression, expecting: .unknown, in: scope) }
    return .mistake(at: call)
  }

  /// A type of the library that a notebook cannot make by itself: what gives one?
  private func reportNoInitializer(_ name: String, at node: some SyntaxProtocol) -> Typed {
    let makers = registry.functions.filter { $0.result == .object(name) }
    let foreign = ForeignNames.hint(for: name, in: registry)
    let hint: String? =
      foreign
      ?? makers.first.map { function in
        switch function.kind {
        case .staticMember: "write \(name).\(function.name)"
        case .method(let type), .property(let type): "\(type) gives one: .\(function.name)"
        default: "\(function.name)(…) gives one"
        }
      }
    return report("\(ValueType.object(name).withArticle) is not made by its name", at: node, hint: hint)
  }

  func method(
    _ member: MemberAccessExprSyntax, of receiver: Typed, _ call: FunctionCallExprSyntax, expecting type: ValueType?,
    in scope: Scope
  ) -> Typed {
    let name = member.declName.baseName.text
    if receiver.type == .unknown {
      _ = unknown(call, in: scope)
      return receiver
    }
    if case .tuple = receiver.type {
      return apply(property(member.declName, of: receiver, at: member), call, in: scope)
    }
    for (receiver, place) in lookups(receiver) {
      if call.arguments.isEmpty, call.trailingClosure == nil,
        !registry.overloads(.property(of: place), name).isEmpty
      {
        return reportProperty(name, of: receiver.type, call, at: member.declName, in: scope)
      }
      let found = registry.overloads(.method(of: place), name).filter { !$0.isMutating }
      let fitting = found.filter { $0.takes(receiver.type, registry) }
      if !fitting.isEmpty {
        return self.call(fitting, receiver: receiver, call, at: member.declName, expecting: type, in: scope)
      }
      if let unfit = found.first, asElements(receiver) == nil {
        return report(
          "\"\(name)\" does not work on \(receiver.type)", at: member.declName, hint: need(of: unfit, receiver.type))
      }
      if !registry.overloads(.property(of: place), name).isEmpty {
        return reportProperty(name, of: receiver.type, call, at: member.declName, in: scope)
      }
      if registry.overloads(.method(of: place), name).contains(where: \.isMutating) {
        return report(
          "\"\(name)\" changes what is before its dot, which is no variable here", at: member.declName,
          hint: Self.unchanging[name] ?? "put it into a var first")
      }
    }
    return reportUnknownMember(name, of: receiver.type, at: member.declName)
  }

  /// A property that is called. Arguments ask for something that it does not give, so that leaving them out is no help.
  private func reportProperty(
    _ name: String, of type: ValueType, _ call: FunctionCallExprSyntax, at node: some SyntaxProtocol, in scope: Scope
  ) -> Typed {
    _ = unknown(call, in: scope)
    guard let first = call.arguments.first else {
      return report("\"\(name)\" is a property and takes no parentheses", at: node, hint: "write .\(name)")
    }
    let hint =
      switch (type, first.label?.text) {
      case (.object("Evaluation"), "threshold"):
        "it is judged at a chance of one half; a goal may name another: Goal(.\(name)(threshold: …), …)"
      case (.object("Evaluation"), _): "it is of all rows: for some of them, filter the rows and evaluate those"
      case (.object("MonitorReport"), _): "it is of all windows: for some of them, filter the rows and monitor those"
      default: "write .\(name)"
      }
    return report("\"\(name)\" is a property and takes no arguments", at: node, hint: hint)
  }

  /// What gives a new value where there is no variable to change.
  private static let unchanging = [
    "sort": "write .sorted()", "reverse": "write .reversed()", "append": "write + [value]",
    "removeFirst": "write .dropFirst()", "removeLast": "write .dropLast()", "removeAll": "write .filter { … }",
  ]

  private func need(of function: Function, _ type: ValueType) -> String? {
    guard case .method(let pattern) = function.kind else { return nil }
    var substitution = Substitution()
    if case .array(.optional(let wrapped)) = type, function.takes(.array(wrapped), registry) {
      return "leave the nils out first: .compactMap { $0 }"
    }
    guard substitution.unify(pattern, type), let failure = substitution.failure(in: registry) else {
      return "it works on \(pattern)"
    }
    return inability(failure.type, failure.constraint, isMember: true)
  }

  /// A function that is a value: a closure in a variable.
  private func apply(_ function: Typed, _ call: FunctionCallExprSyntax, in scope: Scope) -> Typed {
    guard case .function(let parameters, let result) = function.type else {
      if function.type == .unknown { return function }
      _ = unknown(call, in: scope)
      return report(
        "\(function.syntax.trimmedDescription.prefix(30)) is a value of type \(function.type) and cannot be called",
        at: call.calledExpression, hint: hidingHint(function) ?? "leave the parentheses out")
    }
    var arguments = call.arguments.map(\.expression)
    if let closure = call.trailingClosure { arguments.append(ExprSyntax(closure)) }
    guard arguments.count == parameters.count else {
      return report(
        "this function takes \(parameters.count) value\(parameters.count == 1 ? "" : "s"), not \(arguments.count)",
        at: call.calledExpression, hint: "\(function.type)")
    }
    if let label = call.arguments.first(where: { $0.label != nil })?.label {
      return report("a closure is called without labels", at: label, hint: "leave \"\(label.text):\" out")
    }
    let values = zip(arguments, parameters).map { check($0, as: $1, "this argument", in: scope) }
    return Typed(result, .apply(function, values), at: call)
  }

  /// Where a value took the name of a word that the call was meant for.
  private func hidingHint(_ function: Typed) -> String? {
    guard case .variable(let variable) = function.form,
      !(registry.overloads(.free, variable.name) + registry.overloads(.initializer, variable.name)).isEmpty
    else { return nil }
    return "line \(variable.line) hides the word \"\(variable.name)\": give that value another name"
  }
}
