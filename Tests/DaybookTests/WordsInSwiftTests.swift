import Foundation
import Interpreter
import Steps
import Testing

@testable import Daybook

@Suite("The words of the language are Swift")
struct WordsInSwiftTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private static let registry = Words.registry(
    for: Session(notebookFolder: URL(fileURLWithPath: "/"), projectFolder: URL(fileURLWithPath: "/")))

  /// The words of the library; those of Swift's own types are in its own library.
  private static let words = registry.functions.filter { word in
    switch word.kind {
    case .free, .infix, .prefix: isOurs(word.result.description) || isOurs(word.parameters.map(\.type.description))
    case .initializer: registry.types[word.name] != nil
    case .method(let type), .property(let type): registry.types[type.description] != nil
    case .staticMember(let type): registry.types[type] != nil
    }
  }

  private static func isOurs(_ type: String) -> Bool { registry.types[type] != nil }
  private static func isOurs(_ types: [String]) -> Bool { types.contains(where: isOurs) }

  /// Words about the notebook itself, which take and give plain values.
  private static let plain = registry.functions.filter { ["parameter", "percent", "number", "note"].contains($0.name) }

  @Test func `every word is called in Swift with its labels and types`() throws {
    let calls = (Self.words + Self.plain).flatMap(Self.calls)
    #expect(calls.count > 150)
    // Whatever a call is given: it is checked and never run.
    let source = """
      import Daybook
      func some<T>() -> T { fatalError() }
      \(calls.enumerated().map { "func word\($0)() throws { \($1) }" }.joined(separator: "\n"))
      """
    let answer = try SwiftCompiler().typecheck(source, in: workshop.root)
    #expect(answer.succeeded, "\(answer.text)")
  }

  // MARK: Calls from signatures

  /// Swift that uses a word: with every argument, with those alone that have no default, with each of several types.
  private static func calls(of word: Function) -> [String] {
    let full = argumentLists(word.parameters)
    let short = argumentLists(word.parameters.filter { $0.defaultValue == nil })
    return Set(full + short).sorted().map { arguments in
      let value =
        switch word.kind {
        case .free, .initializer: word.name + arguments
        case .method(let type): "(some() as \(type))." + word.name + arguments
        case .property(let type): "(some() as \(type)).\(word.name)"
        case .staticMember(let type): "\(type).\(word.name)" + (word.parameters.isEmpty ? "" : arguments)
        case .infix: arguments.dropFirst().dropLast().replacingOccurrences(of: ", ", with: " \(word.name) ")
        case .prefix: word.name + arguments
        }
      // A caption's and a parameter's type is the argument's.
      let isOpen = ["Any", "Captioned"].contains(word.result.description) || word.result.description.contains("Value")
      return isOpen ? "_ = try \(value)" : "let _: \(word.result) = try \(value)"
    }
  }

  private static func argumentLists(_ parameters: [Parameter]) -> [String] {
    var lists: [(arguments: [String], block: String)] = [([], "")]
    for parameter in parameters {
      let type = parameter.type.description
      if type.hasPrefix("{") {
        let parts = type.dropFirst(2).dropLast(3).split(separator: ", ").map { "some() as \($0)" }
        lists = lists.map { ($0.arguments, " { \(parts.joined(separator: "; ")) }") }
        continue
      }
      let label = parameter.label.map { "\($0): " } ?? ""
      let choices = type == "Any" ? ["Int"] : type.components(separatedBy: " or ")
      lists = lists.flatMap { list in
        choices.map { (list.arguments + ["\(label)(some() as \($0))"], list.block) }
      }
    }
    return lists.map { "(\($0.arguments.joined(separator: ", ")))\($0.block)" }
  }
}
