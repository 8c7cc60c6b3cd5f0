/// The values of a run of rows while an expression is computed over them: a part of a column, where it lies, or what
/// was computed of such parts.
struct Vector: Sendable {
  enum Values: Sendable {
    case double(Lane<Double>)
    case int(Lane<Int64>)
    case bool(Lane<Bool>)
    case string([String], Lane<Int32>)
    /// Microseconds since 1970-01-01T00:00:00Z.
    case date(Lane<Int64>)
  }

  let values: Values
  let presence: Presence

  init(_ values: Values, _ presence: Presence) {
    self.values = values
    self.presence = presence
  }

  /// Rows of a column; the first of them is a multiple of 64.
  init(_ column: Column, _ rows: Range<Int>) {
    values =
      switch column.values {
      case .double(let values): .double(Lane(values[rows]))
      case .int(let values): .int(Lane(values[rows]))
      case .bool(let values): .bool(Lane(values[rows]))
      case .date(let values): .date(Lane(values[rows]))
      case .string(let strings): .string(strings.dictionary, Lane(strings.codes[rows]))
      }
    presence = Presence(column.validity.words.map { $0[rows.lowerBound / 64..<(rows.upperBound + 63) / 64] })
  }

  /// Decimal numbers of which those that are no number are missing.
  init(numbers: Lane<Double>, _ presence: Presence, count: Int) {
    values = .double(numbers)
    self.presence = presence.excludingNaN(numbers, count: count)
  }

  var type: ColumnType {
    switch values {
    case .double: .double
    case .int: .int
    case .bool: .bool
    case .string: .string
    case .date: .date
    }
  }

  /// The numbers as decimal ones; nil where these are no numbers.
  var decimals: Lane<Double>? {
    switch values {
    case .double(let lane): lane
    case .int(let lane): lane.isConstant ? Lane(constant: Double(lane.first)) : mapped(lane, lane.count) { Double($0) }
    default: nil
    }
  }
}

/// One value for each of some rows, or one for all of them.
struct Lane<T: Sendable>: Sendable {
  let values: ArraySlice<T>
  let isConstant: Bool

  init(_ values: ArraySlice<T>) {
    self.values = values
    isConstant = false
  }

  init(_ values: [T]) { self.init(values[...]) }

  init(constant: T) {
    values = [constant]
    isConstant = true
  }

  var count: Int { values.count }
  /// Of a constant lane, its value.
  var first: T { values[values.startIndex] }
}

/// Which of a run of rows are present: bits as a `Validity` has them.
struct Presence: Sendable {
  /// Nil where all rows are present; bits behind the last row mean nothing.
  let words: ArraySlice<UInt64>?

  static let all = Presence(nil)

  init(_ words: ArraySlice<UInt64>?) { self.words = words }

  static func none(count: Int) -> Presence { Presence([UInt64](repeating: 0, count: (count + 63) / 64)[...]) }

  @inline(__always)
  func isPresent(_ row: Int) -> Bool {
    guard let words else { return true }
    return words[words.startIndex + row >> 6] & (1 << UInt64(row & 63)) != 0
  }

  func intersection(_ other: Presence) -> Presence {
    guard let words else { return other }
    guard let others = other.words else { return self }
    return Presence(zip(words, others).map { $0 & $1 }[...])
  }

  /// Bits from one truth value a row.
  init(_ isPresent: UnsafeBufferPointer<Bool>) {
    var words = [UInt64](repeating: 0, count: (isPresent.count + 63) / 64)
    for row in isPresent.indices where isPresent[row] { words[row >> 6] |= 1 << UInt64(row & 63) }
    self.words = words[...]
  }

  func excludingNaN(_ numbers: Lane<Double>, count: Int) -> Presence {
    if numbers.isConstant { return numbers.first.isNaN ? .none(count: count) : self }
    let isNumber = numbers.values.withUnsafeBufferPointer { numbers -> [Bool]? in
      var hasNaN = false
      for number in numbers { hasNaN = hasNaN || number.isNaN }
      return hasNaN ? numbers.map { !$0.isNaN } : nil
    }
    guard let isNumber else { return self }
    return intersection(isNumber.withUnsafeBufferPointer(Presence.init))
  }
}

extension Validity {
  /// Bits where every row that is present may turn out to be all.
  init(count: Int, bits words: [UInt64]) {
    let counted = Validity(count: count, words: words)
    self = counted.flatMap { $0.missingCount == 0 ? nil : $0 } ?? Validity(allPresent: count)
  }
}

// MARK: Loops

/// A function of each value.
@inline(__always)
func mapped<A, R: Sendable>(_ a: Lane<A>, _ count: Int, _ f: (A) -> R) -> Lane<R> {
  if a.isConstant { return Lane(constant: f(a.first)) }
  return Lane(
    [R](unsafeUninitializedCapacity: count) { out, initialized in
      a.values.withUnsafeBufferPointer { a in
        for row in 0..<count { out.initializeElement(at: row, to: f(a[row])) }
      }
      initialized = count
    })
}

/// A function of two values of each row.
@inline(__always)
func combined<A, B, R: Sendable>(_ a: Lane<A>, _ b: Lane<B>, _ count: Int, _ f: (A, B) -> R) -> Lane<R> {
  if a.isConstant, b.isConstant { return Lane(constant: f(a.first, b.first)) }
  return Lane(
    [R](unsafeUninitializedCapacity: count) { out, initialized in
      a.values.withUnsafeBufferPointer { x in
        b.values.withUnsafeBufferPointer { y in
          if a.isConstant {
            let x = x[0]
            for row in 0..<count { out.initializeElement(at: row, to: f(x, y[row])) }
          } else if b.isConstant {
            let y = y[0]
            for row in 0..<count { out.initializeElement(at: row, to: f(x[row], y)) }
          } else {
            for row in 0..<count { out.initializeElement(at: row, to: f(x[row], y[row])) }
          }
        }
      }
      initialized = count
    })
}
