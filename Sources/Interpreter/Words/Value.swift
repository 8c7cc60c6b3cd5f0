import OrderedCollections

/// What an expression of a notebook evaluates to.
public enum Value: Sendable {
  /// What a statement or a function without a result gives.
  case void
  case `nil`
  case int(Int)
  case double(Double)
  case bool(Bool)
  /// A text, or one character of it.
  case string(String)
  case array([Value])
  /// In the order in which the keys were first set.
  indirect case dictionary(OrderedDictionary<Value, Value>)
  case tuple([Value])
  /// Whole numbers in a row: `1...5`.
  case range(WholeRange)
  case decimalRange(DecimalRange)
  case function(FunctionValue)
  /// A value of the library under the language: a table, a model, a project.
  case object(Object)

  /// The type as far as the value alone shows it.
  public var type: ValueType {
    switch self {
    case .void: .void
    case .nil: .optional(.unknown)
    case .int: .int
    case .double: .double
    case .bool: .bool
    case .string: .string
    case .array(let elements): .array(elements.first?.type ?? .unknown)
    case .dictionary(let entries):
      .dictionary(key: entries.keys.first?.type ?? .unknown, value: entries.values.first?.type ?? .unknown)
    case .tuple(let elements): .tuple(elements.map { .init($0.type) })
    case .range: .range
    case .decimalRange: .decimalRange
    case .function: .function(parameters: [], result: .unknown)
    case .object(let object): .object(object.typeName)
    }
  }
}

/// Whole numbers from a lower bound up to an upper one.
public struct WholeRange: Sendable, Hashable, CustomStringConvertible {
  /// The numbers of the range; what follows a closed one's last number can be counted as well.
  public let numbers: Range<Int>
  /// Whether it was written with `...`, so that its upper bound belongs to it.
  public let isClosed: Bool

  public init(_ numbers: Range<Int>) {
    self.numbers = numbers
    isClosed = false
  }

  public init(_ range: ClosedRange<Int>) { self.init(closed: Range(range)) }

  init(closed numbers: Range<Int>) {
    self.numbers = numbers
    isClosed = true
  }

  public var lowerBound: Int { numbers.lowerBound }
  /// As Swift says it: the last number of a closed range, the number behind the last one of another.
  public var upperBound: Int { isClosed ? numbers.upperBound - 1 : numbers.upperBound }
  public var description: String { "\(lowerBound)\(isClosed ? "..." : "..<")\(upperBound)" }
}

/// Decimal numbers from a lower bound up to an upper one.
public struct DecimalRange: Sendable, Hashable {
  public let lowerBound: Double
  public let upperBound: Double
  /// Whether the upper bound belongs to it.
  public let isClosed: Bool

  public init(lowerBound: Double, upperBound: Double, isClosed: Bool) {
    self.lowerBound = lowerBound
    self.upperBound = upperBound
    self.isClosed = isClosed
  }

  public func contains(_ value: Double) -> Bool {
    value >= lowerBound && (isClosed ? value <= upperBound : value < upperBound)
  }
}

/// A library's value as the language carries it: opaque, with the name of its type.
public final class Object: Sendable {
  public let typeName: String
  public let payload: any Sendable

  public init(_ typeName: String, _ payload: any Sendable) {
    self.typeName = typeName
    self.payload = payload
  }
}

/// A function that a notebook wrote: a closure, or a `func` that is handed on.
///
/// It runs on the thread of the block that calls it, and on no other at the same time.
public final class FunctionValue: @unchecked Sendable {
  let body: ([Value]) throws -> Value

  init(_ body: @escaping ([Value]) throws -> Value) { self.body = body }

  public func callAsFunction(_ arguments: Value...) throws -> Value { try body(arguments) }
}

extension Value: Hashable {
  /// Equality of values of the same type; functions, and library values that cannot be compared, equal nothing.
  public static func == (a: Value, b: Value) -> Bool {
    switch (a, b) {
    case (.void, .void), (.nil, .nil): true
    case (.int(let a), .int(let b)): a == b
    case (.double(let a), .double(let b)): a == b
    case (.bool(let a), .bool(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)), (.tuple(let a), .tuple(let b)): a == b
    // As in Swift, the order of the entries is no part of a dictionary's value.
    case (.dictionary(let a), .dictionary(let b)):
      a.count == b.count && a.allSatisfy { key, value in b[key] == value }
    case (.range(let a), .range(let b)): a == b
    case (.decimalRange(let a), .decimalRange(let b)): a == b
    case (.object(let a), .object(let b)): areEqual(a.payload, b.payload)
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .int(let value): hasher.combine(value)
    case .double(let value): hasher.combine(value)
    case .bool(let value): hasher.combine(value)
    case .string(let value): hasher.combine(value)
    case .array(let values), .tuple(let values): hasher.combine(values)
    case .dictionary(let entries): hasher.combine(entries.count)
    case .range(let range): hasher.combine(range)
    case .decimalRange(let range): hasher.combine(range)
    case .object(let object): (object.payload as? any Hashable)?.hash(into: &hasher)
    case .void, .nil, .function: break
    }
  }

  /// Whether this value comes before another of the same type; false where the type has no order.
  public func precedes(_ other: Value) -> Bool {
    switch (self, other) {
    case (.int(let a), .int(let b)): a < b
    case (.double(let a), .double(let b)): a < b
    case (.string(let a), .string(let b)): a < b
    case (.object(let a), .object(let b)): isLess(a.payload, b.payload)
    default: false
    }
  }
}

private func areEqual(_ a: Any, _ b: Any) -> Bool {
  func compare<T: Equatable>(_ a: T) -> Bool { (b as? T) == a }
  guard let a = a as? any Equatable else { return false }
  return compare(a)
}

private func isLess(_ a: Any, _ b: Any) -> Bool {
  func compare<T: Comparable>(_ a: T) -> Bool { (b as? T).map { a < $0 } ?? false }
  guard let a = a as? any Comparable else { return false }
  return compare(a)
}

extension Value: CustomStringConvertible {
  /// As Swift's string interpolation writes it.
  public var description: String {
    switch self {
    case .void: "()"
    case .nil: "nil"
    case .int(let value): value.description
    case .double(let value): value.description
    case .bool(let value): value.description
    case .string(let value): value
    case .array(let values): "[" + values.map(\.quoted).joined(separator: ", ") + "]"
    case .dictionary(let entries):
      entries.isEmpty
        ? "[:]" : "[" + entries.map { "\($0.quoted): \($1.quoted)" }.joined(separator: ", ") + "]"
    case .tuple(let values): "(" + values.map(\.quoted).joined(separator: ", ") + ")"
    case .range(let range): range.description
    case .decimalRange(let range): "\(range.lowerBound)\(range.isClosed ? "..." : "..<")\(range.upperBound)"
    case .function: "(Function)"
    case .object(let object): (object.payload as? any CustomStringConvertible)?.description ?? object.typeName
    }
  }

  private var quoted: String {
    if case .string(let text) = self { "\"\(text)\"" } else { description }
  }
}
