/// Reads a stream value by value and says when it has changed.
///
/// After a change a detector forgets what came before it: the next value starts a new stream.
protocol ChangeDetector: Sendable {
  /// Reads the next value.
  ///
  /// - Returns: where a change is found, how many of the latest values, this one included, came after it by the
  ///   detector's own estimate; else nil.
  mutating func update(_ value: Double) -> Int?
}

/// A running mean, updated as river does, so that the same stream crosses a limit at the same value.
struct RunningMean: Sendable {
  private(set) var count = 0.0
  private(set) var mean = 0.0

  mutating func add(_ value: Double) {
    count += 1
    mean += (value - mean) / count
  }
}
