extension FeatureSchema: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(features) }

  public init(from reader: inout StorageReader) throws(StorageError) {
    features = try reader.read()
    guard !features.isEmpty, Set(features.map(\.name)).count == features.count else {
      throw .damaged("a model's features are none, or repeat each other")
    }
  }
}

extension FeatureSchema.Feature: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(name, kind) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(name: reader.read(), kind: reader.read())
  }
}

extension FeatureSchema.Kind: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .number: writer.write(tag: 0)
    case .category(let categories):
      writer.write(tag: 1)
      try writer.write(categories)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .number
    case 1:
      let categories: [String] = try reader.read()
      guard Set(categories).count == categories.count else { throw .damaged("a feature's categories repeat") }
      self = .category(categories)
    default: throw .damaged("a feature is of no known kind")
    }
  }
}

extension Model: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(learner, target, kind, schema, trainingRows, prior)
    switch predictor {
    case let trees as BoostedTrees:
      writer.write(tag: 0)
      try writer.write(trees)
    case let logistic as LogisticRegression:
      writer.write(tag: 1)
      try writer.write(logistic)
    case let forest as RandomForest:
      writer.write(tag: 2)
      try writer.write(forest)
    default: throw .notStorable("a model of this kind")
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    learner = try reader.read()
    target = try reader.read()
    kind = try reader.read()
    schema = try reader.read()
    trainingRows = try reader.read()
    prior = try reader.read()
    let fits: Bool
    switch try reader.readTag() {
    case 0:
      let trees: BoostedTrees = try reader.read()
      fits = trees.fits(schema, kind)
      predictor = trees
    case 1:
      let logistic: LogisticRegression = try reader.read()
      fits = logistic.fits(schema)
      predictor = logistic
    case 2:
      let forest: RandomForest = try reader.read()
      fits = forest.fits(schema, kind)
      predictor = forest
    default: throw .damaged("a model is of no known kind")
    }
    guard fits, prior.count == kind.outputs else { throw .damaged("a model does not fit its features") }
  }
}

extension TargetKind: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .binary: writer.write(tag: 0)
    case .number: writer.write(tag: 1)
    case .multiclass(let classes):
      writer.write(tag: 2)
      try writer.write(classes)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .binary
    case 1: self = .number
    case 2:
      let classes: [String] = try reader.read()
      guard classes.count > 1, Set(classes).count == classes.count else {
        throw .damaged("a model has no such classes")
      }
      self = .multiclass(classes)
    default: throw .damaged("a target is of no known kind")
    }
  }
}

// MARK: Logistic regression

extension LogisticRegression: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(intercept, coefficients, scaling)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    intercept = try reader.read()
    coefficients = try reader.read()
    scaling = try reader.read()
  }

  func fits(_ schema: FeatureSchema) -> Bool {
    var width = 0
    guard scaling.count == schema.features.count else { return false }
    for (scale, feature) in zip(scaling, schema.features) {
      switch (scale, feature.kind) {
      case (.number, .number): width += 1
      case (.category(let count), .category(let categories)):
        guard (0...categories.count).contains(count) else { return false }
        width += count
      default: return false
      }
    }
    return width == coefficients.count
  }
}

extension LogisticRegression.Scaling: Storable {
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
