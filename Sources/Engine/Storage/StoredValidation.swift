extension Expect: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(column, condition, severity, checks)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      column: reader.read(), condition: reader.read(), severity: reader.read(), checks: reader.read())
  }
}

extension Expect.Check: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .present(let share):
      writer.write(tag: 0)
      try writer.write(share)
    case .values(let rule, let share):
      writer.write(tag: 1)
      try writer.write(rule, share)
    case .unique(let columns):
      writer.write(tag: 2)
      try writer.write(columns)
    case .rowCount(let low, let high):
      writer.write(tag: 3)
      try writer.write(low, high)
    case .sorted(let isFalling, let isStrict):
      writer.write(tag: 4)
      try writer.write(isFalling, isStrict)
    case .fresh(let days, let day):
      writer.write(tag: 5)
      try writer.write(days, day)
    case .mean(let low, let high):
      writer.write(tag: 6)
      try writer.write(low, high)
    case .sum(let low, let high):
      writer.write(tag: 7)
      try writer.write(low, high)
    case .every(let condition, let share):
      writer.write(tag: 8)
      try writer.write(condition, share)
    }
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .present(atLeast: try reader.read())
    case 1: self = .values(try reader.read(), atLeast: try reader.read())
    case 2: self = .unique(try reader.read())
    case 3: self = .rowCount(try reader.read(), try reader.read())
    case 4: self = .sorted(isFalling: try reader.read(), isStrict: try reader.read())
    case 5: self = .fresh(days: try reader.read(), before: try reader.read())
    case 6: self = .mean(try reader.read(), try reader.read())
    case 7: self = .sum(try reader.read(), try reader.read())
    case 8: self = .every(try reader.read(), atLeast: try reader.read())
    default: throw .damaged("an expectation is of no known kind")
    }
  }
}

extension ValueRule: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .between(let low, let high):
      writer.write(tag: 0)
      try writer.write(low, high)
    case .betweenDates(let low, let high):
      writer.write(tag: 1)
      try writer.write(low, high)
    case .oneOf(let values):
      writer.write(tag: 2)
      try writer.write(values)
    case .matches(let pattern):
      writer.write(tag: 3)
      try writer.write(pattern)
    case .length(let low, let high):
      writer.write(tag: 4)
      try writer.write(low, high)
    case .found(let table, let column):
      writer.write(tag: 5)
      try writer.write(table, column)
    case .unique: writer.write(tag: 6)
    }
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .between(try reader.read(), try reader.read())
    case 1: self = .betweenDates(try reader.read(), try reader.read())
    case 2: self = .oneOf(try reader.read())
    case 3: self = .matches(try reader.read())
    case 4: self = .length(try reader.read(), try reader.read())
    case 5: self = .found(try reader.read(), column: try reader.read())
    case 6: self = .unique
    default: throw .damaged("a rule of values is of no known kind")
    }
  }
}

extension Validation: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(table, rowCount, checks) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(table: reader.read(), rowCount: reader.read(), checks: reader.read())
  }
}

extension CheckResult: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(expectation, severity, isMet, checkedRows, failingRows, firstFailure, samples)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      expectation: reader.read(), severity: reader.read(), isMet: reader.read(), checkedRows: reader.read(),
      failingRows: reader.read(), firstFailure: reader.read(), samples: reader.read())
  }
}

extension FailingRow: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(row, value) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(row: reader.read(), value: reader.read())
  }
}
