extension Learner: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .boostedTrees(let settings):
      writer.write(tag: 0)
      try writer.write(settings.rounds, settings.leaves, settings.learningRate, settings.minimumRows, settings.l2)
      try writer.write(settings.rowShare, settings.columnShare, settings.loss, settings.earlyStopping, settings.seed)
      let names = settings.monotone.keys.sorted()
      try writer.write(names, names.map { settings.monotone[$0] ?? .any })
    case .logistic(let settings):
      writer.write(tag: 1)
      try writer.write(settings.inverseRegularization, settings.l1Ratio)
    case .randomForest(let settings):
      writer.write(tag: 2)
      try writer.write(
        settings.trees, settings.leaves, settings.minimumRows, settings.columnShare, settings.seed)
    case .linear(let settings):
      writer.write(tag: 3)
      try writer.write(settings.ridge)
    case .elasticNet(let settings):
      writer.write(tag: 4)
      try writer.write(settings.alpha, settings.l1Ratio)
    case .poisson(let settings):
      writer.write(tag: 5)
      try writer.write(settings.alpha)
    case .naiveBayes(let settings):
      writer.write(tag: 6)
      try writer.write(settings.varianceSmoothing, settings.categorySmoothing)
    case .neighbours(let settings):
      writer.write(tag: 7)
      try writer.write(settings.count)
    case .constant: writer.write(tag: 8)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0:
      var settings = BoostedTrees.Settings(
        rounds: try reader.read(), leaves: try reader.read(), learningRate: try reader.read(),
        minimumRows: try reader.read(), l2: try reader.read(), rowShare: try reader.read(),
        columnShare: try reader.read(), loss: try reader.read(), earlyStopping: try reader.read(),
        seed: try reader.read())
      let names: [String] = try reader.read()
      let directions: [Monotonicity] = try reader.read()
      guard names.count == directions.count else { throw .damaged("a feature's direction is missing") }
      for (name, direction) in zip(names, directions) { settings.monotone[name] = direction }
      self = .boostedTrees(settings)
    case 1: self = .logistic(inverseRegularization: try reader.read(), l1Ratio: try reader.read())
    case 2:
      self = .randomForest(
        trees: try reader.read(), leaves: try reader.read(), minimumRows: try reader.read(),
        columnShare: try reader.read(), seed: try reader.read())
    case 3: self = .linear(ridge: try reader.read())
    case 4: self = .elasticNet(alpha: try reader.read(), l1Ratio: try reader.read())
    case 5: self = .poisson(alpha: try reader.read())
    case 6: self = .naiveBayes(varianceSmoothing: try reader.read(), categorySmoothing: try reader.read())
    case 7: self = .neighbours(count: try reader.read())
    case 8: self = .constant
    default: throw .damaged("a learner is of no known kind")
    }
  }
}

extension BoostingLoss: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .automatic: writer.write(tag: 0)
    case .squared: writer.write(tag: 1)
    case .absolute: writer.write(tag: 2)
    case .quantile(let share):
      writer.write(tag: 3)
      try writer.write(share)
    case .poisson: writer.write(tag: 4)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .automatic
    case 1: self = .squared
    case 2: self = .absolute
    case 3: self = .quantile(try reader.read())
    case 4: self = .poisson
    default: throw .damaged("a loss is of no known kind")
    }
  }
}

extension Monotonicity: Storable {}
