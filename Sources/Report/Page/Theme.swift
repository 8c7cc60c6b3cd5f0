import Mustache
import Templates

/// Templates and a style sheet: what a page is written with.
public struct Theme: Sendable {
  public let name: String
  let library: MustacheLibrary
  let style: String

  /// The look that Daybook has by itself.
  public static let plain = Theme(carried: "plain", Templates.mustache, Templates.style)
  /// As a memorandum: one column, a plain head, nothing that is not said.
  public static let memo = Theme(
    carried: "memo", Templates.mustache.merging(Templates.memo) { $1 }, Templates.style + Templates.memoStyle)
  public static let carried = [plain, memo]

  private init(carried name: String, _ templates: [String: String], _ style: String) {
    self.name = name
    // Our own templates are right, which the tests see to; a wrong one would leave its part of a page out.
    library = MustacheLibrary(templates: templates.compactMapValues { try? MustacheTemplate(string: $0) })
    self.style = style
  }

  /// What is wrong with a file of a theme, and where.
  public struct Problem: Error, Sendable {
    public let file: String
    public let line: Int
    public let column: Int
    public let length: Int
    public let message: String
    public let hint: String?
    /// The name that there is not, with those that there are; nil where something else is wrong.
    public let unknown: (name: String, known: [String])?

    init(
      file: String, line: Int, column: Int, length: Int = 1, message: String, hint: String? = nil,
      unknown: (name: String, known: [String])? = nil
    ) {
      self.file = file
      self.line = line
      self.column = column
      self.length = length
      self.message = message
      self.hint = hint
      self.unknown = unknown
    }
  }

  /// A theme of templates in place of the usual ones.
  ///
  /// - Parameter files: by name: `page.mustache`, `style.css` and the like; what is missing is as in ``plain``. A style sheet
  ///   stands in for the usual one, unless it is called `more.css`, which is added to it.
  /// - Throws: the first thing that is wrong: a file that is none of a theme's, a tag that is not closed, a variable that
  ///   there is not.
  public init(name: String, files: [String: String]) throws(Problem) {
    self.name = name
    var templates = Templates.mustache
    var style = Templates.style
    for (file, text) in files.sorted(by: { $0.key < $1.key }) {
      if file == "style.css" {
        style = text
        continue
      }
      if file == "more.css" { continue }
      let template = file.hasSuffix(".mustache") ? String(file.dropLast(9)) : ""
      guard let known = ThemeVariables.known[template] else {
        throw Problem(
          file: file, line: 1, column: 1, message: "no template is called \(file)",
          hint: "they are \(ThemeVariables.files.joined(separator: ", "))")
      }
      do { _ = try MustacheTemplate(string: text) } catch let error as MustacheTemplate.ParserError {
        throw Problem(
          file: file, line: error.context.lineNumber, column: error.context.columnNumber,
          message: Self.words(of: error.error))
      } catch {
        throw Problem(file: file, line: 1, column: 1, message: "the template cannot be read")
      }
      try ThemeVariables.check(text, of: file, known)
      templates[template] = text
    }
    if let more = files["more.css"] { style += more }
    library = MustacheLibrary(templates: templates.compactMapValues { try? MustacheTemplate(string: $0) })
    self.style = style
  }

  private static func words(of error: any Error) -> String {
    switch error {
    case MustacheTemplate.Error.sectionCloseNameIncorrect: "a section is closed by another name than it was opened"
    case MustacheTemplate.Error.expectedSectionEnd: "a section is never closed"
    default: "a tag is not finished: write {{name}}"
    }
  }
}
