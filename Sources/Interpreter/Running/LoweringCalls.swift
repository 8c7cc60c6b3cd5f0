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
    let failure = CallFailure(unit, function, receiver, arguments, node, in: registry)
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
      let machine = frame.machine
      do {
        let value = try body(
          Call(receiver: receiver, parameters: parameters, values: values, warnings: machine.callWarnings))
        if !machine.callWarnings.pending.isEmpty { machine.collectWarnings { failure.diagnostic($0) } }
        return value
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
    let failure = CallFailure(unit, function, nil, arguments, node, in: registry)
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
