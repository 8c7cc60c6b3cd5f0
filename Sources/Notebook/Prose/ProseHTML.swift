import Foundation

/// Writes prose as HTML.
///
/// As it is made, the writer gives what libcmark gives in safe mode: raw HTML is left out, and so are addresses that
/// run code. (One difference: an empty title, `[a](b "")`, gives no attribute.) The hooks put in what only the page
/// knows.
///
/// ```swift
/// var html = ProseHTML()
/// html.headingID = { slugs[$0] }
/// html.expression = { values[$0.index] }
/// html.image = { embedded[$0] }
/// html.omitsComments = true
/// let page = html.html(of: blocks)
/// ```
public struct ProseHTML {
  /// The `id` of a heading with this plain text; nil for none, as for every heading unless told.
  public var headingID: (_ text: String) -> String? = { _ in nil }
  /// The HTML in place of an expression; its code unless told.
  public var expression: (InlineExpression) -> String = { "<code>\($0.code.htmlEscaped)</code>" }
  /// The HTML in place of `@fig-label`; as it was written unless told.
  public var reference: (_ label: String) -> String = { FigureReference.mark + $0.htmlEscaped }
  /// The HTML in place of the mark of a note; as it was written unless told.
  public var noteMark: (_ label: String) -> String = { "[^\($0.htmlEscaped)]" }
  /// The `src` of an image with this destination, trusted as it is; nil writes the image's words in its place.
  /// Every destination that is safe stays unless told.
  public var image: (_ destination: String) -> String? = { $0.isUnsafeAddress ? "" : $0 }
  /// Whether an image that `image` turns down and that is on another machine becomes a link to it.
  public var linksRemoteImages = false
  /// Whether links whose words are their address have the class `bare`, so that paper need not spell them again.
  public var marksBareLinks = false
  /// Whether raw HTML leaves nothing behind, not even libcmark's comment that it was left out.
  public var omitsComments = false
  /// Whether raw HTML is shown as the text that it is, so that nothing an author wrote goes missing; comments, which
  /// are for authors, still leave nothing.
  public var showsRawHTML = false

  public init() {}

  public init(
    headingID: @escaping (_ text: String) -> String?, expression: @escaping (InlineExpression) -> String
  ) {
    self.headingID = headingID
    self.expression = expression
  }

  public func html(of block: ProseBlock) -> String { html(of: [block]) }

  public func html(of blocks: [ProseBlock]) -> String {
    var page = Page()
    for block in blocks { write(block, isTight: false, to: &page) }
    return page.html
  }

  /// The HTML of a run of text, such as a heading's, without an element around it.
  public func html(of content: [ProseInline]) -> String {
    var page = Page()
    write(content, to: &page)
    return page.html
  }

  /// The output, which libcmark breaks into lines in its own way.
  private struct Page {
    var html = ""

    /// Starts a new line unless one has just begun.
    mutating func startLine() {
      if let last = html.utf8.last, last != UInt8(ascii: "\n") { html += "\n" }
    }
  }

  private static let omission = "<!-- raw HTML omitted -->"

  // MARK: Blocks

  private func write(_ block: ProseBlock, isTight: Bool, to page: inout Page) {
    switch block.kind {
    case .paragraph(let content):
      if omitsComments, !showsRawHTML, !content.isEmpty, content.allSatisfy(\.isBlankWithoutHTML) { return }
      guard !isTight else { return write(content, to: &page) }
      page.startLine()
      page.html += "<p>"
      write(content, to: &page)
      page.html += "</p>\n"
    case .heading(let level, let content):
      page.startLine()
      let id = headingID(content.plainText).map { " id=\"\($0.htmlEscaped)\"" } ?? ""
      page.html += "<h\(level)\(id)>"
      write(content, to: &page)
      page.html += "</h\(level)>\n"
    case .list(let isOrdered, let start, let isTight, let items):
      page.startLine()
      page.html += !isOrdered ? "<ul>\n" : start == 1 ? "<ol>\n" : "<ol start=\"\(start)\">\n"
      for item in items {
        page.startLine()
        page.html += "<li>"
        for block in item { write(block, isTight: isTight, to: &page) }
        page.html += "</li>\n"
      }
      page.html += isOrdered ? "</ol>\n" : "</ul>\n"
    case .quote(let blocks):
      page.startLine()
      page.html += "<blockquote>\n"
      for block in blocks { write(block, isTight: false, to: &page) }
      page.startLine()
      page.html += "</blockquote>\n"
    case .codeBlock(let info, let literal):
      page.startLine()
      let language = String(decoding: info.utf8.prefix { !$0.isBlank }, as: UTF8.self)
      page.html += info.isEmpty ? "<pre><code>" : "<pre><code class=\"language-\(language.htmlEscaped)\">"
      page.html += literal.htmlEscaped
      page.html += "</code></pre>\n"
    case .thematicBreak:
      page.startLine()
      page.html += "<hr />\n"
    case .table(let table): write(table, to: &page)
    case .alert(let kind, let blocks):
      page.startLine()
      page.html += "<aside class=\"alert \(kind.rawValue)\">\n<p class=\"alert-title\">\(kind.title)</p>\n"
      for block in blocks { write(block, isTight: false, to: &page) }
      page.startLine()
      page.html += "</aside>\n"
    // A note stands where the page puts it.
    case .note: break
    case .html(let source):
      if showsRawHTML, !source.isHTMLComment {
        page.startLine()
        page.html += "<p>\(source.trimmingCharacters(in: .whitespacesAndNewlines).htmlEscaped)</p>\n"
        return
      }
      guard !omitsComments else { return }
      page.startLine()
      page.html += Self.omission + "\n"
    }
  }

  private func write(_ table: ProseTable, to page: inout Page) {
    page.startLine()
    page.html += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">\n<table class=\"prose\">\n"
    func row(_ cells: [[ProseInline]], _ element: String) {
      page.html += "<tr>"
      for (content, alignment) in zip(cells, table.alignments) {
        let scope = element == "th" ? " scope=\"col\"" : ""
        page.html += "<\(element)\(scope)\(alignment.map { " class=\"\($0.rawValue)\"" } ?? "")>"
        write(content, to: &page)
        page.html += "</\(element)>"
      }
      page.html += "</tr>\n"
    }
    page.html += "<thead>\n"
    row(table.header, "th")
    page.html += "</thead>\n"
    if !table.rows.isEmpty {
      page.html += "<tbody>\n"
      for cells in table.rows { row(cells, "td") }
      page.html += "</tbody>\n"
    }
    page.html += "</table>\n</div>\n"
  }

  // MARK: Inlines

  private func write(_ content: [ProseInline], to page: inout Page) {
    for inline in content { write(inline, to: &page) }
  }

  private func write(_ inline: ProseInline, to page: inout Page) {
    switch inline {
    case .text(let text): page.html += text.htmlEscaped
    case .softBreak: page.html += "\n"
    case .lineBreak: page.html += "<br />\n"
    case .code(let code): page.html += "<code>\(code.htmlEscaped)</code>"
    case .html(let source):
      if showsRawHTML, !source.isHTMLComment {
        page.html += source.htmlEscaped
      } else {
        page.html += omitsComments ? "" : Self.omission
      }
    case .expression(let expression): page.html += self.expression(expression)
    case .reference(let label, _): page.html += reference(label)
    case .emphasis(let content): write(content, in: "em", to: &page)
    case .strong(let content): write(content, in: "strong", to: &page)
    case .struck(let content): write(content, in: "del", to: &page)
    case .noteMark(let label): page.html += noteMark(label)
    case .checkbox(let isDone):
      page.html +=
        "<span class=\"task\" role=\"img\" aria-label=\"\(isDone ? "done" : "to do")\">\(isDone ? "☑" : "☐")</span>"
    case .link(let destination, let title, let content):
      let address = destination.isUnsafeAddress ? "" : destination.addressEscaped
      let isBare = marksBareLinks && destination.hasSuffix(content.plainText)
      page.html += "<a\(isBare ? " class=\"bare\"" : "") href=\"\(address)\"\(Self.attribute(title: title))>"
      write(content, to: &page)
      page.html += "</a>"
    case .image(let destination, let title, let content):
      page.html += image(destination: destination, title: title, words: Self.words(of: content))
    }
  }

  private func write(_ content: [ProseInline], in element: String, to page: inout Page) {
    page.html += "<\(element)>"
    write(content, to: &page)
    page.html += "</\(element)>"
  }

  private func image(destination: String, title: String, words: String) -> String {
    if let src = image(destination) {
      return "<img src=\"\(src.addressEscaped)\" alt=\"\(words)\"\(Self.attribute(title: title)) />"
    }
    guard linksRemoteImages, destination.isRemoteAddress else { return words }
    let text = words.isEmpty ? destination.htmlEscaped : words
    return "<a href=\"\(destination.addressEscaped)\"\(Self.attribute(title: title))>\(text)</a>"
  }

  private static func attribute(title: String) -> String {
    title.isEmpty ? "" : " title=\"\(title.htmlEscaped)\""
  }

  /// What an image shows, for its `alt`: libcmark keeps raw HTML there, as text.
  private static func words(of content: [ProseInline]) -> String {
    content.map { inline in
      switch inline {
      case .html(let literal): literal.htmlEscaped
      case .emphasis(let content), .strong(let content), .link(_, _, let content), .image(_, _, let content):
        words(of: content)
      case .struck(let content): words(of: content)
      default: inline.plainText.htmlEscaped
      }
    }.joined()
  }
}

extension ProseInline {
  /// Whether nothing is to be seen of it when raw HTML is left out.
  fileprivate var isBlankWithoutHTML: Bool {
    switch self {
    case .html, .softBreak, .lineBreak: true
    default: false
    }
  }
}

extension String {
  fileprivate var isHTMLComment: Bool { drop { $0.isWhitespace }.hasPrefix("<!--") }
}
