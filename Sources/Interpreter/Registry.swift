/// Every word of the notebook language: the evaluator, the diagnostics and the help are all derived from it.
public struct Registry: Sendable {
  public private(set) var functions: [Function] = []
  public private(set) var types: [String: String] = [:]
  private var byKey: [Key: [Int]] = [:]
  private var conversions: [String: @Sendable (Value) -> Value?] = [:]

  private struct Key: Hashable {
    let kind: Function.Kind
    let name: String
  }

  public init() {}

  /// Adds a type with one line on what it is.
  public mutating func add(type name: String, _ summary: String) { types[name] = summary }

  public mutating func add(_ function: Function) {
    functions.append(function)
    byKey[Key(kind: function.kind, name: function.name), default: []].append(functions.count - 1)
  }

  /// Lets values of other types stand where a library type is asked for, as literals do in Swift.
  public mutating func addConversion(to typeName: String, _ convert: @escaping @Sendable (Value) -> Value?) {
    conversions[typeName] = convert
  }

  func converted(_ value: Value, to typeName: String) -> Value? { conversions[typeName]?(value) }

  /// All overloads of a word.
  public func overloads(_ kind: Function.Kind, _ name: String) -> [Function] {
    (byKey[Key(kind: kind, name: name)] ?? []).map { functions[$0] }
  }

  /// The names of a kind, for nearest-name offers.
  func names(_ kind: Function.Kind) -> [String] {
    functions.filter { $0.kind == kind }.map(\.name)
  }
}

/// A word of the language.
public struct Function: Sendable {
  public enum Kind: Sendable, Hashable {
    /// `train(…)`
    case free
    /// `Table(…)`; its name is the type's.
    case initializer
    /// `table.filter(…)`
    case method(of: ValueType)
    /// `table.rowCount`
    case property(of: ValueType)
    /// `.boostedTrees(…)` where a type is known, or `Learner.boostedTrees(…)`; without parameters, `.rocAUC`.
    case staticMember(of: String)
    /// `a > b`
    case infix
    /// `!a`
    case prefix
  }

  public let kind: Kind
  public let name: String
  public let parameters: [Parameter]
  public let result: ValueType
  /// One line on what the word does.
  public let summary: String
  let body: @Sendable (Call) throws -> Value

  public init(
    _ kind: Kind, _ name: String, _ parameters: [Parameter] = [], result: ValueType, _ summary: String,
    body: @escaping @Sendable (Call) throws -> Value
  ) {
    self.kind = kind
    self.name = name
    self.parameters = parameters
    self.result = result
    self.summary = summary
    self.body = body
  }

  /// The word as it is declared in Swift: `train(_ learner: Learner, on: Table, …) -> Model`.
  public var signature: String {
    let list = parameters.map(\.description).joined(separator: ", ")
    switch kind {
    case .property: return "\(name): \(result)"
    case .staticMember where parameters.isEmpty: return ".\(name)"
    case .staticMember: return ".\(name)(\(list))"
    case .infix: return parameters.map(\.type.description).joined(separator: " \(name) ") + " -> \(result)"
    case .prefix: return "\(name)\(parameters.first?.type.description ?? "") -> \(result)"
    case .free, .initializer, .method: return "\(name)(\(list)) -> \(result)"
    }
  }
}

public struct Parameter: Sendable {
  /// Nil where the argument is written without a label.
  public let label: String?
  public let name: String
  public let type: ValueType
  /// Nil where the argument must be given.
  public let defaultValue: Value?

  /// A parameter with a label.
  public init(_ label: String, _ type: ValueType, default defaultValue: Value? = nil) {
    self.label = label
    name = label
    self.type = type
    self.defaultValue = defaultValue
  }

  /// A parameter without a label.
  public init(unlabelled name: String, _ type: ValueType, default defaultValue: Value? = nil) {
    label = nil
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
  }
}

extension Parameter: CustomStringConvertible {
  public var description: String {
    let given =
      switch defaultValue {
      case nil: ""
      case .string(let text): " = \"\(text)\""
      case .some(let value): " = \(value)"
      }
    return label == nil ? "_ \(name): \(type)\(given)" : "\(name): \(type)\(given)"
  }
}

/// What a word's body is given.
public struct Call: Sendable {
  /// The value before the dot, of methods and properties.
  public let receiver: Value?
  /// By the parameter's name; defaults are filled in.
  public let arguments: [String: Value]

  public subscript(name: String) -> Value { arguments[name] ?? .nil }
}

/// What a word's body throws when the user's words or data are at fault.
public struct CallError: Error, Sendable {
  public let message: String
  /// The text of the notebook that is at fault, so that the caret can point at it: a column's name, a path.
  public let subject: String?
  /// Names among which the nearest to the subject is offered.
  public let candidates: [String]
  public let hint: String?

  public init(_ message: String, subject: String? = nil, candidates: [String] = [], hint: String? = nil) {
    self.message = message
    self.subject = subject
    self.candidates = candidates
    self.hint = hint
  }
}
