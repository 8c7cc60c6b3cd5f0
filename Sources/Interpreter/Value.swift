/// What an expression of a notebook evaluates to.
public enum Value: Sendable {
  /// What a statement or a function without a result gives.
  case void
  case `nil`
  case int(Int)
  case double(Double)
  case bool(Bool)
  case string(String)
  case array([Value])
  /// Whole numbers in a row: `1...5`.
  case range(Range<Int>)
  /// A value of the library under the language: a table, a model, a project.
  case object(Object)

  public var type: ValueType {
    switch self {
    case .void: .void
    case .nil: .optional(.any)
    case .int: .int
    case .double: .double
    case .bool: .bool
    case .string: .string
    case .array(let elements): .array(elements.first?.type ?? .any)
    case .range: .range
    case .object(let object): .object(object.typeName)
    }
  }
}

/// A library's value as the language carries it: opaque, with the name of its type.
public struct Object: Sendable {
  public let typeName: String
  public let payload: any Sendable

  public init(_ typeName: String, _ payload: any Sendable) {
    self.typeName = typeName
    self.payload = payload
  }
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
    case .range(let range): "\(range.lowerBound)..<\(range.upperBound)"
    case .object(let object): (object.payload as? any CustomStringConvertible)?.description ?? object.typeName
    }
  }

  private var quoted: String {
    if case .string(let text) = self { "\"\(text)\"" } else { description }
  }
}
