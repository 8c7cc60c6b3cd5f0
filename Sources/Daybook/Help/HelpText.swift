import Interpreter
import Steps

/// Help for a terminal: plain text, a hundred columns wide.
extension Help {
  private static let width = 100

  /// How a notebook looks, and what else than words may be asked for.
  public var opening: String {
    let topics = Lesson.all.map { $0.names[0] }.map { $0.contains(" ") ? "\"\($0)\"" : $0 }
    return """
      A notebook mixes prose with Swift blocks, one for each step of a project:

      \(TextLayout.indented(Lesson.whole))

      \(TextLayout.wrapped("Explained by daybook help TOPIC: \(topics.joined(separator: ", "))", width: Self.width)
        .joined(separator: "\n"))
      """
  }

  /// Every word in one line, by the part of the language that it belongs to.
  public var overview: String {
    parts.map { part in
      var lines = TextLayout.wrapped("\(part.chapter.rawValue): \(part.chapter.summary)", width: Self.width)
      lines +=
        part.entries.isEmpty ? ["  no words of its own; those of other steps may be used"] : Self.list(part.entries)
      return lines.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// One line a word: what it is called and what it does, cut where it would be wider than a terminal. Words that are
  /// explained together share a line where one text says it for all.
  private static func list(_ entries: [HelpEntry]) -> [String] {
    let column = 34
    return HelpGroup.groups(of: entries).flatMap { group -> [(name: String, summary: String)] in
      if Set(group.entries.map(\.summary)).count == 1 {
        var names: [String] = []
        for entry in group.entries where !names.contains(entry.fullForm) { names.append(entry.fullForm) }
        return [(names.joined(separator: "  "), group.entries[0].summary)]
      }
      return group.entries.map { ($0.fullForm, $0.summary) }
    }.map { name, summary in
      let start = "  " + name + String(repeating: " ", count: max(2, column - name.count))
      return start + TextLayout.cut(summary, width: width - start.count)
    }
  }
}

extension Help.Topic {
  private static let width = 100

  /// All that is known of the topic.
  public var text: String {
    var parts = lessons.map { $0.text(width: Self.width) }
    if let type { parts.append(Self.text(of: type)) }
    parts += HelpGroup.groups(of: words).map(Self.text)
    let text = parts.joined(separator: "\n\n" + String(repeating: "─", count: 40) + "\n\n")
    guard let part else { return text }
    let isExplained = type != nil || !words.isEmpty
    guard isExplained else { return (lessons.isEmpty ? "" : text + "\n\n") + Help(parts: [part]).overview }
    let others = part.entries.filter { $0.name != name }.map(\.fullForm)
    guard !others.isEmpty else { return text }
    let list = TextLayout.wrapped("Other words of this step: \(others.joined(separator: ", "))", width: Self.width)
    return text + "\n\n" + list.joined(separator: "\n")
  }

  private static func text(of group: HelpGroup) -> String {
    var blocks = [group.entries.map { $0.declaration(width: width) }.joined(separator: "\n")]
    var summaries: [String] = []
    for entry in group.entries where !summaries.contains(entry.summary.asSentence) {
      summaries.append(entry.summary.asSentence)
    }
    blocks.append(summaries.flatMap { TextLayout.wrapped($0, width: width) }.joined(separator: "\n"))
    let arguments = group.arguments
    if !arguments.isEmpty {
      let terms = arguments.map { ($0.term, $0.meaning + ($0.unit.map { " (\($0))" } ?? "")) }
      blocks.append(TextLayout.definitions(terms, width: width).joined(separator: "\n"))
    }
    if !group.details.isEmpty { blocks.append(TextLayout.paragraphs(group.details, width: width)) }
    if !group.example.isEmpty { blocks.append("Example:\n" + TextLayout.indented(group.example)) }
    return blocks.joined(separator: "\n\n")
  }

  private static func text(of type: Help.TypeTopic) -> String {
    var blocks = [type.summary.isEmpty ? type.name : "\(type.name): \(type.summary)"]
    blocks += HelpGroup.groups(of: type.initializers).map(text)
    func list(_ title: String, _ entries: [HelpEntry], _ name: (HelpEntry) -> String) {
      guard !entries.isEmpty else { return }
      let terms = entries.map { (name($0), $0.summary) }
      blocks.append("\(title):\n" + TextLayout.definitions(terms, width: width).joined(separator: "\n"))
    }
    list("Members", type.members.filter { $0.kind != .member }) { $0.shortForm }
    list("Values, written with a dot where a \(type.name) is asked for", type.members.filter { $0.kind == .member }) {
      $0.shortForm
    }
    for (title, entries) in [("Given by", type.givers), ("Taken by", type.takers)] where !entries.isEmpty {
      var names: [String] = []
      for entry in entries where !names.contains(entry.fullForm) { names.append(entry.fullForm) }
      blocks.append(
        TextLayout.wrapped("\(title): \(names.joined(separator: ", "))", width: width).joined(separator: "\n"))
    }
    return blocks.joined(separator: "\n\n")
  }
}

extension Help {
  fileprivate init(parts: [Part]) {
    self.parts = parts
    types = []
  }
}
