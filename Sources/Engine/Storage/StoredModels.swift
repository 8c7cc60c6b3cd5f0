extension Learner: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .boostedTrees(let settings):
      writer.write(tag: 0)
      try writer.write(settings.rounds, settings.leaves, settings.learningRate, settings.minimumRows)
    case .logistic(let settings):
      writer.write(tag: 1)
      try writer.write(settings.inverseRegularization)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0:
      self = .boostedTrees(
        rounds: try reader.read(), leaves: try reader.read(), learningRate: try reader.read(),
        minimumRows: try reader.read())
    case 1: self = .logistic(inverseRegularization: try reader.read())
    default: throw .damaged("a learner is of no known kind")
    }
  }
}

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
    try writer.write(learner, target, schema, trainingRows, baseRate)
    switch predictor {
    case let trees as BoostedTrees:
      writer.write(tag: 0)
      try writer.write(trees)
    case let logistic as LogisticRegression:
      writer.write(tag: 1)
      try writer.write(logistic)
    default: throw .notStorable("a model of this kind")
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    learner = try reader.read()
    target = try reader.read()
    schema = try reader.read()
    trainingRows = try reader.read()
    baseRate = try reader.read()
    let fits: Bool
    switch try reader.readTag() {
    case 0:
      let trees: BoostedTrees = try reader.read()
      fits = trees.fits(schema)
      predictor = trees
    case 1:
      let logistic: LogisticRegression = try reader.read()
      fits = logistic.fits(schema)
      predictor = logistic
    default: throw .damaged("a model is of no known kind")
    }
    guard fits else { throw .damaged("a model does not fit its features") }
  }
}

// MARK: Boosted trees

extension BoostedTrees: Storable {
  /// All trees' nodes lie in a few arrays, so that a model in an evaluation and the model by itself share them.
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(binnings, start, importance)
    let nodes = trees.flatMap(\.nodes)
    try writer.write(trees.map { Int64($0.nodes.count) }, trees.map { Int64($0.splitCount) })
    try writer.write(nodes.map(\.feature), nodes.map(\.left), nodes.map(\.right))
    var words: [UInt64] = []
    for tree in trees {
      // A leaf has no bins that go left.
      for node in tree.nodes.prefix(tree.splitCount) {
        let set = node.leftBins.words
        words += [set.0, set.1, set.2, set.3]
      }
    }
    try writer.write(words, trees.flatMap(\.leafValues))
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    binnings = try reader.read()
    start = try reader.read()
    importance = try reader.read()
    var source = try TreeSource(from: &reader)
    var trees: [DecisionTree] = []
    for _ in 0..<source.treeCount { trees.append(try source.next(featureCount: binnings.count)) }
    guard source.isUsedUp else { throw .damaged("a model has nodes without a tree") }
    self.trees = trees
  }

  fileprivate func fits(_ schema: FeatureSchema) -> Bool {
    binnings.count == schema.features.count && importance.map { $0.count == binnings.count } ?? true
      && zip(binnings, schema.features).allSatisfy { binning, feature in
        let isCategory = if case .category = feature.kind { true } else { false }
        return binning.isCategorical == isCategory
      }
  }

  /// The nodes of all trees, of which one tree after the other is taken.
  private struct TreeSource {
    let nodeCounts: [Int64]
    let splitCounts: [Int64]
    let features: [Int32]
    let lefts: [Int32]
    let rights: [Int32]
    let words: [UInt64]
    let leafValues: [Double]
    private var tree = 0
    private var node = 0
    private var word = 0
    private var leaf = 0

    var treeCount: Int { nodeCounts.count }
    var isUsedUp: Bool { node == features.count && word == words.count && leaf == leafValues.count }

    init(from reader: inout StorageReader) throws(StorageError) {
      nodeCounts = try reader.read()
      splitCounts = try reader.read()
      features = try reader.read()
      lefts = try reader.read()
      rights = try reader.read()
      words = try reader.read()
      leafValues = try reader.read()
      guard splitCounts.count == treeCount, lefts.count == features.count, rights.count == features.count else {
        throw .damaged("a model's trees are not whole")
      }
    }

    /// Predicting follows nodes without looking: each must lead on to a later one, and each leaf to itself.
    mutating func next(featureCount: Int) throws(StorageError) -> DecisionTree {
      let count = Int(nodeCounts[tree])
      let splits = Int(splitCounts[tree])
      guard splits >= 1, count > splits, count <= features.count - node, splits * 4 <= words.count - word,
        count - splits <= leafValues.count - leaf
      else { throw .damaged("a model's trees are not whole") }
      var nodes: [DecisionTree.Node] = []
      nodes.reserveCapacity(count)
      for place in 0..<count {
        var next = DecisionTree.Node(feature: features[node], left: lefts[node], right: rights[node])
        let isSound =
          place < splits
          ? next.left > place && next.right > place && next.left < count && next.right < count
          : next.left == place && next.right == place
        guard isSound, next.feature >= 0, next.feature < featureCount else {
          throw .damaged("a tree's node leads nowhere")
        }
        if place < splits {
          next.leftBins.words = (words[word], words[word + 1], words[word + 2], words[word + 3])
          word += 4
        }
        nodes.append(next)
        node += 1
      }
      tree += 1
      let values = leafValues[leaf..<leaf + count - splits]
      leaf += count - splits
      return DecisionTree(nodes: nodes, splitCount: splits, leafValues: Array(values))
    }
  }
}

extension FeatureBinning: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(isCategorical, upperBounds, valueBins)
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    isCategorical = try reader.read()
    upperBounds = try reader.read()
    valueBins = try reader.read()
    guard (0...Self.mostValueBins).contains(valueBins), upperBounds.count == (isCategorical ? 0 : valueBins),
      isCategorical || valueBins > 0
    else { throw .damaged("a feature has no such bins") }
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

  fileprivate func fits(_ schema: FeatureSchema) -> Bool {
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
