import Diagnostics

/// `{name}` in a title or subtitle: the place of a parameter's value.
public struct TitleName: Sendable {
  public let name: String
  public let place: Place
  /// Whether it stands in the notebook's first heading, which is the title where the front matter gives none.
  public let isInHeading: Bool

  /// As it is written: `{name}`.
  public var spelling: String { Self.spelling(of: name) }

  public static func spelling(of name: String) -> String { "{\(name)}" }

  /// The names in a text, in its order; braces in braces are none.
  static func names(in text: String) -> [String] {
    text.matches(of: /(\{+)([\p{L}_][\p{L}\p{N}_\-]*)\}/).filter { $0.1.count == 1 }.map { String($0.2) }
  }
}

extension Document {
  /// The names in the title, wherever it stands, and in the subtitle.
  public var titleNames: [TitleName] {
    var found: [TitleName] = []
    func look(in text: String, from place: Place, isInHeading: Bool = false) {
      var start = place
      for name in TitleName.names(in: text) {
        let place = source.place(of: TitleName.spelling(of: name), from: start, lines: 20) ?? place
        found.append(TitleName(name: name, place: place, isInHeading: isInHeading))
        start = place
      }
    }
    for (key, text) in [(FrontMatter.Key.title, frontMatter.title), (.subtitle, frontMatter.subtitle)] {
      if let text, let place = frontMatter.places[key] { look(in: text, from: place) }
    }
    if frontMatter.title == nil, let heading = firstHeading {
      look(in: heading.plainText, from: heading.place, isInHeading: true)
    }
    return found
  }

  private var firstHeading: ProseBlock? {
    for case .prose(let block) in nodes {
      if case .heading(level: 1, _) = block.kind { return block }
    }
    return nil
  }
}

extension SourceText {
  /// The place of the first occurrence of a text in so many lines from a place on; nil where it does not stand there.
  public func place(of text: String, from start: Place, lines: Int) -> Place? {
    for number in start.line..<(start.line + lines) where number <= lineCount {
      let line = line(number)
      let rest = number == start.line ? line.dropFirst(start.column - 1) : line
      guard let found = rest.firstRange(of: text) else { continue }
      return Place(
        line: number, column: line.distance(from: line.startIndex, to: found.lowerBound) + 1, length: text.count)
    }
    return nil
  }
}
