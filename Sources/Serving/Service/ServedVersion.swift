import Engine

/// A version of the model, ready to answer.
final class ServedVersion: Sendable {
  let contents: ReleaseContents
  let reader: RowReader
  let scorer: RowScorer
  /// By which number rows of the log name the version.
  let number: Int
  /// What follows the prediction in every answer.
  let ending: String

  init(_ contents: ReleaseContents, number: Int) {
    self.contents = contents
    self.number = number
    reader = RowReader(contents.model, contents.release.facts)
    scorer = RowScorer(contents.model, contents.release.facts)
    ending = ",\"version\":\"\(contents.release.version)\",\"id\":\""
  }

  var version: String { contents.release.version }
  var facts: ReleaseFacts { contents.release.facts }
}
