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
    /// Of the rows that the drift is about.
    var layout: Int

    init(_ version: ServedVersion) {
      drift = LiveDrift(version.contents.profile, version.facts.features)
      layout = version.layout
    }

    mutating func follow(_ version: ServedVersion) {
      let next = State(version)
      (drift, layout) = (next.drift, next.layout)
    }

    mutating func note(_ row: borrowing RowValues, by version: ServedVersion) {
      figures.rows += 1
      if !row.unusual.isEmpty { figures.unusualRows += 1 }
      // Requests that began before another version was promoted end with the former one's fields.
      guard version.layout == layout else { return }
      drift.add(row)
      if drift.rowCount >= ServiceFigures.driftRows { drift.fade() }
    }
  }

  private let state: Mutex<State>

  init(_ version: ServedVersion) {
    state = Mutex(State(version))
  }

  /// Starts to compare with another version's reference.
  func follow(_ version: ServedVersion) {
    state.withLock { $0.follow(version) }
  }

  /// So many rows of late decide on drift; earlier ones fade.
  private static let driftRows = 20_000

  /// A row was answered.
  func answered(_ row: borrowing RowValues, by version: ServedVersion) {
    state.withLock { $0.note(row, by: version) }
  }

  /// A request was answered, with its status, in so many seconds.
  func ended(_ status: Int, latency: Double) {
    state.withLock { state in
      state.figures.requests[status, default: 0] += 1
      state.figures.latencies.add(latency)
    }
  }

  /// One row was asked for and answered, which is one lock for all there is to note.
  func answered(_ row: borrowing RowValues, by version: ServedVersion, latency: Double) {
    state.withLock { state in
      state.figures.requests[200, default: 0] += 1
      state.figures.latencies.add(latency)
      state.note(row, by: version)
    }
  }

  // MARK: Work in hand

  /// A place among the requests that are worked on. It is free again once nobody holds it: also where an answer was never
  /// begun, since the client has gone.
  final class Place: Sendable {
    private let figures: ServiceFigures

    fileprivate init(_ figures: ServiceFigures) { self.figures = figures }

    deinit { figures.state.withLock { $0.figures.working -= 1 } }
  }

  /// - Returns: nil where too much is in hand already.
  func place(atMost limit: Int) -> Place? {
    let isFree = state.withLock { state in
      guard state.figures.working < limit else { return false }
      state.figures.working += 1
      return true
    }
    return isFree ? Place(self) : nil
  }

  var snapshot: Snapshot {
    state.withLock { state in
      var figures = state.figures
      figures.drift = state.drift.figures
      figures.driftRows = state.drift.rowCount
      return figures
    }
  }
}
