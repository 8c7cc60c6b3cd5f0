import Diagnostics
import SwiftSyntax

extension Lowering {
  func lower(_ statements: [Typed.Statement]) -> StatementCode {
    let codes = statements.map(lower)
    switch codes.count {
    case 0: return { _ in .next }
    case 1: return codes[0]
    case 2:
      let (first, second) = (codes[0], codes[1])
      return { frame in
        let flow = try first(frame)
        return flow == .next ? try second(frame) : flow
      }
    default:
      return { frame in
        for code in codes {
          let flow = try code(frame)
          if flow != .next { return flow }
        }
        return .next
      }
    }
  }

  private func lower(_ statement: Typed.Statement) -> StatementCode {
    switch statement {
    case .declare(let variable, let value): return assign(value, to: variable, isDeclaration: true)
    case .destructure(let variables, let value): return destructure(variables, self.value(value))
    case .assign(let target, let value): return assign(target, value)
    case .compound(let operation, let target, let value): return compound(operation, target, value)
    case .show(let value):
      let code = self.value(value)
      let (type, place) = (value.type, unit.place(of: value.syntax))
      return { frame in
        frame.machine.show(try code(frame), type, at: place)
        return .next
      }
    case .evaluate(let value): return evaluate(value)
    case .if(let branches): return lower(branches)
    case .guard(let conditions, let otherwise):
      let (holds, leave) = (all(conditions), lower(otherwise))
      return { try holds($0) ? .next : leave($0) }
    case .loop(let loop): return lower(loop)
    case .while(let conditions, let body): return whileLoop(all(conditions), lower(body), conditions)
    case .repeatWhile(let body, let condition):
      let (code, again) = (lower(body), bool(condition))
      let (unit, node) = (unit, condition.syntax)
      return { frame in
        repeat {
          try frame.machine.tick(unit, node)
          switch try code(frame) {
          case .break: return .next
          case .return: return .return
          default: break
          }
        } while try again(frame)
        return .next
      }
    case .switch(let choice): return lower(choice)
    case .break: return { _ in .break }
    case .continue: return { _ in .continue }
    case .return(let value):
      guard let value else { return { _ in .return } }
      let code = self.value(value)
      return { frame in
        frame.returned = try code(frame)
        return .return
      }
    case .yield(let value): return evaluate(value)
    case .declareFunction(let variable, let body):
      // The function may name itself, so that its box is there before it is.
      let code = closure(body, at: body.syntax)
      guard case .box(let box) = place(of: variable) else {
        let store = store(into: variable, isDeclaration: true)
        return { frame in
          store(frame, try code(frame))
          return .next
        }
      }
      return { frame in
        let own = Box()
        frame.boxes[box] = own
        own.value = try code(frame)
        return .next
      }
    }
  }

  private func evaluate(_ value: Typed) -> StatementCode {
    switch natural(value) {
    case .int(let code):
      return { frame in
        _ = try code(frame)
        return .next
      }
    case .double(let code):
      return { frame in
        _ = try code(frame)
        return .next
      }
    case .bool(let code):
      return { frame in
        _ = try code(frame)
        return .next
      }
    case .value(let code):
      return { frame in
        _ = try code(frame)
        return .next
      }
    }
  }

  private func destructure(_ variables: [Variable?], _ code: @escaping ValueCode) -> StatementCode {
    let stores = variables.map { $0.map { store(into: $0, isDeclaration: true) } }
    return { frame in
      guard case .tuple(let values) = try code(frame) else { return .next }
      for (store, value) in zip(stores, values) { store?(frame, value) }
      return .next
    }
  }

  // MARK: Assignment

  private func assign(_ target: Target, _ value: Typed) -> StatementCode {
    if target.steps.isEmpty { return assign(value.seen(as: target.type), to: target.variable, isDeclaration: false) }
    let (code, modify) = (self.value(value), modify(target))
    return { frame in
      let new = try code(frame)
      try modify(frame) { $0 = new }
      return .next
    }
  }

  private func compound(_ operation: Operation, _ target: Target, _ value: Typed) -> StatementCode {
    if target.steps.isEmpty, let code = compound(operation, target.variable, value, at: target.syntax) { return code }
    let (code, modify) = (self.value(value), modify(target))
    let bounds = Bounds(unit, target.syntax)
    return { frame in
      let right = try code(frame)
      try modify(frame) { place in
        // Texts and arrays grow in place.
        switch (place, right) {
        case (.array(var elements), .array(let more)) where operation == .add:
          try bounds.check(array: elements.count + more.count)
          place = .void
          elements += more
          place = .array(elements)
        case (.string(var text), .string(let more)) where operation == .add:
          try bounds.check(text: text.utf8.count + more.utf8.count)
          place = .void
          text += more
          place = .string(text)
        default: place = try Self.joined(operation, place, right, bounds) ?? place
        }
      }
      return .next
    }
  }

  // MARK: Loops

  private func lower(_ loop: Typed.Loop) -> StatementCode {
    // A single name has its place before the body is lowered.
    if case .one(let variable) = loop.variables, loop.sequence.type == .range, loop.condition == nil,
      case .slot(let slot) = place(of: variable), let ends = ends(of: loop.sequence)
    {
      return countingLoop(slot, ends, lower(loop.body), loop.syntax)
    }
    let stores: (Frame, Value) -> Void
    switch loop.variables {
    case .one(let variable): stores = store(into: variable, isDeclaration: true)
    case .none: stores = { _, _ in }
    case .many(let variables):
      let each = variables.map { $0.map { store(into: $0, isDeclaration: true) } }
      stores = { frame, value in
        guard case .tuple(let values) = value else { return }
        for (store, value) in zip(each, values) { store?(frame, value) }
      }
    }
    let (sequence, body) = (value(loop.sequence), lower(loop.body))
    let condition = loop.condition.map(bool)
    let (unit, node) = (unit, loop.syntax)
    func run(_ frame: Frame, _ element: Value) throws -> Flow {
      try frame.machine.tick(unit, node)
      stores(frame, element)
      if let condition, try !condition(frame) { return .next }
      return try body(frame)
    }
    return { frame in
      switch try sequence(frame) {
      case .array(let elements):
        for element in elements {
          switch try run(frame, element) {
          case .break: return .next
          case .return: return .return
          default: break
          }
        }
      case .range(let range):
        for number in range.numbers {
          switch try run(frame, .int(number)) {
          case .break: return .next
          case .return: return .return
          default: break
          }
        }
      default: break
      }
      return .next
    }
  }

  /// The ends of a range that is written out.
  private func ends(of sequence: Typed) -> (lower: IntCode, upper: IntCode, isClosed: Bool)? {
    switch sequence.form {
    case .closedRange(let a, let b) where a.type == .int: (int(a), int(b), true)
    case .openRange(let a, let b) where a.type == .int: (int(a), int(b), false)
    default: nil
    }
  }

  private func countingLoop(
    _ slot: Int, _ ends: (lower: IntCode, upper: IntCode, isClosed: Bool), _ body: @escaping StatementCode,
    _ node: Syntax
  ) -> StatementCode {
    let unit = unit
    return { frame in
      let range = try Self.range(ends.lower(frame), ends.upper(frame), isClosed: ends.isClosed, unit, node)
      let machine = frame.machine
      var number = range.lowerBound
      while number < range.upperBound {
        try machine.tick(unit, node)
        frame.words[slot] = number
        switch try body(frame) {
        case .break: return .next
        case .return: return .return
        default: break
        }
        number &+= 1
      }
      return .next
    }
  }

  private func whileLoop(
    _ condition: @escaping BoolCode, _ body: @escaping StatementCode, _ conditions: [Condition]
  ) -> StatementCode {
    let unit = unit
    let node = conditions.lazy.map(\.syntax).first ?? Syntax(unit.file)
    return { frame in
      let machine = frame.machine
      while try condition(frame) {
        try machine.tick(unit, node)
        switch try body(frame) {
        case .break: return .next
        case .return: return .return
        default: break
        }
      }
      return .next
    }
  }

  // MARK: Conditions

  func all(_ conditions: [Condition]) -> BoolCode {
    let codes = conditions.map(condition)
    if codes.count == 1 { return codes[0] }
    return { frame in
      for code in codes { if try !code(frame) { return false } }
      return true
    }
  }

  private func condition(_ condition: Condition) -> BoolCode {
    switch condition {
    case .holds(let value): return bool(value)
    case .binds(let variable, let value):
      let (code, store) = (self.value(value), store(into: variable, isDeclaration: true))
      return { frame in
        let value = try code(frame)
        if case .nil = value { return false }
        store(frame, value)
        return true
      }
    case .matches(let pattern, let value):
      let (code, matches) = (self.value(value), match(pattern))
      return { frame in try matches(frame, code(frame)) }
    }
  }

  // MARK: if and switch

  private func lower(_ branches: Branches) -> StatementCode {
    let cases = branches.cases.map { (holds: all($0.conditions), body: lower($0.body)) }
    let otherwise = branches.otherwise.map(lower)
    if cases.count == 1 {
      let (holds, body) = cases[0]
      guard let otherwise else { return { try holds($0) ? body($0) : .next } }
      return { try holds($0) ? body($0) : otherwise($0) }
    }
    return { frame in
      for (holds, body) in cases { if try holds(frame) { return try body(frame) } }
      return try otherwise?(frame) ?? .next
    }
  }

  /// An `if` whose branches give values.
  func chosen(_ branches: Branches) -> ValueCode {
    let cases = branches.cases.map { (holds: all($0.conditions), value: yielded($0.body)) }
    let otherwise = yielded(branches.otherwise ?? [])
    return { frame in
      for (holds, value) in cases { if try holds(frame) { return try value(frame) } }
      return try otherwise(frame)
    }
  }

  private func yielded(_ statements: [Typed.Statement]) -> ValueCode {
    guard case .yield(let value) = statements.first else { return { _ in .nil } }
    return self.value(value)
  }

  private typealias Case = (matches: (Frame, Value) throws -> Bool, body: Int)

  private func lower(_ choice: Switch) -> StatementCode {
    let subject = value(choice.subject)
    let cases = cases(choice)
    let bodies = choice.cases.map { lower($0.body) }
    return { frame in
      let value = try subject(frame)
      for (matches, body) in cases where try matches(frame, value) {
        let flow = try bodies[body](frame)
        // A break leaves the switch, and nothing around it.
        return flow == .break ? .next : flow
      }
      return .next
    }
  }

  /// A `switch` whose cases give values.
  func chosen(_ choice: Switch) -> ValueCode {
    let subject = value(choice.subject)
    let cases = cases(choice)
    let values = choice.cases.map { yielded($0.body) }
    return { frame in
      let value = try subject(frame)
      for (matches, body) in cases where try matches(frame, value) { return try values[body](frame) }
      return .nil
    }
  }

  private func cases(_ choice: Switch) -> [Case] {
    choice.cases.enumerated().flatMap { index, one in
      one.patterns.map { pattern, condition -> Case in
        let matches = match(pattern)
        guard let holds = condition.map(bool) else { return (matches, index) }
        return ({ frame, value in try matches(frame, value) && holds(frame) }, index)
      }
    }
  }

  private func match(_ pattern: Pattern) -> (Frame, Value) throws -> Bool {
    switch pattern {
    case .anything: return { _, _ in true }
    case .binds(let variable):
      let store = store(into: variable, isDeclaration: true)
      return { frame, value in
        store(frame, value)
        return true
      }
    case .equals(let wanted):
      let code = value(wanted)
      return { frame, value in try code(frame) == value }
    case .isNil: return { _, value in if case .nil = value { true } else { false } }
    case .some(let inner):
      let matches = match(inner)
      return { frame, value in
        if case .nil = value { return false }
        return try matches(frame, value)
      }
    case .tuple(let patterns):
      let each = patterns.map(match)
      return { frame, value in
        guard case .tuple(let values) = value else { return false }
        for (matches, value) in zip(each, values) { if try !matches(frame, value) { return false } }
        return true
      }
    case .range(let lower, let upper, let isClosed):
      let (low, high) = (lower.map(value), upper.map(value))
      return { frame, value in
        if case .nil = value { return false }
        if let low, value.precedes(try low(frame)) { return false }
        guard let high else { return true }
        let end = try high(frame)
        return isClosed ? !end.precedes(value) : value.precedes(end)
      }
    }
  }
}

extension Condition {
  fileprivate var syntax: Syntax {
    switch self {
    case .holds(let value), .binds(_, let value), .matches(_, let value): value.syntax
    }
  }
}
