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
      return .array(try elements(of: array, expecting: type?.element, in: scope))
    default: return nil
    }
  }

  /// The elements of one type; beside a decimal number, a literal of a whole number is one as well, as in Swift.
  private func elements(
    of array: ArrayExprSyntax, expecting type: ValueType?, in scope: Scope
  ) throws(Diagnostic) -> [Value] {
    var elements: [(value: Value, syntax: ExprSyntax)] = []
    for element in array.elements {
      elements.append((try evaluate(element.expression, expecting: type, in: scope), element.expression))
    }
    guard type == nil, let first = elements.first else { return elements.map(\.value) }
    if elements.contains(where: { $0.value.type == .double }) {
      elements = elements.map { value, syntax in
        if case .int(let whole) = value, isWholeLiteral(syntax) {
          (.double(Double(whole)), syntax)
        } else {
          (value, syntax)
        }
      }
    }
    let kind = elements[0].value.type
    if let odd = elements.first(where: { !kind.accepts($0.value.type) }) {
      throw unit.error(
        "an array holds values of one type: this is \(odd.value.type), the first is \(first.value.type)", at: odd.syntax
      )
    }
    return elements.map(\.value)
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
        guard text.utf8.count <= Self.longestText else {
          throw unit.error("this text is longer than 10 million bytes", at: part)
        }
      }
    }
    return text
  }
}
