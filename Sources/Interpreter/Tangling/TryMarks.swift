import SwiftSyntax

/// Whether closures throw, by their place in the syntax tree.
final class KnownClosures {
  var throwing: [SyntaxIdentifier: Bool] = [:]
}

/// What is inserted into one unit of a notebook's code. Its extensions cover statements and expressions.
struct TryMarks {
  let unit: ParsedUnit
  let words: TanglingWords
  var functions: NotebookFunctions
  private var insertions: [(offset: Int, text: String)] = []
  /// Whether the functions around what is being covered throw, the innermost last.
  private var throwingScopes: [Bool] = [false]
  /// Which closures throw, as far as that was asked: each is covered once to know, however deep they nest.
  let knownClosures = KnownClosures()

  init(_ unit: ParsedUnit, _ words: TanglingWords, _ functions: NotebookFunctions) {
    self.unit = unit
    self.words = words
    self.functions = functions
  }

  /// The unit's code with everything that was inserted.
  var text: String {
    let code = Array(unit.unit.code.utf8)
    var result: [UInt8] = []
    var written = 0
    // What was inserted first at a place stands first there: the enumeration keeps the order.
    let ordered = insertions.enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
    for (_, insertion) in ordered {
      result += code[written..<insertion.offset]
      result += Array(insertion.text.utf8)
      written = insertion.offset
    }
    result += code[written...]
    return String(decoding: result, as: UTF8.self)
  }

  mutating func insert(_ text: String, before node: some SyntaxProtocol) {
    insertions.append((node.positionAfterSkippingLeadingTrivia.utf8Offset, text))
  }

  mutating func insert(_ text: String, behind node: some SyntaxProtocol) {
    insertions.append((node.endPositionBeforeTrailingTrivia.utf8Offset, text))
  }

  /// Says that the innermost function throws.
  mutating func noteThrow() { throwingScopes[throwingScopes.count - 1] = true }

  /// Covers a body that throws on its own account.
  ///
  /// - Returns: whether it throws.
  mutating func inScope(_ body: (inout TryMarks) -> Void) -> Bool {
    throwingScopes.append(false)
    body(&self)
    return throwingScopes.removeLast()
  }

  mutating func declare(function name: String, throwing: Bool) {
    functions.declared.insert(name)
    if throwing { functions.throwing.insert(name) }
  }
}
