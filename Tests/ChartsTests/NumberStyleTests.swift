import Testing

@testable import Charts

@Suite("Numbers as text")
struct NumberStyleTests {
  @Test(arguments: [
    (NumberStyle.number(decimals: 2), 0.9, "0.90"), (.number(decimals: 1), 1344.26, "1,344.3"),
    (.number(decimals: 0), 1_234_567, "1,234,567"), (.number(decimals: 0), 999, "999"),
    (.number(decimals: 2), -0.001, "0.00"), (.number(decimals: 1), -12.34, "−12.3"),
    (.number(decimals: 0), 1.5e300, "1.5e300"), (.number(decimals: 2), 1e-300, "0.00"),
    (.number(decimals: -3), 12.6, "13"), (.percent(decimals: 1), 0.648, "64.8%"),
    (.percent(decimals: 0), 12, "1,200%"), (.percent(decimals: 1), -0.0, "0.0%"), (.compact, 0, "0"),
    (.compact, 12_460, "12.5k"), (.compact, 999.6, "1k"), (.compact, 3_000_000, "3M"), (.compact, 0.0336, "0.0336"),
    (.compact, 0.5, "0.5"), (.compact, -1500, "−1.5k"), (.compact, 1e-7, "1e-7"), (.compact, 2.5e12, "2.5T"),
    (.compact, .nan, "–"), (.number(decimals: 1), .infinity, "–"), (.percent(decimals: 1), 1.7e308, "–"),
  ])
  func `read the same on every machine`(style: NumberStyle, value: Double, expected: String) {
    #expect(style.text(value) == expected)
  }

  @Test(arguments: [
    (0.0, "0"), (12.0, "12"), (12.04, "12"), (12.06, "12.1"), (-0.04, "0"), (-3.25, "-3.3"), (.nan, "0"),
    (1e300, "1000000"), (0.99, "1"),
  ])
  func `are short as coordinates`(value: Double, expected: String) {
    #expect(SVG.coordinate(value) == expected)
  }

  @Test func `have three decimals where a unit is a whole cell`() {
    #expect(SVG.coordinate(0.9291, decimals: 3) == "0.929")
    #expect(SVG.coordinate(1.0502, decimals: 3) == "1.05")
    #expect(SVG.coordinate(-0.0071, decimals: 3) == "-0.007")
  }
}
