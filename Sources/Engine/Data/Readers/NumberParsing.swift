import Foundation

/// Numbers from the bytes of a text file, without a copy and without a locale.
enum NumberParsing {
  /// Powers of ten that a Double holds exactly.
  static let exactPowers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// 5⁰ to 5²⁷: all that fit 64 bits.
  private static let powersOfFive: [UInt64] = (0...27).map { exponent in
    (0..<exponent).reduce(1) { product, _ in product * 5 }
  }

  // MARK: Eight bytes at a time

  /// One high bit for each byte of eight that is no digit, once "0" has been taken off each by exclusive or.
  @inline(__always)
  static func nonDigits(_ digits: UInt64) -> UInt64 {
    ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
  }

  /// The number that eight digits make, the first in the lowest byte (Lemire & Muła's "Parsing series of integers").
  @inline(__always)
  static func eightDigits(_ digits: UInt64) -> UInt64 {
    let pairs = digits &* 10 &+ (digits &>> 8)
    let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = ((pairs &>> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (low &+ high) &>> 32
  }

  // MARK: Whole numbers

  /// An integer that fills the bytes from `start` to `end`, or nil.
  static func int(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int64? {
    var at = start
    var isNegative = false
    if at < end, at.pointee == 45 || at.pointee == 43 {
      isNegative = at.pointee == 45
      at += 1
    }
    guard at < end, end - at <= 19 else { return nil }
    var value: UInt64 = 0
    while at < end {
      let digit = at.pointee &- 48
      guard digit <= 9 else { return nil }
      // Nineteen digits fit 64 bits without a sign.
      value = value &* 10 &+ UInt64(digit)
      at += 1
    }
    guard value <= UInt64(Int64.max) else { return isNegative && value == 1 << 63 ? .min : nil }
    return isNegative ? -Int64(value) : Int64(value)
  }

  // MARK: Decimals

  /// A decimal number that fills the bytes from `start` to `end`, correctly rounded, or nil.
  ///
  /// Integers too long for 64 bits are identifiers, not decimals: rounding them would merge different ones.
  /// Up to 19 digits and a small exponent are rounded by integers; the rest is left to `strtod`.
  static func decimal(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Double? {
    var at = start
    var isNegative = false
    if at < end, at.pointee == 45 || at.pointee == 43 {
      isNegative = at.pointee == 45
      at += 1
    }
    var mantissa: UInt64 = 0
    let whole = at
    scanDigits(&at, end, &mantissa)
    var digits = at - whole
    if at == end, digits > 18 { return nil }
    var exponent = 0
    if at < end, at.pointee == 46 {
      at += 1
      let fraction = at
      scanDigits(&at, end, &mantissa)
      digits += at - fraction
      exponent = fraction - at
    }
    guard digits > 0 else { return infinity(start, end) }
    if at < end, at.pointee == 101 || at.pointee == 69 {
      at += 1
      var isNegativeExponent = false
      if at < end, at.pointee == 45 || at.pointee == 43 {
        isNegativeExponent = at.pointee == 45
        at += 1
      }
      guard at < end else { return nil }
      var written = 0
      while at < end, at.pointee &- 48 <= 9 {
        written = min(written * 10 + Int(at.pointee &- 48), 100_000)
        at += 1
      }
      exponent += isNegativeExponent ? -written : written
    }
    guard at == end else { return nil }
    // Nineteen digits fit 64 bits.
    if digits <= 19, let value = rounded(mantissa, exponent) { return isNegative ? -value : value }
    let text = String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
    return strtod(text, nil)
  }

  /// Takes digits into the mantissa, which may overflow.
  @inline(__always)
  private static func scanDigits(
    _ at: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ mantissa: inout UInt64
  ) {
    while end - at >= 8 {
      let digits = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self) ^ 0x3030_3030_3030_3030
      guard nonDigits(digits) == 0 else { break }
      mantissa = mantissa &* 100_000_000 &+ eightDigits(digits)
      at += 8
    }
    while at < end, at.pointee &- 48 <= 9 {
      mantissa = mantissa &* 10 &+ UInt64(at.pointee &- 48)
      at += 1
    }
  }

  /// `mantissa · 10^exponent`, rounded once, to the nearest Double and to even in the middle; nil where the exponent
  /// is too large for exact integers of 128 bits.
  static func rounded(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    // Both numbers are exact, and one operation rounds once (Clinger 1990).
    if mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
      return exponent < 0 ? Double(mantissa) / exactPowers[-exponent] : Double(mantissa) * exactPowers[exponent]
    }
    guard exponent >= -27, exponent <= 27 else { return nil }
    guard mantissa > 0 else { return 0 }
    // 10^e is 5^e · 2^e, and the power of two only moves the point.
    if exponent >= 0 {
      let product = mantissa.multipliedFullWidth(by: powersOfFive[exponent])
      guard product.high > 0 else { return Double(product.low) * powerOfTwo(exponent) }
      let shift = product.high.leadingZeroBitCount
      let top = shift == 0 ? product.high : (product.high << shift) | (product.low >> (64 - shift))
      return scaled(top, hasRest: product.low << shift != 0, by: exponent + 64 - shift)
    }
    // The quotient of 128 bits by 64. Both numbers have their highest bit set, and so has what comes out.
    let divisor = powersOfFive[-exponent]
    let divisorShift = divisor.leadingZeroBitCount
    let dividendShift = mantissa.leadingZeroBitCount
    let normalDivisor = divisor << divisorShift
    var high = mantissa << dividendShift
    var point = exponent - dividendShift + divisorShift - 64
    var low: UInt64 = 0
    if high >= normalDivisor {
      low = high << 63
      high >>= 1
      point += 1
    }
    let (quotient, remainder) = normalDivisor.dividingFullWidth((high, low))
    return scaled(quotient, hasRest: remainder != 0, by: point)
  }

  /// Sixty-four bits and what stands behind them, times a power of two, rounded to 53 bits.
  private static func scaled(_ bits: UInt64, hasRest: Bool, by exponent: Int) -> Double {
    // A Double drops eleven bits; the rest matters only where these are exactly half, which the last bit decides.
    Double(hasRest ? bits | 1 : bits) * powerOfTwo(exponent)
  }

  private static func powerOfTwo(_ exponent: Int) -> Double {
    Double(bitPattern: UInt64(exponent + 1023) << 52)
  }

  private static func infinity(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Double? {
    guard end - start <= 9 else { return nil }
    return switch String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self).lowercased() {
    case "inf", "+inf", "infinity", "+infinity": .infinity
    case "-inf", "-infinity": -.infinity
    default: nil
    }
  }
}
