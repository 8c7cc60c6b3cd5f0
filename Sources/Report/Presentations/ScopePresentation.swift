import Engine

extension Project: Presentable {
  public var presentation: Presentation {
    var components: [Component] = problems.map { .paragraph($0.text) }
    if !stakeholders.isEmpty {
      components.append(
        .table(
          TableComponent(
            columns: [.init("Who"), .init("What they need")],
            rows: stakeholders.map { [.name($0.name), .text($0.needs)] },
            caption: "The people whom the project serves.")))
    }
    if let best = solutions.first {
      components.append(
        .table(
          TableComponent(
            columns: [.init("What might help"), .init("Value"), .init("Feasibility")],
            rows: solutions.map {
              [.name($0.text), .text($0.value.rawValue), .text($0.feasibility.rawValue)]
            },
            caption: solutions.count == 1
              ? "The solution that was weighed."
              : "The solutions that were weighed, the most valuable first: \(best.text.lowercasedFirst).")))
    }
    if !constraints.isEmpty {
      components.append(.heading("What it must respect"))
      components.append(.list(constraints.map(\.text)))
    }
    if !milestones.isEmpty || !budgets.isEmpty {
      components.append(
        .table(
          TableComponent(
            columns: [.init("Plan"), .init("When or how much")],
            rows: milestones.map { [.name($0.name), .text("by \($0.by)")] }
              + budgets.map { [.name($0.item), .text("\(NumberText.short($0.amount)) \($0.unit)")] },
            caption: "Milestones and budget.")))
    }
    if !risks.isEmpty {
      components.append(
        .table(
          TableComponent(
            columns: [.init("Risk"), .init("Likelihood"), .init("Impact"), .init("What is done about it")],
            rows: risks.map {
              [.name($0.text), .text($0.likelihood.rawValue), .text($0.impact.rawValue), .text($0.mitigation)]
            }, caption: "What might go wrong, the gravest first.")))
    }
    return Presentation(
      kind: "project", headline: nil, components: components,
      stageNote: goals.isEmpty ? nil : StageNote(counted(goals.count, "goal")), record: self)
  }
}
