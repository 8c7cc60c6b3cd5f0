import SwiftSyntax

extension Checker {
  /// `x == nil` of what is never nil; nil where the comparison asks something.
  func comparisonWithNil(_ operation: Operation, _ left: Typed, _ right: Typed, at node: some SyntaxProtocol) -> Typed?
  {
    guard operation == .equal || operation == .notEqual else { return nil }
    let sides = [(left, right), (right, left)]
    guard let (value, other) = sides.first(where: { $0.1.syntax.is(NilLiteralExprSyntax.self) }),
      !value.type.isOptional, value.type != .unknown, value.type != .void, value.type != .any
    else { return nil }
    if case .object(let name) = value.type, infixTakes(name) {
      let shown = value.syntax.trimmedDescription.prefix(40)
      return report(
        "nil is no value of a column: a row has one or is missing", at: other.syntax,
        hint: "write \(shown).\(operation == .equal ? "isMissing" : "isPresent")")
    }
    if columnPlace != nil, case .constant(.string(let name)) = value.form {
      return report(
        "this is a text, not a column, and never nil", at: value.syntax,
        hint: "write col(\"\(name)\").\(operation == .equal ? "isMissing" : "isPresent")")
    }
    report(
      "\(value.type) is never nil, so that this is always \(operation == .notEqual)", severity: .warning, at: node,
      hint: "leave the comparison out")
    return Typed(.bool, .constant(.bool(operation == .notEqual)), at: node)
  }
}
