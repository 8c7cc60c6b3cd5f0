import Foundation

/// How a chart writes its numbers. The same on every machine: no locale is asked.
public enum NumberStyle: Sendable, Hashable {
  /// "1,344.30", with a fixed number of decimals.
  case number(decimals: Int)
  /// A share as "64.8%".
  case percent(decimals: Int)
  /// Three significant digits and a unit: "12.5k", "3M", "0.034".
  case compact

  /// The text of `value`; "–" if it is not a finite number.
  ///
  /// Magnitudes of 1e15 and above are written as "1.5e300", whatever the style.
  public func text(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    switch self {
    case .number(let decimals): return Self.fixed(value, decimals: decimals)
    case .percent(let decimals):
      guard (value * 100).isFinite else { return "–" }
      return Self.fixed(value * 100, decimals: decimals) + "%"
    case .compact: return Self.compacted(value)
    }
  }

  private static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.magnitude < 1e15 else { return scientific(value) }
    let digits = String(format: "%.\(min(max(decimals, 0), 9))f", value.magnitude)
    let isZero = digits.allSatisfy { $0 == "0" || $0 == "." }
    return (value < 0 && !isZero ? "−" : "") + grouped(digits)
  }

  private static func compacted(_ value: Double) -> String {
    if value == 0 { return "0" }
    guard value.magnitude < 1e15, value.magnitude >= 1e-4 else { return scientific(value) }
    // Round first: 999.6 is 1k, not 1,000.
    let rounded = significant(value.magnitude)
    let units: [(Double, String)] = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")]
    let (divisor, unit) = units.first { rounded >= $0.0 } ?? (1, "")
    let scaled = rounded / divisor
    let decimals = max(0, 2 - Int(floor(log10(scaled) + 1e-9)))
    return (value < 0 ? "−" : "") + withoutTrailingZeros(String(format: "%.\(decimals)f", scaled)) + unit
  }

  /// `value` to three significant digits.
  private static func significant(_ value: Double) -> Double {
    let exponent = Int(floor(log10(value))) - 2
    return exponent > 0
      ? (value / pow(10, Double(exponent))).rounded() * pow(10, Double(exponent))
      : (value * pow(10, Double(-exponent))).rounded() / pow(10, Double(-exponent))
  }

  private static func scientific(_ value: Double) -> String {
    let parts = String(format: "%.2e", value.magnitude).split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return "0" }
    return (value < 0 ? "−" : "") + withoutTrailingZeros(String(parts[0])) + "e\(exponent)"
  }

  private static func withoutTrailingZeros(_ digits: String) -> String {
    guard digits.contains(".") else { return digits }
    var digits = digits
    while digits.last == "0" { digits.removeLast() }
    if digits.last == "." { digits.removeLast() }
    return digits
  }

  /// "1344.30" as "1,344.30".
  private static func grouped(_ digits: String) -> String {
    let whole = digits.prefix { $0 != "." }
    var result = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result + digits.dropFirst(whole.count)
  }
}
