import Diagnostics

/// A fenced block whose info string starts with `swift`: code that runs.
///
/// ````markdown
/// ```swift monitor
/// //| label: drift
/// //| caption: Drift by week
/// watch.drift(in: week)
/// ```
/// ````
public struct StepBlock: Sendable {
  /// The step of the project, or nil for bare `swift`.
  public let word: StepWord?
  /// The whole text between the fences, option lines included, so that its lines are those of the file.
  public let code: String
  public let options: BlockOptions
  /// Whether its code ends where the author meant it to: what lies in a block that is never closed is no code.
  public let isClosed: Bool
  /// The fence's info string.
  public let place: Place
  /// Where the code's own lines and columns are in the file.
  public let codePlace: CodePlacement

  /// The place in the file of a run of `code`, as a Swift parser tells it: line and column in bytes, both from one.
  public func place(ofLine line: Int, utf8Column: Int, utf8Length: Int = 1) -> Place {
    codePlace.place(ofLine: line, utf8Column: utf8Column, utf8Length: utf8Length)
  }
}
