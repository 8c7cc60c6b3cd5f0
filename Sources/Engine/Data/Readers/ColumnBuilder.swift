/// A column that grows value by value and takes the type that its values turn out to have.
///
/// Whole numbers among decimals become decimals; values of kinds that do not mix become texts, as they are written.
/// Texts that all are dates become dates.
struct ColumnBuilder {
  private enum Content {
    case nothing
    case int([Int64])
    case double([Double])
    case bool([Bool])
    case text([Int32], TextCodes)
  }

  private var content = Content.nothing
  private(set) var count = 0
  private var missing: [Int] = []
  /// How many values were written as texts because others of the column are of another kind.
  private(set) var mixedCount = 0

  // MARK: Growing

  mutating func appendMissing() {
    missing.append(count)
    switch content {
    case .nothing: break
    case .int: append(int: 0)
    case .double: append(double: 0)
    case .bool: append(bool: false)
    case .text: append(code: 0)
    }
    if case .nothing = content { count += 1 }
  }

  mutating func append(_ value: Int64) {
    switch content {
    case .nothing:
      // So far all values were missing.
      content = .int([Int64](repeating: 0, count: count))
      append(int: value)
    case .int: append(int: value)
    case .double: append(double: Double(value))
    case .bool, .text: append(mixed: value.description)
    }
  }

  mutating func append(_ value: Double) {
    switch content {
    case .int(let values): content = .double(values.map(Double.init))
    case .bool, .text: return append(mixed: value.description)
    case .nothing: content = .double([Double](repeating: 0, count: count))
    case .double: break
    }
    append(double: value)
  }

  mutating func append(_ value: Bool) {
    switch content {
    case .nothing:
      content = .bool([Bool](repeating: false, count: count))
      append(bool: value)
    case .bool: append(bool: value)
    case .int, .double, .text: append(mixed: value.description)
    }
  }

  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    turnIntoText()
    guard case .text(_, let texts) = content else { return }
    append(code: texts.code(text))
  }

  private mutating func append(mixed text: String) {
    mixedCount += 1
    var text = text
    text.withUTF8 { append($0) }
  }

  // The content is taken out while it changes, so that its array is not copied.

  private mutating func append(int value: Int64) {
    guard case .int(var values) = content else { return }
    content = .nothing
    values.append(value)
    content = .int(values)
    count += 1
  }

  private mutating func append(double value: Double) {
    guard case .double(var values) = content else { return }
    content = .nothing
    values.append(value)
    content = .double(values)
    count += 1
  }

  private mutating func append(bool value: Bool) {
    guard case .bool(var values) = content else { return }
    content = .nothing
    values.append(value)
    content = .bool(values)
    count += 1
  }

  private mutating func append(code: Int32) {
    guard case .text(var codes, let texts) = content else { return }
    content = .nothing
    codes.append(code)
    content = .text(codes, texts)
    count += 1
  }

  private mutating func turnIntoText() {
    let written: [String]
    switch content {
    case .text: return
    case .nothing: written = [String](repeating: "", count: count)
    case .int(let values): written = values.map(\.description)
    case .double(let values): written = values.map(\.description)
    case .bool(let values): written = values.map(\.description)
    }
    let texts = TextCodes()
    let gaps = Set(missing)
    mixedCount += count - gaps.count
    content = .text(
      written.enumerated().map { row, text in
        var text = text
        return gaps.contains(row) ? 0 : text.withUTF8 { texts.code($0) }
      }, texts)
  }

  // MARK: The column

  /// - Parameter areTruths: whether a column of nothing but zeros and ones is one of truth values.
  func column(areTruths: Bool = false) -> Column {
    let validity = Validity(count: count, missingRows: missing)
    switch content {
    case .nothing: return Column(missing: .string, count: count)
    case .int(let values):
      guard areTruths, values.allSatisfy({ $0 == 0 || $0 == 1 }) else {
        return Column(.int(values), validity: validity)
      }
      return Column(.bool(values.map { $0 == 1 }), validity: validity)
    case .double(let values):
      // A number that is none is a missing one.
      let numbers = Column(.double(values), validity: validity)
      guard values.contains(where: \.isNaN) else { return numbers }
      return Column(.double(values), validity: validity.intersection(Column(values).validity))
    case .bool(let values): return Column(.bool(values), validity: validity)
    case .text(let codes, let texts):
      let strings = texts.strings
      let moments = strings.map { Instant($0)?.microseconds }
      guard !strings.isEmpty, !moments.contains(nil) else {
        return Column(.string(CodedStrings(dictionary: strings, codes: codes)), validity: validity)
      }
      let dates = codes.enumerated().map { row, code in
        validity.isPresent(row) ? moments[Int(code)] ?? 0 : 0
      }
      return Column(.date(dates), validity: validity)
    }
  }
}

/// The distinct texts of a column, by bytes that need not live on.
private final class TextCodes {
  private let dictionary = ByteDictionary()
  private var copy = [UInt8](repeating: 0, count: 64)

  func code(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
    // The dictionary reads a few bytes behind a text.
    if copy.count < text.count + 8 { copy = [UInt8](repeating: 0, count: 2 * text.count + 8) }
    return copy.withUnsafeMutableBufferPointer { copy in
      guard let start = copy.baseAddress else { return 0 }
      if let source = text.baseAddress { start.update(from: source, count: text.count) }
      (start + text.count).update(repeating: 0, count: 8)
      return dictionary.code(UnsafePointer(start), text.count, place: 0)
    }
  }

  var strings: [String] { (0..<dictionary.count).map { String(decoding: dictionary.bytes($0), as: UTF8.self) } }
}
