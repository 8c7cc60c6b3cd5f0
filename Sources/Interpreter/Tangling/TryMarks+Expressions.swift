import SwiftSyntax

extension TryMarks {
  /// Puts `try` before an expression that may throw, and covers the closures in it.
  mutating func cover(value expression: ExprSyntax) {
    if let branch = expression.as(IfExprSyntax.self) { return cover(branch, as: .value) }
    if let choice = expression.as(SwitchExprSyntax.self) { return cover(choice, as: .value) }
    if needsTry(expression) {
      insert("try ", before: expression)
      noteThrow()
    } else if expression.isTried {
      noteThrow()
    }
    coverClosures(in: Syntax(expression))
  }

  /// Covers a closure's body.
  ///
  /// - Returns: whether the closure throws.
  mutating func cover(_ closure: ClosureExprSyntax) -> Bool {
    if let signature = closure.signature { coverTypes(in: Syntax(signature)) }
    return inScope { marks in marks.cover(closure.statements, as: .value) }
  }

  private mutating func coverClosures(in node: Syntax) {
    if let closure = node.as(ClosureExprSyntax.self) {
      _ = cover(closure)
      return
    }
    for child in node.children(viewMode: .sourceAccurate) { coverClosures(in: child) }
  }

  // MARK: What may throw

  /// Whether an expression needs `try` before it: one of its calls may throw, and nothing in the text covers it yet.
  func needsTry(_ expression: ExprSyntax) -> Bool { !expression.isBranch && mayThrow(Syntax(expression)) }

  /// Whether an expression may throw, whoever wrote the `try` for it.
  func mayFail(_ expression: ExprSyntax) -> Bool {
    mayThrow(Syntax(expression)) || expression.isTried
  }

  private func mayThrow(_ node: Syntax) -> Bool {
    // What a closure does is covered inside it, and what is tried already is covered.
    if node.is(ClosureExprSyntax.self) || node.is(TryExprSyntax.self) { return false }
    if let call = node.as(FunctionCallExprSyntax.self), itselfThrows(call) { return true }
    if let member = node.as(MemberAccessExprSyntax.self), itselfThrows(member) { return true }
    return node.children(viewMode: .sourceAccurate).contains { mayThrow($0) }
  }

  private func itselfThrows(_ call: FunctionCallExprSyntax) -> Bool {
    // Higher-order functions throw what the closure that they are given throws.
    if call.givenFunctions.contains(where: { throwsWhenCalled($0) }) { return true }
    let called = call.calledExpression
    if let member = called.as(MemberAccessExprSyntax.self) {
      // `.recall(threshold: 0.5)` names a value of a known type.
      return member.base != nil && !isListed(member.declName.baseName.text, call)
    }
    if let name = called.as(DeclReferenceExprSyntax.self)?.baseName.text {
      return functions.declared.contains(name) ? functions.throwing.contains(name) : !isListed(name, call)
    }
    // `[Int]()` makes a value; anything else is a function that some expression gave.
    return !called.is(ArrayExprSyntax.self) && !called.is(DictionaryExprSyntax.self)
  }

  private func isListed(_ name: String, _ call: FunctionCallExprSyntax) -> Bool {
    words.neverThrowing.contains(name) || words.neverThrowing.contains(name + call.firstArgumentForm)
  }

  private func throwsWhenCalled(_ given: ExprSyntax) -> Bool {
    if let closure = given.as(ClosureExprSyntax.self) {
      if let known = knownClosures.throwing[closure.id] { return known }
      var inside = self
      let throwing = inside.cover(closure)
      knownClosures.throwing[closure.id] = throwing
      return throwing
    }
    guard let name = given.as(DeclReferenceExprSyntax.self)?.baseName.text else { return false }
    return functions.throwing.contains(name)
  }

  private func itselfThrows(_ member: MemberAccessExprSyntax) -> Bool {
    // A member that is called is judged with its call; `Measure.rocAUC` is a value, `quality.rocAUC` a measurement.
    guard let base = member.base, member.parent?.is(FunctionCallExprSyntax.self) != true || !member.isCallee else {
      return false
    }
    let isType = base.as(DeclReferenceExprSyntax.self)?.baseName.text.first?.isUppercase ?? false
    return !isType && words.throwingProperties.contains(member.declName.baseName.text)
  }

  // MARK: Types

  /// A function's type throws, since functions of the notebook may.
  mutating func cover(type: TypeSyntax) { coverTypes(in: Syntax(type)) }

  private mutating func coverTypes(in node: Syntax) {
    if let function = node.as(FunctionTypeSyntax.self), function.effectSpecifiers?.throwsClause == nil {
      insert("throws ", before: function.returnClause)
    }
    for child in node.children(viewMode: .sourceAccurate) { coverTypes(in: child) }
  }
}

extension ExprSyntax {
  /// Whether the expression is an `if` or a `switch`, which take no `try` before them.
  var isBranch: Bool { self.is(IfExprSyntax.self) || self.is(SwitchExprSyntax.self) }

  /// Whether the text itself says `try`, and lets through what is thrown.
  var isTried: Bool { self.as(TryExprSyntax.self).map { $0.questionOrExclamationMark == nil } ?? false }
}

extension MemberAccessExprSyntax {
  fileprivate var isCallee: Bool {
    parent?.as(FunctionCallExprSyntax.self)?.calledExpression.id == ExprSyntax(self).id
  }
}

extension FunctionCallExprSyntax {
  /// Closures and names among the arguments: what the call may call in turn.
  fileprivate var givenFunctions: [ExprSyntax] {
    var all = arguments.map(\.expression)
    if let trailingClosure { all.append(ExprSyntax(trailingClosure)) }
    return all + additionalTrailingClosures.map { ExprSyntax($0.closure) }
  }

  /// How the list of words tells overloads apart: `()`, `{}`, `(label:)`.
  fileprivate var firstArgumentForm: String {
    guard let first = arguments.first else { return trailingClosure == nil ? "()" : "{}" }
    if first.expression.is(ClosureExprSyntax.self) || first.expression.is(KeyPathExprSyntax.self) { return "{}" }
    if let name = first.expression.as(DeclReferenceExprSyntax.self)?.baseName, case .binaryOperator = name.tokenKind {
      return "{}"
    }
    return "(\(first.label?.text ?? "_"):)"
  }
}
