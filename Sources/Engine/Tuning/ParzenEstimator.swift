/// Where good trials lie and bad ones do not: the estimators of the tree-structured Parzen approach (Bergstra, Bardenet,
/// Bengio & Kégl 2011), one setting at a time.
struct ParzenEstimator {
  /// Places from 0 to 1, or those of choices.
  private let places: [Double]
  private let widths: [Double]
  /// The chance of each choice; nil for a range.
  private let chances: [Double]?

  /// - Parameter choices: how many there are; nil for a range.
  init(_ observed: [Double], choices: Int?) {
    if let choices {
      var counts = [Double](repeating: 1, count: choices)
      for place in observed { counts[min(Int(place * Double(choices)), choices - 1)] += 1 }
      let total = counts.reduce(0, +)
      chances = counts.map { $0 / total }
      places = []
      widths = []
      return
    }
    chances = nil
    // What was known before any trial counts as one more: the middle, as wide as the whole.
    let sorted = (observed + [0.5]).sorted()
    places = sorted
    widths = sorted.indices.map { index in
      let below = index > 0 ? sorted[index] - sorted[index - 1] : sorted[index]
      let above = index + 1 < sorted.count ? sorted[index + 1] - sorted[index] : 1 - sorted[index]
      return sorted[index] == 0.5 && !observed.contains(0.5)
        ? 1 : min(max(below, above, 1 / Double(min(100, sorted.count + 1))), 1)
    }
  }

  func sample(_ random: inout SplitMix64) -> Double {
    if let chances {
      var left = random.uniform()
      for (choice, chance) in chances.enumerated() {
        left -= chance
        if left < 0 || choice + 1 == chances.count { return (Double(choice) + 0.5) / Double(chances.count) }
      }
    }
    let kernel = random.below(places.count)
    // Drawn again until it lies inside; the kernel's centre does.
    for _ in 0..<100 {
      let place = places[kernel] + widths[kernel] * random.normal()
      if place >= 0, place <= 1 { return place }
    }
    return places[kernel]
  }

  /// The logarithm of the density, or of the chance, at a place.
  func logDensity(at place: Double) -> Double {
    if let chances { return logarithm(chances[min(Int(place * Double(chances.count)), chances.count - 1)]) }
    var sum = 0.0
    for (centre, width) in zip(places, widths) {
      // A kernel's mass outside is given to what lies inside.
      let inside = NormalLaw.cdf((1 - centre) / width) - NormalLaw.cdf(-centre / width)
      let z = (place - centre) / width
      sum += exponential(-z * z / 2) / (width * 2.5066282746310002 * inside)
    }
    return logarithm(sum / Double(places.count))
  }
}
