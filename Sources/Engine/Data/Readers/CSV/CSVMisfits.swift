/// Values of one column that do not fit its declared type.
struct CSVMisfits: Sendable {
  private(set) var count = 0
  /// The first one, cut to a length that a message can hold.
  private(set) var text = ""
  /// Where the first one starts in its text, and later the line of the file that it stands on.
  private(set) var place = 0

  mutating func note(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
    if count == 0 {
      let text = String(decoding: bytes, as: UTF8.self)
      self.text = text.count > 40 ? "\(text.prefix(39))…" : text
      place = offset
    }
    count += 1
  }

  /// Those of a later text as well.
  mutating func add(_ later: CSVMisfits, line: Int) {
    if count == 0, later.count > 0 { (text, place) = (later.text, line) }
    count += later.count
  }
}

/// What became of a column whose type was declared.
struct CSVMisfitReport: Sendable {
  let column: String
  let type: CSVColumnType
  let misfits: CSVMisfits

  func notice(path: String) -> TableNotice {
    let kind =
      switch type {
      case .int: "whole number"
      case .double: "number"
      case .date: "date as 2013-07-01 is"
      case .bool: "truth value"
      case .string: "text"
      }
    let what =
      misfits.count == 1 ? "1 value is no \(kind) and counts" : "\(misfits.count) values are no \(kind) and count"
    return TableNotice(
      "\(path), column \(column): \(what) as missing; the first is \"\(misfits.text)\" in row \(misfits.place)",
      hint: "correct the file, declare another type, or name the text in missing: if it stands for no value",
      subject: column)
  }
}
