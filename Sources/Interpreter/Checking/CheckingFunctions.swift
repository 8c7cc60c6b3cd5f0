import Diagnostics
import SwiftSyntax

extension Checker {
  // MARK: func

  /// Makes the functions of a list of statements known, so that they may call each other.
  func announceFunctions(in statements: CodeBlockItemListSyntax, _ scope: Scope) {
    for statement in statements {
      guard case .decl(let declaration) = statement.item, let syntax = declaration.as(FunctionDeclSyntax.self) else {
        continue
      }
      guard let function = signature(of: syntax, in: scope) else {
        // What is wrong with it is told once, and not again where it is called.
        declareUnknown(syntax.name, in: scope)
        continue
      }
      if let earlier = scope[function.name] {
        reportRedeclared(function.name, earlier, at: syntax.name)
        continue
      }
      warnIfShadowing(function.name, at: syntax.name, in: scope)
      scope[function.name] = .function(function)
      announced[syntax.id] = function
      if scope === notebook.globals { declaredFunctions.append(function) }
    }
  }

  private func signature(of syntax: FunctionDeclSyntax, in scope: Scope) -> UserFunction? {
    if let extra = syntax.modifiers.first.map(Syntax.init) ?? syntax.attributes.first.map(Syntax.init) {
      reportSuperfluous(extra)
    }
    if let generic = syntax.genericParameterClause {
      report(
        "a generic func is not part of the notebook language", at: generic, hint: "write the types that it is used with"
      )
      return nil
    }
    if let effects = syntax.signature.effectSpecifiers {
      reportSuperfluous(effects)
    }
    if let clause = syntax.genericWhereClause {
      report("\"where\" is not part of a func here", at: clause.whereKeyword, hint: "leave it out")
    }
    var parameters: [UserParameter] = []
    for parameter in syntax.signature.parameterClause.parameters {
      guard parameter.ellipsis == nil else {
        report("\"…\" parameters are not part of the notebook language", at: parameter, hint: "take an array")
        return nil
      }
      guard let type = declaredType(parameter.type) else {
        return nil
      }
      let name = (parameter.secondName ?? parameter.firstName).text
      let label = parameter.firstName.tokenKind == .wildcard ? nil : parameter.firstName.text
      if parameters.contains(where: { $0.name == name }) {
        report("\"\(name)\" is a parameter already", at: parameter)
        return nil
      }
      var standard: Typed?
      if let given = parameter.defaultValue {
        standard = check(given.value, as: type, "the default of \"\(name)\"", in: scope)
      }
      parameters.append(
        UserParameter(label: label, name: name, type: type, defaultValue: standard, syntax: Syntax(parameter)))
    }
    var result = ValueType.void
    if let clause = syntax.signature.returnClause {
      guard let type = declaredType(clause.type) else { return nil }
      result = type
    }
    return UserFunction(syntax.name.text, parameters, result: result, at: syntax.name, in: self)
  }

  /// Checks a function's body; nested functions become closures of the scope that they stand in.
  func function(_ syntax: FunctionDeclSyntax, in scope: Scope) -> [Typed.Statement] {
    guard let body = syntax.body else {
      report("\"\(syntax.name.text)\" has no body", at: syntax.name, hint: "write { … } behind it")
      return []
    }
    if scope.context.parent != nil || scope !== notebook.globals { return nestedFunction(syntax, body, in: scope) }
    guard let function = announced[syntax.id] else { return [] }
    let context = FunctionContext(inside: scope.context, result: function.result)
    let inner = Scope(inside: scope, context: context)
    let parameters = declareParameters(function.parameters, inner)
    checking = function
    defer { checking = nil }
    function.body = checkedBody(
      body.statements, function.name, parameters, result: function.result, context, inner, at: syntax.name)
    return []
  }

  private func nestedFunction(
    _ syntax: FunctionDeclSyntax, _ body: CodeBlockSyntax, in scope: Scope
  ) -> [Typed.Statement] {
    guard let function = signature(of: syntax, in: scope) else {
      declareUnknown(syntax.name, in: scope)
      return []
    }
    if let label = function.parameters.first(where: { $0.label != nil }) {
      report(
        "a func inside other code takes values without labels", at: label.syntax, hint: "write _ \(label.name): …")
    }
    if let standard = function.parameters.first(where: { $0.defaultValue != nil }) {
      report("a func inside other code has no defaults", at: standard.syntax, hint: "move it to the top of the block")
    }
    if let earlier = scope[function.name] {
      reportRedeclared(function.name, earlier, at: syntax.name)
      return []
    }
    let variable = Variable(function.name, function.type, owner: scope.context, at: syntax.name, in: unit)
    scope[function.name] = .variable(variable)
    let context = FunctionContext(inside: scope.context, result: function.result)
    let inner = Scope(inside: scope, context: context)
    let parameters = declareParameters(function.parameters, inner)
    let checked = checkedBody(
      body.statements, function.name, parameters, result: function.result, context, inner, at: syntax.name)
    return [.declareFunction(variable, checked)]
  }

  /// Makes a name known whose declaration was reported, so that its uses are not reported as well.
  func declareUnknown(_ name: TokenSyntax, in scope: Scope) {
    guard scope[name.text] == nil else { return }
    let variable = Variable(
      name.text, .unknown, isMutable: true, owner: scope.context, isGlobal: scope === notebook.globals, at: name,
      in: unit)
    variable.isRead = true
    variable.isAssigned = true
    scope[name.text] = .variable(variable)
  }

  private func declareParameters(_ parameters: [UserParameter], _ scope: Scope) -> [Variable] {
    parameters.map { parameter in
      let variable = Variable(parameter.name, parameter.type, owner: scope.context, at: parameter.syntax, in: unit)
      variable.isRead = true
      scope[parameter.name] = .variable(variable)
      return variable
    }
  }

  private func checkedBody(
    _ statements: CodeBlockItemListSyntax, _ name: String, _ parameters: [Variable], result: ValueType,
    _ context: FunctionContext, _ scope: Scope, at syntax: some SyntaxProtocol
  ) -> ClosureBody {
    // A body that is one expression gives its value.
    if result != .void, let only = statements.first, statements.count == 1, let expression = asExpression(only) {
      let value = check(expression, as: result, "the result of \"\(name)\"", in: scope)
      return ClosureBody(parameters, [.return(value)], result: result, context: context, at: syntax)
    }
    // The body may unwrap a parameter under the parameter's own name.
    let errorsBefore = errorCount
    let body = check(statements, in: Scope(inside: scope, context: context))
    if result != .void, errorCount == errorsBefore, !alwaysLeaves(body) {
      report(
        "\"\(name)\" does not return \(result.withArticle) on every way through it", at: syntax,
        hint: "end it with return …")
    }
    return ClosureBody(parameters, body, result: result, context: context, at: syntax)
  }

  // MARK: Closures

  func value(of closure: ClosureExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    var wanted: (parameters: [ValueType], result: ValueType)?
    if case .function(let parameters, let result) = type?.withoutOptional { wanted = (parameters, result) }
    let context = FunctionContext(inside: scope.context, isClosure: true)
    let inner = Scope(inside: scope, context: context)
    var takenApart: [Typed.Statement] = []
    guard let parameters = parameters(of: closure, wanted?.parameters, context, inner, &takenApart) else {
      return .mistake(at: closure)
    }
    var result = wanted?.result
    if let written = closure.signature?.returnClause {
      guard let type = declaredType(written.type) else { return .mistake(at: closure) }
      result = type
    }
    if result == .unknown { result = nil }
    context.result = result ?? .unknown
    let before = diagnostics.count
    var statements: [Typed.Statement]
    if let only = closure.statements.first, closure.statements.count == 1, let expression = asExpression(only),
      result != .void
    {
      // What is partly known, such as [_], is a hint alone.
      let hint = result
      var value = check(expression, expecting: hint, in: inner)
      if let hint, !hint.hasUnknown {
        value = fitted(value, to: hint) ?? reportMisfit("what this closure gives", hint, value)
      }
      result = value.type
      statements = value.type == .void ? [.evaluate(value)] : [.return(value)]
    } else {
      statements = check(closure.statements, in: Scope(inside: inner, context: context))
      if context.result?.hasUnknown == true {
        let types = context.returned.map(\.type)
        let known = types.first { !$0.hasUnknown } ?? types.first ?? .void
        // One nil among them makes all of them optional.
        result = types.contains(where: \.isOptional) ? known.optional : known
        for value in context.returned where fitted(value, to: result ?? .void) == nil {
          report(
            "this closure gives \(result ?? .void) elsewhere, and \(value.type) here", at: value.syntax,
            hint: "write its types: { (x: Int) -> Double in … }")
        }
      }
      if let result, result != .void, result != .unknown, diagnostics.count == before, !alwaysLeaves(statements) {
        report(
          "this closure does not return \(result.withArticle) on every way through it", at: closure.leftBrace,
          hint: "end it with return …")
      }
    }
    if diagnostics.count > before, result?.hasUnknown ?? true { return .mistake(at: closure) }
    let finalResult = result ?? .void
    let body = ClosureBody(parameters, takenApart + statements, result: finalResult, context: context, at: closure)
    return Typed(
      .function(parameters: parameters.map(\.type), result: finalResult), .closure(body), at: closure)
  }

  /// The parameters of a closure, declared in its scope; nil after reporting what is wrong with them.
  private func parameters(
    of closure: ClosureExprSyntax, _ wanted: [ValueType]?, _ context: FunctionContext, _ scope: Scope,
    _ takenApart: inout [Typed.Statement]
  ) -> [Variable]? {
    // As in Swift, a closure that is given one tuple may take its elements one by one.
    if wanted?.count == 1, case .tuple(let elements) = wanted?.first, elements.count > 1,
      elements.count - 1 == lastPosition(closure)
    {
      let whole = Variable("$tuple", .tuple(elements), owner: context, at: closure, in: unit)
      whole.isRead = true
      guard let parts = parameters(of: closure, elements.map(\.type), context, scope, &takenApart) else { return nil }
      takenApart = [.destructure(parts, Typed(whole.type, .variable(whole), at: closure))]
      return [whole]
    }
    guard let signature = closure.signature else {
      context.anonymous = (wanted ?? []).enumerated().map { index, type in
        let variable = Variable("$\(index)", type, owner: context, at: closure, in: unit)
        scope["$\(index)"] = .variable(variable)
        return variable
      }
      return context.anonymous
    }
    if let capture = signature.capture {
      report("a capture list is not part of the notebook language", at: capture, hint: "leave it out")
      return nil
    }
    if let effects = signature.effectSpecifiers {
      reportSuperfluous(effects)
    }
    var named: [(name: TokenSyntax, type: TypeSyntax?)] = []
    switch signature.parameterClause {
    case .simpleInput(let list): named = list.map { ($0.name, nil) }
    case .parameterClause(let clause): named = clause.parameters.map { ($0.secondName ?? $0.firstName, $0.type) }
    case nil: break
    }
    if let wanted, wanted.count != named.count {
      report(
        "this closure is given \(wanted.count) value\(wanted.count == 1 ? "" : "s"), and names \(named.count)",
        at: signature.parameterClause.map(Syntax.init) ?? Syntax(signature),
        hint: Self.hint(forOneValue: wanted))
      return nil
    }
    var variables: [Variable] = []
    for (index, (name, written)) in named.enumerated() {
      var type = wanted?[index] ?? .unknown
      if let written {
        guard let declared = declaredType(written) else { return nil }
        if type != .unknown, !declared.accepts(type) {
          report("this closure is given \(type) here, not \(declared)", at: written)
          return nil
        }
        type = declared
      } else if wanted == nil {
        report(
          "the type of \"\(name.text)\" cannot be known here", at: name, hint: "write (\(name.text): Int) in")
        return nil
      }
      let variable = Variable(name.text, type, owner: context, at: name, in: unit)
      variable.isRead = true
      if name.tokenKind != .wildcard { scope[name.text] = .variable(variable) }
      variables.append(variable)
    }
    return variables
  }

  /// The position of the last value that a closure names, or speaks of as $0, $1 and so on; -1 where there is none.
  private func lastPosition(_ closure: ClosureExprSyntax) -> Int {
    switch closure.signature?.parameterClause {
    case .simpleInput(let list): return list.count - 1
    case .parameterClause(let clause): return clause.parameters.count - 1
    case nil:
      let positions = closure.statements.tokens(viewMode: .sourceAccurate).compactMap { token in
        token.text.hasPrefix("$") ? Int(token.text.dropFirst()) : nil
      }
      return positions.max() ?? -1
    }
  }

  /// How the parts of the one value are named that a closure is given.
  private static func hint(forOneValue wanted: [ValueType]) -> String? {
    guard let only = wanted.first, wanted.count == 1 else {
      return wanted.isEmpty ? "leave the names and in out" : nil
    }
    guard case .tuple(let elements) = only else { return "it is \(only.withArticle)" }
    let names = elements.enumerated().map { $1.label ?? "\($0)" }
    return "write { pair in … } with \(names.map { "pair." + $0 }.joined(separator: " and "))"
  }

  private func usesSecondAnonymous(_ closure: ClosureExprSyntax) -> Bool {
    closure.statements.tokens(viewMode: .sourceAccurate).contains { $0.text == "$1" }
  }

  /// The expression that a statement is, whether or not it says return.
  func asExpression(_ item: CodeBlockItemSyntax) -> ExprSyntax? {
    switch item.item {
    case .expr(let expression):
      // An `if` without else, or an assignment, gives nothing.
      if let infix = expression.as(InfixOperatorExprSyntax.self), isAssignment(infix) { return nil }
      return expression
    case .stmt(let statement):
      if let returned = statement.as(ReturnStmtSyntax.self) { return returned.expression }
      if let wrapped = statement.as(ExpressionStmtSyntax.self) {
        return givesValue(wrapped.expression) ? wrapped.expression : nil
      }
      return nil
    case .decl: return nil
    }
  }

  /// Whether an `if` or `switch` is written as an expression: each of its branches is one expression.
  func givesValue(_ expression: ExprSyntax) -> Bool {
    func isExpression(_ statements: CodeBlockItemListSyntax) -> Bool {
      guard let only = statements.first, statements.count == 1 else { return false }
      switch only.item {
      case .expr(let expression):
        if let infix = expression.as(InfixOperatorExprSyntax.self) { return !isAssignment(infix) }
        return true
      case .stmt(let statement):
        return statement.as(ExpressionStmtSyntax.self).map { givesValue($0.expression) } ?? false
      case .decl: return false
      }
    }
    if let branch = expression.as(IfExprSyntax.self) {
      guard isExpression(branch.body.statements) else { return false }
      switch branch.elseBody {
      case .ifExpr(let next): return givesValue(ExprSyntax(next))
      case .codeBlock(let block): return isExpression(block.statements)
      case nil: return false
      }
    }
    if let choice = expression.as(SwitchExprSyntax.self) {
      return choice.cases.allSatisfy { item in
        if case .switchCase(let one) = item { isExpression(one.statements) } else { false }
      }
    }
    return true
  }

  func isAssignment(_ infix: InfixOperatorExprSyntax) -> Bool {
    if infix.operator.is(AssignmentExprSyntax.self) { return true }
    guard let symbol = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text else { return false }
    return ["+=", "-=", "*=", "/=", "%="].contains(symbol)
  }

  /// Whether code never runs past its end.
  func alwaysLeaves(_ statements: [Typed.Statement]) -> Bool {
    guard let last = statements.last else { return false }
    switch last {
    case .return, .yield, .break, .continue: return true
    case .if(let branches):
      return branches.cases.allSatisfy { alwaysLeaves($0.body) } && branches.otherwise.map(alwaysLeaves) ?? false
    // A break leaves the switch alone.
    case .switch(let choice): return choice.cases.allSatisfy { alwaysLeaves($0.body) && !hasBreak($0.body) }
    case .while(let conditions, let body):
      // `while true` without a way out.
      guard conditions.count == 1, case .holds(let value) = conditions[0], case .constant(.bool(true)) = value.form
      else { return false }
      return !hasBreak(body)
    default: return false
    }
  }

  func hasBreak(_ statements: [Typed.Statement]) -> Bool {
    statements.contains { statement in
      switch statement {
      case .break: true
      case .if(let branches):
        branches.cases.contains { hasBreak($0.body) } || branches.otherwise.map(hasBreak) ?? false
      case .guard(_, let otherwise): hasBreak(otherwise)
      default: false
      }
    }
  }
}
