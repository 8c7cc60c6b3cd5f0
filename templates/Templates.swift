/// The default look of a page: its templates and its style sheet, compiled into the program so that it carries them
/// wherever it is copied.
public enum Templates {
  /// Mustache templates by their file's name without its ending.
  public static let mustache: [String: String] = [
    "page": text(PackageResources.page_mustache),
    "masthead": text(PackageResources.masthead_mustache),
    "step": text(PackageResources.step_mustache),
    "table": text(PackageResources.table_mustache),
    "figure": text(PackageResources.figure_mustache),
    "keys": text(PackageResources.keys_mustache),
    "callout": text(PackageResources.callout_mustache),
    "preview": text(PackageResources.preview_mustache),
    "problems": text(PackageResources.problems_mustache),
    "diagnostic": text(PackageResources.diagnostic_mustache),
  ]

  public static let style = text(PackageResources.style_css)

  /// What the theme `memo` has in place of the usual templates.
  public static let memo: [String: String] = ["masthead": text(PackageResources.memo_masthead_mustache)]

  /// What the theme `memo` adds to ``style``.
  public static let memoStyle = text(PackageResources.memo_css)

  /// What a preview adds to ``style``; reports do without.
  public static let previewStyle = text(PackageResources.preview_css)

  /// The page of a service for people.
  public static let service = text(PackageResources.service_mustache)
  /// What it adds to ``style``.
  public static let serviceStyle = text(PackageResources.service_css)

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
