/// ADWIN: keeps the longest window of recent values in which no two parts have different means, as far as a bound of
/// chance can tell; a change is found where the older part is dropped (Bifet & Gavaldà 2007). For numbers of any scale up
/// to about 1.
///
/// The window is kept as sums over runs whose length doubles the older they are, so that memory and time grow with the
/// logarithm of its length.
struct AdaptiveWindowDetector: ChangeDetector {
  /// The chance of a false alarm.
  let delta: Double
  /// How many values pass between two looks.
  let clock: Int
  /// The most runs of one length.
  let runsPerLength: Int
  let shortestPart: Double
  let gracePeriod: Double

  /// Runs of one length, the oldest first: their sums and Σ (x − mean)².
  private var runs: [[(sum: Double, spread: Double)]] = [[]]
  private var sum = 0.0
  private var spread = 0.0
  private var width = 0.0
  private var count = 0

  init(
    delta: Double = 0.002, clock: Int = 32, runsPerLength: Int = 5, shortestPart: Int = 5, gracePeriod: Int = 10
  ) {
    self.delta = delta
    self.clock = clock
    self.runsPerLength = runsPerLength
    self.shortestPart = Double(shortestPart)
    self.gracePeriod = Double(gracePeriod)
  }

  mutating func update(_ value: Double) -> Int? {
    runs[0].append((value, 0))
    width += 1
    if width > 1 {
      let distance = value - sum / (width - 1)
      spread += (width - 1) * distance * distance / width
    }
    sum += value
    merge()
    count += 1
    guard count % clock == 0, width > gracePeriod else { return nil }
    var hasChanged = false
    while isSplit() {
      dropOldest()
      hasChanged = true
    }
    guard hasChanged else { return nil }
    let since = Int(width)
    self = AdaptiveWindowDetector(
      delta: delta, clock: clock, runsPerLength: runsPerLength, shortestPart: Int(shortestPart),
      gracePeriod: Int(gracePeriod))
    return since
  }

  private func length(_ level: Int) -> Double { Double(sign: .plus, exponent: level, significand: 1) }

  /// Joins the two oldest runs of a length into one of the next, where there are too many.
  private mutating func merge() {
    var level = 0
    while runs[level].count > runsPerLength {
      if level + 1 == runs.count { runs.append([]) }
      let (a, b) = (runs[level][0], runs[level][1])
      let n = length(level)
      let gap = a.sum / n - b.sum / n
      runs[level + 1].append((a.sum + b.sum, a.spread + b.spread + n * n * gap * gap / (n + n)))
      runs[level].removeFirst(2)
      level += 1
    }
  }

  /// Whether the window falls into an older and a newer part of different means.
  private func isSplit() -> Bool {
    var older: (count: Double, sum: Double) = (0, 0)
    var newer = (count: width, sum: sum)
    for level in runs.indices.reversed() {
      let n = length(level)
      for run in runs[level] {
        older = (older.count + n, older.sum + run.sum)
        newer = (newer.count - n, newer.sum - run.sum)
        if newer.count >= shortestPart, older.count >= shortestPart,
          isCut(older.count, newer.count, older.sum / older.count - newer.sum / newer.count)
        {
          return true
        }
      }
    }
    return false
  }

  private func isCut(_ n: Double, _ m: Double, _ gap: Double) -> Bool {
    let level = logarithm(2 * logarithm(width) / delta)
    let inverse = 1 / (n - shortestPart + 1) + 1 / (m - shortestPart + 1)
    let bound = (2 * inverse * (spread / width) * level).squareRoot() + 2 / 3 * level * inverse
    return gap.magnitude > bound
  }

  private mutating func dropOldest() {
    let level = runs.count - 1
    let oldest = runs[level].removeFirst()
    let n = length(level)
    width -= n
    sum -= oldest.sum
    let gap = oldest.sum / n - sum / width
    spread -= oldest.spread + n * width * gap * gap / (n + width)
    if runs[level].isEmpty { runs.removeLast() }
  }
}
