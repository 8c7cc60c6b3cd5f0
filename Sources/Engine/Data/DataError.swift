/// What can be wrong with a user's data, in words for the user.
public enum DataError: Error, Sendable, Equatable {
  case cannotRead(path: String, reason: String)
  case cannotWrite(path: String, reason: String)
  /// A place in a data file: the line is counted from one and includes the header; the column is a name or a number.
  case malformed(path: String, line: Int, column: String?, reason: String)
  case unknownColumn(String, available: [String], table: String)
  case duplicateColumn(String, table: String)
  case wrongType(String)
  case invalid(String)
  case empty(String)
}

extension DataError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotRead(let path, let reason): return "cannot read \(path): \(reason)"
    case .cannotWrite(let path, let reason): return "cannot write \(path): \(reason)"
    case .malformed(let path, let line, let column, let reason):
      let place = column.map { "row \(line), column \($0)" } ?? "row \(line)"
      return "\(path), \(place): \(reason)"
    case .unknownColumn(let name, _, let table): return "no column \"\(name)\" in \(table)"
    case .duplicateColumn(let name, let table): return "\(table) already has a column \"\(name)\""
    case .wrongType(let message), .invalid(let message), .empty(let message): return message
    }
  }
}

extension DataError {
  /// The word of the notebook that the error is about, so that a caret can point at it.
  public var subject: String? {
    switch self {
    case .unknownColumn(let name, _, _), .duplicateColumn(let name, _): name
    case .cannotRead(let path, _), .cannotWrite(let path, _), .malformed(let path, _, _, _): path
    default: nil
    }
  }

  /// Names among which the subject was looked for.
  public var candidates: [String] {
    if case .unknownColumn(_, let available, _) = self { available } else { [] }
  }

  /// The same error about a table under another name.
  public func naming(_ table: String) -> DataError {
    switch self {
    case .unknownColumn(let name, let available, _): .unknownColumn(name, available: available, table: table)
    case .duplicateColumn(let name, _): .duplicateColumn(name, table: table)
    default: self
    }
  }
}
