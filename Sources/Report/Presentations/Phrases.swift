import Engine

extension Metric {
  func text(_ interval: Interval?) -> String? {
    interval.map { "\(text($0.low))–\(text($0.high))" }
  }
}

extension String {
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

/// `1 week`, `26 weeks`.
func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  "\(NumberText.whole(count)) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// `a, b and c`.
func listed(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " and " + last
}
