extension Column {
  /// The chosen rows, in their order; −1 stands for a missing value.
  func gathered(orMissing rows: [Int32]) -> Column {
    guard rows.contains(-1) else { return gathered(rows) }
    guard count > 0 else { return Column(missing: type, count: rows.count) }
    let present = gathered(rows.map { max($0, 0) })
    return Column(
      present.values,
      validity: present.validity.intersection(Validity(count: rows.count) { rows[$0] >= 0 }))
  }

  /// A column without any value.
  init(missing type: ColumnType, count: Int) {
    let values: Values =
      switch type {
      case .double: .double([Double](repeating: .nan, count: count))
      case .int: .int([Int64](repeating: 0, count: count))
      case .bool: .bool([Bool](repeating: false, count: count))
      case .date: .date([Int64](repeating: 0, count: count))
      case .string: .string(CodedStrings(dictionary: [], codes: [Int32](repeating: 0, count: count)))
      }
    self.init(values, validity: Validity(count: count) { _ in false })
  }

  /// Whole numbers as they are, truth values as 0 and 1; nil for anything else.
  var wholeNumbers: [Int64]? {
    switch values {
    case .int(let values): values
    case .bool(let values): values.map { $0 ? 1 : 0 }
    default: nil
    }
  }
}
