import Diagnostics
import SwiftSyntax

extension Evaluator {
  func call(
    _ call: FunctionCallExprSyntax, expecting type: ValueType?, in scope: Scope
  ) throws(Diagnostic) -> Value {
    let called = call.calledExpression
    if let reference = called.as(DeclReferenceExprSyntax.self) {
      let name = reference.baseName.text
      if scope.find(name) != nil { throw unit.error("\"\(name)\" is a value and cannot be called", at: reference) }
      let found = registry.overloads(.free, name) + registry.overloads(.initializer, name)
      guard !found.isEmpty else { throw unknownName(name, at: reference, in: scope) }
      return try perform(found, receiver: nil, call, at: reference, in: scope)
    }
    guard let member = called.as(MemberAccessExprSyntax.self) else {
      throw unit.error("only a function can be called", at: called)
    }
    guard let base = member.base else { return try implicitMember(member, call, expecting: type, in: scope) }
    if let typeName = typeName(base, in: scope) { return try staticMember(of: [typeName], member, call, in: scope) }
    let receiver = try evaluate(base, in: scope)
    let name = member.declName.baseName.text
    for type in lookupTypes(of: receiver) {
      let found = registry.overloads(.method(of: type), name)
      if !found.isEmpty { return try perform(found, receiver: receiver, call, at: member.declName, in: scope) }
      if !registry.overloads(.property(of: type), name).isEmpty {
        throw unit.error(
          "\"\(name)\" is a property and takes no parentheses", at: member.declName, hint: "write .\(name)")
      }
    }
    throw unknownMember(name, of: receiver, at: member.declName)
  }

  // MARK: Choosing the overload

  /// Calls the overload whose labels fit.
  func perform(
    _ overloads: [Function], receiver: Value?, _ call: FunctionCallExprSyntax, at name: some SyntaxProtocol,
    in scope: Scope
  ) throws(Diagnostic) -> Value {
    if let extra = call.additionalTrailingClosures.first { throw unit.error("one block is the most", at: extra) }
    let fitting = overloads.compactMap { function in matched(call, to: function).map { (function, $0) } }
    guard let (function, matches) = fitting.first else {
      throw misfit(call, overloads, at: name)
    }
    var arguments = defaults(of: function)
    for (parameter, argument) in matches {
      arguments[parameter.name] = try evaluate(argument, for: parameter, of: function, in: scope)
    }
    return try perform(function, receiver: receiver, arguments: arguments, at: Syntax(call), in: scope)
  }

  func defaults(of function: Function) -> [String: Value] {
    var values: [String: Value] = [:]
    for parameter in function.parameters { values[parameter.name] = parameter.defaultValue }
    return values
  }

  private enum Argument {
    case expression(ExprSyntax)
    case block(ClosureExprSyntax)
  }

  /// Pairs arguments with parameters in order, passing over those that have a default; nil where they do not fit.
  private func matched(
    _ call: FunctionCallExprSyntax, to function: Function
  ) -> [(parameter: Parameter, argument: Argument)]? {
    var pairs: [(parameter: Parameter, argument: Argument)] = []
    var parameters = function.parameters[...]
    var block: ClosureExprSyntax? = call.trailingClosure
    for argument in call.arguments {
      while let parameter = parameters.first, parameter.label != argument.label?.text {
        guard parameter.defaultValue != nil else { return nil }
        parameters.removeFirst()
      }
      guard let parameter = parameters.popFirst() else { return nil }
      pairs.append((parameter, .expression(argument.expression)))
    }
    while let parameter = parameters.popFirst() {
      if case .block = parameter.type, let closure = block {
        pairs.append((parameter, .block(closure)))
        block = nil
      } else if parameter.defaultValue == nil {
        return nil
      }
    }
    return block == nil ? pairs : nil
  }

  /// Says why no overload fits: an unknown or misplaced label, a missing argument, one too many.
  private func misfit(
    _ call: FunctionCallExprSyntax, _ overloads: [Function], at name: some SyntaxProtocol
  ) -> Diagnostic {
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
        return unit.error(
          "\"\(word)\" has no argument \"\(label.text):\"", at: label,
          hint: nearest.map { "did you mean \"\($0):\"?" } ?? meant?.signature)
      }
    }
    if let meant {
      for parameter in meant.parameters where parameter.defaultValue == nil {
        if case .block = parameter.type {
          if call.trailingClosure == nil {
            return unit.error("\"\(word)\" needs a block { … }", at: name, hint: meant.signature)
          }
        } else if let label = parameter.label, !given.contains(label) {
          return unit.error("\"\(word)\" needs the argument \"\(label):\"", at: name, hint: meant.signature)
        }
      }
      let unlabelled = meant.parameters.count { $0.label == nil && !$0.isBlock }
      let needed = meant.parameters.count { $0.label == nil && !$0.isBlock && $0.defaultValue == nil }
      let plain = call.arguments.filter { $0.label == nil }
      if plain.count > unlabelled, let extra = plain.dropFirst(unlabelled).first {
        return unit.error("\"\(word)\" takes no further argument without a label", at: extra, hint: meant.signature)
      }
      if plain.count < needed {
        let missing = meant.parameters.filter { $0.label == nil && !$0.isBlock }.dropFirst(plain.count).first
        return unit.error(
          "\"\(word)\" needs \(missing.map { "a \($0.type) for \"\($0.name)\"" } ?? "another argument")", at: name,
          hint: meant.signature)
      }
    }
    return unit.error("the arguments of \"\(word)\" stand in another order", at: name, hint: meant?.signature)
  }

  // MARK: Evaluating arguments

  private func evaluate(
    _ argument: Argument, for parameter: Parameter, of function: Function, in scope: Scope
  ) throws(Diagnostic) -> Value {
    switch argument {
    case .block(let closure):
      guard case .block(let types) = parameter.type else { throw outsideTheLanguage(closure) }
      return .array(try elements(of: closure, types, of: function, in: scope))
    case .expression(let expression):
      let value = try evaluate(expression, expecting: parameter.type, in: scope)
      if let fit = fitted(value, to: parameter.type) { return fit }
      let hint: String? =
        switch (value, parameter.type) {
        case (.int, .double): "write Double(…) around the whole number"
        case (.string, .array(.string)): "write a list: [\(expression.trimmedDescription)]"
        default: nil
        }
      let label = parameter.label.map { "\"\($0):\"" } ?? "the \(parameter.name)"
      throw unit.error(
        "\(label) of \"\(function.name)\" is \(parameter.type), not \(value.type)", at: expression, hint: hint)
    }
  }

  /// The values of a block's expressions, each of one of the given types.
  private func elements(
    of closure: ClosureExprSyntax, _ types: [ValueType], of function: Function, in scope: Scope
  ) throws(Diagnostic) -> [Value] {
    if let signature = closure.signature { throw unit.error("this block takes no arguments", at: signature) }
    let inner = Scope(inside: scope)
    var values: [Value] = []
    for statement in closure.statements {
      guard case .expr(let expression) = statement.item else {
        throw unit.error("this block holds expressions only", at: statement)
      }
      let value = try evaluate(expression, expecting: .either(types), in: inner)
      guard types.contains(where: { $0.accepts(value.type) }) else {
        throw unit.error(
          "the block of \"\(function.name)\" holds \(types.map(\.description).joined(separator: ", ")), not \(value.type)",
          at: expression)
      }
      values.append(value)
    }
    return values
  }

  // MARK: Running the body

  func perform(
    _ function: Function, receiver: Value?, arguments: [String: Value], at node: Syntax, in scope: Scope
  ) throws(Diagnostic) -> Value {
    do {
      return try function.body(Call(receiver: receiver, arguments: arguments))
    } catch let error as CallError {
      let nearest = error.subject.flatMap { nearestName(to: $0, among: error.candidates) }
      let offers =
        error.candidates.isEmpty || error.candidates.count > 30
        ? nil : "there are \(error.candidates.joined(separator: ", "))"
      let hint = error.hint ?? nearest.map { "did you mean \"\($0)\"?" } ?? offers
      if let subject = error.subject, let (text, origin) = origin(of: subject, in: node, scope) {
        throw origin.error(error.message, at: text, hint: hint)
      }
      throw unit.error(error.message, at: nameOfCall(node), hint: hint)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw unit.error("\(error)", at: nameOfCall(node))
    }
  }

  /// The word of a call, rather than all of its lines.
  private func nameOfCall(_ node: Syntax) -> Syntax {
    if let call = node.as(FunctionCallExprSyntax.self) { return nameOfCall(Syntax(call.calledExpression)) }
    if let member = node.as(MemberAccessExprSyntax.self) { return Syntax(member.declName) }
    return node
  }

  /// Where the notebook says a text: as a string inside the call, or in what a name in it was set to.
  private func origin(
    of subject: String, in node: Syntax, _ scope: Scope
  ) -> (text: StringSegmentSyntax, unit: ParsedUnit)? {
    var visited: Set<String> = []
    func search(_ syntax: Syntax, _ unit: ParsedUnit) -> (StringSegmentSyntax, ParsedUnit)? {
      for token in syntax.tokens(viewMode: .sourceAccurate) {
        if let segment = token.parent?.as(StringSegmentSyntax.self), segment.content.text == subject {
          return (segment, unit)
        }
      }
      for token in syntax.tokens(viewMode: .sourceAccurate) {
        guard case .identifier(let name) = token.tokenKind, visited.insert(name).inserted,
          let binding = scope.find(name), let initializer = binding.initializer
        else { continue }
        // What a model or a table was once made from is not what this call was given.
        switch binding.value {
        case .string, .array: break
        default: continue
        }
        if let found = search(Syntax(initializer.expression), initializer.unit) { return found }
      }
      return nil
    }
    return search(node, unit)
  }
}

extension Parameter {
  fileprivate var isBlock: Bool { if case .block = type { true } else { false } }
}
