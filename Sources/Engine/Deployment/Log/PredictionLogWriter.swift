import Foundation
import GRDB
import Synchronization

/// Writes rows to a log behind the service's back: an answer waits for no disk.
///
/// Rows are collected in memory and written every `interval`, in one transaction. Where the disk is slower than the
/// requests, or the database locked, rows wait up to `mostWaiting`; what does not fit is dropped, and counted in the
/// table `drops`. So every row that was answered is in the log, or counted; what a process that is killed loses are the
/// rows of the last `interval`, and those that are being written.
public final class PredictionLogWriter: Sendable {
  /// How long a row waits to be written, where the disk keeps up.
  public static let interval = Duration.milliseconds(50)

  public struct Settings: Sendable {
    /// Rows older than this are deleted; nil for never.
    public var retention: Duration?
    /// The share of rows that are logged, from 0 to 1.
    public var share = 1.0
    /// How many bytes the log may take; then rows are dropped as where the disk is full. Nil for as many as there are.
    public var mostBytes: Int?
    /// How many rows may wait for the disk.
    public var mostWaiting = 100_000

    public init() {}
  }

  /// What became of the rows so far.
  public struct Counts: Sendable, Equatable {
    public var written = 0
    public var dropped = 0
    /// Left out because only a share is logged.
    public var skipped = 0
    public var waiting = 0
    /// Why the last rows could not be written; nil where they were.
    public var problem: String?

    public init() {}
  }

  private struct State {
    var rows = LoggedRows()
    var counts = Counts()
    /// The share of rows that are to be logged, summed up: a row is logged whenever the sum passes one.
    var due = 0.0
    var isStopping = false
  }

  private let log: PredictionLog
  private let settings: Settings
  private let state = Mutex(State())
  private let wake = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  private let versions: Mutex<[String]>
  private let challenger = Mutex<Challenger?>(nil)

  /// A version that answers in the background, for comparison alone.
  private struct Challenger {
    let version: String
    /// Categories have other places in another model.
    let reader: RowReader
    let scorer: RowScorer
    let answer: ReleaseFacts.Answer
  }

  /// - Throws: `DataError.cannotWrite` where the log cannot be opened.
  public init(_ log: PredictionLog, _ settings: Settings = Settings()) throws(DataError) {
    self.log = log
    self.settings = settings
    versions = Mutex([])
    let queue = try log.opened(mostBytes: settings.mostBytes)
    let thread = Thread { [self] in run(queue) }
    thread.name = "prediction log"
    thread.start()
  }

  public var counts: Counts {
    state.withLock { state in
      var counts = state.counts
      counts.waiting = state.rows.count
      return counts
    }
  }

  /// The number by which rows name a version.
  public func number(of version: String) -> Int {
    versions.withLock { versions in
      if let known = versions.firstIndex(of: version) { return known }
      versions.append(version)
      return versions.count - 1
    }
  }

  /// Lets a second version answer every row that is logged, in the background; nil ends it.
  public func shadow(_ contents: ReleaseContents?) {
    challenger.withLock {
      $0 = contents.map {
        Challenger(
          version: $0.release.version, reader: RowReader($0.model, $0.release.facts),
          scorer: RowScorer($0.model, $0.release.facts), answer: $0.release.facts.answer)
      }
    }
  }

  // MARK: Adding rows

  /// Takes a row to be written; never waits.
  ///
  /// - Parameters:
  ///   - time: microseconds since 1970, UTC.
  ///   - prediction: of several classes the place of the most probable.
  ///   - latency: in seconds.
  ///   - version: as `number(of:)` names it.
  public func append(
    _ row: borrowing RowValues, id: String, time: Int64, version: Int, prediction: Double, latency: Double
  ) {
    let isMany = state.withLock { state in
      if settings.share < 1 {
        state.due += settings.share
        guard state.due >= 1 else {
          state.counts.skipped += 1
          return false
        }
        state.due -= 1
      }
      guard !state.isStopping, state.rows.count < settings.mostWaiting, state.rows.bytes.count < Self.mostWaitingBytes
      else {
        state.counts.dropped += 1
        return false
      }
      state.rows.append(time: time, latency: latency, version: version, prediction: prediction, id: id, row)
      return state.rows.count == Self.rowsWorthWaking
    }
    if isMany { wake.signal() }
  }

  /// Rows of long texts wait in fewer numbers.
  private static let mostWaitingBytes = 128 << 20

  /// So many rows are written before their time, so that no transaction gets long.
  private static let rowsWorthWaking = 5000

  /// Writes what waits and ends; rows that come later are dropped. May be called again.
  ///
  /// - Returns: what became of all rows; those that could not be written count as dropped.
  @discardableResult
  public func close() -> Counts {
    state.withLock { $0.isStopping = true }
    wake.signal()
    ended.wait()
    // Whoever closes it as well is not to wait.
    ended.signal()
    return counts
  }

  // MARK: Writing

  private func run(_ queue: DatabaseQueue) {
    var batch = LoggedRows()
    var recordedDrops = 0
    var nextCleaning = DispatchTime.now()
    while true {
      _ = wake.wait(timeout: .now() + Self.interval / .seconds(1))
      let (isStopping, dropped) = state.withLock { state in
        if batch.isEmpty { swap(&batch, &state.rows) }
        return (state.isStopping, state.counts.dropped)
      }
      if !batch.isEmpty || dropped > recordedDrops {
        do {
          try write(batch, drops: dropped - recordedDrops, to: queue)
          recordedDrops = dropped
          let count = batch.count
          batch.removeAll()
          state.withLock { state in
            state.counts.written += count
            state.counts.problem = nil
          }
        } catch {
          let problem = log.explained(error).description
          state.withLock { $0.counts.problem = problem }
          // What failed is tried again; what comes meanwhile waits.
          if !isStopping { Thread.sleep(forTimeInterval: 0.2) }
        }
      }
      if let retention = settings.retention, DispatchTime.now() >= nextCleaning {
        nextCleaning = .now() + .seconds(10)
        // What cannot be deleted now can be later; why the log cannot be written is told by the rows that wait.
        try? clean(queue, olderThan: retention)
      }
      if isStopping { break }
    }
    // One more time for what came after the last batch.
    state.withLock { state in
      if batch.isEmpty { swap(&batch, &state.rows) }
    }
    if !batch.isEmpty {
      let count = batch.count
      let isWritten = (try? write(batch, drops: 0, to: queue)) != nil
      let rest = state.withLock { $0.rows.count }
      state.withLock { state in
        if isWritten { state.counts.written += count } else { state.counts.dropped += count }
        state.counts.dropped += rest
        state.rows.removeAll()
      }
    }
    try? queue.close()
    ended.signal()
  }

  private func write(_ batch: LoggedRows, drops: Int, to queue: DatabaseQueue) throws {
    let names = versions.withLock(\.self)
    let challenger = challenger.withLock(\.self)
    try queue.write { database in
      if drops > 0 {
        try database.execute(
          sql: "INSERT INTO drops VALUES (?, ?)", arguments: [Int64(Date().timeIntervalSince1970 * 1e6), drops])
      }
      guard !batch.isEmpty else { return }
      var insertion = try RowInsertion(log, database)
      try batch.forEach(fieldCount: log.facts.features.count + log.facts.kept.count) { entry in
        // A challenger that cannot answer a row has no answer there; the row itself is logged.
        challenger?.reader.code(&entry.values)
        let shadow = challenger.flatMap { challenger in
          (try? challenger.scorer.scores([entry.values])).map { (challenger.version, challenger.answer.told($0)) }
        }
        try insertion.insert(entry, version: names[entry.version], shadow: shadow)
      }
    }
  }

  private func clean(_ queue: DatabaseQueue, olderThan retention: Duration) throws {
    let oldest = Int64((Date().timeIntervalSince1970 - retention / .seconds(1)) * 1e6)
    try queue.write { database in
      try database.execute(
        sql: "DELETE FROM labels WHERE id IN (SELECT id FROM predictions WHERE time < ? ORDER BY row LIMIT 20000)",
        arguments: [oldest])
      try database.execute(
        sql:
          "DELETE FROM predictions WHERE row IN (SELECT row FROM predictions WHERE time < ? ORDER BY row LIMIT 20000)",
        arguments: [oldest])
    }
  }
}

extension ReleaseFacts.Answer {
  /// The one number that the log holds of a prediction: the chance, the place of the most probable class, the number.
  public func told(_ prediction: [Double]) -> Double {
    prediction.withUnsafeBufferPointer(told)
  }

  public func told(_ prediction: UnsafeBufferPointer<Double>) -> Double {
    guard case .chances = self else { return prediction[0] }
    var best = 0
    for place in 1..<prediction.count where prediction[place] > prediction[best] { best = place }
    return Double(best)
  }
}
