/// The JSON forms of what a monitor answers later questions with.
extension EstimatedTimeline: Encodable {
  private enum Key: String, CodingKey {
    case metric, threshold, period, reference, windows, estimated, low, high, realised, notice
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metric.name, forKey: .metric)
    try container.encodeIfPresent(metric.threshold, forKey: .threshold)
    try container.encode(period.name, forKey: .period)
    try container.encode(reference, forKey: .reference)
    try container.encode(windows.map(\.label), forKey: .windows)
    try container.encode(estimates.map { $0?.value }, forKey: .estimated)
    try container.encode(estimates.map { $0?.interval?.low }, forKey: .low)
    try container.encode(estimates.map { $0?.interval?.high }, forKey: .high)
    try container.encode(realised.map(\.value), forKey: .realised)
    try container.encodeIfPresent(notice, forKey: .notice)
  }
}

extension ChangeReport: Encodable {
  private enum Key: String, CodingKey { case detector, target, rows, changes }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(detector.name, forKey: .detector)
    try container.encode(target, forKey: .target)
    try container.encode(rows, forKey: .rows)
    try container.encode(moments, forKey: .changes)
  }
}

extension ChangeReport.Moment: Encodable {
  private enum Key: String, CodingKey { case began, beganIn, noticed, noticedIn, before, after }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(beganAt?.description, forKey: .began)
    try container.encode(beganIn, forKey: .beganIn)
    try container.encodeIfPresent(noticedAt?.description, forKey: .noticed)
    try container.encode(noticedIn, forKey: .noticedIn)
    try container.encode(before, forKey: .before)
    try container.encode(after, forKey: .after)
  }
}

extension WindowDrift: Encodable {
  private enum Key: String, CodingKey { case window, rows, referenceRows, moved, columns, gap }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(label, forKey: .window)
    try container.encode(rows, forKey: .rows)
    try container.encode(referenceRows, forKey: .referenceRows)
    try container.encode(moved.map(\.name), forKey: .moved)
    try container.encode(columns, forKey: .columns)
    try container.encodeIfPresent(gap, forKey: .gap)
  }
}

extension ColumnDrift: Encodable {
  private enum Key: String, CodingKey { case name, role, isCategorical, hasMoved, reference, figures, histogram }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(role, forKey: .role)
    try container.encode(isCategorical, forKey: .isCategorical)
    try container.encode(hasMoved, forKey: .hasMoved)
    try container.encode(reference, forKey: .reference)
    try container.encode(figures, forKey: .figures)
    try container.encodeIfPresent(histogram, forKey: .histogram)
  }
}

extension PairedHistogram: Encodable {
  private enum Key: String, CodingKey { case edges, categories, reference, current }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch bins {
    case .numbers(let edges): try container.encode(edges, forKey: .edges)
    case .categories(let names): try container.encode(names, forKey: .categories)
    }
    try container.encode(reference, forKey: .reference)
    try container.encode(current, forKey: .current)
  }
}
