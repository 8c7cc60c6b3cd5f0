import Diagnostics
import Engine
import Interpreter
import Notebook
import Report
import Steps

/// Runs a checked notebook's blocks in order, then the expressions in its sentences.
struct BlockRunner {
  let interpreter: Interpreter
  let session: Session
  /// Nil where every block runs, and nothing is kept.
  let reuse: Reuse?
  let privacy: Privacy?
  private(set) var reusedBlocks = 0
  /// What words warned of, in the order of the blocks.
  private(set) var warnings: [Diagnostic] = []

  init(interpreter: Interpreter, session: Session, reuse: Reuse?, privacy: Privacy?) {
    self.privacy = privacy
    self.interpreter = interpreter
    self.session = session
    self.reuse = reuse
  }

  mutating func steps(
    of checked: CheckedNotebook, _ progress: (NotebookRun.Progress) -> Void
  ) throws -> [StepResult] {
    var results: [StepResult] = []
    for (index, (block, unit)) in checked.blocks.enumerated() {
      session.begin(block: index)
      var shown: [Presentation] = []
      var found: [Diagnostic] = []
      if let unit {
        let key = reuse?.key(of: unit)
        if let key, let known = reuse?.shown(by: unit, key: key) {
          (shown, found) = known
          reusedBlocks += 1
        } else {
          progress(
            NotebookRun.Progress(
              block: index + 1, blockCount: checked.blocks.count, word: block.word?.rawValue ?? "",
              line: block.place.line))
          shown = try run(unit)
          found = interpreter.warnings
          if let key { reuse?.keep(shown, warnings: found, by: unit, key: key) }
        }
      }
      warnings += found
      // Whoever reads the report should know of them too, before what was made in spite of them.
      let remarks = found.map { Presentation(warning: $0.message) }
      results.append(StepResult(block, number: index + 1, shown: remarks + shown))
    }
    return results
  }

  private func run(_ unit: CheckedUnit) throws -> [Presentation] {
    try reuse?.restore(for: unit)
    let captioned = unit.typesOfCaptioned
    return try interpreter.run(unit).map { value in
      guard let presentation = Presentation(of: value.value, as: captioned[value.place] ?? value.type) else {
        if case .nil = value.value {
          throw Diagnostic(
            "this is nil, which has nothing to show", in: unit.source, at: value.place, hint: "give a default with ??")
        }
        throw Diagnostic(
          "\(value.type) has nothing to show", in: unit.source, at: value.place,
          hint: "name it with let, or show what is made of it")
      }
      return try privacy?.applied(to: presentation) ?? presentation
    }
  }

  /// The values of the expressions in sentences, in their order.
  func sentences(of checked: CheckedNotebook) throws -> [String] {
    try checked.sentences.map { _, unit in
      let key = reuse?.key(of: unit)
      if let key, let known = reuse?.text(of: key) { return known }
      try reuse?.restore(for: unit)
      let shown = try interpreter.evaluate(unit)
      guard let text = shown.value.inSentence else {
        throw Diagnostic(
          shown.type.description.hasSuffix("?")
            ? "this is nil here, and a sentence needs a value" : "\(shown.type) does not fit into a sentence",
          in: unit.source, at: shown.place, hint: "show it in a block of its own, or give a default with ??")
      }
      if let key { reuse?.keep(text, key: key) }
      return text
    }
  }
}

extension CheckedUnit {
  /// The types of what `show` gives a caption, by the place of the call.
  fileprivate var typesOfCaptioned: [Place: ValueType] {
    Dictionary(uses(of: "show").compactMap { use in use.types["value"].map { (use.place, $0) } }) { first, _ in first }
  }
}
