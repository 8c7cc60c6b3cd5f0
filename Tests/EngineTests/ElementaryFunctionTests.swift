import Foundation
import Testing

@testable import Engine

@Suite("Elementary functions")
struct ElementaryFunctionTests {
  @Test func `the exponential agrees with the C library's to the last place or two`() {
    for step in -7450...7097 {
      let x = Double(step) / 10 + 0.0123
      let expected = exp(x)
      let tolerance = max(expected.ulp, .leastNonzeroMagnitude) * 2
      #expect((exponential(x) - expected).magnitude <= tolerance, "exp(\(x))")
    }
    #expect(exponential(0) == 1)
    #expect(exponential(800) == .infinity)
    #expect(exponential(-800) == 0)
    #expect(exponential(.nan).isNaN)
  }

  @Test func `the logarithm agrees with the C library's to the last place or two`() {
    // From the smallest numbers, which have fewer digits, to the largest.
    var x = 4 * Double.leastNonzeroMagnitude
    while x < 1e300 {
      #expect((logarithm(x) - log(x)).magnitude <= log(x).magnitude.ulp * 2, "log(\(x))")
      x *= 1.37
    }
    for step in 1...2000 {
      let near = 1 + Double(step - 1000) / 1e6
      #expect((logarithm(near) - log(near)).magnitude <= log(near).magnitude.ulp * 2)
    }
    #expect(logarithm(0) == -.infinity)
    #expect(logarithm(-1).isNaN)
    #expect(logarithm(.infinity) == .infinity)
  }
}
