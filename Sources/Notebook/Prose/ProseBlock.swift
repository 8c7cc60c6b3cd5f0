import Diagnostics

/// A block of prose: CommonMark's structure as a value.
public struct ProseBlock: Sendable {
  public var kind: Kind
  /// The block's first line, from its first character.
  public var place: Place

  public init(_ kind: Kind, place: Place) {
    self.kind = kind
    self.place = place
  }

  public enum Kind: Sendable {
    case paragraph([ProseInline])
    /// `level` is one to six.
    case heading(level: Int, [ProseInline])
    /// `start` is the first number of an ordered list. A tight list's paragraphs are written without `<p>`.
    case list(ordered: Bool, start: Int, tight: Bool, items: [[ProseBlock]])
    case quote([ProseBlock])
    /// Code that does not run; `info` is the fence's info string, empty for indented code.
    case codeBlock(info: String, literal: String)
    case thematicBreak
    /// Raw HTML; never written to a page.
    case html(String)
    case table(ProseTable)
    case alert(ProseAlert, [ProseBlock])
    /// What a note says, to be shown at the page's foot.
    case note(label: String, [ProseInline])
  }
}

/// A run of text within a paragraph or heading.
public enum ProseInline: Sendable {
  case text(String)
  /// A line end in the source that has no meaning.
  case softBreak
  case lineBreak
  case code(String)
  case emphasis([ProseInline])
  case strong([ProseInline])
  /// Struck through.
  case struck([ProseInline])
  case link(destination: String, title: String, [ProseInline])
  /// The content is what the image shows, in words.
  case image(destination: String, title: String, [ProseInline])
  /// Raw HTML; never written to a page.
  case html(String)
  case expression(InlineExpression)
  /// `@fig-label` in the text: the figure of the block with that label.
  case reference(label: String, Place)
  /// `[^label]`: a note that the notebook defines.
  case noteMark(label: String)
  /// The box of a task in a list.
  case checkbox(isDone: Bool)
}
