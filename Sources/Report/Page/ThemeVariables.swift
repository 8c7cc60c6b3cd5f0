/// What the templates of a theme may name: the variables of each, with what they hold. The README lists them.
public enum ThemeVariables {
  public static let documented: [(template: String, variables: [(name: String, meaning: String)])] = [
    (
      "page",
      [
        ("title", "what the report is called; its head is the template `masthead`"),
        ("subtitle", "the line below it, where there is one"),
        ("kicker", "author and day, where they are known"), ("author", "who answers for the report"),
        ("date", "the day, spelled out"), ("language", "of the prose, for `lang`"),
        ("style", "the style sheet; write it with three braces"), ("logo", "the picture, as an address for `src`"),
        ("footer", "the line of the front matter"),
        ("hasStages", "whether a step is of a project's stages"),
        ("stages", "the rail: `name`, `state` (`ok`, `bad`, `open`), `stateText`, `note`"),
        ("contents", "the sections: `title`, `anchor`"), ("hasBriefs", "whether there is anything to read first"),
        ("briefs", "what to read first: `lead`, `text`"), ("hasGoals", "whether the project has goals"),
        (
          "goals",
          "`state` (`met`, `missed`, `notMeasured`), `stateText`, `goal`, `priority`, `place`, `value`, `chart`, `step` "
            + "(`anchor`, `word`)"
        ), ("body", "everything else, in order; write it with three braces"),
        ("provenance", "`name`, `text`, `code`, `fingerprint`"),
        ("overlay", "what a preview adds: `head`, `banner`, `isStale`; nothing in a report"),
      ]
    ),
    (
      "masthead",
      [
        ("title", "what the report is called"), ("subtitle", "the line below it, where there is one"),
        ("kicker", "author and day, where they are known"), ("author", "who answers for the report"),
        ("date", "the day, spelled out"),
      ]
    ),
    (
      "step",
      [
        ("anchor", "the step's `id`"), ("code", "its code as HTML, unless it is hidden"),
        ("isFolded", "whether the code is folded away"), ("body", "what it shows, as HTML"),
      ]
    ),
    (
      "figure",
      [
        ("anchor", "the figure's `id`"), ("number", "`Figure 3`"), ("caption", "the sentence below it"),
        ("chart", "the SVG; write it with three braces"), ("isWide", "whether it takes the whole column"),
        ("data", "its numbers: `columns` (`title`, `class`), `rows` (`name`, `cells` with `text`), `note`"),
      ]
    ),
    (
      "table",
      [
        ("anchor", "the table's `id`"), ("number", "`Table 2`"), ("caption", "the sentence below it"),
        ("columns", "`title`, `class`, `sort` (`group`, `isFirst`) where rows can be ordered by it"),
        (
          "rows",
          "`cells`, each with `rowName`, or `text`, `class`, `chart` and `bar`; `order`, the row's places in each order"
        ),
        ("isSortable", "whether rows can be ordered"),
      ]
    ), ("keys", [("figures", "key figures: `label`, `value`, `note`")]),
    ("callout", [("kind", "`note` or `warning`"), ("text", "what it says")]),
  ]

  /// The variables of each template, those inside of its lists too.
  static let known: [String: Set<String>] = Dictionary(
    uniqueKeysWithValues: documented.map { template, variables in
      (
        template,
        Set(
          variables.flatMap { variable in
            [variable.name] + variable.meaning.matches(of: /`([A-Za-z]+)`/).map { String($0.1) }
          })
      )
    })

  /// The files that a theme may hold.
  public static let files = documented.map { "\($0.template).mustache" } + ["style.css", "more.css"]

  static func check(_ text: String, of file: String, _ known: Set<String>) throws(Theme.Problem) {
    let templates = documented.map(\.template)
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      for match in line.matches(of: /\{\{\{?\s*[#\^\/&]?\s*([A-Za-z_][A-Za-z0-9_.]*)/) {
        let name = String(match.1)
        guard !known.contains(name) else { continue }
        throw Theme.Problem(
          file: file, line: number + 1, column: line.distance(from: line.startIndex, to: match.1.startIndex) + 1,
          length: name.count, message: "there is no \"\(name)\" in \(file)",
          hint: "the README lists what templates may name", unknown: (name, known.sorted()))
      }
      for match in line.matches(of: /\{\{>\s*([^\s}]+)/) where !templates.contains(String(match.1)) {
        throw Theme.Problem(
          file: file, line: number + 1, column: line.distance(from: line.startIndex, to: match.1.startIndex) + 1,
          length: match.1.count, message: "there is no template \"\(match.1)\" to put in here",
          unknown: (String(match.1), templates))
      }
    }
  }
}
