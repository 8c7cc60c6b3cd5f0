import Notebook
import Steps

/// The reference of the language as a notebook: every word with an example that runs, so that its result stands below.
extension Help {
  public var notebook: String {
    var writer = NotebookWriter()
    return writer.text(of: self)
  }
}

private struct NotebookWriter {
  private var lines: [String] = []
  /// Where an example stands that several words share, by its text.
  private var placeOfExample: [String: String] = [:]

  mutating func text(of help: Help) -> String {
    writeOpening()
    for part in help.parts { write(part, types: help.types) }
    writeStatements()
    writeForm()
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func write(_ text: String) {
    lines.append(text)
    lines.append("")
  }

  private mutating func writeCode(_ code: String, info: String) {
    let options = info.hasPrefix("swift") ? "//| echo: true\n" : ""
    write("```\(info)\n\(options)\(code)\n```")
  }

  // MARK: The opening

  private mutating func writeOpening() {
    write(
      """
      ---
      title: The words of a notebook
      subtitle: Every word of the language, what it takes and gives, and an example with its result.
      ---

      <!-- Written by `daybook help --markdown`: change the words' documentation, not this file. -->
      """)
    write("## How to read this page")
    write(
      """
      A notebook mixes prose with Swift blocks, one for each step of a project: \
      \(StepWord.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")). This page is one itself. The goals and \
      the findings above are those of the small project that all examples share:
      """)
    for (chapter, code) in ReferenceSetting.blocks { writeCode(code, info: chapter.fence) }
    write(
      """
      The rows are a sample of the flights that left New York in 2013. In a terminal, `daybook help` lists the words \
      and `daybook help filter` explains one.
      """)
  }

  // MARK: Words

  private mutating func write(_ part: Help.Part, types: [Help.TypeEntry]) {
    write("## \(part.chapter.title)")
    write(part.chapter.summary.asSentence)
    for section in part.sections {
      write("### \(section.heading)")
      if section.isType { writeIntroduction(of: section, types: types) }
      for (index, group) in section.groups.enumerated() {
        let isAlone = section.groups.count == 1 && (!section.isType || group.entries.first?.kind == .initializer)
        if !isAlone { write("#### \(group.headings.map { "`\($0)`" }.joined(separator: ", "))") }
        write(group)
        let next = index + 1 < section.groups.count ? section.groups[index + 1] : nil
        writeExample(of: group, in: part.chapter, isSharedWithNext: next?.example == group.example)
      }
    }
  }

  private mutating func writeIntroduction(of section: HelpSection, types: [Help.TypeEntry]) {
    let summary = types.first { $0.name == section.title }?.summary
    let members = section.groups.flatMap(\.entries).contains { $0.kind == .member }
    let sentences = [
      summary?.asSentence,
      members ? "Its values are written with a dot where one is asked for." : nil,
    ].compactMap(\.self)
    if !sentences.isEmpty { write(sentences.joined(separator: " ")) }
  }

  private mutating func write(_ group: HelpGroup) {
    // A heading says all of a word that takes nothing.
    if !group.arguments.isEmpty {
      let narrow = 80
      writeCode(group.entries.map { $0.declaration(width: narrow) }.joined(separator: "\n"), info: "")
    }
    let summaries = Set(group.entries.map(\.summary))
    if summaries.count == 1 {
      write(group.entries[0].summary.asSentence)
    } else {
      let isSaidByName = Set(group.names).count == group.entries.count
      write(
        group.entries.map { "- \(isSaidByName ? "`\($0.shortForm)`: " : "")\($0.summary)" }.joined(separator: "\n"))
    }
    if !group.arguments.isEmpty {
      write(
        group.arguments.map { argument in
          "- `\(argument.term)`\(argument.unit.map { " (\($0))" } ?? ""): \(argument.meaning)"
        }.joined(separator: "\n"))
    }
    if !group.details.isEmpty { write(group.details) }
  }

  private mutating func writeExample(of group: HelpGroup, in chapter: Chapter, isSharedWithNext: Bool) {
    guard !group.example.isEmpty, !isSharedWithNext else { return }
    if let place = placeOfExample[group.example] {
      write("Its example is that of `\(place)`, above.")
    } else {
      placeOfExample[group.example] = group.entries.first?.fullForm
      writeCode(group.example, info: chapter.fence)
    }
  }

  // MARK: Around the words

  private mutating func writeStatements() {
    write("## The Swift of a notebook")
    write(
      """
      What a notebook may write beside the words. An expression that stands alone is shown, in branches, loops and \
      the bodies of functions too; in a closure it is not, and neither is the one expression that a function gives.
      """)
    for lesson in Lesson.statements { write(lesson) }
  }

  private mutating func write(_ lesson: Lesson) {
    write("### \(lesson.title)")
    write(lesson.text)
    if !lesson.terms.isEmpty {
      write(lesson.terms.map { "- `\($0.spelling)`: \($0.meaning)" }.joined(separator: "\n"))
    }
    switch lesson.example {
    case .code(let code): writeCode(code, info: "swift")
    // Four backticks hold the fences of three.
    case .notebook(let text): write("````markdown\n\(text)\n````")
    case nil: break
    }
  }

  private mutating func writeForm() {
    write("## Prose, blocks and options")
    for lesson in Lesson.form { write(lesson) }
  }
}

extension Chapter {
  /// The info string of a block of this chapter.
  fileprivate var fence: String { self == .language || self == .swift ? "swift" : "swift \(rawValue)" }

  /// The heading of the chapter on the page.
  fileprivate var title: String {
    switch self {
    case .scope: "Scope"
    case .data: "Data"
    case .label: "Label"
    case .train: "Train"
    case .evaluate: "Evaluate"
    case .errors: "Errors"
    case .deploy: "Deploy"
    case .monitor: "Monitor"
    case .maintain: "Maintain"
    case .language: "In any block"
    case .swift: "Swift's own types"
    }
  }
}

extension HelpSection {
  /// The title; as code where it is no name.
  fileprivate var heading: String { title.allSatisfy { $0.isLetter || $0.isNumber } ? title : "`\(title)`" }
}

extension HelpGroup {
  /// The names of the words, of properties with what they give.
  fileprivate var headings: [String] {
    guard let first = entries.first, first.kind == .property else { return names }
    return entries.map { "\($0.name): \($0.result)" }
  }
}
