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
    case .variable: return apply(check(ExprSyntax(reference), in: scope), call, in: scope)
    case .function(let function):
      noteUse(of: function, at: reference)
      return self.call(function, call, in: scope)
    case nil: break
    }
    let found = registry.overloads(.free, name) + registry.overloads(.initializer, name)
    guard !found.isEmpty else {
      for argument in call.arguments { _ = check(argument.expression, expecting: .unknown, in: scope) }
      if notebook.outsideTypes.contains(name) { return .mistake(at: call) }
      if registry.types[name] != nil { return reportNoInitializer(name, at: reference) }
      return reportUnknown(name, at: reference, in: scope)
    }
    return self.call(found, receiver: nil, call, at: reference, expecting: type, in: scope)
  }

  /// A type of the library that a notebook cannot make by itself: what gives one?
  private func reportNoInitializer(_ name: String, at node: some SyntaxProtocol) -> Typed {
    let makers = registry.functions.filter { $0.result == .object(name) }
    let hint: String? = makers.first.map { function in
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
      for argument in call.arguments { _ = check(argument.expression, expecting: .unknown, in: scope) }
      return receiver
    }
    if case .tuple = receiver.type {
      return apply(property(member.declName, of: receiver, at: member), call, in: scope)
    }
    for (receiver, place) in lookups(receiver) {
      if call.arguments.isEmpty, call.trailingClosure == nil,
        !registry.overloads(.property(of: place), name).isEmpty
      {
        return report(
          "\"\(name)\" is a property and takes no parentheses", at: member.declName, hint: "write .\(name)")
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
        return report(
          "\"\(name)\" is a property and takes no parentheses", at: member.declName, hint: "write .\(name)")
      }
      if registry.overloads(.method(of: place), name).contains(where: \.isMutating) {
        return report(
          "\"\(name)\" changes what is before its dot, which is no variable here", at: member.declName,
          hint: Self.unchanging[name] ?? "put it into a var first")
      }
    }
    return reportUnknownMember(name, of: receiver.type, at: member.declName)
  }

  /// What gives a new value where there is no variable to change.
  private static let unchanging = [
    "sort": "write .sorted()", "reverse": "write .reversed()", "append": "write + [value]",
    "removeFirst": "write .dropFirst()", "removeLast": "write .dropLast()", "removeAll": "write .filter { … }",
  ]

  private func need(of function: Function, _ type: ValueType) -> String? {
    guard case .method(let pattern) = function.kind else { return nil }
    var substitution = Substitution()
    guard substitution.unify(pattern, type), let failure = substitution.failure(in: registry) else {
      return "it works on \(pattern)"
    }
    return inability(failure.type, failure.constraint)
  }

  /// A function that is a value: a closure in a variable.
  private func apply(_ function: Typed, _ call: FunctionCallExprSyntax, in scope: Scope) -> Typed {
    guard case .function(let parameters, let result) = function.type else {
      if function.type == .unknown { return function }
      return report(
        "\(function.syntax.trimmedDescription.prefix(30)) is a value of type \(function.type) and cannot be called",
        at: call.calledExpression, hint: "leave the parentheses out")
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
}
