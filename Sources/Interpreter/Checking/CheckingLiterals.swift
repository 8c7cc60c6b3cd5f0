import Diagnostics
import SwiftParser
import SwiftSyntax

extension Checker {
  /// What a literal means; nil where the expression is none.
  func literal(_ expression: ExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed? {
    switch expression.as(ExprSyntaxEnum.self) {
    case .integerLiteralExpr(let literal):
      guard let value = literal.representedLiteralValue else {
        return report("\(literal.literal.text) is too large for a whole number", at: literal)
      }
      return type?.takesDecimals == true
        ? Typed(.double, .constant(.double(Double(value))), at: literal)
        : Typed(.int, .constant(.int(value)), at: literal)
    case .floatLiteralExpr(let literal):
      guard let value = literal.representedLiteralValue, value.isFinite else {
        return report("\(literal.literal.text) is too large for a number", at: literal)
      }
      return Typed(.double, .constant(.double(value)), at: literal)
    case .booleanLiteralExpr(let literal):
      return Typed(.bool, .constant(.bool(literal.literal.tokenKind == .keyword(.true))), at: literal)
    case .nilLiteralExpr:
      // What is wrong around it was reported.
      if type == .some(.unknown) { return .mistake(at: expression) }
      guard let type else {
        return report("nil needs a place whose type is known", at: expression, hint: "write let name: Int? = nil")
      }
      guard type.isOptional || type == .any else {
        return report("\(type) cannot be nil", at: expression, hint: "declare it as \(type)? where it may be nil")
      }
      return Typed(type, .constant(.nil), at: expression)
    case .stringLiteralExpr(let literal): return text(literal, expecting: type, in: scope)
    case .arrayExpr(let array): return self.array(array, expecting: type, in: scope)
    case .dictionaryExpr(let dictionary): return self.dictionary(dictionary, expecting: type, in: scope)
    default: return nil
    }
  }

  /// Whether the expression is made of whole numbers alone, which may stand for decimal ones.
  func isLiteral(_ expression: ExprSyntax) -> Bool {
    switch expression.as(ExprSyntaxEnum.self) {
    case .integerLiteralExpr: true
    case .prefixOperatorExpr(let prefix): isLiteral(prefix.expression)
    case .tupleExpr(let tuple):
      tuple.elements.count == 1 && tuple.elements.first.map { isLiteral($0.expression) } ?? false
    case .infixOperatorExpr(let infix): isLiteral(infix.rightOperand) && isLiteral(infix.leftOperand)
    default: false
    }
  }

  // MARK: Arrays and dictionaries

  private func array(_ array: ArrayExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    // What is wrong around it was reported.
    if type == .some(.unknown) {
      for element in array.elements { _ = check(element.expression, expecting: .unknown, in: scope) }
      return .mistake(at: array)
    }
    let wanted = type?.element.flatMap { $0 == .unknown ? nil : $0 }
    guard !array.elements.isEmpty else {
      guard let wanted else {
        if type == .some(.unknown) { return .mistake(at: array) }
        if type == .any { return Typed(.array(.unknown), .array([]), at: array) }
        return report(
          "an empty array needs a type", at: array, hint: "write let name: [Int] = [], or [Int]()")
      }
      return Typed(.array(wanted), .array([]), at: array)
    }
    let elements = elements(array.elements.map(\.expression), expecting: wanted, "an array", in: scope)
    guard let first = elements.first else { return .mistake(at: array) }
    return Typed(.array(wanted ?? first.type), .array(elements), at: array)
  }

  private func dictionary(_ dictionary: DictionaryExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    var wanted: (key: ValueType?, value: ValueType?) = (nil, nil)
    if case .dictionary(let key, let value) = type?.withoutOptional {
      wanted = (key == .unknown ? nil : key, value == .unknown ? nil : value)
    }
    guard case .elements(let entries) = dictionary.content, !entries.isEmpty else {
      if type == .some(.unknown) { return .mistake(at: dictionary) }
      guard let key = wanted.key, let value = wanted.value else {
        return report(
          "an empty dictionary needs a type", at: dictionary, hint: "write let name: [String: Int] = [:]")
      }
      return Typed(.dictionary(key: key, value: value), .dictionary([]), at: dictionary)
    }
    let keys = elements(entries.map(\.key), expecting: wanted.key, "a list of keys", in: scope)
    let values = elements(entries.map(\.value), expecting: wanted.value, "a dictionary", in: scope)
    guard let key = keys.first, let value = values.first, keys.count == values.count else {
      return .mistake(at: dictionary)
    }
    guard let type = dictionaryType(wanted.key ?? key.type, wanted.value ?? value.type, at: key.syntax) else {
      return .mistake(at: dictionary)
    }
    var seen: [String: Int] = [:]
    for key in keys {
      guard case .constant(let constant) = key.form else { continue }
      if seen.updateValue(0, forKey: constant.description) != nil {
        report("the key \(key.syntax.trimmedDescription) stands here twice", at: key.syntax, hint: "keep one of them")
      }
    }
    return Typed(type, .dictionary(Array(zip(keys, values).map { (key: $0, value: $1) })), at: dictionary)
  }

  /// Values of one type; beside a decimal number, a literal of a whole number is one as well, as in Swift.
  private func elements(
    _ expressions: [ExprSyntax], expecting wanted: ValueType?, _ holder: String, in scope: Scope
  ) -> [Typed] {
    // nil takes its type from the others.
    if wanted == nil, expressions.contains(where: { $0.is(NilLiteralExprSyntax.self) }),
      let first = expressions.first(where: { !$0.is(NilLiteralExprSyntax.self) })
    {
      let type = check(first, in: scope).type
      if type != .unknown, type != .void {
        return elements(expressions, expecting: type.optional, holder, in: scope)
      }
    }
    var type = wanted
    var values = expressions.map { check($0, expecting: wanted ?? type, in: scope) }
    if wanted == nil {
      if values.contains(where: { $0.type == .double }) {
        for (index, value) in values.enumerated() where value.type == .int && isLiteral(expressions[index]) {
          values[index] = check(expressions[index], expecting: .double, in: scope)
        }
      }
      type = values.first { $0.type != .unknown && !$0.type.hasUnknown }?.type ?? values.first?.type
      // One that may be nil makes all of them so.
      if let optional = values.first(where: { $0.type.isOptional })?.type { type = optional }
    }
    guard let type else { return values }
    if type == .void { return [report("this has no value", at: expressions[0])] }
    let first = values[0].type
    // What is wrong with one is wrong with all of its type, and said once.
    var reported: Set<ValueType> = []
    for (index, value) in values.enumerated() {
      if let fit = fitted(value, to: type) {
        values[index] = fit
      } else if !reported.insert(value.type).inserted {
        values[index] = .mistake(at: expressions[index])
      } else if let wanted {
        values[index] = report(
          "\(holder) must hold \(wanted) here, but this is \(value.type)", at: expressions[index],
          hint: misfitHint(wanted, value))
      } else {
        values[index] = report(
          "\(holder) holds values of one type: this is \(value.type), the first is \(first)", at: expressions[index])
      }
    }
    return values
  }

  // MARK: Texts

  /// `\\(x, specifier: "%.2f")`
  private func specifierHint(_ part: ExpressionSegmentSyntax) -> String? {
    guard let value = part.expressions.first, let format = part.expressions.dropFirst().first,
      format.label?.text == "specifier" || format.label?.text == "format"
    else { return nil }
    return numberHint(value.expression.trimmedDescription, format: format.expression.trimmedDescription).map {
      "write \\(\($0.dropFirst("write ".count)))"
    }
  }

  private func text(_ literal: StringLiteralExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    if let plain = literal.representedLiteralValue {
      if type?.takesCharacters == true {
        guard plain.count == 1 else {
          return report("a Character is one character, not \(plain.count)", at: literal, hint: "write one, as \",\"")
        }
        return Typed(.character, .constant(.string(plain)), at: literal)
      }
      return Typed(.string, .constant(.string(plain)), at: literal)
    }
    var parts: [Typed.Part] = []
    for segment in literal.segments {
      switch segment {
      case .stringSegment(let part):
        // A segment by itself is a literal without interpolation, whose escapes the parser resolves.
        let alone = StringLiteralExprSyntax(
          openingPounds: literal.openingPounds, openingQuote: literal.openingQuote,
          segments: StringLiteralSegmentListSyntax([.stringSegment(part)]), closingQuote: literal.closingQuote,
          closingPounds: literal.closingPounds)
        guard let plain = alone.representedLiteralValue else {
          return report("this text holds an escape that Swift does not know", at: part)
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
      case .expressionSegment(let part):
        guard let only = part.expressions.first, part.expressions.count == 1, only.label == nil else {
          return report("\\( ) holds one expression", at: part, hint: specifierHint(part))
        }
        let value = check(only.expression, in: scope)
        if value.type == .void { return report("this has no value", at: only) }
        if value.type.isOptional {
          report(
            "this may be nil, and would be written as \"nil\"", severity: .warning, at: only,
            hint: "give a default with ??")
        }
        if case .function = value.type { return report("a function cannot be written into a text", at: only) }
        if let type = registry.wordless(in: value.type) {
          return report(
            "\(type.withArticle) cannot be written into a text", at: only, hint: writable(in: value, of: type))
        }
        parts.append(.value(value))
      }
    }
    return Typed(.string, .interpolation(parts), at: literal)
  }

  /// What a text can hold instead: a member of the value, where one does.
  private func writable(in value: Typed, of type: ValueType) -> String {
    let member = registry.functions.first { function in
      if case .property(of: type) = function.kind { registry.wordless(in: function.result) == nil } else { false }
    }
    let shown = value.syntax.trimmedDescription
    return member.map { "write what you want of it: \(value.type == type ? shown : "").\($0.name)" }
      ?? "a text holds numbers, texts, truth values and dates"
  }
}
