/// Anchors for headings, unique on one page.
///
/// ```swift
/// var anchors = Anchors()
/// anchors.anchor(for: "What we found")  // "what-we-found"
/// anchors.anchor(for: "What we found")  // "what-we-found-2"
/// ```
public struct Anchors: Sendable {
  private var taken: Set<String> = []
  /// The number to try next for a text that came before.
  private var next: [String: Int] = [:]

  public init() {}

  /// The anchor for a heading: its letters and digits in lower case, hyphens between the words.
  public mutating func anchor(for text: String) -> String {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    // What stands within a word, as the apostrophe in "don't", parts it too: an anchor is to be read, not spoken.
    let base = words.isEmpty ? "section" : words.joined(separator: "-")
    var number = next[base] ?? 1
    var anchor = number == 1 ? base : "\(base)-\(number)"
    while !taken.insert(anchor).inserted {
      number += 1
      anchor = "\(base)-\(number)"
    }
    next[base] = number + 1
    return anchor
  }
}
