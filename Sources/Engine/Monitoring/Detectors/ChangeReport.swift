/// The moments at which the errors of a model changed, by a detector that reads them one by one.
public struct ChangeReport: Sendable {
  public struct Moment: Sendable {
    /// When the detector noticed it, and when it began by its own estimate; nil for rows without dates.
    public let noticedAt: Instant?
    public let beganAt: Instant?
    /// The windows of both.
    public let noticedIn: String
    public let beganIn: String
    /// The mean loss, or the error rate, from the change before to this one, and from this one to the next.
    public let before: Double
    public let after: Double
  }

  public let detector: Detector
  public let target: String
  /// Rows with a known outcome, which were read.
  public let rows: Int
  public let moments: [Moment]
  /// Whether the stream was of judgements right or wrong at a threshold of one half, rather than of losses.
  public let isOfJudgements: Bool
}

extension MonitorReport {
  /// Reads the errors of all rows with a known outcome in order of time, and says where they changed.
  ///
  /// Where no outcome is known yet, there are none to read.
  ///
  /// - Throws: where a setting is out of its range, or the detector reads judgements and the target is a number.
  public func changes(_ detector: Detector = .adwin(delta: 0.002)) throws(DataError) -> ChangeReport {
    try detector.check()
    guard !detector.readsJudgements || kind != .number else {
      throw .invalid(
        "\(detector.name) reads whether judgements are right; of numbers, use .adwin, .pageHinkley or .cusum")
    }
    // Outcomes that are late are no mistake of whoever asks.
    guard let known = data.known else {
      return ChangeReport(
        detector: detector, target: target, rows: 0, moments: [], isOfJudgements: detector.readsJudgements)
    }
    let errors = detector.readsJudgements ? known.outcomes.misjudgements : known.outcomes.losses
    let places = known.places(rowCount: data.table.rowCount)
    // Windows follow each other in time; inside of one, rows stand in the order of their dates.
    var stream: [Double] = []
    var rows: [Int32] = []
    var windowOf: [Int] = []
    let moments = try data.moments
    for (index, window) in data.windows.windows.enumerated() {
      let ordered =
        moments.map { moments in
          window.rows.sorted { (moments[Int($0)], $0) < (moments[Int($1)], $1) }
        } ?? window.rows
      for row in ordered where places[Int(row)] >= 0 {
        stream.append(errors[Int(places[Int(row)])])
        rows.append(row)
        windowOf.append(index)
      }
    }
    let changes = detector.changes(in: stream)
    let bounds = [0] + changes.map(\.beganAt) + [stream.count]
    return ChangeReport(
      detector: detector, target: target, rows: stream.count,
      moments: changes.enumerated().map { index, change in
        func mean(_ start: Int, _ end: Int) -> Double {
          start < end ? stream[start..<end].reduce(0, +) / Double(end - start) : stream[min(start, stream.count - 1)]
        }
        func moment(_ place: Int) -> Instant? { moments.map { Instant(microseconds: $0[Int(rows[place])]) } }
        return ChangeReport.Moment(
          noticedAt: moment(change.noticedAt), beganAt: moment(change.beganAt),
          noticedIn: windows[windowOf[change.noticedAt]].label, beganIn: windows[windowOf[change.beganAt]].label,
          before: mean(min(bounds[index], bounds[index + 1]), bounds[index + 1]),
          after: mean(bounds[index + 1], max(bounds[index + 1], bounds[index + 2])))
      }, isOfJudgements: detector.readsJudgements)
  }
}

extension MonitoredData {
  /// The date of every row, in microseconds; nil without a column of dates.
  fileprivate var moments: [Int64]? {
    get throws(DataError) {
      guard let dates, case .date(let moments) = try table.column(dates).values else { return nil }
      return moments
    }
  }
}

extension Outcomes {
  /// For each row 1 where the judgement was wrong, at an even chance or of the most probable class, else 0.
  fileprivate var misjudgements: [Double] {
    switch self {
    case .binary(let outcomes):
      zip(outcomes.actual, outcomes.scores).map { ($1 >= 0.5) == $0 ? 0 : 1 }
    case .multiclass(let outcomes): zip(outcomes.actual, outcomes.predicted).map { $0 == $1 ? 0 : 1 }
    case .number: []
    }
  }
}
