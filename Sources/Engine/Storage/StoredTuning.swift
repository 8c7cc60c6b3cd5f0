extension TunedSetting.Values: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .range(let low, let high, let isLogarithmic):
      writer.write(tag: 0)
      try writer.write(low, high, isLogarithmic)
    case .choices(let choices):
      writer.write(tag: 1)
      try writer.write(choices)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .range(low: try reader.read(), high: try reader.read(), isLogarithmic: try reader.read())
    case 1: self = .choices(try reader.read())
    default: throw .damaged("a setting has no known kind of values")
    }
  }
}

extension TunedSetting: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, values)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(name: reader.read(), values: reader.read())
  }
}

extension TuningMethod: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .grid(let steps):
      writer.write(tag: 0)
      try writer.write(steps)
    case .random(let trials):
      writer.write(tag: 1)
      try writer.write(trials)
    case .halving(let trials):
      writer.write(tag: 2)
      try writer.write(trials)
    case .tpe(let trials):
      writer.write(tag: 3)
      try writer.write(trials)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .grid(steps: try reader.read())
    case 1: self = .random(trials: try reader.read())
    case 2: self = .halving(trials: try reader.read())
    case 3: self = .tpe(trials: try reader.read())
    default: throw .damaged("settings were tried in no known way")
    }
  }
}

extension Tuning.Trial: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(values, score, deviation, share)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(values: reader.read(), score: reader.read(), deviation: reader.read(), share: reader.read())
  }
}

extension Tuning: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(method, target, metric, settingNames, splits, trials, bestPlace, learner, isCutShort)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      method: reader.read(), target: reader.read(), metric: reader.read(), settingNames: reader.read(),
      splits: reader.read(), trials: reader.read(), bestPlace: reader.read(), learner: reader.read(),
      isCutShort: reader.read())
  }
}
