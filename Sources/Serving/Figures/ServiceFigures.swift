import Engine
import Synchronization

/// What a service has done: requests by status, rows, how long answers took, and how far the rows are from those that
/// the model learned from.
final class ServiceFigures: Sendable {
  struct Snapshot: Sendable {
    var requests: [Int: Int] = [:]
    var rows = 0
    var unusualRows = 0
    var latencies = LatencyCounts()
    var drift: [LiveDrift.Figure] = []
    var driftRows = 0
    var working = 0
  }

  private struct State {
    var figures = Snapshot()
    var drift: LiveDrift
  }

  private let state: Mutex<State>

  init(_ version: ServedVersion) {
    state = Mutex(State(drift: LiveDrift(version.contents.profile, version.facts.features)))
  }

  /// Starts to compare with another version's reference.
  func follow(_ version: ServedVersion) {
    state.withLock { $0.drift = LiveDrift(version.contents.profile, version.facts.features) }
  }

  /// So many rows of late decide on drift; earlier ones fade.
  private static let driftRows = 20_000

  /// A row was answered.
  func answered(_ row: borrowing RowValues) {
    state.withLock { state in
      state.figures.rows += 1
      if !row.unusual.isEmpty { state.figures.unusualRows += 1 }
      state.drift.add(row)
      if state.drift.rowCount >= Self.driftRows { state.drift.fade() }
    }
  }

  /// A request was answered, with its status, in so many seconds.
  func ended(_ status: Int, latency: Double) {
    state.withLock { state in
      state.figures.requests[status, default: 0] += 1
      state.figures.latencies.add(latency)
    }
  }

  /// One row was asked for and answered, which is one lock for all there is to note.
  func answered(_ row: borrowing RowValues, latency: Double) {
    state.withLock { state in
      state.figures.requests[200, default: 0] += 1
      state.figures.latencies.add(latency)
      state.figures.rows += 1
      if !row.unusual.isEmpty { state.figures.unusualRows += 1 }
      state.drift.add(row)
      if state.drift.rowCount >= Self.driftRows { state.drift.fade() }
    }
  }

  // MARK: Work in hand

  /// - Returns: false where too much is in hand already.
  func begin(atMost limit: Int) -> Bool {
    state.withLock { state in
      guard state.figures.working < limit else { return false }
      state.figures.working += 1
      return true
    }
  }

  func finish() { state.withLock { $0.figures.working -= 1 } }

  var snapshot: Snapshot {
    state.withLock { state in
      var figures = state.figures
      figures.drift = state.drift.figures
      figures.driftRows = state.drift.rowCount
      return figures
    }
  }
}
