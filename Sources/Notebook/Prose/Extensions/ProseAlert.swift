/// A quote that calls for attention: `> [!NOTE]`.
public enum ProseAlert: String, Sendable, CaseIterable {
  case note, tip, important, warning, caution

  /// Nil where the text is no such mark.
  init?(mark text: String) {
    guard text.hasPrefix("[!"), text.hasSuffix("]"),
      let kind = ProseAlert(rawValue: text.dropFirst(2).dropLast().lowercased())
    else { return nil }
    self = kind
  }

  /// What stands above it: `Note`.
  public var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
