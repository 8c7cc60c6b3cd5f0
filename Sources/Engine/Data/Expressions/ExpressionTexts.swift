/// What makes strings, which needs the dictionaries of all rows at once.
extension Expression {
  /// The values for all rows of a table from those of the operands.
  func computed(of operands: [Column], in table: Table) throws(DataError) -> Column {
    switch (self, operands.count) {
    case (.text(let function, _), 1): return try text(function, operands[0])
    case (.isoWeek, 1): return try weeks(operands[0])
    case (.arithmetic, 2): return joined(operands[0], operands[1])
    case (.when, 3):
      guard let holds = operands[0].truths() else {
        throw .wrongType("when needs a condition that is true or false, not \(operands[0].type.article): \(self)")
      }
      let chosen = try choice(operands[1], operands[2]) { holds[$0] }
      return Column(chosen.values, validity: chosen.validity.intersection(operands[0].validity))
    case (.filled, 2): return try choice(operands[0], operands[1]) { operands[0].validity.isPresent($0) }
    case (.window(let function, _, let groups), 1):
      let windows = try WindowRows(by: groups, in: table)
      return try windows.values(of: function, operands[0], self)
    default: throw .invalid("\(self) cannot be computed here")
    }
  }

  private func text(_ function: TextFunction, _ column: Column) throws(DataError) -> Column {
    guard case .string(let strings) = column.values else {
      throw .wrongType("\(self) needs a string, not \(column.type.article)")
    }
    let made = strings.dictionary.map { text in
      switch function {
      case .lowercased: text.lowercased()
      case .uppercased: text.uppercased()
      case .trimmed: String(text.trimmingWhitespace)
      case .replacing(let part, let other): part.isEmpty ? text : text.replacing(part, with: other)
      }
    }
    // Strings that differed may be equal now.
    let merged = CodedStrings(made.map { $0 })
    let codes = strings.codes.map { made.isEmpty ? 0 : merged.codes[Int($0)] }
    return Column(.string(CodedStrings(dictionary: merged.dictionary, codes: codes)), validity: column.validity)
  }

  private func weeks(_ column: Column) throws(DataError) -> Column {
    guard case .date(let moments) = column.values else {
      throw .wrongType("a week needs a date, not \(column.type.article): \(self)")
    }
    var codesByDay: [Int: Int32] = [:]
    var codesByWeek: [String: Int32] = [:]
    var dictionary: [String] = []
    var codes = [Int32](repeating: 0, count: moments.count)
    var last: (day: Int, code: Int32)?
    for row in moments.indices where column.validity.isPresent(row) {
      let instant = Instant(microseconds: moments[row])
      let day = instant.dayNumber
      if let last, last.day == day {
        codes[row] = last.code
        continue
      }
      let code: Int32
      if let known = codesByDay[day] {
        code = known
      } else {
        let week = instant.isoWeek.description
        code = codesByWeek[week] ?? Int32(dictionary.count)
        if code == dictionary.count {
          dictionary.append(week)
          codesByWeek[week] = code
        }
        codesByDay[day] = code
      }
      codes[row] = code
      last = (day, code)
    }
    return Column(.string(CodedStrings(dictionary: dictionary, codes: codes)), validity: column.validity)
  }

  /// One string behind another.
  private func joined(_ a: Column, _ b: Column) -> Column {
    let validity = a.validity.intersection(b.validity)
    guard case .string(let x) = a.values, case .string(let y) = b.values else { return a }
    var dictionary: [String] = []
    var codesByPair: [Int64: Int32] = [:]
    var codesByText: [String: Int32] = [:]
    var codes = [Int32](repeating: 0, count: a.count)
    for row in codes.indices where validity.isPresent(row) {
      let pair = Int64(x.codes[row]) << 32 | Int64(y.codes[row])
      if let known = codesByPair[pair] {
        codes[row] = known
        continue
      }
      let text = x.dictionary[Int(x.codes[row])] + y.dictionary[Int(y.codes[row])]
      let code = codesByText[text] ?? Int32(dictionary.count)
      if code == dictionary.count {
        dictionary.append(text)
        codesByText[text] = code
      }
      codesByPair[pair] = code
      codes[row] = code
    }
    return Column(.string(CodedStrings(dictionary: dictionary, codes: codes)), validity: validity)
  }

  /// Strings of one column where a closure says so, else of the other.
  private func choice(_ a: Column, _ b: Column, _ isFirst: (Int) -> Bool) throws(DataError) -> Column {
    guard case .string(let x) = a.values, case .string(let y) = b.values else {
      throw .wrongType(
        "the values to choose from must be of one type, not \(a.type.article) and \(b.type.article): \(self)")
    }
    let (dictionary, places) = x.dictionary.merged(with: y.dictionary)
    var codes = [Int32](repeating: 0, count: a.count)
    var isPresent = [Bool](repeating: false, count: a.count)
    for row in codes.indices {
      let first = isFirst(row)
      guard (first ? a : b).validity.isPresent(row) else { continue }
      isPresent[row] = true
      codes[row] = first ? x.codes[row] : places[Int(y.codes[row])]
    }
    return Column(
      .string(CodedStrings(dictionary: dictionary, codes: codes)),
      validity: Validity(count: a.count) { isPresent[$0] })
  }
}

extension [String] {
  /// A dictionary that holds these entries, at their places, and those of another.
  ///
  /// - Returns: the dictionary, and the place in it of each entry of the other one.
  func merged(with other: [String]) -> (dictionary: [String], places: [Int32]) {
    var dictionary = self
    var known = Dictionary(zip(self, 0..<Int32(count))) { first, _ in first }
    let places = other.map { text in
      if let place = known[text] { return place }
      let place = Int32(dictionary.count)
      dictionary.append(text)
      known[text] = place
      return place
    }
    return (dictionary, places)
  }
}

extension StringProtocol {
  /// Without white space at either end.
  fileprivate var trimmingWhitespace: SubSequence {
    guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace }) else {
      return self[startIndex..<startIndex]
    }
    return self[start...end]
  }
}
