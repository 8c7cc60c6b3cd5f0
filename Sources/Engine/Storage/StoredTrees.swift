extension BoostedTrees: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(objective, start, importance, ensemble)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    objective = try reader.read()
    start = try reader.read()
    importance = try reader.read()
    ensemble = try reader.read()
    guard objective.outputs == ensemble.outputs, start.count == ensemble.outputs else {
      throw .damaged("a model's trees do not fit what it predicts")
    }
  }

  func fits(_ schema: FeatureSchema, _ kind: TargetKind) -> Bool {
    let fitsKind =
      switch (objective.form, kind) {
      case (.logistic, .binary): true
      case (.softmax(let classes), .multiclass(let names)): classes == names.count
      case (.squared, .number), (.quantile, .number), (.poisson, .number): true
      default: false
      }
    return fitsKind && ensemble.fits(schema) && importance.map { $0.count == schema.features.count } ?? true
  }
}

extension BoostingObjective: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) {
    switch form {
    case .logistic: writer.write(tag: 0)
    case .softmax(let classes):
      writer.write(tag: 1)
      try writer.write(classes)
    case .squared: writer.write(tag: 2)
    case .quantile(let share):
      writer.write(tag: 3)
      try writer.write(share)
    case .poisson: writer.write(tag: 4)
    }
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: form = .logistic
    case 1:
      let classes: Int = try reader.read()
      guard classes > 1 else { throw .damaged("a model has no such classes") }
      form = .softmax(classes: classes)
    case 2: form = .squared
    case 3: form = .quantile(try reader.read())
    case 4: form = .poisson
    default: throw .damaged("a loss is of no known kind")
    }
  }
}

extension RandomForest: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(kind, start, importance, ensemble)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    kind = try reader.read()
    start = try reader.read()
    importance = try reader.read()
    ensemble = try reader.read()
    guard kind.outputs == ensemble.outputs else { throw .damaged("a model's trees do not fit what it predicts") }
  }

  func fits(_ schema: FeatureSchema, _ kind: TargetKind) -> Bool {
    self.kind == kind && ensemble.fits(schema) && importance.map { $0.count == schema.features.count } ?? true
  }
}

extension TreeEnsemble: Storable {
  /// All trees' nodes lie in a few arrays, so that a model in an evaluation and the model by itself share them.
  func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(binnings, outputs)
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
    try writer.write(words, trees.flatMap(\.leafValues), trees.flatMap(\.covers))
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    binnings = try reader.read()
    outputs = try reader.read()
    var source = try TreeSource(from: &reader)
    var trees: [DecisionTree] = []
    for _ in 0..<source.treeCount { trees.append(try source.next(featureCount: binnings.count)) }
    guard source.isUsedUp else { throw .damaged("a model has nodes without a tree") }
    guard outputs > 0, trees.count % outputs == 0 else { throw .damaged("a model lacks trees of some classes") }
    self.trees = trees
  }

  func fits(_ schema: FeatureSchema) -> Bool {
    binnings.count == schema.features.count
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
    let covers: [Double]
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
      covers = try reader.read()
      guard splitCounts.count == treeCount, lefts.count == features.count, rights.count == features.count,
        covers.count == features.count
      else {
        throw .damaged("a model's trees are not whole")
      }
    }

    /// Predicting follows nodes without looking: each must lead on to a later one, and each leaf to itself.
    mutating func next(featureCount: Int) throws(StorageError) -> DecisionTree {
      let count = Int(nodeCounts[tree])
      let splits = Int(splitCounts[tree])
      guard splits >= 0, count > splits, count <= features.count - node, splits * 4 <= words.count - word,
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
      return DecisionTree(
        nodes: nodes, splitCount: splits, leafValues: Array(values), covers: Array(covers[node - count..<node]))
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
