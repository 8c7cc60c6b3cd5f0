import Engine

extension Release: Presentable {
  public var presentation: Presentation {
    Presentation(
      kind: "release", headline: headline,
      components: [.paragraph(headline)] + facts.components + [.paragraph(nextStep)],
      brief: Brief(lead: isCurrent ? "A model is deployed:" : "A model waits to be promoted:", text: headline),
      stageNote: StageNote("\(name) \(version.prefix(6)) \(isCurrent ? "deployed" : "waits")"),
      record: ReleaseRecord(version: version, isCurrent: isCurrent, facts: facts))
  }

  private var headline: String {
    let what = isCurrent ? "answers" : "is written; version \(current.prefix(8)) goes on to answer"
    let goals = facts.goals.filter { $0.isMet != nil }
    let met = goals.count { $0.isMet == true }
    let promise =
      goals.isEmpty ? "" : ": \(met) of \(counted(goals.count, "measured goal")) \(met == 1 ? "is" : "are") met"
    return "Version \(version.prefix(8)) of \(name) \(what)\(promise)."
  }

  private var nextStep: String {
    isCurrent
      ? "daybook serve \(name) answers requests with it."
      : "daybook models promote \(name) \(version.prefix(8)) makes it answer."
  }
}

/// A release as the JSON beside a page has it: nothing of the machine it was made on.
private struct ReleaseRecord: Encodable {
  let version: String
  let isCurrent: Bool
  let facts: ReleaseFacts
}

extension ReleaseFacts {
  /// Goals, figures and fields, as a page and a model's card show them.
  var components: [Component] {
    var components: [Component] = []
    if !goals.isEmpty {
      components.append(
        .table(
          TableComponent(
            columns: [.init("Goal"), .init("When deployed", .trailing), .init("State")],
            rows: goals.map { goal in
              [
                .name(goal.text), .number(goal.valueText ?? "–"),
                .state(goal.isMet.map { $0 ? .met : .missed } ?? .notMeasured),
              ]
            }, caption: "What was promised, and how it stood when the model was deployed.")))
    }
    components.append(
      .table(
        TableComponent(
          columns: [.init("Field"), .init("What it is"), .init("In the training rows"), .init("Missing", .trailing)],
          rows: features.map { field in
            [
              .name(field.name), .text(field.kind.article), .text(field.expected?.shortened(to: 60) ?? "–"),
              .number(NumberText.percent(field.missingShare)),
            ]
          } + kept.map { [.name($0.name), .text($0.kind.article), .text("for the log alone"), .number("–")] },
          caption: "What the model is asked with: \(counted(features.count, "field")).")))
    return components
  }
}

/// What people should know of a deployed model before they rely on it (Mitchell et al., Model Cards for Model Reporting,
/// 2019).
public struct ModelCard: Sendable {
  public let facts: ReleaseFacts

  public init(_ facts: ReleaseFacts) { self.facts = facts }

  private var classes: String {
    if case .chances(let classes) = facts.answer { ": \(listed(classes))" } else { "" }
  }

  /// The card as a page, from which its forms are written.
  public var page: Page {
    var components: [Component] = [
      .paragraph("\(facts.learner.capitalisedFirst) that tell \(facts.predicted)\(classes)."),
      .heading("What it learned from"),
      .paragraph(
        "\(counted(facts.training.count, "row")) of \(facts.training.table) (SHA-256 \(facts.training.sha256.prefix(16)))."
      ),
    ]
    if !facts.figures.isEmpty {
      components.append(.heading("How good it is"))
      components.append(
        .table(
          TableComponent(
            columns: [.init("Figure"), .init("Value", .trailing)],
            rows: facts.figures.map { [.name($0.name.capitalisedFirst), .number($0.text)] },
            caption: "On \(counted(facts.judgedRows, "row")) that it had not seen.")))
    }
    components.append(.heading("What it is asked, and what was promised"))
    components += facts.components
    components.append(.heading("What to mind"))
    components.append(
      .list([
        "Rows outside of what it learned from are answered with a warning; the answer is a guess.",
        facts.withheld.isEmpty
          ? "Every field is logged." : "Not logged: \(listed(facts.withheld)).",
      ]))
    let step = StepResult(
      anchor: "card", word: nil, stage: nil, label: nil, line: 1,
      results: [Presentation(kind: "card", headline: nil, components: components, record: facts)], code: [],
      echo: .hidden)
    let origin = facts.origin
    return Page(
      title: "Model card: \(facts.name)", subtitle: nil, author: nil, date: nil, language: "en", items: [.step(step)],
      goals: [],
      provenance: Provenance(
        notebook: .init(path: origin.notebook?.path ?? "", sha256: origin.notebook?.sha256 ?? ""),
        inputs: origin.inputs.map { .init(path: $0.path, sha256: $0.sha256, rows: 0) }, parameters: [],
        version: origin.madeBy.replacing("daybook ", with: "")))
  }

  /// The card's files, by their names.
  public var files: [String: [UInt8]] {
    get throws(DataError) {
      let html: String
      do { html = try PageWriter().html(page) } catch { throw .invalid("the model's card cannot be written: \(error)") }
      return ["card.md": Array(MarkdownWriter().text(of: page).utf8), "card.html": Array(html.utf8)]
    }
  }
}
