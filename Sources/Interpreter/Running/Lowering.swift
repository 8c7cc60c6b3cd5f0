import Diagnostics
import SwiftSyntax

/// Turns settled code into closures that run it.
///
/// Each expression becomes one closure in the representation of its type, so that numbers are never wrapped; the common
/// forms of loops get closures of their own.
final class Lowering {
  let unit: ParsedUnit
  let registry: Registry
  let context: FunctionContext
  let shape = FrameShape()

  init(_ unit: ParsedUnit, _ registry: Registry, _ context: FunctionContext) {
    self.unit = unit
    self.registry = registry
    self.context = context
    shape.boxes = context.boxCount
  }

  func error(_ message: String, at node: Syntax, hint: String? = nil) -> Diagnostic {
    unit.error(message, at: node, hint: hint)
  }

  // MARK: Variables

  enum Place {
    case cell(Cell)
    case slot(Int)
    case box(Int)
  }

  func place(of variable: Variable) -> Place {
    if variable.isGlobal { return .cell(variable.cell) }
    if variable.isCaptured {
      let box = context.box(of: variable)
      shape.boxes = max(shape.boxes, context.boxCount)
      return .box(box)
    }
    if let slot = variable.slot { return .slot(slot) }
    let slot = variable.type.isWord ? shape.words : shape.values
    if variable.type.isWord { shape.words += 1 } else { shape.values += 1 }
    variable.slot = slot
    return .slot(slot)
  }

  func load(_ variable: Variable) -> Code {
    switch (place(of: variable), variable.type) {
    case (.slot(let slot), .int): .int { $0.words[slot] }
    case (.slot(let slot), .double): .double { Double(word: $0.words[slot]) }
    case (.slot(let slot), .bool): .bool { $0.words[slot] != 0 }
    case (.slot(let slot), _): .value { $0.values[slot] }
    case (.cell(let cell), .int): .int { _ in cell.word.pointee }
    case (.cell(let cell), .double): .double { _ in Double(word: cell.word.pointee) }
    case (.cell(let cell), .bool): .bool { _ in cell.word.pointee != 0 }
    case (.cell(let cell), _): .value { _ in cell.value.pointee }
    case (.box(let box), let type): adapted(.value { $0.boxes[box].value }, to: type)
    }
  }

  /// Puts a value into a variable; a shared one gets a new box where it is declared.
  func store(into variable: Variable, isDeclaration: Bool) -> ValueStore {
    switch (place(of: variable), variable.type) {
    case (.slot(let slot), .int), (.slot(let slot), .double), (.slot(let slot), .bool):
      { $0.words[slot] = $1.word }
    case (.slot(let slot), _): { $0.values[slot] = $1 }
    case (.cell(let cell), .int), (.cell(let cell), .double), (.cell(let cell), .bool):
      { cell.word.pointee = $1.word }
    case (.cell(let cell), _): { cell.value.pointee = $1 }
    case (.box(let box), _): isDeclaration ? { $0.boxes[box] = Box($1) } : { $0.boxes[box].value = $1 }
    }
  }

  /// Computes an expression into a variable.
  func assign(_ value: Typed, to variable: Variable, isDeclaration: Bool) -> StatementCode {
    let code = adapted(lower(value), to: variable.type)
    switch (place(of: variable), code) {
    case (.slot(let slot), .int(let code)):
      return { frame in
        frame.words[slot] = try code(frame)
        return .next
      }
    case (.slot(let slot), .double(let code)):
      return { frame in
        frame.words[slot] = try code(frame).word
        return .next
      }
    case (.cell(let cell), .int(let code)):
      return { frame in
        cell.word.pointee = try code(frame)
        return .next
      }
    default:
      let code = code.asValue
      let store = store(into: variable, isDeclaration: isDeclaration)
      return { frame in
        store(frame, try code(frame))
        return .next
      }
    }
  }

  // MARK: Representation

  /// The code in the representation of a type.
  func adapted(_ code: Code, to type: ValueType) -> Code {
    switch (code, type) {
    case (.int, .int), (.double, .double), (.bool, .bool): return code
    case (.value(let code), .int): return .int { try code($0).word }
    case (.value(let code), .double): return .double { Double(word: try code($0).word) }
    case (.value(let code), .bool): return .bool { try code($0).word != 0 }
    case (.value, _): return code
    default: return .value(code.asValue)
    }
  }

  func lower(_ typed: Typed) -> Code { adapted(natural(typed), to: typed.type) }

  func int(_ typed: Typed) -> IntCode {
    if case .int(let code) = adapted(natural(typed), to: .int) { return code }
    return { _ in 0 }
  }

  func double(_ typed: Typed) -> DoubleCode {
    if case .double(let code) = adapted(natural(typed), to: .double) { return code }
    return { _ in 0 }
  }

  func bool(_ typed: Typed) -> BoolCode {
    if case .bool(let code) = adapted(natural(typed), to: .bool) { return code }
    return { _ in false }
  }

  func value(_ typed: Typed) -> ValueCode { lower(typed).asValue }
}

extension ValueType {
  /// Whether a frame holds values of the type as words.
  var isWord: Bool { self == .int || self == .double || self == .bool }
}

extension Value {
  /// A number or truth value as a frame's word holds it.
  @inline(__always) var word: Int {
    switch self {
    case .int(let value): value
    case .double(let value): value.word
    case .bool(let value): value ? 1 : 0
    default: 0
    }
  }
}
