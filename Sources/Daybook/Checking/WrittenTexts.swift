import Diagnostics
import Interpreter
import Notebook

/// What is odd with the texts of a notebook that is no code: names in titles, and values that seem to stand in prose,
/// remarks and captions.
struct WrittenTexts {
  /// Names in titles that are no parameters.
  private(set) var unknownNames: [Diagnostic] = []
  private(set) var warnings: [Diagnostic] = []

  init(
    of document: Document, _ blocks: [(block: StepBlock, unit: CheckedUnit?)], _ parameters: NotebookParameters
  ) {
    let source = document.source
    let declared = blocks.compactMap(\.unit).flatMap(\.declared)
    let names = Set(declared.map(\.name))
    let titleNames = document.titleNames
    if parameters.areAllKnown {
      for title in titleNames where !parameters.names.contains(title.name) {
        // Prose may hold braces for other reasons.
        guard let hint = Self.hint(for: title, parameters.names, declared) else { continue }
        unknownNames.append(
          Diagnostic("\"\(title.name)\" is not a parameter", in: source, at: title.place, hint: hint))
      }
    }
    for value in document.seemingValues
    where !names.isDisjoint(with: value.names) && !titleNames.contains(where: { $0.place == value.place }) {
      warnings.append(
        Diagnostic(
          "shown as it is written, not as a value", severity: .warning, in: source, at: value.place,
          hint: "write `{swift} \(value.code)`, backticks included"))
    }
    for (block, unit) in blocks {
      if let unit { warnings += Self.warnings(of: unit, names) }
      if let caption = block.options.caption, let place = block.options.places[.caption] {
        warnings += Self.warnings(in: caption, from: place, source, names) { code in
          "a caption takes no values: write show(…, caption: \"… \\(\(code))\")"
        }
      }
    }
  }

  /// What to write in place of a name; nil where it may be plain text.
  private static func hint(
    for title: TitleName, _ parameters: [String], _ declared: [CheckedUnit.Declared]
  ) -> String? {
    if let other = declared.first(where: { $0.name == title.name }) {
      if title.isInHeading { return "write `{swift} \(title.name)`, backticks included" }
      let rule = "line \(other.line) declares it with let, and a title takes parameters alone"
      return parameters.isEmpty ? rule : rule + ": " + parameters.joined(separator: ", ")
    }
    if let nearest = nearestName(to: title.name, among: parameters) {
      return "did you mean \(TitleName.spelling(of: nearest))?"
    }
    if title.isInHeading { return nil }
    return parameters.isEmpty
      ? "the notebook has none: declare it with parameter(\"\(title.name)\", default: …)"
      : "the parameters are \(parameters.joined(separator: ", "))"
  }

  /// Remarks and captions with `{x}` in their text.
  private static func warnings(of unit: CheckedUnit, _ names: Set<String>) -> [Diagnostic] {
    [("note", "text"), ("show", "caption")].flatMap { word, parameter in
      unit.uses(of: word).flatMap { use -> [Diagnostic] in
        guard case .string(let text) = use.arguments[parameter] else { return [] }
        return warnings(in: text, from: use.place, unit.source, names) { "write \\(\($0))" }
      }
    }
  }

  private static func warnings(
    in text: String, from start: Place, _ source: SourceText, _ names: Set<String>, hint: (_ code: String) -> String
  ) -> [Diagnostic] {
    MarkedText.parts(of: text[...]).filter { !names.isDisjoint(with: $0.names) }.map { part in
      Diagnostic(
        "shown as it is written, not as a value", severity: .warning, in: source,
        at: source.place(of: String(part.whole), from: start, lines: 30) ?? start, hint: hint(part.code))
    }
  }
}
