import Foundation
import Interpreter
import Notebook
import Testing

@testable import Daybook
@testable import Steps

@Suite("The words' documentation")
struct DocumentationTests {
  let help = Help()

  @Test func `every word has a summary, details and an example`() {
    func lacking(_ text: KeyPath<HelpEntry, String>) -> [String] {
      help.entries.filter { $0[keyPath: text].isEmpty }.map(\.fullForm)
    }
    #expect(lacking(\.summary) == [])
    #expect(lacking(\.details) == [])
    #expect(lacking(\.example) == [])
  }

  @Test func `every parameter has a meaning, and every number a unit`() {
    let numbers: Set = ["Int", "Double", "Int?", "Double?"]
    for entry in help.entries {
      for argument in entry.arguments {
        #expect(!argument.meaning.isEmpty, "\(entry.fullForm), \(argument.name)")
        #expect(argument.unit != nil || !numbers.contains(argument.type), "\(entry.fullForm), \(argument.name)")
      }
    }
  }

  @Test func `a summary is one line without a full stop, since lists and sentences both use it`() {
    for entry in help.entries {
      #expect(!entry.summary.contains("\n") && !entry.summary.hasSuffix("."), "\(entry.fullForm)")
    }
  }

  @Test func `examples are narrow enough for a page`() {
    for entry in help.entries {
      for line in entry.example.split(separator: "\n") { #expect(line.count <= 80, "\(entry.fullForm): \(line)") }
    }
  }

  @Test func `every word stands in one chapter, and the chapters are the steps of a project`() {
    let nowhere = URL(fileURLWithPath: "/")
    let registry = Words.registry(for: Session(notebookFolder: nowhere, projectFolder: nowhere))
    #expect(help.entries.count == registry.functions.count)
    #expect(Set(help.types.map(\.name)) == Set(registry.types.keys))
    #expect(Chapter.allCases.map(\.rawValue) == StepWord.allCases.map(\.rawValue) + ["language", "swift"])
    let order = help.parts.map(\.chapter)
    #expect(order == Chapter.allCases.filter(order.contains))
  }
}

@Suite("Help for a terminal")
struct HelpTextTests {
  let help = Help()

  private func text(_ name: String) throws -> String { try #require(help.topic(name)).text }

  @Test func `a method with its parameters, their defaults and units`() throws {
    #expect(
      try text("isPresent") == """
        Expect.isPresent(atLeast: Double = 1.0) -> Expect

        At least this share of rows has a value.

          atLeast: Double = 1.0  the least share of rows with a value (share from 0 to 1)

        Without an argument, no value may be missing.

        Example:
          all.validate {
            Expect(rowCount: 2_000...4_000)
            Expect("dep_delay").isPresent(atLeast: 0.95).isBetween(-60, 1_500)
            Expect("origin").isPresent().isOne(of: ["EWR", "JFK", "LGA"])
            Expect(unique: ["year", "month", "day", "carrier", "flight", "origin"])
          }

        ────────────────────────────────────────

        Expression.isPresent: Expression

        Whether the row has a value.

        True or false, never missing itself.

        Example:
          let cancelled = all.filter(col("dep_delay").isMissing)
          let left = all.filter(col("dep_delay").isPresent)
          note("\\(cancelled.rowCount) flights were cancelled, \\(left.rowCount) left.")
        """)
  }

  @Test func `a type with what makes one, its values, and who takes it`() throws {
    #expect(
      try text("Priority") == """
        Priority: whether a goal must or should be met

        Values, written with a dot where a Priority is asked for:
          .must    a missed goal stops a release
          .should  a missed goal is reported, and stops nothing

        Taken by: Goal(_:atLeast:…), Goal(_:atMost:…), Expect.severity(_:), Watch(_:above:…),
        Watch(_:below:…), Watch(_:outside:…)
        """)
  }

  @Test func `a default is written as the notebook writes it`() throws {
    #expect(try text("Goal").contains("priority: Priority = .must"))
    #expect(try text("Table").contains("delimiter: String? = nil,\n"))
    #expect(try text("profile").contains("columns: [String]? = nil"))
  }

  @Test func `no line is wider than a terminal`() throws {
    let names = Set(help.entries.map(\.name) + help.types.map(\.name) + help.parts.map(\.chapter.rawValue))
      .union(Lesson.all.flatMap(\.names))
    for line in (try names.map(text) + [help.overview, help.opening]).joined(separator: "\n").split(separator: "\n") {
      #expect(line.count <= 100, "\(line)")
    }
  }

  @Test func `the overview names every word`() {
    for entry in help.entries { #expect(help.overview.contains(entry.fullForm), "\(entry.fullForm)") }
  }

  @Test(arguments: ["filter", ".filter", "filter(_:)", " filter "])
  func `a word is found however it is written`(name: String) throws {
    #expect(
      try #require(help.topic(name)).words.map(\.fullForm) == [
        "Table.filter(_:)", "String.filter(_:)", "[Element].filter(_:)", "[Key: Value].filter(_:)",
      ])
  }

  @Test(arguments: [
    ("Table", "Table"), ("Array", "[Element]"), ("Dictionary", "[Key: Value]"), ("String", "String"),
  ])
  func `a word is found by its type`(type: String, owner: String) throws {
    #expect(try #require(help.topic("\(type).filter")).words.map(\.fullForm) == ["\(owner).filter(_:)"])
  }

  @Test(arguments: [
    ("Array", ["Array(repeating: Element, count: Int)", "prefix(_:)", "sorted()", "append(_:)", "reduce(_:_:)"]),
    ("Dictionary", ["Dictionary(grouping:", "keys", "mapValues(_:)", "updateValue(_:forKey:)"]),
    ("String", ["String(_ value: Any)", "split(separator:)", "trimmingCharacters(in:)", "uppercased()"]),
    ("Double", ["Double(_ text: String) -> Double?", "rounded(…)", ".pi", "isNaN"]),
    ("Int", ["Int(_ text: String) -> Int?", "isMultiple(of:)", ".max"]),
    ("Optional", ["map(_:)", "flatMap(_:)"]), ("Range", ["lowerBound", "contains(_:)"]),
    ("Character", ["isLetter"]),
  ])
  func `one of Swift's own types lists its members`(type: String, members: [String]) throws {
    let text = try text(type)
    #expect(text.hasPrefix("\(type): "))
    for member in members { #expect(text.contains(member), "\(member) in \(text)") }
    #expect(!text.contains("Taken by"))
  }

  @Test(arguments: [
    ("AUC", "rocAUC"), ("table", "Table"), ("STRING", "String"), ("tbl", "tbl"), ("for-each", "for-each"),
    ("monitoring", "monitor"), ("retrain", "retrain"), ("print", "note"), ("dropna", "isPresent"),
  ])
  func `what other tools call so is found as well`(asked: String, name: String) throws {
    #expect(try #require(help.topic(asked)).name == name)
  }

  @Test func `operators, steps, and members of plain values are topics`() throws {
    #expect(try text("-").hasPrefix("Expression - Expression -> Expression"))
    #expect(
      try text("errors").hasPrefix("errors: the groups of rows in which a model fails\n  Evaluation.slices(by:…)"))
    #expect(try text("monitor").contains("Other words of this step: MonitorReport.drift"))
    #expect(try text("Array").contains("isEmpty"))
    for chapter in Chapter.allCases { #expect(help.topic(chapter.rawValue)?.text.isEmpty == false, "\(chapter)") }
    #expect(try #require(help.topic("Array.count")).words.map(\.owner) == ["[Element]", "[Element]"])
  }

  @Test(arguments: [
    ("notebook", "A notebook"), ("blocks", "Blocks"), ("title", "Front matter"), ("front matter", "Front matter"),
    ("options", "Options"), ("label", "Options"), ("sentences", "Values in sentences"), ("figure", "References"),
    ("parameters", "Parameters"), ("if", "Choices"), ("for", "Loops"), ("func", "Functions"), ("let", "Names"),
    ("switch", "Cases"), ("class", "What is outside"),
  ])
  func `the form of a notebook and the statements of Swift are topics`(name: String, title: String) throws {
    #expect(try text(name).hasPrefix("\(title)\n\n"))
  }

  @Test func `a topic that is a step as well lists the step's words`() throws {
    #expect(try text("label").contains("\n\nlabel: what the rows to learn from are told to be"))
  }

  @Test func `every name of a lesson leads to it, and every lesson has one of its own`() throws {
    for lesson in Lesson.all {
      for name in lesson.names { #expect(help.topic(name)?.lessons.contains(lesson) == true, "\(name)") }
    }
    let names = Lesson.all.flatMap(\.names)
    #expect(Set(names).count == names.count)
    for key in FrontMatter.Key.allCases { #expect(try text("front matter").contains("  \(key.rawValue) ")) }
    for key in BlockOptions.Key.allCases { #expect(try text("options").contains("  \(key.rawValue) ")) }
  }

  @Test func `the opening shows a notebook and names the topics`() {
    for part in ["\n  ---\n", "```swift data", "//| label:", "`{swift} ", "@fig-columns", "\"front matter\""] {
      #expect(help.opening.contains(part), "\(part)")
    }
  }

  @Test func `a name that means nothing gets the nearest that does`() {
    #expect(help.topic("fliter") == nil)
    #expect(help.topic("") == nil)
    #expect(help.nearest(to: "fliter") == "filter")
    #expect(help.nearest(to: ".boostedTree") == "boostedTrees")
    #expect(help.nearest(to: "rendr", or: ["render"]) == "render")
    #expect(help.nearest(to: "xyzzy-plugh") == nil)
  }

  @Test func `words of any type the language may get are explained`() throws {
    var registry = Registry()
    let kinds: [(Function.Kind, String)] = [
      (.method(of: .array(.any)), "map"), (.property(of: .optional(.int)), "isNil"), (.method(of: .range), "contains"),
      (.infix, "%"), (.initializer, "Bag"), (.staticMember(of: "Bag"), "empty"),
    ]
    for (kind, name) in kinds {
      registry.add(
        Function(
          kind, name, [Parameter(unlabelled: "x", .either([.int, .string]), default: .string("a"), "anything")],
          result: .optional(.array(.int)), "does something"
        ) { _ in .nil })
    }
    let help = Help(chapters: [ChapterWords(chapter: .language, words: registry.functions)], registry: registry)
    #expect(
      help.entries.map { $0.declaration() } == [
        "[Any].map(_ x: Int or String = \"a\") -> [Int]?", "Int?.isNil: [Int]?",
        "Range<Int>.contains(_ x: Int or String = \"a\") -> [Int]?", "Int or String -> [Int]?",
        "Bag(_ x: Int or String = \"a\") -> [Int]?", "Bag.empty(_ x: Int or String = \"a\") -> [Int]?",
      ])
    for name in ["map", "Optional", "Range.contains", "%", "Bag", "Array"] {
      #expect(help.topic(name) != nil, "\(name)")
    }
  }
}

@Suite("Help for editors")
struct HelpJSONTests {
  private struct File: Decodable {
    struct Word: Decodable {
      struct Parameter: Decodable {
        let label: String?
        let name: String
        let type: String
        let `default`: String?
        let unit: String?
        let meaning: String
      }

      let chapter: String
      let kind: String
      let type: String?
      let name: String
      let signature: String
      let parameters: [Parameter]
      let result: String
      let summary: String
      let details: String
      let example: String
    }

    struct TypeEntry: Decodable { let name, summary: String }

    struct LessonEntry: Decodable {
      let title: String
      let names: [String]
      let text: String
      let example: String?
    }

    let version: String
    let setting: String
    let words: [Word]
    let types: [TypeEntry]
    let lessons: [LessonEntry]
  }

  @Test func `holds every word with its parameters`() throws {
    let help = Help()
    let file = try JSONDecoder().decode(File.self, from: Data(help.json().utf8))
    #expect(file.version == daybookVersion)
    #expect(file.words.map(\.signature) == help.entries.map { $0.declaration() })
    #expect(file.types.count == help.types.count)
    #expect(file.lessons.map(\.title) == Lesson.all.map(\.title))
    let slices = try #require(file.words.first { $0.name == "slices" })
    #expect(slices.kind == "method" && slices.type == "Evaluation" && slices.result == "SliceReport")
    let depth = try #require(slices.parameters.first { $0.name == "depth" })
    #expect(depth.label == "depth" && depth.default == "2" && depth.unit == "columns")
    let filter = try #require(file.words.first { $0.name == "filter" })
    #expect(filter.parameters.map(\.label) == [nil])
  }

  @Test func `a topic's JSON holds its words alone`() throws {
    let help = Help()
    let topic = try #require(help.topic("Split"))
    let file = try JSONDecoder().decode(File.self, from: Data(help.json(topic.allWords).utf8))
    #expect(file.words.map(\.name) == ["train", "test", "leaks"])
    #expect(file.types.map(\.name) == ["Split"])
  }
}
