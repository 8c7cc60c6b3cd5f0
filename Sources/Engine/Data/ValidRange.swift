/// The numbers that an argument may be, with words for one that is not among them: `rounds must be from 1 to 10,000`.
public struct ValidRange: Sendable {
  private let low: Bound
  private let high: Bound?

  private enum Bound: Sendable {
    case at(Double)
    case beyond(Double)
  }

  /// From one number to another, both included.
  public static func from(_ low: Double, to high: Double) -> ValidRange { ValidRange(low: .at(low), high: .at(high)) }
  /// From a number up.
  public static func from(_ low: Double) -> ValidRange { ValidRange(low: .at(low), high: nil) }
  /// Above a number.
  public static func above(_ low: Double) -> ValidRange { ValidRange(low: .beyond(low), high: nil) }
  /// Above a number, and at most another.
  public static func above(_ low: Double, to high: Double) -> ValidRange {
    ValidRange(low: .beyond(low), high: .at(high))
  }
  /// Between two numbers, neither of which is included.
  public static func between(_ low: Double, _ high: Double) -> ValidRange {
    ValidRange(low: .beyond(low), high: .beyond(high))
  }

  /// A share of the whole, or a probability.
  public static let share = ValidRange.from(0, to: 1)

  /// Whether it holds a number; neither infinity nor what is no number.
  public func contains(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    let isHighEnough =
      switch low {
      case .at(let bound): value >= bound
      case .beyond(let bound): value > bound
      }
    let isLowEnough =
      switch high {
      case nil: true
      case .at(let bound): value <= bound
      case .beyond(let bound): value < bound
      }
    return isHighEnough && isLowEnough
  }

  /// - Throws: `DataError.invalid` where the argument of that name is outside.
  public func check(_ name: String, _ value: Double) throws(DataError) {
    guard contains(value) else { throw .invalid("\(name) must be \(self), not \(NumberText.short(value))") }
  }
}

extension ValidRange: CustomStringConvertible {
  public var description: String {
    switch (low, high) {
    case (.at(let low), .at(let high)): "from \(NumberText.short(low)) to \(NumberText.short(high))"
    case (.at(let low), .beyond(let high)): "at least \(NumberText.short(low)) and below \(NumberText.short(high))"
    case (.beyond(let low), .at(let high)): "above \(NumberText.short(low)) and at most \(NumberText.short(high))"
    case (.beyond(let low), .beyond(let high)): "above \(NumberText.short(low)) and below \(NumberText.short(high))"
    case (.at(let low), nil): "at least \(NumberText.short(low))"
    case (.beyond(let low), nil): "above \(NumberText.short(low))"
    }
  }
}
