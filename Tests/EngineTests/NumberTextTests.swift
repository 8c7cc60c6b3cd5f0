import Testing

@testable import Engine

@Suite("Numbers as text")
struct NumberTextTests {
  @Test(
    arguments: [
      (0, 0, "0"), (0, 2, "0.00"), (-0.0, 1, "0.0"), (1344.256, 2, "1,344.26"), (-1344.256, 2, "−1,344.26"),
      (-0.001, 2, "0.00"), (0.5, 0, "1"), (-0.5, 0, "−1"), (2.5, 0, "3"), (999.96, 1, "1,000.0"), (0.05, 3, "0.050"),
      (1_234_567, 0, "1,234,567"), (1e14, 0, "100,000,000,000,000"), (12.5, -3, "13"), (0.1, 40, "0.100000000000"),
      (.nan, 2, "–"), (.infinity, 2, "–"), (-.infinity, 0, "–"), (1e300, 2, "1e+300"),
    ] as [(Double, Int, String)])
  func `a decimal has its thousands, its sign and so many digits`(value: Double, decimals: Int, text: String) {
    #expect(NumberText.decimal(value, decimals: decimals) == text)
  }

  @Test(
    arguments: [
      (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (336_776, "336,776"), (-1000, "−1,000"),
      (.max, "9,223,372,036,854,775,807"), (.min, "−9,223,372,036,854,775,808"),
    ] as [(Int, String)])
  func `a whole number is grouped by thousands`(value: Int, text: String) {
    #expect(NumberText.whole(value) == text)
  }

  @Test(
    arguments: [
      (0.237, 1, "23.7%"), (0, 0, "0%"), (1, 1, "100.0%"), (-0.05, 0, "−5%"), (.nan, 1, "–"), (12.345, 1, "1,234.5%"),
    ] as [(Double, Int, String)])
  func `a share is told in per cent`(value: Double, decimals: Int, text: String) {
    #expect(NumberText.percent(value, decimals: decimals) == text)
  }

  @Test(
    arguments: [
      (1040, "1,040"), (12.6, "12.6"), (0.901, "0.901"), (0.00012, "0.00012"), (0, "0"), (-3, "−3"), (0.5, "0.5"),
      (1234.6, "1,235"), (99.96, "100"), (0.9999, "1"), (-0.25, "−0.25"), (.infinity, "–"),
      (1e14, "100,000,000,000,000"),
    ] as [(Double, String)])
  func `a short number has no digits that say nothing`(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test(arguments: [1.5e20, 2.5e300, -1.25e30, 1e20, 1e15, .greatestFiniteMagnitude, Double(Int64.max)] as [Double])
  func `a short number is never another number`(value: Double) {
    let text = NumberText.short(value).replacing(",", with: "").replacing("−", with: "-")
    #expect(Double(text) == value)
  }

  @Test(arguments: [1e-9, -3.2e-12, Double.leastNonzeroMagnitude] as [Double])
  func `a tiny number is not told as zero`(value: Double) {
    #expect(NumberText.short(value) != "0")
  }
}
