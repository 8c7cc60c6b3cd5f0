import Diagnostics
import SwiftOperators
import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

/// A piece of Swift inside a notebook: a block, or an expression in a sentence.
public struct CodeUnit: Sendable {
  public let code: String
  /// The notebook that the code stands in.
  public let source: SourceText
  /// Where a run of the code lies in the notebook: its line and UTF-8 column, both from one, and its length in bytes.
  private let place: @Sendable (_ line: Int, _ utf8Column: Int, _ utf8Length: Int) -> Place

  public init(
    code: String, source: SourceText, place: @escaping @Sendable (Int, Int, Int) -> Place
  ) {
    self.code = code
    self.source = source
    self.place = place
  }

  /// Parses the code and puts its operators into order of their precedence.
  ///
  /// - Returns: the code with every mistake in its syntax, in the compiler's words; what could be read is there in any
  ///   case.
  func parsed() -> (unit: ParsedUnit, mistakes: [Diagnostic]) {
    let text = SourceText(path: source.path, text: code)
    // The parser tries nested square brackets in many ways, and twice as many a level.
    if let offset = offsetOfDeepBracket {
      let unit = ParsedUnit(unit: self, file: Parser.parse(source: ""), text: text)
      let place = notebookPlace(text, offset: offset, length: 1)
      let mistake = Diagnostic(
        "brackets are nested too deep here", in: source, at: place, hint: "name parts of this with let")
      return (unit, [mistake])
    }
    let tree = Parser.parse(source: code)
    if let equal = tree.unevenEqual {
      // The generator of diagnostics below does not survive this one.
      let place = notebookPlace(text, offset: equal.positionAfterSkippingLeadingTrivia.utf8Offset, length: 1)
      let mistake = Diagnostic(
        "'=' must have consistent whitespace on both sides", in: source, at: place, hint: "write a blank on each side")
      return (ParsedUnit(unit: self, file: tree, text: text), [mistake])
    }
    var mistakes = ParseDiagnosticsGenerator.diagnostics(for: tree).filter { $0.diagMessage.severity == .error }
      .prefix(Self.mostMistakes).map { found in
        Diagnostic(
          found.diagMessage.message, in: source,
          at: notebookPlace(text, offset: found.position.utf8Offset, length: 1),
          hint: found.fixIts.first.map { $0.message.message })
      }
    let folded = OperatorTable.standardOperators.foldAll(tree) { error in
      let (message, offset) = error.explained
      mistakes.append(Diagnostic(message, in: source, at: notebookPlace(text, offset: offset, length: 1)))
    }
    guard let file = folded.as(SourceFileSyntax.self) else {
      let place = notebookPlace(text, offset: 0, length: 1)
      return (
        ParsedUnit(unit: self, file: tree, text: text),
        mistakes + [Diagnostic("this code could not be read", in: source, at: place)]
      )
    }
    return (ParsedUnit(unit: self, file: file, text: text), mistakes)
  }

  private static let mostMistakes = 50

  /// The code, where its syntax has no mistake.
  ///
  /// - Throws: the first one.
  func wellFormed() throws(Diagnostic) -> ParsedUnit {
    let (unit, mistakes) = parsed()
    if let mistake = mistakes.first { throw mistake }
    return unit
  }
  private static let deepestSquareBrackets = 10
  private static let deepestBrackets = 200

  /// Where brackets first lie too deep in each other; those inside texts and comments do not count.
  private var offsetOfDeepBracket: Int? {
    var depth = 0
    var squareDepth = 0
    var isInText = false
    var isInComment = false
    var previous: UInt8 = 0
    for (offset, byte) in code.utf8.enumerated() {
      let before = previous
      // An escaped backslash escapes nothing itself.
      previous = before == UInt8(ascii: "\\") && byte == before ? 0 : byte
      switch byte {
      case UInt8(ascii: "\n"):
        isInText = false
        isInComment = false
      case UInt8(ascii: "\"") where !isInComment && before != UInt8(ascii: "\\"): isInText.toggle()
      case UInt8(ascii: "/") where !isInText && before == byte: isInComment = true
      case _ where isInText || isInComment: continue
      case UInt8(ascii: "["):
        depth += 1
        squareDepth += 1
      case UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"):
        depth = max(0, depth - 1)
        squareDepth = max(0, squareDepth - 1)
      case UInt8(ascii: ")"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      default: break
      }
      if depth > Self.deepestBrackets || squareDepth > Self.deepestSquareBrackets { return offset }
    }
    return nil
  }

  func notebookPlace(_ text: SourceText, offset: Int, length: Int) -> Place {
    let inCode = text.place(utf8Offset: min(offset, code.utf8.count))
    let column = offset - text.offset(ofLine: inCode.line)
    let lineLength = text.line(inCode.line).utf8.count
    return place(inCode.line, column + 1, max(1, min(length, lineLength - column)))
  }
}

extension SourceFileSyntax {
  /// The first `=` with a blank on one side only, where no blank beside it tells which: behind a line break, or beside
  /// a character that Swift does not know.
  fileprivate var unevenEqual: TokenSyntax? {
    guard hasError else { return nil }
    return tokens(viewMode: .all).first { token in
      guard token.tokenKind == .equal else { return false }
      let before = (token.previousToken(viewMode: .all)?.trailingTrivia.pieces ?? [])
      let after = token.trailingTrivia.pieces
      guard before.contains(where: \.isSpaceOrTab) == after.contains(where: \.isSpaceOrTab) else { return false }
      let left = (before + token.leadingTrivia.pieces).last
      let right = (after + (token.nextToken(viewMode: .all)?.leadingTrivia.pieces ?? [])).first
      return left.isBlank != right.isBlank
    }
  }
}

extension TriviaPiece? {
  /// Whether it stands between two words as a blank does: comments do, a form feed does not.
  fileprivate var isBlank: Bool {
    switch self {
    case .spaces, .tabs, .newlines, .carriageReturns, .carriageReturnLineFeeds, .blockComment, .docBlockComment,
      .lineComment, .docLineComment:
      true
    default: false
    }
  }
}

extension OperatorError {
  /// What is wrong, and where in the code the operator stands; the start of the code where the mistake is not in it.
  fileprivate var explained: (message: String, offset: Int) {
    switch self {
    case .incomparableOperators(let left, _, let right, _):
      let (a, b) = (left.trimmedDescription, right.trimmedDescription)
      return (
        "it is not clear whether \"\(a)\" or \"\(b)\" comes first: write parentheses",
        left.positionAfterSkippingLeadingTrivia.utf8Offset
      )
    case .missingOperator(let name, let referenced):
      return (
        "the operator \"\(name)\" is not part of the notebook language",
        referenced.positionAfterSkippingLeadingTrivia.utf8Offset
      )
    case .missingGroup, .groupAlreadyExists, .operatorAlreadyExists: return (message, 0)
    }
  }
}

/// Code with its syntax tree, able to say where in the notebook each node stands.
final class ParsedUnit: Sendable {
  let unit: CodeUnit
  let file: SourceFileSyntax
  let text: SourceText

  init(unit: CodeUnit, file: SourceFileSyntax, text: SourceText) {
    self.unit = unit
    self.file = file
    self.text = text
  }

  func place(of node: some SyntaxProtocol) -> Place {
    unit.notebookPlace(
      text, offset: node.positionAfterSkippingLeadingTrivia.utf8Offset, length: node.trimmedLength.utf8Length)
  }

  func error(_ message: String, at node: some SyntaxProtocol, hint: String? = nil) -> Diagnostic {
    Diagnostic(message, in: unit.source, at: place(of: node), hint: hint)
  }
}
