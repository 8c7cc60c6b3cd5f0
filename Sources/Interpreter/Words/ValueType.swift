/// The type of a parameter, a result or a value.
public indirect enum ValueType: Sendable, Hashable {
  /// What a parameter asks for that takes every value.
  case any
  case void
  case int
  case double
  case bool
  case string
  case character
  case array(ValueType)
  case dictionary(key: ValueType, value: ValueType)
  case tuple([TupleElement])
  /// Whole numbers in a row: `1...5`.
  case range
  /// Decimal numbers between two bounds: `0.0..<0.5`.
  case decimalRange
  case optional(ValueType)
  case function(parameters: [ValueType], result: ValueType)
  /// A library's type, by its name in the registry.
  case object(String)
  /// One of several types, as overloads of a Swift function would take.
  case either([ValueType])
  /// A trailing block whose expressions are each of one of these types: `Project("…") { Goal(…) }`.
  case block(of: [ValueType])
  /// A type that each call fills in, as the `Element` of an array's methods.
  case variable(String, Constraint = .none)
  /// What is not known: no expectation where one is asked for, and a mistake that was reported already.
  case unknown

  public struct TupleElement: Sendable, Hashable {
    public let label: String?
    public let type: ValueType

    public init(_ label: String?, _ type: ValueType) {
      self.label = label
      self.type = type
    }

    public init(_ type: ValueType) { self.init(nil, type) }
  }

  /// What a generic type must be able to do.
  public enum Constraint: String, Sendable, Hashable {
    case none, equatable, comparable, hashable, number
  }

  /// `[T]` for a type that each call fills in.
  public static func generic(_ name: String, _ constraint: Constraint = .none) -> ValueType {
    .variable(name, constraint)
  }

  /// Whether a value of `other` may stand where this type is asked for.
  func accepts(_ other: ValueType) -> Bool {
    switch (self, other) {
    case (.any, .void): false
    case (.any, _), (.unknown, _), (_, .unknown): true
    case (.optional(let wrapped), .optional(let given)): wrapped.accepts(given)
    case (.optional(let wrapped), _): wrapped.accepts(other)
    case (.either(let types), _): types.contains { $0.accepts(other) }
    case (.array(let element), .array(let given)): element.accepts(given)
    case (.dictionary(let key, let value), .dictionary(let otherKey, let otherValue)):
      key.accepts(otherKey) && value.accepts(otherValue)
    case (.tuple(let elements), .tuple(let given)):
      elements.count == given.count
        && zip(elements, given).allSatisfy {
          $0.type.accepts($1.type) && ($0.label == nil || $1.label == nil || $0.label == $1.label)
        }
    case (.function(let parameters, let result), .function(let given, let otherResult)):
      parameters.count == given.count && zip(given, parameters).allSatisfy { $0.accepts($1) }
        && (result == .void || result.accepts(otherResult))
    default: self == other
    }
  }

  /// The names of library types that an implicit member `.name` may belong to.
  var objectNames: [String] {
    switch self {
    case .object(let name): [name]
    case .int: ["Int"]
    case .double: ["Double"]
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

  /// The types that Swift names by one word.
  static let named: [String: ValueType] = [
    "Int": .int, "Double": .double, "Bool": .bool, "String": .string, "Character": .character, "Void": .void,
  ]

  /// Whether a text literal may be taken for one character here.
  var takesCharacters: Bool {
    switch self {
    case .character: true
    case .optional(let wrapped): wrapped.takesCharacters
    default: false
    }
  }

  var element: ValueType? {
    switch self {
    case .array(let element): element
    case .optional(let wrapped): wrapped.element
    case .either(let types): types.lazy.compactMap(\.element).first
    default: nil
    }
  }

  /// The type as a sentence names one of its values: "an Int", "a String".
  var withArticle: String {
    let name = description
    return "AEIOU".contains(name.prefix(1)) ? "an \(name)" : "a \(name)"
  }

  var withoutOptional: ValueType {
    if case .optional(let wrapped) = self { wrapped } else { self }
  }

  var isOptional: Bool { if case .optional = self { true } else { false } }

  var isBlock: Bool { if case .block = self { true } else { false } }

  var isFunction: Bool {
    switch self {
    case .function: true
    case .optional(let wrapped): wrapped.isFunction
    default: false
    }
  }

  /// The type made optional; what is optional stays as it is.
  var optional: ValueType { isOptional || self == .unknown ? self : .optional(self) }

  /// Whether some part of the type is not known.
  var hasUnknown: Bool {
    switch self {
    case .unknown: true
    case .array(let element): element.hasUnknown
    case .dictionary(let key, let value): key.hasUnknown || value.hasUnknown
    case .tuple(let elements): elements.contains { $0.type.hasUnknown }
    case .optional(let wrapped): wrapped.hasUnknown
    case .function(let parameters, let result): result.hasUnknown || parameters.contains(where: \.hasUnknown)
    default: false
    }
  }

  /// What members of the type are filed under.
  var head: String {
    switch self {
    case .array: "Array"
    case .dictionary: "Dictionary"
    case .tuple: "tuple"
    case .optional: "Optional"
    case .function: "function"
    case .object(let name): name
    case .range: "Range"
    case .decimalRange: "ClosedRange"
    default: description
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
    case .character: "Character"
    case .array(let element): "[\(element)]"
    case .dictionary(let key, let value): "[\(key): \(value)]"
    case .tuple(let elements):
      "(" + elements.map { ($0.label.map { "\($0): " } ?? "") + $0.type.description }.joined(separator: ", ") + ")"
    case .range: "Range<Int>"
    case .decimalRange: "Range<Double>"
    case .optional(let wrapped): wrapped.isFunction ? "(\(wrapped))?" : "\(wrapped)?"
    case .function(let parameters, let result):
      "(" + parameters.map(\.description).joined(separator: ", ") + ") -> \(result)"
    case .object(let name): name
    case .either(let types): types.map(\.description).joined(separator: " or ")
    case .block(let types): "{ \(types.map(\.description).joined(separator: ", ")) … }"
    case .variable(let name, _): name
    case .unknown: "_"
    }
  }
}
