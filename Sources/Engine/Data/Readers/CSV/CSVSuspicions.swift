/// What a table that was read without a fault looks like it was not meant to be.
struct CSVSuspicions {
  let notices: [TableNotice]

  /// - Parameter written: the fields of the file's first line.
  init(_ plan: CSVLoad.Plan, _ columns: [Column], written: [String]) {
    var notices: [TableNotice] = []
    if let delimiter = Self.likelierDelimiter(written, plan.format) {
      let spelled = delimiter == "\t" ? "\\t" : String(delimiter)
      notices.append(
        TableNotice(
          "\(plan.path) has a single column, \"\(written[0])\"", hint: "write delimiter: \"\(spelled)\"",
          subject: plan.path))
    }
    for (place, column) in columns.enumerated() where plan.types[place] == nil {
      guard case .string(let strings) = column.values, let few = Self.fewOthers(strings, column.validity) else {
        continue
      }
      let name = plan.names[place]
      notices.append(
        TableNotice(
          "\(plan.path), column \(name): holds text because of \(few.count) of \(few.outOf) values, which are no "
            + "\(few.kind), such as \"\(few.example)\"",
          hint:
            "missing: [\"\(few.example)\"] reads it as a missing value; types: [\"\(name)\": .\(few.type)] every such value",
          subject: plan.path))
    }
    self.notices = notices
  }

  /// A character that cuts a header which seems to be of one column.
  private static func likelierDelimiter(_ written: [String], _ format: CSVFormat) -> Character? {
    guard written.count == 1 else { return nil }
    return [";", "\t", ",", "|"].first { $0.asciiValue != format.separator && written[0].contains($0) }
  }

  /// What keeps a column of texts from being one of numbers or dates.
  private struct Few {
    let count: Int
    let outOf: Int
    let example: String
    let kind: String
    let type: ColumnType
  }

  /// So many of ten values are numbers where the others are exceptions.
  private static let share = 0.9

  private static func fewOthers(_ strings: CodedStrings, _ validity: Validity) -> Few? {
    let present = validity.count - validity.missingCount
    guard present >= 20, strings.dictionary.count > 1 else { return nil }
    func reads(_ text: String, _ type: ColumnType) -> Bool {
      var text = text
      return text.withUTF8 { bytes in
        guard let start = bytes.baseAddress else { return false }
        return switch type {
        case .date: Instant(iso8601: bytes) != nil
        default: NumberParsing.decimal(start, start + bytes.count) != nil
        }
      }
    }
    for type in [ColumnType.double, .date] {
      // Texts are told apart from numbers by a glance; only where they look alike every one is read.
      let glance = strings.dictionary.prefix(200)
      guard glance.count(where: { reads($0, type) }) * 2 > glance.count else { continue }
      let fits = strings.dictionary.map { reads($0, type) }
      var others = 0
      var first: Int?
      for row in 0..<validity.count where validity.isPresent(row) && !fits[Int(strings.codes[row])] {
        others += 1
        first = first ?? row
      }
      guard let first, Double(present - others) >= share * Double(present) else { continue }
      let example = strings.dictionary[Int(strings.codes[first])]
      guard example.count <= 40 else { continue }
      return Few(
        count: others, outOf: present, example: example, kind: type == .date ? "dates" : "numbers", type: type)
    }
    return nil
  }
}
