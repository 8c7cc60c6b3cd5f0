import CCmark
import Diagnostics

/// A block at the notebook's top level, with the fences in it.
struct ConvertedBlock {
  var block: ProseBlock
  /// The block's own fence, where it is fenced code.
  var fence: Fence?
  /// The fences of code blocks within a list or quote.
  var nestedFences: [Fence] = []
}

/// Turns libcmark's tree into values. No C pointer leaves this file.
struct CommonMarkConverter {
  let source: SourceText
  private let bytes: [UInt8]
  private(set) var expressions: [InlineExpression] = []
  private(set) var references: [FigureReference] = []
  private(set) var seemingReferences: [SeemingReference] = []
  private(set) var issues: [Diagnostic] = []
  private(set) var seeming: SeemingValueFinder
  private var fences: [Fence] = []
  private var hasWarnedOfDepth = false
  private let marks: EscapeMarks?

  /// How deep lists, quotes, emphasis and links may nest before what is in them becomes plain text: more than a
  /// reader can follow, and little enough for functions that recurse over the values.
  private static let deepest = 100

  /// - Parameter readsExtensions: whether to read what CommonMark has not: tables, task lists, notes and the like.
  init(source: SourceText, readsExtensions: Bool = true) {
    self.source = source
    marks = readsExtensions ? EscapeMarks(source.text) : nil
    seeming = SeemingValueFinder(source: source)
    bytes = Array(source.text.utf8)
  }

  /// Converts the lines from `first` to the end of the file.
  mutating func blocks(fromLine first: Int) -> [ConvertedBlock] {
    guard first <= source.lineCount else { return [] }
    // Empty lines in place of the front matter keep libcmark's line numbers those of the file.
    let text = bytes[source.offset(ofLine: first)...]
    let body = repeatElement(UInt8(ascii: "\n"), count: first - 1) + (marks?.marked(text) ?? Array(text))
    let tree = body.withUnsafeBytes { cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_DEFAULT) }
    guard let tree else { return [] }
    defer { cmark_node_free(tree) }
    let extensions = marks.map(ProseExtensions.init)
    return Self.children(of: tree).flatMap { node -> [ConvertedBlock] in
      fences = []
      let block = block(node, Surroundings())
      let read = extensions?.read([block]) ?? [block]
      if case .codeBlock = block.kind { return read.map { ConvertedBlock(block: $0, fence: fences.first) } }
      return read.enumerated().map { ConvertedBlock(block: $1, nestedFences: $0 == 0 ? fences : []) }
    }
  }

  private typealias Pointer = OpaquePointer

  /// What a block stands in.
  private struct Surroundings {
    var depth = 0
    var quoteDepth = 0

    var inList: Surroundings { Surroundings(depth: depth + 1, quoteDepth: quoteDepth) }
    var inQuote: Surroundings { Surroundings(depth: depth + 1, quoteDepth: quoteDepth + 1) }
  }

  /// What an inline stands in.
  private struct Leaf {
    let place: Place
    var depth: Int
    var isInLink = false
    var isInImage = false
  }

  // MARK: Blocks

  private mutating func blocks(in node: Pointer, _ surroundings: Surroundings) -> [ProseBlock] {
    Self.children(of: node).map { block($0, surroundings) }
  }

  private mutating func block(_ node: Pointer, _ surroundings: Surroundings) -> ProseBlock {
    let place = place(of: node)
    guard surroundings.depth < Self.deepest else { return flattened(node, at: place) }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING:
      let level = Int(cmark_node_get_heading_level(node))
      return ProseBlock(.heading(level: level, content(of: node, place, surroundings)), place: place)
    case CMARK_NODE_LIST:
      let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      let start = Int(cmark_node_get_list_start(node))
      let isTight = cmark_node_get_list_tight(node) != 0
      let items = Self.children(of: node).map { blocks(in: $0, surroundings.inList) }
      return ProseBlock(.list(ordered: isOrdered, start: start, tight: isTight, items: items), place: place)
    case CMARK_NODE_BLOCK_QUOTE:
      return ProseBlock(.quote(blocks(in: node, surroundings.inQuote)), place: place)
    case CMARK_NODE_CODE_BLOCK:
      return codeBlock(node, at: place, isNested: surroundings.depth > 0)
    case CMARK_NODE_HTML_BLOCK:
      return ProseBlock(.html(asWritten(Self.literal(of: node))), place: place)
    case CMARK_NODE_THEMATIC_BREAK:
      return ProseBlock(.thematicBreak, place: place)
    default:
      return ProseBlock(.paragraph(content(of: node, place, surroundings)), place: place)
    }
  }

  private mutating func codeBlock(_ node: Pointer, at place: Place, isNested: Bool) -> ProseBlock {
    let info = asWritten(Self.string(cmark_node_get_fence_info(node)))
    let literal = asWritten(Self.literal(of: node))
    let fence = Fence(
      in: source, line: Int(cmark_node_get_start_line(node)), utf8Column: Int(cmark_node_get_start_column(node)) - 1,
      info: info, literal: literal, isNested: isNested)
    if let fence { fences.append(fence) }
    return ProseBlock(.codeBlock(info: info, literal: literal), place: place)
  }

  /// The text of a block that stands too deep to convert.
  private mutating func flattened(_ node: Pointer, at place: Place) -> ProseBlock {
    warnOfDepth(at: place)
    return ProseBlock(.paragraph([.text(Self.text(under: node))]), place: place)
  }

  private mutating func warnOfDepth(at place: Place) {
    guard !hasWarnedOfDepth else { return }
    hasWarnedOfDepth = true
    issues.append(
      Diagnostic(
        "more than \(Self.deepest) levels of nesting: what is deeper is shown as plain text", severity: .warning,
        in: source, at: place))
  }

  // MARK: Inlines

  private mutating func content(of node: Pointer, _ place: Place, _ surroundings: Surroundings) -> [ProseInline] {
    let lastLine = min(max(Int(cmark_node_get_end_line(node)), place.line), source.lineCount)
    let end = lastLine < source.lineCount ? source.offset(ofLine: lastLine + 1) : bytes.count
    let start = min(
      source.offset(ofLine: place.line) + max(Int(cmark_node_get_start_column(node)) - 1, 0), end)
    seeming.read(lines: place.line...max(lastLine, place.line))
    var locator = SpanLocator(bytes: bytes, range: start..<end, quoteDepth: surroundings.quoteDepth)
    return inlines(in: node, Leaf(place: place, depth: surroundings.depth), &locator)
  }

  private mutating func inlines(in node: Pointer, _ leaf: Leaf, _ locator: inout SpanLocator) -> [ProseInline] {
    var deeper = leaf
    deeper.depth += 1
    if deeper.depth > Self.deepest {
      warnOfDepth(at: leaf.place)
      return [.text(Self.text(under: node))]
    }
    var result: [ProseInline] = []
    for child in Self.children(of: node) {
      switch cmark_node_get_type(child) {
      case CMARK_NODE_TEXT: result += text(Self.literal(of: child), leaf, &locator)
      case CMARK_NODE_SOFTBREAK: result.append(.softBreak)
      case CMARK_NODE_LINEBREAK: result.append(.lineBreak)
      case CMARK_NODE_CODE:
        result.append(code(asWritten(Self.literal(of: child)), leaf, &locator))
      case CMARK_NODE_EMPH: result.append(.emphasis(inlines(in: child, deeper, &locator)))
      case CMARK_NODE_STRONG: result.append(.strong(inlines(in: child, deeper, &locator)))
      case CMARK_NODE_LINK:
        var inside = deeper
        inside.isInLink = true
        result.append(
          .link(
            destination: Self.string(cmark_node_get_url(child)), title: Self.string(cmark_node_get_title(child)),
            inlines(in: child, inside, &locator)))
      case CMARK_NODE_IMAGE:
        var inside = deeper
        inside.isInImage = true
        result.append(
          .image(
            destination: Self.string(cmark_node_get_url(child)), title: Self.string(cmark_node_get_title(child)),
            inlines(in: child, inside, &locator)))
      default: result.append(.html(asWritten(Self.literal(of: child))))
      }
    }
    return result
  }

  /// A text with its references; within a link or an image's words a second link would have no meaning.
  private mutating func text(_ text: String, _ leaf: Leaf, _ locator: inout SpanLocator) -> [ProseInline] {
    guard !leaf.isInLink, !leaf.isInImage else { return [.text(text)] }
    return TextPart.parts(of: text).map { part in
      switch part {
      case .text(let text):
        for (spelling, label) in SeemingReference.parts(of: text) {
          guard let offset = locator.reference(spelling) else { continue }
          let place = source.place(utf8Offset: offset, utf8Length: spelling.utf8.count)
          seemingReferences.append(SeemingReference(spelling: spelling, label: label, place: place))
        }
        return .text(text)
      case .label(let label):
        let spelling = FigureReference.mark + label
        guard let offset = locator.reference(spelling) else { return .text(spelling) }
        let place = source.place(utf8Offset: offset, utf8Length: spelling.utf8.count)
        references.append(FigureReference(label: label, place: place))
        return .reference(label: label, place)
      }
    }
  }

  private mutating func code(_ literal: String, _ leaf: Leaf, _ locator: inout SpanLocator) -> ProseInline {
    let runs = locator.codeSpan(literal) ?? []
    switch SpanReading(literal) {
    case .plain:
      if let code = SpanReading.seeming(literal) {
        let place = runs.first.map { source.place(utf8Offset: $0.fileOffset, utf8Length: literal.utf8.count) }
        seeming.note(code, at: place ?? leaf.place)
      }
    case .empty:
      report("an expression is missing", .error, literal, runs, leaf, hint: "write {swift} expression")
    case .unseparated:
      report("shown as code", .warning, literal, runs, leaf, hint: "write a space behind {swift} to run it")
    case .misspelt:
      report("shown as code", .warning, literal, runs, leaf, hint: "write {swift}, then a space, to run it")
    case .expression where leaf.isInImage:
      report("an expression in an image's text does not run", .warning, literal, runs, leaf)
    case .expression(let code, let offset):
      return .expression(expression(code, in: runs.dropping(offset), leaf))
    }
    return .code(literal)
  }

  private mutating func report(
    _ message: String, _ severity: Diagnostic.Severity, _ literal: String, _ runs: [CodePlacement.Run], _ leaf: Leaf,
    hint: String? = nil
  ) {
    let found = runs.first.map { source.place(utf8Offset: $0.fileOffset, utf8Length: literal.utf8.count) }
    issues.append(Diagnostic(message, severity: severity, in: source, at: found ?? leaf.place, hint: hint))
  }

  private mutating func expression(_ code: String, in runs: [CodePlacement.Run], _ leaf: Leaf) -> InlineExpression {
    let placement = CodePlacement(of: code, runs: runs, in: source, fallback: leaf.place)
    let place = placement.place(ofLine: 1, utf8Column: 1, utf8Length: code.utf8.count)
    let expression = InlineExpression(code: code, index: expressions.count, place: place, codePlace: placement)
    expressions.append(expression)
    return expression
  }

  // MARK: Reading the tree

  private func place(of node: Pointer) -> Place {
    let line = min(max(Int(cmark_node_get_start_line(node)), 1), source.lineCount)
    let column = max(Int(cmark_node_get_start_column(node)) - 1, 0)
    return source.place(line: line, utf8Column: column, utf8Length: source.line(line).utf8.count)
  }

  private static func children(of node: Pointer) -> [Pointer] {
    guard let first = cmark_node_first_child(node) else { return [] }
    return Array(sequence(first: first, next: cmark_node_next))
  }

  /// Code and raw HTML without our marks.
  private func asWritten(_ text: String) -> String { marks?.source(text) ?? text }

  private static func literal(of node: Pointer) -> String { string(cmark_node_get_literal(node)) }

  private static func string(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }

  /// All text under a node, gathered without recursion.
  private static func text(under node: Pointer) -> String {
    guard let iterator = cmark_iter_new(node) else { return "" }
    defer { cmark_iter_free(iterator) }
    var text = ""
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE else { return text }
      guard let current = cmark_iter_get_node(iterator) else { continue }
      switch cmark_node_get_type(current) {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_CODE_BLOCK: text += literal(of: current)
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
      case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING: if event == CMARK_EVENT_EXIT, !text.isEmpty { text += " " }
      default: break
      }
    }
  }
}

extension [CodePlacement.Run] {
  /// The runs of what is left when bytes are dropped from the code's start.
  fileprivate func dropping(_ count: Int) -> [CodePlacement.Run] {
    guard let first = lastIndex(where: { $0.codeOffset <= count }) else { return [] }
    return self[first...].map { run in
      let dropped = Swift.max(count - run.codeOffset, 0)
      return CodePlacement.Run(
        codeOffset: run.codeOffset + dropped - count, fileOffset: run.fileOffset + dropped)
    }
  }
}
