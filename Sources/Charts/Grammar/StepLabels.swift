/// The labels of the steps along a chart (weeks, releases, batches): what they share is left out, and of many only
/// some are shown.
struct StepLabels {
  /// One text for each step, without the beginning that all of them share.
  let texts: [String]
  /// The year and month of each step where all are days, as "2013-07-01"; empty otherwise.
  private let months: [Int]

  /// "2013-W27", "2013-W28" become "W27", "W28": the year is said once, by the title or the caption.
  init(_ steps: [String]) {
    let clipped = steps.map { String($0.prefix(80)) }
    let shared = Self.sharedPrefix(clipped)
    texts = clipped.map { String($0.dropFirst(shared)) }
    months = Self.months(clipped)
  }

  private static func months(_ steps: [String]) -> [Int] {
    // Fewer steps are labelled one by one.
    guard steps.count > fewestMonthly else { return [] }
    var months: [Int] = []
    for step in steps {
      let bytes = Array(step.utf8)
      guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
        bytes.indices.allSatisfy({ $0 == 4 || $0 == 7 || (0x30...0x39).contains(bytes[$0]) })
      else { return [] }
      func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + Int(bytes[$1] - 0x30) } }
      guard (1...12).contains(number(5..<7)) else { return [] }
      months.append(number(0..<4) * 12 + number(5..<7) - 1)
    }
    return months
  }

  /// Of so many days or fewer, some are named themselves.
  private static let fewestMonthly = 62

  /// The month, with its year where that is new.
  private func monthText(_ step: Int, after before: Int?) -> String {
    let name = CivilDate.monthNames[months[step] % 12]
    return before.map { months[$0] / 12 } == months[step] / 12 ? name : "\(name) \(months[step] / 12)"
  }

  /// The first days of months, every third month or every year: as many as fit, from three on.
  private func firstDays(pitch: Double) -> [Int]? {
    guard !months.isEmpty, pitch > 0 else { return nil }
    for period in [1, 3, 12, 60] {
      let firsts = months.indices.dropFirst().filter {
        months[$0] != months[$0 - 1] && months[$0] % period == 0
      }
      guard firsts.count >= 3 else { return nil }
      let gaps = zip(firsts, firsts.dropFirst()).map { Double($1 - $0) * pitch }
      if gaps.allSatisfy({ $0 >= 72 }) { return Array(firsts) }
    }
    return nil
  }

  /// The number of leading characters that all steps share, up to and with a separator.
  private static func sharedPrefix(_ steps: [String]) -> Int {
    guard steps.count > 1, let first = steps.first else { return 0 }
    var length = first.count
    for step in steps {
      length = zip(first.prefix(length), step).prefix { $0 == $1 }.count
      if length == 0 { return 0 }
    }
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
  /// - Returns: Every step, or every 2nd, 4th, 5th, 10th, 20th, 50th and so on, from the first; of many days those with
  ///   which a month, a quarter or a year begins.
  func shown(pitch: Double) -> [(step: Int, text: String)] {
    if let firsts = firstDays(pitch: pitch) {
      return zip(firsts, [nil] + firsts).map { step, before in (step, monthText(step, after: before)) }
    }
    let needed = texts.reduce(0) { max($0, TextWidth.of($1, size: StyleClass.tick.fontSize)) }
    let room = max(60, min(needed, Self.widest) + 20)
    let strides = [1, 2, 4, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000]
    let every = strides.first { Double($0) * max(pitch, 0) >= room } ?? max(1, texts.count)
    return stride(from: 0, to: texts.count, by: every).map { ($0, texts[$0]) }
  }
}
