/// Which way a prediction may go as a feature rises.
public enum Monotonicity: String, Sendable, Codable, CaseIterable {
  case any, increasing, decreasing

  /// Whether the side of the lower values may predict one number and the side of the higher values another.
  @inline(__always)
  func allows(_ lower: Double, then upper: Double) -> Bool {
    switch self {
    case .any: true
    case .increasing: lower <= upper
    case .decreasing: lower >= upper
    }
  }
}

/// The values that a leaf may take.
struct ValueBounds: Sendable {
  var low = -Double.infinity
  var high = Double.infinity

  var areFinite: Bool { low > -.infinity || high < .infinity }

  @inline(__always)
  func clamped(_ value: Double) -> Double { min(max(value, low), high) }

  /// What is left for the two sides of a split, so that nothing below them crosses the middle between their values.
  func split(_ direction: Monotonicity, _ lower: Double, _ upper: Double) -> (lower: ValueBounds, upper: ValueBounds) {
    guard direction != .any else { return (self, self) }
    let middle = lower / 2 + upper / 2
    return direction == .increasing
      ? (ValueBounds(low: low, high: min(high, middle)), ValueBounds(low: max(low, middle), high: high))
      : (ValueBounds(low: max(low, middle), high: high), ValueBounds(low: low, high: min(high, middle)))
  }
}
