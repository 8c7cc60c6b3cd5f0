/// Reads addresses that stand in a text, `https://example.com` and `www.example.com`, as links.
enum BareLink {
  /// A marked text split at its addresses, each mark put back.
  static func reading(_ marked: String) -> [ProseInline] {
    guard marked.contains("://") || marked.contains("www.") else { return [.text(EscapeMarks.text(marked))] }
    var parts: [ProseInline] = []
    var rest = marked[...]
    while let match = rest.firstMatch(of: /(?:https?:\/\/|www\.)[^\s<]+/.ignoresCase()) {
      let start = match.range.lowerBound
      let address = trimmed(match.0)
      let isStart = start == marked.startIndex || isBoundary(marked[marked.index(before: start)])
      guard isStart, isAddress(address) else {
        let end = marked.index(after: start)
        append(rest[..<end], to: &parts)
        rest = rest[end...]
        continue
      }
      append(rest[..<start], to: &parts)
      let text = EscapeMarks.text(String(address))
      let isWithoutScheme = text.lowercased().hasPrefix("www.")
      parts.append(
        .link(destination: isWithoutScheme ? "http://\(text)" : text, title: "", [.text(text)]))
      rest = rest[address.endIndex...]
    }
    append(rest, to: &parts)
    return parts.isEmpty ? [.text("")] : parts
  }

  private static func append(_ marked: Substring, to parts: inout [ProseInline]) {
    guard !marked.isEmpty else { return }
    let text = EscapeMarks.text(String(marked))
    if case .text(let last) = parts.last {
      parts[parts.count - 1] = .text(last + text)
    } else {
      parts.append(.text(text))
    }
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
