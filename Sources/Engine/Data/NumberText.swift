/// Numbers as sentences write them: a point for decimals, commas between thousands, a true minus sign.
public enum NumberText {
  /// `1,344.26`; rounded half away from zero to so many decimals.
  public static func decimal(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "–" }
    guard value.magnitude < 1e15 else { return "\(value)" }
    var scale = 1.0
    for _ in 0..<min(max(decimals, 0), 12) { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 9e18 else { return "\(value)" }
    let units = UInt64(scaled)
    let whole = grouped(units / UInt64(scale))
    let sign = value < 0 && units > 0 ? "−" : ""
    guard decimals > 0 else { return sign + whole }
    let fraction = String(units % UInt64(scale))
    return "\(sign)\(whole).\(String(repeating: "0", count: min(decimals, 12) - fraction.count))\(fraction)"
  }

  /// `336,776`
  public static func whole(_ value: Int) -> String { (value < 0 ? "−" : "") + grouped(UInt64(value.magnitude)) }

  /// `23.7%` for a share of 0.237.
  public static func percent(_ share: Double, decimals: Int = 1) -> String {
    guard share.isFinite else { return "–" }
    return decimal(share * 100, decimals: decimals) + "%"
  }

  /// `0.034`, and `under 0.001` where it is smaller.
  public static func pValue(_ value: Double) -> String {
    value < 0.001 ? "under 0.001" : decimal(value, decimals: 3)
  }

  /// With as many decimals as the size asks for and none that are but zeros: `1,040`, `12.6`, `0.901`, `0.00012`;
  /// in powers of ten where the number is tiny or huge: `1.5e20`.
  public static func short(_ value: Double) -> String {
    guard value.isFinite, value != value.rounded() || value.magnitude >= 1e15 else {
      return decimal(value, decimals: 0)
    }
    let size = value.magnitude
    guard size < 1e15, size >= 1e-6 else { return power(value) }
    var text = decimal(value, decimals: size >= 1000 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 3 : size >= 0.001 ? 5 : 8)
    while text.contains("."), text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// `1.5e20`: all digits of huge numbers, which may be names of something, and four of tiny ones.
  private static func power(_ value: Double) -> String {
    let text = "\(value.magnitude)".replacing("e+", with: "e")
    let sign = value < 0 ? "−" : ""
    let parts = text.split(separator: "e")
    guard value.magnitude < 1, parts.count == 2, let digits = Double(parts[0]) else { return sign + text }
    let rounded = (digits * 1000).rounded() / 1000
    return sign + (rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)") + "e\(parts[1])"
  }

  private static func grouped(_ value: UInt64) -> String {
    var digits = Substring(String(value))
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = digits.dropLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }
}
