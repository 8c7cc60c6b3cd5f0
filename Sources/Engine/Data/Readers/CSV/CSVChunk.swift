/// What a column is taken for until a value contradicts it.
enum CSVColumnType: Sendable, Comparable {
  case int, double, date, bool, string

  var wider: CSVColumnType {
    switch self {
    case .int: .double
    case .double: .date
    case .date: .bool
    case .bool, .string: .string
    }
  }

  init(_ type: ColumnType) {
    self =
      switch type {
      case .int: .int
      case .double: .double
      case .date: .date
      case .bool: .bool
      case .string: .string
      }
  }

  /// How many bytes a value takes.
  var width: Int {
    switch self {
    case .int, .double, .date: 8
    case .string: 4
    case .bool: 1
    }
  }
}

/// One column's values of one text.
final class CSVChunk: @unchecked Sendable {
  let type: CSVColumnType
  let count: Int
  let values: UnsafeMutableRawPointer
  private var slab: PageSlab?
  /// Bit `row % 64` of word `row / 64` is one where the row is missing; nil where none is.
  private(set) var missing: UnsafeMutablePointer<UInt64>?
  /// What the codes of strings stand for.
  let dictionary: ByteDictionary?
  /// Values that do not fit the type that the column is declared to have.
  private(set) var misfits = CSVMisfits()
  private let isDeclared: Bool

  /// - Throws: where the system has no more memory.
  init(
    _ type: CSVColumnType, isDeclared: Bool, count: Int, dictionary: ByteDictionary?, in arena: inout PageArena
  ) throws(DataError) {
    guard let memory = arena.allocate(count * type.width) else {
      throw .invalid("there is not enough memory for the table")
    }
    values = memory.start
    slab = memory.slab
    self.type = type
    self.isDeclared = isDeclared
    self.count = count
    self.dictionary = dictionary
  }

  deinit { release() }

  /// Gives the memory back; nothing reads the values afterwards.
  func release() {
    missing?.deallocate()
    missing = nil
    slab = nil
  }

  private func setMissing(_ row: Int) {
    let words = missing ?? .allocate(capacity: (count + 63) / 64)
    if missing == nil {
      words.initialize(repeating: 0, count: (count + 63) / 64)
      missing = words
    }
    words[row >> 6] |= 1 << UInt64(row & 63)
  }

  // MARK: Parsing

  /// What becomes of a field that is no value: false where it contradicts the type.
  @inline(never)
  private func leaveOut(_ row: Int, _ fields: CSVFields, _ start: Int, _ end: Int, _ nullWords: NullWords) -> Bool {
    if !nullWords.contains(fields.bytes + start, end - start) {
      guard isDeclared else { return false }
      let bytes = UnsafeBufferPointer(start: fields.bytes + start, count: end - start)
      if type == .bool, let truth = Self.declaredTruth(bytes) {
        values.assumingMemoryBound(to: Bool.self)[row] = truth
        return true
      }
      misfits.note(bytes, at: start)
    }
    setMissing(row)
    return true
  }

  /// What a column that is declared to hold truth values may spell them as, besides true and false.
  private static func declaredTruth(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard bytes.count <= 3 else { return nil }
    return switch String(decoding: bytes, as: UTF8.self).lowercased() {
    case "1", "yes", "y", "t": true
    case "0", "no", "n", "f": false
    default: nil
    }
  }

  /// Reads the column; false where a value does not fit its type.
  func parse(_ fields: CSVFields, number: Int, nullWords: NullWords) -> Bool {
    switch type {
    case .int: return parseInts(fields, into: values.assumingMemoryBound(to: Int64.self), nullWords)
    case .double: return parseDoubles(fields, into: values.assumingMemoryBound(to: Double.self), nullWords)
    case .date: return parseDates(fields, into: values.assumingMemoryBound(to: Int64.self), nullWords)
    case .bool: return parseBools(fields, into: values.assumingMemoryBound(to: Bool.self), nullWords)
    case .string:
      parseStrings(fields, into: values.assumingMemoryBound(to: Int32.self), number: number, nullWords)
      return true
    }
  }

  private func parseInts(_ fields: CSVFields, into values: UnsafeMutablePointer<Int64>, _ nullWords: NullWords) -> Bool
  {
    for row in 0..<count {
      let (start, end) = fields.bounds(row)
      // The sign is taken off without a branch: it is as hard to foresee as the data.
      let minus = fields.bytes[start] == 45 ? 1 : 0
      let length = end &- start &- minus
      if length &- 1 >= 0, length <= 8 {
        // The digits are moved to the end of the word, and the room before them filled with zeros.
        let digits = (fields.word(start &+ minus) ^ 0x3030_3030_3030_3030) &<< UInt64(64 &- 8 &* length)
        if NumberParsing.nonDigits(digits) == 0 {
          let value = Int64(bitPattern: NumberParsing.eightDigits(digits))
          values[row] = (value ^ Int64(-minus)) &+ Int64(minus)
          continue
        }
      }
      if let value = NumberParsing.int(fields.bytes + start, fields.bytes + end) {
        values[row] = value
      } else {
        values[row] = 0
        guard leaveOut(row, fields, start, end, nullWords) else { return false }
      }
    }
    return true
  }

  private func parseDoubles(_ fields: CSVFields, into values: UnsafeMutablePointer<Double>, _ nullWords: NullWords)
    -> Bool
  {
    NumberParsing.exactPowers.withUnsafeBufferPointer { powers in
      for row in 0..<count {
        let (start, end) = fields.bounds(row)
        let minus = fields.bytes[start] == 45 ? 1 : 0
        let length = end &- start &- minus
        if length &- 1 >= 0, length <= 8 {
          let digits = (fields.word(start &+ minus) ^ 0x3030_3030_3030_3030) &<< UInt64(64 &- 8 &* length)
          let others = NumberParsing.nonDigits(digits)
          if others == 0 {
            let value = Double(NumberParsing.eightDigits(digits))
            values[row] = minus == 1 ? -value : value
            continue
          }
          // The one byte that is no digit may be the point; "." has become 0x1E.
          let point = UInt64(others.trailingZeroBitCount &- 7)
          if others & (others &- 1) == 0, (digits &>> point) & 0xFF == 0x1E, length > 1 {
            let before = (1 &<< point) &- 1
            let joined = ((digits & before) &<< 8) | (digits & ~(before &<< 8 | 0xFF))
            let value = Double(NumberParsing.eightDigits(joined)) / powers[Int(7 &- point &>> 3)]
            values[row] = minus == 1 ? -value : value
            continue
          }
        }
        if let value = NumberParsing.decimal(fields.bytes + start, fields.bytes + end) {
          values[row] = value
        } else {
          values[row] = .nan
          guard leaveOut(row, fields, start, end, nullWords) else { return false }
        }
      }
      return true
    }
  }

  private func parseDates(_ fields: CSVFields, into values: UnsafeMutablePointer<Int64>, _ nullWords: NullWords) -> Bool
  {
    // Rows are often in order of time: many a date is that of the row before.
    var known = (start: 0, count: -1, value: Int64(0))
    for row in 0..<count {
      let (start, end) = fields.bounds(row)
      if end &- start == known.count, fields.isSame(start, known.start, known.count) {
        values[row] = known.value
      } else if let value = Instant(iso8601: UnsafeBufferPointer(start: fields.bytes + start, count: end - start)) {
        values[row] = value.microseconds
        known = (start, end - start, value.microseconds)
      } else {
        values[row] = 0
        guard leaveOut(row, fields, start, end, nullWords) else { return false }
      }
    }
    return true
  }

  private func parseBools(_ fields: CSVFields, into values: UnsafeMutablePointer<Bool>, _ nullWords: NullWords) -> Bool
  {
    for row in 0..<count {
      let (start, end) = fields.bounds(row)
      // Small letters differ from large ones in one bit.
      let word = fields.word(start) | 0x2020_2020_2020_2020
      if end - start == 4, word & 0xFFFF_FFFF == 0x6575_7274 {  // "true"
        values[row] = true
      } else if end - start == 5, word & 0xFF_FFFF_FFFF == 0x65_736C_6166 {  // "false"
        values[row] = false
      } else {
        values[row] = false
        guard leaveOut(row, fields, start, end, nullWords) else { return false }
      }
    }
    return true
  }

  private func parseStrings(
    _ fields: CSVFields, into codes: UnsafeMutablePointer<Int32>, number: Int, _ nullWords: NullWords
  ) {
    guard let dictionary else { return }
    let text = UInt64(number) << 32
    for row in 0..<count {
      let (start, end) = fields.bounds(row)
      let place = fields.bytes + start
      if nullWords.contains(place, end &- start) {
        codes[row] = 0
        setMissing(row)
      } else if var plain = fields.withoutDoubledQuotes(start, end) {
        let length = plain.count
        plain += [UInt8](repeating: 0, count: 8)
        codes[row] = plain.withUnsafeBufferPointer { plain in
          plain.baseAddress.map { dictionary.code($0, length, place: text | UInt64(row)) } ?? 0
        }
      } else {
        codes[row] = dictionary.code(place, end &- start, place: text | UInt64(row))
      }
    }
  }
}
