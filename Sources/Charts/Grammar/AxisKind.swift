import Foundation

/// How values are placed along an axis.
public enum AxisKind: String, Sendable, Hashable {
  /// Equal distances are equal differences.
  case linear
  /// Equal distances are equal ratios; values of zero and below have no place.
  case logarithmic
  /// Seconds since 1 January 1970, UTC, negative before; labelled by the calendar.
  case dates

  /// Where a value stands on a line; nil where the axis has no place for it.
  func place(_ value: Double) -> Double? {
    guard let value = value.plottable else { return nil }
    return self == .logarithmic ? (value > 0 ? log10(value) : nil) : value
  }
}

/// The marks of an axis: where they stand, what they say, and what the axis shows.
struct AxisMarks {
  /// Places as `AxisKind.place` gives them, ascending.
  let places: [Double]
  let labels: [String]
  let domain: ClosedRange<Double>

  init(places: [Double], labels: [String], domain: ClosedRange<Double>) {
    self.places = places
    self.labels = labels
    self.domain = domain
  }

  init(_ ticks: Ticks, style: NumberStyle) {
    self.init(places: ticks.values, labels: ticks.labels(style), domain: ticks.domain)
  }

  /// - Parameters:
  ///   - range: of places.
  ///   - isTight: whether the axis ends with the data rather than with a mark.
  init(_ kind: AxisKind, _ range: ClosedRange<Double>, count: Int, style: NumberStyle, isTight: Bool) {
    switch kind {
    case .linear:
      let ticks = isTight ? Ticks(within: range, count: count) : Ticks(covering: range, count: count)
      self.init(
        places: ticks.values, labels: ticks.labels(style), domain: isTight ? Ticks.divisible(range) : ticks.domain)
    case .logarithmic: self.init(powersIn: range, count: count, style: style, isTight: isTight)
    case .dates: self.init(CalendarTicks(range, count: count))
    }
  }

  /// Powers of ten, with 2 and 5 times them where there are few; of a narrow range, round values as on a linear axis.
  private init(powersIn range: ClosedRange<Double>, count: Int, style: NumberStyle, isTight: Bool) {
    let (low, high) = (range.lowerBound, range.upperBound)
    guard high - low > 0.6 else {
      // Less than a factor of four: the axis is all but linear.
      let ticks = Ticks(covering: pow(10, low)...pow(10, max(high, low)), count: count)
      let positive = ticks.values.filter { $0 > 0 }
      let ends =
        positive.isEmpty ? low...max(high, low) : min(low, log10(positive[0]))...max(high, log10(positive.last ?? 1))
      self.init(
        places: positive.map(log10), labels: positive.map { ticks.label($0, style) },
        domain: isTight && low < high ? low...high : ends.lowerBound < ends.upperBound ? ends : low - 0.5...high + 0.5)
      return
    }
    let every = max(1, Int(((high - low) / Double(max(1, count))).rounded()))
    let factors: [Double] = high - low <= 1.7 ? [1, 2, 5] : high - low <= 3 ? [1, 3] : [1]
    let first = Int(low.rounded(.down))
    let last = Int(high.rounded(.up))
    var places: [Double] = []
    for power in stride(from: first, through: last, by: every) {
      for factor in factors { places.append(Double(power) + log10(factor)) }
    }
    let reach = isTight ? 1e-9 : 0.35
    places = places.filter { $0 >= low - reach && $0 <= high + reach }
    self.init(
      places: places,
      labels: places.map { place in
        let value = (pow(10, place - place.rounded(.down)) * 1e6).rounded() / 1e6 * pow(10, place.rounded(.down))
        if case .percent = style { return NumberStyle.compact.text(value * 100) + "%" }
        return NumberStyle.compact.text(value)
      },
      domain: isTight
        ? range : min(low, places.first ?? low)...max(high, places.last ?? high))
  }

  /// Where the axis runs from one pixel to another.
  func scale(from start: Double, to end: Double) -> Scale { Scale(domain, from: start, to: end) }
}
