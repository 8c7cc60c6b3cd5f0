import Diagnostics
import SwiftParser
import SwiftSyntax

extension Evaluator {
  /// The value of a literal; nil where the expression is none.
  func literal(_ expression: ExprSyntax, expecting type: ValueType?, in scope: Scope) throws(Diagnostic) -> Value? {
    switch expression.as(ExprSyntaxEnum.self) {
    case .integerLiteralExpr(let literal):
      guard let value = literal.representedLiteralValue else {
        throw unit.error("\(literal.literal.text) is too large for a whole number", at: literal)
      }
      return type?.takesDecimals == true ? .double(Double(value)) : .int(value)
    case .floatLiteralExpr(let literal):
      guard let value = literal.representedLiteralValue, value.isFinite else {
        throw unit.error("\(literal.literal.text) is too large for a number", at: literal)
      }
      return .double(value)
    case .booleanLiteralExpr(let literal): return .bool(literal.literal.tokenKind == .keyword(.true))
    case .nilLiteralExpr: return .nil
    case .stringLiteralExpr(let literal): return .string(try text(of: literal, in: scope))
    case .arrayExpr(let array):
      var elements: [Value] = []
      for element in array.elements {
        let value = try evaluate(element.expression, expecting: type?.element, in: scope)
        if let first = elements.first, type?.element == nil, !first.type.accepts(value.type) {
          guard case (.double, .int(let whole)) = (first, value), isWholeLiteral(element.expression) else {
            throw unit.error(
              "an array holds values of one type: this is \(value.type), the first is \(first.type)",
              at: element.expression)
          }
          elements.append(.double(Double(whole)))
          continue
        }
        elements.append(value)
      }
      return .array(elements)
    default: return nil
    }
  }

  /// Whether the expression is written as a whole number, which may stand for a decimal one.
  func isWholeLiteral(_ expression: ExprSyntax) -> Bool {
    if let prefix = expression.as(PrefixOperatorExprSyntax.self) { return isWholeLiteral(prefix.expression) }
    if let single = expression.as(TupleExprSyntax.self)?.elements.first { return isWholeLiteral(single.expression) }
    return expression.is(IntegerLiteralExprSyntax.self)
  }

  private func text(of literal: StringLiteralExprSyntax, in scope: Scope) throws(Diagnostic) -> String {
    if let plain = literal.representedLiteralValue { return plain }
    var text = ""
    for segment in literal.segments {
      switch segment {
      case .stringSegment(let part):
        // A segment by itself is a literal without interpolation, whose escapes the parser resolves.
        let alone = StringLiteralExprSyntax(
          openingPounds: literal.openingPounds, openingQuote: literal.openingQuote,
          segments: StringLiteralSegmentListSyntax([.stringSegment(part)]), closingQuote: literal.closingQuote,
          closingPounds: literal.closingPounds)
        guard let plain = alone.representedLiteralValue else {
          throw unit.error("this text holds an escape that Swift does not know", at: part)
        }
        text += plain
      case .expressionSegment(let part):
        guard let only = part.expressions.first, part.expressions.count == 1, only.label == nil else {
          throw unit.error("\\( ) holds one expression", at: part)
        }
        text += try evaluate(only.expression, in: scope).description
      }
    }
    return text
  }
}
