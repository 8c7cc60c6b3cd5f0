import Engine
import Synchronization

/// Where a service logs rows: a writer for the versions that ask alike, and one more for each that expects other fields.
/// All write to one database.
final class ServiceLog: Sendable {
  private let registry: ModelRegistry
  private let settings: PredictionLogWriter.Settings
  private let file: String?
  private let writers: Mutex<[(facts: ReleaseFacts, writer: PredictionLogWriter)]>

  init(_ registry: ModelRegistry, _ settings: PredictionLogWriter.Settings, file: String?) {
    self.registry = registry
    self.settings = settings
    self.file = file
    writers = Mutex([])
  }

  /// The writer for a version's rows. None is closed before the service ends, since requests that began with a version end
  /// with it.
  ///
  /// - Throws: `DataError.cannotWrite` where the log cannot be opened, or cannot hold the version's rows.
  func writer(for facts: ReleaseFacts) throws(DataError) -> PredictionLogWriter {
    if let known = writers.withLock({ $0.first { $0.facts.asksLike(facts) }?.writer }) { return known }
    let writer = try PredictionLogWriter(PredictionLog(registry, facts, file: file), settings)
    writers.withLock { $0.append((facts, writer)) }
    return writer
  }

  /// Lets a version answer in the background every row that asks as it does; nil ends it.
  func shadow(_ contents: ReleaseContents?) {
    for (facts, writer) in writers.withLock(\.self) {
      writer.shadow(contents.flatMap { $0.release.facts.asksLike(facts) ? $0 : nil })
    }
  }

  /// What became of all rows so far.
  var counts: PredictionLogWriter.Counts { Self.sum(writers.withLock(\.self).map(\.writer.counts)) }

  /// Writes what waits and ends; rows that come later are dropped. May be called again.
  func close() -> PredictionLogWriter.Counts { Self.sum(writers.withLock(\.self).map { $0.writer.close() }) }

  private static func sum(_ parts: [PredictionLogWriter.Counts]) -> PredictionLogWriter.Counts {
    parts.reduce(into: PredictionLogWriter.Counts()) { sum, part in
      sum.written += part.written
      sum.dropped += part.dropped
      sum.skipped += part.skipped
      sum.waiting += part.waiting
      sum.problem = sum.problem ?? part.problem
    }
  }
}
