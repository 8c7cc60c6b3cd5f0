/// The JSON forms of slices.
extension SliceReport: Encodable {
  private enum Key: String, CodingKey { case loss, rowCount, meanLoss, depth, minimumRows, examined, slices }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(loss, forKey: .loss)
    try container.encode(rowCount, forKey: .rowCount)
    try container.encode(meanLoss, forKey: .meanLoss)
    try container.encode(depth, forKey: .depth)
    try container.encode(minimumRows, forKey: .minimumRows)
    try container.encode(examined, forKey: .examined)
    try container.encode(slices, forKey: .slices)
  }
}

extension ErrorSlice: Encodable {
  private enum Key: String, CodingKey {
    case terms, rows, meanLoss, ratio, ratioInterval, share, errorShare, worth, score, pValue, group
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(terms, forKey: .terms)
    try container.encode(rows, forKey: .rows)
    try container.encode(meanLoss, forKey: .meanLoss)
    try container.encode(ratio, forKey: .ratio)
    try container.encode(ratioInterval, forKey: .ratioInterval)
    try container.encode(share, forKey: .share)
    try container.encode(errorShare, forKey: .errorShare)
    try container.encode(worth, forKey: .worth)
    try container.encode(score, forKey: .score)
    try container.encode(pValue, forKey: .pValue)
    try container.encode(group, forKey: .group)
  }
}

extension BiasReport: Encodable {
  private enum Key: String, CodingKey { case target, rowCount, minimumRows, examined, gap, slices }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(target, forKey: .target)
    try container.encode(rowCount, forKey: .rowCount)
    try container.encode(minimumRows, forKey: .minimumRows)
    try container.encode(examined, forKey: .examined)
    try container.encode(gap, forKey: .gap)
    try container.encode(slices, forKey: .slices)
  }
}

extension BiasedSlice: Encodable {
  private enum Key: String, CodingKey { case terms, rows, share, predicted, actual, gap, gapInterval }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(terms, forKey: .terms)
    try container.encode(rows, forKey: .rows)
    try container.encode(share, forKey: .share)
    try container.encode(predicted, forKey: .predicted)
    try container.encode(actual, forKey: .actual)
    try container.encode(gap, forKey: .gap)
    try container.encode(gapInterval, forKey: .gapInterval)
  }
}
