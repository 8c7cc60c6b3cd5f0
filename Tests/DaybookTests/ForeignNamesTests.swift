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
