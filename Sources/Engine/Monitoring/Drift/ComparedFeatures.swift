/// The features of two tables that can be compared with each other.
struct ComparedFeatures: Sendable {
  /// In the order in which they were asked for.
  let names: [String]
  /// The others, with the reason: `a holds strings, and numbers in the reference`.
  let uncompared: [String]

  /// - Parameter reference: the table that the other is held against.
  init(_ features: [String], _ table: Table, _ reference: Table) {
    var names: [String] = []
    var uncompared: [String] = []
    for name in features {
      guard let column = try? table.column(name), let before = try? reference.column(name) else {
        uncompared.append("\(name) is not there")
        continue
      }
      if column.isComparable(with: before) {
        names.append(name)
      } else {
        uncompared.append("\(name) holds \(column.type.plural), and \(before.type.plural) in the reference")
      }
    }
    self.names = names
    self.uncompared = uncompared
  }
}

extension Column {
  private var isEmpty: Bool { validity.missingCount == count }

  /// Whether both hold numbers, or both categories; a column without any value fits all.
  fileprivate func isComparable(with other: Column) -> Bool { isNumeric == other.isNumeric || isEmpty || other.isEmpty }
}
