/// Trees as the lists that the operator takes, a node an entry.
struct ONNXTreeTable {
  var trees: [Int] = []
  var nodes: [Int] = []
  var columns: [Int] = []
  var modes: [String] = []
  var values: [Double] = []
  var yes: [Int] = []
  var no: [Int] = []
  var missing: [Int] = []
  var leafTrees: [Int] = []
  var leafNodes: [Int] = []
  var leafTargets: [Int] = []
  var leafValues: [Double] = []
  private var hasSetOfNumbers = false
  /// Of each feature the sets of bins that are asked for.
  private(set) var sets: [[BinSet]]
  /// Of the entries that ask for a set: the entry, the feature, the set's place among the feature's.
  private var asked: [(entry: Int, feature: Int, set: Int)] = []

  init(_ ensemble: TreeEnsemble) {
    sets = ensemble.binnings.map { _ in [] }
    for (number, tree) in ensemble.trees.enumerated() {
      for (place, node) in tree.nodes.enumerated() {
        trees.append(number)
        nodes.append(place)
        if place < tree.splitCount {
          add(node, ensemble.binnings[Int(node.feature)])
        } else {
          columns.append(0)
          modes.append("LEAF")
          values.append(0)
          yes.append(0)
          no.append(0)
          missing.append(0)
          leafTrees.append(number)
          leafNodes.append(place)
          leafTargets.append(number % ensemble.outputs)
          leafValues.append(tree.leafValues[place - tree.splitCount])
        }
      }
    }
  }

  private mutating func add(_ node: DecisionTree.Node, _ binning: FeatureBinning) {
    let feature = Int(node.feature)
    let isMissingLeft = node.leftBins.bit(binning.missingBin) == 1
    let sides = (0..<binning.valueBins).map { node.leftBins.bit(UInt8($0)) == 1 }
    // Numbers up to a bound go to one side.
    let change = sides.indices.dropFirst().filter { sides[$0] != sides[$0 - 1] }
    if !binning.isCategorical, change.count <= 1 {
      let isLowLeft = sides.first ?? true
      columns.append(feature)
      modes.append("BRANCH_LEQ")
      values.append(change.first.map { binning.upperBounds[$0 - 1] } ?? .infinity)
      yes.append(Int(isLowLeft ? node.left : node.right))
      no.append(Int(isLowLeft ? node.right : node.left))
      missing.append(isMissingLeft == isLowLeft ? 1 : 0)
      return
    }
    if !binning.isCategorical { hasSetOfNumbers = true }
    let set = sets[feature].firstIndex(of: node.leftBins) ?? sets[feature].count
    if set == sets[feature].count { sets[feature].append(node.leftBins) }
    asked.append((columns.count, feature, set))
    columns.append(0)
    modes.append("BRANCH_LEQ")
    values.append(0.5)
    yes.append(Int(node.right))
    no.append(Int(node.left))
    missing.append(0)
  }

  /// Whether the sets are all of categories: of numbers, one side takes all up to a bound.
  var asksSetsOfCategoriesAlone: Bool { !hasSetOfNumbers }

  /// Gives the sets their columns, feature by feature behind the features themselves.
  mutating func place(behind count: Int) {
    var firsts: [Int] = []
    var next = count
    for own in sets {
      firsts.append(next)
      next += own.count
    }
    for (entry, feature, set) in asked { columns[entry] = firsts[feature] + set }
  }
}
