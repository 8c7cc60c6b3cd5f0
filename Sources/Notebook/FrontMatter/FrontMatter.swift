import Diagnostics

/// What a notebook says about itself between `---` lines at its top.
///
/// ```yaml
/// ---
/// title: Which flights will land late?
/// author: Airport analytics
/// date: 2026-11-22
/// ---
/// ```
///
/// Values are plain text on one line: no Markdown is read in them.
public struct FrontMatter: Sendable, Equatable {
  /// The keys that a notebook may use.
  public enum Key: String, CaseIterable, Sendable {
    case title, subtitle, author, date, lang, theme, accent, logo, footer, privacy
  }

  public internal(set) var title: String?
  public internal(set) var subtitle: String?
  public internal(set) var author: String?
  /// A day of the calendar, written `yyyy-MM-dd`.
  public internal(set) var date: String?
  /// The language of the prose as a BCP 47 tag.
  public internal(set) var lang = "en"
  /// The name of a look that Daybook carries, or a folder of templates beside the notebook.
  public internal(set) var theme: String?
  /// A colour for links and lines, written `#rrggbb`.
  public internal(set) var accent: String?
  /// A picture beside the notebook, shown at the page's head.
  public internal(set) var logo: String?
  /// A line at the page's foot.
  public internal(set) var footer: String?
  /// What the report must not show.
  public internal(set) var privacy: PrivacyRules?
  /// Where each key that was written stands.
  public internal(set) var places: [Key: Place] = [:]

  public init() {}

  /// Sets a value, or returns what is wrong with it.
  mutating func set(_ key: Key, to value: String) -> (message: String, hint: String)? {
    switch key {
    case .title: title = value
    case .subtitle: subtitle = value
    case .author: author = value
    case .date:
      guard value.isCalendarDate else {
        return ("\"\(value)\" is no date", "write year-month-day, as in 2026-11-22")
      }
      date = value
    case .lang:
      guard value.isLanguageTag else {
        return ("\"\(value)\" is no language tag", "write a tag such as en, de or pt-BR")
      }
      lang = value
    case .theme: theme = value
    case .accent:
      guard value.wholeMatch(of: /#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})/) != nil else {
        return ("\"\(value)\" is no colour", "write it in quotes as \"#1d5b94\": red, green and blue in hexadecimal")
      }
      accent = value
    case .logo: logo = value
    case .footer: footer = value
    case .privacy: return PrivacyRules.misunderstood
    }
    return nil
  }
}

extension String {
  /// Whether the text is a day of the Gregorian calendar, written `yyyy-MM-dd`.
  fileprivate var isCalendarDate: Bool {
    let parts = split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year >= 1
    else { return false }
    let isLeapYear = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && (1...lengths[month - 1]).contains(day)
  }

  /// Whether the text has the form of a BCP 47 language tag (RFC 5646, section 2.1).
  fileprivate var isLanguageTag: Bool {
    let parts = split(separator: "-", omittingEmptySubsequences: false)
    // Longer ones are allowed for and none is registered, so that "english" is a mistake.
    guard let language = parts.first, (2...3).contains(language.utf8.count), language.utf8.allSatisfy(\.isLetter)
    else { return false }
    return parts.dropFirst().allSatisfy {
      (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy { $0.isLetter || $0.isDigit }
    }
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII digit.
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// Whether the byte is an ASCII letter.
  var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
