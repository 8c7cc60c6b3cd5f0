import Diagnostics

/// `@fig-label` in prose, waiting to be checked against the labels of the blocks.
public struct FigureReference: Sendable {
  public let label: String
  public let place: Place

  static let mark = "@fig-"

  /// The reference's spelling in the source.
  var spelling: String { Self.mark + label }

  /// What is wrong with a reference to none of these labels, or nil for one of them.
  func diagnostic(ifNotIn labels: some Sequence<String>, of source: SourceText) -> Diagnostic? {
    guard !labels.contains(label) else { return nil }
    let nearest = nearestName(to: label, among: labels).map { "did you mean \"\(Self.mark)\($0)\"?" }
    return Diagnostic(
      "no block has the label \"\(label)\"", in: source, at: place,
      hint: nearest ?? "label the block with //| label: \(label.lowercased())")
  }
}

/// What looks like a reference to a figure and is none: `@tbl-label`, `@Fig-label`, `@label`. Whether it is meant as
/// one, only the labels of the blocks can tell.
struct SeemingReference: Sendable {
  let spelling: String
  let label: String
  let place: Place

  /// The warning, where a block has the label.
  func diagnostic(ifIn labels: Set<String>, of source: SourceText) -> Diagnostic? {
    guard labels.contains(label) else { return nil }
    return Diagnostic(
      "\"\(spelling)\" is shown as it is written", severity: .warning, in: source, at: place,
      hint: "write \(FigureReference.mark)\(label), whether a figure or a table is meant")
  }

  /// The parts of a text that may be such references, in order.
  static func parts(of text: String) -> [(spelling: String, label: String)] {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return [] }
    let pattern = /(^|[^\p{L}\p{N}@])(@(?:(?:fig|tbl|tab|table|figure|sec|lst|eq)[-_])?([a-z0-9-]*[a-z0-9]))/
      .ignoresCase()
    return text.matches(of: pattern).map { (String($0.2), $0.3.lowercased()) }
  }
}

/// A text split at what may be references to figures.
enum TextPart: Equatable {
  case text(String)
  case label(String)

  /// Splits a text; a mark behind a letter or digit is part of an address (`team@fig-tree.com`).
  static func parts(of text: String) -> [TextPart] {
    let mark = FigureReference.mark
    guard text.utf8.contains(UInt8(ascii: "@")) else { return [.text(text)] }
    var parts: [TextPart] = []
    var written = text.startIndex
    var position = text.startIndex
    while let at = text.utf8[position...].firstIndex(of: UInt8(ascii: "@")) {
      position = text.utf8.index(after: at)
      guard text.utf8[at...].starts(with: mark.utf8), !isBehindWord(at, in: text) else { continue }
      let start = text.utf8.index(at, offsetBy: mark.utf8.count)
      let run = text.utf8[start...].prefix(while: isPartOfLabel)
      guard let last = run.lastIndex(where: { $0 != UInt8(ascii: "-") }) else { continue }
      let end = text.utf8.index(after: last)
      if written < at { parts.append(.text(String(text[written..<at]))) }
      parts.append(.label(String(text[start..<end])))
      written = end
      position = end
    }
    if written < text.endIndex || parts.isEmpty { parts.append(.text(String(text[written...]))) }
    return parts
  }

  /// Capitals are read too, so that a misspelt label is told and not overlooked.
  static func isPartOfLabel(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-")
  }

  private static func isBehindWord(_ index: String.Index, in text: String) -> Bool {
    guard index > text.startIndex else { return false }
    let before = text[text.unicodeScalars.index(before: index)]
    return before.isLetter || before.isNumber
  }
}
