extension LogisticRegression: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(scaling, intercepts, coefficients)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(scaling: reader.read(), intercepts: reader.read(), coefficients: reader.read())
  }

  func fits(_ schema: FeatureSchema, _ kind: TargetKind) -> Bool {
    kind != .number && intercepts.count == kind.outputs && scaling.fits(schema)
      && scaling.width * intercepts.count == coefficients.count
  }
}

extension LinearRegression: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(function, unit) }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(function: reader.read(), unit: reader.read())
  }
}

extension ElasticNet: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(regression) }

  public init(from reader: inout StorageReader) throws(StorageError) { try self.init(regression: reader.read()) }
}

extension PoissonRegression: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(function, unit) }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(function: reader.read(), unit: reader.read())
  }
}

extension LinearFunction: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(scaling, intercept, coefficients)
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    scaling = try reader.read()
    intercept = try reader.read()
    coefficients = try reader.read()
  }
}

extension FeatureScaling: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(scales) }

  init(from reader: inout StorageReader) throws(StorageError) { self.init(scales: try reader.read()) }
}

extension FeatureScaling.Scale: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .number(let mean, let deviation):
      writer.write(tag: 0)
      try writer.write(mean, deviation)
    case .category(let count):
      writer.write(tag: 1)
      try writer.write(count)
    }
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .number(mean: try reader.read(), deviation: try reader.read())
    case 1: self = .category(count: try reader.read())
    default: throw .damaged("a feature is scaled in no known way")
    }
  }
}
