/// How often each class was taken for each: all that figures of judgements between several classes need.
struct ClassCounts: Sendable {
  /// Rows, or their weight, of one class that were taken for one.
  struct Cell: Sendable {
    let actual: Int
    let predicted: Int
    let rows: Double
  }

  /// One class: its rows, those taken for it, and those that are both.
  private struct Class {
    var actual = 0.0
    var predicted = 0.0
    var hits = 0.0
  }

  let cells: [Cell]
  private let classes: [Class]
  private let total: Double

  init(classes count: Int, cells: [Cell]) {
    var classes = [Class](repeating: Class(), count: count)
    for cell in cells {
      classes[cell.actual].actual += cell.rows
      classes[cell.predicted].predicted += cell.rows
      if cell.actual == cell.predicted { classes[cell.actual].hits += cell.rows }
    }
    self.cells = cells
    self.classes = classes
    total = classes.reduce(0) { $0 + $1.actual }
  }

  /// The same cells with other rows in each.
  func with(_ rows: [Double]) -> ClassCounts {
    ClassCounts(
      classes: classes.count,
      cells: zip(cells, rows).map { Cell(actual: $0.actual, predicted: $0.predicted, rows: $1) })
  }

  private var hits: Double { classes.reduce(0) { $0 + $1.hits } }

  /// The share of rows that are judged right; nil where there are none.
  var accuracy: Double? { total > 0 ? hits / total : nil }

  /// The mean of the recalls of those classes that have rows.
  var balancedAccuracy: Double? {
    let recalls = classes.filter { $0.actual > 0 }.map { $0.hits / $0.actual }
    return recalls.isEmpty ? nil : recalls.reduce(0, +) / Double(recalls.count)
  }

  func precision(_ averaging: ClassOutcomes.Averaging) -> Double? {
    average(averaging) { $0.predicted > 0 ? $0.hits / $0.predicted : 0 }
  }

  func recall(_ averaging: ClassOutcomes.Averaging) -> Double? {
    average(averaging) { $0.actual > 0 ? $0.hits / $0.actual : 0 }
  }

  func f1(_ averaging: ClassOutcomes.Averaging) -> Double? {
    average(averaging) { $0.actual + $0.predicted > 0 ? 2 * $0.hits / ($0.actual + $0.predicted) : 0 }
  }

  /// Of the classes that occur, in fact or as a prediction.
  private func average(_ averaging: ClassOutcomes.Averaging, _ figure: (Class) -> Double) -> Double? {
    guard total > 0 else { return nil }
    let occurring = classes.filter { $0.actual + $0.predicted > 0 }
    switch averaging {
    case .macro: return occurring.reduce(0) { $0 + figure($1) } / Double(occurring.count)
    case .weighted: return occurring.reduce(0) { $0 + figure($1) * $1.actual } / total
    case .micro:
      return figure(
        occurring.reduce(into: Class()) { sum, one in
          sum.actual += one.actual
          sum.predicted += one.predicted
          sum.hits += one.hits
        })
    }
  }

  /// The correlation of judgement and outcome over all classes (Gorodkin 2004), −1 to 1; 0 where one of them never
  /// changes, as scikit-learn does.
  var matthewsCorrelation: Double? {
    guard total > 0 else { return nil }
    let both = classes.reduce(0) { $0 + $1.actual * $1.predicted }
    let actualSquares = classes.reduce(0) { $0 + $1.actual * $1.actual }
    let predictedSquares = classes.reduce(0) { $0 + $1.predicted * $1.predicted }
    let scale = (total * total - predictedSquares).squareRoot() * (total * total - actualSquares).squareRoot()
    return scale > 0 ? (hits * total - both) / scale : 0
  }

  /// Agreement of judgement and outcome beyond chance (Cohen 1960); nil where chance alone agrees always.
  var cohenKappa: Double? {
    guard total > 0 else { return nil }
    let byChance = classes.reduce(0) { $0 + ($1.actual / total) * ($1.predicted / total) }
    return byChance < 1 ? (hits / total - byChance) / (1 - byChance) : nil
  }
}
