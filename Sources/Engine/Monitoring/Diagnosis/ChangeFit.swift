/// How a figure changed over time.
public enum ChangeKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// From one window to the next, and it stayed.
  case sudden
  /// Over several windows.
  case gradual
  /// It comes and goes at regular distances.
  case seasonal
  /// It came and went once.
  case passing
}

/// The change that fits a series best, by likelihood.
struct ChangeFit: Sendable {
  let kind: ChangeKind
  /// The places of the first and the last window of the change; of a seasonal one, of its first return.
  let since: Int
  let until: Int
  /// Of a seasonal change, the windows from one return to the next.
  let period: Int?
  /// How far the mean lies off while the change is whole, in the figure's unit.
  let effect: Double
  /// Twice the logarithm of the likelihood ratio against no change.
  let ratio: Double
  /// How many patterns of its kind were as good as tried, which its chance is to be corrected for.
  let patterns: Double

  /// Tries a step from each window on, ramps of every length, passing changes, and returning ones.
  ///
  /// Costs the square of the number of windows. Nil where there are none.
  init?(_ series: ChangeSeries) {
    let search = ChangeSearch(series)
    guard let best = search.best else { return nil }
    kind = best.kind
    since = best.since
    until = best.until
    period = best.period
    effect = best.effect
    ratio = best.ratio
    patterns = kind.patterns(in: series.counts.count)
  }
}

extension ChangeKind {
  /// How many patterns of this kind so many windows can show, near ones as good as one: steps and ramps begin with each
  /// window, passing changes end with each later one, and returning ones have a distance, a length and a phase.
  fileprivate func patterns(in windows: Int) -> Double {
    let few = Double(5 * windows)
    switch self {
    case .sudden, .gradual: return few
    case .passing: return max(few, Double(windows * windows) / 2)
    case .seasonal:
      guard windows >= 6 else { return few }
      return max(few, Double(Seasons.periods(windows).reduce(0) { $0 + $1 * Seasons.lengths($1).count }))
    }
  }
}

/// The returning changes that are looked for.
private enum Seasons {
  static func periods(_ windows: Int) -> ClosedRange<Int> { 2...min(windows / 2, 53) }
  static func lengths(_ period: Int) -> ClosedRange<Int> { 1...max(1, min(period - 1, 8)) }
}

/// What every pattern is judged by: weights of the windows from 0 to 1, fitted by one number.
private struct ChangeSearch {
  struct Candidate {
    let kind: ChangeKind
    let since: Int
    let until: Int
    let period: Int?
    let effect: Double
    let ratio: Double
    /// What more freedom than a step has costs, so that it must earn its keep.
    let penalty: Double
  }

  let series: ChangeSeries
  private(set) var best: Candidate?
  /// Sums up to each window: of rows, of the figure, and both times the window's place, and rows times its square.
  private var rows = [0.0]
  private var sums = [0.0]
  private var rowsByPlace = [0.0]
  private var sumsByPlace = [0.0]
  private var rowsBySquare = [0.0]
  /// Of a figure that is 0 or 1, the sums of its ones.
  private var hits = [0.0]

  init(_ series: ChangeSeries) {
    self.series = series
    for (place, (count, sum)) in zip(series.counts, series.sums).enumerated() {
      let t = Double(place)
      rows.append(rows[place] + count)
      sums.append(sums[place] + sum)
      rowsByPlace.append(rowsByPlace[place] + t * count)
      sumsByPlace.append(sumsByPlace[place] + t * sum)
      rowsBySquare.append(rowsBySquare[place] + t * t * count)
      if let known = series.hits { hits.append(hits[place] + known.windows[place]) }
    }
    steps()
    ramps()
    seasons()
  }

  private var windows: Int { series.counts.count }

  /// Fits the figure by a mean that all rows have in common, those of the reference too, and so much more where the pattern
  /// is: Σ w d, Σ w² n and Σ w n of the pattern say all.
  private mutating func consider(
    _ kind: ChangeKind, since: Int, until: Int, period: Int? = nil, dot: Double, square: Double, weight: Double,
    hits: Double, penalty: Double
  ) {
    let all = series.referenceCount + rows[windows]
    let spread = square - weight * weight / all
    let product = dot - weight * sums[windows] / all
    guard spread > 0 else { return }
    let effect = product / spread
    // Of a few rows the normal law promises too much.
    let trust = square / (square + 10)
    var ratio = product * product / spread / (series.variance * series.dispersion) * trust
    if let exact = series.ratio(ofHits: hits, rows: weight) { ratio = min(ratio, exact) }
    guard ratio - penalty > (best.map { $0.ratio - $0.penalty } ?? 0) else { return }
    best = Candidate(
      kind: kind, since: since, until: until, period: period, effect: effect, ratio: ratio, penalty: penalty)
  }

  private func sum(_ sums: [Double], _ start: Int, _ end: Int) -> Double {
    sums.count > 1 ? sums[end] - sums[start] : 0
  }

  private func risingHits(_ start: Int, _ top: Int, _ length: Int) -> Double {
    guard let known = series.hits else { return 0 }
    return (start..<top).reduce(0) { $0 + known.windows[$1] * Double($1 - start + 1) / Double(length) }
  }

  /// What a wider choice of patterns than steps have costs on top.
  private static func surplus(_ patterns: Double, _ windows: Int) -> Double {
    2 * logarithm(patterns / Double(5 * windows))
  }

  private mutating func steps() {
    let passing = 8 + Self.surplus(ChangeKind.passing.patterns(in: windows), windows)
    for start in 0..<windows where series.counts[start] > 0 {
      for end in start + 1...windows where series.counts[end - 1] > 0 {
        let count = rows[end] - rows[start]
        // A change that ends with the last rows is one that stayed.
        let isLast = rows[windows] == rows[end]
        consider(
          isLast ? .sudden : .passing, since: start, until: end - 1, dot: sums[end] - sums[start], square: count,
          weight: count, hits: sum(hits, start, end), penalty: isLast ? 0 : passing)
      }
    }
  }

  /// From nothing before `start` to the whole after so many windows, and whole from there on.
  private mutating func ramps() {
    guard windows >= 3 else { return }
    for start in 0..<windows - 2 where series.counts[start] > 0 {
      for length in 3...windows - start {
        let top = start + length
        let (s, l) = (Double(start) - 1, Double(length))
        // Weights (t − s) / l while rising.
        let rising = rows[top] - rows[start]
        let byPlace = rowsByPlace[top] - rowsByPlace[start]
        let bySquare = rowsBySquare[top] - rowsBySquare[start]
        let after = rows[windows] - rows[top]
        let dot =
          ((sumsByPlace[top] - sumsByPlace[start]) - s * (sums[top] - sums[start])) / l + sums[windows] - sums[top]
        let square = (bySquare - 2 * s * byPlace + s * s * rising) / (l * l) + after
        let weight = (byPlace - s * rising) / l + after
        consider(
          .gradual, since: start, until: windows - 1, dot: dot, square: square, weight: weight,
          hits: risingHits(start, top, length) + sum(hits, top, windows),
          penalty: length == windows - start ? 3 : 6)
      }
    }
  }

  /// Returns of one to a few windows at regular distances, at least two of them whole.
  private mutating func seasons() {
    guard windows >= 6 else { return }
    let penalty = 10 + Self.surplus(ChangeKind.seasonal.patterns(in: windows), windows)
    for period in Seasons.periods(windows) {
      for length in Seasons.lengths(period) {
        for phase in 0..<period {
          var dot = 0.0
          var weight = 0.0
          var found = 0.0
          var returns = 0
          var start = phase
          var first: Int?
          // A return that begins before the first window is seen in part.
          if phase + length > period {
            dot += sums[phase + length - period] - sums[0]
            weight += rows[phase + length - period] - rows[0]
            found += sum(hits, 0, phase + length - period)
          }
          while start < windows {
            let end = min(start + length, windows)
            let count = rows[end] - rows[start]
            if count > 0 {
              returns += 1
              first = first ?? start
            }
            dot += sums[end] - sums[start]
            weight += count
            found += sum(hits, start, end)
            start += period
          }
          guard returns >= 2, let first else { continue }
          consider(
            .seasonal, since: first, until: first + length - 1, period: period, dot: dot, square: weight,
            weight: weight, hits: found, penalty: penalty)
        }
      }
    }
  }
}
