import Diagnostics
import SwiftSyntax

extension Checker {
  // MARK: Conditions

  /// The conditions of an `if`, `guard` or `while`; what they bind is declared in the scope.
  func conditions(_ list: ConditionElementListSyntax, in scope: Scope) -> [Condition] {
    var conditions: [Condition] = []
    for element in list {
      switch element.condition {
      case .expression(let expression): conditions.append(.holds(condition(expression, in: scope)))
      case .optionalBinding(let binding):
        if let bound = bound(binding, in: scope) { conditions.append(bound) }
      case .matchingPattern(let matching):
        let subject = check(matching.initializer.value, in: scope)
        if let pattern = pattern(matching.pattern, for: subject.type, in: scope) {
          conditions.append(.matches(pattern, subject))
        } else {
          declareUnknown(namesIn: matching.pattern, in: scope)
        }
      case .availability(let availability):
        report("\"#available\" is not part of the notebook language", at: availability, hint: "leave it out")
      }
    }
    return conditions
  }

  private func bound(_ binding: OptionalBindingConditionSyntax, in scope: Scope) -> Condition? {
    guard let name = binding.pattern.as(IdentifierPatternSyntax.self) else {
      report("if let names one value", at: binding.pattern, hint: "take it apart inside: let (a, b) = pair")
      declareUnknown(namesIn: binding.pattern, in: scope)
      return nil
    }
    let value: Typed
    if let initializer = binding.initializer {
      let wanted = binding.typeAnnotation.flatMap { declaredType($0.type) }?.optional
      value = check(initializer.value, expecting: wanted, in: scope)
    } else {
      guard case .variable(let variable) = scope.find(name.identifier.text) else {
        reportUnknown(name.identifier.text, at: name, in: scope)
        declareUnknown(name.identifier, in: scope)
        return nil
      }
      noteRead(variable, in: scope)
      requireValue(of: variable, at: name)
      value = Typed(variable.type, .variable(variable), at: name)
    }
    var type = ValueType.unknown
    switch value.type {
    case .optional(let wrapped): type = wrapped
    case .unknown: break
    default:
      report(
        "\(value.type) is never nil, so that there is nothing to unwrap",
        at: binding.initializer.map { Syntax($0.value) } ?? Syntax(name), hint: "write let outside the condition")
    }
    let isMutable = binding.bindingSpecifier.tokenKind == .keyword(.var)
    if scope[name.identifier.text] != nil, scope.parent == nil || binding.initializer == nil, scope === notebook.globals
    {
      report("\"\(name.identifier.text)\" is already declared here", at: name, hint: "choose another name")
      return nil
    }
    guard let variable = declare(name.identifier, type, isMutable: isMutable, in: scope) else { return nil }
    return .binds(variable, value)
  }

  // MARK: if

  func branches(_ syntax: IfExprSyntax, in scope: Scope) -> Branches {
    branches(syntax, in: scope) { statements, inner in self.check(statements, in: inner) }
  }

  private func branches(
    _ syntax: IfExprSyntax, in scope: Scope, _ body: (CodeBlockItemListSyntax, Scope) -> [Typed.Statement]
  ) -> Branches {
    var cases: [(conditions: [Condition], body: [Typed.Statement])] = []
    let start = firstValues
    var ways: [FirstValues] = []
    defer { goOn(behind: ways) }
    var here: IfExprSyntax? = syntax
    while let branch = here {
      let inner = Scope(inside: scope, context: scope.context)
      let conditions = conditions(branch.conditions, in: inner)
      let own = Scope(inside: inner, context: scope.context)
      let errorsBefore = errorCount
      let statements = body(branch.body.statements, own)
      cases.append((conditions, statements))
      ways += wayBehind(branch: statements)
      firstValues = start
      // Where something is wrong, names may only seem to be unused.
      for (_, entry) in inner.entries where errorCount == errorsBefore {
        if case .variable(let variable) = entry, !variable.isRead {
          report(
            "\"\(variable.name)\" is never used", severity: .warning, at: variable.syntax, hint: "write != nil instead")
        }
      }
      here = nil
      switch branch.elseBody {
      case .ifExpr(let next): here = next
      case .codeBlock(let block):
        let otherwise = body(block.statements, Scope(inside: scope, context: scope.context))
        ways += wayBehind(branch: otherwise)
        return Branches(cases: cases, otherwise: otherwise)
      case nil: break
      }
    }
    ways.append(start)
    return Branches(cases: cases, otherwise: nil)
  }

  /// `let x = if … { a } else { b }`
  func value(of syntax: IfExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    var values = BranchValues(expected: type)
    let branches = branches(syntax, in: scope) { statements, inner in
      self.yielded(statements, &values, in: inner)
    }
    guard branches.otherwise != nil else {
      return report("an if that gives a value needs an else", at: syntax.ifKeyword, hint: "add else { … }")
    }
    return settled(values, Typed(.unknown, .branches(branches), at: syntax), "an if")
  }

  /// What the branches of an `if` or `switch` expression give.
  struct BranchValues {
    let expected: ValueType?
    var type: ValueType?
    var isWrong = false
  }

  /// The one expression of a branch.
  func yielded(
    _ statements: CodeBlockItemListSyntax, _ values: inout BranchValues, in scope: Scope
  ) -> [Typed.Statement] {
    guard let only = statements.first, statements.count == 1, let expression = asExpression(only),
      only.item.as(StmtSyntax.self)?.is(ReturnStmtSyntax.self) != true
    else {
      report(
        "a branch that gives a value is one expression", at: statements.first.map(Syntax.init) ?? Syntax(statements),
        hint: "compute it before, or use if as a statement")
      values.isWrong = true
      return []
    }
    let value = check(expression, expecting: values.expected ?? values.type, in: scope)
    if value.type == .unknown {
      values.isWrong = true
      return []
    }
    if value.type == .void {
      report("this has no value", at: expression)
      values.isWrong = true
      return []
    }
    let wanted = values.expected.flatMap { $0.hasUnknown ? nil : $0 } ?? values.type ?? value.type
    guard let fit = fitted(value, to: wanted) else {
      values.isWrong = true
      report(
        "every branch gives one type: this is \(value.type), the first is \(wanted)", at: expression,
        hint: misfitHint(wanted, value) ?? "declare the type: let name: \(value.type.optional) = …")
      return []
    }
    values.type = values.type ?? fit.type
    return [.yield(fit)]
  }

  private func settled(_ values: BranchValues, _ value: Typed, _ what: String) -> Typed {
    guard !values.isWrong, let type = values.type else { return .mistake(at: value.syntax) }
    return value.seen(as: type)
  }

  // MARK: switch

  func value(of syntax: SwitchExprSyntax, expecting type: ValueType?, in scope: Scope) -> Typed {
    var values = BranchValues(expected: type)
    guard
      let choice = switched(syntax, in: scope, { statements, inner in self.yielded(statements, &values, in: inner) })
    else { return .mistake(at: syntax) }
    return settled(values, Typed(.unknown, .switched(choice), at: syntax), "a switch")
  }

  func switched(
    _ syntax: SwitchExprSyntax, in scope: Scope, _ body: (CodeBlockItemListSyntax, Scope) -> [Typed.Statement]
  ) -> Switch? {
    let subject = check(syntax.subject, in: scope)
    var cases: [(patterns: [(pattern: Pattern, condition: Typed?)], body: [Typed.Statement])] = []
    var coverage = Coverage()
    var hasDefault = false
    var isWrong = false
    let start = firstValues
    var ways: [FirstValues] = []
    defer { goOn(behind: ways) }
    for item in syntax.cases {
      firstValues = start
      guard case .switchCase(let one) = item else {
        reportOutside(item)
        return nil
      }
      let inner = Scope(inside: scope, context: scope.context)
      if hasDefault || coverage.isComplete {
        report("this case is never reached", severity: .warning, at: one.label, hint: "leave it out, or move it up")
      }
      var patterns: [(pattern: Pattern, condition: Typed?)] = []
      switch one.label {
      case .default:
        hasDefault = true
        patterns = [(.anything, nil)]
      case .case(let label):
        for item in label.caseItems {
          guard let pattern = pattern(item.pattern, for: subject.type, in: inner) else {
            // What the case covers is not known, so that nothing is said to be missing.
            declareUnknown(namesIn: item.pattern, in: inner)
            isWrong = true
            continue
          }
          let condition = item.whereClause.map { self.condition($0.condition, in: inner) }
          if condition == nil { coverage.add(pattern) }
          patterns.append((pattern, condition))
        }
      }
      guard !one.statements.isEmpty else {
        report("a case needs at least one statement", at: one.label, hint: "write break to do nothing")
        continue
      }
      let statements = body(one.statements, inner)
      cases.append((patterns, statements))
      ways += waysBehind(case: statements, from: start)
    }
    if !hasDefault, !isWrong, subject.type != .unknown, !coverage.covers(subject.type, registry) {
      report(
        "this switch does not cover every \(subject.type)", at: syntax.switchKeyword,
        hint: coverage.missing(of: subject.type, registry) ?? "add default: …")
      return nil
    }
    return subject.type == .unknown ? nil : Switch(subject: subject, cases: cases)
  }

  // MARK: Patterns

  /// What a case looks for in a value of a type; nil after reporting what is wrong with it.
  func pattern(_ syntax: PatternSyntax, for type: ValueType, in scope: Scope) -> Pattern? {
    switch syntax.as(PatternSyntaxEnum.self) {
    case .wildcardPattern: return .anything
    case .identifierPattern(let name):
      return declare(name.identifier, type, isMutable: false, in: scope).map { .binds($0) }
    case .valueBindingPattern(let binding): return self.binding(binding.pattern, for: type, in: scope)
    case .expressionPattern(let pattern): return self.pattern(pattern.expression, for: type, in: scope)
    case .tuplePattern(let tuple):
      let elements = tuple.elements.map(\.pattern)
      return self.tuple(elements.map { .pattern($0) }, for: type, at: tuple, in: scope)
    default:
      report("this pattern is not part of the notebook language", at: syntax, hint: "compare values, or bind with let")
      return nil
    }
  }

  /// The pattern behind `let`: names are bound.
  private func binding(_ syntax: PatternSyntax, for type: ValueType, in scope: Scope) -> Pattern? {
    if let expression = syntax.as(ExpressionPatternSyntax.self)?.expression {
      return bindingExpression(expression, for: type, in: scope)
    }
    return pattern(syntax, for: type, in: scope)
  }

  /// `let x?` and `let (a, b)` are parsed as expressions made of patterns.
  private func bindingExpression(_ expression: ExprSyntax, for type: ValueType, in scope: Scope) -> Pattern? {
    if let inner = expression.as(PatternExprSyntax.self) { return pattern(inner.pattern, for: type, in: scope) }
    if let chain = expression.as(OptionalChainingExprSyntax.self) {
      guard case .optional(let wrapped) = type else {
        report("\(type) is never nil", at: chain.questionMark, hint: "leave the ? out")
        return nil
      }
      return bindingExpression(chain.expression, for: wrapped, in: scope).map { .some($0) }
    }
    if let tuple = expression.as(TupleExprSyntax.self) {
      return self.tuple(tuple.elements.map { .expression($0.expression) }, for: type, at: tuple, in: scope)
    }
    if let name = expression.as(DeclReferenceExprSyntax.self) {
      return declare(name.baseName, type, isMutable: false, in: scope).map { .binds($0) }
    }
    return pattern(expression, for: type, in: scope)
  }

  private enum PatternPart {
    case pattern(PatternSyntax)
    case expression(ExprSyntax)
  }

  private func tuple(
    _ parts: [PatternPart], for type: ValueType, at node: some SyntaxProtocol, in scope: Scope
  ) -> Pattern? {
    var types = parts.map { _ in ValueType.unknown }
    if type != .unknown {
      guard case .tuple(let elements) = type, elements.count == parts.count else {
        let hint: String? = if case .tuple(let elements) = type { "it has \(elements.count) parts" } else { nil }
        report("\(parts.count) patterns stand for a value of type \(type)", at: node, hint: hint)
        return nil
      }
      types = elements.map(\.type)
    }
    var patterns: [Pattern] = []
    for (part, type) in zip(parts, types) {
      let one =
        switch part {
        case .pattern(let syntax): pattern(syntax, for: type, in: scope)
        case .expression(let expression): bindingPart(expression, for: type, in: scope)
        }
      guard let one else { return nil }
      patterns.append(one)
    }
    return .tuple(patterns)
  }

  private func bindingPart(_ expression: ExprSyntax, for type: ValueType, in scope: Scope) -> Pattern? {
    if let inner = expression.as(PatternExprSyntax.self) { return pattern(inner.pattern, for: type, in: scope) }
    return pattern(expression, for: type, in: scope)
  }

  private func pattern(_ expression: ExprSyntax, for type: ValueType, in scope: Scope) -> Pattern? {
    if expression.is(DiscardAssignmentExprSyntax.self) { return .anything }
    if expression.is(NilLiteralExprSyntax.self) {
      guard type.isOptional || type == .unknown else {
        report("\(type) is never nil", at: expression, hint: "leave this case out")
        return nil
      }
      return .isNil
    }
    if let inner = expression.as(PatternExprSyntax.self) { return pattern(inner.pattern, for: type, in: scope) }
    if let tuple = expression.as(TupleExprSyntax.self), tuple.elements.count > 1 {
      return self.tuple(tuple.elements.map { .expression($0.expression) }, for: type, at: tuple, in: scope)
    }
    if let chain = expression.as(OptionalChainingExprSyntax.self), case .optional(let wrapped) = type {
      return bindingPart(chain.expression, for: wrapped, in: scope).map { .some($0) }
    }
    if let call = expression.as(FunctionCallExprSyntax.self),
      let member = call.calledExpression.as(MemberAccessExprSyntax.self), member.base == nil,
      member.declName.baseName.text == "some", case .optional(let wrapped) = type, let only = call.arguments.first
    {
      return bindingPart(only.expression, for: wrapped, in: scope).map { .some($0) }
    }
    if let member = expression.as(MemberAccessExprSyntax.self), member.base == nil, type.isOptional,
      member.declName.baseName.text == "none"
    {
      return .isNil
    }
    if let range = rangePattern(expression, for: type.withoutOptional, in: scope) { return range }
    let value = check(expression, expecting: type, in: scope)
    guard value.type != .unknown, type != .unknown else { return nil }
    guard let fit = fitted(value, to: type), registry.can(type, .equatable) || isTuple(type) else {
      if fitted(value, to: type) != nil {
        report("values of type \(type) cannot be compared", at: expression, hint: "use if")
      } else if value.type == .bool {
        report(
          "a case is a value of type \(type), not a condition", at: expression,
          hint: "write case let x where …, or use if")
      } else {
        reportMisfit("a case of this switch", type, value)
      }
      return nil
    }
    return .equals(fit)
  }

  private func isTuple(_ type: ValueType) -> Bool { if case .tuple = type { true } else { false } }

  /// `1...5`, `..<0` and `100...` as cases.
  private func rangePattern(_ expression: ExprSyntax, for type: ValueType, in scope: Scope) -> Pattern? {
    let what = "the bound of a case"
    if let infix = expression.as(InfixOperatorExprSyntax.self),
      let symbol = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text, symbol == "..." || symbol == "..<"
    {
      guard isOrdered(type, at: expression) else { return .anything }
      return .range(
        lower: check(infix.leftOperand, as: type, what, in: scope),
        upper: check(infix.rightOperand, as: type, what, in: scope), isClosed: symbol == "...")
    }
    if let prefix = expression.as(PrefixOperatorExprSyntax.self), ["...", "..<"].contains(prefix.operator.text) {
      guard isOrdered(type, at: expression) else { return .anything }
      return .range(
        lower: nil, upper: check(prefix.expression, as: type, what, in: scope),
        isClosed: prefix.operator.text == "...")
    }
    if let postfix = expression.as(PostfixOperatorExprSyntax.self), postfix.operator.text == "..." {
      guard isOrdered(type, at: expression) else { return .anything }
      return .range(lower: check(postfix.expression, as: type, what, in: scope), upper: nil, isClosed: true)
    }
    return nil
  }

  private func isOrdered(_ type: ValueType, at node: some SyntaxProtocol) -> Bool {
    if type == .unknown || registry.can(type, .comparable) { return true }
    report(
      "\(type) has no order, so that no range of it can be a case", at: node, hint: "list the values: case a, b")
    return false
  }
}

/// Which values the cases of a switch take care of.
private struct Coverage {
  var isComplete = false
  private var values: Set<String> = []
  private var coversNil = false
  private var coversSome = false

  init() {}

  mutating func add(_ pattern: Pattern) {
    switch pattern {
    case .anything, .binds: isComplete = true
    case .isNil: coversNil = true
    case .some(.anything), .some(.binds): coversSome = true
    case .equals(let value):
      switch value.form {
      case .constant(let constant): values.insert(constant.description)
      case .word(let function, nil, _): values.insert(function.name)
      default: break
      }
    case .tuple(let patterns):
      if patterns.allSatisfy({ if case .anything = $0 { true } else if case .binds = $0 { true } else { false } }) {
        isComplete = true
      }
    case .range, .some: break
    }
  }

  func covers(_ type: ValueType, _ registry: Registry) -> Bool {
    if isComplete || (coversNil && coversSome) { return true }
    guard let all = all(type, registry) else { return false }
    return all.isSubset(of: values)
  }

  /// Every value of a type that has few.
  private func all(_ type: ValueType, _ registry: Registry) -> Set<String>? {
    switch type {
    case .bool: return ["true", "false"]
    case .object(let name):
      let members = registry.functions.filter { $0.kind == .staticMember(of: name) }
      guard !members.isEmpty, members.allSatisfy(\.parameters.isEmpty),
        registry.overloads(.initializer, name).isEmpty
      else { return nil }
      return Set(members.map(\.name))
    default: return nil
    }
  }

  func missing(of type: ValueType, _ registry: Registry) -> String? {
    guard !values.isEmpty, let all = all(type, registry) else { return nil }
    let dot = type == .bool ? "" : "."
    return "\(all.subtracting(values).sorted().map { dot + $0 }.joined(separator: ", ")) is missing: add it, or default"
  }
}
