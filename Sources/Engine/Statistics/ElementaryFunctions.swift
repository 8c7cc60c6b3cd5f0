/// The exponential function from additions, multiplications and divisions alone.
///
/// A C library picks its exponential by the processor, and two of them may differ in the last bit, which a thousand
/// trees later is another model. This one gives the same bits on every machine, so that a report does as well. Within
/// one unit in the last place (reduction by the logarithm of two and a rational approximation, as in FDLIBM's e_exp).
@inline(__always)
func exponential(_ x: Double) -> Double {
  guard x < 709.782712893384 else { return x.isNaN ? x : .infinity }
  guard x > -745.1332191019411 else { return 0 }
  // Adding and taking away 1.5 · 2⁵² rounds to a whole number, without a call into the C library.
  let k = (x * 1.4426950408889634 + 6_755_399_441_055_744) - 6_755_399_441_055_744
  let high = x - k * 6.93147180369123816490e-01
  let low = k * 1.90821492927058770002e-10
  let r = high - low
  let t = r * r
  let c =
    r - t
    * (1.66666666666666019037e-01
      + t
      * (-2.77777777770155933842e-03
        + t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))))
  let y = 1 - ((low - (r * c) / (2 - c)) - high)
  let exponent = Int(k)
  if exponent > -1022, exponent < 1023 {
    return y * Double(bitPattern: UInt64(bitPattern: Int64(exponent + 1023)) << 52)
  }
  // In two steps, where a power of two by itself would leave the range.
  let half = exponent / 2
  return y * Double(sign: .plus, exponent: half, significand: 1)
    * Double(sign: .plus, exponent: exponent - half, significand: 1)
}

/// The logistic function of four numbers at once: the bits of `sigmoid`, without a branch.
@inline(__always)
func sigmoids(_ x: SIMD4<Double>) -> SIMD4<Double> {
  typealias Four = SIMD4<Double>
  // Past these, the function is 1, or under the smallest normal number.
  var x = -x
  x.replace(with: -700, where: x .< -700)
  x.replace(with: 700, where: x .> 700)
  let magic = Four(repeating: 6_755_399_441_055_744)
  let shifted = x * 1.4426950408889634 + magic
  let k = shifted - magic
  let high = x - k * 6.93147180369123816490e-01
  let low = k * 1.90821492927058770002e-10
  let r = high - low
  let t = r * r
  let fifth = Four(repeating: -1.65339022054652515390e-06) + t * 4.13813679705723846039e-08
  let fourth = Four(repeating: 6.61375632143793436117e-05) + t * fifth
  let third = Four(repeating: -2.77777777770155933842e-03) + t * fourth
  let c = r - t * (Four(repeating: 1.66666666666666019037e-01) + t * third)
  let y = 1 - ((low - (r * c) / (2 - c)) - high)
  // The low bits of the shifted number are k; as an exponent they make a power of two.
  let exponents = (unsafeBitCast(shifted, to: SIMD4<UInt64>.self) &+ 1023) &<< 52
  return 1 / (1 + y * unsafeBitCast(exponents, to: Four.self))
}

/// The natural logarithm, the same bits on every machine (FDLIBM's e_log); NaN below zero, −∞ at zero.
@inline(__always)
func logarithm(_ x: Double) -> Double {
  guard x > 0 else { return x == 0 ? -.infinity : .nan }
  guard x.isFinite else { return x }
  var exponent = Double(x.exponent)
  var significand = x.significand
  if significand > 1.4142135623730951 {
    significand /= 2
    exponent += 1
  }
  let f = significand - 1
  let s = f / (2 + f)
  let z = s * s
  let w = z * z
  let even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
  let odd =
    z
    * (6.666666666666735130e-01
      + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)))
  let halfSquare = 0.5 * f * f
  return exponent * 6.93147180369123816490e-01
    - ((halfSquare - (s * (halfSquare + even + odd) + exponent * 1.90821492927058770002e-10)) - f)
}

/// A whole power by repeated multiplication.
func power(_ x: Double, _ exponent: Int) -> Double {
  (0..<exponent).reduce(1) { product, _ in product * x }
}
