/// Pearson's correlation of two samples of equal length, from −1 to 1; NaN where one is constant.
public func pearsonCorrelation(_ x: [Double], _ y: [Double]) -> Double {
  precondition(x.count == y.count)
  let n = Double(x.count)
  let meanX = x.reduce(0, +) / n
  let meanY = y.reduce(0, +) / n
  var xy = 0.0
  var xx = 0.0
  var yy = 0.0
  for (a, b) in zip(x, y) {
    xy += (a - meanX) * (b - meanY)
    xx += (a - meanX) * (a - meanX)
    yy += (b - meanY) * (b - meanY)
  }
  return xx > 0 && yy > 0 ? max(-1, min(1, xy / (xx * yy).squareRoot())) : .nan
}

/// Ranks from one, ties sharing the mean of their places.
public func midranks(_ values: [Double]) -> [Double] {
  let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  var ranks = [Double](repeating: 0, count: values.count)
  var start = 0
  while start < order.count {
    var end = start
    while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
    let rank = Double(start + end) / 2 + 1
    for place in start...end { ranks[order[place]] = rank }
    start = end + 1
  }
  return ranks
}
