/// What each feature contributes to a tree's answer for a row: Shapley values of the tree's expectation, given some of
/// the row's features, where the others go both ways by how many training rows did (Lundberg, Erion & Lee 2018,
/// algorithm 2, "path-dependent TreeSHAP").
struct TreeContributions {
  private let tree: DecisionTree
  private let goesLeft: [Bool]
  private var contributions: [Double]

  /// A feature on the way to a leaf.
  private struct Step {
    var feature: Int
    /// The share of rows that come this way where the feature is not known.
    var unknown: Double
    /// 1 where the row comes this way, else 0.
    var known: Double
    /// The share of subsets of the features that have as many of them as the step's place says.
    var weight: Double
  }

  /// Adds the contributions of a row's features.
  ///
  /// - Parameter bin: the row's bin of a feature.
  static func add(of tree: DecisionTree, bin: (Int) -> UInt8, to contributions: inout [Double]) {
    guard tree.splitCount > 0 else { return }
    let goesLeft = tree.nodes.prefix(tree.splitCount).map { $0.leftBins.bit(bin(Int($0.feature))) == 1 }
    var walk = TreeContributions(tree: tree, goesLeft: goesLeft, contributions: contributions)
    walk.visit(0, [], unknown: 1, known: 1, feature: -1)
    contributions = walk.contributions
  }

  private mutating func visit(_ node: Int, _ above: [Step], unknown: Double, known: Double, feature: Int) {
    var path = above
    Self.extend(&path, unknown: unknown, known: known, feature: feature)
    guard node < tree.splitCount else {
      let value = tree.leafValues[node - tree.splitCount]
      for place in path.indices.dropFirst() {
        let weight = Self.unwound(path, place).reduce(0) { $0 + $1.weight }
        contributions[path[place].feature] += weight * (path[place].known - path[place].unknown) * value
      }
      return
    }
    let split = tree.nodes[node]
    let taken = Int(goesLeft[node] ? split.left : split.right)
    let other = Int(goesLeft[node] ? split.right : split.left)
    var incoming = (unknown: 1.0, known: 1.0)
    // A feature that was asked before counts once: its step is taken back and made anew.
    if let earlier = path.firstIndex(where: { $0.feature == Int(split.feature) }) {
      incoming = (path[earlier].unknown, path[earlier].known)
      path = Self.unwound(path, earlier)
    }
    let cover = max(tree.covers[node], 1e-300)
    visit(
      taken, path, unknown: incoming.unknown * tree.covers[taken] / cover, known: incoming.known,
      feature: Int(split.feature))
    visit(
      other, path, unknown: incoming.unknown * tree.covers[other] / cover, known: 0, feature: Int(split.feature))
  }

  private static func extend(_ path: inout [Step], unknown: Double, known: Double, feature: Int) {
    let length = path.count
    path.append(Step(feature: feature, unknown: unknown, known: known, weight: length == 0 ? 1 : 0))
    for place in stride(from: length - 1, through: 0, by: -1) {
      path[place + 1].weight += known * path[place].weight * Double(place + 1) / Double(length + 1)
      path[place].weight = unknown * path[place].weight * Double(length - place) / Double(length + 1)
    }
  }

  /// The path as it was without one of its steps.
  private static func unwound(_ path: [Step], _ step: Int) -> [Step] {
    var result = path
    let last = path.count - 1
    let known = path[step].known
    let unknown = path[step].unknown
    var next = path[last].weight
    for place in stride(from: last - 1, through: 0, by: -1) {
      if known != 0 {
        let before = result[place].weight
        result[place].weight = next * Double(last + 1) / (Double(place + 1) * known)
        next = before - result[place].weight * unknown * Double(last - place) / Double(last + 1)
      } else if unknown != 0 {
        result[place].weight = result[place].weight * Double(last + 1) / (unknown * Double(last - place))
      } else {
        result[place].weight = 0
      }
    }
    for place in step..<last {
      result[place].feature = path[place + 1].feature
      result[place].unknown = path[place + 1].unknown
      result[place].known = path[place + 1].known
    }
    result.removeLast()
    return result
  }
}

extension DecisionTree {
  /// The mean of the leaves over the training rows.
  var expectation: Double {
    guard splitCount > 0, covers.count == nodes.count else { return leafValues.first ?? 0 }
    var sum = 0.0
    var rows = 0.0
    for (leaf, value) in leafValues.enumerated() {
      sum += covers[splitCount + leaf] * value
      rows += covers[splitCount + leaf]
    }
    return rows > 0 ? sum / rows : 0
  }
}
