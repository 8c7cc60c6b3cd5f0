/// A square table of counts, actual classes down and predicted classes across.
struct ConfusionMatrix {
  let classes: [String]
  let counts: [[Int]]

  /// The matrix of `classes`. Missing and negative counts are taken as zero.
  ///
  /// Of more than `limit` classes, the smaller ones become one class "other", inside which mistakes are not seen.
  init(classes: [String], counts: [[Int]], limit: Int) {
    func count(_ row: Int, _ column: Int) -> Int {
      guard row < counts.count, column < counts[row].count else { return 0 }
      // So that the sum of all cells does not overflow.
      return min(max(0, counts[row][column]), Int.max / (classes.count * classes.count))
    }
    guard classes.count > limit else {
      self.classes = classes
      self.counts = classes.indices.map { row in classes.indices.map { count(row, $0) } }
      return
    }
    let sizes = classes.indices.map { row in classes.indices.reduce(0) { $0 + count(row, $1) } }
    let frequent = Set(classes.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }.prefix(limit - 1))
    let kept = frequent.sorted()
    var place = [Int](repeating: kept.count, count: classes.count)
    for (index, original) in kept.enumerated() { place[original] = index }
    var sums = Array(repeating: Array(repeating: 0, count: limit), count: limit)
    for row in classes.indices {
      for column in classes.indices { sums[place[row]][place[column]] += count(row, column) }
    }
    self.classes = kept.map { classes[$0] } + ["other"]
    self.counts = sums
  }

  /// The share of rows of a class that were found; `nil` if there are none.
  func recall(_ index: Int) -> Double? {
    share(counts[index][index], of: counts[index].reduce(0, +))
  }

  /// The share of predictions of a class that were right; `nil` if there are none.
  func precision(_ index: Int) -> Double? {
    share(counts[index][index], of: counts.reduce(0) { $0 + $1[index] })
  }

  /// A count as a share of its row; zero for an empty row.
  func shareOfRow(_ row: Int, _ count: Int) -> Double {
    share(count, of: counts[row].reduce(0, +)) ?? 0
  }

  private func share(_ part: Int, of whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }
}
