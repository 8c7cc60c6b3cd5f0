import Diagnostics
import SwiftSyntax

extension Checker {
  /// Settles a list of statements, in order.
  func check(_ statements: CodeBlockItemListSyntax, in scope: Scope) -> [Typed.Statement] {
    let isTop = scope === notebook.globals
    if isTop { announceFunctions(in: statements, scope) }
    let errorsBefore = errorCount
    var checked: [Typed.Statement] = []
    for (index, statement) in statements.enumerated() {
      trialsLeft = 2000
      if let last = checked.last, leaves(last), index > 0 {
        report("this is never reached", severity: .warning, at: statement, hint: "leave it out")
        break
      }
      switch statement.item {
      case .decl(let declaration): checked += declare(declaration, in: scope)
      case .stmt(let statement): checked += check(statement, in: scope)
      case .expr(let expression): checked += check(statement: expression, in: scope)
      }
    }
    if isTop {
      reportEarlyCalls()
    } else if errorCount == errorsBefore {
      // Where something is wrong, names may only seem to be unused.
      warnAboutUnused(scope)
    }
    return checked
  }

  var errorCount: Int { diagnostics.count { $0.severity == .error } }

  private func leaves(_ statement: Typed.Statement) -> Bool {
    switch statement {
    case .return, .break, .continue: true
    default: false
    }
  }

  /// A scope of its own for the body of a statement.
  func body(_ statements: CodeBlockItemListSyntax, inside scope: Scope) -> [Typed.Statement] {
    check(statements, in: Scope(inside: scope, context: scope.context))
  }

  // MARK: let and var

  private func declare(_ declaration: DeclSyntax, in scope: Scope) -> [Typed.Statement] {
    if let function = declaration.as(FunctionDeclSyntax.self) { return self.function(function, in: scope) }
    guard let syntax = declaration.as(VariableDeclSyntax.self) else {
      reportOutside(declaration)
      if let name = declaration.asProtocol((any NamedDeclSyntax).self)?.name {
        notebook.outsideTypes.insert(name.text)
        declareUnknown(name, in: scope)
      }
      return []
    }
    if let extra = syntax.modifiers.first.map(Syntax.init) ?? syntax.attributes.first.map(Syntax.init) {
      report("\"\(extra.trimmedDescription)\" is not part of the notebook language", at: extra, hint: "leave it out")
    }
    let isMutable = syntax.bindingSpecifier.tokenKind == .keyword(.var)
    var statements: [Typed.Statement] = []
    for binding in syntax.bindings {
      if let accessors = binding.accessorBlock {
        report(
          "a computed value is not part of the notebook language", at: accessors.leftBrace,
          hint: "write a func, or = behind the name")
        declareUnknown(namesIn: binding.pattern, in: scope)
        continue
      }
      let type = binding.typeAnnotation.map { declaredType($0.type) }
      // A type that does not exist was reported; what is declared goes on as unknown.
      let wanted: ValueType? = type.map { $0 ?? .unknown }
      guard let initializer = binding.initializer else {
        let name = binding.pattern.trimmedDescription
        if isMutable, case .optional = wanted, let pattern = binding.pattern.as(IdentifierPatternSyntax.self) {
          let value = Typed(wanted ?? .unknown, .constant(.nil), at: binding.pattern)
          if let variable = declare(pattern.identifier, value.type, isMutable: true, in: scope) {
            statements.append(.declare(variable, value))
          }
          continue
        }
        report("\"\(name)\" is declared without a value", at: binding.pattern, hint: "write = and its value")
        if let pattern = binding.pattern.as(IdentifierPatternSyntax.self) {
          // As a var, so that the value that it gets below is no mistake as well.
          _ = declare(pattern.identifier, wanted ?? .unknown, isMutable: true, in: scope)
        }
        continue
      }
      statements += declare(binding.pattern, wanted, initializer.value, isMutable: isMutable, in: scope)
    }
    return statements
  }

  private func declare(
    _ pattern: PatternSyntax, _ wanted: ValueType?, _ initializer: ExprSyntax, isMutable: Bool, in scope: Scope
  ) -> [Typed.Statement] {
    // Of a literal whose type does not exist nothing can be said.
    let isOpen = wanted == .unknown && Self.literals.contains(initializer.kind)
    var value = isOpen ? .mistake(at: initializer) : check(initializer, expecting: wanted, in: scope)
    if let wanted {
      if wanted == .unknown {
        value = .mistake(at: initializer)
      } else if value.type == .unknown {
        value = value.seen(as: wanted)
      } else if let fit = fitted(value, to: wanted) {
        value = fit
      } else {
        report(
          "\"\(pattern.trimmedDescription)\" is declared as \(wanted), but its value is \(value.type)",
          at: initializer, hint: misfitHint(wanted, value))
        value = Typed.mistake(at: initializer).seen(as: wanted)
      }
    }
    if value.type == .void {
      value = report(
        "this has no value that \"\(pattern.trimmedDescription)\" could hold", at: initializer,
        hint: noValueHint(initializer, in: scope))
    }
    if let name = pattern.as(IdentifierPatternSyntax.self) {
      guard let variable = declare(name.identifier, value.type, isMutable: isMutable, in: scope) else { return [] }
      variable.initializer = initializer
      variable.sources = value.variables
      if !isMutable { variable.written = value }
      // A var may hold another table by the time that it is read.
      variable.columns = isMutable ? nil : value.columns
      return [.declare(variable, value)]
    }
    if pattern.is(WildcardPatternSyntax.self) { return [.evaluate(value)] }
    guard let tuple = pattern.as(TuplePatternSyntax.self) else {
      report("a declaration names one value, or (a, b)", at: pattern)
      return []
    }
    guard let variables = declare(tuple, value.type, isMutable: isMutable, in: scope) else { return [] }
    return [.destructure(variables, value)]
  }

  /// Declares the names of `(a, b)`, nil where a name is `_`.
  func declare(
    _ tuple: TuplePatternSyntax, _ type: ValueType, isMutable: Bool, in scope: Scope
  ) -> [Variable?]? {
    var types = tuple.elements.map { _ in ValueType.unknown }
    if type != .unknown {
      guard case .tuple(let elements) = type, elements.count == tuple.elements.count else {
        let hint: String? =
          if case .tuple(let elements) = type { "it has \(elements.count) parts" } else { "write one name" }
        report("\(tuple.elements.count) names stand before a value of type \(type)", at: tuple, hint: hint)
        declareUnknown(namesIn: tuple, in: scope)
        return nil
      }
      types = elements.map(\.type)
    }
    var variables: [Variable?] = []
    for (index, element) in tuple.elements.enumerated() {
      if element.pattern.is(WildcardPatternSyntax.self) {
        variables.append(nil)
      } else if let name = element.pattern.as(IdentifierPatternSyntax.self) {
        variables.append(declare(name.identifier, types[index], isMutable: isMutable, in: scope))
      } else {
        report("a name or _ stands here", at: element.pattern, hint: "take this part apart in a line of its own")
        declareUnknown(namesIn: tuple, in: scope)
        return nil
      }
    }
    return variables
  }

  private static let literals: Set<SyntaxKind> = [.arrayExpr, .dictionaryExpr, .nilLiteralExpr, .closureExpr]

  /// Makes all names of a pattern known that was reported.
  func declareUnknown(namesIn pattern: some SyntaxProtocol, in scope: Scope) {
    for token in pattern.tokens(viewMode: .sourceAccurate) {
      if let name = token.parent?.as(IdentifierPatternSyntax.self) { declareUnknown(name.identifier, in: scope) }
    }
  }

  private func noValueHint(_ initializer: ExprSyntax, in scope: Scope) -> String? {
    guard let call = initializer.as(FunctionCallExprSyntax.self) else { return nil }
    if let reference = call.calledExpression.as(DeclReferenceExprSyntax.self),
      case .function(let function) = scope.find(reference.baseName.text)
    {
      return "write -> and a type behind the parameters of \"\(function.name)\", and return"
    }
    guard let member = call.calledExpression.as(MemberAccessExprSyntax.self), member.base != nil else { return nil }
    return "it changes what is before the dot: write it in a line of its own"
  }

  /// Declares one name; nil after reporting that it is taken.
  func declare(_ name: TokenSyntax, _ type: ValueType, isMutable: Bool, in scope: Scope) -> Variable? {
    let text = name.text
    if let earlier = scope[text] {
      reportRedeclared(text, earlier, at: name)
      return nil
    }
    warnIfShadowing(text, at: name, in: scope)
    let isGlobal = scope === notebook.globals
    let variable = Variable(
      text, type, isMutable: isMutable, owner: scope.context, isGlobal: isGlobal, at: name, in: unit)
    scope[text] = .variable(variable)
    if isGlobal { declared.append(variable) }
    return variable
  }

  func reportRedeclared(_ name: String, _ earlier: Scope.Entry, at node: some SyntaxProtocol) {
    let isVariable = if case .variable(let variable) = earlier { variable.isMutable } else { false }
    report(
      "\"\(name)\" is already declared in line \(earlier.line)", at: node,
      hint: isVariable ? "leave let or var out to set it, or choose another name" : "choose another name")
  }

  func warnIfShadowing(_ name: String, at node: some SyntaxProtocol, in scope: Scope) {
    if let outer = scope.parent?.find(name) {
      // `if let x` unwraps x under its own name, as Swift's users do.
      if node.parent?.parent?.is(OptionalBindingConditionSyntax.self) == true { return }
      report(
        "this \"\(name)\" hides the one of line \(outer.line)", severity: .warning, at: node,
        hint: "choose another name")
    } else if scope === notebook.globals,
      !(registry.overloads(.free, name) + registry.overloads(.initializer, name)).isEmpty
    {
      report(
        "this \"\(name)\" hides the word \"\(name)\" of the library", severity: .warning, at: node,
        hint: "choose another name")
    }
  }

  /// Names that a body declares and nothing reads.
  private func warnAboutUnused(_ scope: Scope) {
    for (_, entry) in scope.entries {
      if case .variable(let variable) = entry { warnIfUnused(variable) }
    }
  }

  func warnIfUnused(_ variable: Variable) {
    if !variable.isRead, !variable.name.hasPrefix("_"), !variable.name.hasPrefix("$") {
      report(
        variable.isAssigned ? "\"\(variable.name)\" is set but never read" : "\"\(variable.name)\" is never used",
        severity: .warning, at: variable.syntax, hint: "leave it out, or show it")
    } else if variable.isMutable, !variable.isAssigned, !variable.isGlobal {
      report("\"\(variable.name)\" never changes", severity: .warning, at: variable.syntax, hint: "declare it with let")
    }
  }

  // MARK: Statements

  private func check(_ statement: StmtSyntax, in scope: Scope) -> [Typed.Statement] {
    if let expression = statement.as(ExpressionStmtSyntax.self) {
      return check(statement: expression.expression, in: scope)
    }
    if let loop = statement.as(ForStmtSyntax.self) { return check(loop, in: scope) }
    if let loop = statement.as(WhileStmtSyntax.self) {
      let inner = Scope(inside: scope, context: scope.context)
      let conditions = conditions(loop.conditions, in: inner)
      scope.context.loopDepth += 1
      defer { scope.context.loopDepth -= 1 }
      return [.while(conditions, body: body(loop.body.statements, inside: inner))]
    }
    if let loop = statement.as(RepeatStmtSyntax.self) {
      scope.context.loopDepth += 1
      let statements = body(loop.body.statements, inside: scope)
      scope.context.loopDepth -= 1
      return [.repeatWhile(body: statements, condition(loop.condition, in: scope))]
    }
    if let check = statement.as(GuardStmtSyntax.self) { return guarded(check, in: scope) }
    if let returned = statement.as(ReturnStmtSyntax.self) { return check(returned, in: scope) }
    if let leave = statement.as(BreakStmtSyntax.self) { return leaveLoop(.break, leave.label, statement, scope) }
    if let next = statement.as(ContinueStmtSyntax.self) { return leaveLoop(.continue, next.label, statement, scope) }
    reportOutside(statement)
    return []
  }

  private func leaveLoop(
    _ leave: Typed.Statement, _ label: TokenSyntax?, _ statement: StmtSyntax, _ scope: Scope
  ) -> [Typed.Statement] {
    if let label {
      report(
        "labels are not part of the notebook language", at: label,
        hint: "put the loop into a func and return from it")
      return []
    }
    // `break` also leaves a switch.
    let isBreak = if case .break = leave { true } else { false }
    guard scope.context.loopDepth > 0 || (isBreak && scope.context.switchDepth > 0) else {
      report(
        "\"\(statement.trimmedDescription)\" stands outside a loop", at: statement,
        hint: scope.context.parent == nil ? "put what may be left out into an if" : "write return to leave the func")
      return []
    }
    return [leave]
  }

  private func check(_ loop: ForStmtSyntax, in scope: Scope) -> [Typed.Statement] {
    if let extra = loop.tryKeyword ?? loop.awaitKeyword ?? loop.caseKeyword {
      report("\"\(extra.text)\" is not part of a loop here", at: extra, hint: "leave it out")
      return []
    }
    var sequence = check(loop.sequence, in: scope)
    // Ranges are run through as they are; a dictionary or a text by its elements.
    if sequence.type != .range, let elements = asElements(sequence) { sequence = elements }
    let element: ValueType
    switch sequence.type {
    case .range: element = .int
    case .array(let type): element = type
    case .unknown: element = .unknown
    case .optional:
      report("this may be nil, and a loop needs values", at: loop.sequence, hint: "write ?? [] behind it")
      element = .unknown
    default:
      let hint: String? =
        switch sequence.type {
        case .object("Table"): "compute over columns instead: .filter(…), .mean(\"…\")"
        case .int: "write 0..<\(loop.sequence.trimmedDescription)"
        default: nil
        }
      report(
        "a loop runs over an array, a range, a dictionary or a text, not \(sequence.type)", at: loop.sequence,
        hint: hint)
      element = .unknown
    }
    let inner = Scope(inside: scope, context: scope.context)
    let variables: Typed.LoopVariables
    if let name = loop.pattern.as(IdentifierPatternSyntax.self) {
      guard let variable = declare(name.identifier, element, isMutable: false, in: inner) else { return [] }
      variables = .one(variable)
    } else if loop.pattern.is(WildcardPatternSyntax.self) {
      variables = .none
    } else if let tuple = loop.pattern.as(TuplePatternSyntax.self) {
      variables = .many(declare(tuple, element, isMutable: false, in: inner) ?? [])
    } else {
      report("a loop names one value, or (a, b)", at: loop.pattern)
      return []
    }
    let condition = loop.whereClause.map { self.condition($0.condition, in: inner) }
    scope.context.loopDepth += 1
    defer { scope.context.loopDepth -= 1 }
    let errorsBefore = errorCount
    let statements = body(loop.body.statements, inside: inner)
    if errorCount == errorsBefore { warnAboutUnused(inner) }
    return [
      .loop(
        Typed.Loop(
          variables: variables, sequence: sequence, condition: condition, body: statements,
          syntax: Syntax(loop.sequence)))
    ]
  }

  private func guarded(_ syntax: GuardStmtSyntax, in scope: Scope) -> [Typed.Statement] {
    let conditions = conditions(syntax.conditions, in: scope)
    let otherwise = body(syntax.body.statements, inside: scope)
    if !alwaysLeaves(otherwise) {
      report(
        "the else of a guard must leave: with return, break or continue", at: syntax.elseKeyword,
        hint: scope.context.parent == nil ? "at the top of a block, use if" : "end it with return")
    }
    return [.guard(conditions, otherwise: otherwise)]
  }

  private func check(_ syntax: ReturnStmtSyntax, in scope: Scope) -> [Typed.Statement] {
    guard let result = scope.context.result else {
      report(
        "\"return\" stands outside a func", at: syntax.returnKeyword, hint: "a value in a line of its own is shown")
      return []
    }
    guard let expression = syntax.expression else {
      if result != .void, result != .unknown {
        report("this func returns \(result.withArticle)", at: syntax, hint: "write return and its value")
      }
      return [.return(nil)]
    }
    if result == .void {
      report("this func returns nothing", at: expression, hint: "write -> and a type behind its parameters")
      return []
    }
    let wanted = result == .unknown ? scope.context.returned.first?.type : result
    var value = check(expression, expecting: wanted, in: scope)
    if result != .unknown {
      value = fitted(value, to: result) ?? reportMisfit("the result of this func", result, value)
    }
    scope.context.returned.append(value)
    return [.return(value)]
  }

  /// An expression as a statement: assigned, run or shown.
  func check(statement expression: ExprSyntax, in scope: Scope) -> [Typed.Statement] {
    if let branch = expression.as(IfExprSyntax.self) { return [.if(branches(branch, in: scope))] }
    if let choice = expression.as(SwitchExprSyntax.self) {
      return switched(choice, in: scope) { statements, inner in
        // `break` leaves the switch alone.
        scope.context.switchDepth += 1
        defer { scope.context.switchDepth -= 1 }
        return self.check(statements, in: inner)
      }.map { [.switch($0)] } ?? []
    }
    if let infix = expression.as(InfixOperatorExprSyntax.self), isAssignment(infix) { return assign(infix, in: scope) }
    let errorsBefore = errorCount
    let value = check(expression, in: scope)
    if value.type == .unknown || errorCount > errorsBefore { return [] }
    if case .function = value.type {
      report("a function has nothing to show", at: expression, hint: "call it, or give it a name")
      return []
    }
    if value.type == .void { return [.evaluate(value)] }
    if scope.context.isClosure {
      if case .mutation = value.form { return [.evaluate(value)] }
      report(
        "this value is not used, and a closure shows nothing", severity: .warning, at: expression,
        hint: "return it, or write _ = … to drop it")
      return [.evaluate(value)]
    }
    // What changes a variable is run for that, and its result is seldom meant to be read.
    if case .mutation = value.form { return [.evaluate(value)] }
    shown.append(value)
    return [.show(value)]
  }

  // MARK: Assignment

  private func assign(_ infix: InfixOperatorExprSyntax, in scope: Scope) -> [Typed.Statement] {
    if infix.leftOperand.is(DiscardAssignmentExprSyntax.self) {
      let value = check(infix.rightOperand, in: scope)
      return [.evaluate(value)]
    }
    guard let target = target(infix.leftOperand, in: scope) else {
      _ = check(infix.rightOperand, expecting: .unknown, in: scope)
      return []
    }
    let name = target.variable.name
    guard let symbol = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text,
      let operation = Operation(rawValue: String(symbol.dropLast()))
    else {
      let value = check(infix.rightOperand, expecting: target.type, in: scope)
      guard let fit = fitted(value, to: target.type) else {
        let place = target.steps.isEmpty ? "\"\(name)\"" : "this place in \"\(name)\""
        report(
          "\(place) holds \(target.type) and cannot take \(value.type)", at: infix.rightOperand,
          hint: misfitHint(target.type, value))
        return []
      }
      return [.assign(target, fit)]
    }
    // The variable is read as well, but that alone makes it no more useful.
    let value = check(infix.rightOperand, expecting: target.type, in: scope)
    if value.type == .unknown || target.type == .unknown { return [] }
    let fit = fitted(value, to: target.type) ?? value
    guard let result = result(of: operation, target.type, fit.type), result == target.type else {
      let hint = mixHintForAssignment(target.type, value)
      report(
        "\"\(symbol)\" does not go between \(target.type) and \(value.type)", at: infix.operator, hint: hint)
      return []
    }
    return [.compound(operation, target, fit)]
  }

  private func mixHintForAssignment(_ type: ValueType, _ value: Typed) -> String? {
    switch (type, value.type) {
    case (.int, .double), (.double, .int): "Int and Double do not mix: write \(type)(…) around the right side"
    case (.array(let element), let given) where element == given: "write .append(…), or put it into [ ]"
    case (.optional, _): "unwrap it with if let, or give a default: [key, default: 0]"
    default: misfitHint(type, value)
    }
  }
}
