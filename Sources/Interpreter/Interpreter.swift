import Diagnostics
import SwiftSyntax

/// Runs the Swift of a notebook, block after block, over the words of a registry.
///
/// Blocks share one scope, as the files of a script would: what a block declares, the later ones see. A block is checked
/// before it is run, and may be checked without running it:
///
/// ```swift
/// let interpreter = Interpreter(registry: registry)
/// let block = interpreter.check(unit)
/// if block.hasErrors { print(block.diagnostics) } else { print(try interpreter.run(block)) }
/// ```
public final class Interpreter {
  let registry: Registry
  let names = NotebookNames()
  let machine: Machine
  private let watchdog: Watchdog
  private let overdue: @Sendable (Diagnostic) -> Void

  /// - Parameters:
  ///   - limits: how long a block may run, and how much memory may be taken.
  ///   - overdue: called on another thread when a word of the library goes on two seconds past a limit; only the end
  ///     of the process stops it then.
  public init(
    registry: Registry, limits: Limits = Limits(), overdue: @escaping @Sendable (Diagnostic) -> Void = { _ in }
  ) {
    self.registry = registry
    watchdog = Watchdog(limits)
    machine = Machine(limits, watchdog)
    self.overdue = overdue
  }

  /// A value that a block shows: an expression that stands alone.
  public struct Shown: Sendable {
    public let value: Value
    public let type: ValueType
    public let place: Place
  }

  /// Code whose syntax was read.
  public struct ParsedCode: Sendable {
    let unit: ParsedUnit
    let mistakes: [Diagnostic]

    fileprivate init(_ unit: CodeUnit) { (self.unit, mistakes) = unit.parsed() }
  }

  // MARK: Checking

  /// Says how later diagnostics may speak of the columns of a CSV file beside the notebook.
  ///
  /// - Parameter columns: the table's label and its columns' names; nil where they cannot be known.
  public func lookUpColumns(_ columns: @escaping (_ path: String) -> (label: String, names: [String])?) {
    names.columnsOfFile = columns
  }

  /// Parses code, which may have mistakes.
  public func parse(_ unit: CodeUnit) -> ParsedCode { onDeepStack { ParsedCode(unit) } }

  /// Parses pieces of code, each for itself, on all cores.
  public func parse(_ units: [CodeUnit]) -> [ParsedCode] { onDeepStacks(units) { ParsedCode($0) } }

  /// Learns which names blocks declare at their top, so that a use before that can be explained.
  ///
  /// - Parameter notRun: blocks that are not to be run, whose names no other block sees.
  public func announce(_ blocks: [ParsedCode], notRun: [ParsedCode] = []) {
    names.later = Self.linesOfNames(in: blocks)
    names.notRun = Self.linesOfNames(in: notRun)
  }

  /// The names that blocks declare at their top, each with the line where it first is.
  private static func linesOfNames(in blocks: [ParsedCode]) -> [String: Int] {
    var lines: [String: Int] = [:]
    for block in blocks {
      for statement in block.unit.file.statements {
        guard case .decl(let declaration) = statement.item else { continue }
        for name in declaration.declaredNames where lines[name.text] == nil {
          lines[name.text] = block.unit.place(of: name).line
        }
      }
    }
    return lines
  }

  /// Settles what a block means; what it declares is known to the blocks that are checked after it.
  public func check(_ code: ParsedCode) -> CheckedUnit {
    onDeepStack {
      let checker = Checker(code.unit, registry: self.registry, notebook: self.names)
      let statements = checker.check(code.unit.file.statements, in: self.names.globals)
      return CheckedUnit(
        code.unit, statements, checker, diagnostics: code.mistakes.isEmpty ? checker.diagnostics : code.mistakes,
        expression: nil)
    }
  }

  public func check(_ unit: CodeUnit) -> CheckedUnit { check(parse(unit)) }

  /// Settles what one expression over the blocks' names means.
  public func checkExpression(_ code: ParsedCode) -> CheckedUnit {
    onDeepStack {
      let (parsed, mistakes) = (code.unit, code.mistakes)
      let checker = Checker(parsed, registry: self.registry, notebook: self.names)
      guard let only = parsed.file.statements.first, parsed.file.statements.count == 1,
        let expression = checker.asExpression(only)
      else {
        checker.report(
          "a sentence holds one expression", at: parsed.file, hint: "compute the value in a block and name it here")
        return CheckedUnit(
          parsed, [], checker, diagnostics: mistakes.isEmpty ? checker.diagnostics : mistakes, expression: nil)
      }
      let value = checker.check(expression, in: self.names.globals)
      return CheckedUnit(
        parsed, [], checker, diagnostics: mistakes.isEmpty ? checker.diagnostics : mistakes, expression: value)
    }
  }

  public func checkExpression(_ unit: CodeUnit) -> CheckedUnit { checkExpression(parse(unit)) }

  /// Names that no block and no sentence reads; to be asked when all are checked.
  public func unusedNames(of units: [CheckedUnit]) -> [Diagnostic] {
    units.flatMap { unit -> [Diagnostic] in
      for variable in unit.checker.declared { unit.checker.warnIfUnused(variable) }
      for function in unit.checker.declaredFunctions where !function.isUsed {
        unit.checker.report(
          "\"\(function.name)\" is never called", severity: .warning, at: function.syntax, hint: "leave it out")
      }
      return unit.checker.diagnostics.filter { !unit.diagnostics.contains($0) }
    }
  }

  // MARK: Running

  /// Runs a block that was checked without errors.
  ///
  /// - Returns: the values of the expressions that stand alone, in order.
  /// - Throws: the first diagnostic; what earlier statements declared stays.
  public func run(_ unit: CheckedUnit) throws(Diagnostic) -> [Shown] {
    if let mistake = unit.diagnostics.first(where: { $0.severity == .error }) { throw mistake }
    return try guarded(unit.parsed) {
      let lowering = Lowering(unit.parsed, self.registry, self.names.context)
      self.prepareFunctions(of: unit)
      let code = lowering.lower(unit.statements)
      _ = try code(Frame(lowering.shape, self.machine))
      return self.machine.shown
    }
  }

  /// What the words of the last block or expression that ran warned of.
  public var warnings: [Diagnostic] { machine.warnings }

  /// Evaluates an expression that was checked without errors.
  public func evaluate(_ unit: CheckedUnit) throws(Diagnostic) -> Shown {
    if let mistake = unit.diagnostics.first(where: { $0.severity == .error }) { throw mistake }
    return try guarded(unit.parsed) {
      guard let expression = unit.expression else {
        throw unit.parsed.error("a sentence holds one expression", at: unit.parsed.file)
      }
      let lowering = Lowering(unit.parsed, self.registry, self.names.context)
      let code = lowering.value(expression)
      let value = try code(Frame(lowering.shape, self.machine))
      return Shown(value: value, type: expression.type, place: unit.parsed.place(of: expression.syntax))
    }
  }

  /// Makes a block's functions ready to be called without running the block, whose values come from elsewhere.
  public func declareFunctions(of unit: CheckedUnit) { onDeepStack { self.prepareFunctions(of: unit) } }

  private func prepareFunctions(of unit: CheckedUnit) {
    for function in unit.checker.declaredFunctions {
      function.code = function.body.map { Lowering.code(of: $0, unit.parsed, registry) }
    }
  }

  /// The value of a name that a block declared at its top; nil for a function.
  public func value(of name: String) -> Value? {
    guard case .variable(let variable) = names.globals[name] else { return nil }
    return variable.currentValue
  }

  /// Gives a name the value that its block would have given it.
  public func set(_ name: String, to value: Value) {
    guard case .variable(let variable) = names.globals[name] else { return }
    if variable.type.isWord { variable.cell.word.pointee = value.word } else { variable.cell.value.pointee = value }
  }

  /// The word in whose block values of a type are parts, as it is written; nil where there is none.
  public func holder(ofPart type: ValueType) -> String? {
    let holder = registry.functions.first { function in
      function.parameters.contains { parameter in
        if case .block(let types) = parameter.type { types.contains(type) } else { false }
      }
    }
    return holder.map { function in
      if case .method = function.kind { ".\(function.name) { … }" } else { "\(function.name)(…) { … }" }
    }
  }

  /// Checks a block and runs it.
  public func run(_ unit: CodeUnit) throws(Diagnostic) -> [Shown] { try run(check(unit)) }

  /// Checks an expression and evaluates it.
  public func evaluate(_ unit: CodeUnit) throws(Diagnostic) -> Value { try evaluate(checkExpression(unit)).value }

  /// Runs code under the limits, on a stack that holds deep calls.
  private func guarded<T>(_ unit: ParsedUnit, _ body: @escaping () throws -> T) throws(Diagnostic) -> T {
    let result: Result<T, Diagnostic> = onDeepStack {
      self.machine.start()
      let (limits, overdue) = (self.machine.limits, self.overdue)
      let start = Syntax(unit.file.statements.first.map { Syntax($0) } ?? Syntax(unit.file))
      let watchdog = self.watchdog
      watchdog.begin { reason in
        let (unit, node) = watchdog.word ?? (unit, start)
        overdue(Machine.ended(reason, limits, unit, node))
      }
      defer { self.watchdog.end() }
      return Self.outcome(unit, body)
    }
    return try result.get()
  }

  private static func outcome<T>(_ unit: ParsedUnit, _ body: () throws -> T) -> Result<T, Diagnostic> {
    do { return .success(try body()) } catch {
      if let diagnostic = error as? Diagnostic { return .failure(diagnostic) }
      return .failure(unit.error("\(error)", at: unit.file))
    }
  }
}

extension DeclSyntax {
  /// The names that a declaration gives.
  fileprivate var declaredNames: [TokenSyntax] {
    if let function = self.as(FunctionDeclSyntax.self) { return [function.name] }
    guard let variable = self.as(VariableDeclSyntax.self) else { return [] }
    return variable.bindings.flatMap { binding -> [TokenSyntax] in
      if let name = binding.pattern.as(IdentifierPatternSyntax.self) { return [name.identifier] }
      guard let tuple = binding.pattern.as(TuplePatternSyntax.self) else { return [] }
      return tuple.elements.compactMap { $0.pattern.as(IdentifierPatternSyntax.self)?.identifier }
    }
  }
}
