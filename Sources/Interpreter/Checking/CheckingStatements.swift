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
      requireValues(of: declared)
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

  /// The body of a loop, which may run any number of times.
  private func repeated(_ statements: CodeBlockItemListSyntax, inside scope: Scope) -> [Typed.Statement] {
    scope.context.loopDepth += 1
    defer { scope.context.loopDepth -= 1 }
    let start = firstValues
    let checked = body(statements, inside: scope)
    goOn(behind: [start, firstValues])
    return checked
  }

  private func check(_ statement: StmtSyntax, in scope: Scope) -> [Typed.Statement] {
    if let expression = statement.as(ExpressionStmtSyntax.self) {
      return check(statement: expression.expression, in: scope)
    }
    if let loop = statement.as(ForStmtSyntax.self) { return check(loop, in: scope) }
    if let loop = statement.as(WhileStmtSyntax.self) {
      let inner = Scope(inside: scope, context: scope.context)
      let conditions = conditions(loop.conditions, in: inner)
      return [.while(conditions, body: repeated(loop.body.statements, inside: inner))]
    }
    if let loop = statement.as(RepeatStmtSyntax.self) {
      let statements = repeated(loop.body.statements, inside: scope)
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
    let errorsBefore = errorCount
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
        default: onlyShown(sequence.type)
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
    let statements = repeated(loop.body.statements, inside: inner)
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
    let start = firstValues
    let otherwise = body(syntax.body.statements, inside: scope)
    firstValues = start
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
}
