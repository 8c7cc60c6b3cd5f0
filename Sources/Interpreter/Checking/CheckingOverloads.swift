import Diagnostics
import SwiftSyntax

/// Calls of the registry's words: which overload is meant, and do the arguments fit?
extension Checker {
  typealias Pair = (parameter: Parameter, index: Int, argument: ExprSyntax)

  /// Calls the overload whose labels and types fit.
  func call(
    _ overloads: [Function], receiver: Typed?, _ call: FunctionCallExprSyntax, at name: some SyntaxProtocol,
    expecting type: ValueType?, in scope: Scope
  ) -> Typed {
    let fitting = overloads.compactMap { function in
      matched(call, to: function).map { (function: function, pairs: $0) }
    }
    guard let first = fitting.first else {
      for argument in call.arguments { _ = check(argument.expression, expecting: .unknown, in: scope) }
      return reportMisfit(call, overloads, at: name)
    }
    guard fitting.count > 1, !haveSameTypes(fitting.map(\.pairs)) else {
      return resolved(first.function, first.pairs, receiver: receiver, call, at: name, expecting: type, in: scope)
    }
    guard let (candidates, known) = narrowed(fitting, in: scope) else { return .mistake(at: call) }
    // What is left differs in what functions it takes; each form is tried.
    for (function, pairs) in candidates.dropLast() {
      if let value = attempt({
        resolved(function, pairs, receiver: receiver, call, at: name, expecting: type, known, in: scope)
      }) {
        return value
      }
    }
    let last = candidates[candidates.count - 1]
    return resolved(last.function, last.pairs, receiver: receiver, call, at: name, expecting: type, known, in: scope)
  }

  private typealias Candidate = (function: Function, pairs: [Pair])
  /// Arguments that were checked before the overload was chosen.
  private typealias KnownArguments = [SyntaxIdentifier: Typed]

  private func haveSameTypes(_ candidates: [[Pair]]) -> Bool {
    guard let first = candidates.first else { return true }
    return candidates.allSatisfy { pairs in
      pairs.count == first.count && zip(pairs, first).allSatisfy { $0.parameter.type == $1.parameter.type }
    }
  }

  /// Leaves out the overloads that the arguments do not fit. Each argument is checked once, whatever the number of
  /// overloads, so that calls within calls take no more time than they are long.
  ///
  /// - Returns: nil after reporting that an argument fits none.
  private func narrowed(
    _ fitting: [Candidate], in scope: Scope
  ) -> (candidates: [Candidate], known: KnownArguments)? {
    var candidates = fitting
    var known: KnownArguments = [:]
    for pair in fitting[0].pairs {
      let argument = pair.argument
      var types: [ValueType] = []
      for candidate in candidates {
        guard let type = candidate.pairs.first(where: { $0.argument.id == argument.id })?.parameter.type else {
          continue
        }
        if !types.contains(type) { types.append(type) }
      }
      guard types.count > 1, !types.contains(where: { $0.isFunction || $0.isBlock }) else { continue }
      let isOpen = types.contains(where: \.hasVariables)
      let value = check(argument, expecting: isOpen ? nil : .either(types), in: scope)
      if value.type == .unknown { return nil }
      known[argument.id] = value
      let left = candidates.filter { candidate in
        guard let type = candidate.pairs.first(where: { $0.argument.id == argument.id })?.parameter.type else {
          return false
        }
        var substitution = Substitution()
        return type.hasVariables
          ? substitution.unify(type, value.type) && substitution.holds(in: registry) : fitted(value, to: type) != nil
      }
      guard !left.isEmpty else {
        if value.type == .void {
          report("this has no value", at: argument)
        } else {
          reportMisfit(described(pair.parameter, of: fitting[0].function), .either(types), value)
        }
        return nil
      }
      candidates = left
    }
    return (candidates, known)
  }

  private func described(_ parameter: Parameter, of function: Function) -> String {
    "\(parameter.label.map { "\"\($0):\"" } ?? "\"\(parameter.name)\"") of \"\(function.name)\""
  }

  /// Pairs arguments with parameters in order, passing over those that have a default; nil where they do not fit.
  private func matched(_ call: FunctionCallExprSyntax, to function: Function) -> [Pair]? {
    var pairs: [Pair] = []
    var next = 0
    let parameters = function.parameters
    for argument in call.arguments {
      while next < parameters.count, parameters[next].label != argument.label?.text {
        guard parameters[next].defaultValue != nil else { return nil }
        next += 1
      }
      guard next < parameters.count else { return nil }
      pairs.append((parameters[next], next, argument.expression))
      next += 1
    }
    var closures: [(label: String?, closure: ClosureExprSyntax)] = []
    if let closure = call.trailingClosure { closures.append((nil, closure)) }
    closures += call.additionalTrailingClosures.map { ($0.label.text, $0.closure) }
    for (label, closure) in closures {
      while next < parameters.count, !takesClosure(parameters[next], label) {
        guard parameters[next].defaultValue != nil else { return nil }
        next += 1
      }
      guard next < parameters.count else { return nil }
      pairs.append((parameters[next], next, ExprSyntax(closure)))
      next += 1
    }
    guard parameters[next...].allSatisfy({ $0.defaultValue != nil }) else { return nil }
    return pairs
  }

  private func takesClosure(_ parameter: Parameter, _ label: String?) -> Bool {
    (parameter.type.isBlock || parameter.type.isFunction || parameter.type.isVariable)
      && (label == nil || parameter.label == label)
  }

  /// The call of one overload, its arguments checked.
  private func resolved(
    _ function: Function, _ pairs: [Pair], receiver: Typed?, _ call: FunctionCallExprSyntax,
    at name: some SyntaxProtocol, expecting type: ValueType?, _ known: KnownArguments = [:], in scope: Scope
  ) -> Typed {
    // `reduce(0, +)` over decimal numbers: the literal follows what the function makes of it.
    let hasFlexibleLiteral = pairs.contains { $0.parameter.type.isVariable && isLiteral($0.argument) }
    if hasFlexibleLiteral, pairs.contains(where: { $0.parameter.type.isFunction }) {
      if let value = attempt({
        resolved(function, pairs, receiver, call, literalsAreDecimal: false, at: name, known, in: scope)
      }) {
        return value
      }
      if let value = attempt({
        resolved(function, pairs, receiver, call, literalsAreDecimal: true, at: name, known, in: scope)
      }) {
        return value
      }
    }
    return resolved(function, pairs, receiver, call, literalsAreDecimal: false, at: name, known, in: scope)
  }

  private func resolved(
    _ function: Function, _ pairs: [Pair], _ receiver: Typed?, _ call: FunctionCallExprSyntax,
    literalsAreDecimal: Bool, at name: some SyntaxProtocol, _ known: KnownArguments, in scope: Scope
  ) -> Typed {
    var substitution = Substitution()
    if let receiver, case .method(let pattern) = function.kind { _ = substitution.unify(pattern, receiver.type) }
    var arguments = function.parameters.map { Typed.Argument.standard($0.defaultValue ?? .nil) }
    // Functions come last, and literals before them: the others settle their types.
    let ordered = pairs.enumerated().sorted { a, b in
      (rank(a.element), a.offset) < (rank(b.element), b.offset)
    }.map(\.element)
    var isWrong = false
    for (parameter, index, expression) in ordered {
      if case .block(let types) = parameter.type {
        arguments[index] = .block(block(expression, of: types, function, in: scope))
        continue
      }
      var wanted = substitution.applied(to: parameter.type)
      if literalsAreDecimal, parameter.type.isVariable, wanted == .unknown, isLiteral(expression) { wanted = .double }
      let value = known[expression.id] ?? check(expression, expecting: wanted == .unknown ? nil : wanted, in: scope)
      if value.type == .unknown {
        isWrong = true
        // What is wrong here leaves the rest of the types open.
        continue
      }
      if value.type == .void, parameter.type != .void {
        report("this has no value", at: expression)
        isWrong = true
        continue
      }
      if parameter.type.hasVariables {
        guard substitution.unify(parameter.type, value.type),
          let fit = fitted(value, to: substitution.applied(to: parameter.type))
        else {
          reportMisfit(described(parameter, of: function), substitution.applied(to: parameter.type), value)
          isWrong = true
          continue
        }
        arguments[index] = .value(fit)
      } else if let fit = fitted(value, to: parameter.type) {
        arguments[index] = .value(fit)
      } else {
        reportMisfit(described(parameter, of: function), parameter.type, value)
        isWrong = true
      }
    }
    if let (type, constraint) = substitution.failure(in: registry) {
      return report(
        "\"\(name.trimmedDescription)\" does not work on \(type)", at: name,
        hint: inability(type, constraint))
    }
    let result = substitution.applied(to: function.result)
    if isWrong { return .mistake(at: call).seen(as: result.hasUnknown ? .unknown : result) }
    if case .unknown = result {
      return report("the type of this cannot be known here", at: name, hint: "write let name: Type = …")
    }
    var value = Typed(result, .word(function, receiver: receiver, arguments: arguments), at: call)
    value.columns = columns(after: function, receiver: receiver, arguments: arguments)
    return value
  }

  private func rank(_ pair: Pair) -> Int {
    pair.parameter.type.isFunction ? 2 : pair.parameter.type.isVariable && isLiteral(pair.argument) ? 1 : 0
  }

  /// The values of a block's expressions, each of one of the given types.
  private func block(
    _ expression: ExprSyntax, of types: [ValueType], _ function: Function, in scope: Scope
  ) -> [Typed] {
    guard let closure = expression.as(ClosureExprSyntax.self) else {
      report("\"\(function.name)\" takes a block { … } here", at: expression)
      return []
    }
    if let signature = closure.signature {
      report("this block takes no arguments", at: signature, hint: "leave them and in out")
      return []
    }
    var values: [Typed] = []
    for statement in closure.statements {
      trialsLeft = 2000
      guard case .expr(let expression) = statement.item else {
        let first = statement.firstToken(viewMode: .sourceAccurate).map(Syntax.init) ?? Syntax(statement)
        report("this block holds expressions only", at: first, hint: "declare values before it")
        continue
      }
      let value = check(expression, expecting: .either(types), in: scope)
      if value.type == .unknown { continue }
      guard let fit = fitted(value, to: .either(types)) else {
        report(
          "the block of \"\(function.name)\" holds \(types.map(\.description).joined(separator: ", ")), not \(value.type)",
          at: expression)
        continue
      }
      values.append(fit)
    }
    return values
  }

  // MARK: What does not fit

  /// Why a type does not do where a word asks for something of it.
  func inability(_ type: ValueType, _ constraint: ValueType.Constraint) -> String {
    switch constraint {
    case .none: "it takes any value"
    case .equatable: "values of type \(type) cannot be compared"
    case .comparable: "values of type \(type) have no order: say by: how two are compared"
    case .hashable: "\(type) cannot be the key of a dictionary"
    case .number: "it takes numbers: Int or Double"
    }
  }

  /// Says why no overload fits: an unknown or misplaced label, a missing argument, one too many.
  private func reportMisfit(
    _ call: FunctionCallExprSyntax, _ overloads: [Function], at name: some SyntaxProtocol
  ) -> Typed {
    let word = name.trimmedDescription
    // The overload with the most labels in common is the one that was meant.
    let given = call.arguments.compactMap { $0.label?.text }
    let meant = overloads.max { a, b in
      a.parameters.count { given.contains($0.label ?? "") } < b.parameters.count { given.contains($0.label ?? "") }
    }
    let labels = overloads.flatMap { $0.parameters.compactMap(\.label) }
    for argument in call.arguments {
      guard let label = argument.label else { continue }
      if !labels.contains(label.text) {
        let nearest = nearestName(to: label.text, among: labels)
        return report(
          "\"\(word)\" has no argument \"\(label.text):\"", at: label,
          hint: nearest.map { "did you mean \"\($0):\"?" } ?? meant?.signature)
      }
    }
    guard let meant else { return .mistake(at: call) }
    var seen: Set<String> = []
    for argument in call.arguments {
      guard let label = argument.label, !seen.insert(label.text).inserted else { continue }
      return report("the argument \"\(label.text):\" is given twice", at: label, hint: "leave one of them out")
    }
    for parameter in meant.parameters where parameter.defaultValue == nil {
      if parameter.type.isBlock {
        if call.trailingClosure == nil {
          return report("\"\(word)\" needs a block { … }", at: name, hint: meant.signature)
        }
      } else if let label = parameter.label, !given.contains(label) {
        if parameter.type.isFunction, call.trailingClosure != nil { continue }
        // A value without its label is likelier than a value that is missing.
        if let plain = call.arguments.first(where: { $0.label == nil }),
          !meant.parameters.contains(where: { $0.label == nil })
        {
          return report("\"\(word)\" needs the label \"\(label):\" here", at: plain, hint: meant.signature)
        }
        return report("\"\(word)\" needs the argument \"\(label):\"", at: name, hint: meant.signature)
      }
    }
    let unlabelled = meant.parameters.filter { $0.label == nil && !$0.type.isBlock }
    let plain = call.arguments.filter { $0.label == nil }
    if plain.count > unlabelled.count, let extra = plain.dropFirst(unlabelled.count).first {
      // Perhaps only its label is missing.
      if let label = meant.parameters.first(where: { $0.label.map { !given.contains($0) } ?? false })?.label {
        return report(
          "\"\(word)\" takes this argument with a label", at: extra,
          hint: "did you mean \"\(label):\"? \(meant.signature)")
      }
      return report("\"\(word)\" takes no further argument", at: extra, hint: meant.signature)
    }
    if call.trailingClosure != nil, !meant.parameters.contains(where: { $0.type.isBlock || $0.type.isFunction }),
      let closure = call.trailingClosure
    {
      return report("\"\(word)\" takes no block", at: closure.leftBrace, hint: meant.signature)
    }
    let closures = (call.trailingClosure == nil ? 0 : 1) + call.additionalTrailingClosures.count
    let needed = unlabelled.filter { $0.defaultValue == nil }
    let takenByClosures = min(closures, needed.count { $0.type.isFunction })
    if plain.count + takenByClosures < needed.count {
      let missing = needed[plain.count]
      if needed.count == 2, let only = plain.first, registry.names(.method(of: .array(.int))).contains(word) {
        return report(
          "\"\(word)\" takes two values here", at: name,
          hint: "of an array, write \(only.expression.trimmedDescription.prefix(30)).\(word)()")
      }
      let what = missing.type.hasVariables ? "a value" : missing.type.withArticle
      return report("\"\(word)\" needs \(what) for \"\(missing.name)\"", at: name, hint: meant.signature)
    }
    return report("the arguments of \"\(word)\" stand in another order", at: name, hint: meant.signature)
  }
}

extension ValueType {
  var isVariable: Bool { if case .variable = self { true } else { false } }
}
