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

  private static let words = registry.functions

  @Test func `every word is called in Swift with its labels and types`() throws {
    let calls = Self.words.flatMap(Self.calls)
    #expect(calls.count > 300)
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
      var before = ""
      let value: String
      switch word.kind {
      case .free, .initializer: value = word.name + arguments
      case .method(let type) where word.isMutating:
        before = "var place: \(swift(type)) = some(); "
        value = "place." + word.name + arguments
      case .method(let type): value = "(some() as \(swift(type)))." + word.name + arguments
      case .property(let type): value = "(some() as \(swift(type))).\(word.name)"
      case .staticMember(let type): value = "\(type).\(word.name)" + (word.parameters.isEmpty ? "" : arguments)
      case .infix:
        value = arguments.dropFirst().dropLast().replacingOccurrences(of: ", ", with: " \(word.name) ")
      case .prefix: value = word.name + arguments
      }
      // A caption's and a parameter's type is the argument's.
      let isOpen = ["Any", "Captioned"].contains(word.result.description)
      return before + (isOpen ? "_ = try \(value)" : "let _: \(swift(word.result)) = try \(value)")
    }
  }

  private static func argumentLists(_ parameters: [Parameter]) -> [String] {
    var lists: [(arguments: [String], block: String)] = [([], "")]
    for parameter in parameters {
      let type = swift(parameter.type)
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

  /// A type with types of every day in the place of those that each call fills in.
  private static func swift(_ type: ValueType) -> String {
    let places = [
      "Element": "Int", "Result": "String", "Key": "String", "Value": "Double", "Wrapped": "Int", "Number": "Double",
      "T": "Int", "A": "Int", "B": "String",
    ]
    return type.description.replacing(/\b(Element|Result|Key|Value|Wrapped|Number|T|A|B)\b/) { match in
      places[String(match.1)] ?? String(match.0)
    }
  }
}
