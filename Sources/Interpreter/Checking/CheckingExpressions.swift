import Diagnostics
import SwiftSyntax

extension Checker {
  /// Settles what an expression means.
  ///
  /// - Parameter type: what the place asks for: literals, implicit members and closures follow it. The caller sees to it
  ///   that the value fits.
  func check(_ expression: ExprSyntax, expecting type: ValueType? = nil, in scope: Scope) -> Typed {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.greatestDepth else {
      if hasReportedDepth { return .mistake(at: expression) }
      hasReportedDepth = true
      return report(
        "this expression is nested more than \(Self.greatestDepth) levels deep", at: expression,
        hint: "name parts of it with let")
    }
    if let value = literal(expression, expecting: type, in: scope) { return value }
    switch expression.as(ExprSyntaxEnum.self) {
    case .declReferenceExpr(let reference): return value(of: reference, expecting: type, in: scope)
    case .memberAccessExpr(let member): return value(of: member, expecting: type, in: scope)
    case .functionCallExpr(let call):
      return reportForeign(call, in: scope) ?? self.call(call, expecting: type, in: scope)
    case .infixOperatorExpr(let infix): return value(of: infix, expecting: type, in: scope)
    case .prefixOperatorExpr(let prefix): return value(of: prefix, expecting: type, in: scope)
    case .ternaryExpr(let ternary): return value(of: ternary, expecting: type, in: scope)
    case .tupleExpr(let tuple): return value(of: tuple, expecting: type, in: scope)
    case .forceUnwrapExpr(let unwrap): return value(of: unwrap, expecting: type, in: scope)
    case .subscriptCallExpr(let access): return value(of: access, in: scope)
    case .optionalChainingExpr(let chain):
      return chainedValue(chain) ?? report("\"?\" stands before a member: value?.name", at: chain)
    case .closureExpr(let closure): return value(of: closure, expecting: type, in: scope)
    case .keyPathExpr(let path): return keyPath(path, expecting: type, in: scope)
    case .ifExpr(let branch): return value(of: branch, expecting: type, in: scope)
    case .switchExpr(let choice): return value(of: choice, expecting: type, in: scope)
    // In compiled Swift a step that may fail is marked; here every step may.
    case .tryExpr(let attempt) where attempt.questionOrExclamationMark == nil:
      return check(attempt.expression, expecting: type, in: scope)
    case .tryExpr(let attempt):
      return report(
        "\"try\(attempt.questionOrExclamationMark?.text ?? "")\" is not part of the notebook language",
        at: attempt.tryKeyword,
        hint: "leave it out: a step that fails ends the notebook with its message")
    case .assignmentExpr: return report("an assignment stands in a line of its own", at: expression)
    case .binaryOperatorExpr(let symbol): return operatorFunction(symbol, expecting: type)
    default: return reportOutside(expression)
    }
  }

  // MARK: Names

  private func value(of reference: DeclReferenceExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    let name = reference.baseName.text
    if name.hasPrefix("$") { return anonymousArgument(name, at: reference, in: scope) }
    switch scope.find(name) {
    case .variable(let variable):
      noteRead(variable, in: scope)
      requireValue(of: variable, at: reference)
      var value = Typed(variable.type, .variable(variable), at: reference)
      value.columns = variable.columns
      return value
    case .function(let function):
      noteUse(of: function, at: reference)
      if notebook.redeclared.contains(name) { return .mistake(at: reference) }
      guard type?.isFunction == true || reference.parent?.is(InitializerClauseSyntax.self) == true else {
        return report("\"\(name)\" is called with parentheses", at: reference, hint: function.signature)
      }
      return Typed(function.type, .functionReference(function), at: reference)
    case nil: break
    }
    if case .binaryOperator = reference.baseName.tokenKind {
      return operatorFunction(reference.baseName.text, at: reference, expecting: type)
    }
    if let function = wordFunction(registry.overloads(.free, name), at: reference, expecting: type, in: scope) {
      return function
    }
    if let function = (registry.overloads(.free, name) + registry.overloads(.initializer, name)).first {
      return report(
        "\"\(name)\" is called with parentheses", at: reference,
        hint: type?.isFunction == true ? "write a closure: { \(name)($0) }" : function.briefSignature)
    }
    if let column = reportColumn(name, at: reference, expecting: type, in: scope) { return column }
    return reportUnknown(name, at: reference, in: scope)
  }

  @discardableResult
  func reportUnknown(_ name: String, at node: some SyntaxProtocol, in scope: Scope) -> Typed {
    if let reported = reportOwnValue(name, at: node) { return reported }
    if let line = lineOfLaterDeclaration(of: name, behind: Syntax(node)) {
      return report(
        "\"\(name)\" is used before line \(line), which declares it", at: node, hint: "move the declaration up")
    }
    if let line = notebook.later[name], line >= unit.place(of: node).line {
      return report(
        "\"\(name)\" is used before line \(line), which declares it", at: node, hint: "blocks run from top to bottom")
    }
    if let line = notebook.notRun[name] {
      return report(
        "\"\(name)\" is declared in line \(line), but its block does not run", at: node,
        hint: "leave eval: false out of that block")
    }
    if let inner = notebook.inner[name] {
      return report(
        "\"\(name)\" is known only within the { } of line \(inner.line)", at: node,
        hint: isInBranch(inner.syntax)
          ? "write let \(name) = if … { value } else { value }" : "declare it above those braces")
    }
    if let method = memberOfArgument(name, at: node, in: scope) {
      return report("nothing is called \"\(name)\" here", at: node, hint: method)
    }
    if let instead = ForeignNames.hint(for: name, in: registry) {
      return report("\"\(name)\" is not part of the notebook language", at: node, hint: instead)
    }
    // Nobody who writes a value in small letters means a type, or a function that is not called.
    let types =
      name.first?.isLowercase == true
      ? [] : Array(registry.types.keys) + Array(ValueType.named.keys) + ["Array", "Dictionary"]
    let isCalled = node.parent?.as(FunctionCallExprSyntax.self)?.calledExpression.id == node.id
    let functions = (isCalled ? registry.names(.free) + registry.names(.initializer) : []).filter {
      $0.first?.isLowercase == true || $0.first?.lowercased() == name.first?.lowercased()
    }
    let candidates = scope.names.filter { !$0.hasPrefix("$") } + functions + types
    return report("nothing is called \"\(name)\" here", at: node, hint: offer(name, among: candidates))
  }

  /// Whether a declaration stands in a branch of an `if`.
  private func isInBranch(_ node: Syntax) -> Bool {
    var here = node
    while let parent = here.parent {
      if parent.is(IfExprSyntax.self) { return true }
      if parent.is(ClosureExprSyntax.self) || parent.is(FunctionDeclSyntax.self) { return false }
      here = parent
    }
    return false
  }

  /// `mean(values)`, where values have such a member, or one that does the same.
  private func memberOfArgument(_ name: String, at node: some SyntaxProtocol, in scope: Scope) -> String? {
    guard let call = node.parent?.as(FunctionCallExprSyntax.self), call.calledExpression.id == node.id,
      let argument = call.arguments.first, argument.label == nil,
      let type = attempt({ check(argument.expression, in: scope).type }), type != .unknown, type != .void
    else { return nil }
    let receiver = argument.expression.trimmedDescription
    guard receiver.utf8.count <= Self.longestReceiver, !receiver.contains("\n") else { return nil }
    let members = registry.members(of: type)
    if members.contains(name) {
      let isProperty = !registry.overloads(.property(of: type), name).isEmpty
      return "write \(receiver).\(name)\(isProperty ? "" : "(…)")"
    }
    let hint = ForeignNames.hint(forMember: name, of: type, receiver, members, in: registry)
    return hint.map { $0.hasPrefix("write .") ? "write \(receiver)\($0.dropFirst("write ".count))" : $0 }
  }

  /// A name inside its own declaration: `let x = x + 1`.
  private func reportOwnValue(_ name: String, at node: some SyntaxProtocol) -> Typed? {
    var isInClosure = false
    var here = Syntax(node)
    while let parent = here.parent {
      if parent.is(ClosureExprSyntax.self) { isInClosure = true }
      if let binding = parent.as(PatternBindingSyntax.self),
        binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text == name
      {
        return report(
          "\"\(name)\" is used in its own value", at: node,
          hint: isInClosure ? "write a func, which may call itself" : "give it a value that does not need it")
      }
      here = parent
    }
    return nil
  }

  /// The line in which the code around declares a name behind its use.
  private func lineOfLaterDeclaration(of name: String, behind node: Syntax) -> Int? {
    var here = node
    while let parent = here.parent {
      if let list = parent.as(CodeBlockItemListSyntax.self), list.parent?.is(SourceFileSyntax.self) == false {
        for item in list where item.position > node.position {
          guard case .decl(let declaration) = item.item else { continue }
          let names =
            declaration.as(VariableDeclSyntax.self)?.bindings.compactMap {
              $0.pattern.as(IdentifierPatternSyntax.self)?.identifier
            } ?? declaration.as(FunctionDeclSyntax.self).map { [$0.name] } ?? []
          if let found = names.first(where: { $0.text == name }) { return unit.place(of: found).line }
        }
      }
      here = parent
    }
    return nil
  }

  private func anonymousArgument(_ name: String, at node: DeclReferenceExprSyntax, in scope: Scope) -> Typed {
    guard case .variable(let variable) = scope.find(name) else {
      // Inside a closure that has fewer of them, the closest one says how many there are.
      var around: FunctionContext? = scope.context
      while let context = around {
        if !context.anonymous.isEmpty {
          let count = context.anonymous.count
          return report(
            "this closure is given \(count) value\(count == 1 ? "" : "s")", at: node,
            hint: count == 1 ? "it is called $0" : "they are called $0 to $\(count - 1)")
        }
        around = context.parent
      }
      let hint = isInClosure(node) ? "write the closure's type: let f: (Int) -> Int = { … }" : nil
      return report("\"\(name)\" stands for what a closure { … } is given", at: node, hint: hint)
    }
    noteRead(variable, in: scope)
    return Typed(variable.type, .variable(variable), at: node)
  }

  private func isInClosure(_ node: some SyntaxProtocol) -> Bool {
    var here = Syntax(node)
    while let parent = here.parent {
      if parent.is(ClosureExprSyntax.self) { return true }
      here = parent
    }
    return false
  }

  // MARK: Tuples

  private func value(of tuple: TupleExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    if let only = tuple.elements.first, tuple.elements.count == 1, only.label == nil {
      return check(only.expression, expecting: type, in: scope)
    }
    var expected: [ValueType.TupleElement] = []
    if case .tuple(let elements) = type?.withoutOptional, elements.count == tuple.elements.count { expected = elements }
    var values: [Typed] = []
    var types: [ValueType.TupleElement] = []
    for (index, element) in tuple.elements.enumerated() {
      let wanted = expected.isEmpty ? nil : expected[index].type
      var value = check(element.expression, expecting: wanted, in: scope)
      if let wanted, let fit = fitted(value, to: wanted) { value = fit }
      if value.type == .void { value = report("this has no value", at: element.expression) }
      values.append(value)
      types.append(.init(element.label?.text, value.type))
    }
    guard !values.isEmpty else { return Typed(.void, .constant(.void), at: tuple) }
    return Typed(.tuple(types), .tuple(values), at: tuple)
  }

  // MARK: Choices

  private func value(of ternary: TernaryExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    let condition = condition(ternary.condition, in: scope)
    let isKnown = type.map { !$0.hasUnknown } ?? false
    var first: Typed
    var second: Typed
    if !isKnown, ternary.thenExpression.is(NilLiteralExprSyntax.self) {
      // nil follows the other side.
      second = check(ternary.elseExpression, in: scope)
      first = check(ternary.thenExpression, expecting: second.type.optional, in: scope)
    } else if !isKnown, ternary.elseExpression.is(NilLiteralExprSyntax.self) {
      first = check(ternary.thenExpression, in: scope)
      second = check(ternary.elseExpression, expecting: first.type.optional, in: scope)
    } else {
      first = check(ternary.thenExpression, expecting: type, in: scope)
      second = check(ternary.elseExpression, expecting: type ?? first.type, in: scope)
      // A text literal follows a character.
      if first.type == .string, second.type == .character, ternary.thenExpression.is(StringLiteralExprSyntax.self) {
        first = check(ternary.thenExpression, expecting: .character, in: scope)
      }
    }
    guard let (a, b) = agreed(first, second, scope, ternary.thenExpression) else {
      return report(
        "both sides of \"? :\" are of one type, but these are \(first.type) and \(second.type)", at: ternary)
    }
    return Typed(a.type, .ternary(condition, a, b), at: ternary)
  }

  /// Two values seen as one type: a literal follows the other side, and nil makes both optional.
  func agreed(_ a: Typed, _ b: Typed, _ scope: Scope, _ first: ExprSyntax?) -> (Typed, Typed)? {
    if a.type == .unknown || b.type == .unknown { return (a, b) }
    // nil by itself may be nil of any type.
    if a.type == .optional(.unknown), !b.type.hasUnknown {
      return (a.seen(as: b.type.optional), b.seen(as: b.type.optional))
    }
    if b.type == .optional(.unknown), !a.type.hasUnknown {
      return (a.seen(as: a.type.optional), b.seen(as: a.type.optional))
    }
    if let fit = fitted(b, to: a.type) { return (a.seen(as: fit.type), fit) }
    if let fit = fitted(a, to: b.type) { return (fit, b) }
    if let first, isLiteral(first), b.type == .double {
      let again = check(first, expecting: .double, in: scope)
      if again.type == .double { return (again, b) }
    }
    let wanted = a.type.optional
    if b.type.isOptional || a.type.isOptional, let fit = fitted(b, to: wanted) { return (a.seen(as: wanted), fit) }
    return nil
  }

  // MARK: Optionals

  private func value(of unwrap: ForceUnwrapExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    let value = check(unwrap.expression, expecting: type?.optional, in: scope)
    switch value.type {
    case .unknown: return value
    case .optional(let wrapped): return Typed(wrapped, .unwrapped(value), at: unwrap)
    default:
      return report("\(value.type) is never nil", at: unwrap.exclamationMark, hint: "leave the ! out")
    }
  }

  // MARK: Elements

  private func value(of access: SubscriptCallExprSyntax, in scope: Scope) -> Typed {
    // `[Int]()` and the like are calls; here only values have elements.
    if let chain = optionalChain(ExprSyntax(access), in: scope) { return chain }
    let base = check(access.calledExpression, in: scope)
    return element(of: base, access, in: scope)
  }

  func element(of base: Typed, _ access: SubscriptCallExprSyntax, in scope: Scope) -> Typed {
    switch base.type {
    case .unknown: return base
    case .array(let element):
      guard let index = onlyArgument(of: access) else { return .mistake(at: access) }
      let position = check(index, in: scope)
      switch position.type {
      case .int: return Typed(element, .indexed(base, position), at: access)
      case .range: return Typed(base.type, .sliced(base, position), at: access)
      case .unknown: return position
      default:
        return report(
          "an element is named by its position, an Int, not \(position.type)", at: index,
          hint: misfitHint(.int, position))
      }
    case .dictionary(let key, let value):
      let arguments = Array(access.arguments)
      guard let first = arguments.first, first.label == nil, arguments.count <= 2 else {
        return report("a value is named by its key: [key]", at: access.arguments)
      }
      let place = check(first.expression, as: key, "a key of this dictionary", in: scope)
      guard arguments.count == 2 else { return Typed(value.optional, .keyed(base, place, default: nil), at: access) }
      guard arguments[1].label?.text == "default" else {
        return report("behind the key stands \"default:\" or nothing", at: arguments[1])
      }
      let standard = check(arguments[1].expression, as: value, "the default of this dictionary", in: scope)
      return Typed(value, .keyed(base, place, default: standard), at: access)
    case .optional:
      return report(
        "this may be nil: \(base.type)", at: access.calledExpression, hint: "write ?[…], or unwrap it with if let")
    case .object("Table"):
      return report(
        "a table's values are not read one by one", at: access, hint: "compute over columns: .mean(\"…\"), .filter(…)")
    case .string:
      return report("a text has no numbered characters", at: access, hint: "use prefix, suffix, split or Array(text)")
    default:
      return report(
        "only an array or a dictionary has elements, not \(base.type)", at: access.calledExpression,
        hint: onlyShown(base.type))
    }
  }

  func onlyArgument(of access: SubscriptCallExprSyntax) -> ExprSyntax? {
    guard let index = access.arguments.first, access.arguments.count == 1, index.label == nil else {
      report(
        "an element is named by one whole number",
        at: access.arguments.isEmpty ? Syntax(access) : Syntax(access.arguments))
      return nil
    }
    return index.expression
  }
}
