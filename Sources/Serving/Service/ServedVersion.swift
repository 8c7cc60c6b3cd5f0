import Engine

/// A version of the model, ready to answer.
final class ServedVersion: Sendable {
  let contents: ReleaseContents
  let reader: RowReader
  let scorer: RowScorer
  /// Where its rows are logged; nil where nothing is.
  let log: PredictionLogWriter?
  /// By which number rows of the log name the version.
  let number: Int
  /// The same for versions whose rows have the same fields in the same places.
  let layout: Int
  /// What follows the prediction in every answer.
  let ending: String

  /// - Throws: `DataError.cannotWrite` where the log cannot be opened, or cannot hold the version's rows.
  init(_ contents: ReleaseContents, _ log: ServiceLog?) throws(DataError) {
    self.contents = contents
    let writer = try log?.writer(for: contents.release.facts)
    self.log = writer
    number = writer?.number(of: contents.release.version) ?? 0
    reader = RowReader(contents.model, contents.release.facts)
    scorer = RowScorer(contents.model, contents.release.facts)
    layout = contents.release.facts.layout.hashValue
    ending = ",\"version\":\"\(contents.release.version)\",\"id\":\""
  }

  var version: String { contents.release.version }
  var facts: ReleaseFacts { contents.release.facts }
}
