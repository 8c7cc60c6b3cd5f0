extension EstimatedTimeline: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(metric, period, windows, estimates, realised, reference, limits, usual)
    try writer.write(notice)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      metric: reader.read(), period: reader.read(), windows: reader.read(), estimates: reader.read(),
      realised: reader.read(), reference: reader.read(), limits: reader.read(), usual: reader.read(),
      notice: reader.read())
    guard estimates.count == windows.count, realised.count == windows.count,
      usual.map({ $0.count == windows.count }) ?? true
    else {
      throw .damaged("a timeline has other values than windows")
    }
  }
}

extension EstimatedValue: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(value, interval) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(value: reader.read(), interval: reader.read())
  }
}

extension Detector: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .adwin(let delta):
      writer.write(tag: 0)
      try writer.write(delta)
    case .ddm(let deviations):
      writer.write(tag: 1)
      try writer.write(deviations)
    case .eddm(let share):
      writer.write(tag: 2)
      try writer.write(share)
    case .hddmA(let confidence):
      writer.write(tag: 3)
      try writer.write(confidence)
    case .pageHinkley(let threshold, let slack):
      writer.write(tag: 4)
      try writer.write(threshold, slack)
    case .cusum(let threshold, let slack):
      writer.write(tag: 5)
      try writer.write(threshold, slack)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .adwin(delta: try reader.read())
    case 1: self = .ddm(deviations: try reader.read())
    case 2: self = .eddm(share: try reader.read())
    case 3: self = .hddmA(confidence: try reader.read())
    case 4: self = .pageHinkley(threshold: try reader.read(), slack: try reader.read())
    case 5: self = .cusum(threshold: try reader.read(), slack: try reader.read())
    default: throw .damaged("a detector is of no known kind")
    }
  }
}

extension ChangeReport: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(detector, target, rows, moments, isOfJudgements)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      detector: reader.read(), target: reader.read(), rows: reader.read(), moments: reader.read(),
      isOfJudgements: reader.read())
  }
}

extension ChangeReport.Moment: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(noticedAt, beganAt, noticedIn, beganIn, before, after)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      noticedAt: reader.read(), beganAt: reader.read(), noticedIn: reader.read(), beganIn: reader.read(),
      before: reader.read(), after: reader.read())
  }
}

extension WindowDrift: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(label, rows, referenceRows, columns, gap)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      label: reader.read(), rows: reader.read(), referenceRows: reader.read(), columns: reader.read(),
      gap: reader.read())
  }
}

extension ColumnDrift: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, role, isCategorical, figures, reference, histogram)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      name: reader.read(), role: reader.read(), isCategorical: reader.read(), figures: reader.read(),
      reference: reader.read(), histogram: reader.read())
  }
}

extension PairedHistogram: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch bins {
    case .numbers(let edges):
      writer.write(tag: 0)
      try writer.write(edges)
    case .categories(let names):
      writer.write(tag: 1)
      try writer.write(names)
    }
    try writer.write(reference, current)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    let count: Int
    switch try reader.readTag() {
    case 0:
      let edges: [Double] = try reader.read()
      bins = .numbers(edges: edges)
      count = edges.count - 1
    case 1:
      let names: [String] = try reader.read()
      bins = .categories(names)
      count = names.count
    default: throw .damaged("a histogram has no known kind of bins")
    }
    reference = try reader.read()
    current = try reader.read()
    guard reference.count == count, current.count == count else {
      throw .damaged("a histogram has other counts than bins")
    }
  }
}
