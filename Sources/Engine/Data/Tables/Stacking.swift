extension Table {
  /// The rows of this table and below them those of another, which has the same columns in any order.
  ///
  /// A whole and a decimal column give a decimal one.
  /// - Throws: where a column is in one table alone, or of another type in the other.
  public func stacked(with other: Table) throws(DataError) -> Table {
    for name in columnNames where !other.hasColumn(name) {
      throw .invalid("\"\(name)\" is a column of \(label) but not of \(other.label): both need the same columns")
    }
    for name in other.columnNames where !hasColumn(name) {
      throw .invalid("\"\(name)\" is a column of \(other.label) but not of \(label): both need the same columns")
    }
    var columns: [(name: String, column: Column)] = []
    for name in columnNames {
      let (upper, lower) = (try column(name), try other.column(name))
      guard let both = upper.stacked(with: lower) else {
        throw .wrongType(
          "column \"\(name)\" holds \(upper.type.plural) in \(label), but \(lower.type.plural) in \(other.label)")
      }
      columns.append((name, both))
    }
    guard !columns.isEmpty else { throw .empty("\(label) has no columns to stack") }
    return try Table(label: label, columns: columns)
  }
}

extension Column {
  /// This column's rows and below them those of another; nil where their types do not go together.
  func stacked(with other: Column) -> Column? {
    let values: Values
    switch (self.values, other.values) {
    case (.double(let a), .double(let b)): values = .double(a + b)
    case (.int(let a), .int(let b)): values = .int(a + b)
    case (.double(let a), .int(let b)): values = .double(a + b.map(Double.init))
    case (.int(let a), .double(let b)): values = .double(a.map(Double.init) + b)
    case (.bool(let a), .bool(let b)): values = .bool(a + b)
    case (.date(let a), .date(let b)): values = .date(a + b)
    case (.string(let a), .string(let b)): values = .string(a.stacked(with: b))
    default: return nil
    }
    let upper = count
    return Column(
      values,
      validity: Validity(count: count + other.count) {
        $0 < upper ? validity.isPresent($0) : other.validity.isPresent($0 - upper)
      })
  }
}

extension CodedStrings {
  fileprivate func stacked(with other: CodedStrings) -> CodedStrings {
    var places: [String: Int32] = [:]
    for (place, string) in dictionary.enumerated() { places[string] = Int32(place) }
    var dictionary = dictionary
    let moved = other.dictionary.map { string -> Int32 in
      if let place = places[string] { return place }
      places[string] = Int32(dictionary.count)
      dictionary.append(string)
      return Int32(dictionary.count - 1)
    }
    // A missing row's code is arbitrary, and there may be no string at all.
    return CodedStrings(
      dictionary: dictionary, codes: codes + other.codes.map { moved.isEmpty ? 0 : moved[Int($0)] })
  }
}
