import Diagnostics

/// Makes steps of the fences that run, and checks what their info strings and options say.
struct StepReader {
  let source: SourceText
  private(set) var issues: [Diagnostic] = []
  /// Every label in the notebook.
  private(set) var labels: Set<String> = []
  /// Whether a fence swallows the rest of the notebook, and its labels with it.
  private(set) var hasUnclosedFence = false

  init(source: SourceText) { self.source = source }

  mutating func node(for converted: ConvertedBlock) -> Document.Node {
    for fence in converted.nestedFences { check(nested: fence) }
    guard let fence = converted.fence, case .codeBlock(_, let code) = converted.block.kind else {
      return .prose(converted.block)
    }
    switch InfoString(of: fence, in: source) {
    case .plain:
      check(fence)
      return .prose(converted.block)
    case .wrong(let diagnostic):
      check(fence)
      issues.append(diagnostic)
      return .prose(converted.block)
    case .step(let word): return .step(step(word, code: code, fence: fence))
    }
  }

  private mutating func step(_ word: StepWord?, code: String, fence: Fence) -> StepBlock {
    let isClosed = check(fence, around: code)
    let placement = CodePlacement(ofFenced: code, behind: fence, in: source)
    var reader = OptionReader(source: source, placement: placement)
    reader.read(code)
    issues += reader.issues
    if let label = reader.options.label, !labels.insert(label).inserted {
      issues.append(
        Diagnostic(
          "another block has the label \"\(label)\"", in: source, at: reader.options.places[.label],
          hint: "give each block a label of its own"))
    }
    return StepBlock(
      word: word, code: code, options: reader.options, isClosed: isClosed, place: fence.infoPlace,
      codePlace: placement)
  }

  /// Reports a fence that swallows what is behind it.
  ///
  /// - Parameter code: Swift, in which no other fence can begin.
  /// - Returns: Whether the fence is closed.
  @discardableResult
  private mutating func check(_ fence: Fence, around code: String? = nil) -> Bool {
    guard let unclosed = fence.diagnosticIfUnclosed(in: source, around: code) else { return true }
    hasUnclosedFence = true
    issues.append(unclosed)
    return false
  }

  private mutating func check(nested fence: Fence) {
    check(fence)
    guard case .step = InfoString(of: fence, in: source) else { return }
    issues.append(
      Diagnostic(
        "a swift block inside a list or quote is shown but does not run", severity: .warning, in: source,
        at: fence.infoPlace, hint: "start it at the left margin to run it"))
  }
}

extension CodePlacement {
  /// The placement of a fenced block's lines: an indented fence takes as many spaces off each.
  init(ofFenced code: String, behind fence: Fence, in source: SourceText) {
    var runs: [Run] = []
    var codeOffset = 0
    for (index, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let number = fence.line + 1 + index
      guard number <= source.lineCount else { break }
      // Where an indent within a tab was taken off, spaces stand for the rest of the tab: the code is the longer one.
      let stripped = source.line(number).utf8.count - line.utf8.count
      let start = source.offset(ofLine: number)
      runs.append(Run(codeOffset: codeOffset, fileOffset: start + max(stripped, 0)))
      if stripped < 0 { runs.append(Run(codeOffset: codeOffset - stripped, fileOffset: start)) }
      codeOffset += line.utf8.count + 1
    }
    self.init(of: code, runs: runs, in: source, fallback: fence.infoPlace)
  }
}
