public struct ROCCurve: Sendable {
  public let target: String
  public let area: Double?
  public let points: [CurvePoint]
  public let confusion: Confusion
}

/// How often warnings are right against how many of the positive rows they find, over all thresholds.
public struct PrecisionRecallCurve: Sendable {
  public let target: String
  /// The area under the curve as a sum of steps; nil where no row is positive.
  public let averagePrecision: Double?
  /// The share of rows that are positive: the precision of a warning for every row.
  public let baseRate: Double?
  /// Precision (y) against recall (x), from the highest threshold down; empty where no row is positive.
  public let points: [CurvePoint]
}

public struct Calibration: Sendable {
  public let target: String
  public let bins: [CalibrationBin]
  public let expectedError: Double?
}

/// Which class was taken for which: "no" and "yes", or the classes of the target.
public struct ConfusionTable: Sendable, Equatable, Codable {
  public let target: String
  /// The chance from which on a row was taken for a yes; nil for several classes, where the most probable one is taken.
  public let threshold: Double?
  public let classes: [String]
  /// For each class, by row, how often it was taken for each, by column.
  public let counts: [[Int]]

  public var rows: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }
  public var wrong: Int { rows - counts.indices.reduce(0) { $0 + counts[$1][$1] } }
}

extension Evaluation {
  /// The trade between true and false alarms over all thresholds.
  ///
  /// - Throws: where the model's answers are no chances of true.
  public var rocCurve: ROCCurve {
    get throws(DataError) {
      let outcomes = try binaryOutcomes("a ROC curve")
      return ROCCurve(
        target: model.target, area: outcomes.rocAUC, points: outcomes.rocCurve, confusion: outcomes.confusion(at: 0.5))
    }
  }

  /// The trade between finding positive rows and being right, over all thresholds: for rare ones it says more than the
  /// ROC curve.
  ///
  /// - Throws: where the model's answers are no chances of true.
  public var precisionRecallCurve: PrecisionRecallCurve {
    get throws(DataError) {
      let outcomes = try binaryOutcomes("a precision-recall curve")
      return PrecisionRecallCurve(
        target: model.target, averagePrecision: outcomes.averagePrecision,
        baseRate: outcomes.count > 0 ? outcomes.positiveShare : nil, points: outcomes.precisionRecallCurve)
    }
  }

  /// Whether predicted chances can be taken at their word.
  ///
  /// - Throws: where the model's answers are no chances of true.
  public var calibration: Calibration {
    get throws(DataError) {
      let outcomes = try binaryOutcomes("a calibration curve")
      return Calibration(
        target: model.target, bins: outcomes.calibration(bins: 10),
        expectedError: outcomes.expectedCalibrationError(bins: 10))
    }
  }

  /// Judgements against outcomes: at a chance of one half, or of the most probable class.
  ///
  /// - Throws: where the model predicts numbers.
  public var confusion: ConfusionTable {
    get throws(DataError) {
      guard model.kind != .number else {
        throw .wrongType("\"\(model.target)\" is a number, which is not judged as right or wrong")
      }
      return outcomes.confusionTable(target: model.target, threshold: 0.5)
    }
  }

  func binaryOutcomes(_ what: String) throws(DataError) -> ScoredOutcomes {
    guard case .binary(let outcomes) = outcomes else {
      throw .wrongType(
        "\(what) is of what is true or false, but the model of \"\(model.target)\" predicts \(model.kind.sentence)")
    }
    return outcomes
  }
}
