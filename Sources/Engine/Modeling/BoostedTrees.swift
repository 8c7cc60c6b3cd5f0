/// Gradient boosting of decision trees over binned features, for a target that is true or false.
///
/// Each tree fits the Newton step of the log loss (Friedman 2001; Chen & Guestrin 2016) and grows leaf by leaf, the
/// most useful split first (Ke et al. 2017). Missing values go the way that fits the training rows better; categories
/// are split into sets.
public struct BoostedTrees: Predictor {
  public struct Settings: Sendable, Equatable, Encodable {
    public var rounds: Int
    public var leaves: Int
    public var learningRate: Double
    public var minimumRows: Int
    /// The least second derivative of the loss in a leaf: 4 rows of an undecided model have 1.
    static let minimumCurvature = 1e-3

    public static let validRounds = ValidRange.from(1, to: 10_000)
    public static let validLeaves = ValidRange.from(2, to: 4096)
    public static let validLearningRate = ValidRange.above(0, to: 1)
    public static let validMinimumRows = ValidRange.from(1)

    func check() throws(DataError) {
      try Self.validRounds.check("rounds", Double(rounds))
      try Self.validLeaves.check("leaves", Double(leaves))
      try Self.validLearningRate.check("learningRate", learningRate)
      try Self.validMinimumRows.check("minimumRows", Double(minimumRows))
    }
  }

  let binnings: [FeatureBinning]
  /// The log-odds of the base rate, from which the trees depart.
  let start: Double
  let trees: [DecisionTree]
  let importance: [Double]?

  init(_ settings: Settings, features: [EncodedFeature], actual: [Bool]) {
    let rowCount = actual.count
    let learned = mapInParallel(features.count) { index in
      let binning = FeatureBinning(features[index])
      return (binning, binning.bins(features[index]))
    }
    binnings = learned.map(\.0)
    let positives = Double(actual.count { $0 })
    let start = logarithm(positives / (Double(rowCount) - positives))
    self.start = start

    let grower = TreeGrower(settings, binnings: binnings, bins: learned.map(\.1), rowCount: rowCount)
    var scores = [Double](repeating: start, count: rowCount)
    var gradients = [Gradient](repeating: .zero, count: rowCount)
    var trees: [DecisionTree] = []
    var gains = [Double](repeating: 0, count: features.count)
    for _ in 0..<settings.rounds {
      Self.setGradients(&gradients, scores: scores, actual: actual)
      let tree = grower.grow(gradients, addingTo: &scores, gains: &gains)
      // Once no split helps, no later tree would find one either.
      guard tree.splitCount > 0 else { break }
      trees.append(tree)
    }
    self.trees = trees
    let total = gains.reduce(0, +)
    importance = total > 0 ? gains.map { $0 / total } : nil
  }

  /// First and second derivative of the log loss by the score.
  private static func setGradients(_ gradients: inout [Gradient], scores: [Double], actual: [Bool]) {
    let blocks = (gradients.count + 8191) / 8192
    let count = gradients.count
    gradients.withUnsafeMutableBufferPointer { buffer in
      let shared = SharedBuffer(buffer.baseAddress)
      inParallel(blocks) { block in
        guard let gradients = shared.pointer else { return }
        for row in block * 8192..<min((block + 1) * 8192, count) {
          let p = sigmoid(scores[row])
          gradients[row] = Gradient(p - (actual[row] ? 1 : 0), max(p * (1 - p), 1e-16))
        }
      }
    }
  }

  func probabilities(_ features: [EncodedFeature], rowCount: Int) -> [Double] {
    let bins = mapInParallel(features.count) { index in binnings[index].bins(features[index]) }
    let width = features.count
    let blockSize = 1024
    let blocks = (rowCount + blockSize - 1) / blockSize
    return [Double](unsafeUninitializedCapacity: rowCount) { buffer, count in
      let shared = SharedBuffer(buffer.baseAddress)
      inParallel(blocks) { block in
        guard let scores = shared.pointer else { return }
        let first = block * blockSize
        let size = min(blockSize, rowCount - first)
        // A block's bins row by row stay in the nearest cache while all trees pass over them.
        var rows = [UInt8](repeating: 0, count: size * width)
        for feature in 0..<width {
          for row in 0..<size { rows[row * width + feature] = bins[feature][first + row] }
        }
        (scores + first).initialize(repeating: start, count: size)
        rows.withUnsafeBufferPointer { rows in
          guard let rows = rows.baseAddress else { return }
          for tree in trees { tree.add(to: scores + first, rows: rows, count: size, width: width) }
        }
        for row in first..<first + size { scores[row] = sigmoid(scores[row]) }
      }
      count = rowCount
    }
  }
}

/// The first and the second derivative of the loss, of one row or summed.
typealias Gradient = SIMD2<Double>

/// A tree over binned features: the nodes that split, then one node a leaf, which leads to itself.
struct DecisionTree: Sendable {
  var nodes: [Node] = []
  /// How many of the nodes split.
  var splitCount = 0
  /// What each leaf adds to a score, in the order of the leaves' nodes.
  var leafValues: [Double] = []

  struct Node: Sendable {
    var feature: Int32 = 0
    var left: Int32 = 0
    var right: Int32 = 0
    /// The feature's bins that go left; numbers, categories and missing values alike.
    var leftBins = BinSet()
  }

  /// Adds each row's leaf to its score; rows lie one after the other, `width` bins each.
  ///
  /// Four rows go down side by side: a way down is a chain of loads that wait for each other, and the processor fills
  /// one row's waiting with another's work. Leaves lead to themselves, so that a row which has arrived may go on.
  func add(to scores: UnsafeMutablePointer<Double>, rows: UnsafePointer<UInt8>, count: Int, width: Int) {
    nodes.withUnsafeBufferPointer { nodes in
      leafValues.withUnsafeBufferPointer { leafValues in
        guard let nodes = nodes.baseAddress, let leafValues = leafValues.baseAddress else { return }
        let splits = Int32(splitCount)
        let setOffset = MemoryLayout<Node>.offset(of: \.leftBins) ?? 0
        @inline(__always)
        func next(_ at: Int32, _ bins: UnsafePointer<UInt8>) -> Int32 {
          let node = nodes + Int(at)
          let bin = bins[Int(node.pointee.feature)]
          // One word of the set is read where it lies; a copy of the whole set would cost more than the step.
          let word = UnsafeRawPointer(node).load(fromByteOffset: setOffset &+ Int(bin >> 6) &* 8, as: UInt64.self)
          let side = Int32(truncatingIfNeeded: (word &>> UInt64(bin & 63)) & 1)
          // No branch: half of all guesses about the way down would be wrong.
          return node.pointee.right &+ (node.pointee.left &- node.pointee.right) &* side
        }
        var row = 0
        while row + 4 <= count {
          let bins = rows + row * width
          var at = SIMD4<Int32>()
          repeat {
            at = SIMD4(
              next(at[0], bins), next(at[1], bins + width), next(at[2], bins + 2 * width),
              next(at[3], bins + 3 * width))
          } while at.min() < splits
          for lane in 0..<4 { scores[row + lane] += leafValues[Int(at[lane] - splits)] }
          row += 4
        }
        while row < count {
          var at: Int32 = 0
          while at < splits { at = next(at, rows + row * width) }
          scores[row] += leafValues[Int(at - splits)]
          row += 1
        }
      }
    }
  }
}

/// A set of bins: one bit each.
struct BinSet: Sendable, Equatable {
  var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// One where the bin is in the set, else zero.
  @inline(__always)
  func bit(_ bin: UInt8) -> Int32 {
    withUnsafePointer(to: words) { words in
      words.withMemoryRebound(to: UInt64.self, capacity: 4) { words in
        Int32(truncatingIfNeeded: (words[Int(bin >> 6)] >> UInt64(bin & 63)) & 1)
      }
    }
  }

  mutating func insert(_ bin: UInt8) {
    let bit: UInt64 = 1 << UInt64(bin & 63)
    switch bin >> 6 {
    case 0: words.0 |= bit
    case 1: words.1 |= bit
    case 2: words.2 |= bit
    default: words.3 |= bit
    }
  }

  static func == (a: BinSet, b: BinSet) -> Bool { a.words == b.words }
}
