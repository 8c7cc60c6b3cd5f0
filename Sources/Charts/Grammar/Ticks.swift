import Foundation

/// Round values along an axis, 1, 2 or 5 times a power of ten apart.
struct Ticks: Equatable {
  /// Ascending, at least two.
  let values: [Double]
  let step: Double
  /// What the axis shows: all ticks, and what little of the data lies beyond the outer ones.
  let domain: ClosedRange<Double>

  private init(_ indices: ClosedRange<Double>, step: Double, reaching range: ClosedRange<Double>? = nil) {
    self.step = step
    values = stride(from: indices.lowerBound, through: indices.upperBound, by: 1).map { $0 * step }
    let ends = indices.lowerBound * step...indices.upperBound * step
    domain = range.map { min($0.lowerBound, ends.lowerBound)...max($0.upperBound, ends.upperBound) } ?? ends
  }

  /// The ticks 0, ½ and 1 of a share.
  static let unit = Ticks(0...2, step: 0.5)

  /// Ticks around a range. Data that reaches over the outer tick by less than a quarter of a step does not ask for
  /// one more, which would leave most of that step empty.
  ///
  /// - Parameters:
  ///   - range: A range too narrow to divide is widened first.
  ///   - count: About how many intervals to make. There are at most twice as many.
  init(covering range: ClosedRange<Double>, count: Int) {
    let range = Self.divisible(range)
    let step = Self.step(for: range, count: count)
    let first = (range.lowerBound / step + 0.25).rounded(.down)
    let last = (range.upperBound / step - 0.25).rounded(.up)
    self.init(first...max(last, first + 1), step: step, reaching: range)
  }

  /// The ticks inside a range. There is always at least one interval, widening the range if need be.
  init(within range: ClosedRange<Double>, count: Int) {
    let range = Self.divisible(range)
    let step = Self.step(for: range, count: count)
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    self.init(first...max(last, first + 1), step: step)
  }

  /// `range`, or one around it wide enough that its ticks differ in double precision.
  static func divisible(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let magnitude = max(range.lowerBound.magnitude, range.upperBound.magnitude)
    if magnitude < 1e-304 { return 0...1 }
    if range.upperBound - range.lowerBound > magnitude * 1e-9 { return range }
    return (range.lowerBound - magnitude * 0.1)...(range.upperBound + magnitude * 0.1)
  }

  private static func step(for range: ClosedRange<Double>, count: Int) -> Double {
    let rough = (range.upperBound - range.lowerBound) / Double(max(1, count))
    let power = pow(10, floor(log10(rough)))
    // The geometric means between 1, 2, 5 and 10, so that the choice is the nearest in ratio.
    return switch rough / power {
    case ..<1.4142: power
    case ..<3.1623: 2 * power
    case ..<7.0711: 5 * power
    default: 10 * power
    }
  }

  // MARK: Labels

  /// The text of a tick: as many decimals as tell it from its neighbours, and none on whole numbers.
  func label(_ value: Double, _ style: NumberStyle) -> String {
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    switch style {
    case .percent:
      if step < 1e-8 { return NumberStyle.compact.text(value * 100) + "%" }
      return NumberStyle.percent(decimals: decimals(of: value * 100, step: step * 100)).text(value)
    case .compact where step > largest / 500:
      return NumberStyle.compact.text(value)
    case .compact, .number:
      if step < 1e-6 || (largest >= 1e6 && step > largest / 500) { return NumberStyle.compact.text(value) }
      return NumberStyle.number(decimals: decimals(of: value, step: step)).text(value)
    }
  }

  /// The labels of all ticks, in order.
  func labels(_ style: NumberStyle) -> [String] { values.map { label($0, style) } }

  private func decimals(of value: Double, step: Double) -> Int {
    if (value - value.rounded()).magnitude < step * 1e-6 { return 0 }
    return (0...9).first { digits in
      let scaled = step * pow(10, Double(digits))
      return scaled > 0.999_999 && (scaled - scaled.rounded()).magnitude < 1e-6
    } ?? 9
  }
}
