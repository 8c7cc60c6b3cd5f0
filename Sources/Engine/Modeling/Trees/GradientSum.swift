/// The first and second derivative of the loss and the number of rows, summed in whole numbers.
///
/// Whole numbers add up to the same in any order, so that rows can be dealt out to any number of threads, and a
/// difference of two sums is exact. The first number holds the gradient; the second the curvature, above the bits of the
/// row count.
typealias GradientSum = SIMD2<Int64>

/// How derivatives become whole numbers: as fine as the sum over all rows leaves room for.
struct GradientScale: Sendable {
  private let gradientUnit: Double
  private let curvatureUnit: Double
  private let gradientFactor: Double
  private let curvatureFactor: Double
  private let countBits: Int64
  private let countMask: Int64

  /// - Parameters:
  ///   - rows: the most rows that a sum may hold, repeated rows counted as often as they are.
  ///   - gradient: the largest magnitude of a row's gradient.
  ///   - curvature: the largest curvature of a row.
  init(rows: Int, gradient: Double, curvature: Double) {
    countBits = Int64(Int.bitWidth - max(rows, 1).leadingZeroBitCount)
    countMask = (1 << countBits) - 1
    // Units are powers of two, of which the reciprocal is exact.
    gradientUnit = Self.unit(largest: gradient, rows: rows, bits: 62)
    curvatureUnit = Self.unit(largest: curvature, rows: rows, bits: 62 - Int(countBits))
    gradientFactor = 1 / gradientUnit
    curvatureFactor = 1 / curvatureUnit
  }

  private static func unit(largest: Double, rows: Int, bits: Int) -> Double {
    let sum = largest * Double(max(rows, 1))
    guard sum > 0, sum.isFinite else { return 1 }
    // The exponent of the unit may not fall under that of the smallest normal number.
    let forSum = Int(sum.exponent) + 1 - bits
    // Nor finer than a row's number can be rounded to by an addition.
    let forRow = Int(largest.exponent) - 50
    return Double(sign: .plus, exponent: max(forSum, forRow, -1000), significand: 1)
  }

  @inline(__always)
  func sum(gradient: Double, curvature: Double, repeats: Int64) -> GradientSum {
    // Adding and taking away 1.5 · 2⁵² rounds to a whole number.
    let magic = 6_755_399_441_055_744.0
    return GradientSum(
      Int64((gradient * gradientFactor + magic) - magic),
      Int64((curvature * curvatureFactor + magic) - magic) &<< countBits | repeats)
  }

  @inline(__always) func gradient(_ sum: GradientSum) -> Double { Double(sum.x) * gradientUnit }
  @inline(__always) func curvature(_ sum: GradientSum) -> Double { Double(sum.y &>> countBits) * curvatureUnit }
  @inline(__always) func count(_ sum: GradientSum) -> Int { Int(sum.y & countMask) }
}
