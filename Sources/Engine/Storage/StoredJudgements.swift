extension CalibrationMethod: Storable {}

extension ThresholdTable.Costs: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(falseAlarm, miss)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(falseAlarm: reader.read(), miss: reader.read())
  }
}

extension ThresholdTable.Row: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(threshold, flagged, precision, recall, f1, cost)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    threshold = try reader.read()
    flagged = try reader.read()
    precision = try reader.read()
    recall = try reader.read()
    f1 = try reader.read()
    cost = try reader.read()
  }
}

extension ThresholdTable: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, costs, rows, best)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(target: reader.read(), costs: reader.read(), rows: reader.read(), best: reader.read())
  }
}

extension Gains.Decile: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(share, found, lift, threshold)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(share: reader.read(), found: reader.read(), lift: reader.read(), threshold: reader.read())
  }
}

extension Gains: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, baseRate, points, deciles)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(target: reader.read(), baseRate: reader.read(), points: reader.read(), deciles: reader.read())
  }
}

extension Residuals.Group: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(predicted, rows, bias, low, high)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      predicted: reader.read(), rows: reader.read(), bias: reader.read(), low: reader.read(), high: reader.read())
  }
}

extension Residuals: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, rows, groups, quantiles)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(target: reader.read(), rows: reader.read(), groups: reader.read(), quantiles: reader.read())
  }
}

extension PermutationImportance.Feature: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, rise, interval)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(name: reader.read(), rise: reader.read(), interval: reader.read())
  }
}

extension PermutationImportance: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, metric, loss, rows, repeats, features)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      target: reader.read(), metric: reader.read(), loss: reader.read(), rows: reader.read(), repeats: reader.read(),
      features: reader.read())
  }
}
