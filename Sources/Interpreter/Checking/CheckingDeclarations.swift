import Diagnostics
import SwiftSyntax

/// `let` and `var`: the names that a block declares, and what is odd about them.
extension Checker {
  func declare(_ declaration: DeclSyntax, in scope: Scope) -> [Typed.Statement] {
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
      reportSuperfluous(extra)
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
        if let wanted, wanted != .unknown, let pattern = binding.pattern.as(IdentifierPatternSyntax.self) {
          if let statement = declareForLater(pattern.identifier, wanted, isMutable: isMutable, in: scope) {
            statements.append(statement)
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
      if value.type == .object("Table") { variable.columns?.label = variable.name }
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
    if isGlobal { declared.append(variable) } else { notebook.inner[text] = (Syntax(name), variable.line) }
    return variable
  }

  func reportRedeclared(_ name: String, _ earlier: Scope.Entry, at node: some SyntaxProtocol) {
    notebook.redeclared.insert(name)
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
  func warnAboutUnused(_ scope: Scope) {
    for (_, entry) in scope.entries {
      if case .variable(let variable) = entry { warnIfUnused(variable) }
    }
  }

  /// How a name that nothing reads is left out, by the place that it is bound in.
  private func unusedHint(_ variable: Variable) -> String {
    guard let pattern = variable.syntax.parent, let holder = pattern.parent else { return "leave it out, or show it" }
    if holder.is(OptionalBindingConditionSyntax.self) { return "write != nil instead" }
    return holder.is(PatternBindingSyntax.self) || !Self.bindingPatterns.contains(pattern.kind)
      ? "leave it out, or show it" : "write _ in its place"
  }

  private static let bindingPatterns: Set<SyntaxKind> = [.identifierPattern, .declReferenceExpr]

  func warnIfUnused(_ variable: Variable) {
    if !variable.isRead, !variable.name.hasPrefix("_"), !variable.name.hasPrefix("$") {
      report(
        variable.isAssigned ? "\"\(variable.name)\" is set but never read" : "\"\(variable.name)\" is never used",
        severity: .warning, at: variable.syntax, hint: unusedHint(variable))
    } else if variable.isMutable, !variable.isAssigned, !variable.isGlobal {
      report("\"\(variable.name)\" never changes", severity: .warning, at: variable.syntax, hint: "declare it with let")
    }
  }
}
