/// A place in a drawing, in pixels from its upper left corner.
struct Position: Equatable {
  var x: Double
  var y: Double
}

extension Double {
  /// The value, unless no chart can place it: NaN, the infinities, and magnitudes over 1e300, whose differences
  /// overflow.
  var plottable: Double? { isFinite && magnitude <= 1e300 ? self : nil }
}

/// A linear map from values to pixels.
struct Scale {
  let domain: ClosedRange<Double>
  let start: Double
  let end: Double

  /// - Parameters:
  ///   - domain: The values to show. A domain of one value puts it in the middle.
  ///   - start: The pixel of the lower bound.
  ///   - end: The pixel of the upper bound; less than `start` on a vertical axis.
  init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    self.domain = domain
    self.start = start
    self.end = end
  }

  /// The pixel of `value`. Values outside the domain are drawn at its edge.
  func callAsFunction(_ value: Double) -> Double {
    let width = domain.upperBound - domain.lowerBound
    guard width > 0 else { return (start + end) / 2 }
    let clamped = min(max(value, domain.lowerBound), domain.upperBound)
    return start + (clamped - domain.lowerBound) / width * (end - start)
  }
}

/// The smallest range that holds all `values` that can be drawn, or `nil` if there are none.
func extent(of values: some Sequence<Double>) -> ClosedRange<Double>? {
  var bounds: ClosedRange<Double>?
  for case let value? in values.lazy.map(\.plottable) {
    bounds = bounds.map { min($0.lowerBound, value)...max($0.upperBound, value) } ?? value...value
  }
  return bounds
}
