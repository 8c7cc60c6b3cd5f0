import Diagnostics
import SwiftSyntax

/// `[Int]()` and `[String: Double]()`: calls of a type that is written like a literal.
extension Checker {
  func emptyCollection(_ call: FunctionCallExprSyntax, in scope: Scope) -> Typed? {
    let called = call.calledExpression
    guard called.is(ArrayExprSyntax.self) || called.is(DictionaryExprSyntax.self), let type = collectionType(called)
    else { return nil }
    if call.arguments.isEmpty, call.trailingClosure == nil {
      if case .dictionary = type { return Typed(type, .dictionary([]), at: call) }
      return Typed(type, .array([]), at: call)
    }
    guard case .array = type else {
      return report("an empty dictionary is written \(type)()", at: call.arguments)
    }
    return fitted(
      self.call(
        registry.overloads(.initializer, "Array"), receiver: nil, call, at: called, expecting: type, in: scope),
      to: type)
      ?? report("this does not make \(type)", at: call)
  }

  /// The type that an expression such as `[String: [Int]]` writes.
  private func collectionType(_ expression: ExprSyntax) -> ValueType? {
    switch expression.as(ExprSyntaxEnum.self) {
    case .declReferenceExpr(let reference):
      let name = reference.baseName.text
      return ValueType.named[name] ?? (registry.types[name] == nil ? nil : .object(name))
    case .arrayExpr(let array):
      guard let only = array.elements.first, array.elements.count == 1 else { return nil }
      return collectionType(only.expression).map { .array($0) }
    case .dictionaryExpr(let dictionary):
      guard case .elements(let entries) = dictionary.content, let only = entries.first, entries.count == 1,
        let key = collectionType(only.key), let value = collectionType(only.value)
      else { return nil }
      return dictionaryType(key, value, at: only.key)
    case .optionalChainingExpr(let optional): return collectionType(optional.expression)?.optional
    case .tupleExpr(let tuple):
      var elements: [ValueType.TupleElement] = []
      for element in tuple.elements {
        guard let type = collectionType(element.expression) else { return nil }
        elements.append(.init(element.label?.text, type))
      }
      return elements.count == 1 ? elements[0].type : .tuple(elements)
    default: return nil
    }
  }
}
