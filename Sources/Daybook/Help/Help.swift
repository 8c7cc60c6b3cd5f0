import Diagnostics
import Foundation
import Interpreter
import Steps

/// Everything there is to know about the words of the language, derived from their registry.
public struct Help: Sendable {
  /// A part of the language with its words, in the order in which they are explained.
  public struct Part: Sendable {
    public let chapter: Chapter
    public let entries: [HelpEntry]
  }

  /// A type of the language's own.
  public struct TypeEntry: Sendable, Encodable, Equatable {
    public let name: String
    public let summary: String
  }

  public let parts: [Part]
  /// By name.
  public let types: [TypeEntry]

  /// Reads the registry; no file is touched.
  public init() {
    let nowhere = URL(fileURLWithPath: "/")
    let session = Session(notebookFolder: nowhere, projectFolder: nowhere)
    self.init(chapters: Words.chapters(for: session), registry: Words.registry(for: session))
  }

  init(chapters: [ChapterWords], registry: Registry) {
    parts = chapters.map { chapter in
      Part(
        chapter: chapter.chapter,
        entries: chapter.words.map { HelpEntry($0, chapter: chapter.chapter, in: registry) })
    }
    types = registry.types.map { TypeEntry(name: $0.key, summary: $0.value.summary) }.sorted { $0.name < $1.name }
  }

  public var entries: [HelpEntry] { parts.flatMap(\.entries) }

  // MARK: Topics

  /// What somebody may ask for by a name.
  public struct Topic: Sendable {
    public let name: String
    /// The words of that name: functions, members of any type, operators.
    public let words: [HelpEntry]
    /// The type of that name, with what makes one, what it can do, and who gives and takes it.
    public let type: TypeTopic?
    /// The part of the language of that name: the words of a step.
    public let part: Part?
    /// What is told of it beside the words: how it is written, or the statement of Swift.
    public let lessons: [Lesson]
  }

  public struct TypeTopic: Sendable {
    public let name: String
    public let summary: String
    public let initializers: [HelpEntry]
    public let members: [HelpEntry]
    /// Words of others whose result is one, or several.
    public let givers: [HelpEntry]
    /// Words of others that are given one, or several.
    public let takers: [HelpEntry]
  }

  /// Finds what is called `filter`, `Table.filter`, `.psi`, `Table`, `+`, `monitor`, `if` or `title`; nil where nothing
  /// is.
  public func topic(_ asked: String) -> Topic? {
    let name = Self.plainName(asked)
    guard !name.isEmpty else { return nil }
    return exactTopic(name) ?? meant(by: name).flatMap(exactTopic)
  }

  /// What somebody asks for who spells it as another tool does, or in capitals of another kind.
  private func meant(by name: String) -> String? {
    if let other = Self.otherNames[name.lowercased()] { return other }
    let names = entries.map(\.name) + types.map(\.name) + Self.ofSwift.keys.sorted()
    let alike = Set(names.filter { $0.lowercased() == name.lowercased() })
    // A type comes before a member that is called after it: String before .string.
    let types = alike.filter { $0.first?.isUppercase ?? false }
    let same = types.isEmpty ? alike : types
    return same.count == 1 ? same.first : nil
  }

  private static let otherNames = [
    "auc": "rocAUC", "roc_auc": "rocAUC", "print": "note", "display": "show", "plot": "show", "chart": "show",
    "dropna": "isPresent", "isnull": "isMissing", "monitoring": "monitor", "training": "train",
    "evaluation": "evaluate", "scoping": "scope", "slice": "slices", "csv": "Table",
    "read_csv": "Table", "dataframe": "Table", "week": "startOf", "markdown": "notebook", "interpolation": "String",
    "predict": "evaluate", "baseline": "Baseline", "baselines": "Baseline", "importance": "Model",
  ]

  private func exactTopic(_ name: String) -> Topic? {
    var words = entries.filter { $0.name == name && $0.kind != .initializer }
    if words.isEmpty, let dot = name.lastIndex(of: ".") {
      let owner = name[..<dot]
      let member = name[name.index(after: dot)...]
      words = entries.filter { entry in
        entry.name == member && entry.kind != .initializer && Self.names(of: entry.owner ?? "").contains(String(owner))
      }
    }
    let type = typeTopic(name)
    let part =
      parts.first { $0.chapter.rawValue == name } ?? Chapter(rawValue: name).map { Part(chapter: $0, entries: []) }
    let lessons = Lesson.all.filter { $0.names.contains(name) }
    guard !words.isEmpty || type != nil || part != nil || !lessons.isEmpty else { return nil }
    return Topic(name: name, words: words, type: type, part: part, lessons: lessons)
  }

  /// The closest name that means something; nil where none is close.
  ///
  /// - Parameter others: names that mean something elsewhere, such as commands.
  public func nearest(to asked: String, or others: [String] = []) -> String? {
    let names =
      entries.map(\.name) + types.map(\.name) + parts.map(\.chapter.rawValue)
      + Lesson.all.flatMap(\.names) + others
    return nearestName(to: Self.plainName(asked), among: names)
  }

  /// `.psi` and `filter(_:)` are asked for as `psi` and `filter`.
  private static func plainName(_ asked: String) -> String {
    let text = asked.trimmingCharacters(in: .whitespaces)
    let name = text.hasPrefix(".") ? String(text.dropFirst()) : text
    guard let bracket = name.firstIndex(of: "("), bracket > name.startIndex else { return name }
    return String(name[..<bracket])
  }

  /// What a type may be asked for by: `[Any]` is an Array as well.
  static func names(of type: String) -> [String] {
    if type.hasSuffix("?") { return [type, "Optional"] }
    if let angle = type.firstIndex(of: "<") { return [type, String(type[..<angle])] }
    guard type.hasPrefix("["), type.hasSuffix("]") else { return [type] }
    return [type, type.contains(":") ? "Dictionary" : "Array"]
  }

  /// Swift's own types, which the registry knows by their members alone.
  private static let ofSwift = [
    "Array": "values of one type in order, written [1, 2]; positions count from 0",
    "Dictionary": "values by keys, written [\"EWR\": 1]; what an array can do, it can do with its entries",
    "Optional": "a value or nil, written Int?; ??, if let and ?. go on from there",
    "String": "a text, written \"late\"; what an array can do, it can do with its characters",
    "Character": "one character of a text", "Int": "a whole number", "Double": "a decimal number",
    "Bool": "true or false", "Range": "whole numbers or decimal ones between two ends, written 1...5 or 1..<5",
  ]

  private func typeTopic(_ name: String) -> TypeTopic? {
    let own = entries.filter { $0.owner.map(Self.names)?.contains(name) ?? false }
    let known = types.first { $0.name == name }
    guard known != nil || !own.isEmpty else { return nil }
    if let summary = Self.ofSwift[name] {
      // Half of all words give or take a text or a number, which says nothing of either.
      return TypeTopic(
        name: name, summary: summary, initializers: own.filter { $0.kind == .initializer },
        members: own.filter { $0.kind != .initializer }, givers: [], takers: [])
    }
    let several: Set = [name, "[\(name)]", "\(name)?", "[\(name)]?"]
    let others = entries.filter { entry in !own.contains(entry) }
    return TypeTopic(
      name: name, summary: known?.summary ?? "", initializers: own.filter { $0.kind == .initializer },
      members: own.filter { $0.kind != .initializer }, givers: others.filter { several.contains($0.result) },
      takers: others.filter { entry in
        entry.arguments.contains { argument in
          several.contains(argument.type)
            || (argument.isBlock && argument.type.split(whereSeparator: { " ,{}…".contains($0) }).contains(name[...]))
        }
      })
  }
}
