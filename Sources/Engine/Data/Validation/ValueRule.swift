/// What a single value of a column must be.
enum ValueRule: Sendable {
  case between(Double, Double)
  case betweenDates(Instant, Instant)
  case oneOf([String])
  case matches(String)
  case length(Int, Int)
  /// Among the values of another table's column.
  case found(Table, column: String)
  case unique

  /// - Throws: `DataError.invalid` where no value can be so.
  func check() throws(DataError) {
    switch self {
    case .between(let low, let high):
      guard low <= high else {
        throw .invalid(
          "the lower bound comes first: \(NumberText.short(low)) is above \(NumberText.short(high))")
      }
    case .betweenDates(let low, let high):
      guard low <= high else { throw .invalid("the earlier date comes first: \(low) is after \(high)") }
    case .oneOf(let values):
      guard !values.isEmpty else { throw .invalid("isOne(of:) needs at least one value") }
    case .matches(let pattern): _ = try Self.regex(pattern)
    case .length(let low, let high):
      guard low >= 0 else { throw .invalid("a length is never below 0: \(low)...\(high)") }
    case .found, .unique: break
    }
  }

  /// - Throws: `DataError.invalid` with what is wrong with the pattern.
  static func regex(_ pattern: String) throws(DataError) -> Regex<AnyRegexOutput> {
    do {
      return try Regex(pattern)
    } catch {
      throw .invalid("\"\(pattern)\" is no regular expression: \(error)")
    }
  }

  /// As the end of a sentence that starts with the column's name.
  var words: String {
    switch self {
    case .between(let low, let high): "lies from \(NumberText.short(low)) to \(NumberText.short(high))"
    case .betweenDates(let low, let high): "lies from \(low) to \(high)"
    case .oneOf(let values): "is one of \(values.joined(separator: ", "))"
    case .matches(let pattern): "matches \(pattern)"
    case .length(let low, let high):
      low == high
        ? "is \(NumberText.whole(low)) \(low == 1 ? "letter" : "letters") long"
        : "is from \(NumberText.whole(low)) to \(NumberText.whole(high)) letters long"
    case .found(let table, let column): "is found in \(column) of \(table.label)"
    case .unique: "is unique"
    }
  }

  // MARK: Rows that break it

  /// - Throws: where the rule does not fit the column's type.
  func failures(_ name: String, _ column: Column) throws(DataError) -> Failures {
    let rows = 0..<column.count
    switch self {
    case .between(let low, let high):
      guard column.type != .date else {
        throw .wrongType("isBetween needs dates here, as Date(iso: \"2013-07-01\"): column \"\(name)\" holds dates")
      }
      guard let numbers = column.numbers() else {
        throw .wrongType("isBetween needs numbers, but column \"\(name)\" holds strings")
      }
      return Failures(rows) { numbers[$0] < low || numbers[$0] > high }
    case .betweenDates(let low, let high):
      guard case .date(let dates) = column.values else {
        throw .wrongType(
          "isBetween was given dates, but column \"\(name)\" holds \(column.type.plural): give it numbers")
      }
      return Failures(rows) {
        (dates[$0] < low.microseconds || dates[$0] > high.microseconds) && column.validity.isPresent($0)
      }
    case .oneOf(let values):
      let allowed = Set(values)
      return Self.failures(column) { !allowed.contains($0) }
    case .matches(let pattern):
      let regex = try Self.regex(pattern)
      try Self.needStrings("matches", name, column)
      return Self.failures(column) { (try? regex.wholeMatch(in: $0)) == nil }
    case .length(let low, let high):
      try Self.needStrings("hasLength", name, column)
      return Self.failures(column) { $0.count < low || $0.count > high }
    case .found(let table, let key): return try Self.failures(name, column, foundIn: try table.column(key), key, table)
    case .unique:
      let single = try Table(label: "", columns: [(name: name, column: column)])
      return Failures(try single.repeatedRows([name]).filter(column.validity.isPresent))
    }
  }

  private static func needStrings(_ rule: String, _ name: String, _ column: Column) throws(DataError) {
    guard column.type == .string || column.validity.missingCount == column.count else {
      throw .wrongType("\(rule) needs strings, but column \"\(name)\" holds \(column.type.plural)")
    }
  }

  /// By text; each distinct string is looked at once.
  private static func failures(_ column: Column, _ breaks: (String) -> Bool) -> Failures {
    guard case .string(let strings) = column.values else {
      var known: [String: Bool] = [:]
      return Failures(0..<column.count) { row in
        guard let text = column.text(at: row) else { return false }
        if let isBroken = known[text] { return isBroken }
        let isBroken = breaks(text)
        known[text] = isBroken
        return isBroken
      }
    }
    // Entries that no row holds are not worth a match, and might be many behind a filter.
    var isBroken = [Bool?](repeating: nil, count: strings.dictionary.count)
    return Failures(0..<column.count) { row in
      guard column.validity.isPresent(row) else { return false }
      let code = Int(strings.codes[row])
      if let isBroken = isBroken[code] { return isBroken }
      let result = breaks(strings.dictionary[code])
      isBroken[code] = result
      return result
    }
  }

  private static func failures(
    _ name: String, _ column: Column, foundIn other: Column, _ key: String, _ table: Table
  ) throws(DataError) -> Failures {
    let isNumber = [ColumnType.int, .double]
    guard column.type == other.type || isNumber.contains(column.type) && isNumber.contains(other.type) else {
      throw .wrongType(
        "column \"\(name)\" holds \(column.type.plural), but \"\(key)\" of \(table.label) holds "
          + "\(other.type.plural): no value can be found there")
    }
    if case .string(let strings) = other.values {
      let known = Set((0..<other.count).lazy.filter(other.validity.isPresent).map { strings.codes[$0] })
      let keys = Set(known.map { strings.dictionary[Int($0)] })
      return failures(column) { !keys.contains($0) }
    }
    let numbers = (column.numbers() ?? [], other.numbers() ?? [])
    let keys = Set(numbers.1)
    return Failures(0..<column.count) { !numbers.0[$0].isNaN && !keys.contains(numbers.0[$0]) }
  }
}
