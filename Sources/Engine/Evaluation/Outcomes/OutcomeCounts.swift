/// How often each prediction met each outcome: all that metrics of some rows need.
public struct OutcomeCounts: Sendable {
  public let kind: TargetKind
  /// Of several classes, all that came: those predicted, then those that the model has never seen.
  let classes: [String]
  /// Pair after pair, ascending: the prediction, of several classes one for each of `kind`.
  let predictions: [Double]
  /// For each pair what came: 0 or 1, the place of a class, or a number.
  let outcomes: [Double]
  /// How often each pair occurs, at least once.
  let counts: [Int]

  public var rowCount: Int { counts.reduce(0, +) }

  /// The rows that were counted; their order says nothing.
  public var rows: Outcomes {
    let pairs = counts.indices.flatMap { repeatElement($0, count: counts[$0]) }
    switch kind {
    case .binary:
      return .binary(ScoredOutcomes(actual: pairs.map { outcomes[$0] == 1 }, scores: pairs.map { predictions[$0] }))
    case .number:
      return .number(NumberOutcomes(actual: pairs.map { outcomes[$0] }, predicted: pairs.map { predictions[$0] }))
    case .multiclass(let known):
      let none = [Double](repeating: 0, count: classes.count - known.count)
      return .multiclass(
        ClassOutcomes(
          classes: classes, actual: pairs.map { Int32(outcomes[$0]) },
          scores: pairs.flatMap { predictions[$0 * known.count..<($0 + 1) * known.count] + none }))
    }
  }
}

extension Table {
  public func outcomeCounts(
    _ kind: TargetKind, predictions names: [String], outcome: String, in windows: [Window]
  ) throws(DataError) -> [OutcomeCounts] {
    var predicted: [[Double]] = []
    for name in names { predicted.append(try column(name).numbers() ?? []) }
    let column = try column(outcome)
    let (outcomes, classes) = column.outcomePlaces(kind)
    let columns = predicted
    return mapInParallel(windows.count) { index in
      let known = windows[index].rows.filter { row in
        column.validity.isPresent(Int(row)) && !columns[0][Int(row)].isNaN
      }
      func precedes(_ a: Int32, _ b: Int32) -> Bool {
        for column in columns where column[Int(a)] != column[Int(b)] { return column[Int(a)] < column[Int(b)] }
        return outcomes[Int(a)] < outcomes[Int(b)]
      }
      let sorted = known.sorted(by: precedes)
      var pairs: [Int32] = []
      var counts: [Int] = []
      for row in sorted {
        if let last = pairs.last, !precedes(last, row) {
          counts[counts.count - 1] += 1
        } else {
          pairs.append(row)
          counts.append(1)
        }
      }
      return OutcomeCounts(
        kind: kind, classes: classes, predictions: pairs.flatMap { row in columns.map { $0[Int(row)] } },
        outcomes: pairs.map { outcomes[Int($0)] }, counts: counts)
    }
  }
}

extension Column {
  /// What came as numbers: 0 or 1, the places of classes, or the numbers themselves; with the names of the classes.
  fileprivate func outcomePlaces(_ kind: TargetKind) -> ([Double], classes: [String]) {
    guard case .multiclass(let known) = kind else { return (numbers() ?? [], []) }
    var classes = known
    var places = Dictionary(uniqueKeysWithValues: zip(known, 0...))
    let texts = (0..<count).map { text(at: $0) }
    for name in Set(texts.compactMap(\.self)).subtracting(known).sorted() {
      places[name] = classes.count
      classes.append(name)
    }
    return (texts.map { $0.flatMap { places[$0] }.map(Double.init) ?? .nan }, classes)
  }
}
