import SwiftSyntax

extension TryMarks {
  mutating func cover(_ statements: CodeBlockItemListSyntax, as position: StatementPosition) {
    for statement in statements {
      switch statement.item {
      case .decl(let declaration): cover(declaration, as: position)
      case .stmt(let statement): cover(statement, as: position)
      case .expr(let expression): cover(standing: expression, as: position)
      }
    }
  }

  /// Says which line runs, where what follows may throw.
  private mutating func mark(_ node: some SyntaxProtocol, as position: StatementPosition, if isNeeded: Bool) {
    guard isNeeded, position == .block else { return }
    insert("Notebook.line(\(unit.place(of: node).line)); ", before: node)
  }

  // MARK: Expressions that stand alone

  private mutating func cover(standing expression: ExprSyntax, as position: StatementPosition) {
    if let branch = expression.as(IfExprSyntax.self) { return cover(branch, as: position) }
    if let choice = expression.as(SwitchExprSyntax.self) { return cover(choice, as: position) }
    if let assignment = expression.as(InfixOperatorExprSyntax.self), assignment.isAssignment {
      mark(expression, as: position, if: mayFail(expression))
      if assignment.rightOperand.isBranch {
        cover(value: assignment.rightOperand)
      } else {
        cover(value: expression)
      }
      return
    }
    guard position != .value else {
      cover(value: expression)
      return
    }
    if let call = expression.as(FunctionCallExprSyntax.self),
      let member = call.calledExpression.as(MemberAccessExprSyntax.self), member.base != nil,
      words.changing.contains(member.declName.baseName.text)
    {
      mark(expression, as: position, if: mayFail(expression))
      cover(value: expression)
      return
    }
    mark(expression, as: position, if: mayFail(expression))
    insert("Notebook.show(", before: expression)
    cover(value: expression)
    insert(")", behind: expression)
  }

  // MARK: Declarations

  private mutating func cover(_ declaration: DeclSyntax, as position: StatementPosition) {
    if let function = declaration.as(FunctionDeclSyntax.self) { return cover(function) }
    guard let variable = declaration.as(VariableDeclSyntax.self) else { return }
    mark(
      declaration, as: position,
      if: variable.bindings.contains { binding in binding.initializer.map { mayFail($0.value) } ?? false })
    for binding in variable.bindings {
      if let annotation = binding.typeAnnotation { cover(type: annotation.type) }
      guard let value = binding.initializer?.value else { continue }
      guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text else {
        cover(value: value)
        continue
      }
      if let closure = value.as(ClosureExprSyntax.self) {
        let throwing = cover(closure)
        declare(function: name, throwing: throwing || binding.typeAnnotation != nil)
      } else {
        cover(value: value)
        if let type = binding.typeAnnotation?.type, type.isFunction { declare(function: name, throwing: true) }
      }
    }
  }

  private mutating func cover(_ function: FunctionDeclSyntax) {
    for parameter in function.signature.parameterClause.parameters {
      cover(type: parameter.type)
      if parameter.type.isFunction {
        declare(function: (parameter.secondName ?? parameter.firstName).text, throwing: true)
      }
    }
    if let clause = function.signature.returnClause { cover(type: clause.type) }
    guard let body = function.body else { return }
    let givesOnlyExpression = function.signature.returnClause != nil && body.statements.count == 1
    let name = function.name.text
    let throwing = inScope { marks in
      marks.cover(body.statements, as: givesOnlyExpression ? .value : .function)
    }
    declare(function: name, throwing: throwing)
    guard functions.throwing.contains(name), function.signature.effectSpecifiers?.throwsClause == nil else { return }
    if let clause = function.signature.returnClause {
      insert("throws ", before: clause)
    } else {
      insert("throws ", before: body)
    }
  }

  // MARK: Branches and loops

  private mutating func cover(_ statement: StmtSyntax, as position: StatementPosition) {
    switch statement.as(StmtSyntaxEnum.self) {
    case .expressionStmt(let inner): cover(standing: inner.expression, as: position)
    case .returnStmt(let result):
      if let value = result.expression { cover(value: value) }
    case .forStmt(let loop):
      mark(loop, as: position, if: mayFail(loop.sequence) || loop.whereClause.map { mayFail($0.condition) } ?? false)
      cover(value: loop.sequence)
      if let condition = loop.whereClause?.condition { cover(value: condition) }
      cover(loop.body.statements, as: position)
    case .whileStmt(let loop):
      mark(loop, as: position, if: mayFail(loop.conditions))
      cover(loop.conditions)
      cover(loop.body.statements, as: position)
    case .repeatStmt(let loop):
      cover(loop.body.statements, as: position)
      cover(value: loop.condition)
    case .guardStmt(let guarded):
      mark(guarded, as: position, if: mayFail(guarded.conditions))
      cover(guarded.conditions)
      cover(guarded.body.statements, as: position)
    default: break
    }
  }

  /// Covers an `if`, with its conditions; a branch of an `else if` belongs to it.
  mutating func cover(_ branch: IfExprSyntax, as position: StatementPosition) {
    mark(branch, as: branch.isElseIf ? .value : position, if: branch.chain.contains { mayFail($0.conditions) })
    cover(branch.conditions)
    cover(branch.body.statements, as: position)
    switch branch.elseBody {
    case .ifExpr(let next): cover(next, as: position)
    case .codeBlock(let block): cover(block.statements, as: position)
    case nil: break
    }
  }

  mutating func cover(_ choice: SwitchExprSyntax, as position: StatementPosition) {
    mark(choice, as: position, if: mayFail(choice.subject))
    cover(value: choice.subject)
    for element in choice.cases {
      guard case .switchCase(let element) = element else { continue }
      if case .case(let label) = element.label {
        for item in label.caseItems {
          if let condition = item.whereClause?.condition { cover(value: condition) }
        }
      }
      cover(element.statements, as: position)
    }
  }

  private mutating func cover(_ conditions: ConditionElementListSyntax) {
    for value in conditions.compactMap(\.value) { cover(value: value) }
  }

  private func mayFail(_ conditions: ConditionElementListSyntax) -> Bool {
    conditions.compactMap(\.value).contains { mayFail($0) }
  }
}

extension ConditionElementSyntax {
  /// What the condition computes.
  fileprivate var value: ExprSyntax? {
    switch condition {
    case .expression(let expression): expression
    case .optionalBinding(let binding): binding.initializer?.value
    case .matchingPattern(let matching): matching.initializer.value
    case .availability: nil
    }
  }
}

extension IfExprSyntax {
  /// Whether the `if` follows an `else`, so that no statement may stand before it.
  fileprivate var isElseIf: Bool { parent?.is(IfExprSyntax.self) ?? false }

  /// The `if` and each `else if` behind it.
  fileprivate var chain: [IfExprSyntax] {
    var all = [self]
    while case .ifExpr(let next) = all.last?.elseBody { all.append(next) }
    return all
  }
}

extension InfixOperatorExprSyntax {
  private static let compound: Set<String> = ["+=", "-=", "*=", "/=", "%=", "&+=", "&-=", "&*="]

  fileprivate var isAssignment: Bool {
    if `operator`.is(AssignmentExprSyntax.self) { return true }
    return `operator`.as(BinaryOperatorExprSyntax.self).map { Self.compound.contains($0.operator.text) } ?? false
  }
}

extension TypeSyntax {
  /// Whether values of the type can be called.
  fileprivate var isFunction: Bool {
    switch self.as(TypeSyntaxEnum.self) {
    case .functionType: true
    case .attributedType(let type): type.baseType.isFunction
    case .optionalType(let type): type.wrappedType.isFunction
    case .tupleType(let type): type.elements.count == 1 && (type.elements.first?.type.isFunction ?? false)
    default: false
    }
  }
}
