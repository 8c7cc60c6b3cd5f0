import Diagnostics
import Engine
import Foundation
import Interpreter
import Notebook
import Report
import Steps
import Synchronization

/// One run of a notebook that was compiled: what its blocks show, and the page that is made of it.
///
/// The compiled blocks take the interpreter's place; the prose, the options of the blocks and the page are the same.
final class CompiledRun: Sendable {
  /// The run whose blocks the current thread is in.
  @TaskLocal static var current: CompiledRun?

  let session: Session
  let folder: ProjectFolder
  private let text: String
  private let document: Document
  private let state: Mutex<State>

  private struct State {
    var block = 0
    var line = 1
    var shown: [[Presentation]]
    var sentences: [Int: String] = [:]
  }

  /// - Parameters:
  ///   - text: the notebook.
  ///   - path: the notebook's path in its project.
  ///   - project: the project's folder.
  ///   - overrides: values for the notebook's parameters.
  /// - Throws: `RunFailure` where the text is no notebook.
  init(_ text: String, path: String, project: URL, overrides: [String: String]) throws(RunFailure) {
    folder = ProjectFolder(ofNotebookAt: project.appendingPathComponent(path).path)
    self.text = text
    do { document = try Document(text: text, path: path) } catch { throw RunFailure(error.all) }
    session = Session(
      notebookFolder: folder.notebook.deletingLastPathComponent(), projectFolder: folder.root, overrides: overrides,
      origin: DeploymentOrigin(notebookAt: folder, sha256: FileBytes.fingerprint(of: text.utf8)))
    session.hide(document.frontMatter.privacy?.hidden ?? [])
    state = Mutex(State(shown: [[Presentation]](repeating: [], count: document.steps.count)))
  }

  // MARK: While the blocks run

  func begin(block: Int) {
    session.begin(block: block)
    let first = document.steps.indices.contains(block) ? document.steps[block].place(ofLine: 1, utf8Column: 1).line : 1
    state.withLock { state in
      state.block = block
      state.line = first
    }
  }

  func reach(line: Int) { state.withLock { $0.line = line } }

  func show(_ presentation: Presentation) {
    state.withLock { state in
      guard state.shown.indices.contains(state.block) else { return }
      state.shown[state.block].append(presentation)
    }
  }

  func put(_ value: String, inSentence index: Int) { state.withLock { $0.sentences[index] = value } }

  // MARK: The page

  /// Runs the blocks and puts the page together.
  ///
  /// - Throws: `RunFailure` with the place in the notebook that failed; nothing has been written by then.
  func outcome(_ blocks: () throws -> Void) throws(RunFailure) -> NotebookRun.Outcome {
    do {
      try Self.$current.withValue(self, operation: blocks)
    } catch {
      throw RunFailure([diagnostic(for: error)])
    }
    if let unknown = session.unusedOverrides.first {
      throw RunFailure(
        unknownParameter: unknown, known: session.parameters.map(\.name), path: document.source.path)
    }
    let (shown, sentences) = state.withLock { ($0.shown, $0.sentences) }
    let privacy = document.frontMatter.privacy.map(Privacy.init)
    let steps: [StepResult]
    let look: Look
    do {
      if let mistake = document.misnamedPrivacy(session) { throw mistake }
      steps = try document.steps.enumerated().map { index, block in
        StepResult(
          block, number: index + 1, shown: try shown[index].map { try privacy?.applied(to: $0) ?? $0 })
      }
      look = try NotebookLook(document: document, folder: folder, templates: nil).look()
    } catch {
      throw RunFailure([error as? Diagnostic ?? Diagnostic("\(error)", path: document.source.path)])
    }
    let page = PageAssembly(
      document: document, steps: steps, inline: document.expressions.map { sentences[$0.index] ?? "" },
      goalRecords: session.goals, parameters: session.parameters,
      fallbackTitle: folder.notebook.deletingPathExtension().lastPathComponent
    )
    .page(
      provenance: Provenance(
        notebook: folder.relativePath, sha256: FileBytes.fingerprint(of: text.utf8), session), look: look)
    return NotebookRun.Outcome(page: page, warnings: document.warnings)
  }

  // MARK: Errors

  /// What a step threw, at the place in the notebook that it is about.
  private func diagnostic(for error: any Error) -> Diagnostic {
    let (message, subject, candidates, given) = Self.words(of: error)
    let nearest = subject.flatMap { nearestName(to: $0, among: candidates) }
    let offers =
      candidates.isEmpty || candidates.count > 30 ? nil : "there are \(candidates.joined(separator: ", "))"
    let hint = given ?? nearest.map { "did you mean \"\($0)\"?" } ?? offers
    let (block, line) = state.withLock { ($0.block, $0.line) }
    return Diagnostic(
      message, in: document.source, at: place(of: subject, fromLine: line, inBlock: block), hint: hint)
  }

  private static func words(
    of error: any Error
  ) -> (message: String, subject: String?, candidates: [String], hint: String?) {
    switch error {
    case let error as DataError: (error.description, error.subject, error.candidates, nil)
    case let error as CallError: (error.message, error.subject, error.candidates, error.hint)
    default: ("\(error)", nil, [], nil)
    }
  }

  /// Where the block says the subject, from a line on; the statement in that line where it does not.
  private func place(of subject: String?, fromLine line: Int, inBlock block: Int) -> Place {
    let source = document.source
    if let subject, document.steps.indices.contains(block) {
      let step = document.steps[block]
      let last = step.place(
        ofLine: step.code.split(separator: "\n", omittingEmptySubsequences: false).count, utf8Column: 1
      )
      .line
      for number in line...max(line, last) {
        let text = source.line(number)
        guard let found = text.range(of: "\"\(subject)\"") else { continue }
        let column = text.utf8.distance(from: text.startIndex, to: found.lowerBound) + 1
        return source.place(line: number, utf8Column: column, utf8Length: subject.utf8.count)
      }
    }
    let text = source.line(line)
    let indent = text.utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    return source.place(line: line, utf8Column: indent, utf8Length: text.utf8.count - indent)
  }
}
