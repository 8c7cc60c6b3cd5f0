/// What the values of a column are.
public enum ColumnType: String, Sendable, Codable {
  case double, int, bool, string, date

  /// Whether values have an order and distances: numbers and dates, but not truth values and strings.
  public var isNumeric: Bool {
    switch self {
    case .double, .int, .date: true
    case .bool, .string: false
    }
  }
}

/// Strings as codes into a dictionary: a category costs four bytes a row however long its name.
public struct CodedStrings: Sendable {
  /// The distinct strings, in order of their first row; a code is a place in it.
  public let dictionary: [String]
  /// One a row; 0 where the row is missing.
  public let codes: [Int32]

  public init(dictionary: [String], codes: [Int32]) {
    self.dictionary = dictionary
    self.codes = codes
  }

  /// Codes strings in order of appearance; nil is missing.
  public init(_ strings: [String?]) {
    var index: [String: Int32] = [:]
    var dictionary: [String] = []
    codes = strings.map { string in
      guard let string else { return 0 }
      if let code = index[string] { return code }
      let code = Int32(dictionary.count)
      index[string] = code
      dictionary.append(string)
      return code
    }
    self.dictionary = dictionary
  }
}

/// A named table's column: values of one type and which of them are present.
///
/// The value of a missing row is arbitrary and never read.
public struct Column: Sendable {
  public enum Values: Sendable {
    case double([Double])
    case int([Int64])
    case bool([Bool])
    case string(CodedStrings)
    /// Microseconds since 1970-01-01T00:00:00Z.
    case date([Int64])
  }

  public let values: Values
  public let validity: Validity

  public init(_ values: Values, validity: Validity) {
    self.values = values
    self.validity = validity
  }

  public init(_ doubles: [Double]) {
    values = .double(doubles)
    validity = Validity(count: doubles.count) { !doubles[$0].isNaN }
  }

  public init(_ ints: [Int64]) {
    values = .int(ints)
    validity = Validity(allPresent: ints.count)
  }

  public init(_ bools: [Bool]) {
    values = .bool(bools)
    validity = Validity(allPresent: bools.count)
  }

  public init(_ strings: [String?]) {
    values = .string(CodedStrings(strings))
    validity = Validity(count: strings.count) { strings[$0] != nil }
  }

  public var count: Int { validity.count }

  public var type: ColumnType {
    switch values {
    case .double: .double
    case .int: .int
    case .bool: .bool
    case .string: .string
    case .date: .date
    }
  }

  /// Whether the column has an order and distances: numbers and dates, but not truth values and strings.
  public var isNumeric: Bool { type.isNumeric }

  /// One number a row, NaN where missing: truth values are 0 and 1, dates microseconds, strings nil.
  public func numbers() -> [Double]? {
    var result: [Double]
    switch values {
    case .double(let values): result = values
    case .int(let values), .date(let values): result = values.map(Double.init)
    case .bool(let values): result = values.map { $0 ? 1 : 0 }
    case .string: return nil
    }
    if !validity.isComplete { for row in 0..<count where !validity.isPresent(row) { result[row] = .nan } }
    return result
  }

  /// Whether each row is true, a missing one being not; nil for columns of anything else.
  func truths() -> [Bool]? {
    guard case .bool(let values) = values else { return nil }
    return validity.isComplete ? values : values.indices.map { values[$0] && validity.isPresent($0) }
  }

  /// The value of a row as a reader would write it; nil where missing.
  public func text(at row: Int) -> String? {
    guard validity.isPresent(row) else { return nil }
    switch values {
    case .double(let values): return Double(values[row]).description
    case .int(let values): return values[row].description
    case .bool(let values): return values[row].description
    case .string(let strings): return strings.dictionary[Int(strings.codes[row])]
    case .date(let values): return Instant(microseconds: values[row]).description
    }
  }

  /// The chosen rows, in their order.
  func gathered(_ rows: [Int32]) -> Column {
    func pick<T>(_ values: [T]) -> [T] {
      [T](unsafeUninitializedCapacity: rows.count) { buffer, count in
        values.withUnsafeBufferPointer { source in
          for (place, row) in rows.enumerated() {
            (buffer.baseAddress.unsafelyUnwrapped + place).initialize(to: source[Int(row)])
          }
        }
        count = rows.count
      }
    }
    guard !rows.isEmpty else { return empty }
    let picked: Values =
      switch values {
      case .double(let values): .double(pick(values))
      case .int(let values): .int(pick(values))
      case .bool(let values): .bool(pick(values))
      case .date(let values): .date(pick(values))
      case .string(let strings): .string(CodedStrings(dictionary: strings.dictionary, codes: pick(strings.codes)))
      }
    return Column(picked, validity: validity.gathered(rows))
  }

  private var empty: Column {
    let none: Values =
      switch values {
      case .double: .double([])
      case .int: .int([])
      case .bool: .bool([])
      case .date: .date([])
      case .string(let strings): .string(CodedStrings(dictionary: strings.dictionary, codes: []))
      }
    return Column(none, validity: Validity(allPresent: 0))
  }
}
