import Diagnostics
import Report

/// What one run of a notebook came to.
public enum PreviewResult: Sendable {
  /// A page, and what its author should know though it stopped nothing.
  case page(Page, warnings: [Diagnostic])
  case failed([Diagnostic])
}

/// What a preview knows of its notebook: the last page that it made, and what is wrong with the notebook since.
///
/// ```swift
/// var state = PreviewState(notebook: "notebooks/flights.md")
/// state.accept(.page(page, warnings: []), of: text)
/// state.accept(.failed([diagnostic]), of: changedText)   // keeps the page, and knows that it is stale
/// ```
public struct PreviewState: Sendable {
  /// The notebook's path as the user wrote it, which opens its diagnostics.
  public let notebook: String
  /// The last page, and the text of the notebook that it was made from.
  public private(set) var good: (page: Page, text: String)?
  /// The text that was tried last.
  public private(set) var text = ""
  /// What was said of it.
  public private(set) var diagnostics: [Diagnostic] = []
  /// Whether it came to no page, so that the good one is an earlier text's.
  public private(set) var hasFailed = false

  public init(notebook: String) { self.notebook = notebook }

  /// - Parameter text: of the notebook that was run.
  public mutating func accept(_ result: PreviewResult, of text: String) {
    self.text = text
    switch result {
    case .page(let page, let warnings):
      good = (page, text)
      diagnostics = warnings
      hasFailed = false
    case .failed(let errors):
      diagnostics = errors
      hasFailed = true
    }
  }
}
