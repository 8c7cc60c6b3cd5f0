/// Rows of two tables, and trees that tell the one's from the other's.
struct RowSeparation: Sendable {
  /// The rows of either table that were drawn, ascending.
  let firstRows: [Int32]
  let secondRows: [Int32]
  private let names: [String]
  private let columns: [EncodedFeature]
  private let isSecond: [Double]

  /// - Parameters:
  ///   - names: features that both tables hold in a comparable form.
  ///   - mostRows: the most that are drawn of either.
  /// - Throws: where a feature is missing.
  init(
    _ names: [String], _ first: Table, _ firstRows: [Int32], _ second: Table, _ secondRows: [Int32], mostRows: Int,
    seed: UInt64
  ) throws(DataError) {
    var random = SplitMix64(seed: seed)
    func sample(_ rows: [Int32]) -> [Int32] {
      rows.count > mostRows ? random.sample(rows, share: Double(mostRows) / Double(rows.count)) : rows
    }
    self.firstRows = sample(firstRows)
    self.secondRows = sample(secondRows)
    self.names = names
    var columns: [EncodedFeature] = []
    for name in names {
      columns.append(
        EncodedFeature(try first.column(name), self.firstRows, then: try second.column(name), self.secondRows))
    }
    self.columns = columns
    isSecond = self.firstRows.map { _ in 0.0 } + self.secondRows.map { _ in 1.0 }
  }

  /// The chance that each row is of the second table, rows of the first one before, by trees that have not seen it: those
  /// of one half of the rows judge the other.
  ///
  /// - Parameter chosen: places of the features to tell them by; nil for all.
  func chances(_ settings: BoostedTrees.Settings, by chosen: [Int]? = nil) -> [Double] {
    var chances = [Double](repeating: 0.5, count: isSecond.count)
    for half in 0..<2 {
      let judged = trees(settings, chosen, leavingOut: half)
        .predictions(columns(chosen), rowCount: isSecond.count)
      for row in chances.indices where row % 2 == half { chances[row] = judged[row] }
    }
    return chances
  }

  /// How well the rows are told apart by such chances.
  func outcomes(_ chances: [Double]) -> ScoredOutcomes {
    ScoredOutcomes(actual: isSecond.map { $0 == 1 }, scores: chances)
  }

  /// By which features they are told apart: shares that sum to 1.
  func importance(_ settings: BoostedTrees.Settings) -> [Double] {
    trees(settings, nil, leavingOut: nil).importance ?? names.map { _ in 0 }
  }

  private func columns(_ chosen: [Int]?) -> [EncodedFeature] { chosen.map { $0.map { columns[$0] } } ?? columns }

  private func trees(_ settings: BoostedTrees.Settings, _ chosen: [Int]?, leavingOut half: Int?) -> BoostedTrees {
    BoostedTrees(
      settings, features: columns(chosen), names: chosen.map { $0.map { names[$0] } } ?? names,
      target: TrainingTarget(
        kind: .binary, values: isSecond, weights: half.map { half in isSecond.indices.map { $0 % 2 == half ? 0 : 1 } }))
  }
}

extension EncodedFeature {
  /// Some rows of two columns in a row: numbers and dates as they are, categories by one list of both.
  fileprivate init(_ first: Column, _ firstRows: [Int32], then second: Column, _ secondRows: [Int32]) {
    if first.isText || second.isText {
      var places: [String: Int32] = [:]
      func code(_ column: Column, _ row: Int32) -> Int32 {
        guard let text = column.text(at: Int(row)) else { return -1 }
        if let place = places[text] { return place }
        let place = Int32(places.count)
        places[text] = place
        return place
      }
      let codes = firstRows.map { code(first, $0) } + secondRows.map { code(second, $0) }
      self = .category(codes, count: places.count)
    } else {
      let (before, after) = (first.numbers() ?? [], second.numbers() ?? [])
      self = .number(firstRows.map { before[Int($0)] } + secondRows.map { after[Int($0)] })
    }
  }
}

extension Column {
  fileprivate var isText: Bool { if case .string = values { true } else { false } }
}
