import Diagnostics

@testable import Notebook

/// The document of a text, for tests about what is right.
func read(_ text: String) throws -> Document {
  try Document(text: text, path: "n.md")
}

/// Everything that is said about a text, as the user sees it: its errors, or its warnings where it has none.
func complaints(about text: String) -> String {
  do throws(DocumentErrors) {
    return try Document(text: text, path: "n.md").warnings.map(\.description).joined(separator: "\n")
  } catch {
    return error.description
  }
}

/// The source from a place to the place's end.
func excerpt(of document: Document, at place: Place) -> String {
  String(document.source.line(place.line).dropFirst(place.column - 1).prefix(place.length))
}

extension Document {
  /// The prose blocks, in order.
  var prose: [ProseBlock] {
    nodes.compactMap { if case .prose(let block) = $0 { block } else { nil } }
  }
}
