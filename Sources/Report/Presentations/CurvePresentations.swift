import Charts
import Engine

extension ROCCurve: Presentable {
  public var presentation: Presentation {
    let headline =
      area == nil
      ? "There is no ROC curve: all rows are of one class."
      : "The area under the ROC curve is \(Metric.rocAUC.text(area)): 0.5 would be chance, 1 perfect."
    let chart = CurveChart(
      title: "ROC curve", summary: headline, points: points.map { .init(x: $0.x, y: $0.y) },
      xTitle: "share of the others flagged", yTitle: "share of \(target) found", reference: .diagonal, isFilled: true)
    return Presentation(
      kind: "rocCurve", headline: headline,
      components: [.figure(Figure(chart: chart, caption: headline, isNarrow: true))],
      record: CurveRecord(area: area, points: points.thinned(to: 200)))
  }

  private struct CurveRecord: Encodable, Sendable {
    let area: Double?
    let points: [CurvePoint]
  }
}

extension PrecisionRecallCurve: Presentable {
  public var presentation: Presentation {
    let headline =
      averagePrecision.map { area in
        "On the way to finding all that are \(target), warnings are right \(NumberText.percent(area, decimals: 0)) of the time "
          + "on average\(baseRate.map { "; chance would be right \(NumberText.percent($0, decimals: 0))" } ?? "")."
      } ?? "There is no precision-recall curve: no row is \(target)."
    let chart = CurveChart(
      title: "Precision and recall", summary: headline, points: points.map { .init(x: $0.x, y: $0.y) },
      xTitle: "share of \(target) found", yTitle: "share of warnings that are right",
      reference: baseRate.map { .level($0) } ?? .none)
    return Presentation(
      kind: "precisionRecallCurve", headline: headline,
      components: [.figure(Figure(chart: chart, caption: headline, isNarrow: true))],
      record: Record(averagePrecision: averagePrecision, baseRate: baseRate, points: points.thinned(to: 200)))
  }

  private struct Record: Encodable, Sendable {
    let averagePrecision: Double?
    let baseRate: Double?
    let points: [CurvePoint]
  }
}

extension [CurvePoint] {
  /// Evenly chosen points, the first and the last among them.
  func thinned(to most: Int) -> [CurvePoint] {
    guard count > most, most > 1 else { return self }
    return (0..<most).map { self[$0 * (count - 1) / (most - 1)] }
  }
}

extension Calibration: Presentable {
  public var presentation: Presentation {
    let headline = expectedError.map {
      "Predicted chances can be taken at their word to within \(NumberText.decimal($0 * 100, decimals: 1)) points on "
        + "average."
    }
    let chart = CalibrationChart(
      title: "Calibration", summary: headline ?? "No rows to compare.",
      bins: bins.map {
        .init(
          predicted: $0.predicted, actual: $0.actual, low: $0.interval.low, high: $0.interval.high,
          count: Int($0.rows))
      }, xTitle: "predicted chance of \(target)", yTitle: "share that was \(target)")
    return Presentation(
      kind: "calibration", headline: headline,
      components: [.figure(Figure(chart: chart, caption: headline ?? "No rows to compare.", isNarrow: true))],
      record: CalibrationRecord(expectedError: expectedError, bins: bins))
  }

  private struct CalibrationRecord: Encodable, Sendable {
    let expectedError: Double?
    let bins: [CalibrationBin]
  }
}

extension ConfusionTable: Presentable {
  public var presentation: Presentation {
    let chart = ConfusionChart(title: "Confusion matrix", summary: headline, classes: classes, counts: counts)
    return Presentation(
      kind: "confusion", headline: headline,
      components: [.figure(Figure(chart: chart, caption: headline, isNarrow: classes.count < 4))], record: self)
  }

  private var headline: String {
    let start = "Of \(counted(rows, "row")), \(NumberText.whole(wrong)) are judged wrong"
    guard threshold == nil else {
      return "\(start): \(NumberText.whole(counts[1][0])) missed, \(NumberText.whole(counts[0][1])) false alarms."
    }
    guard let worst = mostConfused else { return "\(start)." }
    let times = NumberText.whole(worst.rows)
    return "\(start); most often, \(times) times, “\(worst.actual)” is taken for “\(worst.predicted)”."
  }

  private var mostConfused: (actual: String, predicted: String, rows: Int)? {
    var worst: (actual: String, predicted: String, rows: Int)?
    for actual in counts.indices {
      for predicted in counts.indices where predicted != actual && counts[actual][predicted] > worst?.rows ?? 0 {
        worst = (classes[actual], classes[predicted], counts[actual][predicted])
      }
    }
    return worst
  }
}
