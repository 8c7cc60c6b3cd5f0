/// Rows that a deployed model was asked about in their order, as if they came in now.
public struct Replay: Sendable, Equatable, Encodable {
  public let name: String
  public let version: String
  public let rows: Int
  public let answered: Int
  /// Of those that were answered, the rows that are in the log.
  public let logged: Int
  public let dropped: Int
  /// Why a row was not answered; nil where all were.
  public let firstFailure: String?

  /// What identifiers of replayed rows begin with, so that a later replay can take their place.
  public static let idPrefix = "replay-"

  public init(
    name: String, version: String, rows: Int, answered: Int, logged: Int, dropped: Int, firstFailure: String?
  ) {
    self.name = name
    self.version = version
    self.rows = rows
    self.answered = answered
    self.logged = logged
    self.dropped = dropped
    self.firstFailure = firstFailure
  }
}

extension Replay: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, version, rows, answered, logged, dropped, firstFailure)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(
      name: try reader.read(), version: try reader.read(), rows: try reader.read(), answered: try reader.read(),
      logged: try reader.read(), dropped: try reader.read(), firstFailure: try reader.read())
  }
}

extension PredictionLog.JoinedLabels: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, joined, changed, unmatched, firstUnmatched)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(
      name: try reader.read(), joined: try reader.read(), changed: try reader.read(), unmatched: try reader.read(),
      firstUnmatched: try reader.read())
  }
}
