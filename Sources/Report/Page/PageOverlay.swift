/// What a page shows beside the report while its notebook is being written: the preview's own, never part of a report.
///
/// Every text is HTML that is safe to put into a page.
public struct PageOverlay: Sendable {
  /// The end of the page's head: styles and scripts. The page names no content policy then; whoever serves it does.
  public var head: String
  /// Above the title.
  public var banner: String
  /// What stands before and after the blocks with these anchors.
  public var beforeStep: [String: String]
  public var afterStep: [String: String]
  /// Whether the results are those of an earlier version of the notebook: the body has the class `stale` then.
  public var isStale: Bool

  public init(
    head: String = "", banner: String = "", beforeStep: [String: String] = [:], afterStep: [String: String] = [:],
    isStale: Bool = false
  ) {
    self.head = head
    self.banner = banner
    self.beforeStep = beforeStep
    self.afterStep = afterStep
    self.isStale = isStale
  }
}
