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
  /// - Throws: the first mistake in its syntax, in the compiler's words.
  func parsed() throws(Diagnostic) -> ParsedUnit {
    let text = SourceText(path: source.path, text: code)
    // The parser tries nested square brackets in many ways, and twice as many a level.
    if let offset = offsetOfDeepBracket {
      throw Diagnostic(
        "brackets are nested too deep here", in: source, at: notebookPlace(text, offset: offset, length: 1),
        hint: "name parts of this with let")
    }
    let tree = Parser.parse(source: code)
    if let first = ParseDiagnosticsGenerator.diagnostics(for: tree).first(where: { $0.diagMessage.severity == .error })
    {
      let offset = first.position.utf8Offset
      let hint = first.fixIts.first.map { $0.message.message }
      throw Diagnostic(
        first.diagMessage.message, in: source, at: notebookPlace(text, offset: offset, length: 1), hint: hint)
    }
    do {
      let folded = try OperatorTable.standardOperators.foldAll(tree)
      guard let file = folded.as(SourceFileSyntax.self) else {
        throw Diagnostic("this code could not be read", in: source, at: notebookPlace(text, offset: 0, length: 1))
      }
      return ParsedUnit(unit: self, file: file, text: text)
    } catch let error as OperatorError {
      throw Diagnostic(
        error.message, in: source, at: notebookPlace(text, offset: error.offset, length: 1))
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw Diagnostic("\(error)", in: source, at: notebookPlace(text, offset: 0, length: 1))
    }
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

extension OperatorError {
  /// Where in the code the operator stands; the start of the code where the mistake is not in it.
  fileprivate var offset: Int {
    switch self {
    case .missingOperator(_, let referenced): referenced.positionAfterSkippingLeadingTrivia.utf8Offset
    case .incomparableOperators(let left, _, _, _): left.positionAfterSkippingLeadingTrivia.utf8Offset
    case .missingGroup, .groupAlreadyExists, .operatorAlreadyExists: 0
    }
  }
}

/// Code with its syntax tree, able to say where in the notebook each node stands.
struct ParsedUnit: Sendable {
  let unit: CodeUnit
  let file: SourceFileSyntax
  let text: SourceText

  func place(of node: some SyntaxProtocol) -> Place {
    unit.notebookPlace(
      text, offset: node.positionAfterSkippingLeadingTrivia.utf8Offset, length: node.trimmedLength.utf8Length)
  }

  func error(_ message: String, at node: some SyntaxProtocol, hint: String? = nil) -> Diagnostic {
    Diagnostic(message, in: unit.source, at: place(of: node), hint: hint)
  }
}
