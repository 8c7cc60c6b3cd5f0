/// What is wrong, where, and what to do about it, in the form of the Swift compiler.
///
/// ```
/// notebooks/flights.md:58:21: error: no column "arr_dely" in flights
///    |   .filter(col("arr_dely").isPresent)
///    |               ^~~~~~~~~~ did you mean "arr_delay"?
/// ```
public struct Diagnostic: Error, Sendable, Equatable {
  public enum Severity: String, Sendable, Codable {
    case error, warning
  }

  public var severity: Severity
  /// The file as the user wrote it.
  public var path: String
  /// Nil where the whole file is meant.
  public var place: Place?
  public var message: String
  /// The next step, shown behind the caret: "did you mean …?", "write … instead".
  public var hint: String?
  /// The line that the caret points into.
  public var excerpt: String?

  public init(
    _ message: String, severity: Severity = .error, in source: SourceText, at place: Place?, hint: String? = nil
  ) {
    self.severity = severity
    self.path = source.path
    self.place = place
    self.message = message
    self.hint = hint
    self.excerpt = place.map { String(source.line($0.line)) }
  }

  /// A diagnostic about a file that could not be read as text.
  public init(_ message: String, severity: Severity = .error, path: String, hint: String? = nil) {
    self.severity = severity
    self.path = path
    self.message = message
    self.hint = hint
  }
}

extension Diagnostic: CustomStringConvertible {
  /// How much of a line is shown, and how much of it before the place.
  private static let longestLine = 160
  private static let reachBefore = 60
  /// How much of a message is shown: a name in it may be as long as a notebook.
  private static let longestMessage = 400

  /// The message alone behind its place: one line.
  public var headline: String {
    let position = place.map { ":\($0.line):\($0.column)" } ?? ""
    let shown = message.count > Self.longestMessage ? "\(message.prefix(Self.longestMessage))…" : message
    return "\(path)\(position): \(severity.rawValue): \(shown)".printable
  }

  public var description: String {
    guard let place, let excerpt else {
      return hint.map { "\(headline)\n   = \($0.printable)" } ?? headline
    }
    // Of a long line, what lies around the place is shown.
    let before = max(0, place.column - 1 - Self.reachBefore)
    let line = excerpt.dropFirst(before)
    let length = min(place.length, Self.longestLine - Self.reachBefore)
    // Tabs are kept as tabs, so that the caret stays under its character in any terminal.
    let shown =
      (before > 0 ? "…" : "")
      + line.prefix(Self.longestLine).map { $0 == "\t" || $0.isPrintable ? $0 : "\u{FFFD}" }
      + (line.count > Self.longestLine ? "…" : "")
    let column = place.column - 1 - before + (before > 0 ? 1 : 0)
    let indent = shown.prefix(column).map { $0 == "\t" ? "\t" : ($0.isWide ? "  " : " ") }.joined()
    let marked = shown.dropFirst(column).prefix(length)
    let width = max(marked.reduce(0) { $0 + ($1.isWide ? 2 : 1) }, 1)
    let caret = "^" + String(repeating: "~", count: width - 1)
    return """
      \(headline)
         | \(shown)
         | \(indent)\(caret)\(hint.map { " " + $0.printable } ?? "")
      """
  }
}

extension Character {
  /// Whether a terminal may print the character as it is: a control character from a notebook must not reach one.
  fileprivate var isPrintable: Bool {
    unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && !(0x80...0x9F).contains($0.value) }
  }

  /// Whether terminals give the character two cells (East Asian wide forms and emoji).
  fileprivate var isWide: Bool {
    guard let scalar = unicodeScalars.first else { return false }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }
}

extension String {
  /// The text on one line, without what could command a terminal: data may say anything.
  fileprivate var printable: String { String(map { $0.isPrintable ? $0 : "\u{FFFD}" }) }
}
