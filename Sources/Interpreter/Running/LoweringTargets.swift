import Diagnostics
import OrderedCollections
import SwiftSyntax

/// Changes a place in a variable; where a chain ends in nil, nothing is changed.
typealias Modification = (Frame, (inout Value) throws -> Void) throws -> Void

extension Lowering {
  /// A step on the way from a variable to the place that is changed, with its index or key computed.
  private enum Step {
    case index(Int, Syntax)
    case key(Value)
    case keyWithDefault(Value, Value)
    case element(Int)
    case unwrapped(isForced: Bool, Syntax)
  }

  private typealias StepCode = (Frame) throws -> Step

  func modify(_ target: Target) -> Modification {
    let steps = target.steps.map { step($0, target.syntax) }
    let variable = target.variable
    let unit = unit
    if variable.type.isWord {
      let (load, store) = (load(variable).asValue, store(into: variable, isDeclaration: false))
      return { frame, body in
        var value = try load(frame)
        try body(&value)
        store(frame, value)
      }
    }
    switch place(of: variable) {
    case .slot(let slot):
      return { frame, body in
        let way = try steps.map { try $0(frame) }
        try Self.change(&frame.values[slot], way[...], unit, body)
      }
    case .cell(let cell):
      return { frame, body in
        let way = try steps.map { try $0(frame) }
        try Self.change(&cell.value.pointee, way[...], unit, body)
      }
    case .box(let box):
      return { frame, body in
        let way = try steps.map { try $0(frame) }
        let shared = frame.boxes[box]
        // The value leaves its box meanwhile, so that what the change reads of it is no clash.
        var value = shared.value
        shared.value = .void
        defer { shared.value = value }
        try Self.change(&value, way[...], unit, body)
      }
    }
  }

  private func step(_ step: Target.Step, _ syntax: Syntax) -> StepCode {
    switch step {
    case .index(let index):
      let code = int(index)
      return { .index(try code($0), index.syntax) }
    case .key(let key):
      let code = value(key)
      return { .key(try code($0)) }
    case .keyWithDefault(let key, let standard):
      let (code, other) = (value(key), value(standard))
      return { .keyWithDefault(try code($0), try other($0)) }
    case .element(let index): return { _ in .element(index) }
    case .unwrapped(let isForced): return { _ in .unwrapped(isForced: isForced, syntax) }
    }
  }

  /// Walks to the place and changes it there; what is on the way is taken apart and put together again without copies.
  private static func change(
    _ value: inout Value, _ steps: ArraySlice<Step>, _ unit: ParsedUnit, _ body: (inout Value) throws -> Void
  ) throws {
    guard let step = steps.first else { return try body(&value) }
    let rest = steps.dropFirst()
    switch (step, value) {
    case (.index(let index, let node), .array(var elements)):
      guard elements.indices.contains(index) else { throw noElement(index, elements.count, unit, node) }
      value = .void
      defer { value = .array(elements) }
      try change(&elements[index], rest, unit, body)
    case (.element(let index), .tuple(var elements)):
      value = .void
      defer { value = .tuple(elements) }
      try change(&elements[index], rest, unit, body)
    case (.key(let key), .dictionary(var entries)):
      value = .void
      defer { value = .dictionary(entries) }
      var entry = entries[key] ?? .nil
      // The entry is taken out, so that its value is changed in place.
      if case .nil = entry {} else { entries[key] = .void }
      do { try change(&entry, rest, unit, body) } catch {
        entries[key] = entry
        throw error
      }
      // nil takes an entry away.
      if case .nil = entry { entries.removeValue(forKey: key) } else { entries[key] = entry }
    case (.keyWithDefault(let key, let standard), .dictionary(var entries)):
      value = .void
      defer { value = .dictionary(entries) }
      var entry = entries.updateValue(.void, forKey: key) ?? standard
      defer { entries[key] = entry }
      try change(&entry, rest, unit, body)
    case (.unwrapped(let isForced, let node), .nil):
      if isForced { throw unit.error("this is nil", at: node, hint: "ask first with if let") }
    case (.unwrapped, _): try change(&value, rest, unit, body)
    default: break
    }
  }
}
