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
    if let offset = BracketDepth.offsetOfDeepBracket(in: code) {
      return unreadable("brackets are nested too deep here", at: offset, text)
    }
    let tree = Parser.parse(source: code)
    if let equal = tree.unevenEqual {
      // The generator of diagnostics below does not survive this one.
      let place = notebookPlace(text, offset: equal.positionAfterSkippingLeadingTrivia.utf8Offset, length: 1)
      let mistake = Diagnostic(
        "'=' must have consistent whitespace on both sides", in: source, at: place, hint: "write a blank on each side")
      return (ParsedUnit(unit: self, file: tree, text: text), [mistake])
    }
    if let deep = Self.deepNode(in: tree) {
      return unreadable(
        "this is nested too deep, or chained too long", at: deep.positionAfterSkippingLeadingTrivia.utf8Offset, text)
    }
    var mistakes = syntaxMistakes(in: tree, text)
    let folded = OperatorTable.standardOperators.foldAll(tree) { error in
      let (message, offset, hint) = error.explained(in: tree)
      mistakes.append(Diagnostic(message, in: source, at: notebookPlace(text, offset: offset, length: 1), hint: hint))
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
  /// How deep syntax may lie: no code that is written by hand comes near it.
  private static let deepestSyntax = 2000
  /// How many operands and operators one expression may hold.
  private static let longestSequence = 4000

  /// Code that is not looked into, since that might take for ever.
  private func unreadable(_ message: String, at offset: Int, _ text: SourceText) -> (ParsedUnit, [Diagnostic]) {
    let mistake = Diagnostic(
      message, in: source, at: notebookPlace(text, offset: offset, length: 1), hint: "name parts of this with let")
    return (ParsedUnit(unit: self, file: Parser.parse(source: ""), text: text), [mistake])
  }

  /// What the parser found, told once for each line: what follows a mistake in its line follows from it.
  private func syntaxMistakes(in tree: SourceFileSyntax, _ text: SourceText) -> [Diagnostic] {
    var mistakes: [Diagnostic] = []
    var lastLine: Int?
    for found in ParseDiagnosticsGenerator.diagnostics(for: tree) where found.diagMessage.severity == .error {
      let offset = found.position.utf8Offset
      let start = min(offset, code.utf8.count)
      let line = text.place(utf8Offset: start).line
      if line == lastLine { continue }
      lastLine = line
      let explanation = ForeignSyntax.explained(
        found.diagMessage.message, inLine: text.line(line), at: start - text.offset(ofLine: line),
        offer: found.fixIts.first?.message.message)
      let (column, length) = explanation.word ?? (start - text.offset(ofLine: line), 1)
      let place = notebookPlace(text, offset: text.offset(ofLine: line) + column, length: length)
      mistakes.append(Diagnostic(explanation.message, in: source, at: place, hint: explanation.hint))
      if mistakes.count == Self.mostMistakes { break }
    }
    return mistakes
  }

  /// The first syntax found that lies deeper than any checker should go, or is a sequence longer than that.
  private static func deepNode(in tree: SourceFileSyntax) -> Syntax? {
    var pending: [(node: Syntax, depth: Int)] = [(Syntax(tree), 0)]
    while let (node, depth) = pending.popLast() {
      if depth > deepestSyntax { return node }
      if let sequence = node.as(SequenceExprSyntax.self), sequence.elements.count > longestSequence { return node }
      for child in node.children(viewMode: .sourceAccurate) where !child.is(TokenSyntax.self) {
        pending.append((child, depth + 1))
      }
    }
    return nil
  }

  /// The code, where its syntax has no mistake.
  ///
  /// - Throws: the first one.
  func wellFormed() throws(Diagnostic) -> ParsedUnit {
    let (unit, mistakes) = parsed()
    if let mistake = mistakes.first { throw mistake }
    return unit
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
  fileprivate func explained(in tree: SourceFileSyntax) -> (message: String, offset: Int, hint: String?) {
    switch self {
    case .incomparableOperators(let left, _, let right, _):
      if let single = tree.singleLogicalOperator(besideOperatorAt: left.positionAfterSkippingLeadingTrivia) {
        return Self.missing(single.text, at: single)
      }
      let (a, b) = (left.trimmedDescription, right.trimmedDescription)
      let isComparison = Operation(rawValue: a)?.isComparison == true && Operation(rawValue: b)?.isComparison == true
      return (
        isComparison
          ? "comparisons do not chain: write a \(a) b && b \(b) c"
          : "it is not clear whether \"\(a)\" or \"\(b)\" comes first: write parentheses",
        left.positionAfterSkippingLeadingTrivia.utf8Offset, nil
      )
    case .missingOperator(let name, let referenced):
      return Self.missing(name, at: referenced)
    case .missingGroup, .groupAlreadyExists, .operatorAlreadyExists: return (message, 0, nil)
    }
  }

  private static func missing(_ name: String, at node: some SyntaxProtocol) -> (String, Int, String?) {
    (
      "the operator \"\(name)\" is not part of the notebook language",
      node.positionAfterSkippingLeadingTrivia.utf8Offset, ForeignNames.operators[name]
    )
  }
}

extension SourceFileSyntax {
  /// `&` or `|` in the sequence of an operator: as in Swift they bind closer than the comparisons that they go between.
  fileprivate func singleLogicalOperator(besideOperatorAt position: AbsolutePosition) -> TokenSyntax? {
    var node = token(at: position).map(Syntax.init)
    while let here = node, !here.is(SequenceExprSyntax.self) { node = here.parent }
    return node?.as(SequenceExprSyntax.self)?.elements.lazy
      .compactMap { $0.as(BinaryOperatorExprSyntax.self)?.operator }
      .first { $0.text == "&" || $0.text == "|" }
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
