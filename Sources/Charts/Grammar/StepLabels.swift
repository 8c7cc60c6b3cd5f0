/// The labels of the steps along a chart (weeks, releases, batches): what they share is left out, and of many only
/// some are shown.
struct StepLabels {
  /// One text for each step, without the beginning that all of them share.
  let texts: [String]

  /// "2013-W27", "2013-W28" become "W27", "W28": the year is said once, by the title or the caption.
  init(_ steps: [String]) {
    let clipped = steps.map { String($0.prefix(80)) }
    let shared = Self.sharedPrefix(clipped)
    texts = clipped.map { String($0.dropFirst(shared)) }
  }

  /// The number of leading characters that all steps share, up to and with a separator.
  private static func sharedPrefix(_ steps: [String]) -> Int {
    guard steps.count > 1, let first = steps.first else { return 0 }
    var length = first.count
    for step in steps { length = zip(first.prefix(length), step).prefix { $0 == $1 }.count }
    // Labels that are all the same share everything and are left as they are.
    guard steps.contains(where: { $0 != first }) else { return 0 }
    let separators: Set<Character> = ["-", " ", "/", "T"]
    guard let end = first.prefix(length).lastIndex(where: separators.contains) else { return 0 }
    return first.distance(from: first.startIndex, to: end) + 1
  }

  /// The widest label that is drawn; longer ones are truncated.
  static let widest = 84.0

  /// Which steps to label when they are `pitch` pixels apart, so that labels stay clear of each other.
  ///
  /// - Parameter pitch: Pixels from a step to the next.
  /// - Returns: Every step, or every 2nd, 4th, 5th, 10th, 20th, 50th and so on, from the first.
  func shown(pitch: Double) -> [Int] {
    let needed = texts.reduce(0) { max($0, TextWidth.of($1, size: StyleClass.tick.fontSize)) }
    let room = max(60, min(needed, Self.widest) + 20)
    let strides = [1, 2, 4, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000]
    let every = strides.first { Double($0) * max(pitch, 0) >= room } ?? max(1, texts.count)
    return Array(stride(from: 0, to: texts.count, by: every))
  }
}
