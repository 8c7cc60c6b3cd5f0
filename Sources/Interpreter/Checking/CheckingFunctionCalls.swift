import Diagnostics
import SwiftSyntax

/// Calls of the functions that the notebook declares.
extension Checker {
  func call(_ function: UserFunction, _ call: FunctionCallExprSyntax, in scope: Scope) -> Typed {
    var values = [Typed?](repeating: nil, count: function.parameters.count)
    var next = 0
    var given = call.arguments.map { (label: $0.label?.text, value: $0.expression, node: Syntax($0)) }
    if let closure = call.trailingClosure {
      let label = function.parameters.last?.label
      given.append((label, ExprSyntax(closure), Syntax(closure)))
    }
    for (label, expression, node) in given {
      var position = next
      while position < function.parameters.count, function.parameters[position].label != label {
        guard function.parameters[position].defaultValue != nil else { break }
        position += 1
      }
      guard position < function.parameters.count, function.parameters[position].label == label else {
        let labels = function.parameters.compactMap(\.label)
        if let label, !labels.contains(label) {
          return report(
            "\"\(function.name)\" has no argument \"\(label):\"", at: node,
            hint: nearestName(to: label, among: labels).map { "did you mean \"\($0):\"?" } ?? function.signature)
        }
        if next < function.parameters.count, let wanted = function.parameters[next].label, label == nil {
          return report("\"\(function.name)\" needs the label \"\(wanted):\" here", at: node, hint: function.signature)
        }
        return report(
          next >= function.parameters.count
            ? "\"\(function.name)\" takes no further argument"
            : "the arguments of \"\(function.name)\" stand in another order",
          at: node, hint: function.signature)
      }
      let parameter = function.parameters[position]
      values[position] = check(
        expression, as: parameter.type, "\"\(parameter.name)\" of \"\(function.name)\"", in: scope)
      next = position + 1
    }
    for (index, parameter) in function.parameters.enumerated()
    where values[index] == nil && parameter.defaultValue == nil {
      let label =
        parameter.label.map { "the argument \"\($0):\"" } ?? "\(parameter.type.withArticle) for \"\(parameter.name)\""
      return report("\"\(function.name)\" needs \(label)", at: call.calledExpression, hint: function.signature)
    }
    return Typed(function.result, .userFunction(function, arguments: values), at: call)
  }
}
