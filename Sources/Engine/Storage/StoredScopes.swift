extension Level: Storable {}
extension Goal.Priority: Storable {}

extension Project: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(name, parts) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    let name: String = try reader.read()
    self.init(name, parts: try reader.read())
  }
}

extension ProjectPart: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .problem(let part): try write(0, part, to: &writer)
    case .stakeholder(let part): try write(1, part, to: &writer)
    case .solution(let part): try write(2, part, to: &writer)
    case .goal(let part): try write(3, part, to: &writer)
    case .constraint(let part): try write(4, part, to: &writer)
    case .milestone(let part): try write(5, part, to: &writer)
    case .budget(let part): try write(6, part, to: &writer)
    case .risk(let part): try write(7, part, to: &writer)
    }
  }

  private func write(_ tag: UInt8, _ part: some Storable, to writer: inout StorageWriter) throws(StorageError) {
    writer.write(tag: tag)
    try writer.write(part)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .problem(try reader.read())
    case 1: self = .stakeholder(try reader.read())
    case 2: self = .solution(try reader.read())
    case 3: self = .goal(try reader.read())
    case 4: self = .constraint(try reader.read())
    case 5: self = .milestone(try reader.read())
    case 6: self = .budget(try reader.read())
    case 7: self = .risk(try reader.read())
    default: throw .damaged("a part of a project is of no known kind")
    }
  }
}

extension Problem: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(text) }
  public init(from reader: inout StorageReader) throws(StorageError) { self.init(try reader.read()) }
}

extension Stakeholder: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(name, needs) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(reader.read(), needs: reader.read())
  }
}

extension Solution: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(text, feasibility, value)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(reader.read(), feasibility: reader.read(), value: reader.read())
  }
}

extension Constraint: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(text) }
  public init(from reader: inout StorageReader) throws(StorageError) { self.init(try reader.read()) }
}

extension Milestone: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(name, by) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    let name: String = try reader.read()
    let day: Instant = try reader.read()
    self.init(name, by: day)
  }
}

extension Budget: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(item, amount, unit) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(reader.read(), reader.read(), unit: reader.read())
  }
}

extension Risk: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(text, likelihood, impact, mitigation)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(reader.read(), likelihood: reader.read(), impact: reader.read(), mitigation: reader.read())
  }
}

// MARK: Goals

extension Goal: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(measure, bound, condition, priority)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(reader.read(), reader.read(Bound.self), where: reader.read(), priority: reader.read())
  }
}

extension Goal.Bound: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .atLeast(let limit):
      writer.write(tag: 0)
      try writer.write(limit)
    case .atMost(let limit):
      writer.write(tag: 1)
      try writer.write(limit)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .atLeast(try reader.read())
    case 1: self = .atMost(try reader.read())
    default: throw .damaged("a goal's bound is of no known kind")
    }
  }
}

extension Measure: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .metric(let metric):
      writer.write(tag: 0)
      try writer.write(metric)
    case .drift(let measure):
      writer.write(tag: 1)
      try writer.write(measure)
    case .latency(let percentile):
      writer.write(tag: 2)
      try writer.write(percentile)
    case .throughput: writer.write(tag: 3)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .metric(try reader.read())
    case 1: self = .drift(try reader.read())
    case 2: self = .latency(percentile: try reader.read())
    case 3: self = .throughput
    default: throw .damaged("a measure is of no known kind")
    }
  }
}

extension GoalMeasurement: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(goal, value, interval, rows, place)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      goal: reader.read(), value: reader.read(), interval: reader.read(), rows: reader.read(), place: reader.read())
  }
}
