/// The type of a parameter, a result or a value.
public indirect enum ValueType: Sendable, Hashable {
  case any
  case void
  case int
  case double
  case bool
  case string
  case array(ValueType)
  case range
  case optional(ValueType)
  /// A library's type, by its name in the registry.
  case object(String)
  /// One of several types, as overloads of a Swift function would take.
  case either([ValueType])
  /// A trailing block whose expressions are each of one of these types: `Project("…") { Goal(…) }`.
  case block(of: [ValueType])

  /// Whether a value of `other` may stand where this type is asked for.
  func accepts(_ other: ValueType) -> Bool {
    switch (self, other) {
    case (.any, _): true
    case (.optional(let wrapped), _): other == .optional(.any) || wrapped.accepts(other)
    case (.either(let types), _): types.contains { $0.accepts(other) }
    case (.array, .array(.any)): true
    case (.array(let element), .array(let given)): element.accepts(given)
    default: self == other
    }
  }

  /// The names of library types that an implicit member `.name` may belong to.
  var objectNames: [String] {
    switch self {
    case .object(let name): [name]
    case .optional(let wrapped): wrapped.objectNames
    case .either(let types): types.flatMap(\.objectNames)
    default: []
    }
  }

  /// Whether an integer literal may be taken for a decimal number here.
  var takesDecimals: Bool {
    switch self {
    case .double: true
    case .optional(let wrapped): wrapped.takesDecimals
    case .either(let types): types.contains(where: \.takesDecimals) && !types.contains(.int)
    default: false
    }
  }

  var element: ValueType? {
    switch self {
    case .array(let element): element
    case .optional(let wrapped): wrapped.element
    default: nil
    }
  }
}

extension ValueType: CustomStringConvertible {
  /// As Swift writes it.
  public var description: String {
    switch self {
    case .any: "Any"
    case .void: "Void"
    case .int: "Int"
    case .double: "Double"
    case .bool: "Bool"
    case .string: "String"
    case .array(let element): "[\(element)]"
    case .range: "Range<Int>"
    case .optional(let wrapped): "\(wrapped)?"
    case .object(let name): name
    case .either(let types): types.map(\.description).joined(separator: " or ")
    case .block(let types): "{ \(types.map(\.description).joined(separator: ", ")) … }"
    }
  }
}
