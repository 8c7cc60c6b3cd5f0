import Charts

/// A page in its reader's numbers: what results say, in the form of the page's language. Prose, code, names and JSON stay
/// as they are.
extension Page {
  var inReadersNumbers: Page {
    guard let form = NumberForm(language: language) else { return self }
    var copy = self
    copy.items = items.map { item in
      guard case .step(let step) = item else { return item }
      return .step(
        StepResult(
          anchor: step.anchor, word: step.word, stage: step.stage, label: step.label, line: step.line,
          results: step.results.map { form.localised($0) }, code: step.code, echo: step.echo))
    }
    return copy
  }

  /// A text of the page's own, such as a goal's, in its reader's numbers.
  func localised(_ text: String) -> String { NumberForm(language: language)?.localised(text) ?? text }
}

extension NumberForm {
  fileprivate func localised(_ presentation: Presentation) -> Presentation {
    // What the author wrote is the author's.
    guard presentation.kind != "note" else { return presentation }
    return Presentation(
      kind: presentation.kind, headline: presentation.headline.map(localised),
      components: presentation.components.map(localised),
      brief: presentation.brief.map {
        Brief(lead: localised($0.lead), text: localised($0.text), isDecision: $0.isDecision)
      },
      stageNote: presentation.stageNote.map { StageNote(localised($0.text), isAlarming: $0.isAlarming) },
      holdsRows: presentation.holdsRows, record: presentation.record)
  }

  private func localised(_ component: Component) -> Component {
    switch component {
    case .heading(let text): .heading(localised(text))
    case .paragraph(let text): .paragraph(localised(text))
    case .list(let items): .list(items.map(localised))
    case .keyFigures(let figures):
      .keyFigures(
        figures.map { KeyFigure(label: localised($0.label), value: localised($0.value), note: localised($0.note)) })
    case .table(let table): .table(localised(table))
    case .figure(let figure):
      .figure(
        Figure(
          chart: LocalisedChart(chart: figure.chart, form: self), caption: localised(figure.caption),
          isNarrow: figure.isNarrow))
    case .callout(let callout): .callout(Callout(kind: callout.kind, text: localised(callout.text)))
    }
  }

  private func localised(_ table: TableComponent) -> TableComponent {
    var copy = TableComponent(
      columns: table.columns, rows: table.rows.map { $0.map(localised) }, caption: localised(table.caption))
    copy.knownNumbers = table.numbers
    return copy
  }

  /// Names and texts may be the data's own.
  private func localised(_ cell: TableComponent.Cell) -> TableComponent.Cell {
    switch cell {
    case .number(let text): .number(localised(text))
    case .chart(let chart): .chart(LocalisedChart(chart: chart, form: self))
    case .text, .name, .state: cell
    }
  }
}

/// A chart whose texts are in another language's numbers.
private struct LocalisedChart: Chart {
  let chart: any Chart
  let form: NumberForm

  var title: String { chart.title }
  var summary: String { form.localised(chart.summary) }

  var data: ChartData? {
    chart.data.map { data in
      // The first column names the rows.
      ChartData(
        columns: data.columns, rows: data.rows.map { $0.prefix(1) + $0.dropFirst().map(form.localised) },
        rowCount: data.rowCount)
    }
  }

  /// What stands between tags is text; numbers inside of them are the drawing's own.
  func svg(id: String) -> String {
    var result = ""
    var rest = chart.svg(id: id)[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      result += form.localised(String(rest[..<open]))
      result += rest[open...close]
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}
