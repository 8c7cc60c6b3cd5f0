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
    let around = columnPlace
    defer { columnPlace = around }
    if let columns = receiver?.columns { columnPlace = ColumnPlace(known: columns) }
    let fitting = overloads.compactMap { function in
      matched(call, to: function).map { (function: function, pairs: $0) }
    }
    guard let first = fitting.first else {
      _ = unknown(call, in: scope)
      return reportMisfit(call, overloads, at: name, in: scope)
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
    // A literal of a whole number may be a decimal one, so that the others choose first.
    let pairs = fitting[0].pairs
    for pair in pairs.filter({ !isLiteral($0.argument) }) + pairs.filter({ isLiteral($0.argument) }) {
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
          reportMisfit(
            described(pair.parameter, of: fitting[0].function), .either(types), value, example: pair.parameter.example)
        }
        return nil
      }
      candidates = left
    }
    return (candidates, known)
  }

  func described(_ parameter: Parameter, of function: Function) -> String {
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
      if !parameters[next].isVariadic { next += 1 }
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
    var further: [Typed] = []
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
      if parameter.type.withoutOptional == .object("Expression"), columnPlace == nil {
        columnPlace = ColumnPlace(known: nil)
      }
      var wanted = substitution.applied(to: parameter.type)
      if literalsAreDecimal, parameter.type.isVariable, wanted == .unknown, isLiteral(expression) { wanted = .double }
      let value = known[expression.id] ?? check(expression, expecting: wanted == .unknown ? nil : wanted, in: scope)
      if value.type == .unknown {
        isWrong = true
        // What is wrong here leaves the rest of the types open.
        continue
      }
      if let columns = value.columns, registry.columnRule(of: function) != nil {
        columnPlace = ColumnPlace(known: columns)
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
          isWrong = true
          // A type that does not do at all is the mistake, rather than the next one that is not the same.
          if !substitution.holds(in: registry) { continue }
          reportMisfit(
            described(parameter, of: function), substitution.applied(to: parameter.type), value,
            example: parameter.example)
          continue
        }
        if parameter.isVariadic {
          further.append(fit)
          arguments[index] = .value(Typed(.array(fit.type), .array(further), at: expression))
        } else {
          arguments[index] = .value(fit)
        }
      } else if let fit = fitted(value, to: parameter.type) {
        arguments[index] = .value(fit)
      } else {
        reportMisfit(described(parameter, of: function), parameter.type, value, example: parameter.example)
        isWrong = true
      }
    }
    if let (type, constraint) = substitution.failure(in: registry) {
      return report(
        "\"\(name.trimmedDescription)\" does not work on \(type)", at: name,
        hint: inability(type, constraint, isMember: receiver != nil))
    }
    let result = substitution.applied(to: function.result)
    if isWrong { return .mistake(at: call).seen(as: result.hasUnknown ? .unknown : result) }
    if case .unknown = result {
      return report("the type of this cannot be known here", at: name, hint: "write let name: Type = …")
    }
    var value = Typed(result, .word(function, receiver: receiver, arguments: arguments), at: call)
    value.columns = columns(after: function, receiver: receiver, arguments: arguments)
    checkArguments(of: function, receiver: receiver, arguments, at: Syntax(call))
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
        reportStatement(statement, inBlockOf: function)
        continue
      }
      let value = check(expression, expecting: .either(types), in: scope)
      if value.type == .unknown { continue }
      guard let fit = fitted(value, to: .either(types)) else {
        report(
          "the block of \"\(function.name)\" must hold \(ValueType.either(types)), but this is \(value.type)",
          at: expression)
        continue
      }
      values.append(fit)
    }
    return values
  }
}

extension ValueType {
  var isVariable: Bool { if case .variable = self { true } else { false } }
}
