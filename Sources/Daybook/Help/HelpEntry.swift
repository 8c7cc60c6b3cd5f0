import Interpreter
import Steps

/// A word as the help shows it: everything that readers, terminals and editors ask of it, as text.
public struct HelpEntry: Sendable, Equatable {
  public enum Kind: String, Sendable, Encodable {
    case function, initializer, method, property, member
    case infixOperator = "operator"
    case prefixOperator
  }

  /// An argument of the word.
  public struct Argument: Sendable, Equatable, Encodable {
    /// Nil where the argument is written without one.
    public let label: String?
    public let name: String
    public let type: String
    /// As Swift writes it; nil where the argument must be given.
    public let defaultText: String?
    public let unit: String?
    public let meaning: String
    /// Whether it is a block in braces behind the parentheses.
    public let isBlock: Bool

    private enum CodingKeys: String, CodingKey {
      case label, name, type
      case defaultText = "default"
      case unit, meaning, isBlock
    }
  }

  public let chapter: Chapter
  public let kind: Kind
  public let name: String
  /// The type that the word is a member of; of an initializer, the one that it makes.
  public let owner: String?
  public let arguments: [Argument]
  public let result: String
  public let summary: String
  public let details: String
  public let example: String

  /// - Parameter registry: where the names of default values are found.
  init(_ function: Function, chapter: Chapter, in registry: Registry) {
    self.chapter = chapter
    name = function.name
    result = function.result.description
    summary = function.summary
    details = function.details
    example = function.example
    arguments = function.parameters.map { Argument($0, in: registry) }
    switch function.kind {
    case .free: (kind, owner) = (.function, nil)
    case .initializer: (kind, owner) = (.initializer, function.name)
    case .method(let type): (kind, owner) = (.method, type.description)
    case .property(let type): (kind, owner) = (.property, type.description)
    case .staticMember(let type): (kind, owner) = (.member, type)
    case .infix: (kind, owner) = (.infixOperator, function.parameters.first?.type.description)
    case .prefix: (kind, owner) = (.prefixOperator, function.parameters.first?.type.description)
    }
  }

  /// The word with its labels, for lists and headings: `filter(_:)`, `.boostedTrees(…)`, `Goal(_:atLeast:…)`.
  public var shortForm: String {
    switch kind {
    case .property, .infixOperator, .prefixOperator: return name
    case .member where arguments.isEmpty: return ".\(name)"
    case .member, .function, .initializer, .method: break
    }
    let needed = arguments.filter { !$0.mayBeLeftOut && !$0.isBlock }.map { "\($0.label ?? "_"):" }.joined()
    let more = arguments.contains { $0.mayBeLeftOut && !$0.isBlock } ? "…" : ""
    let block = arguments.contains { $0.isBlock && $0.defaultText == nil } ? " { … }" : ""
    let list = needed + more
    return "\(kind == .member ? "." : "")\(name)\(list.isEmpty && !block.isEmpty ? "" : "(\(list))")\(block)"
  }

  /// The short form behind the type that it belongs to.
  public var fullForm: String {
    guard let owner else { return shortForm }
    return switch kind {
    case .function, .initializer, .infixOperator, .prefixOperator: shortForm
    case .method, .property: "\(owner).\(shortForm)"
    case .member: owner + shortForm
    }
  }

  /// The word as it is declared; where that would be wider than so many characters, a block is named without what it
  /// holds, and as a last resort each argument has a line of its own.
  public func declaration(width: Int = .max) -> String {
    let prefix = kind == .method || kind == .property || kind == .member ? owner.map { "\($0)." } ?? "" : ""
    let types = arguments.map(\.type)
    switch kind {
    case .property: return "\(prefix)\(name): \(result)"
    case .infixOperator: return types.joined(separator: " \(name) ") + " -> \(result)"
    case .prefixOperator: return "\(name)\(types.joined()) -> \(result)"
    case .member where arguments.isEmpty: return prefix + name
    case .function, .initializer, .method, .member: break
    }
    let list = arguments.filter { !$0.isBlock }.map(\.declaration)
    let block = arguments.first(where: \.isBlock).map { " \($0.type)" } ?? ""
    let shortBlock = block.isEmpty ? "" : " { … }"
    // What a type's own initializers and values give goes without saying.
    let isOwn = result == owner && kind != .method
    let gives = isOwn || result == "Void" ? "" : " -> \(result)"
    let parentheses = list.isEmpty && !block.isEmpty ? "" : "(\(list.joined(separator: ", ")))"
    let line = "\(prefix)\(name)\(parentheses)\(block)\(gives)"
    guard line.count > width else { return line }
    let shorter = "\(prefix)\(name)\(parentheses)\(shortBlock)\(gives)"
    guard shorter.count > width, !list.isEmpty else { return shorter }
    return "\(prefix)\(name)(\n  \(list.joined(separator: ",\n  "))\n)\(shortBlock)\(gives)"
  }
}

extension HelpEntry.Argument {
  fileprivate init(_ parameter: Parameter, in registry: Registry) {
    label = parameter.label
    name = parameter.name
    type = parameter.isVariadic ? "\(parameter.type)..." : parameter.type.description
    defaultText = parameter.isVariadic ? nil : parameter.defaultValue.map { Self.text(of: $0, in: registry) }
    unit = parameter.unit
    meaning = parameter.meaning
    isBlock = if case .block = parameter.type { true } else { false }
  }

  /// Whether a call may do without it: it has a default, or stands for any number of values.
  fileprivate var mayBeLeftOut: Bool { defaultText != nil || type.hasSuffix("...") }

  /// `on: Table`, `_ name: String`, `depth: Int = 2`
  public var declaration: String {
    let given = defaultText.map { " = \($0)" } ?? ""
    return "\(label == nil ? "_ " : "")\(name): \(type)\(given)"
  }

  /// The same without what only a compiler asks for: `name: String`, `{ Watch … }`.
  var term: String {
    isBlock ? type : declaration.replacing("_ ", with: "", maxReplacements: label == nil ? 1 : 0)
  }

  /// A value as Swift writes it; a library's value by the member that it is: `.must`.
  private static func text(of value: Value, in registry: Registry) -> String {
    switch value {
    case .string(let text): return "\"\(text)\""
    case .object(let object):
      let name = String(describing: object.payload)
      let isMember = !registry.overloads(.staticMember(of: object.typeName), name).isEmpty
      return isMember ? ".\(name)" : value.description
    default: return value.description
    }
  }
}

/// What an editor needs of a word: `{"kind": "method", "type": "Table", "name": "filter", "signature": "…", …}`.
extension HelpEntry: Encodable {
  private enum Key: String, CodingKey {
    case chapter, kind, type, name, signature, parameters, result, summary, details, example
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(chapter.rawValue, forKey: .chapter)
    try container.encode(kind, forKey: .kind)
    try container.encodeIfPresent(owner, forKey: .type)
    try container.encode(name, forKey: .name)
    try container.encode(declaration(), forKey: .signature)
    try container.encode(arguments, forKey: .parameters)
    try container.encode(result, forKey: .result)
    try container.encode(summary, forKey: .summary)
    try container.encode(details, forKey: .details)
    try container.encode(example, forKey: .example)
  }
}
