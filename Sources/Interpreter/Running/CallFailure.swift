import Diagnostics
import SwiftSyntax

/// Turns what a word's body throws into a diagnostic at the part of the call that is at fault.
struct CallFailure {
  private let unit: ParsedUnit
  private let node: Syntax
  /// As they stand beside the parameters.
  private let given: [Typed.Argument]
  private let arguments: [Typed]
  /// What the notebook calls the only table of the call.
  private let tableName: String?
  private let registry: Registry
  /// The word of the call, rather than all of its lines.
  let name: Syntax

  init(
    _ unit: ParsedUnit, _ function: Function, _ receiver: Typed?, _ arguments: [Typed.Argument], _ node: Syntax,
    in registry: Registry
  ) {
    self.unit = unit
    self.registry = registry
    self.node = node
    name = Self.nameOfCall(node)
    given = arguments
    let written = arguments.flatMap { argument -> [Typed] in
      switch argument {
      case .value(let typed): [typed]
      case .block(let elements): elements
      case .standard: []
      }
    }
    self.arguments = written
    let tables = ((receiver.map { [$0] } ?? []) + written).filter { $0.type == .object("Table") }
    tableName = tables.count == 1 ? tables[0].tableName : nil
  }

  private static func nameOfCall(_ node: Syntax) -> Syntax {
    if let call = node.as(FunctionCallExprSyntax.self) { return nameOfCall(Syntax(call.calledExpression)) }
    if let member = node.as(MemberAccessExprSyntax.self) { return Syntax(member.declName) }
    return node
  }

  func diagnostic(_ broken: BrokenRule) -> Diagnostic {
    let argument: Syntax =
      switch given[broken.parameter] {
      case .value(let typed): typed.syntax
      case .block(let parts): broken.part.map { parts[$0].syntax } ?? name
      case .standard: name
      }
    // The rule is about the argument, which may be a table among several.
    var named: String?
    if case .value(let typed) = given[broken.parameter], typed.type == .object("Table") { named = typed.tableName }
    var diagnostic = diagnostic(broken.error, at: argument, naming: named)
    diagnostic.severity = broken.severity
    return diagnostic
  }

  func diagnostic(_ error: any Error) -> Diagnostic {
    diagnostic(error, at: (error as? CallError).flatMap { culprit(of: $0) } ?? name)
  }

  /// - Parameter node: where the caret stands, unless the error is about a text that the notebook writes.
  private func diagnostic(_ error: any Error, at node: Syntax, naming name: String? = nil) -> Diagnostic {
    if let diagnostic = error as? Diagnostic { return diagnostic }
    guard let error = error as? CallError else { return unit.error("\(error)", at: node) }
    let nearest = error.subject.flatMap { nearestName(to: $0, among: error.candidates) }
    let offers =
      error.candidates.isEmpty || error.candidates.count > 30
      ? nil : "there are \(error.candidates.joined(separator: ", "))"
    let hint = error.hint ?? nearest.map { "did you mean \"\($0)\"?" } ?? offers
    let message = (name ?? tableName).flatMap { error.naming?($0) } ?? error.message
    if let subject = error.subject, let (text, origin) = origin(of: subject) {
      return origin.error(message, at: text, hint: hint)
    }
    return unit.error(message, at: node, hint: hint)
  }

  // MARK: The argument at fault

  /// The argument that an error is about, where it names no text of the notebook: the part of a computation over
  /// columns that does not fit, or the table that lacks a column.
  private func culprit(of error: CallError) -> Syntax? {
    if error.isAboutTypes {
      let computations = arguments.filter { $0.type == .object("Expression") }
      let known = KnownValues(registry: registry, isRunning: true)
      for computation in computations {
        var found: Syntax?
        computation.walk { part in
          guard found == nil, part.type == .object("Expression"), case .object(let object) = known.value(of: part)
          else {
            return
          }
          // The engine ends with the computation that it could not do.
          if error.message.hasSuffix(": \(object.payload)") { found = part.syntax }
        }
        if let found { return found }
      }
      return computations.count == 1 ? computations[0].syntax : nil
    }
    let tables = arguments.filter { $0.type == .object("Table") }
    return !error.candidates.isEmpty && tables.count == 1 ? tables[0].syntax : nil
  }

  // MARK: Texts

  /// Where the notebook says a text: as a string inside the call, or in what a name in it was set to.
  private func origin(of subject: String) -> (text: StringSegmentSyntax, unit: ParsedUnit)? {
    if let here = Self.segment(subject, in: node) { return (here, unit) }
    var visited: Set<ObjectIdentifier> = []
    var pending = arguments.flatMap(\.variables)
    while let variable = pending.popLast() {
      guard visited.insert(ObjectIdentifier(variable)).inserted, let initializer = variable.initializer else {
        continue
      }
      // What a model or a table was once made from is not what this call was given.
      if case .object(let name) = variable.type, name != "Expression" { continue }
      if let found = Self.segment(subject, in: Syntax(initializer)) { return (found, variable.unit) }
      pending += variable.sources
    }
    return nil
  }

  private static func segment(_ subject: String, in node: Syntax) -> StringSegmentSyntax? {
    for token in node.tokens(viewMode: .sourceAccurate) {
      if let segment = token.parent?.as(StringSegmentSyntax.self), segment.content.text == subject { return segment }
    }
    return nil
  }
}

extension Typed {
  /// What the notebook calls a table; nil where it has no name.
  fileprivate var tableName: String? {
    if case .variable(let variable) = form { variable.name } else { columns?.label }
  }
}
