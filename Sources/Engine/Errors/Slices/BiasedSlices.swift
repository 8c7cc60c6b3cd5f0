/// Groups of rows in which a model is wrongly sure: its chances, or its numbers, lie off in one direction.
public struct BiasReport: Sendable {
  public let target: String
  public let kind: TargetKind
  public let rowCount: Int
  public let minimumRows: Int
  public let examined: Int
  /// Over all rows: what was predicted less what came, on average.
  public let gap: Double
  /// Those farthest off beyond what chance allows, the farthest first.
  public let slices: [BiasedSlice]
}

public struct BiasedSlice: Sendable {
  public let terms: [ErrorSlice.Term]
  public let rows: Int
  public let share: Double
  /// The mean chance, or the mean predicted number.
  public let predicted: Double
  /// The share that came true, or the mean of what came.
  public let actual: Double
  /// The 95% interval of `predicted` less `actual`.
  public let gapInterval: Interval

  public var gap: Double { predicted - actual }
  public var name: String { terms.name }
}

/// By how much a mean lies off zero for sure: its size less three standard errors.
private struct SureGap: SliceScore {
  func score(_ sums: SliceSums) -> Double {
    let mean = sums.sum / sums.rows
    let variance = max(0, sums.second / sums.rows - mean * mean)
    return mean.magnitude - 3 * (variance / sums.rows).squareRoot()
  }

  /// A part may be off where the whole is not.
  func bound(_ sums: SliceSums) -> Double { .infinity }
}

extension Evaluation {
  /// The groups in which predictions lie off in one direction: chances that are too high or too low, of several classes
  /// that of the most probable one; numbers that are.
  ///
  /// - Throws: where a column is missing, or depth or share are out of range.
  public func biasedSlices(
    by features: [String], depth: Int = 2, covering share: Double = 0.01, count: Int = 8
  ) throws(DataError) -> BiasReport {
    try SliceReport.validDepth.check("depth", Double(depth))
    try SliceReport.validCovering.check("covering", share)
    guard !features.isEmpty else { throw .invalid("slices need at least one feature to be described by") }
    var groupings: [Grouping] = []
    for name in features { groupings.append(try Grouping(name, in: table)) }
    let minimumRows = max(2, Int((share * Double(table.rowCount)).rounded(.up)))
    let (predicted, actual) = outcomes.predictedAndActual
    let gaps = zip(predicted, actual).map { $0 - $1 }
    let codes = groupings.map { SliceFinder.Feature(codes: $0.codes, count: $0.labels.count) }
    let search = SliceSearch(scoring: SureGap(), depth: depth, minimumRows: minimumRows, count: .max)
      .run(codes, values: gaps, seconds: gaps.map { $0 * $0 })
    var chosen: [SliceSearch<SureGap>.Found] = []
    for slice in search.slices where chosen.count < count {
      // A group inside of one that is as far off says nothing new, nor does one around it.
      let isTold = chosen.contains { other in
        let (gap, otherGap) = (slice.sums.sum / slice.sums.rows, other.sums.sum / other.sums.rows)
        return (slice.terms.areInside(other.terms) && gap.magnitude < otherGap.magnitude * 1.2 && gap * otherGap > 0)
          || other.terms.areInside(slice.terms)
      }
      if !isTold { chosen.append(slice) }
    }
    let sides = SliceRows<UInt32>(codes, values: predicted, seconds: actual)
    return BiasReport(
      target: model.target, kind: model.kind, rowCount: table.rowCount, minimumRows: minimumRows,
      examined: search.examined, gap: gaps.reduce(0, +) / Double(max(1, gaps.count)),
      slices: chosen.map { found in
        let rows = found.sums.rows
        let mean = found.sums.sum / rows
        let variance = max(0, found.sums.second / rows - mean * mean)
        let sums = sides.sums(where: found.terms)
        return BiasedSlice(
          terms: found.terms.map {
            .init(feature: groupings[$0.feature].name, value: groupings[$0.feature].labels[$0.code])
          },
          rows: Int(rows), share: rows / Double(table.rowCount), predicted: sums.sum / rows, actual: sums.second / rows,
          gapInterval: .normal(mean, standardError: (variance / rows).squareRoot()))
      })
  }
}

extension Outcomes {
  /// What was said and what came, on one scale.
  fileprivate var predictedAndActual: ([Double], [Double]) {
    switch self {
    case .binary(let outcomes): (outcomes.scores, outcomes.actual.map { $0 ? 1 : 0 })
    case .multiclass(let outcomes):
      (
        outcomes.predicted.indices.map { outcomes.scores[$0 * outcomes.classes.count + Int(outcomes.predicted[$0])] },
        zip(outcomes.actual, outcomes.predicted).map { $0 == $1 ? 1 : 0 }
      )
    case .number(let outcomes): (outcomes.predicted, outcomes.actual)
    }
  }
}
