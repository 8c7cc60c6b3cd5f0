import Diagnostics
import OrderedCollections
import SwiftSyntax

extension Lowering {
  /// The code of an expression in the representation that its form gives.
  func natural(_ typed: Typed) -> Code {
    let node = typed.syntax
    let unit = unit
    switch typed.form {
    case .constant(let value): return constant(value)
    case .variable(let variable): return load(variable)
    case .interpolation(let parts): return .value(interpolation(parts, at: node))
    case .array(let elements):
      let codes = elements.map(value)
      return .value { frame in
        var values: [Value] = []
        values.reserveCapacity(codes.count)
        for code in codes { values.append(try code(frame)) }
        return .array(values)
      }
    case .dictionary(let entries): return .value(dictionary(entries))
    case .tuple(let elements):
      let codes = elements.map(value)
      return .value { frame in .tuple(try codes.map { try $0(frame) }) }
    case .element(let base, let index):
      let code = value(base)
      return .value { frame in
        guard case .tuple(let values) = try code(frame) else { return .nil }
        return values[index]
      }
    case .closedRange(let lower, let upper): return .value(range(lower, upper, isClosed: true, at: node))
    case .openRange(let lower, let upper): return .value(range(lower, upper, isClosed: false, at: node))
    case .word(let function, let receiver, let arguments): return word(function, receiver, arguments, at: node)
    case .mutation(let function, let target, let arguments):
      return .value(mutation(function, target, arguments, at: node))
    case .userFunction(let function, let arguments): return .value(call(function, arguments, at: node))
    case .functionReference(let function): return .value(reference(to: function, at: node))
    case .apply(let function, let arguments): return .value(apply(function, arguments, at: node))
    case .closure(let body): return .value(closure(body, at: node))
    case .operatorFunction(let operation, _):
      let bounds = Bounds(unit, node)
      let function = FunctionValue { try Self.operated(operation, $0[0], $0[1], bounds) }
      return .value { _ in .function(function) }
    case .binary(let operation, let left, let right): return binary(operation, left, right, at: node)
    case .and(let left, let right):
      let (a, b) = (bool(left), bool(right))
      return .bool { frame in
        if try !a(frame) { return false }
        return try b(frame)
      }
    case .or(let left, let right):
      let (a, b) = (bool(left), bool(right))
      return .bool { frame in
        if try a(frame) { return true }
        return try b(frame)
      }
    case .not(let operand):
      let code = bool(operand)
      return .bool { try !code($0) }
    case .negated(let operand): return negated(operand, at: node)
    case .coalesced(let left, let right):
      let (a, b) = (value(left), value(right))
      return .value { frame in
        let value = try a(frame)
        if case .nil = value { return try b(frame) }
        return value
      }
    case .unwrapped(let operand):
      let code = value(operand)
      return .value { frame in
        let value = try code(frame)
        if case .nil = value { throw unit.error("this is nil", at: operand.syntax, hint: "give a default with ??") }
        return value
      }
    case .chained(let base, let variable, let rest):
      let (code, inner) = (value(base), value(rest))
      let store = store(into: variable, isDeclaration: true)
      return .value { frame in
        let value = try code(frame)
        if case .nil = value { return .nil }
        store(frame, value)
        return try inner(frame)
      }
    case .ternary(let condition, let first, let second):
      return chosen(bool(condition), seen(first, typed.type), seen(second, typed.type))
    case .branches(let branches): return .value(chosen(branches))
    case .switched(let choice): return .value(chosen(choice))
    case .indexed(let base, let index): return .value(element(of: base, index, at: node))
    case .sliced(let base, let range): return .value(slice(of: base, range, at: node))
    case .keyed(let base, let key, let standard): return .value(entry(of: base, key, standard))
    case .converted(let operand, let name): return .value(converted(operand, to: name))
    case .elements(let operand): return .value(elements(of: operand, at: node))
    }
  }

  private func seen(_ typed: Typed, _ type: ValueType) -> Code { adapted(lower(typed), to: type) }

  private func constant(_ value: Value) -> Code {
    switch value {
    case .int(let value): .int { _ in value }
    case .double(let value): .double { _ in value }
    case .bool(let value): .bool { _ in value }
    default: .value { _ in value }
    }
  }

  private func chosen(_ condition: @escaping BoolCode, _ first: Code, _ second: Code) -> Code {
    switch (first, second) {
    case (.int(let a), .int(let b)): return .int { try condition($0) ? a($0) : b($0) }
    case (.double(let a), .double(let b)): return .double { try condition($0) ? a($0) : b($0) }
    default:
      let (a, b) = (first.asValue, second.asValue)
      return .value { try condition($0) ? a($0) : b($0) }
    }
  }

  private func negated(_ operand: Typed, at node: Syntax) -> Code {
    let unit = unit
    if operand.type == .double {
      let code = double(operand)
      return .double { -(try code($0)) }
    }
    let code = int(operand)
    return .int { frame in
      let value = try code(frame)
      guard value != .min else { throw Self.overflow(unit, node) }
      return -value
    }
  }

  /// An operator that is called as a function.
  private static func operated(_ operation: Operation, _ a: Value, _ b: Value, _ bounds: Bounds) throws -> Value {
    switch operation {
    case .equal: return .bool(a == b)
    case .notEqual: return .bool(a != b)
    case .less: return .bool(a.precedes(b))
    case .greater: return .bool(b.precedes(a))
    case .lessOrEqual: return .bool(!b.precedes(a))
    case .greaterOrEqual: return .bool(!a.precedes(b))
    default: return try joined(operation, a, b, bounds) ?? .nil
    }
  }

  // MARK: Texts and collections

  private func interpolation(_ parts: [Typed.Part], at node: Syntax) -> ValueCode {
    let bounds = Bounds(unit, node)
    let codes: [ValueCode] = parts.map { part in
      switch part {
      case .text(let text): { _ in .string(text) }
      case .value(let typed): value(typed)
      }
    }
    return { frame in
      var text = ""
      for code in codes {
        text += try code(frame).description
        try bounds.check(text: text.utf8.count)
      }
      return .string(text)
    }
  }

  private func dictionary(_ entries: [(key: Typed, value: Typed)]) -> ValueCode {
    let unit = unit
    let codes = entries.map { (key: value($0.key), value: value($0.value), node: $0.key.syntax) }
    return { frame in
      var entries: OrderedDictionary<Value, Value> = [:]
      for (key, value, node) in codes {
        let key = try key(frame)
        guard entries.updateValue(try value(frame), forKey: key) == nil else {
          throw unit.error("the key \(key) stands here twice", at: node, hint: "keep one of them")
        }
      }
      return .dictionary(entries)
    }
  }

  private func range(_ lower: Typed, _ upper: Typed, isClosed: Bool, at node: Syntax) -> ValueCode {
    let unit = unit
    if lower.type == .double {
      let (a, b) = (double(lower), double(upper))
      return { frame in
        let (a, b) = (try a(frame), try b(frame))
        guard a <= b else { throw unit.error("a range starts at its lower end: \(a) is above \(b)", at: node) }
        return .decimalRange(DecimalRange(lowerBound: a, upperBound: b, isClosed: isClosed))
      }
    }
    let (a, b) = (int(lower), int(upper))
    return { frame in
      let (a, b) = (try a(frame), try b(frame))
      let numbers = try Self.range(a, b, isClosed: isClosed, unit, node)
      return .range(isClosed ? WholeRange(closed: numbers) : WholeRange(numbers))
    }
  }

  static func range(_ a: Int, _ b: Int, isClosed: Bool, _ unit: ParsedUnit, _ node: Syntax) throws -> Range<Int> {
    guard a <= b else { throw unit.error("a range starts at its lower end: \(a) is above \(b)", at: node) }
    guard !isClosed || b < Int.max, !b.subtractingReportingOverflow(a).overflow else {
      throw unit.error("this range has more numbers than can be counted", at: node, hint: "end it lower: ..<Int.max")
    }
    return a..<(isClosed ? b + 1 : b)
  }

  private func elements(of operand: Typed, at node: Syntax) -> ValueCode {
    let code = value(operand)
    let bounds = Bounds(unit, node)
    return { frame in
      switch try code(frame) {
      case .range(let range):
        try bounds.check(array: range.numbers.count)
        return .array(range.numbers.map { .int($0) })
      case .dictionary(let entries): return .array(entries.map { .tuple([$0.key, $0.value]) })
      case .string(let text):
        try bounds.check(array: text.utf8.count / 4)
        return .array(text.map { .string(String($0)) })
      case let other: return other
      }
    }
  }

  private func element(of base: Typed, _ index: Typed, at node: Syntax) -> ValueCode {
    let (code, position) = (value(base), int(index))
    let unit = unit
    return { frame in
      guard case .array(let elements) = try code(frame) else { return .nil }
      let position = try position(frame)
      guard elements.indices.contains(position) else {
        throw Self.noElement(position, elements.count, unit, index.syntax)
      }
      return elements[position]
    }
  }

  static func noElement(_ position: Int, _ count: Int, _ unit: ParsedUnit, _ node: Syntax) -> Diagnostic {
    unit.error(
      "there is no element \(position): the array has \(count)", at: node,
      hint: count == 0 ? "ask first: if !values.isEmpty" : "the elements are 0 to \(count - 1)")
  }

  private func slice(of base: Typed, _ range: Typed, at node: Syntax) -> ValueCode {
    let (code, range) = (value(base), value(range))
    let unit = unit
    return { frame in
      guard case .array(let elements) = try code(frame), case .range(let part) = try range(frame) else { return .nil }
      guard part.lowerBound >= 0, part.numbers.upperBound <= elements.count else {
        throw unit.error(
          "\(part) is not within the array, which has \(elements.count) elements", at: node,
          hint: "use prefix, suffix or dropFirst")
      }
      return .array(Array(elements[part.numbers]))
    }
  }

  private func entry(of base: Typed, _ key: Typed, _ standard: Typed?) -> ValueCode {
    let (code, key) = (value(base), value(key))
    let standard = standard.map(value)
    return { frame in
      guard case .dictionary(let entries) = try code(frame) else { return .nil }
      if let found = entries[try key(frame)] { return found }
      return try standard?(frame) ?? .nil
    }
  }

  private func converted(_ operand: Typed, to name: String) -> ValueCode {
    let code = value(operand)
    guard let conversion = registry.conversion(to: name) else { return code }
    return { frame in
      let value = try code(frame)
      if case .array(let elements) = value { return .array(elements.map(conversion.convert)) }
      return conversion.convert(value)
    }
  }
}
