import Foundation
import Interpreter
import Notebook
import Report
import Steps

/// What a notebook asks for and makes, found without running it: parameters, steps, inputs, outputs.
public struct Inspection: Sendable, Encodable {
  public struct Parameter: Sendable, Encodable {
    public let name: String
    /// As Swift writes it: `Int`.
    public let type: String
    /// The default, where it is written out rather than computed.
    public let defaultValue: String?
    public let help: String
    public let line: Int
  }

  public struct Step: Sendable, Encodable {
    /// From one.
    public let number: Int
    /// The step word: `train`; nil for a bare block.
    public let word: String?
    public let label: String?
    public let line: Int
    /// Names that later blocks see, with their types: `model: Model`.
    public let declares: [String]
    /// Names of earlier blocks that the block reads.
    public let reads: [String]
    /// Whether the block runs at all.
    public let runs: Bool
  }

  public struct Input: Sendable, Encodable {
    /// As the notebook writes it.
    public let path: String
    public let line: Int
    public let exists: Bool
  }

  public let title: String?
  public let parameters: [Parameter]
  public let steps: [Step]
  /// Files that are named in the code; names that are computed are known only when the notebook runs.
  public let inputs: [Input]
  /// Where `daybook render` writes, from the project's folder.
  public let outputs: [String]

  /// - Throws: `RunFailure` where the notebook has mistakes.
  public init(path: String) throws(RunFailure) {
    let folder = ProjectFolder(ofNotebookAt: path)
    let session = Session(
      notebookFolder: folder.notebook.deletingLastPathComponent(), projectFolder: folder.root,
      allowsMissingFiles: true)
    let interpreter = Interpreter(registry: Words.registry(for: session))
    let checked = CheckedNotebook(path: folder.notebook.path, displayPath: path, session, interpreter)
    guard let document = checked.document, !checked.hasErrors else { throw RunFailure(checked.diagnostics) }
    let units = checked.blocks.compactMap(\.unit) + checked.sentences.map(\.unit)
    title = document.frontMatter.title
    let declarations = checked.parameters.declarations
    parameters = checked.parameters.names.compactMap { name in
      declarations.first { $0.name == name }.map {
        Parameter(
          name: name, type: $0.type, defaultValue: $0.defaultValue?.description, help: $0.help, line: $0.place.line)
      }
    }
    steps = checked.blocks.enumerated().map { index, entry in
      Step(
        number: index + 1, word: entry.block.word?.rawValue, label: entry.block.options.label,
        line: entry.block.place.line, declares: entry.unit?.declared.map { "\($0.name): \($0.type)" } ?? [],
        reads: entry.unit?.reads ?? [], runs: entry.unit != nil)
    }
    var inputs: [Input] = []
    for use in units.flatMap({ $0.uses(of: "Table") }) {
      guard case .string(let file) = use.arguments["csv"], !inputs.contains(where: { $0.path == file }) else {
        continue
      }
      let url = URL(fileURLWithPath: file, relativeTo: session.notebookFolder)
      inputs.append(
        Input(path: file, line: use.place.line, exists: FileManager.default.fileExists(atPath: url.path)))
    }
    self.inputs = inputs
    let name = folder.notebook.deletingPathExtension().lastPathComponent
    outputs = ["reports/\(name).html", "reports/\(name).json"]
  }

  public func json() throws -> String {
    let encoder = JSONEncoder.readable()
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// The same for a terminal.
  public var text: String {
    var lines: [String] = []
    func section(_ title: String, _ rows: [[String]]) {
      guard !rows.isEmpty else { return }
      lines.append(title)
      let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
        rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
      }
      for row in rows {
        let cells = row.enumerated().map { index, cell in
          index + 1 < row.count ? cell.padding(toLength: widths[index], withPad: " ", startingAt: 0) : cell
        }
        lines.append("  " + cells.joined(separator: "  "))
      }
      lines.append("")
    }
    section(
      "Parameters", parameters.map { [$0.name, $0.type, "= \($0.defaultValue ?? "…")", "line \($0.line)", $0.help] })
    section(
      "Steps",
      steps.map { step in
        let reads = step.reads.isEmpty ? "" : "reads \(step.reads.joined(separator: ", "))"
        let declares = step.declares.isEmpty ? "" : "gives \(step.declares.joined(separator: ", "))"
        return [
          "\(step.number)", step.word ?? "–", "line \(step.line)",
          step.runs ? [declares, reads].filter { !$0.isEmpty }.joined(separator: "; ") : "does not run (eval: false)",
        ]
      })
    section("Inputs", inputs.map { [$0.path, "line \($0.line)", $0.exists ? "" : "not there"] })
    section("Outputs", outputs.map { [$0] })
    return lines.joined(separator: "\n")
  }
}
