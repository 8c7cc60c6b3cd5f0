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
  /// The parameter whose value comes from `--for-each`, so that messages name the option that was written.
  public var repeatedParameter: String?
  public var limits = Limits()
  /// A folder of templates, which counts before the notebook's own theme.
  public var templates: URL?
  /// What is done with the project's `.daybook/` folder.
  public var reuse = ReuseMode.off

  public enum ReuseMode: Sendable {
    /// Every block runs, and nothing is kept.
    case off
    /// Every block runs, and what it finds is kept for the next run.
    case write
    case readAndWrite
  }

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
    public internal(set) var page: Page
    /// Things that a user should know, though they stopped nothing.
    public let warnings: [Diagnostic]
    public var blockCount = 0
    /// How many blocks did not run because nothing that they depend on has changed.
    public var reusedBlocks = 0

    /// Whether a goal that must be met is missed, or a limit that must be kept is crossed now.
    public var callsForAction: Bool {
      page.goals.contains { $0.state == .missed && $0.goal.priority == .must }
        || page.alerts.contains(where: \.callsForAction)
    }

    /// The same, of a page without code, rows of the data as they are, and file paths.
    public var forReadersOutside: Outcome {
      var copy = self
      copy.page = page.forReadersOutside
      return copy
    }

    /// The whole report in a form for people or machines to read without a browser.
    ///
    /// - Parameter width: how wide text may get, in characters.
    /// - Throws: `RunFailure` where a result cannot be written as JSON.
    public func text(as form: ReportForm, width: Int = 80) throws(RunFailure) -> String {
      switch form {
      case .text: return TextWriter(width: width).text(of: page)
      case .markdown: return MarkdownWriter().text(of: page)
      case .json:
        do { return String(decoding: try ReportJSON(page).data(), as: UTF8.self) } catch {
          throw RunFailure([Diagnostic("the report cannot be written: \(error)", path: page.provenance.notebook.path)])
        }
      }
    }

    /// Where the report is and how its goals stand, in a few lines for a terminal.
    public func summary(reportPath: String) -> String { TextSummary(page, reportPath: reportPath).text }
  }

  /// Runs every block that has to run and puts the page together.
  ///
  /// - Parameters:
  ///   - wasRead: called once the notebook's text is in memory, before anything long is done.
  ///   - progress: called before each block that runs.
  /// - Throws: `RunFailure` with every diagnostic; nothing has been written by then.
  public func run(
    wasRead: () -> Void = {}, progress: (Progress) -> Void = { _ in }
  ) throws(RunFailure) -> Outcome {
    do { return try run(reusing: reuse, wasRead, progress) } catch let lost as Reuse.Lost {
      _ = lost
      do { return try run(reusing: reuse == .off ? .off : .write, wasRead, progress) } catch {
        throw Self.failure(error, displayPath)
      }
    } catch {
      throw Self.failure(error, displayPath)
    }
  }

  private static func failure(_ error: any Error, _ path: String) -> RunFailure {
    switch error {
    case let diagnostic as Diagnostic: RunFailure([diagnostic])
    case let failure as RunFailure: failure
    default: RunFailure([Diagnostic("\(error)", path: path)])
    }
  }

  private func run(
    reusing mode: ReuseMode, _ wasRead: () -> Void, _ progress: (Progress) -> Void
  ) throws -> Outcome {
    let session = Session(
      notebookFolder: folder.notebook.deletingLastPathComponent(), projectFolder: folder.root, overrides: overrides,
      origin: DeploymentOrigin(
        notebookAt: folder, sha256: (try? FileBytes.fingerprint(ofFileAt: folder.notebook.path)) ?? ""))
    let overdue = overdue
    let interpreter = Interpreter(registry: Words.registry(for: session), limits: limits) { overdue($0) }
    let checked = CheckedNotebook(path: folder.notebook.path, displayPath: displayPath, session, interpreter)
    wasRead()
    guard let document = checked.document, !checked.hasErrors else { throw RunFailure(checked.diagnostics) }
    session.hide(document.frontMatter.privacy?.hidden ?? [])
    // Before anything long is done.
    let look = try NotebookLook(document: document, folder: folder, templates: templates).look()
    if checked.parameters.areAllKnown, let unknown = unknownParameter(besides: checked.parameters.names) {
      throw unknown
    }
    let reuse =
      mode == .off
      ? nil
      : Reuse(
        ReuseStore(folder: folder.root.appendingPathComponent(".daybook")), session, interpreter,
        isReading: mode == .readAndWrite, setting: document.frontMatter.privacy.map { "\($0)" } ?? "")
    let privacy = document.frontMatter.privacy.map(Privacy.init)
    var runner = BlockRunner(interpreter: interpreter, session: session, reuse: reuse, privacy: privacy)
    let steps: [StepResult]
    let inline: [String]
    do {
      steps = try runner.steps(of: checked, progress)
      if let unknown = unknownParameter(besides: session.parameters.map(\.name)) { throw unknown }
      inline = try runner.sentences(of: checked)
    } catch let mistake as Diagnostic {
      throw given.blamed(for: mistake, in: checked)
    }
    if let mistake = document.misnamedPrivacy(session) { throw mistake }
    let page = PageAssembly(
      document: document, steps: steps, inline: inline, goalRecords: session.goals, parameters: session.parameters,
      fallbackTitle: fallbackTitle
    )
    .page(provenance: try provenance(session), look: look)
    var warnings = checked.diagnostics + runner.warnings + FigureLabels(document, checked.blocks).unfounded(in: page)
    if let problem = reuse?.finish() {
      warnings.append(Diagnostic(problem, severity: .warning, path: displayPath))
    }
    return Outcome(
      page: page, warnings: warnings, blockCount: checked.blocks.count, reusedBlocks: runner.reusedBlocks)
  }

  /// Why the command line cannot be meant for the notebook: it sets a parameter that is not there. Nothing is run.
  ///
  /// A notebook that is wrong, or that computes the name of a parameter, is told of when it runs.
  public var unknownParameter: RunFailure? {
    guard !overrides.isEmpty else { return nil }
    let session = Session(notebookFolder: folder.notebook.deletingLastPathComponent(), projectFolder: folder.root)
    let interpreter = Interpreter(registry: Words.registry(for: session))
    let checked = CheckedNotebook(path: folder.notebook.path, displayPath: displayPath, session, interpreter)
    guard !checked.hasErrors, checked.parameters.areAllKnown else { return nil }
    return unknownParameter(besides: checked.parameters.names)
  }

  private func unknownParameter(besides known: [String]) -> RunFailure? {
    guard let unknown = overrides.keys.sorted().first(where: { !known.contains($0) }) else { return nil }
    return RunFailure(unknownParameter: unknown, option: given.option(for: unknown), known: known, path: displayPath)
  }

  private var given: GivenParameters { GivenParameters(values: overrides, repeated: repeatedParameter) }

  private var fallbackTitle: String { folder.notebook.deletingPathExtension().lastPathComponent }

  // MARK: Provenance

  private func provenance(_ session: Session) throws -> Provenance {
    let notebook = try FileBytes(path: folder.notebook.path, displayPath: displayPath)
    return Provenance(notebook: folder.relativePath, sha256: notebook.fingerprint, session)
  }
}

extension DeploymentOrigin {
  /// What a notebook's deployments say of themselves: its path, and a card made as its report is.
  init(notebookAt folder: ProjectFolder, sha256: String) {
    self.init(notebook: .init(path: folder.relativePath, sha256: sha256), madeBy: "daybook \(daybookVersion)") {
      facts throws(DataError) in try ModelCard(facts).files
    }
  }
}

extension Provenance {
  /// What a run read and was given.
  ///
  /// - Parameter notebook: its path as the project knows it.
  init(notebook: String, sha256: String, _ session: Session) {
    self.init(
      notebook: .init(path: notebook, sha256: sha256),
      inputs: session.inputs.map { .init(path: $0.path, sha256: $0.sha256, rows: $0.rows) },
      parameters: session.parameters.map { .init(name: $0.name, value: $0.value, help: $0.help) },
      version: daybookVersion)
  }
}

/// What a report can be written as, beside a page.
public enum ReportForm: String, Sendable, CaseIterable {
  case text, markdown, json

  /// How files of the form end.
  public var fileExtension: String {
    switch self {
    case .text: "txt"
    case .markdown: "md"
    case .json: "json"
    }
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

  /// - Parameter option: the one that names the parameter: `-P` or `--for-each`.
  init(unknownParameter name: String, option: String = "-P", known: [String], path: String) {
    let hint =
      nearestName(to: name, among: known).map { "did you mean \"\($0)\"?" }
      ?? (known.isEmpty ? "the notebook has no parameters" : "it has \(known.joined(separator: ", "))")
    diagnostics = [Diagnostic("there is no parameter \"\(name)\" to set with \(option)", path: path, hint: hint)]
    isUsage = true
  }

  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
