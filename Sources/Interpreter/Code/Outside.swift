import SwiftSyntax

/// Swift that the notebook language leaves out: what it is called, and what to write instead.
enum Outside {
  static func construct(_ kind: SyntaxKind) -> (name: String, instead: String)? {
    switch kind {
    case .classDecl: ("class", "keep values in let, and rows in a Table")
    case .structDecl: ("struct", "use a tuple, a dictionary or a Table")
    case .enumDecl: ("enum", "use texts, or the words of the library such as .high")
    case .protocolDecl: ("protocol", "write a func")
    case .extensionDecl: ("extension", "write a func that takes the value")
    case .actorDecl: ("actor", "blocks run one after the other")
    case .importDecl: ("import", "leave it out: every word is there already")
    case .typeAliasDecl: ("typealias", "write the type itself")
    case .initializerDecl: ("init", "write a func that gives the value")
    case .subscriptDecl: ("subscript", "write a func")
    case .operatorDecl, .precedenceGroupDecl: ("operator", "write a func")
    case .macroDecl, .macroExpansionDecl, .macroExpansionExpr: ("a macro", "write it out")
    case .ifConfigDecl: ("#if", "use a parameter and if")
    case .throwStmt: ("throw", "return nil, or a text that says what is wrong")
    case .doStmt: ("do", "leave it out: a step that fails ends the notebook with its message")
    case .deferStmt: ("defer", "write it where it should run")
    case .yieldStmt: ("yield", "return a value")
    case .labeledStmt: ("a label", "put the loop into a func and return from it")
    case .fallThroughStmt: ("fallthrough", "list the values in one case: case 1, 2")
    case .awaitExpr: ("await", "leave it out: blocks run one after the other")
    case .keyPathExpr: ("this key path", "write a closure: { $0.name }")
    case .asExpr: ("as", "write the type: let x: Double = …, or Double(…)")
    case .isExpr: ("is", "every value's type is known where it is declared")
    case .inOutExpr: ("&", "return the new value and assign it")
    case .superExpr: ("super", "write a func")
    case .regexLiteralExpr: ("a regular expression", "use contains, hasPrefix, split or replacing")
    case .typeExpr: ("a type as a value", "call it: Int(…)")
    case .genericSpecializationExpr: ("a generic type", "write [Element]() or [Key: Value]()")
    case .consumeExpr: ("consume", "leave it out")
    case .copyExpr: ("copy", "leave it out")
    case .borrowExpr: ("borrow", "leave it out")
    case .postfixIfConfigExpr: ("#if", "use a parameter and if")
    case .patternExpr: ("a pattern", "use it in a case")
    case .packExpansionExpr, .packElementExpr: ("a parameter pack", "use an array")
    case .editorPlaceholderExpr: ("a placeholder", "write a value")
    case .discardAssignmentExpr: ("_", "name the value")
    case .arrowExpr: ("->", "write it behind a func's parameters")
    case .simpleStringLiteralExpr: ("this text", "write it in quotes")
    default: nil
    }
  }
}

extension Checker {
  /// Reports Swift that is outside the notebook language.
  @discardableResult
  func reportOutside(_ node: some SyntaxProtocol) -> Typed {
    if let postfix = node.as(PostfixOperatorExprSyntax.self) { return reportPostfix(postfix) }
    guard let (name, instead) = Outside.construct(node.kind) else {
      return report("this is not part of the notebook language", at: firstToken(of: node))
    }
    if let cast = node.as(AsExprSyntax.self), cast.questionOrExclamationMark == nil {
      let (type, value) = (cast.type.trimmedDescription, cast.expression.trimmedDescription)
      return report(
        "\"as\" is not part of the notebook language", at: cast,
        hint: ["Int", "Double", "String"].contains(type)
          ? "write \(type)(\(value.count <= 30 && !value.contains("\n") ? value : "…"))"
          : "write the type where the value gets its name: let name: \(type.prefix(40)) = …")
    }
    if let cast = node.as(IsExprSyntax.self), ["None", "null", "NULL"].contains(cast.type.trimmedDescription) {
      return report(
        "\"\(cast.type.trimmedDescription)\" is not part of the notebook language", at: cast.type,
        hint: "write \(cast.expression.trimmedDescription) == nil")
    }
    // What the construct is called stands without quotes, what is written within them.
    let isDescription = ["a ", "an ", "this "].contains { name.hasPrefix($0) }
    return report(
      "\(isDescription ? name : "\"\(name)\"") is not part of the notebook language", at: firstToken(of: node),
      hint: instead)
  }

  /// `x++` and `values[1...]`
  private func reportPostfix(_ postfix: PostfixOperatorExprSyntax) -> Typed {
    let symbol = postfix.operator.text
    let hint: String? =
      switch symbol {
      case "++", "--": "write \(postfix.expression.trimmedDescription) \(symbol.prefix(1))= 1"
      case "...": "a range has both ends here: write \(postfix.expression.trimmedDescription)..<\(end(of: postfix))"
      case "%": "write it as a share: 0.05"
      default: nil
      }
    return report(
      "the operator \"\(symbol)\" behind a value is not part of the notebook language", at: postfix.operator,
      hint: hint)
  }

  /// Where a range without an upper end would stop: behind the last element of what it is a part of.
  private func end(of postfix: PostfixOperatorExprSyntax) -> String {
    guard let access = postfix.parent?.parent?.parent?.as(SubscriptCallExprSyntax.self) else { return "Int.max" }
    let base = access.calledExpression.trimmedDescription
    return "\(base.count <= 30 ? base : "values").count"
  }

  /// The word that a construct starts with, so that the caret does not run through all of its lines.
  private func firstToken(of node: some SyntaxProtocol) -> Syntax {
    let words: Set<SyntaxKind> = [.asExpr, .isExpr, .keyPathExpr, .regexLiteralExpr]
    if words.contains(node.kind) { return Syntax(node) }
    return node.firstToken(viewMode: .sourceAccurate).map(Syntax.init) ?? Syntax(node)
  }
}
