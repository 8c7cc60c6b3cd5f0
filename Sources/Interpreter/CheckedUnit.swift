import Diagnostics
import SwiftSyntax

/// A block or an expression whose meaning is settled.
public final class CheckedUnit {
  let parsed: ParsedUnit
  let statements: [Typed.Statement]
  let checker: Checker
  let expression: Typed?
  /// Everything that is wrong or odd with it.
  public let diagnostics: [Diagnostic]

  init(
    _ parsed: ParsedUnit, _ statements: [Typed.Statement], _ checker: Checker, diagnostics: [Diagnostic],
    expression: Typed?
  ) {
    self.parsed = parsed
    self.statements = statements
    self.checker = checker
    self.diagnostics = diagnostics
    self.expression = expression
  }

  /// The notebook that the code stands in.
  public var source: SourceText { parsed.unit.source }

  /// The line of the notebook on which the code starts.
  public var firstLine: Int { parsed.unit.notebookPlace(parsed.text, offset: 0, length: 0).line }

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The type of an expression.
  public var type: ValueType? { expression?.type }

  /// Where an expression stands.
  public var place: Place? { (expression?.syntax).map { parsed.place(of: $0) } }

  // MARK: What the code is about

  /// The types of the values that the code shows, with the places of their expressions.
  public var shown: [(type: ValueType, place: Place)] {
    checker.shown.map { ($0.type, parsed.place(of: $0.syntax)) }
  }

  /// A name that the block declares for later ones.
  public struct Declared: Sendable {
    public let name: String
    public let type: ValueType
    public let line: Int
    /// The names that its first value was made from.
    public let madeFrom: [String]
  }

  /// What the block declares, functions included, in order.
  public var declared: [Declared] {
    checker.declared.map {
      Declared(name: $0.name, type: $0.type, line: $0.line, madeFrom: $0.sources.map(\.name))
    }
      + checker.declaredFunctions.map {
        Declared(name: $0.name, type: $0.type, line: $0.line, madeFrom: [])
      }
  }

  /// The names of other blocks that the block reads or calls, in alphabetical order.
  public var reads: [String] {
    let own = Set(checker.declared.map(ObjectIdentifier.init))
    let ownFunctions = Set(checker.declaredFunctions.map(ObjectIdentifier.init))
    let names =
      checker.globalsRead.filter { !own.contains($0.key) }.map(\.value.name)
      + checker.functionsUsed.filter { !ownFunctions.contains($0.key) }.map(\.value.name)
    return Set(names).sorted()
  }

  /// What running the code may read and change, the functions that it calls included.
  public struct Reach: Sendable {
    /// Names of values whose contents may matter.
    public let reads: Set<String>
    /// Names of values that may be another afterwards: those that the block declares, and those that it sets.
    public let changes: Set<String>
    /// The code of the other blocks whose functions it may call, in the order of their names.
    public let functions: [String]
  }

  /// Settled with the check, so that it is computed once.
  public private(set) lazy var reach: Reach = {
    var checkers: [Checker] = [checker]
    var seen: Set<ObjectIdentifier> = [ObjectIdentifier(checker)]
    var index = 0
    while index < checkers.count {
      for function in checkers[index].functionsUsed.values
      where seen.insert(ObjectIdentifier(function.checker)).inserted {
        checkers.append(function.checker)
      }
      index += 1
    }
    let own = Set(checker.declared.map(\.name))
    return Reach(
      reads: Set(checkers.flatMap { $0.globalsRead.values.map(\.name) }).subtracting(own),
      changes: own.union(checkers.flatMap { $0.globalsChanged.values.map(\.name) }),
      functions: checkers.dropFirst().map(\.unit.unit.code).sorted())
  }()

  /// The code as the notebook writes it.
  public var code: String { parsed.unit.code }

  /// A use of a word with the arguments that are written out.
  public struct Use: Sendable {
    public let function: Function
    /// Constants by the name of their parameter, defaults included; what is computed is left out.
    public let arguments: [String: Value]
    /// The types of the arguments that are given, by the name of their parameter.
    public let types: [String: ValueType]
    public let place: Place
  }

  /// Every use of a free word or initializer of a name, in the order of the code.
  public func uses(of name: String) -> [Use] {
    var found: [Use] = []
    func visit(_ typed: Typed) {
      guard case .word(let function, nil, let arguments) = typed.form, function.name == name else { return }
      var constants: [String: Value] = [:]
      var types: [String: ValueType] = [:]
      for (parameter, argument) in zip(function.parameters, arguments) {
        switch argument {
        case .standard(let value): constants[parameter.name] = value
        case .value(let typed):
          types[parameter.name] = typed.type
          if case .constant(let value) = typed.form { constants[parameter.name] = value }
        case .block: break
        }
      }
      found.append(
        Use(function: function, arguments: constants, types: types, place: parsed.place(of: typed.syntax)))
    }
    statements.walk(visit)
    expression?.walk(visit)
    for function in checker.declaredFunctions { function.body?.statements.walk(visit) }
    return found.sorted { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
  }
}
