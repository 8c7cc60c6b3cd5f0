import Foundation

@_exported import struct Foundation.CharacterSet
// The functions themselves, so that a program that imports Foundation as well finds one of each.
@_exported import func Foundation.ceil
@_exported import func Foundation.exp
@_exported import func Foundation.floor
@_exported import func Foundation.log
@_exported import func Foundation.log10
@_exported import func Foundation.log2
@_exported import func Foundation.pow
@_exported import func Foundation.round
@_exported import func Foundation.sqrt

// The words of Swift's own types, for tangled notebooks. In the language a part of a text is a text, and a part of an
// array an array; Swift's library gives views for the sake of speed. The members below are preferred to the library's
// where both fit, since they belong to the one type, so that a tangled notebook reads as it was written. What asks for
// a view by its type still gets one.

// MARK: Mathematics

/// Which way a number is rounded.
public typealias RoundingRule = FloatingPointRoundingRule

/// Whole numbers in equal steps, without the end.
///
/// - Parameter step: not zero.
public func stride(from start: Int, to end: Int, by step: Int) -> [Int] {
  Array(Swift.stride(from: start, to: end, by: step))
}

/// Whole numbers in equal steps, with the end where a step meets it.
///
/// - Parameter step: not zero.
public func stride(from start: Int, through end: Int, by step: Int) -> [Int] {
  Array(Swift.stride(from: start, through: end, by: step))
}

/// Decimal numbers in equal steps, without the end.
///
/// - Parameter step: not zero.
public func stride(from start: Double, to end: Double, by step: Double) -> [Double] {
  Array(Swift.stride(from: start, to: end, by: step))
}

/// Decimal numbers in equal steps, with the end where a step meets it.
///
/// - Parameter step: not zero.
public func stride(from start: Double, through end: Double, by step: Double) -> [Double] {
  Array(Swift.stride(from: start, through: end, by: step))
}

// MARK: Arrays

/// The elements of two arrays in pairs, as many as the shorter one has.
public func zip<A, B>(_ a: [A], _ b: [B]) -> [(A, B)] { Array(Swift.zip(a, b)) }

extension Array {
  /// The first elements; all where there are fewer.
  public func prefix(_ count: Int) -> [Element] { [Element](self[..<Swift.min(count, self.count)]) }

  /// The last elements; all where there are fewer.
  public func suffix(_ count: Int) -> [Element] { [Element](self[Swift.max(0, self.count - count)...]) }

  /// The array without its first elements; empty where there are fewer.
  public func dropFirst(_ count: Int = 1) -> [Element] { [Element](self[Swift.min(count, self.count)...]) }

  /// The array without its last elements; empty where there are fewer.
  public func dropLast(_ count: Int = 1) -> [Element] { [Element](self[..<Swift.max(0, self.count - count)]) }

  /// The elements from last to first.
  public func reversed() -> [Element] {
    var elements = self
    elements.reverse()
    return elements
  }

  /// Each element with its position, from 0.
  public func enumerated() -> [(offset: Int, element: Element)] {
    indices.map { (offset: $0, element: self[$0]) }
  }
}

// MARK: Dictionaries

extension Dictionary {
  /// The keys, in no particular order.
  public var keys: [Key] { map { $0.key } }

  /// The values, in no particular order.
  public var values: [Value] { map { $0.value } }
}

// MARK: Texts

extension String {
  /// The parts between separators; empty parts are left out.
  ///
  /// - Parameter separator: at least one character.
  public func split(separator: String) -> [String] {
    components(separatedBy: separator).filter { !$0.isEmpty }
  }

  /// The first characters; all where there are fewer.
  public func prefix(_ count: Int) -> String { String(self[..<forwards(count)]) }

  /// The last characters; all where there are fewer.
  public func suffix(_ count: Int) -> String { String(self[backwards(count)...]) }

  /// The text without its first characters; empty where there are fewer.
  public func dropFirst(_ count: Int = 1) -> String { String(self[forwards(count)...]) }

  /// The text without its last characters; empty where there are fewer.
  public func dropLast(_ count: Int = 1) -> String { String(self[..<backwards(count)]) }

  private func forwards(_ count: Int) -> Index {
    index(startIndex, offsetBy: count, limitedBy: endIndex) ?? endIndex
  }

  private func backwards(_ count: Int) -> Index {
    index(endIndex, offsetBy: -count, limitedBy: startIndex) ?? startIndex
  }

  /// Any value as interpolation writes it: an array, a tuple, what may be nil.
  @_disfavoredOverload
  public init<T>(_ value: T) { self = "\(value)" }
}
