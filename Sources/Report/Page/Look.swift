/// How a page looks, apart from what it says.
public struct Look: Sendable {
  public var theme: Theme
  /// The colour of links and lines, `#rrggbb`; nil for the theme's own.
  public var accent: String?
  /// A picture for the page's head, as a `data:` address.
  public var logo: String?
  public var footer: String?

  public init(theme: Theme = .plain, accent: String? = nil, logo: String? = nil, footer: String? = nil) {
    self.theme = theme
    self.accent = accent
    self.logo = logo
    self.footer = footer
  }

  /// What the style sheet gets on top: the accent, lighter on dark paper.
  var style: String {
    guard let accent else { return "" }
    return """
      :root { --blue: \(accent); --blue2: color-mix(in srgb, \(accent) 25%, var(--paper)) }
      @media (prefers-color-scheme: dark) { :root { --blue: color-mix(in srgb, \(accent) 45%, #fff); --blue2: color-mix(in srgb, \(accent) 55%, var(--paper)) } }

      """
  }
}
