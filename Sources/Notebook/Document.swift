import Diagnostics

/// A notebook as values: front matter, prose and code blocks in the order of the file, each with its place in it.
///
/// ```swift
/// let document = try Document(contentsOf: "notebooks/flights.md")
/// for step in document.steps { print(step.word?.rawValue ?? "swift", "in line", step.place.line) }
/// ```
public struct Document: Sendable {
  /// The text that every place refers to: without a byte order mark, and with "\n" at the end of each line.
  public let source: SourceText
  public let frontMatter: FrontMatter
  public let nodes: [Node]
  /// The expressions within the prose, in order: each one's `index` is its position here.
  public let expressions: [InlineExpression]
  /// The references to figures of blocks that are there, in order.
  public let references: [FigureReference]
  /// What looks like a value in the prose and is plain text, in order.
  public let seemingValues: [SeemingValue]
  /// Whether a fence that is never closed swallows code and prose behind it.
  public let hasUnclosedFence: Bool
  /// What the author should know although the notebook can run.
  public let warnings: [Diagnostic]

  /// A piece of the notebook at its top level.
  public enum Node: Sendable {
    case prose(ProseBlock)
    case step(StepBlock)
  }

  /// The code blocks that run, in order.
  public var steps: [StepBlock] {
    nodes.compactMap { if case .step(let step) = $0 { step } else { nil } }
  }

  /// Reads a notebook from a file.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - displayPath: The path as the user wrote it, which opens the diagnostics; `path` itself where it is nil.
  /// - Throws: A file that cannot be read, is empty or is no UTF-8 text, or what ``init(text:path:)`` throws.
  public init(contentsOf path: String, displayPath: String? = nil) throws(DocumentErrors) {
    let shown = displayPath ?? path
    try self.init(text: NotebookFile(path: path, displayPath: shown).text(), path: shown)
  }

  /// Reads a notebook from its text; an empty text is an empty document.
  ///
  /// - Parameter path: The path that opens the diagnostics.
  /// - Throws: Every error in the text, with the warnings among them, in the order of the file.
  public init(text: String, path: String) throws(DocumentErrors) {
    let (document, issues) = Self.reading(text: text, path: path)
    guard let document, !issues.contains(where: { $0.severity == .error }) else { throw DocumentErrors(all: issues) }
    self = document
  }

  /// Reads as much of a notebook as can be read, with everything that is wrong with it in the order of the file.
  ///
  /// - Returns: no document where the file cannot be read as a notebook at all.
  public static func reading(
    contentsOf path: String, displayPath: String? = nil
  ) -> (document: Document?, issues: [Diagnostic]) {
    let shown = displayPath ?? path
    do { return reading(text: try NotebookFile(path: path, displayPath: shown).text(), path: shown) } catch {
      return (nil, error.all)
    }
  }

  public static func reading(text: String, path: String) -> (document: Document?, issues: [Diagnostic]) {
    let source = SourceText(path: path, text: text.withPlainLineBreaks)
    if let unreadable = source.reasonNotToRead { return (nil, [unreadable]) }

    var frontMatter = FrontMatterReader(source: source)
    guard let bodyLine = frontMatter.read() else { return (nil, frontMatter.issues) }

    var converter = CommonMarkConverter(source: source)
    let converted = converter.blocks(fromLine: bodyLine)

    var steps = StepReader(source: source)
    let nodes = converted.map { steps.node(for: $0) }
    let labels = steps.labels
    let dangling =
      steps.hasUnclosedFence ? [] : converter.references.compactMap { $0.diagnostic(ifNotIn: labels, of: source) }

    let seeming =
      steps.hasUnclosedFence ? [] : converter.seemingReferences.compactMap { $0.diagnostic(ifIn: labels, of: source) }

    let notes = ProseNotes(nodes.compactMap { if case .prose(let block) = $0 { block } else { nil } })
    let issues =
      (frontMatter.issues + converter.issues + converter.seeming.issues + steps.issues + dangling + seeming
      + notes.issues(in: source))
      .inOrderOfPlace
    let document = Document(
      source: source, frontMatter: frontMatter.frontMatter, nodes: nodes, expressions: converter.expressions,
      references: converter.references.filter { labels.contains($0.label) },
      seemingValues: converter.seeming.values, hasUnclosedFence: steps.hasUnclosedFence,
      warnings: issues.filter { $0.severity == .warning })
    return (document, issues)
  }

  private init(
    source: SourceText, frontMatter: FrontMatter, nodes: [Node], expressions: [InlineExpression],
    references: [FigureReference], seemingValues: [SeemingValue], hasUnclosedFence: Bool, warnings: [Diagnostic]
  ) {
    self.source = source
    self.frontMatter = frontMatter
    self.nodes = nodes
    self.expressions = expressions
    self.references = references
    self.seemingValues = seemingValues
    self.hasUnclosedFence = hasUnclosedFence
    self.warnings = warnings
  }
}
