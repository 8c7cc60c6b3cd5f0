import Diagnostics
import Mustache
import Report
import Templates

/// Writes what a preview shows: the report, or the last good one greyed around what is wrong with the notebook.
///
/// The same state and the same reload give the same bytes.
public struct PreviewPage {
  private let writer: PageWriter
  private let library: MustacheLibrary

  /// More problems than anyone reads are counted, not shown.
  private static let mostShown = 50

  public init() throws {
    writer = PageWriter()
    var templates: [String: MustacheTemplate] = [:]
    for name in ["preview", "problems", "diagnostic"] {
      templates[name] = try MustacheTemplate(string: Templates.mustache[name] ?? "")
    }
    library = MustacheLibrary(templates: templates)
  }

  /// The page of a preview.
  public func html(_ state: PreviewState, reload: LiveReload) throws -> String {
    let head = "<style>\n\(Templates.previewStyle)</style>\n\(reload.script)"
    guard let good = state.good else {
      return try standIn(
        title: "This notebook does not run yet", note: "Mend what is named below and save: the page comes by itself.",
        banner: try banner(state, details: state.diagnostics.prefix(Self.mostShown).indices.map { $0 }), state, head)
    }
    var overlay = PageOverlay(head: head, isStale: state.hasFailed)
    if !state.diagnostics.isEmpty {
      var unplaced: [Int] = []
      let placement = Placement(page: good.page, madeFrom: good.text, changedTo: state.text)
      for (index, diagnostic) in state.diagnostics.prefix(Self.mostShown).enumerated() {
        let line = diagnostic.path == state.notebook ? diagnostic.place?.line : nil
        switch line.map(placement.position(ofLine:)) ?? .top {
        case .at(let anchor): overlay.beforeStep[anchor, default: ""] += try html(diagnostic, number: index + 1)
        case .behind(let anchor): overlay.afterStep[anchor, default: ""] += try html(diagnostic, number: index + 1)
        case .top: unplaced.append(index)
        }
      }
      overlay.banner = try banner(state, details: unplaced)
    }
    return try writer.html(good.page, overlay: overlay)
  }

  /// The page until the first run ends.
  public func waiting(for state: PreviewState, reload: LiveReload) throws -> String {
    try standIn(
      title: "Running the notebook", note: "The page comes by itself when every block has run.", banner: "", state,
      "<style>\n\(Templates.previewStyle)</style>\n\(reload.script)")
  }

  // MARK: Parts

  /// A page where there is no report.
  private func standIn(title: String, note: String, banner: String, _ state: PreviewState, _ head: String) throws
    -> String
  {
    try render(
      "preview",
      [
        "title": title, "notebook": state.notebook, "note": note, "banner": banner, "head": head,
        "style": Templates.style,
      ]
    ).withoutControlCharacters
  }

  /// Every problem in a line, each a link to where it is told in full.
  ///
  /// - Parameter details: the diagnostics that are told in full here, because they belong to no block.
  private func banner(_ state: PreviewState, details: [Int]) throws -> String {
    let diagnostics = state.diagnostics
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    let counts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    var notes: [String] = []
    if diagnostics.count > Self.mostShown { notes.append("The first \(Self.mostShown) are shown.") }
    if state.hasFailed, state.good != nil { notes.append("The greyed results are from the last version that ran.") }
    var context: [String: Any] = [
      "severity": errors > 0 ? "error" : "warning",
      "title": counts.joined(separator: " and ") + " in \(state.notebook)",
      "problems": diagnostics.prefix(Self.mostShown).enumerated().map { index, diagnostic in
        ["anchor": Self.anchor(index + 1), "message": diagnostic.message, "place": diagnostic.placeInFile]
      },
      "details": try details.map { try html(diagnostics[$0], number: $0 + 1) }.joined(),
    ]
    context["note"] = notes.isEmpty ? nil : notes.joined(separator: " ")
    return try render("problems", context)
  }

  /// A diagnostic in the compiler's form, its hint in a line of its own, since a phone cuts long lines of code off.
  private func html(_ diagnostic: Diagnostic, number: Int) throws -> String {
    var bare = diagnostic
    bare.hint = nil
    let lines = bare.description.split(separator: "\n", maxSplits: 1)
    var context: [String: Any] = [
      "anchor": Self.anchor(number), "severity": diagnostic.severity.rawValue, "place": diagnostic.placeInFile,
      "message": diagnostic.message,
    ]
    context["excerpt"] = lines.count > 1 ? String(lines[1]) : nil
    context["hint"] = diagnostic.hint
    return try render("diagnostic", context)
  }

  /// No heading of a report gets such an anchor: theirs have no colon.
  private static func anchor(_ number: Int) -> String { "problem:\(number)" }

  private func render(_ template: String, _ context: [String: Any]) throws -> String {
    guard let html = library.render(context, withTemplate: template) else { throw MissingTemplate(name: template) }
    return html
  }
}

extension Diagnostic {
  fileprivate var placeInFile: String { path + (place.map { ":\($0.line):\($0.column)" } ?? "") }
}
