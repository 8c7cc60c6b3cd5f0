import Engine

/// A report before it is written: what it is called, what it found, in the order of the notebook.
public struct Page: Sendable {
  public var title: String
  public var subtitle: String?
  public var author: String?
  /// `yyyy-MM-dd`; nothing else in a page depends on the day.
  public var date: String?
  /// The language of the prose (BCP 47).
  public var language: String
  public var items: [PageItem]
  public var goals: [GoalStatus]
  /// What monitors raised, what is new first.
  public var alerts: [Alert]
  public var provenance: Provenance
  public var look: Look

  public init(
    title: String, subtitle: String?, author: String?, date: String?, language: String, items: [PageItem],
    goals: [GoalStatus], alerts: [Alert] = [], provenance: Provenance,
    look: Look = Look()
  ) {
    self.title = title
    self.subtitle = subtitle
    self.author = author
    self.date = date
    self.language = language
    self.items = items
    self.goals = goals
    self.alerts = alerts
    self.provenance = provenance
    self.look = look
  }

  public var steps: [StepResult] {
    items.compactMap { if case .step(let step) = $0 { step } else { nil } }
  }
}

public enum PageItem: Sendable {
  case prose(PageProse)
  case section(PageSection)
  case step(StepResult)
}

/// Prose in each form that a page is written in. It may name figures, whose numbers the writer knows.
public struct PageProse: Sendable {
  public typealias Form = @Sendable (_ figures: FigureNumbers) -> String

  /// Safe to put into a page.
  public let html: Form
  public let markdown: Form
  /// Without marks.
  public let text: Form

  public init(html: @escaping Form, markdown: @escaping Form, text: @escaping Form) {
    self.html = html
    self.markdown = markdown
    self.text = text
  }
}

/// A heading of the first or second level, which the contents list.
public struct PageSection: Sendable {
  public let title: String
  public let anchor: String
  public let html: String
  public let markdown: String

  public init(title: String, anchor: String, html: String, markdown: String) {
    self.title = title
    self.anchor = anchor
    self.html = html
    self.markdown = markdown
  }
}

extension Page {
  /// The few sentences to read first: what was found, and last what was decided.
  var briefs: [Brief] {
    let all = steps.flatMap(\.results).compactMap(\.brief)
    return Array(all.filter { !$0.isDecision }.prefix(4)) + all.filter(\.isDecision).suffix(1)
  }
}

/// What figures and tables are called, by the label of their block.
public struct FigureNumbers: Sendable {
  let byLabel: [String: (name: String, anchor: String)]

  /// What a block's figure is called: `Figure 3`; nil where the block shows none.
  public func name(of label: String) -> String? { byLabel[label]?.name }

  /// A link to a block's figure: `<a href="#fig-drift">Figure 3</a>`; nil where the block shows none.
  public func link(to label: String) -> String? {
    byLabel[label].map { "<a href=\"#\($0.anchor.escapedForHTML)\">\($0.name.escapedForHTML)</a>" }
  }
}

/// What a block of the notebook found.
public struct StepResult: Sendable {
  /// The place in the page that links lead to.
  public let anchor: String
  /// The step word of the block: "evaluate"; nil for a bare block.
  public let word: String?
  public let stage: Stage?
  public let label: String?
  /// The line of the notebook on which the block starts.
  public let line: Int
  public let results: [Presentation]
  public let code: [CodeSpan]
  public let echo: Echo

  public enum Echo: Sendable { case shown, folded, hidden }

  public init(
    anchor: String, word: String?, stage: Stage?, label: String?, line: Int, results: [Presentation],
    code: [CodeSpan], echo: Echo
  ) {
    self.anchor = anchor
    self.word = word
    self.stage = stage
    self.label = label
    self.line = line
    self.results = results
    self.code = code
    self.echo = echo
  }
}

/// A run of code in one colour.
public struct CodeSpan: Sendable {
  public enum Kind: String, Sendable { case plain, keyword, string, number, type, comment }

  public let text: String
  public let kind: Kind

  public init(_ text: String, _ kind: Kind) {
    self.text = text
    self.kind = kind
  }
}

/// The stages of an ML project, as the rail at the head of a page draws them.
public enum Stage: String, Sendable, CaseIterable {
  case scoping = "Scoping"
  case data = "Data"
  case modeling = "Modeling"
  case deployment = "Deployment"
  case monitoring = "Monitoring"

  /// What the rail says of a stage that no block speaks of.
  var absence: String {
    switch self {
    case .scoping: "no scope written"
    case .data: "no data yet"
    case .modeling: "no model yet"
    case .deployment: "not yet deployed"
    case .monitoring: "not yet monitored"
    }
  }
}

/// Where a page's numbers come from.
public struct Provenance: Sendable, Encodable {
  public struct File: Sendable, Encodable {
    public let path: String
    public let sha256: String
    /// Rows of a data file.
    public let rows: Int?

    public init(path: String, sha256: String, rows: Int? = nil) {
      self.path = path
      self.sha256 = sha256
      self.rows = rows
    }
  }

  public struct Parameter: Sendable, Encodable {
    public let name: String
    public let value: String
    public let help: String

    public init(name: String, value: String, help: String) {
      self.name = name
      self.value = value
      self.help = help
    }
  }

  public let notebook: File
  public let inputs: [File]
  public let parameters: [Parameter]
  /// Daybook's own.
  public let version: String

  public init(notebook: File, inputs: [File], parameters: [Parameter], version: String) {
    self.notebook = notebook
    self.inputs = inputs
    self.parameters = parameters
    self.version = version
  }
}

/// A goal with the latest that a step found out about it.
public struct GoalStatus: Sendable {
  public let goal: Goal
  public let measurement: GoalMeasurement?
  /// The block that measured it: its step word and its place in the page.
  public let step: (word: String, anchor: String)?

  public init(goal: Goal, measurement: GoalMeasurement?, step: (word: String, anchor: String)?) {
    self.goal = goal
    self.measurement = measurement
    self.step = step
  }

  public var state: GoalState {
    switch measurement?.isMet {
    case true: .met
    case false: .missed
    case nil: .notMeasured
    }
  }

  /// The measured value in its unit; a dash where there is none.
  public var valueText: String { measurement?.value.map(goal.measure.text) ?? "–" }
}
