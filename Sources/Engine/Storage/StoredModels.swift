extension FeatureSchema: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(columns) }

  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(columns: try reader.read())
    guard !features.isEmpty, Set(features.map(\.name)).count == features.count,
      Set(columnNames).count == columns.count
    else { throw .damaged("a model's features are none, or repeat each other") }
  }
}

extension FeatureSchema.CodedColumn: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name)
    switch coding {
    case .plain(let kind):
      writer.write(tag: 0)
      try writer.write(kind)
    case .encoded(let encoding):
      writer.write(tag: 1)
      try writer.write(encoding)
    }
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    name = try reader.read()
    switch try reader.readTag() {
    case 0: coding = .plain(try reader.read())
    case 1: coding = .encoded(try reader.read())
    default: throw .damaged("a column is encoded in no known way")
    }
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
  /// Raised when a model is written in another way: whatever was deployed or written to a file before has to be trained
  /// anew then, so that this is worth avoiding. `StoredModelTests` holds models of this form.
  public static var storedForm: UInt8 { 1 }

  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(learner, target, kind, schema, trainingRows, prior)
    try StoredPredictor.write(predictor, to: &writer)
    try writer.write(learnedRows)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    learner = try reader.read()
    target = try reader.read()
    kind = try reader.read()
    schema = try reader.read()
    trainingRows = try reader.read()
    prior = try reader.read()
    predictor = try StoredPredictor.read(from: &reader, schema, kind)
    learnedRows = try reader.read()
    guard prior.count == kind.outputs else { throw .damaged("a model does not fit its features") }
  }
}

/// Which kind of predictor follows, and the predictor itself.
enum StoredPredictor {
  static func write(_ predictor: any Predictor, to writer: inout StorageWriter) throws(StorageError) {
    switch predictor {
    case let trees as BoostedTrees: try write(0, trees, to: &writer)
    case let logistic as LogisticRegression: try write(1, logistic, to: &writer)
    case let forest as RandomForest: try write(2, forest, to: &writer)
    case let linear as LinearRegression: try write(3, linear, to: &writer)
    case let net as ElasticNet: try write(4, net, to: &writer)
    case let poisson as PoissonRegression: try write(5, poisson, to: &writer)
    case let bayes as GaussianNaiveBayes: try write(6, bayes, to: &writer)
    case let neighbours as NearestNeighbours: try write(7, neighbours, to: &writer)
    case let constant as ConstantModel: try write(8, constant, to: &writer)
    case let calibrated as CalibratedPredictor:
      writer.write(tag: calibratedTag)
      try writer.write(calibrated.correction)
      try write(calibrated.base, to: &writer)
    default: throw .notStorable("a model of this kind")
    }
  }

  private static let calibratedTag: UInt8 = 9

  private static func write(
    _ tag: UInt8, _ predictor: some Storable, to writer: inout StorageWriter
  ) throws(StorageError) {
    writer.write(tag: tag)
    try writer.write(predictor)
  }

  /// - Throws: where what follows is no predictor, or one of other features or of another kind of target.
  static func read(
    from reader: inout StorageReader, _ schema: FeatureSchema, _ kind: TargetKind
  ) throws(StorageError) -> any Predictor {
    let tag = try reader.readTag()
    guard tag == calibratedTag else { return try read(tag, from: &reader, schema, kind) }
    let correction: ProbabilityCorrection = try reader.read()
    // What is calibrated is never itself calibrated: bytes that say so have no end.
    let base = try read(reader.readTag(), from: &reader, schema, kind)
    guard correction.fits(kind) else { throw .damaged("a model is calibrated for another target") }
    return CalibratedPredictor(base: base, kind: kind, correction: correction)
  }

  private static func read(
    _ tag: UInt8, from reader: inout StorageReader, _ schema: FeatureSchema, _ kind: TargetKind
  ) throws(StorageError) -> any Predictor {
    let predictor: any Predictor
    let fits: Bool
    switch tag {
    case 0:
      let trees: BoostedTrees = try reader.read()
      (predictor, fits) = (trees, trees.fits(schema, kind))
    case 1:
      let logistic: LogisticRegression = try reader.read()
      (predictor, fits) = (logistic, logistic.fits(schema, kind))
    case 2:
      let forest: RandomForest = try reader.read()
      (predictor, fits) = (forest, forest.fits(schema, kind))
    case 3:
      let linear: LinearRegression = try reader.read()
      (predictor, fits) = (linear, linear.function.fits(schema) && kind == .number)
    case 4:
      let net: ElasticNet = try reader.read()
      (predictor, fits) = (net, net.regression.function.fits(schema) && kind == .number)
    case 5:
      let poisson: PoissonRegression = try reader.read()
      (predictor, fits) = (poisson, poisson.function.fits(schema) && kind == .number)
    case 6:
      let bayes: GaussianNaiveBayes = try reader.read()
      (predictor, fits) = (bayes, bayes.fits(schema, kind))
    case 7:
      let neighbours: NearestNeighbours = try reader.read()
      (predictor, fits) = (neighbours, neighbours.fits(schema, kind))
    case 8:
      let constant: ConstantModel = try reader.read()
      (predictor, fits) = (constant, constant.values.count == kind.outputs)
    default: throw .damaged("a model is of no known kind")
    }
    guard fits else { throw .damaged("a model does not fit its features") }
    return predictor
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
