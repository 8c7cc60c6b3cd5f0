/// The training rows that are most like one row: what the model had to go by.
public struct SimilarRows: Sendable, Encodable {
  public let target: String
  /// The row's number in its table, from 1.
  public let row: Int
  public let predicted: String
  public let actual: String
  /// The features, by which likeness is judged.
  public let columns: [String]
  /// The row's own values; nil where missing.
  public let values: [String?]
  /// The nearest first.
  public let neighbours: [Neighbour]
  /// Of the neighbours, how often the target was true or, of numbers, its mean; nil of several classes.
  public let neighbourMean: Double?

  public static let validCount = ValidRange.from(1, to: 200)

  public struct Neighbour: Sendable, Encodable {
    public let number: Int
    /// The mean distance over the features, each from 0 to 1 (Gower 1971).
    public let distance: Double
    public let actual: String
    public let values: [String?]
  }
}

extension Evaluation {
  /// The rows of another table, as a rule the training rows, that are most like one of these.
  ///
  /// Distances are Gower's (1971), averaged over the model's features: of numbers the difference as a share of the other
  /// table's range from the 5th to the 95th percentile, at most 1; of categories 0 where they are the same, else 1. A
  /// missing value lies at 1 from all but another. Costs one pass over the other table.
  ///
  /// - Parameters:
  ///   - row: its number in the evaluated table, from 1.
  ///   - other: rows with the features and the target.
  /// - Throws: where there is no such row, or the other table lacks a column.
  public func nearest(to row: Int, in other: Table, count: Int = 5) throws(DataError) -> SimilarRows {
    try SimilarRows.validCount.check("the number of rows", Double(count))
    guard (1...max(1, table.rowCount)).contains(row), table.rowCount > 0 else {
      throw .invalid("\(table.label) has no row \(row): rows are numbered from 1 to \(table.rowCount)")
    }
    guard other.rowCount > 0 else { throw .empty("\(other.label) has no rows to look among") }
    var distances = [Double](repeating: 0, count: other.rowCount)
    var columns: [Column] = []
    for name in model.featureNames {
      let (own, others) = (try table.column(name), try other.column(name))
      guard own.isNumeric == others.isNumeric else {
        throw .wrongType("column \"\(name)\" is \(own.type.article) here and \(others.type.article) in \(other.label)")
      }
      others.addDistances(to: own, row - 1, &distances)
      columns.append(others)
    }
    let target = try other.column(model.target)
    let size = Double(max(1, model.featureNames.count))
    let nearest = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }.prefix(count)
    let numbers = target.type == .date ? nil : target.numbers()
    let known = numbers.map { numbers in nearest.map { numbers[$0] }.filter { !$0.isNaN } } ?? []
    return SimilarRows(
      target: model.target, row: row, predicted: outcomes.predictedText(row - 1),
      actual: outcomes.actualText(row - 1), columns: model.featureNames,
      values: try model.featureNames.map { (name) throws(DataError) in try table.column(name).shortText(at: row - 1) },
      neighbours: nearest.map { place in
        SimilarRows.Neighbour(
          number: place + 1, distance: distances[place] / size, actual: target.text(at: place) ?? "–",
          values: columns.map { $0.shortText(at: place) })
      }, neighbourMean: known.isEmpty ? nil : known.reduce(0, +) / Double(known.count))
  }
}

extension Column {
  /// Adds how far each value lies from one of another column, from 0 to 1.
  fileprivate func addDistances(to own: Column, _ row: Int, _ distances: inout [Double]) {
    let isKnown = own.validity.isPresent(row)
    if isNumeric, let numbers = numbers(), let mine = own.numbers()?[row] {
      let distribution = NumericDistribution(numbers)
      let range = distribution.quantile(0.95) - distribution.quantile(0.05)
      for place in numbers.indices {
        let number = numbers[place]
        if number.isNaN || mine.isNaN {
          distances[place] += number.isNaN && mine.isNaN ? 0 : 1
        } else if number != mine {
          distances[place] += range > 0 ? min(1, (number - mine).magnitude / range) : 1
        }
      }
      return
    }
    let text = own.text(at: row)
    if case .string(let strings) = values {
      let same = strings.dictionary.map { $0 == text }
      for place in 0..<count {
        let isPresent = validity.isPresent(place)
        distances[place] +=
          isPresent && isKnown ? (same[Int(strings.codes[place])] ? 0 : 1) : isPresent == isKnown ? 0 : 1
      }
    } else {
      for place in 0..<count { distances[place] += self.text(at: place) == text ? 0 : 1 }
    }
  }
}
