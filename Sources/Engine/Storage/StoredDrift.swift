extension FeatureDrift: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(feature, role, isCategorical, windows, reference)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      feature: reader.read(), role: reader.read(), isCategorical: reader.read(), windows: reader.read(),
      reference: reader.read())
  }
}

extension DriftFigures: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(rows, missingShare, gap)
    let measures = DriftMeasure.allCases.filter { values[$0] != nil }
    try writer.write(measures, measures.compactMap { values[$0] })
    try writer.write(pValue, adjustedPValue, newCategories, newShare, lostCategories, outsideShare, digest)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    rows = try reader.read()
    missingShare = try reader.read()
    gap = try reader.read()
    let measures: [DriftMeasure] = try reader.read()
    let figures: [Double] = try reader.read()
    guard measures.count == figures.count, Set(measures).count == measures.count else {
      throw .damaged("a window has other measures than figures")
    }
    values = Dictionary(uniqueKeysWithValues: zip(measures, figures))
    pValue = try reader.read()
    adjustedPValue = try reader.read()
    newCategories = try reader.read()
    newShare = try reader.read()
    lostCategories = try reader.read()
    outsideShare = try reader.read()
    digest = try reader.read()
  }
}

extension DriftFigures.Gap: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .absent: writer.write(tag: 0)
    case .otherType(let type):
      writer.write(tag: 1)
      try writer.write(type)
    case .tooFew(let rows):
      writer.write(tag: 2)
      try writer.write(rows)
    case .noReference: writer.write(tag: 3)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .absent
    case 1: self = .otherType(try reader.read())
    case 2: self = .tooFew(try reader.read())
    case 3: self = .noReference
    default: throw .damaged("a gap is of no known kind")
    }
  }
}

extension ColumnDigest: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .numbers(let mean, let quantiles):
      writer.write(tag: 0)
      try writer.write(mean, quantiles)
    case .categories(let categories):
      writer.write(tag: 1)
      try writer.write(categories)
    case .empty: writer.write(tag: 2)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0:
      self = .numbers(mean: try reader.read(), quantiles: try reader.read())
    case 1: self = .categories(try reader.read())
    case 2: self = .empty
    default: throw .damaged("what a column holds is of no known kind")
    }
  }
}

extension ColumnDigest.CategoryShare: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(category, share) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(category: reader.read(), share: reader.read())
  }
}
