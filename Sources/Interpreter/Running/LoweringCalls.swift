import Diagnostics
import SwiftSyntax

extension Lowering {
  // MARK: Words of the registry

  func word(
    _ function: Function, _ receiver: Typed?, _ arguments: [Typed.Argument], at node: Syntax
  ) -> Code {
    guard case .plain(let body) = function.body else { return .value { _ in .void } }
    let before = receiver.map(value)
    let codes = arguments.map(argument)
    let failure = CallFailure(unit, function, receiver, arguments, node)
    let parameters = function.parameters
    let (unit, name) = (unit, failure.name)
    let hasRules = function.hasRules
    return .value { frame in
      let receiver = try before?(frame)
      var values: [Value] = []
      values.reserveCapacity(codes.count)
      for code in codes { values.append(try code(frame)) }
      try frame.machine.begin(word: name, unit)
      if hasRules, let broken = function.brokenRules({ values[$0] }).first(where: { $0.severity == .error }) {
        throw failure.diagnostic(broken)
      }
      do {
        return try body(Call(receiver: receiver, parameters: parameters, values: values))
      } catch {
        throw failure.diagnostic(error)
      }
    }
  }

  private func argument(_ argument: Typed.Argument) -> ValueCode {
    switch argument {
    case .value(let typed): return value(typed)
    case .standard(let value): return { _ in value }
    case .block(let elements):
      let codes = elements.map(value)
      return { frame in .array(try codes.map { try $0(frame) }) }
    }
  }

  /// A word that changes the variable before its dot.
  func mutation(
    _ function: Function, _ target: Target, _ arguments: [Typed.Argument], at node: Syntax
  ) -> ValueCode {
    guard case .mutating(let body) = function.body else { return { _ in .void } }
    let codes = arguments.map(argument)
    let failure = CallFailure(unit, function, nil, arguments, node)
    let parameters = function.parameters
    let modify = modify(target)
    let (unit, name) = (unit, failure.name)
    return { frame in
      var values: [Value] = []
      values.reserveCapacity(codes.count)
      for code in codes { values.append(try code(frame)) }
      try frame.machine.begin(word: name, unit)
      let call = Call(receiver: nil, parameters: parameters, values: values)
      var result = Value.nil
      try modify(frame) { value in
        do { result = try body(&value, call) } catch { throw failure.diagnostic(error) }
      }
      return result
    }
  }

  // MARK: Functions of the notebook

  func call(_ function: UserFunction, _ arguments: [Typed?], at node: Syntax) -> ValueCode {
    let codes = arguments.enumerated().map { index, given -> ValueCode? in
      (given ?? function.parameters[index].defaultValue).map(value)
    }
    let unit = unit
    return { frame in
      guard let code = function.code else { return .void }
      let inner = Frame(code.shape, frame.machine)
      for (index, argument) in codes.enumerated() {
        if let argument { code.stores[index](inner, try argument(frame)) }
      }
      _ = try frame.machine.enter(unit, node) { try code.run(inner) }
      return inner.returned
    }
  }

  func reference(to function: UserFunction, at node: Syntax) -> ValueCode {
    let unit = unit
    return { frame in
      let machine = frame.machine
      return .function(
        FunctionValue { values in
          guard let code = function.code else { return .void }
          return try Self.run(code, values, boxes: [], machine, unit, node)
        })
    }
  }

  func apply(_ function: Typed, _ arguments: [Typed], at node: Syntax) -> ValueCode {
    let code = value(function)
    let codes = arguments.map(value)
    return { frame in
      guard case .function(let function) = try code(frame) else { return .nil }
      return try function.body(try codes.map { try $0(frame) })
    }
  }

  func closure(_ body: ClosureBody, at node: Syntax) -> ValueCode {
    let code = Self.code(of: body, unit, registry)
    let captured = body.context.captures.map { context.box(of: $0) }
    shape.boxes = max(shape.boxes, context.boxCount)
    let unit = unit
    return { frame in
      let boxes = captured.map { frame.boxes[$0] }
      // The closure holds the machine of the block that made it, and runs under the limits of the one that calls it.
      let machine = frame.machine
      return .function(FunctionValue { try Self.run(code, $0, boxes: boxes, machine, unit, node) })
    }
  }

  private static func run(
    _ code: FunctionCode, _ values: [Value], boxes: [Box], _ machine: Machine, _ unit: ParsedUnit, _ node: Syntax
  ) throws -> Value {
    let frame = Frame(code.shape, boxes: boxes, machine)
    for (index, store) in code.stores.enumerated() where index < values.count { store(frame, values[index]) }
    _ = try machine.enter(unit, node) { try code.run(frame) }
    return frame.returned
  }

  /// The code of a function's body, in a frame of its own.
  static func code(of body: ClosureBody, _ unit: ParsedUnit, _ registry: Registry) -> FunctionCode {
    let lowering = Lowering(unit, registry, body.context)
    let stores = body.parameters.map { lowering.store(into: $0, isDeclaration: true) }
    let run = lowering.lower(body.statements)
    return FunctionCode(shape: lowering.shape, run: run, stores: stores)
  }
}

/// Turns what a word's body throws into a diagnostic at the part of the call that is at fault.
struct CallFailure {
  private let unit: ParsedUnit
  private let node: Syntax
  /// As they stand beside the parameters.
  private let given: [Typed.Argument]
  private let arguments: [Typed]
  /// What the notebook calls the only table of the call.
  private let tableName: String?
  /// The word of the call, rather than all of its lines.
  let name: Syntax

  init(_ unit: ParsedUnit, _ function: Function, _ receiver: Typed?, _ arguments: [Typed.Argument], _ node: Syntax) {
    self.unit = unit
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
    var diagnostic = diagnostic(broken.error, at: argument)
    diagnostic.severity = broken.severity
    return diagnostic
  }

  func diagnostic(_ error: any Error) -> Diagnostic { diagnostic(error, at: name) }

  /// - Parameter node: where the caret stands, unless the error is about a text that the notebook writes.
  private func diagnostic(_ error: any Error, at node: Syntax) -> Diagnostic {
    if let diagnostic = error as? Diagnostic { return diagnostic }
    guard let error = error as? CallError else { return unit.error("\(error)", at: node) }
    let nearest = error.subject.flatMap { nearestName(to: $0, among: error.candidates) }
    let offers =
      error.candidates.isEmpty || error.candidates.count > 30
      ? nil : "there are \(error.candidates.joined(separator: ", "))"
    let hint = error.hint ?? nearest.map { "did you mean \"\($0)\"?" } ?? offers
    let message = tableName.flatMap { error.naming?($0) } ?? error.message
    if let subject = error.subject, let (text, origin) = origin(of: subject) {
      return origin.error(message, at: text, hint: hint)
    }
    return unit.error(message, at: node, hint: hint)
  }

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
