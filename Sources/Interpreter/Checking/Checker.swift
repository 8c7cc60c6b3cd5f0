import Diagnostics
import SwiftSyntax

/// Settles what the code of one unit means, and collects every mistake in it without running anything.
///
/// Its extensions hold a kind of syntax each.
final class Checker {
  let registry: Registry
  let unit: ParsedUnit
  let notebook: NotebookNames
  var diagnostics: [Diagnostic] = []
  /// How deep the expression that is being checked lies in others.
  var depth = 0
  var hasReportedDepth = false
  /// Checks that may yet be thrown away, so that no code makes the checker try without end.
  var trialsLeft = 2000
  /// Where a name may have been meant for a column.
  var columnPlace: ColumnPlace?
  /// What links of optional chains stand for while the rest of their chain is checked.
  var chained: [SyntaxIdentifier: Variable] = [:]
  /// Globals of the notebook that the code reads and sets.
  private(set) var globalsRead: [ObjectIdentifier: Variable] = [:]
  private(set) var globalsChanged: [ObjectIdentifier: Variable] = [:]
  private(set) var functionsUsed: [ObjectIdentifier: UserFunction] = [:]
  /// The functions that were announced before their bodies were checked.
  var announced: [SyntaxIdentifier: UserFunction] = [:]
  /// The expressions that the code shows.
  var shown: [Typed] = []
  /// What the unit declares for later ones.
  var declared: [Variable] = []
  var declaredFunctions: [UserFunction] = []
  /// Which names that were declared without a value have got one by now.
  var firstValues = FirstValues()
  /// The function whose body is being checked.
  var checking: UserFunction?
  /// Calls at the top of the block, with how many names were declared before each.
  var topCalls: [(function: UserFunction, syntax: Syntax, declaredBefore: Int)] = []

  static let greatestDepth = 1000

  init(_ unit: ParsedUnit, registry: Registry, notebook: NotebookNames) {
    self.unit = unit
    self.registry = registry
    self.notebook = notebook
  }

  // MARK: Mistakes

  @discardableResult
  func report(
    _ message: String, severity: Diagnostic.Severity = .error, at node: some SyntaxProtocol, hint: String? = nil
  ) -> Typed {
    var diagnostic = unit.error(message, at: node, hint: hint)
    diagnostic.severity = severity
    // What is tried twice is said once.
    if diagnostics.count < Self.mostDiagnostics, !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    return .mistake(at: node)
  }

  private static let mostDiagnostics = 200

  /// Tries a check; what it reported is taken back where it found a mistake.
  func attempt<T>(_ check: () -> T) -> T? {
    guard trialsLeft > 0 else { return nil }
    trialsLeft -= 1
    let before = diagnostics
    let result = check()
    if diagnostics.count > before.count, diagnostics[before.count...].contains(where: { $0.severity == .error }) {
      diagnostics = before
      return nil
    }
    return result
  }

  func offer(_ name: String, among candidates: some Sequence<String>) -> String? {
    nearestName(to: name, among: Set(candidates).sorted()).map { "did you mean \"\($0)\"?" }
  }

  // MARK: Use of names

  func noteRead(_ variable: Variable, in scope: Scope) {
    variable.isRead = true
    note(variable, in: scope)
  }

  func note(_ variable: Variable, in scope: Scope) {
    if variable.isGlobal {
      globalsRead[ObjectIdentifier(variable)] = variable
      checking?.globalsRead.append(variable)
    } else {
      scope.context.capture(variable)
    }
  }

  func noteChange(of variable: Variable) { globalsChanged[ObjectIdentifier(variable)] = variable }

  func noteUse(of function: UserFunction, at node: some SyntaxProtocol) {
    function.isUsed = true
    functionsUsed[ObjectIdentifier(function)] = function
    if let checking {
      checking.calls.append(function)
    } else {
      topCalls.append((function, Syntax(node), declared.count))
    }
  }

  /// Reports calls of functions that read what the block declares only below the call.
  func reportEarlyCalls() {
    for (function, syntax, declaredBefore) in topCalls where declaredBefore < declared.count {
      let later = Set(declared[declaredBefore...].map(ObjectIdentifier.init))
      var visited: Set<ObjectIdentifier> = []
      var pending = [function]
      while let next = pending.popLast() {
        guard visited.insert(ObjectIdentifier(next)).inserted else { continue }
        pending += next.calls
        guard let early = next.globalsRead.first(where: { later.contains(ObjectIdentifier($0)) }) else { continue }
        report(
          "\"\(function.name)\" reads \"\(early.name)\", which line \(early.line) declares", at: syntax,
          hint: "call it below that line")
        break
      }
    }
  }

  // MARK: Types

  /// The type that the notebook writes, or nil after reporting why there is none.
  func declaredType(_ type: TypeSyntax) -> ValueType? {
    switch type.as(TypeSyntaxEnum.self) {
    case .arrayType(let array): return declaredType(array.element).map { .array($0) }
    case .dictionaryType(let dictionary):
      guard let key = declaredType(dictionary.key), let value = declaredType(dictionary.value) else { return nil }
      return dictionaryType(key, value, at: dictionary.key)
    case .optionalType(let optional): return declaredType(optional.wrappedType)?.optional
    case .tupleType(let tuple):
      if tuple.elements.isEmpty { return .void }
      if let only = tuple.elements.first, tuple.elements.count == 1 { return declaredType(only.type) }
      var elements: [ValueType.TupleElement] = []
      for element in tuple.elements {
        guard let type = declaredType(element.type) else { return nil }
        elements.append(.init(element.firstName?.text, type))
      }
      return .tuple(elements)
    case .functionType(let function):
      if let effects = function.effectSpecifiers {
        reportSuperfluous(effects)
        return nil
      }
      var parameters: [ValueType] = []
      for parameter in function.parameters {
        guard let type = declaredType(parameter.type) else { return nil }
        parameters.append(type)
      }
      return declaredType(function.returnClause.type).map { .function(parameters: parameters, result: $0) }
    case .identifierType(let identifier): return namedType(identifier)
    case .attributedType(let attributed):
      guard attributed.specifiers.isEmpty else {
        report(
          "\"\(attributed.specifiers.trimmedDescription)\" is not part of the notebook language",
          at: attributed.specifiers, hint: "return the new value instead")
        return nil
      }
      return declaredType(attributed.baseType)
    default:
      report("a type is written as a name, [Element], [Key: Value], T? or (A, B) here", at: type)
      return nil
    }
  }

  /// What Swift allows at this place, and a notebook does without.
  func reportSuperfluous(_ node: some SyntaxProtocol) {
    report("\"\(node.trimmedDescription)\" is not part of the notebook language", at: node, hint: "leave it out")
  }

  private func namedType(_ identifier: IdentifierTypeSyntax) -> ValueType? {
    let name = identifier.name.text
    if let arguments = identifier.genericArgumentClause?.arguments {
      var types: [ValueType] = []
      for argument in arguments {
        guard case .type(let type) = argument.argument, let declared = declaredType(type) else { return nil }
        types.append(declared)
      }
      switch (name, types.count) {
      case ("Array", 1): return .array(types[0])
      case ("Optional", 1): return types[0].optional
      case ("Dictionary", 2): return dictionaryType(types[0], types[1], at: identifier)
      case ("Range", 1), ("ClosedRange", 1):
        if types[0] == .int { return .range }
        if types[0] == .double { return .decimalRange }
        report("a range runs over Int or Double", at: identifier)
        return nil
      case ("Set", _):
        report("\"Set\" is not part of the notebook language", at: identifier, hint: "use an array or a dictionary")
        return nil
      default: break
      }
    }
    if let type = ValueType.named[name] { return type }
    guard registry.types[name] != nil else {
      // Its declaration was reported as being outside the language.
      if notebook.outsideTypes.contains(name) { return nil }
      let hint =
        ForeignNames.types[name] ?? offer(name, among: Array(registry.types.keys) + Array(ValueType.named.keys))
      report("no type \"\(name)\"", at: identifier, hint: hint)
      return nil
    }
    return .object(name)
  }

  func dictionaryType(_ key: ValueType, _ value: ValueType, at node: some SyntaxProtocol) -> ValueType? {
    guard registry.can(key, .hashable) else {
      report("\(key) cannot be the key of a dictionary", at: node, hint: "use String, Int, Double, Bool or Date")
      return nil
    }
    return .dictionary(key: key, value: value)
  }

  // MARK: Fitting a value to a type

  /// The expression as a type takes it, or nil where it does not fit.
  func fitted(_ value: Typed, to type: ValueType) -> Typed? {
    if type == .unknown || value.type == .unknown { return value }
    switch type {
    case .either(let types):
      if let exact = types.first(where: { $0.accepts(value.type) }) { return value.seen(as: merged(exact, value.type)) }
      return types.lazy.compactMap { self.fitted(value, to: $0) }.first
    case .any: return value.type == .void ? nil : value
    default: break
    }
    if type.accepts(value.type) { return value.seen(as: merged(type, value.type)) }
    switch (type, value.type, value.form) {
    case (.optional(let wrapped), _, _): return fitted(value, to: wrapped).map { $0.seen(as: type) }
    case (.array(let element), .array, .array(let values)):
      var converted: [Typed] = []
      for value in values {
        guard let fit = fitted(value, to: element) else { return nil }
        converted.append(fit)
      }
      return Typed(type, .array(converted), at: value.syntax)
    case (.array(.object(let name)), .array(let given), _):
      guard let conversion = registry.conversion(to: name), conversion.from.contains(given) else { return nil }
      return Typed(type, .converted(value, to: name), at: value.syntax)
    case (.object(let name), let given, _):
      guard let conversion = registry.conversion(to: name), conversion.from.contains(given) else { return nil }
      return Typed(type, .converted(value, to: name), at: value.syntax)
    default: return nil
    }
  }

  /// The wanted type, with what it leaves open taken from the value.
  private func merged(_ wanted: ValueType, _ given: ValueType) -> ValueType { wanted.hasUnknown ? given : wanted }

  /// Reports that a value does not fit, with what would help.
  @discardableResult
  func reportMisfit(_ what: String, _ wanted: ValueType, _ value: Typed, example: String? = nil) -> Typed {
    if value.type == .unknown || wanted == .unknown { return .mistake(at: value.syntax) }
    let needed = wanted == .array(.unknown) ? "an array" : wanted.description
    return report(
      "\(what) must be \(needed), but this is \(value.type)", at: value.syntax,
      hint: example.map { "write \($0)" } ?? misfitHint(wanted, value))
  }

  /// Checks an expression that must be of a type.
  func check(_ expression: ExprSyntax, as type: ValueType, _ what: String, in scope: Scope) -> Typed {
    let value = check(expression, expecting: type, in: scope)
    return fitted(value, to: type) ?? reportMisfit(what, type, value)
  }

  /// `condition ? true : false`, which says no more than the condition.
  private func superfluousChoice(around condition: ExprSyntax) -> String? {
    guard let ternary = condition.parent?.as(TernaryExprSyntax.self), ternary.condition.id == condition.id,
      ternary.thenExpression.trimmedDescription == "true", ternary.elseExpression.trimmedDescription == "false"
    else { return nil }
    return "leave ? true : false out"
  }

  func condition(_ expression: ExprSyntax, in scope: Scope) -> Typed {
    let value = check(expression, expecting: .bool, in: scope)
    guard value.type == .bool || value.type == .unknown else {
      return report(
        "a condition must be true or false, but this is \(value.type)", at: expression,
        hint: superfluousChoice(around: expression) ?? misfitHint(.bool, value))
    }
    return value
  }
}

/// The names of a notebook that units share.
final class NotebookNames {
  let context = FunctionContext(inside: nil)
  let globals: Scope
  /// Top-level names that later blocks declare, with their lines, so that a use too early can be explained.
  var later: [String: Int] = [:]
  /// Names that blocks declare which do not run, with their lines.
  var notRun: [String: Int] = [:]
  /// Types that a block declares, which the notebook language does not have.
  var outsideTypes: Set<String> = []
  /// Names that were declared again, so that it cannot be known which declaration a call means.
  var redeclared: Set<String> = []
  /// Names that are known within braces alone, with where they are declared last.
  var inner: [String: (syntax: Syntax, line: Int)] = [:]
  /// The columns of a CSV file beside the notebook, where they can be known without running it.
  var columnsOfFile: (String) -> (label: String, names: [String])? = { _ in nil }

  init() { globals = Scope(inside: nil, context: context) }
}
