/// A page for readers outside: what it found, and nothing that only those inside should see.
extension Page {
  /// The page without code, without rows of the data as they are, and without the paths of files. Fingerprints stay, so that
  /// who has the files can tell that they are these.
  public var forReadersOutside: Page {
    var copy = self
    copy.items = items.map { item in
      guard case .step(let step) = item else { return item }
      return .step(step.withoutCodeAndRows)
    }
    copy.provenance = provenance.withoutPaths
    return copy
  }
}

extension StepResult {
  fileprivate var withoutCodeAndRows: StepResult {
    StepResult(
      anchor: anchor, word: word, stage: stage, label: label, line: line,
      results: results.map { $0.holdsRows ? $0.withoutRows : $0 }, code: [], echo: .hidden)
  }
}

extension Presentation {
  /// What stands in place of rows; the stage's note says how many there are, not what they hold.
  fileprivate var withoutRows: Presentation {
    let text = "Rows of the data are left out of this copy."
    return Presentation(
      kind: kind, headline: nil, components: [.callout(Callout(kind: .note, text: text))], stageNote: stageNote,
      record: text)
  }
}

extension Provenance {
  /// Files are called by what they are.
  fileprivate var withoutPaths: Provenance {
    Provenance(
      notebook: File(path: Self.nameless, sha256: notebook.sha256),
      inputs: inputs.enumerated().map { File(path: "file \($0 + 1)", sha256: $1.sha256, rows: $1.rows) },
      parameters: parameters, version: version)
  }

  private static let nameless = "the notebook"

  /// Whether the page can say how it is made again.
  var namesNotebook: Bool { notebook.path != Self.nameless }
}
