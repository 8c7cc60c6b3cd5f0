/// Every word of the notebook language: the checker, the interpreter, the diagnostics and the help are all derived from
/// it.
public struct Registry: Sendable {
  public private(set) var functions: [Function] = []
  /// The types that a notebook can name, with what each is.
  public private(set) var types: [String: LibraryType] = [:]
  private var byKey: [Key: [Int]] = [:]
  private var conversions: [String: Conversion] = [:]
  /// The names of words that change what is before their dot.
  private(set) var mutatingNames: Set<String> = []
  var columnRules: [String: ColumnRule] = [:]
  var sourceRules: [String: SourceRule] = [:]
  /// The texts that stand for members of types elsewhere, by the members' names, as an alert says what was watched.
  public var textsOfMembers: [String: String] = [:]

  private struct Key: Hashable {
    let place: String
    let name: String
  }

  /// How values of other types come to stand where a library type is asked for, as literals do in Swift.
  public struct Conversion: Sendable {
    /// The types that are converted.
    public let from: [ValueType]
    let convert: @Sendable (Value) -> Value
  }

  public init() {}

  /// Adds a type with one line on what it is, and what its values can do.
  ///
  /// - Parameters:
  ///   - abilities: what its values can do. Asked for when it matters: to find out what a type conforms to takes longer
  ///     than to check a page of code.
  ///   - isText: whether a text can hold its values.
  public mutating func add(
    type name: String, _ summary: String,
    can abilities: @escaping @autoclosure @Sendable () -> Set<ValueType.Constraint> = [],
    isText: @escaping @autoclosure @Sendable () -> Bool = false
  ) {
    types[name] = LibraryType(summary: summary, findAbilities: abilities, findText: isText)
  }

  public mutating func add(_ function: Function) {
    functions.append(function)
    if function.isMutating { mutatingNames.insert(function.name) }
    byKey[Key(place: function.kind.place, name: function.name), default: []].append(functions.count - 1)
  }

  /// Lets values of other types stand where a library type is asked for.
  public mutating func addConversion(
    to typeName: String, from types: [ValueType], _ convert: @escaping @Sendable (Value) -> Value
  ) {
    conversions[typeName] = Conversion(from: types, convert: convert)
  }

  func conversion(to typeName: String) -> Conversion? { conversions[typeName] }

  /// All overloads of a word.
  public func overloads(_ kind: Function.Kind, _ name: String) -> [Function] {
    (byKey[Key(place: kind.place, name: name)] ?? []).map { functions[$0] }
  }

  /// The names of a kind, for nearest-name offers.
  func names(_ kind: Function.Kind) -> [String] {
    functions.filter { $0.kind.place == kind.place }.map(\.name)
  }

  /// The type within another whose values no text can hold; nil where there is none.
  func wordless(in type: ValueType) -> ValueType? {
    switch type {
    case .object(let name): types[name]?.isText == true ? nil : type
    case .array(let element): wordless(in: element)
    case .optional(let wrapped): wordless(in: wrapped)
    case .dictionary(let key, let value): wordless(in: key) ?? wordless(in: value)
    case .tuple(let elements): elements.lazy.compactMap { wordless(in: $0.type) }.first
    default: nil
    }
  }

  /// Whether values of a type can do what a constraint asks for.
  func can(_ type: ValueType, _ constraint: ValueType.Constraint) -> Bool {
    switch (constraint, type) {
    case (.none, _), (_, .unknown), (_, .variable): true
    case (.number, .int), (.number, .double): true
    case (.number, _): false
    case (_, .int), (_, .double), (_, .string), (_, .character): true
    case (.comparable, .object(let name)): types[name]?.abilities.contains(.comparable) ?? false
    case (.comparable, _): false
    case (_, .bool), (_, .range), (_, .decimalRange): true
    case (_, .array(let element)): can(element, constraint)
    case (_, .optional(let wrapped)): can(wrapped, constraint)
    case (_, .dictionary(_, let value)): can(value, constraint)
    // Swift's tuples compare with == but conform to nothing.
    case (.equatable, .tuple(let elements)): elements.allSatisfy { can($0.type, constraint) }
    case (_, .object(let name)): types[name]?.abilities.contains(constraint) ?? false
    default: false
    }
  }
}

/// A type of the library under the language.
public struct LibraryType: Sendable {
  /// One line on what it is.
  public let summary: String
  fileprivate let findAbilities: @Sendable () -> Set<ValueType.Constraint>
  fileprivate let findText: @Sendable () -> Bool

  /// What its values can do.
  public var abilities: Set<ValueType.Constraint> { findAbilities() }
  /// Whether its values say in words what they are.
  public var isText: Bool { findText() }
}
