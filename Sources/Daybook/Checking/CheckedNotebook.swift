import Diagnostics
import Interpreter
import Notebook
import Steps

/// A notebook whose every block and sentence is settled, with everything that is wrong in it, and nothing run.
struct CheckedNotebook {
  /// Nil where the file cannot be read as a notebook.
  let document: Document?
  /// The blocks in order; one that is not to be run has no code.
  let blocks: [(block: StepBlock, unit: CheckedUnit?)]
  let sentences: [(expression: InlineExpression, unit: CheckedUnit)]
  let parameters: NotebookParameters
  /// In the order of the file.
  let diagnostics: [Diagnostic]

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  init(path: String, displayPath: String, _ session: Session, _ interpreter: Interpreter) {
    self = onDeepStack { CheckedNotebook(settling: path, displayPath, session, interpreter) }
  }

  private init(settling path: String, _ displayPath: String, _ session: Session, _ interpreter: Interpreter) {
    let (document, issues) = Document.reading(contentsOf: path, displayPath: displayPath)
    self.document = document
    guard let document else {
      blocks = []
      sentences = []
      parameters = NotebookParameters(of: [])
      diagnostics = issues
      return
    }
    let source = document.source
    // What a block swallows that is never closed is no code, and the names of what it swallows are not known.
    let readableBlocks = document.steps.prefix(while: \.isClosed)
    let expressions = document.hasUnclosedFence ? [] : document.expressions
    let parsed = interpreter.parse(
      readableBlocks.map { block in
        CodeUnit(code: block.code, source: source) { block.place(ofLine: $0, utf8Column: $1, utf8Length: $2) }
      }
        + expressions.map { expression in
          CodeUnit(code: expression.code, source: source) {
            expression.place(ofLine: $0, utf8Column: $1, utf8Length: $2)
          }
        })
    let readable = zip(parsed, readableBlocks).map { (code: $0, runs: $1.options.eval) }
    var headers: [String: (label: String, names: [String])?] = [:]
    interpreter.lookUpColumns { path in
      if let known = headers[path] { return known }
      let header = session.header(ofFile: path).map { (label: $0.label, names: $0.columnNames) }
      headers[path] = .some(header)
      return header
    }
    interpreter.announce(readable.filter(\.runs).map(\.code), notRun: readable.filter { !$0.runs }.map(\.code))
    blocks = document.steps.enumerated().map { index, block in
      let isChecked = index < readable.count && readable[index].runs
      return (block, isChecked ? interpreter.check(readable[index].code) : nil)
    }
    sentences = zip(expressions, parsed.dropFirst(readable.count)).map { expression, code in
      (expression, interpreter.checkExpression(code))
    }
    let all = blocks.compactMap(\.unit) + sentences.map(\.unit)
    parameters = NotebookParameters(of: all)
    let texts = WrittenTexts(of: document, blocks.map { ($0.block, $0.unit) }, parameters)
    let found =
      issues + all.flatMap(\.diagnostics)
      + Self.unshowable(blocks.compactMap(\.unit), sentences.map(\.unit), interpreter)
      + parameters.contradictions + texts.warnings + FigureLabels(document, blocks).unfounded
    // Where something is wrong, names may only seem to be unused, and parameters may not be found.
    let isWrong = found.contains { $0.severity == .error }
    diagnostics = (found + (isWrong ? [] : interpreter.unusedNames(of: all) + texts.unknownNames)).sorted {
      ($0.place?.line ?? 0, $0.place?.column ?? 0) < ($1.place?.line ?? 0, $1.place?.column ?? 0)
    }
  }

  /// Values that stand where a report cannot write them.
  private static func unshowable(
    _ blocks: [CheckedUnit], _ sentences: [CheckedUnit], _ interpreter: Interpreter
  ) -> [Diagnostic] {
    let shown = blocks.flatMap { unit in
      unit.shown.filter { !$0.type.canBeShown }.map { type, place in
        Diagnostic(
          "\(type) has nothing to show", in: unit.source, at: place,
          hint: interpreter.holder(ofPart: type).map { "put it inside \($0)" }
            ?? "name it with let, or show what is made of it")
      }
    }
    let written = sentences.compactMap { unit -> Diagnostic? in
      guard let type = unit.type, !type.fitsSentence, let place = unit.place else { return nil }
      let mayBeNil = if case .optional = type { true } else { false }
      return Diagnostic(
        "\(type) does not fit into a sentence", in: unit.source, at: place,
        hint: mayBeNil ? "give a default with ??" : "show it in a block of its own")
    }
    return shown + written
  }
}
