import Foundation
import SwiftParser
import SwiftSyntax
import Testing

/// Every message that the language and the notebook's reader can give is given by some wrong notebook.
@Suite("Messages")
struct MessageCoverageTests {
  /// Messages that no notebook of the corpus causes, each with the reason.
  static let exempt: [String: String] = [
    "the type of this cannot be known here":
      "what leaves a type open in today's words is reported as the literal that does",
    "an assignment stands in a line of its own": "the parser refuses a lone = first",
    "this text holds an escape that Swift does not know": "the parser refuses the escape first",
    "a declaration names one value, or (a, b)": "the parser refuses other patterns first",
    "a loop names one value, or (a, b)": "the parser refuses other patterns first",
    "this code could not be read": "swift-syntax gives back the kind of tree that it was given",
    "this is not part of the notebook language": "for syntax that a later Swift brings",
    "these do not add up": "the checker lets only what adds up pass",
    "this block takes more than … MB of memory, which is the limit": "a test would have to fill the memory",
    "… is no function": "the checker lets only functions pass",
    "the front matter is not valid YAML": "for errors that Yams does not document",
    "a value is missing": "for marks of Yams that point at no character",
    "the front matter contains a control character": "for control characters beyond those that are looked for",
    "no such file": "about the file; shown by DocumentFileTests",
    "this is a folder, not a notebook": "about the file; shown by DocumentFileTests",
    "this is no regular file": "about the file; shown by DocumentFileTests",
    "you may not read this file": "about the file; whoever may read everything never sees it",
    "this file cannot be read": "about the file; for failing disks",
    "this file is larger than 1 GB": "for texts that are handed to the library; a file ends at 16 MB",
  ]

  @Test func `are each shown by a wrong notebook`() throws {
    var said = WrongNotebookTests.made.map(\.headline).joined(separator: "\n")
    for notebook in WrongNotebook.all { said += try String(contentsOf: notebook.expected, encoding: .utf8) }
    let messages = try Self.messages(in: ["Interpreter", "Notebook"])
    #expect(messages.count > 250)
    for message in messages where Self.exempt[message.text] == nil {
      let isSaid = said.range(of: "(error|warning): " + message.pattern, options: .regularExpression) != nil
      #expect(isSaid, "\(message.file): no wrong notebook is told \"\(message.text)\"")
    }
    for text in Self.exempt.keys {
      #expect(messages.contains { $0.text == text }, "no message is \"\(text)\" any more")
    }
  }

  private struct Message {
    let file: String
    /// The message with … for what is filled in.
    let text: String
    let pattern: String
  }

  private static func messages(in modules: [String]) throws -> [Message] {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Sources")
    var found: [Message] = []
    for module in modules {
      let folder = sources.appendingPathComponent(module).standardizedFileURL
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      where path.hasSuffix(".swift") {
        let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
        let collector = MessageCollector(viewMode: .sourceAccurate)
        collector.walk(Parser.parse(source: text))
        found += collector.literals.map { Message(file: path, text: $0.text, pattern: $0.pattern) }
      }
    }
    return found
  }
}

/// The texts that stand as messages in calls that make a diagnostic.
private final class MessageCollector: SyntaxVisitor {
  private(set) var literals: [(text: String, pattern: String)] = []

  private static let makers: Set = [
    "report", "error", "Diagnostic", "CallError", "Explanation", "failure", "unreadable",
  ]

  override func visit(_ call: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    let called = call.calledExpression
    let name =
      called.as(DeclReferenceExprSyntax.self)?.baseName.text
      ?? called.as(MemberAccessExprSyntax.self)?.declName.baseName.text
    if let name, Self.makers.contains(name), let message = call.arguments.first?.expression { collect(message) }
    return .visitChildren
  }

  /// The texts of a message, those of a choice between two included.
  private func collect(_ message: ExprSyntax) {
    if let literal = message.as(StringLiteralExprSyntax.self) {
      var text = ""
      var pattern = ""
      for segment in literal.segments {
        switch segment {
        case .stringSegment(let part):
          let plain = part.content.text.replacingOccurrences(of: "\\\"", with: "\"")
            .replacingOccurrences(of: "\\\\", with: "\\")
          text += plain
          pattern += NSRegularExpression.escapedPattern(for: plain)
        case .expressionSegment:
          text += "…"
          pattern += ".*"
        }
      }
      // A message that is handed on was written elsewhere.
      if text.contains(where: \.isLetter) { literals.append((text, pattern)) }
      return
    }
    for child in message.children(viewMode: .sourceAccurate) {
      if let inner = child.as(ExprSyntax.self) { collect(inner) }
      if let list = child.as(ExprListSyntax.self) { for inner in list { collect(inner) } }
      if let ternary = child.as(UnresolvedTernaryExprSyntax.self) { collect(ternary.thenExpression) }
    }
  }
}
