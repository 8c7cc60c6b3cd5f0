/// A part of the language that is no word: how a notebook is written, or a statement of Swift, with an example that
/// runs. The help, the reference and its tests all read it from here.
public struct Lesson: Sendable, Equatable {
  public enum Example: Sendable, Equatable {
    /// The code of a block.
    case code(String)
    /// A notebook of its own.
    case notebook(String)
  }

  /// A spelling of the lesson's with what it means.
  public struct Term: Sendable, Equatable {
    public let spelling: String
    public let meaning: String
  }

  public let title: String
  /// What it may be asked for by.
  public let names: [String]
  /// Markdown, as prose writes it.
  public let text: String
  public let terms: [Term]
  /// Nil where there is nothing to run.
  public let example: Example?

  init(_ title: String, names: [String], _ text: String, _ code: String? = nil) {
    self.title = title
    self.names = names
    self.text = text
    terms = []
    example = code.map { .code($0) }
  }

  init(_ title: String, names: [String], _ text: String, terms: [(String, String)] = [], notebook: String) {
    self.title = title
    self.names = names
    self.text = text
    self.terms = terms.map { Term(spelling: $0.0, meaning: $0.1) }
    example = .notebook(notebook)
  }

  /// How a notebook is written, then what of Swift it may hold.
  static let all = form + statements
}

extension Lesson {
  /// For a terminal.
  func text(width: Int) -> String {
    // Markdown writes code that holds a backtick between two of them.
    let plain = text.replacing("`` ", with: "").replacing(" ``", with: "")
    var blocks = [title, TextLayout.paragraphs(plain, width: width)]
    if !terms.isEmpty {
      let definitions = TextLayout.definitions(terms.map { ($0.spelling, $0.meaning) }, width: width)
      blocks.append(definitions.joined(separator: "\n"))
    }
    switch example {
    case .code(let code), .notebook(let code): blocks.append("Example:\n" + TextLayout.indented(code))
    case nil: break
    }
    return blocks.joined(separator: "\n\n")
  }
}

extension Lesson: Encodable {
  private enum Key: String, CodingKey { case title, names, text, terms, example }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(title, forKey: .title)
    try container.encode(names, forKey: .names)
    try container.encode(text, forKey: .text)
    try container.encode(terms, forKey: .terms)
    switch example {
    case .code(let code), .notebook(let code): try container.encode(code, forKey: .example)
    case nil: break
    }
  }
}

extension Lesson.Term: Encodable {}
