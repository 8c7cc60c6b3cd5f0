import Diagnostics
import SwiftSyntax

/// Words that are handed on as functions rather than called: `map(sqrt)`, `compactMap(Int.init)`.
extension Checker {
  /// `Int.init` where a function is asked for.
  func initializer(
    of type: String, _ member: MemberAccessExprSyntax, _ call: FunctionCallExprSyntax?, expecting wanted: ValueType?,
    in scope: Scope
  ) -> Typed {
    if let call {
      _ = unknown(call, in: scope)
      return report("\".init\" is left out where a value is made", at: member.declName, hint: "write \(type)(…)")
    }
    let initializers = registry.overloads(.initializer, type)
    if let function = wordFunction(initializers, at: member, expecting: wanted, in: scope) { return function }
    return report(
      "it is not clear here which function \"\(type).init\" is", at: member,
      hint: wanted?.isFunction == true ? "write a closure: { \(type)($0) }" : "write \(type)(…)")
  }

  /// A word of one value handed on as a function: `map(sqrt)`, `compactMap(Int.init)`.
  ///
  /// - Returns: nil where none of the overloads is one that Swift would take without doubt.
  func wordFunction(
    _ overloads: [Function], at node: some SyntaxProtocol, expecting type: ValueType?, in scope: Scope
  ) -> Typed? {
    guard case .function(let given, let wanted) = type?.withoutOptional, given.count == 1, given[0] != .unknown else {
      return nil
    }
    let context = FunctionContext(inside: scope.context)
    let variable = Variable("$0", given[0], owner: context, at: node, in: unit)
    variable.isRead = true
    let argument = Typed(given[0], .variable(variable), at: node)
    for function in overloads {
      guard let parameter = function.parameters.first, function.parameters.count == 1, parameter.label == nil else {
        continue
      }
      var substitution = Substitution()
      guard substitution.unify(parameter.type, given[0]), substitution.holds(in: registry) else { continue }
      let result = substitution.applied(to: function.result)
      if function.kind == .initializer {
        guard isClear(from: given[0], to: result), !wanted.isOptional || result.isOptional else { continue }
      }
      let value = Typed(result, .word(function, receiver: nil, arguments: [.value(argument)]), at: node)
      let body = ClosureBody([variable], [.return(value)], result: result, context: context, at: node)
      return Typed(.function(parameters: given, result: result), .closure(body), at: node)
    }
    return nil
  }

  /// Whether `Type.init` means one thing alone: Swift has more initializers than the language, and of some types takes
  /// another one, or cannot choose.
  private func isClear(from given: ValueType, to made: ValueType) -> Bool {
    switch (given, made.withoutOptional) {
    case (.int, .double), (.double, .int), (.string, .int), (.string, .double), (.int, .string), (.bool, .string),
      (.character, .string):
      true
    default: false
    }
  }
}
