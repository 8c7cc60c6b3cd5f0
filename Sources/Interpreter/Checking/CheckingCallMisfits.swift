import Diagnostics
import SwiftSyntax

/// Calls that fit no form of their word, and why.
extension Checker {
  /// Why a type does not do where a word asks for something of it.
  ///
  /// - Parameter isMember: whether the word is a member, which has a form that is told how two values are compared.
  func inability(_ type: ValueType, _ constraint: ValueType.Constraint, isMember: Bool) -> String {
    switch (constraint, type) {
    case (.comparable, .object("Expression")), (.number, .object("Expression")):
      "it takes plain values; a column has one for each row"
    case (.none, _): "it takes any value"
    case (.equatable, _): "values of type \(type) cannot be compared"
    case (.comparable, _): "values of type \(type) have no order\(isMember ? ": say by: how two are compared" : "")"
    case (.hashable, _): "\(type) cannot be the key of a dictionary"
    case (.number, _): "it takes numbers: Int or Double"
    }
  }

  /// Says why no overload fits: an unknown or misplaced label, a missing argument, one too many.
  func reportMisfit(
    _ call: FunctionCallExprSyntax, _ overloads: [Function], at name: some SyntaxProtocol, in scope: Scope
  ) -> Typed {
    let word = name.trimmedDescription
    if let reported = reportLabels(of: call, overloads, word, in: scope) { return reported }
    let arguments = Array(call.arguments)
    let given = arguments.compactMap { $0.label?.text }
    let plain = arguments.filter { $0.label == nil }
    // The overload with the most labels in common is the one that was meant, and of several the one that an argument
    // without a label would fit.
    let inCommon = overloads.map { function in function.parameters.count { given.contains($0.label ?? "") } }
    let closest = zip(overloads, inCommon).filter { $0.1 == inCommon.max() }.map(\.0)
    let meant = closest.first { extra($0, plain, given, in: scope)?.fits == true } ?? closest.first
    guard let meant else { return .mistake(at: call) }
    if let found = extra(meant, plain, given, in: scope) {
      return reportExtra(found, meant, arguments, word)
    }
    for parameter in meant.parameters where parameter.defaultValue == nil {
      if parameter.type.isBlock {
        if call.trailingClosure == nil {
          return report("\"\(word)\" needs a block { … }", at: name, hint: meant.briefSignature)
        }
      } else if let label = parameter.label, !given.contains(label) {
        if parameter.type.isFunction, call.trailingClosure != nil { continue }
        return report("\"\(word)\" needs the argument \"\(label):\"", at: name, hint: meant.briefSignature)
      }
    }
    if call.trailingClosure != nil, !meant.parameters.contains(where: { $0.type.isBlock || $0.type.isFunction }),
      let closure = call.trailingClosure
    {
      return report("\"\(word)\" takes no block", at: closure.leftBrace, hint: meant.briefSignature)
    }
    let closures = (call.trailingClosure == nil ? 0 : 1) + call.additionalTrailingClosures.count
    let needed = meant.parameters.filter { $0.label == nil && !$0.type.isBlock && $0.defaultValue == nil }
    let takenByClosures = min(closures, needed.count { $0.type.isFunction })
    if plain.count + takenByClosures < needed.count {
      return reportMissing(needed, plain, meant, call, at: name)
    }
    return report("the arguments of \"\(word)\" stand in another order", at: name, hint: meant.briefSignature)
  }

  /// Labels that the word does not know, that stand there twice or that do not go together; nil where there are none.
  private func reportLabels(
    of call: FunctionCallExprSyntax, _ overloads: [Function], _ word: String, in scope: Scope
  ) -> Typed? {
    let labels = overloads.flatMap { $0.parameters.compactMap(\.label) }
    let given = call.arguments.compactMap(\.label)
    if let unknown = given.first(where: { !labels.contains($0.text) }) {
      let first = overloads.max { a, b in inCommon(a, given) < inCommon(b, given) }
      return report(
        "\"\(word)\" has no argument \"\(unknown.text):\"", at: unknown,
        hint: insteadOf(unknown, in: call, overloads, word, in: scope) ?? first?.briefSignature)
    }
    var seen: [String] = []
    for label in given {
      if seen.contains(label.text) {
        return report("the argument \"\(label.text):\" is given twice", at: label, hint: "leave one of them out")
      }
      for earlier in seen
      where !overloads.contains(where: { function in
        let labels = function.parameters.map(\.label)
        return labels.contains(earlier) && labels.contains(label.text)
      }) {
        return report(
          "\"\(word)\" takes \"\(earlier):\" or \"\(label.text):\", and not both", at: label,
          hint: "leave one of them out")
      }
      seen.append(label.text)
    }
    return nil
  }

  private func inCommon(_ function: Function, _ labels: [TokenSyntax]) -> Int {
    function.parameters.count { parameter in labels.contains { $0.text == parameter.label } }
  }

  /// What to write instead of a label that the word does not have: another form, the label that newcomers call so, the
  /// closest one, or none.
  private func insteadOf(
    _ label: TokenSyntax, in call: FunctionCallExprSyntax, _ overloads: [Function], _ word: String, in scope: Scope
  ) -> String? {
    guard let position = call.arguments.firstIndex(where: { $0.label?.id == label.id }) else { return nil }
    let argument = call.arguments[position].expression
    let receiver = call.calledExpression.as(MemberAccessExprSyntax.self)?.base?.trimmedDescription
    if let form = ForeignNames.hint(
      forLabel: label.text, of: word, receiver, argument.trimmedDescription, in: registry)
    {
      return form
    }
    let parameters = overloads.flatMap(\.parameters)
    let given = call.arguments.compactMap { $0.label?.text }
    if let meant = parameters.first(where: { $0.synonyms.contains(label.text) })?.label, !given.contains(meant) {
      return "write \(meant):"
    }
    if let nearest = nearestName(to: label.text, among: parameters.compactMap(\.label)) {
      return "did you mean \"\(nearest):\"?"
    }
    let index = call.arguments.distance(from: call.arguments.startIndex, to: position)
    let isWithout = overloads.contains { function in
      guard index < function.parameters.count, function.parameters[index].label == nil else { return false }
      return attempt { check(argument, as: function.parameters[index].type, label.text, in: scope) } != nil
    }
    return isWithout ? "leave \"\(label.text):\" out" : nil
  }

  /// Arguments without labels that a word has no place for, with the labels that they may lack, and whether the first
  /// of them is of the type that goes with its label.
  private typealias Extra = (arguments: [LabeledExprSyntax], labels: [String], fits: Bool)

  private func extra(
    _ function: Function, _ plain: [LabeledExprSyntax], _ given: [String], in scope: Scope
  ) -> Extra? {
    let unlabelled = function.parameters.count { $0.label == nil && !$0.type.isBlock }
    guard plain.count > unlabelled, !function.parameters.contains(where: \.isVariadic) else { return nil }
    let arguments = Array(plain[unlabelled...])
    let open = function.parameters.filter { $0.label.map { !given.contains($0) } ?? false && !$0.type.isBlock }
    let needed = open.filter { $0.defaultValue == nil }
    let candidates = needed.isEmpty ? open : needed
    let fitting = candidates.first { parameter in
      attempt { check(arguments[0].expression, as: parameter.type, parameter.name, in: scope) } != nil
    }
    // Several of them stand for the labels that are missing, in their order.
    if arguments.count <= needed.count, fitting.map({ $0.label == needed[0].label }) ?? true {
      return (arguments, needed.compactMap(\.label), fitting != nil)
    }
    return (arguments, [fitting ?? needed.first].compactMap { $0?.label }, fitting != nil)
  }

  /// Arguments without labels that no place is left for.
  private func reportExtra(
    _ found: Extra, _ meant: Function, _ arguments: [LabeledExprSyntax], _ word: String
  ) -> Typed {
    let (extra, labels, fits) = found
    // Behind the first of a list's elements the others follow.
    if let position = arguments.firstIndex(where: { $0.id == extra[0].id }), position > 0,
      !arguments[position - 1].expression.is(ArrayExprSyntax.self)
    {
      let list = arguments[position - 1].label?.text
      let before = arguments[..<(position - 1)].count { $0.label == nil }
      let parameter =
        list.map { label in meant.parameters.first { $0.label == label } }
        ?? meant.parameters.filter { $0.label == nil }.dropFirst(before).first
      if let parameter, parameter.type.element != nil {
        let elements = [arguments[position - 1]] + arguments[position...].prefix { $0.label == nil }
        let written = elements.map(\.expression.trimmedDescription).joined(separator: ", ")
        let label = list.map { "\($0): " } ?? ""
        return report(
          "\(described(parameter, of: meant)) takes one list", at: extra[0],
          hint: "write \(label)[\(written.prefix(60))]")
      }
    }
    guard let label = labels.first else {
      return report("\"\(word)\" takes no further argument", at: extra[0], hint: meant.briefSignature)
    }
    if !fits, let instead = ForeignNames.hint(forUnlabelled: word, in: registry) {
      return report("\"\(word)\" needs the label \"\(label):\" here", at: extra[0], hint: instead)
    }
    let written = zip(labels, extra).map { label, argument in
      let type = meant.parameters.first { $0.label == label }?.type.withoutOptional
      let text = argument.expression.trimmedDescription
      // A text where columns are computed with is the name of one.
      let isName = argument.expression.is(StringLiteralExprSyntax.self) && type == .object("Expression")
      return "\(label): \(isName ? "col(\(text))" : text)"
    }.joined(separator: ", ")
    let isShort = written.count <= 60 && !written.contains("\n")
    return report(
      "\"\(word)\" needs the label \"\(label):\" here", at: extra[0],
      hint: isShort ? "write \(written)" : meant.briefSignature)
  }

  /// A value without a label that is not there.
  private func reportMissing(
    _ needed: [Parameter], _ plain: [LabeledExprSyntax], _ meant: Function, _ call: FunctionCallExprSyntax,
    at name: some SyntaxProtocol
  ) -> Typed {
    let word = name.trimmedDescription
    if needed.count == 2, let only = plain.first?.expression {
      let written = only.trimmedDescription.prefix(30)
      if call.calledExpression.is(DeclReferenceExprSyntax.self),
        registry.names(.method(of: .array(.int))).contains(word)
      {
        return report(
          "\"\(word)\" takes two values here", at: name, hint: "of an array, write \(written).\(word)()")
      }
      if let range = only.as(InfixOperatorExprSyntax.self),
        range.operator.trimmedDescription == "..." || range.operator.trimmedDescription == "..<"
      {
        let ends = [range.leftOperand, range.rightOperand].map(\.trimmedDescription).joined(separator: ", ")
        return report(
          "\"\(word)\" takes the two ends of a range one by one", at: only, hint: "write \(word)(\(ends.prefix(40)))")
      }
    }
    let missing = needed[plain.count]
    let what = missing.type.hasVariables ? "a value" : missing.type.withArticle
    return report("\"\(word)\" needs \(what) for \"\(missing.name)\"", at: name, hint: meant.briefSignature)
  }
}
