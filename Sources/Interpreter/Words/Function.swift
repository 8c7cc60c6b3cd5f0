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

    /// What words of the kind are filed under.
    var place: String {
      switch self {
      case .free: "free"
      case .initializer: "initializer"
      case .method(let type): "method " + type.head
      case .property(let type): "property " + type.head
      case .staticMember(let type): "static " + type
      case .infix: "infix"
      case .prefix: "prefix"
      }
    }
  }

  public let kind: Kind
  public let name: String
  public let parameters: [Parameter]
  public let result: ValueType
  /// One line on what the word does.
  public let summary: String
  /// What it computes, its limits and sources, in Markdown.
  public let details: String
  /// A few lines of a notebook that use it.
  public let example: String
  /// Whether its value follows from the arguments alone and takes no time, so that the check can know it as well.
  let isConstant: Bool
  let body: Body

  enum Body: Sendable {
    case plain(@Sendable (Call) throws -> Value)
    /// Changes the value before the dot.
    case mutating(@Sendable (inout Value, Call) throws -> Value)
  }

  /// - Parameter isConstant: whether its value follows from the arguments alone; as a rule, members of a type do.
  public init(
    _ kind: Kind, _ name: String, _ parameters: [Parameter] = [], result: ValueType, _ summary: String,
    details: String = "", example: String = "", isConstant: Bool? = nil,
    body: @escaping @Sendable (Call) throws -> Value
  ) {
    self.kind = kind
    self.name = name
    self.parameters = parameters
    self.result = result
    self.summary = summary
    self.details = details
    self.example = example
    let isMember = if case .staticMember = kind { true } else { false }
    self.isConstant = isConstant ?? isMember
    self.body = .plain(body)
  }

  /// A method that changes the variable before the dot.
  public init(
    mutating type: ValueType, _ name: String, _ parameters: [Parameter] = [], result: ValueType = .void,
    _ summary: String, details: String = "", example: String = "",
    body: @escaping @Sendable (inout Value, Call) throws -> Value
  ) {
    kind = .method(of: type)
    self.name = name
    self.parameters = parameters
    self.result = result
    self.summary = summary
    self.details = details
    self.example = example
    isConstant = false
    self.body = .mutating(body)
  }

  public var isMutating: Bool { if case .mutating = body { true } else { false } }

  /// The word as it is declared in Swift: `train(_ learner: Learner, on: Table, weights: String? = nil) -> Model`.
  public var signature: String { signature(of: parameters.map(\.description)) }

  /// The same for a line of a message: of many parameters, those that may be left out are.
  var briefSignature: String {
    let whole = signature
    guard whole.count > 110 else { return whole }
    return signature(of: parameters.filter { $0.defaultValue == nil }.map(\.description) + ["…"])
  }

  private func signature(of parts: [String]) -> String {
    let list = parts.joined(separator: ", ")
    let arrow = result == .void ? "" : " -> \(result)"
    switch kind {
    case .property: return "\(name): \(result)"
    case .staticMember where parameters.isEmpty: return ".\(name)"
    case .staticMember: return ".\(name)(\(list))"
    case .infix: return parameters.map(\.type.description).joined(separator: " \(name) ") + arrow
    case .prefix: return "\(name)\(parameters.first?.type.description ?? "")\(arrow)"
    case .free, .initializer, .method: return "\(name)(\(list))\(arrow)"
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
  /// What its number counts: "rows", "share from 0 to 1".
  public let unit: String?
  /// Half a sentence on what it is.
  public let meaning: String
  /// Whether any number of values may stand there, none among them.
  public let isVariadic: Bool
  /// What the argument must be beyond its type.
  let rules: [Rule]
  /// What newcomers write instead of the label.
  let synonyms: [String]

  /// A value that the argument may be, where its type alone says too little.
  var example: String? { rules.lazy.compactMap(\.example).first }

  /// A parameter with a label.
  public init(
    _ label: String, _ type: ValueType, default defaultValue: Value? = nil, unit: String? = nil,
    _ meaning: String = "", rules: [Rule] = [], synonyms: [String] = []
  ) {
    self.label = label
    name = label
    self.type = type
    self.defaultValue = defaultValue
    self.unit = unit
    self.meaning = meaning
    isVariadic = false
    self.rules = rules
    self.synonyms = synonyms
  }

  /// A parameter without a label.
  public init(
    unlabelled name: String, _ type: ValueType, default defaultValue: Value? = nil, unit: String? = nil,
    _ meaning: String = "", rules: [Rule] = []
  ) {
    label = nil
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.unit = unit
    self.meaning = meaning
    isVariadic = false
    self.rules = rules
    synonyms = []
  }

  /// A last parameter that takes any number of values, without labels; the word is given them as an array.
  public init(variadic name: String, _ type: ValueType, unit: String? = nil, _ meaning: String = "") {
    label = nil
    self.name = name
    self.type = type
    defaultValue = .array([])
    self.unit = unit
    self.meaning = meaning
    isVariadic = true
    rules = []
    synonyms = []
  }
}

extension Parameter: CustomStringConvertible {
  public var description: String {
    if isVariadic { return "_ \(name): \(type)..." }
    let given =
      switch defaultValue {
      case nil: ""
      case .string(let text): " = \"\(text.replacing("\"", with: "\\\""))\""
      case .object(let object): " = \(Self.member(object))"
      case .some(let value): " = \(value)"
      }
    return label == nil ? "_ \(name): \(type)\(given)" : "\(name): \(type)\(given)"
  }

  /// A value of the library by the member that it is: `.must`; others have no short spelling.
  private static func member(_ object: Object) -> String {
    let text = String(describing: object.payload)
    guard text.first?.isLowercase == true, text.allSatisfy({ $0.isLetter || $0.isNumber }) else { return "…" }
    return ".\(text)"
  }
}

/// What a word's body is given.
public struct Call: Sendable {
  /// The value before the dot, of methods and properties.
  public let receiver: Value?
  let parameters: [Parameter]
  /// In the order of the parameters; defaults are filled in.
  let values: [Value]
  /// Nil where nothing is run, and nobody would read them.
  var warnings: CallWarnings?

  /// Says what the notebook's author should know, though it stops nothing.
  ///
  /// - Parameter subject: the text of the notebook that it is about, so that the caret can point at it.
  public func warn(_ message: String, subject: String? = nil, hint: String? = nil) {
    warnings?.pending.append(CallError(message, subject: subject, hint: hint))
  }

  /// An argument by its parameter's name.
  public subscript(name: String) -> Value {
    for (index, parameter) in parameters.enumerated() where parameter.name == name { return values[index] }
    return .nil
  }

  public subscript(position: Int) -> Value { values[position] }

  /// An argument that is a function.
  public func function(_ name: String) throws -> FunctionValue {
    guard case .function(let function) = self[name] else { throw CallError("\(name) is no function") }
    return function
  }
}

/// What the bodies of words warn of, until their callers take it to the places of the calls.
final class CallWarnings: @unchecked Sendable {
  // The bodies run on the machine's own thread, one at a time.
  var pending: [CallError] = []
}

/// What a word's body throws when the user's words or data are at fault.
public struct CallError: Error, Sendable {
  public let message: String
  /// The text of the notebook that is at fault, so that the caret can point at it: a column's name, a path.
  public let subject: String?
  /// Names among which the nearest to the subject is offered.
  public let candidates: [String]
  public let hint: String?
  /// Whether an argument is of a type that the word cannot do with, although the notebook's type is right.
  let isAboutTypes: Bool
  /// The message about the call's only table, by the name that the notebook gave it.
  let naming: (@Sendable (String) -> String)?

  public init(
    _ message: String, subject: String? = nil, candidates: [String] = [], hint: String? = nil,
    isAboutTypes: Bool = false, naming: (@Sendable (String) -> String)? = nil
  ) {
    self.message = message
    self.subject = subject
    self.candidates = candidates
    self.hint = hint
    self.isAboutTypes = isAboutTypes
    self.naming = naming
  }
}
