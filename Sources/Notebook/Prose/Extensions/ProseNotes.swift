import Diagnostics

/// The notes of a page, in the order in which its text first refers to them.
public struct ProseNotes: Sendable {
  /// What each note says, by its label; of two with one label the first.
  private var contents: [String: [ProseInline]] = [:]
  /// The labels of those that are referred to, in order: a note's number is its place here, from one.
  public private(set) var labels: [String] = []
  private var marks: [String] = []
  private var definitions: [(label: String, place: Place)] = []

  public init(_ blocks: [ProseBlock]) {
    for block in blocks { read(block) }
    for label in marks where contents[label] != nil && !labels.contains(label) { labels.append(label) }
  }

  public func number(of label: String) -> Int? { labels.firstIndex(of: label).map { $0 + 1 } }
  public func content(of label: String) -> [ProseInline] { contents[label] ?? [] }

  /// Notes that no reader will see, each with why.
  func issues(in source: SourceText) -> [Diagnostic] {
    definitions.enumerated().compactMap { place, definition in
      let label = definition.label
      if definitions[..<place].contains(where: { $0.label == label }) {
        return Diagnostic(
          "the note \"\(label)\" is written above already; this one is not shown", severity: .warning, in: source,
          at: definition.place, hint: "give it a label of its own")
      }
      guard !labels.contains(label) else { return nil }
      return Diagnostic(
        "nothing refers to the note \"\(label)\", so that it is not shown", severity: .warning, in: source,
        at: definition.place, hint: "write [^\(label)] in the sentence that it is about")
    }
  }

  private mutating func read(_ block: ProseBlock) {
    switch block.kind {
    case .paragraph(let content), .heading(_, let content): read(content)
    case .list(_, _, _, let items): for block in items.joined() { read(block) }
    case .quote(let blocks), .alert(_, let blocks): for block in blocks { read(block) }
    case .table(let table): for content in ([table.header] + table.rows).joined() { read(content) }
    case .note(let label, let content):
      definitions.append((label, block.place))
      contents[label] = contents[label] ?? content
      read(content)
    case .codeBlock, .thematicBreak, .html: break
    }
  }

  private mutating func read(_ content: [ProseInline]) {
    for part in content {
      switch part {
      case .noteMark(let label): marks.append(label)
      case .emphasis(let inner), .strong(let inner), .struck(let inner), .link(_, _, let inner),
        .image(_, _, let inner):
        read(inner)
      case .text, .softBreak, .lineBreak, .code, .html, .expression, .reference, .checkbox: break
      }
    }
  }
}
