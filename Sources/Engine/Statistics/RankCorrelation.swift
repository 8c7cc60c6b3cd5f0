/// Kendall's τ_b of two samples of equal length: by how much more often two rows stand in the same order than in the
/// opposite one, from −1 to 1, tied pairs being taken out of either side.
///
/// NaN where a sample is constant, holds a value that is no number, or has fewer than two rows. Costs n log n (Knight
/// 1966, "A computer method for calculating Kendall's tau with ungrouped data").
public func kendallTauB(_ x: [Double], _ y: [Double]) -> Double {
  precondition(x.count == y.count)
  guard !x.contains(where: \.isNaN), !y.contains(where: \.isNaN) else { return .nan }
  let order = x.indices.sorted { (x[$0], y[$0]) < (x[$1], y[$1]) }
  let pairs = pairCount(x.count)
  let tiedInX = tiedPairs(order) { x[$0] == x[$1] }
  let tiedInBoth = tiedPairs(order) { x[$0] == x[$1] && y[$0] == y[$1] }
  let (sorted, exchanges) = sortedCountingExchanges(order.map { y[$0] })
  let tiedInY = tiedPairs(Array(sorted.indices)) { sorted[$0] == sorted[$1] }
  // Pairs in the same order minus pairs in the opposite one.
  let surplus = pairs - tiedInX - tiedInY + tiedInBoth - 2 * exchanges
  let scale = Double(pairs - tiedInX).squareRoot() * Double(pairs - tiedInY).squareRoot()
  return scale > 0 ? max(-1, min(1, Double(surplus) / scale)) : .nan
}

private func pairCount(_ n: Int) -> Int { n < 2 ? 0 : n * (n - 1) / 2 }

/// Pairs within runs of equal neighbours.
private func tiedPairs(_ order: [Int], _ areEqual: (Int, Int) -> Bool) -> Int {
  var pairs = 0
  var start = 0
  for place in order.indices where place + 1 == order.count || !areEqual(order[place], order[place + 1]) {
    pairs += pairCount(place + 1 - start)
    start = place + 1
  }
  return pairs
}

/// Sorts by merging, and counts the pairs that stood in falling order.
private func sortedCountingExchanges(_ values: [Double]) -> (sorted: [Double], exchanges: Int) {
  var source = values
  var target = values
  var exchanges = 0
  var width = 1
  while width < values.count {
    source.withUnsafeBufferPointer { from in
      target.withUnsafeMutableBufferPointer { to in
        var start = 0
        while start < from.count {
          let middle = min(start + width, from.count)
          let end = min(middle + width, from.count)
          var left = start
          var right = middle
          for place in start..<end {
            if left < middle, right >= end || from[left] <= from[right] {
              to[place] = from[left]
              left += 1
            } else {
              to[place] = from[right]
              right += 1
              exchanges += middle - left
            }
          }
          start = end
        }
      }
    }
    swap(&source, &target)
    width *= 2
  }
  return (source, exchanges)
}
