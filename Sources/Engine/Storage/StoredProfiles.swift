extension Profile: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(table, rowCount, target, columns, duplicateRowCount)
    try writer.write(associations, associationRowCount, balance, findings)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      table: reader.read(), rowCount: reader.read(), target: reader.read(), columns: reader.read(),
      duplicateRowCount: reader.read(), associations: reader.read(), associationRowCount: reader.read(),
      balance: reader.read(), findings: reader.read())
  }
}

extension ColumnProfile: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, type, missingCount, presentCount, distinctCount, infiniteCount, numbers)
    try writer.write(topCategories, topNumbers, shape, edges, outliers, target)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      name: reader.read(), type: reader.read(), missingCount: reader.read(), presentCount: reader.read(),
      distinctCount: reader.read(), infiniteCount: reader.read(), numbers: reader.read(),
      topCategories: reader.read(), topNumbers: reader.read(), shape: reader.read(), edges: reader.read(),
      outliers: reader.read(), target: reader.read())
  }
}

extension ColumnProfile.Numbers: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(mean, standardDeviation, minimum, fifthPercentile, lowerQuartile, median)
    try writer.write(upperQuartile, ninetyFifthPercentile, maximum)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      mean: reader.read(), standardDeviation: reader.read(), minimum: reader.read(), fifthPercentile: reader.read(),
      lowerQuartile: reader.read(), median: reader.read(), upperQuartile: reader.read(),
      ninetyFifthPercentile: reader.read(), maximum: reader.read())
  }
}

extension ColumnProfile.Category: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(name, count) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(name: reader.read(), count: reader.read())
  }
}

extension ColumnProfile.NumberCount: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(value, count) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(value: reader.read(), count: reader.read())
  }
}

extension ColumnProfile.Outliers: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(lowerFence, upperFence, below, above)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      lowerFence: reader.read(), upperFence: reader.read(), below: reader.read(), above: reader.read())
  }
}

extension Association: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(first, second, rowCount, pearson, spearman, cramersV, mutualInformation)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      first: reader.read(), second: reader.read(), rowCount: reader.read(), pearson: reader.read(),
      spearman: reader.read(), cramersV: reader.read(), mutualInformation: reader.read())
  }
}

extension TargetFit.Measure: Storable {}

extension TargetFit: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(measure, alone, missingness, association)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      measure: reader.read(), alone: reader.read(), missingness: reader.read(), association: reader.read())
  }
}

extension ClassBalance: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(classes, classCount, smallestCount, missingCount, presentCount)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      classes: reader.read(), classCount: reader.read(), smallestCount: reader.read(), missingCount: reader.read(),
      presentCount: reader.read())
  }
}

extension ProfileFinding.Kind: Storable {}

extension ProfileFinding: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(kind, column, text) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(kind: reader.read(), column: reader.read(), text: reader.read())
  }
}
