import Diagnostics
import Engine
import Foundation
import Interpreter
import Notebook
import Report
import Steps

/// How long a block may run, and how much memory may be taken.
public typealias RunLimits = Limits

/// One run of a notebook, from its file to a page.
public struct NotebookRun: Sendable {
  public let folder: ProjectFolder
  /// What diagnostics call the notebook: its path as the user wrote it.
  public let displayPath: String
  public let overrides: [String: String]
  public var limits = Limits()
  /// Called when a word of the library goes on past a limit and only the end of the process can stop it.
  public var overdue: @Sendable (Diagnostic) -> Void = { _ in }

  /// - Parameter overrides: values for the notebook's parameters.
  public init(path: String, overrides: [String: String] = [:]) {
    folder = ProjectFolder(ofNotebookAt: path)
    displayPath = path
    self.overrides = overrides
  }

  /// What a run tells while it goes on.
  public struct Progress: Sendable {
    /// From one.
    public let block: Int
    public let blockCount: Int
    /// The step word of the block that starts, "" for a bare one.
    public let word: String
    public let line: Int
  }

  public struct Outcome: Sendable {
    public let page: Page
    /// Things that a user should know, though they stopped nothing.
    public let warnings: [Diagnostic]

    /// Whether a goal that must be met is missed.
    public var missesGoal: Bool { page.goals.contains { $0.state == .missed && $0.goal.priority == .must } }

    /// Where the report is and how its goals stand, in a few lines for a terminal.
    public func summary(reportPath: String) -> String { TextSummary(page, reportPath: reportPath).text }
  }

  /// Runs every block and puts the page together.
  ///
  /// - Throws: `RunFailure` with every diagnostic; nothing has been written by then.
  public func run(progress: (Progress) -> Void = { _ in }) throws(RunFailure) -> Outcome {
    let session = Session(
      notebookFolder: folder.notebook.deletingLastPathComponent(), projectFolder: folder.root, overrides: overrides)
    let interpreter = Interpreter(registry: Words.registry(for: session), limits: limits) { overdue($0) }
    let checked = CheckedNotebook(path: folder.notebook.path, displayPath: displayPath, session, interpreter)
    guard let document = checked.document, !checked.hasErrors else { throw RunFailure(checked.diagnostics) }
    do {
      let steps = try run(checked, interpreter, session, progress: progress)
      if let unknown = session.unusedOverrides.first {
        throw RunFailure(unknownParameter: unknown, known: session.parameters.map(\.name), path: displayPath)
      }
      let inline = try values(of: checked, interpreter)
      let page = PageAssembly(
        document: document, steps: steps, inline: inline, goalRecords: session.goals, parameters: session.parameters,
        fallbackTitle: fallbackTitle
      )
      .page(provenance: try provenance(session))
      return Outcome(page: page, warnings: checked.diagnostics)
    } catch let diagnostic as Diagnostic {
      throw RunFailure([diagnostic])
    } catch let failure as RunFailure {
      throw failure
    } catch {
      throw RunFailure([Diagnostic("\(error)", path: displayPath)])
    }
  }

  private var fallbackTitle: String { folder.notebook.deletingPathExtension().lastPathComponent }

  // MARK: Blocks

  private func run(
    _ checked: CheckedNotebook, _ interpreter: Interpreter, _ session: Session, progress: (Progress) -> Void
  ) throws -> [StepResult] {
    var results: [StepResult] = []
    for (index, (block, unit)) in checked.blocks.enumerated() {
      progress(
        Progress(
          block: index + 1, blockCount: checked.blocks.count, word: block.word?.rawValue ?? "", line: block.place.line))
      session.begin(block: index)
      var shown: [Presentation] = []
      if let unit {
        for value in try interpreter.run(unit) {
          guard let presentation = Presentation(of: value.value) else {
            throw Diagnostic(
              "\(value.type) has nothing to show", in: unit.source, at: value.place,
              hint: "name it with let, or show what is made of it")
          }
          shown.append(presentation)
        }
      }
      if !block.options.show { shown = [] }
      if let caption = block.options.caption, !shown.isEmpty { shown[0] = shown[0].captioned(caption) }
      results.append(StepResult(block, number: index + 1, results: shown))
    }
    return results
  }

  /// The values of the expressions in sentences, in their order.
  private func values(of checked: CheckedNotebook, _ interpreter: Interpreter) throws -> [String] {
    try checked.sentences.map { expression, unit in
      let shown = try interpreter.evaluate(unit)
      guard let text = shown.value.inSentence else {
        throw Diagnostic(
          shown.type.description.hasSuffix("?")
            ? "this is nil here, and a sentence needs a value" : "\(shown.type) does not fit into a sentence",
          in: unit.source, at: shown.place, hint: "show it in a block of its own, or give a default with ??")
      }
      return text
    }
  }

  // MARK: Provenance

  private func provenance(_ session: Session) throws -> Provenance {
    let notebook = try FileBytes(path: folder.notebook.path, displayPath: displayPath)
    return Provenance(
      notebook: .init(path: folder.relativePath, sha256: notebook.fingerprint),
      inputs: session.inputs.map { .init(path: $0.path, sha256: $0.sha256, rows: $0.rows) },
      parameters: session.parameters.map { .init(name: $0.name, value: $0.value, help: $0.help) },
      version: daybookVersion)
  }
}

/// Why a notebook has no report.
public struct RunFailure: Error, Sendable, CustomStringConvertible {
  public let diagnostics: [Diagnostic]
  /// Whether the command line is at fault rather than the notebook.
  public let isUsage: Bool

  init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
    isUsage = false
  }

  init(unknownParameter name: String, known: [String], path: String) {
    let hint =
      nearestName(to: name, among: known).map { "did you mean \"\($0)\"?" }
      ?? (known.isEmpty ? "the notebook has no parameters" : "it has \(known.joined(separator: ", "))")
    diagnostics = [Diagnostic("there is no parameter \"\(name)\" to set with -P", path: path, hint: hint)]
    isUsage = true
  }

  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
