/// Reads addresses that stand in a text, `https://example.com` and `www.example.com`, as links.
enum BareLink {
  /// A marked text split at its addresses, each mark put back.
  static func reading(_ marked: String, _ marks: EscapeMarks) -> [ProseInline] {
    guard marked.contains("://") || marked.contains("www.") else { return [.text(marks.text(marked))] }
    var parts: [ProseInline] = []
    var written = marked.startIndex
    // Each start is looked at once, whatever stands behind it.
    for match in marked.matches(of: /(?:https?:\/\/|www\.)/.ignoresCase()) where match.range.lowerBound >= written {
      let start = match.range.lowerBound
      guard start == marked.startIndex || isBoundary(marked[marked.index(before: start)]) else { continue }
      let address = trimmed(marked[start...].prefix { !$0.isWhitespace && $0 != "<" })
      guard isAddress(address) else { continue }
      append(marks.text(String(marked[written..<start])), to: &parts)
      let text = marks.text(String(address))
      let isWithoutScheme = text.lowercased().hasPrefix("www.")
      parts.append(.link(destination: isWithoutScheme ? "http://\(text)" : text, title: "", [.text(text)]))
      written = address.endIndex
    }
    append(marks.text(String(marked[written...])), to: &parts)
    return parts
  }

  private static func append(_ text: String, to parts: inout [ProseInline]) {
    if !text.isEmpty { parts.append(.text(text)) }
  }

  /// What may stand right before an address.
  private static func isBoundary(_ character: Character) -> Bool {
    character.isWhitespace || "*_~(".contains(character)
  }

  /// Without the signs that end a sentence, and without a bracket that was opened before the address.
  private static func trimmed(_ found: Substring) -> Substring {
    var address = found
    while let last = address.last {
      if "?!.,:*_~'\";".contains(last) {
        address.removeLast()
      } else if last == ")", address.count(where: { $0 == ")" }) > address.count(where: { $0 == "(" }) {
        address.removeLast()
      } else {
        break
      }
    }
    return address
  }

  /// Whether a domain follows: words of letters, digits and hyphens, with a point between them; `localhost` is one too.
  private static func isAddress(_ text: Substring) -> Bool {
    let domain = text.replacing(/^https?:\/\//.ignoresCase(), with: "").prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host = domain.prefix { $0 != ":" }
    guard !host.isEmpty, host.allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) }) else { return false }
    let words = host.split(separator: ".", omittingEmptySubsequences: false)
    guard words.allSatisfy({ !$0.isEmpty }), !words.suffix(2).contains(where: { $0.contains("_") }) else {
      return false
    }
    return words.count > 1 || host.lowercased() == "localhost"
  }
}
