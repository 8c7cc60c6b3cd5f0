import Engine
import Interpreter
import Notebook
import Report
import Steps

/// Puts a notebook's prose and the results of its blocks together.
struct PageAssembly {
  let document: Document
  let steps: [StepResult]
  /// The values of the expressions in sentences, by their index.
  let inline: [String]
  let goalRecords: [Session.GoalRecord]
  let parameters: [Session.UsedParameter]
  let fallbackTitle: String
  private let notes: ProseNotes

  init(
    document: Document, steps: [StepResult], inline: [String], goalRecords: [Session.GoalRecord],
    parameters: [Session.UsedParameter], fallbackTitle: String
  ) {
    self.document = document
    self.steps = steps
    let form = NumberForm(language: document.frontMatter.lang)
    self.inline = inline.map { form?.localised($0) ?? $0 }
    self.goalRecords = goalRecords
    self.parameters = parameters
    self.fallbackTitle = fallbackTitle
    notes = ProseNotes(document.nodes.compactMap { if case .prose(let block) = $0 { block } else { nil } })
  }

  func page(provenance: Provenance, look: Look) -> Page {
    let front = document.frontMatter
    var anchors = Anchors()
    // The page's own headings come first.
    _ = [anchors.anchor(for: "report"), anchors.anchor(for: "minute"), anchors.anchor(for: "goals")]
    var items: [PageItem] = []
    var nextStep = steps.makeIterator()
    var title = front.title
    for node in document.nodes {
      switch node {
      case .step:
        if let step = nextStep.next() { items.append(.step(step)) }
      case .prose(let block):
        // Notes stand at the page's end.
        if case .note = block.kind { continue }
        guard case .heading(let level, let inlines) = block.kind else {
          items.append(prose(block, anchor: nil))
          continue
        }
        // Without a title in the front matter, the first heading is the page's, as in any Markdown file.
        if level == 1, title == nil {
          title = spelled(inlines)
          continue
        }
        // A heading that says the title once more, as files for other tools begin, is not shown twice.
        if level == 1, items.isEmpty, spelled(inlines) == title.map(filled) { continue }
        // Figures, tables, goals, charts and steps have anchors of their own, so that headings keep out of their way.
        let isTaken = ["figure", "table", "step", "chart", "goal"].contains {
          spelled(inlines).lowercased().hasPrefix($0)
        }
        let anchor = anchors.anchor(for: (isTaken ? "section " : "") + spelled(inlines))
        if level <= 2 {
          items.append(
            .section(
              PageSection(
                title: spelled(inlines), anchor: anchor, html: writer(anchor: anchor, figures: nil).html(of: block),
                markdown: markdown(nil).text(of: [block]))))
        } else {
          items.append(prose(block, anchor: anchor))
        }
      }
    }
    if !notes.labels.isEmpty {
      items.append(
        .prose(
          PageProse(
            html: { noteList($0) }, markdown: { markdown($0).text(of: noteBlocks) },
            text: { plain($0).text(of: noteBlocks) })))
    }
    let page = Page(
      title: filled(title ?? fallbackTitle), subtitle: front.subtitle.map(filled), author: front.author,
      date: front.date,
      language: front.lang, items: items, goals: goals, alerts: alerts, provenance: provenance, look: look)
    return front.privacy.map { page.keeping(Privacy($0)) } ?? page
  }

  /// A title with the values of parameters that it names: "Late flights, week {week}".
  private func filled(_ text: String) -> String {
    parameters.reduce(text) { $0.replacing("{\($1.name)}", with: $1.value) }
  }

  // MARK: Prose

  private func prose(_ block: ProseBlock, anchor: String?) -> PageItem {
    .prose(
      PageProse(
        html: { writer(anchor: anchor, figures: $0).html(of: block) }, markdown: { markdown($0).text(of: [block]) },
        text: { plain($0).text(of: [block]) }))
  }

  private func markdown(_ figures: FigureNumbers?) -> ProseMarkdown {
    var writer = ProseMarkdown()
    writer.expression = { inline[$0.index] }
    writer.reference = { label in figures?.name(of: label) ?? label }
    return writer
  }

  private func plain(_ figures: FigureNumbers?) -> ProseMarkdown {
    var writer = markdown(figures)
    writer.isPlain = true
    return writer
  }

  /// The notes that the text refers to, as blocks.
  private var noteBlocks: [ProseBlock] {
    document.nodes.compactMap { node in
      guard case .prose(let block) = node, case .note(let label, _) = block.kind, notes.labels.contains(label) else {
        return nil
      }
      return block
    }
  }

  private func writer(anchor: String?, figures: FigureNumbers?) -> ProseHTML {
    var writer = ProseHTML(
      headingID: { _ in anchor }, expression: { expression in inline[expression.index].escapedForHTML })
    // A label whose block shows nothing has no number to link to.
    writer.reference = { label in figures?.link(to: label) ?? label.escapedForHTML }
    // A page asks for nothing from outside, pictures included.
    writer.image = { address in address.hasPrefix("data:image/") ? address : nil }
    writer.linksRemoteImages = true
    writer.marksBareLinks = true
    writer.omitsComments = true
    writer.showsRawHTML = true
    var isMarked = Set<String>()
    writer.noteMark = { label in
      guard let number = notes.number(of: label) else { return "" }
      // The way back from a note is to where the text first speaks of it.
      let anchor = isMarked.insert(label).inserted ? " id=\"note-\(number)-mark\"" : ""
      return
        "<sup class=\"note-mark\"\(anchor)><a href=\"#note-\(number)\" aria-label=\"Note \(number)\">\(number)</a></sup>"
    }
    return writer
  }

  /// The notes of the prose, which its marks link to.
  private func noteList(_ figures: FigureNumbers?) -> String {
    let items = notes.labels.enumerated().map { place, label in
      let number = place + 1
      let html = writer(anchor: nil, figures: figures).html(of: notes.content(of: label))
      return
        "<li id=\"note-\(number)\">\(html) <a href=\"#note-\(number)-mark\" aria-label=\"Back to the text\">↩</a></li>"
    }
    return "<section class=\"notes\" aria-label=\"Notes\">\n<ol>\n\(items.joined(separator: "\n"))\n</ol>\n</section>\n"
  }

  /// A heading's words, with the values of its expressions.
  private func spelled(_ inlines: [ProseInline]) -> String {
    inlines.map { part in
      switch part {
      case .expression(let expression): inline[expression.index]
      case .emphasis(let inner), .strong(let inner), .struck(let inner): spelled(inner)
      case .link(_, _, let inner), .image(_, _, let inner): spelled(inner)
      default: [part].plainText
      }
    }.joined()
  }

  // MARK: Alerts

  /// Every alert that a monitor raised, what is new first.
  private var alerts: [Alert] {
    let all = goalRecords.flatMap { record -> [Alert] in
      if case .alerted(let alerts) = record.content { alerts } else { [] }
    }
    return Alert.State.allCases.flatMap { state in all.filter { $0.state == state } }
  }

  // MARK: Goals

  /// Every goal that the notebook wrote or measured, with the latest measurement.
  private var goals: [GoalStatus] {
    var written: [Goal] = []
    var measured: [Goal] = []
    var latest: [Goal: (GoalMeasurement, StepResult)] = [:]
    for record in goalRecords {
      switch record.content {
      case .written(let goals): written += goals
      case .measured(let measurements):
        for measurement in measurements {
          latest[measurement.goal] = (measurement, steps[record.block])
          measured.append(measurement.goal)
        }
      case .alerted, .judged: break
      }
    }
    var seen: Set<Goal> = []
    return (written + measured).filter { seen.insert($0).inserted }.map { goal in
      guard let (measurement, step) = latest[goal] else {
        return GoalStatus(goal: goal, measurement: nil, step: nil)
      }
      return GoalStatus(goal: goal, measurement: measurement, step: (step.word ?? "block", step.anchor))
    }
  }
}

extension StepResult {
  /// - Parameter shown: what the block's expressions that stand alone present, before its options are heeded.
  init(_ block: StepBlock, number: Int, shown: [Presentation]) {
    var results = block.options.show ? shown : []
    if let caption = block.options.caption, !results.isEmpty { results[0] = results[0].captioned(caption) }
    let echo: Echo =
      switch block.options.echo {
      case .shown: .shown
      case .hidden: .hidden
      case .folded, nil: .folded
      }
    self.init(
      anchor: block.options.label.map { "step-\($0)" } ?? "step-\(number)", word: block.word?.rawValue,
      stage: block.word?.stage, label: block.options.label, line: block.place.line, results: results,
      code: colouredRuns(of: Self.withoutOptions(block.code)).map { CodeSpan($0.text, $0.kind.spanKind) }, echo: echo)
  }

  /// The code as a reader wants it: options speak to Daybook alone.
  private static func withoutOptions(_ code: String) -> String {
    var lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    while let line = lines.first, line.drop(while: { $0 == " " }).hasPrefix("//|") { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}

extension ColouredRun.Kind {
  fileprivate var spanKind: CodeSpan.Kind {
    switch self {
    case .plain: .plain
    case .keyword: .keyword
    case .string: .string
    case .number: .number
    case .type: .type
    case .comment: .comment
    }
  }
}

extension StepWord {
  fileprivate var stage: Stage {
    switch self {
    case .scope: .scoping
    case .data, .label: .data
    case .train, .evaluate, .errors: .modeling
    case .deploy: .deployment
    case .monitor, .maintain: .monitoring
    }
  }
}
