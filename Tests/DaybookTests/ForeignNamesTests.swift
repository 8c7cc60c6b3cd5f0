import Foundation
import Steps
import Testing

@testable import Interpreter

/// Hints for those who come from other languages name words that are there.
@Suite("Names of other languages")
struct ForeignNamesTests {
  private static let registry: Registry = {
    let nowhere = URL(fileURLWithPath: "/")
    return Words.registry(for: Session(notebookFolder: nowhere, projectFolder: nowhere))
  }()

  private static let types: [String: [ValueType]] = [
    "[Int]": [.array(.int)], "[Double]": [.array(.double)], "Array": [.array(.string)],
    "Dictionary": [.dictionary(key: .string, value: .int)], "String": [.string], "number": [.int, .double],
    "value": [.int, .string, .array(.bool)],
  ]

  @Test(arguments: ForeignNames.members.keys.sorted())
  func `each member that is offered is one of the type`(holder: String) {
    let registry = Self.registry
    for type in Self.types[holder] ?? [.object(holder)] {
      let members = registry.members(of: type)
      for (name, hint) in ForeignNames.members[holder] ?? [:] {
        #expect(!members.contains(name), "\(type) has \(name)")
        let isTrue = ForeignNames.isTrue(hint, members, registry)
        #expect(isTrue, "\(type).\(name): \(hint)")
      }
    }
  }

  @Test func `each name that is offered is a word`() {
    let registry = Self.registry
    for (name, hint) in ForeignNames.names {
      let isTrue = ForeignNames.isTrue(hint, [], registry)
      #expect(isTrue, "\(name): \(hint)")
      let words = registry.overloads(.free, name) + registry.overloads(.initializer, name)
      #expect(words.isEmpty, "\(name) is a word")
    }
    for (name, hint) in ForeignNames.unlabelled { #expect(ForeignNames.isTrue(hint, [], registry), "\(name): \(hint)") }
    for (call, hint) in ForeignNames.labels {
      #expect(ForeignNames.isTrue(hint, [], registry), "\(call) \(hint)")
      let name = call.prefix { $0 != "(" }
      let label = call.dropFirst(name.count + 1).dropLast()
      let words = registry.functions.filter { $0.name == name }
      #expect(!words.isEmpty, "\(call)")
      #expect(!words.contains { $0.parameters.contains { $0.label == String(label) && name != "adding" } }, "\(call)")
    }
    for (type, hint) in ForeignNames.shownAlone {
      #expect(ForeignNames.isTrue(hint, [], registry), "\(type): \(hint)")
      #expect(registry.types[type] != nil && registry.members(of: .object(type)).isEmpty, "\(type)")
    }
    for (type, hints) in ForeignNames.staticMembers {
      let members = Set(registry.names(.staticMember(of: type)))
      for (name, hint) in hints {
        #expect(!members.contains(name), "\(type) has \(name)")
        let isTrue = ForeignNames.isTrue(hint, members, registry)
        #expect(isTrue, "\(type).\(name): \(hint)")
      }
    }
  }
}

/// What newcomers call an argument is declared with it.
@Suite("Synonyms of labels")
struct SynonymTests {
  @Test func `are no labels of their word, and mean one thing`() {
    let nowhere = URL(fileURLWithPath: "/")
    let registry = Words.registry(for: Session(notebookFolder: nowhere, projectFolder: nowhere))
    for function in registry.functions {
      let synonyms = function.parameters.flatMap(\.synonyms)
      #expect(Set(synonyms).count == synonyms.count, "\(function.name)")
      let labels = function.parameters.compactMap(\.label)
      #expect(Set(synonyms).isDisjoint(with: labels), "\(function.name)")
    }
  }
}
