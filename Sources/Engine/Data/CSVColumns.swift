import Foundation

/// A column while its file is parsed: each piece of the file writes its own rows.
final class ColumnBuilder: @unchecked Sendable {
  let type: CSVColumnType
  private let rowCount: Int
  fileprivate let doubles: UnsafeMutablePointer<Double>
  fileprivate let ints: UnsafeMutablePointer<Int64>
  fileprivate let bools: UnsafeMutablePointer<Bool>
  fileprivate let codes: UnsafeMutablePointer<Int32>
  fileprivate let missing: UnsafeMutablePointer<[Int]>
  fileprivate let dictionaries: UnsafeMutablePointer<StringDictionary>
  private let pieceCount: Int

  init(_ type: CSVColumnType, rowCount: Int, pieceCount: Int) {
    self.type = type
    self.rowCount = rowCount
    self.pieceCount = pieceCount
    doubles = .allocate(capacity: type == .double ? rowCount : 0)
    ints = .allocate(capacity: type == .int || type == .date ? rowCount : 0)
    bools = .allocate(capacity: type == .bool ? rowCount : 0)
    codes = .allocate(capacity: type == .string ? rowCount : 0)
    missing = .allocate(capacity: pieceCount)
    missing.initialize(repeating: [], count: pieceCount)
    dictionaries = .allocate(capacity: pieceCount)
    for piece in 0..<pieceCount { (dictionaries + piece).initialize(to: StringDictionary()) }
  }

  deinit {
    doubles.deallocate()
    ints.deallocate()
    bools.deallocate()
    codes.deallocate()
    missing.deinitialize(count: pieceCount)
    missing.deallocate()
    dictionaries.deinitialize(count: pieceCount)
    dictionaries.deallocate()
  }

  /// The column, once every piece has been parsed without a misfit.
  func finished(_ pieces: [CSVPiece]) -> Column {
    let missingRows = (0..<pieceCount).flatMap { missing[$0] }
    let validity = Validity(count: rowCount, missingRows: missingRows)
    func copied<T>(_ pointer: UnsafeMutablePointer<T>) -> [T] {
      Array(UnsafeBufferPointer(start: pointer, count: rowCount))
    }
    switch type {
    case .int: return Column(.int(copied(ints)), validity: validity)
    case .date: return Column(.date(copied(ints)), validity: validity)
    case .double: return Column(.double(copied(doubles)), validity: validity)
    case .bool: return Column(.bool(copied(bools)), validity: validity)
    case .string: return Column(.string(merged(pieces)), validity: validity)
    }
  }

  /// One dictionary for all pieces, in order of first appearance.
  private func merged(_ pieces: [CSVPiece]) -> CodedStrings {
    var index: [String: Int32] = [:]
    var dictionary: [String] = []
    let renumbered = (0..<pieceCount).map { piece in
      dictionaries[piece].strings.map { string in
        if let code = index[string] { return code }
        let code = Int32(dictionary.count)
        index[string] = code
        dictionary.append(string)
        return code
      }
    }
    let codes = SharedBuffer(self.codes)
    inParallel(pieceCount) { piece in
      guard let codes = codes.pointer, !renumbered[piece].isEmpty else { return }
      let rows = pieces[piece].firstRow..<pieces[piece].firstRow + pieces[piece].rowCount
      for row in rows { codes[row] = renumbered[piece][Int(codes[row])] }
    }
    return CodedStrings(dictionary: dictionary, codes: Array(UnsafeBufferPointer(start: self.codes, count: rowCount)))
  }
}

/// The distinct strings of one piece, found by their bytes: open addressing, so that a repeated string costs no
/// allocation.
struct StringDictionary {
  private(set) var strings: [String] = []
  private var spans: [(start: UnsafePointer<UInt8>, count: Int, hasDoubledQuotes: Bool)] = []
  private var slots = [Int32](repeating: -1, count: 64)

  /// The code of the bytes, which must stay where they are as long as the dictionary is used.
  @inline(__always)
  mutating func code(_ field: CSVSyntax.Field) -> Int32 {
    let count = field.end - field.start
    var slot = firstSlot(field.start, count)
    while slots[slot] >= 0 {
      let span = spans[Int(slots[slot])]
      if span.count == count, span.hasDoubledQuotes == field.hasDoubledQuotes,
        memcmp(span.start, field.start, count) == 0
      {
        return slots[slot]
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let code = Int32(strings.count)
    strings.append(field.text())
    spans.append((field.start, count, field.hasDoubledQuotes))
    slots[slot] = code
    if strings.count * 2 > slots.count { grow() }
    return code
  }

  /// Where the search for the bytes starts (FNV-1a).
  @inline(__always)
  private func firstSlot(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for i in 0..<count { hash = (hash ^ UInt64(start[i])) &* 0x100_0000_01B3 }
    hash ^= hash >> 32
    return Int(truncatingIfNeeded: hash) & (slots.count - 1)
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    for (code, span) in spans.enumerated() {
      var slot = firstSlot(span.start, span.count)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(code)
    }
  }
}

extension CSVSyntax {
  /// The narrowest type that the first thousand rows of each column allow.
  func typesOfFirstRows(_ pieces: [CSVPiece], columnCount: Int) throws(DataError) -> [CSVColumnType] {
    var types = [CSVColumnType](repeating: .int, count: columnCount)
    guard let piece = pieces.first else { return [CSVColumnType](repeating: .string, count: columnCount) }
    var at = base + piece.start
    var rows = 0
    var hasValue = [Bool](repeating: false, count: columnCount)
    while at < base + piece.end, rows < 1000 {
      if columnCount > 1, isBlankLine(at) {
        at += at.pointee == Self.carriageReturn ? 2 : 1
        continue
      }
      var column = 0
      while true {
        let field = try self.field(at: at)
        if column < columnCount, !NumberParsing.isNullWord(field.start, field.end) {
          hasValue[column] = true
          while types[column] != .string, !Self.fits(field, types[column]) { types[column] = types[column].wider }
        }
        column += 1
        at = field.next
        if field.endsRecord { break }
      }
      rows += 1
    }
    // A column without a value so far is taken for integers, and widened by its first one.
    return types
  }

  private static func fits(_ field: Field, _ type: CSVColumnType) -> Bool {
    switch type {
    case .int: NumberParsing.int(field.start, field.end) != nil
    case .double: isDecimal(field) && NumberParsing.double(field.start, field.end) != nil
    case .date: instant(field) != nil
    case .bool: bool(field) != nil
    case .string: true
    }
  }

  /// Integers too long for 64 bits are identifiers, not decimals: rounding them would merge different ones.
  @inline(__always)
  private static func isDecimal(_ field: Field) -> Bool {
    var start = field.start
    if start < field.end, start.pointee == 45 || start.pointee == 43 { start += 1 }
    guard field.end - start > 18 else { return true }
    return UnsafeBufferPointer(start: start, count: field.end - start).contains { $0 < 48 || $0 > 57 }
  }

  private static func instant(_ field: Field) -> Instant? {
    Instant(iso8601: UnsafeBufferPointer(start: field.start, count: field.end - field.start))
  }

  private static func bool(_ field: Field) -> Bool? {
    switch (field.end - field.start, field.start.pointee | 32) {
    case (4, UInt8(ascii: "t")): field.text().lowercased() == "true" ? true : nil
    case (5, UInt8(ascii: "f")): field.text().lowercased() == "false" ? false : nil
    default: nil
    }
  }

  /// Parses the records of a piece into those columns that have a builder.
  ///
  /// - Returns: the columns in which a value does not fit the builder's type.
  func parse(_ piece: CSVPiece, index: Int, into builders: [ColumnBuilder?]) throws(DataError) -> Set<Int> {
    var misfits: Set<Int> = []
    var isMisfit = [Bool](repeating: false, count: builders.count)
    var at = base + piece.start
    let stop = base + piece.end
    var row = piece.firstRow
    while at < stop {
      if builders.count > 1, isBlankLine(at) {
        at += at.pointee == Self.carriageReturn ? 2 : 1
        continue
      }
      let recordStart = at
      // The columns were made for the records that were counted; a difference would write past their ends.
      precondition(row < piece.firstRow + piece.rowCount, "records are counted and read by the same rules")
      var column = 0
      while true {
        let field = try self.field(at: at)
        at = field.next
        if column < builders.count, let builder = builders[column], !isMisfit[column] {
          if !store(field, row: row, piece: index, in: builder) {
            isMisfit[column] = true
            misfits.insert(column)
          }
        }
        column += 1
        if field.endsRecord { break }
      }
      guard column == builders.count else {
        throw .malformed(
          path: path, line: line(of: recordStart), column: nil,
          reason:
            "\(column) \(column == 1 ? "field" : "fields"), but the header names \(builders.count) \(builders.count == 1 ? "column" : "columns")"
        )
      }
      row += 1
    }
    return misfits
  }

  @inline(__always)
  private func store(_ field: Field, row: Int, piece: Int, in builder: ColumnBuilder) -> Bool {
    switch builder.type {
    case .int:
      if let value = NumberParsing.int(field.start, field.end) {
        builder.ints[row] = value
        return true
      }
      builder.ints[row] = 0
    case .double:
      if let value = NumberParsing.double(field.start, field.end), Self.isDecimal(field) {
        builder.doubles[row] = value
        return true
      }
      builder.doubles[row] = .nan
    case .date:
      if let value = Self.instant(field) {
        builder.ints[row] = value.microseconds
        return true
      }
      builder.ints[row] = 0
    case .bool:
      if let value = Self.bool(field) {
        builder.bools[row] = value
        return true
      }
      builder.bools[row] = false
    case .string:
      if !NumberParsing.isNullWord(field.start, field.end) {
        builder.codes[row] = builder.dictionaries[piece].code(field)
        return true
      }
      builder.codes[row] = 0
    }
    guard NumberParsing.isNullWord(field.start, field.end) else { return false }
    builder.missing[piece].append(row)
    return true
  }
}
