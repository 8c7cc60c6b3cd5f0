/// Reads rows from JSON (RFC 8259) as a deployed model expects them: objects of plain values, each field once.
///
/// Strict on purpose: NaN, a key that occurs twice, a field that the model does not know and a number where a text
/// belongs are faults, each told with the field's name. A value that is not known is `null`.
public struct RowReader: Sendable {
  /// The features in the model's order, then what is kept.
  public let fields: [ServedField]
  public let featureCount: Int
  private let places: [String: Int]
  private let keys: [[UInt8]]
  /// Of each text feature, the places of its categories.
  private let codes: [[String: Int32]?]

  public init(_ model: Model, _ facts: ReleaseFacts) {
    fields = facts.features + facts.kept
    featureCount = facts.features.count
    places = Dictionary(uniqueKeysWithValues: zip(fields.map(\.name), 0...))
    keys = fields.map { Array($0.name.utf8) }
    let plain = model.schema.columns.map { column -> [String: Int32]? in
      guard case .plain(.category(let categories)) = column.coding else { return nil }
      return Dictionary(uniqueKeysWithValues: zip(categories, Int32(0)...))
    }
    codes = plain + facts.kept.map { _ in nil }
  }

  // MARK: Rows

  /// Reads one object that fills the bytes.
  public func read(_ bytes: UnsafeBufferPointer<UInt8>, into row: inout RowValues) throws(RowFault) {
    guard let start = bytes.baseAddress else { throw .syntax("the body is empty") }
    var scanner = JSONScanner(at: start, end: start + bytes.count)
    scanner.skipBlanks(andLines: true)
    try object(&scanner, into: &row, start)
    try finish(&scanner, start)
  }

  /// Reads one object, or an array of them, that fills the bytes.
  ///
  /// - Parameter limit: how many rows there may be.
  public func rows(
    _ bytes: UnsafeBufferPointer<UInt8>, atMost limit: Int
  ) throws(RowFault) -> (rows: [RowValues], isArray: Bool) {
    guard let start = bytes.baseAddress else { throw .syntax("the body is empty") }
    var scanner = JSONScanner(at: start, end: start + bytes.count)
    scanner.skipBlanks(andLines: true)
    guard scanner.take("[") else {
      var row = RowValues(fieldCount: fields.count)
      try object(&scanner, into: &row, start)
      try finish(&scanner, start)
      return ([row], false)
    }
    var rows: [RowValues] = []
    scanner.skipBlanks(andLines: true)
    if !scanner.take("]") {
      repeat {
        guard rows.count < limit else {
          throw RowFault(kind: .limit, field: nil, row: nil, detail: "a request may hold at most \(limit) rows")
        }
        var row = RowValues(fieldCount: fields.count)
        do { try object(&scanner, into: &row, start) } catch {
          var fault = error
          fault.row = rows.count
          throw fault
        }
        rows.append(row)
        scanner.skipBlanks(andLines: true)
      } while scanner.take(",")
      guard scanner.take("]") else { throw Self.misplaced(scanner, start, "the array of rows is not closed by ]") }
    }
    try finish(&scanner, start)
    return (rows, true)
  }

  /// Gives a row's texts the places that they have in this model's lists of categories.
  func code(_ row: inout RowValues) {
    for place in 0..<featureCount {
      guard let codes = codes[place] else { continue }
      row.codes[place] = row.texts[place].flatMap { codes[$0] } ?? -1
    }
  }

  private func finish(_ scanner: inout JSONScanner, _ start: UnsafePointer<UInt8>) throws(RowFault) {
    scanner.skipBlanks(andLines: true)
    guard scanner.isAtEnd else { throw Self.misplaced(scanner, start, "nothing may follow the rows") }
  }

  private func object(
    _ scanner: inout JSONScanner, into row: inout RowValues, _ start: UnsafePointer<UInt8>
  ) throws(RowFault) {
    row.clear()
    scanner.skipBlanks(andLines: true)
    guard scanner.take("{") else {
      throw Self.misplaced(scanner, start, "a row is an object such as {\"\(fields[0].name)\": …}")
    }
    var seen = SeenFields()
    var expected = 0
    scanner.skipBlanks(andLines: true)
    if !scanner.take("}") {
      repeat {
        scanner.skipBlanks(andLines: true)
        let place = try key(&scanner, expected: expected, start)
        guard seen.insert(place) else { throw .field(fields[place].name, "the field stands twice in the row") }
        scanner.skipBlanks(andLines: true)
        guard scanner.take(":") else {
          throw Self.misplaced(scanner, start, "a colon is expected after a field's name")
        }
        scanner.skipBlanks(andLines: true)
        try value(&scanner, of: place, into: &row, start)
        expected = place + 1
        scanner.skipBlanks(andLines: true)
      } while scanner.take(",")
      guard scanner.take("}") else { throw Self.misplaced(scanner, start, "a comma or } is expected after a value") }
    }
    guard !seen.hasAll(featureCount) else { return }
    if let absent = (0..<featureCount).first(where: { !seen.contains($0) }) {
      throw .field(fields[absent].name, "the field is missing; send null where its value is not known")
    }
  }

  /// The place of the field that a key names; clients send their fields in one order, mostly that of the schema.
  private func key(
    _ scanner: inout JSONScanner, expected: Int, _ start: UnsafePointer<UInt8>
  ) throws(RowFault) -> Int {
    let text: JSONScanner.Text
    do { text = try scanner.string() } catch { throw Self.fault(error, start) }
    let found: Int? = text.withBytes { bytes in
      if expected < keys.count, keys[expected].count == bytes.count, keys[expected].elementsEqual(bytes) {
        return expected
      }
      return places[String(decoding: bytes, as: UTF8.self)]
    }
    if let found { return found }
    let name = text.withBytes { String(decoding: $0.prefix(100), as: UTF8.self) }
    throw .field(name, "the model knows no such field; it knows \(fields.map(\.name).joined(separator: ", "))")
  }

  // MARK: Values

  private func value(
    _ scanner: inout JSONScanner, of place: Int, into row: inout RowValues, _ start: UnsafePointer<UInt8>
  ) throws(RowFault) {
    guard !scanner.isAtEnd else { throw .syntax("the row ends before the value of \"\(fields[place].name)\"") }
    if scanner.byte == UInt8(ascii: "n") {
      try word("null", &scanner, of: place)
      return
    }
    switch fields[place].kind {
    case .number, .integer: try number(&scanner, of: place, into: &row, start)
    case .boolean:
      let isTrue = scanner.byte == UInt8(ascii: "t")
      try word(isTrue ? "true" : "false", &scanner, of: place)
      row.numbers[place] = isTrue ? 1 : 0
    case .text, .date:
      guard scanner.byte == UInt8(ascii: "\"") else { throw mistyped(scanner, place) }
      let text: JSONScanner.Text
      do { text = try scanner.string() } catch { throw Self.fault(error, start) }
      guard let string = text.withBytes({ String(validating: $0, as: UTF8.self) }) else {
        throw .syntax("the value of \"\(fields[place].name)\" is not UTF-8")
      }
      if fields[place].kind == .date {
        guard let date = Instant(string) else {
          throw .field(
            fields[place].name,
            "\(fields[place].kind.article) or null is expected, not \"\(string.shortened(to: 40))\"")
        }
        row.numbers[place] = Double(date.microseconds)
        return
      }
      row.texts[place] = string
      if let codes = codes[place] {
        if let code = codes[string] { row.codes[place] = code } else { row.unusual.append(place) }
      }
    }
  }

  private func word(_ word: StaticString, _ scanner: inout JSONScanner, of place: Int) throws(RowFault) {
    let bytes = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    var copy = scanner
    for byte in bytes {
      guard copy.take(Unicode.Scalar(byte)) else { throw mistyped(scanner, place) }
    }
    scanner = copy
  }

  private func number(
    _ scanner: inout JSONScanner, of place: Int, into row: inout RowValues, _ start: UnsafePointer<UInt8>
  ) throws(RowFault) {
    let first = scanner.byte
    guard first == UInt8(ascii: "-") || first &- 48 <= 9, let number = scanner.strictNumber() else {
      throw mistyped(scanner, place)
    }
    guard number.isFinite else {
      throw .field(fields[place].name, "the number is larger than any that can be computed with")
    }
    let field = fields[place]
    if field.kind == .integer, number.rounded(.towardZero) != number {
      throw .field(field.name, "a whole number is expected, not \(NumberText.short(number))")
    }
    row.numbers[place] = number
    if place < featureCount, let low = field.low, let high = field.high, number < low || number > high {
      row.unusual.append(place)
    }
  }

  private func mistyped(_ scanner: JSONScanner, _ place: Int) -> RowFault {
    let rest = UnsafeBufferPointer(start: scanner.at, count: min(24, scanner.end - scanner.at))
    let found =
      switch scanner.isAtEnd ? 0 : scanner.byte {
      case UInt8(ascii: "\""): "not a text"
      case UInt8(ascii: "{"), UInt8(ascii: "["): "not an object or an array"
      case UInt8(ascii: "t"), UInt8(ascii: "f"): "not a truth value"
      case UInt8(ascii: "N"), UInt8(ascii: "I"):
        "and JSON has no word for NaN or infinity; send null where a value is not known"
      default:
        "not \(String(decoding: rest, as: UTF8.self).prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." })"
      }
    return .field(fields[place].name, "\(fields[place].kind.article) or null is expected, \(found)")
  }

  // MARK: Faults

  private static func misplaced(
    _ scanner: JSONScanner, _ start: UnsafePointer<UInt8>, _ reason: String
  ) -> RowFault {
    .syntax("\(reason) (at byte \(scanner.at - start))")
  }

  private static func fault(_ fault: CSVFormat.Fault, _ start: UnsafePointer<UInt8>) -> RowFault {
    .syntax("\(fault.reason) (at byte \(fault.place - start))")
  }
}

/// Which fields a row has named so far.
private struct SeenFields {
  private var first: UInt64 = 0
  private var others: Set<Int> = []

  /// - Returns: false where the field was there already.
  mutating func insert(_ place: Int) -> Bool {
    guard place < 64 else { return others.insert(place).inserted }
    let bit: UInt64 = 1 << UInt64(place)
    guard first & bit == 0 else { return false }
    first |= bit
    return true
  }

  func contains(_ place: Int) -> Bool { place < 64 ? first >> UInt64(place) & 1 == 1 : others.contains(place) }

  /// Whether the first so many are all there.
  func hasAll(_ count: Int) -> Bool {
    let low: UInt64 = count >= 64 ? .max : (1 << UInt64(count)) - 1
    guard first & low == low else { return false }
    return count <= 64 || (64..<count).allSatisfy(others.contains)
  }
}

extension JSONScanner {
  /// A number as RFC 8259 writes it; nil, where it stood, where there is none.
  mutating func strictNumber() -> Double? {
    let start = at
    var place = at
    if place < end, place.pointee == UInt8(ascii: "-") { place += 1 }
    guard place < end, place.pointee &- 48 <= 9 else { return nil }
    let whole = place
    var value: UInt64 = 0
    while place < end, place.pointee &- 48 <= 9 {
      value = value &* 10 &+ UInt64(place.pointee &- 48)
      place += 1
    }
    guard whole.pointee != 48 || place - whole == 1 else { return nil }
    let isWhole = place == end || (place.pointee != 46 && place.pointee != 69 && place.pointee != 101)
    if isWhole, place - whole <= 15 {
      move(to: place)
      return whole == start ? Double(value) : -Double(value)
    }
    if place < end, place.pointee == 46 {
      place += 1
      let fraction = place
      while place < end, place.pointee &- 48 <= 9 { place += 1 }
      guard place > fraction else { return nil }
    }
    if place < end, place.pointee == 69 || place.pointee == 101 {
      place += 1
      if place < end, place.pointee == 43 || place.pointee == 45 { place += 1 }
      let exponent = place
      while place < end, place.pointee &- 48 <= 9 { place += 1 }
      guard place > exponent else { return nil }
    }
    let number =
      NumberParsing.decimal(start, place)
      ?? Double(String(decoding: UnsafeBufferPointer(start: start, count: place - start), as: UTF8.self))
    if number != nil { move(to: place) }
    return number
  }
}
