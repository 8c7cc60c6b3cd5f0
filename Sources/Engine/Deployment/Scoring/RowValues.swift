/// What a request says of one row, field by field: first the model's features, then what is kept beside them.
public struct RowValues: Sendable, Equatable {
  /// Numbers; truth values as 0 and 1, dates in microseconds since 1970. NaN where a field is missing, or a text.
  public var numbers: [Double]
  /// Texts; nil where a field is missing, or a number.
  public var texts: [String?]
  /// Of a feature that is a text, the category's place in the model's list; −1 where it is missing or unknown.
  var codes: [Int32]
  /// Fields outside of what the model was trained on, each once.
  public var unusual: [Int] = []

  public init(fieldCount: Int) {
    numbers = [Double](repeating: .nan, count: fieldCount)
    texts = [String?](repeating: nil, count: fieldCount)
    codes = [Int32](repeating: -1, count: fieldCount)
  }

  mutating func clear() {
    for place in numbers.indices {
      numbers[place] = .nan
      texts[place] = nil
      codes[place] = -1
    }
    if !unusual.isEmpty { unusual.removeAll(keepingCapacity: true) }
  }
}

/// Why a request's rows cannot be scored.
public struct RowFault: Error, Sendable, Equatable {
  public enum Kind: Sendable {
    /// The text is no JSON, or not of the expected shape.
    case syntax
    /// A field is missing, unknown, or of another type.
    case field
    /// There are more rows than are allowed.
    case limit
  }

  public let kind: Kind
  /// The field that is meant, where one is.
  public let field: String?
  /// The row, from 0, where there are several.
  public internal(set) var row: Int?
  /// What is wrong, in a sentence without its full stop.
  public let detail: String

  static func syntax(_ detail: String) -> RowFault { RowFault(kind: .syntax, field: nil, row: nil, detail: detail) }
  static func field(_ name: String, _ detail: String) -> RowFault {
    RowFault(kind: .field, field: name, row: nil, detail: detail)
  }
}
