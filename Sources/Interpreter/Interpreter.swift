import Diagnostics
import SwiftSyntax

/// Runs the Swift of a notebook, block after block, over the words of a registry.
///
/// Blocks share one scope, as the files of a script would: what a block declares, the later ones see.
public final class Interpreter {
  let registry: Registry
  let globals = Scope()
  /// Evaluations after which a block counts as endless.
  let mostSteps: Int
  var stepsLeft = 0

  public init(registry: Registry, mostSteps: Int = 1_000_000) {
    self.registry = registry
    self.mostSteps = mostSteps
  }

  /// A value that a block shows: an expression that stands alone.
  public struct Shown: Sendable {
    public let value: Value
    public let place: Place
  }

  /// Runs a block.
  ///
  /// - Returns: the values of the expressions that stand alone, in order.
  /// - Throws: the first diagnostic; what earlier statements declared stays.
  public func run(_ unit: CodeUnit) throws(Diagnostic) -> [Shown] {
    try onDeepStack {
      Result { () throws(Diagnostic) in
        let parsed = try unit.parsed()
        self.stepsLeft = self.mostSteps
        let evaluator = Evaluator(self, parsed)
        try evaluator.run(parsed.file.statements, in: self.globals)
        return evaluator.shown
      }
    }.get()
  }

  /// Evaluates one expression over what the blocks have declared.
  public func evaluate(_ unit: CodeUnit) throws(Diagnostic) -> Value {
    try onDeepStack {
      Result { () throws(Diagnostic) in try self.valueOfOnly(unit) }
    }.get()
  }

  private func valueOfOnly(_ unit: CodeUnit) throws(Diagnostic) -> Value {
    let parsed = try unit.parsed()
    stepsLeft = mostSteps
    guard let only = parsed.file.statements.first, parsed.file.statements.count == 1,
      case .expr(let expression) = only.item
    else {
      throw parsed.error(
        "a sentence holds one expression", at: parsed.file, hint: "compute the value in a block and name it here")
    }
    return try Evaluator(self, parsed).evaluate(expression, in: globals)
  }
}

/// Evaluates the statements of one unit. Its extensions hold a kind of syntax each.
final class Evaluator {
  let interpreter: Interpreter
  let unit: ParsedUnit
  private(set) var shown: [Interpreter.Shown] = []
  /// How deep the expression that is being evaluated lies in others.
  var depth = 0

  static let greatestDepth = 1000
  /// How many loops the running statement lies in.
  var loops = 0

  init(_ interpreter: Interpreter, _ unit: ParsedUnit) {
    self.interpreter = interpreter
    self.unit = unit
  }

  var registry: Registry { interpreter.registry }

  func show(_ value: Value, at node: some SyntaxProtocol) {
    if case .void = value { return }
    shown.append(.init(value: value, place: unit.place(of: node)))
  }

  func countStep(at node: some SyntaxProtocol) throws(Diagnostic) {
    interpreter.stepsLeft -= 1
    guard interpreter.stepsLeft > 0 else {
      throw unit.error(
        "this block does not come to an end: \(interpreter.mostSteps) steps were run", at: node,
        hint: "compute over columns instead of looping over rows")
    }
  }
}
