import Diagnostics
import SwiftSyntax

/// What a statement does to the loop around it.
enum Flow { case next, `break`, `continue` }

extension Evaluator {
  @discardableResult
  func run(_ statements: CodeBlockItemListSyntax, in scope: Scope) throws(Diagnostic) -> Flow {
    for statement in statements {
      try countStep(at: statement)
      let flow: Flow =
        switch statement.item {
        case .decl(let declaration): try declare(declaration, in: scope)
        case .stmt(let statement): try run(statement, in: scope)
        case .expr(let expression): try run(expression, in: scope)
        }
      if flow != .next { return flow }
    }
    return .next
  }

  // MARK: Declarations

  private func declare(_ declaration: DeclSyntax, in scope: Scope) throws(Diagnostic) -> Flow {
    guard let variable = declaration.as(VariableDeclSyntax.self) else {
      throw unit.error(
        "\(construct(declaration)) is not part of the notebook language", at: declaration,
        hint: "declare values with let or var")
    }
    if let extra = variable.modifiers.first.map(Syntax.init) ?? variable.attributes.first.map(Syntax.init) {
      throw unit.error("\"\(extra.trimmedDescription)\" is not part of the notebook language", at: extra)
    }
    for binding in variable.bindings {
      if let accessors = binding.accessorBlock {
        throw unit.error("a computed value is not part of the notebook language", at: accessors)
      }
      guard let pattern = binding.pattern.as(IdentifierPatternSyntax.self) else {
        throw unit.error("a declaration names one value", at: binding.pattern, hint: "write one let for each value")
      }
      guard let initializer = binding.initializer else {
        throw unit.error(
          "\"\(pattern.identifier.text)\" is declared without a value", at: pattern,
          hint: "write let \(pattern.identifier.text) = …")
      }
      let name = pattern.identifier.text
      if let earlier = scope.own(name) {
        throw unit.error(
          "\"\(name)\" is already declared in line \(earlier.line)", at: pattern, hint: "choose another name")
      }
      let type = try binding.typeAnnotation.map { (annotation) throws(Diagnostic) in try declaredType(annotation.type) }
      let value = try evaluate(initializer.value, expecting: type, in: scope)
      if let type, !type.accepts(value.type) {
        throw unit.error("\"\(name)\" is declared as \(type), but its value is \(value.type)", at: initializer.value)
      }
      if case .void = value {
        throw unit.error("this has no value that \"\(name)\" could hold", at: initializer.value)
      }
      scope.declare(
        name,
        .init(
          value: value, isMutable: variable.bindingSpecifier.tokenKind == .keyword(.var),
          line: unit.place(of: pattern).line, initializer: (initializer.value, unit)))
    }
    return .next
  }

  private func declaredType(_ type: TypeSyntax) throws(Diagnostic) -> ValueType {
    if let array = type.as(ArrayTypeSyntax.self) { return .array(try declaredType(array.element)) }
    if let optional = type.as(OptionalTypeSyntax.self) { return .optional(try declaredType(optional.wrappedType)) }
    let name = type.trimmedDescription
    let simple: [String: ValueType] = ["Int": .int, "Double": .double, "Bool": .bool, "String": .string]
    if let type = simple[name] { return type }
    guard registry.types[name] != nil else {
      throw unit.error(
        "no type \"\(name)\"", at: type, hint: offer(name, among: Array(registry.types.keys) + Array(simple.keys)))
    }
    return .object(name)
  }

  // MARK: Statements

  private func run(_ statement: StmtSyntax, in scope: Scope) throws(Diagnostic) -> Flow {
    if let expression = statement.as(ExpressionStmtSyntax.self) { return try run(expression.expression, in: scope) }
    if let loop = statement.as(ForStmtSyntax.self) { return try run(loop, in: scope) }
    if let loop = statement.as(WhileStmtSyntax.self) {
      loops += 1
      defer { loops -= 1 }
      while try conditionsHold(loop.conditions, in: scope) {
        if try run(loop.body.statements, in: Scope(inside: scope)) == .break { break }
      }
      return .next
    }
    if statement.is(BreakStmtSyntax.self) || statement.is(ContinueStmtSyntax.self) {
      guard loops > 0 else {
        throw unit.error("\"\(statement.trimmedDescription)\" stands outside a loop", at: statement)
      }
      return statement.is(BreakStmtSyntax.self) ? .break : .continue
    }
    throw unit.error("\(construct(statement)) is not part of the notebook language", at: statement)
  }

  private func run(_ loop: ForStmtSyntax, in scope: Scope) throws(Diagnostic) -> Flow {
    guard let pattern = loop.pattern.as(IdentifierPatternSyntax.self) else {
      throw unit.error("a loop names one value", at: loop.pattern)
    }
    loops += 1
    defer { loops -= 1 }
    let elements: any Sequence<Value>
    switch try evaluate(loop.sequence, in: scope) {
    case .array(let values): elements = values
    case .range(let range): elements = range.lazy.map { .int($0) }
    default: throw unit.error("a loop runs over an array or a range", at: loop.sequence)
    }
    for element in elements {
      try countStep(at: loop.sequence)
      let inner = Scope(inside: scope)
      inner.declare(
        pattern.identifier.text,
        .init(value: element, isMutable: false, line: unit.place(of: pattern).line, initializer: nil))
      if let condition = loop.whereClause?.condition, !(try isTrue(condition, in: inner)) { continue }
      if try run(loop.body.statements, in: inner) == .break { break }
    }
    return .next
  }

  private func run(_ expression: ExprSyntax, in scope: Scope) throws(Diagnostic) -> Flow {
    if let branch = expression.as(IfExprSyntax.self) { return try run(branch, in: scope) }
    if let infix = expression.as(InfixOperatorExprSyntax.self), try assign(infix, in: scope) { return .next }
    show(try evaluate(expression, in: scope), at: expression)
    return .next
  }

  private func run(_ branch: IfExprSyntax, in scope: Scope) throws(Diagnostic) -> Flow {
    if try conditionsHold(branch.conditions, in: scope) {
      return try run(branch.body.statements, in: Scope(inside: scope))
    }
    switch branch.elseBody {
    case .ifExpr(let next): return try run(next, in: scope)
    case .codeBlock(let block): return try run(block.statements, in: Scope(inside: scope))
    case nil: return .next
    }
  }

  private func conditionsHold(_ conditions: ConditionElementListSyntax, in scope: Scope) throws(Diagnostic) -> Bool {
    for element in conditions {
      guard case .expression(let condition) = element.condition else {
        throw unit.error("a condition is an expression that is true or false", at: element.condition)
      }
      guard try isTrue(condition, in: scope) else { return false }
    }
    return true
  }

  func isTrue(_ condition: ExprSyntax, in scope: Scope) throws(Diagnostic) -> Bool {
    let value = try evaluate(condition, expecting: .bool, in: scope)
    guard case .bool(let holds) = value else {
      throw unit.error("a condition must be true or false, but this is \(value.type)", at: condition)
    }
    return holds
  }

  // MARK: Assignment

  /// Runs `a = b` and `a += b`.
  ///
  /// - Returns: false where the expression is no assignment.
  private func assign(_ infix: InfixOperatorExprSyntax, in scope: Scope) throws(Diagnostic) -> Bool {
    let compound: String?
    if infix.operator.is(AssignmentExprSyntax.self) {
      compound = nil
    } else if let symbol = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text,
      ["+=", "-=", "*=", "/=", "%="].contains(symbol)
    {
      compound = String(symbol.dropLast())
    } else {
      return false
    }
    guard let target = infix.leftOperand.as(DeclReferenceExprSyntax.self) else {
      throw unit.error("only a variable can be assigned to", at: infix.leftOperand)
    }
    let name = target.baseName.text
    guard let binding = scope.find(name) else { throw unknownName(name, at: target, in: scope) }
    guard binding.isMutable else {
      throw unit.error(
        "\"\(name)\" is a constant", at: target, hint: "declare it with var in line \(binding.line)")
    }
    let value: Value
    if let compound {
      value = try combined(
        compound, (binding.value, ExprSyntax(target)),
        (try evaluate(infix.rightOperand, expecting: binding.value.type, in: scope), infix.rightOperand), at: infix)
    } else {
      value = try evaluate(infix.rightOperand, expecting: binding.value.type, in: scope)
    }
    guard binding.value.type.accepts(value.type) else {
      throw unit.error("\"\(name)\" holds \(binding.value.type) and cannot take \(value.type)", at: infix.rightOperand)
    }
    scope.set(name, to: value)
    return true
  }

  // MARK: What is outside the language

  private func construct(_ node: some SyntaxProtocol) -> String {
    let words: [SyntaxKind: String] = [
      .functionDecl: "func", .classDecl: "class", .structDecl: "struct", .enumDecl: "enum",
      .protocolDecl: "protocol", .extensionDecl: "extension", .importDecl: "import", .actorDecl: "actor",
      .typeAliasDecl: "typealias", .macroExpansionDecl: "a macro", .ifConfigDecl: "#if", .guardStmt: "guard",
      .returnStmt: "return", .throwStmt: "throw", .doStmt: "do", .deferStmt: "defer", .repeatStmt: "repeat",
      .yieldStmt: "yield", .switchExpr: "switch", .closureExpr: "a closure", .tryExpr: "try", .awaitExpr: "await",
      .dictionaryExpr: "a dictionary", .tupleExpr: "a tuple", .keyPathExpr: "a key path", .asExpr: "as",
      .isExpr: "is", .inOutExpr: "&", .superExpr: "super", .regexLiteralExpr: "a regular expression",
    ]
    return words[node.kind].map { "\"\($0)\"" } ?? "this"
  }

  func outsideTheLanguage(_ node: some SyntaxProtocol) -> Diagnostic {
    unit.error("\(construct(node)) is not part of the notebook language", at: node)
  }

  // MARK: Names

  func offer(_ name: String, among candidates: [String]) -> String? {
    nearestName(to: name, among: candidates).map { "did you mean \"\($0)\"?" }
  }

  func unknownName(_ name: String, at node: some SyntaxProtocol, in scope: Scope) -> Diagnostic {
    let candidates =
      scope.names + registry.names(.free) + registry.names(.initializer) + Array(registry.types.keys)
    return unit.error("nothing is called \"\(name)\" here", at: node, hint: offer(name, among: candidates.sorted()))
  }
}
