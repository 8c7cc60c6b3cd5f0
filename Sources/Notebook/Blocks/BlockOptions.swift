import Diagnostics

/// How a block runs and is shown: the `//| key: value` lines at its top, spelt as Quarto spells them.
public struct BlockOptions: Sendable, Equatable {
  /// The keys that a block may use.
  public enum Key: String, CaseIterable, Sendable {
    case label, caption, echo, show, eval
  }

  /// Whether the report shows a block's code.
  public enum Echo: String, CaseIterable, Sendable {
    case shown = "true"
    case hidden = "false"
    case folded = "fold"
  }

  /// The name that `@fig-…` in prose refers to, without a leading `fig-`.
  public internal(set) var label: String?
  public internal(set) var caption: String?
  /// Nil where the block leaves it to the report.
  public internal(set) var echo: Echo?
  /// Whether the report shows the block's results.
  public internal(set) var show = true
  /// Whether the block runs.
  public internal(set) var eval = true
  /// Where each key that was written stands.
  public internal(set) var places: [Key: Place] = [:]

  public init() {}

  /// Sets a value, or returns what is wrong with it.
  mutating func set(_ key: Key, to value: String) -> (message: String, hint: String)? {
    switch key {
    case .label:
      guard value.isLabel else {
        return (
          "\"\(value)\" is no label", "start with a letter, go on with a-z, 0-9 and hyphens, end without a hyphen"
        )
      }
      label = value.hasPrefix("fig-") && value != "fig-" ? String(value.dropFirst(4)) : value
    case .caption: caption = value
    case .echo:
      guard let known = Echo(rawValue: value) else {
        return ("echo cannot be \"\(value)\"", "write true, false or fold")
      }
      echo = known
    case .show, .eval:
      guard let flag = Bool(value) else { return ("\(key) cannot be \"\(value)\"", "write true or false") }
      if key == .show { show = flag } else { eval = flag }
    }
    return nil
  }
}

extension String {
  /// Whether the text matches `[a-z][a-z0-9-]*`.
  private var isLowercaseName: Bool {
    guard let first = utf8.first, first.isLowercase else { return false }
    return utf8.allSatisfy { $0.isLowercase || $0.isDigit || $0 == UInt8(ascii: "-") }
  }

  /// Whether the text can name a block; what follows Quarto's `fig-` must be a name of its own.
  fileprivate var isLabel: Bool {
    isLowercaseName && !hasSuffix("-") && (!hasPrefix("fig-") || String(dropFirst(4)).isLowercaseName)
  }
}

extension UInt8 {
  fileprivate var isLowercase: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
}
