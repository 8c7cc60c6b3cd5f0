extension SliceReport: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(loss, meanName, rowCount, meanLoss, depth, minimumRows, examined, slices)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      loss: reader.read(), meanName: reader.read(), rowCount: reader.read(), meanLoss: reader.read(),
      depth: reader.read(), minimumRows: reader.read(), examined: reader.read(), slices: reader.read())
  }
}

extension ErrorSlice: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(terms, rows, meanLoss, ratio, ratioInterval, share, errorShare, worth)
    try writer.write(score, pValue, group)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      terms: reader.read(), rows: reader.read(), meanLoss: reader.read(), ratio: reader.read(),
      ratioInterval: reader.read(), share: reader.read(), errorShare: reader.read(), worth: reader.read(),
      score: reader.read(), pValue: reader.read(), group: reader.read())
  }
}

extension ErrorSlice.Term: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(feature, value) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(feature: reader.read(), value: reader.read())
  }
}

extension SliceCut: Storable {}

extension SliceLoss: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .squaredError: writer.write(tag: 0)
    case .logLoss: writer.write(tag: 1)
    case .absoluteError: writer.write(tag: 2)
    case .misjudged(let threshold):
      writer.write(tag: 3)
      try writer.write(threshold)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .squaredError
    case 1: self = .logLoss
    case 2: self = .absoluteError
    case 3: self = .misjudged(threshold: try reader.read())
    default: throw .damaged("a loss is of no known kind")
    }
  }
}

extension BiasReport: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, kind, rowCount, minimumRows, examined, gap, slices)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      target: reader.read(), kind: reader.read(), rowCount: reader.read(), minimumRows: reader.read(),
      examined: reader.read(), gap: reader.read(), slices: reader.read())
  }
}

extension BiasedSlice: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(terms, rows, share, predicted, actual, gapInterval)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      terms: reader.read(), rows: reader.read(), share: reader.read(), predicted: reader.read(),
      actual: reader.read(), gapInterval: reader.read())
  }
}
