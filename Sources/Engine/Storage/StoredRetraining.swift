extension RetrainingTrigger: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .alert(let subject):
      writer.write(tag: 0)
      try writer.write(subject)
    case .changedRelation: writer.write(tag: 1)
    case .changedInputs: writer.write(tag: 2)
    case .age(let count):
      writer.write(tag: 3)
      try writer.write(count)
    case .outcomes(let count):
      writer.write(tag: 4)
      try writer.write(count)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .alert(of: try reader.read())
    case 1: self = .changedRelation
    case 2: self = .changedInputs
    case 3: self = .age(try reader.read())
    case 4: self = .outcomes(try reader.read())
    default: throw .damaged("a trigger is of no known kind")
    }
  }
}

extension RetrainingRows: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .latest(let count):
      writer.write(tag: 0)
      try writer.write(count)
    case .all: writer.write(tag: 1)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .latest(try reader.read())
    case 1: self = .all
    default: throw .damaged("the rows of a retraining are of no known kind")
    }
  }
}

extension PromotionRule: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .better(let margin):
      writer.write(tag: 0)
      try writer.write(margin)
    case .noWorse(let condition):
      writer.write(tag: 1)
      try writer.write(condition)
    case .meeting(let goals):
      writer.write(tag: 2)
      try writer.write(goals)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .better(by: try reader.read())
    case 1: self = .noWorse(where: try reader.read())
    case 2: self = .meeting(try reader.read())
    default: throw .damaged("a promotion rule is of no known kind")
    }
  }
}

extension Retraining: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, period, reasons, trial, gap)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      target: reader.read(), period: reader.read(), reasons: reader.read(), trial: reader.read(), gap: reader.read())
  }
}

extension Retraining.Reason: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(trigger, hasFired, text) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(trigger: reader.read(), hasFired: reader.read(), text: reader.read())
  }
}

extension Retraining.Trial: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(challenger, learnedFrom, learnedRows, judgedOn, comparison, verdicts)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      challenger: reader.read(), learnedFrom: reader.read(), learnedRows: reader.read(), judgedOn: reader.read(),
      comparison: reader.read(), verdicts: reader.read())
  }
}

extension Retraining.Verdict: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(rule, holds, figure, goals, rows)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      rule: reader.read(), holds: reader.read(), figure: reader.read(), goals: reader.read(), rows: reader.read())
  }
}
