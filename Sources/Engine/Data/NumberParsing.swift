import Foundation

/// Numbers from the bytes of a text file, without a copy and without a locale.
enum NumberParsing {
  /// Powers of ten that a Double holds exactly.
  private static let exactPowers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// An integer that fills the bytes from `start` to `end`, or nil.
  @inline(__always)
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

  /// A decimal number that fills the bytes from `start` to `end`, correctly rounded, or nil.
  ///
  /// Up to 19 digits and a small exponent take the exact way (Clinger); the rest is left to `strtod`.
  static func double(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Double? {
    var at = start
    var isNegative = false
    if at < end, at.pointee == 45 || at.pointee == 43 {
      isNegative = at.pointee == 45
      at += 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    while at < end, at.pointee &- 48 <= 9 {
      mantissa = mantissa &* 10 &+ UInt64(at.pointee &- 48)
      digits += 1
      at += 1
    }
    if at < end, at.pointee == 46 {
      at += 1
      while at < end, at.pointee &- 48 <= 9 {
        mantissa = mantissa &* 10 &+ UInt64(at.pointee &- 48)
        digits += 1
        exponent -= 1
        at += 1
      }
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
    if digits <= 19, mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
      let value = exponent < 0 ? Double(mantissa) / exactPowers[-exponent] : Double(mantissa) * exactPowers[exponent]
      return isNegative ? -value : value
    }
    let text = String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
    return strtod(text, nil)
  }

  private static func infinity(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Double? {
    switch String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self).lowercased() {
    case "inf", "+inf", "infinity", "+infinity": .infinity
    case "-inf", "-infinity": -.infinity
    default: nil
    }
  }

  /// Whether the bytes are one of the words that stand for "no value" in data files.
  @inline(__always)
  static func isNullWord(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
    let count = end - start
    if count == 0 { return true }
    guard count <= 4 else { return false }
    switch (count, start[0]) {
    case (2, 78): return start[1] == 65  // NA
    case (3, 78): return (start[1] == 97 && start[2] == 78) || (start[1] == 47 && start[2] == 65)  // NaN, N/A
    case (3, 110): return start[1] == 97 && start[2] == 110  // nan
    case (4, 78): return start[1] == 85 && start[2] == 76 && start[3] == 76  // NULL
    case (4, 110): return start[1] == 117 && start[2] == 108 && start[3] == 108  // null
    default: return false
    }
  }
}
