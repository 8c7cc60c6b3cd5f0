import Engine
import Interpreter

/// A project's scope and its parts.
extension Registry {
  mutating func addProjectWords(_ session: Session) {
    addProject(session)
    addPeople()
    addLevels()
    addPlan()
  }

  private mutating func addProject(_ session: Session) {
    word(
      .initializer, "Project",
      [
        Parameter(unlabelled: "name", .string, "what the project is called"),
        Parameter(
          "parts",
          .block(of: [
            .of(Problem.self), .of(Stakeholder.self), .of(Solution.self), .of(Goal.self), .of(Constraint.self),
            .of(Milestone.self), .of(Budget.self), .of(Risk.self),
          ]), "what the scope says, each part a line of its own, in any order"),
      ], gives: .of(Project.self), "a project's scope: what is wrong, for whom, what might help",
      details: """
        Standing alone, a project shows itself: stakeholders, solutions with the most valuable first, constraints, \
        milestones by date, budgets, and risks with the gravest first (likelihood times impact).

        Its goals head the report from the moment they are written, whether the project is shown or not, and each \
        later step that is given `project.goals` fills in what it measured.
        """,
      example: """
        Project("A warning at push-back") {
          Problem("The desk learns of a delay when the aircraft lands.")
          Stakeholder("Operations desk", needs: "a ranked list of risky departures")
          Solution("Predict which flights land late", feasibility: .high, value: .high)
          Goal(.rocAUC, atLeast: 0.8)
          Constraint("Use only what is known at push-back.")
        }
        """
    ) { call in
      guard case .array(let values) = call["parts"] else { return .nil }
      let parts = values.compactMap { value -> ProjectPart? in
        guard case .object(let object) = value else { return nil }
        switch object.payload {
        case let part as Problem: return .problem(part)
        case let part as Stakeholder: return .stakeholder(part)
        case let part as Solution: return .solution(part)
        case let part as Goal: return .goal(part)
        case let part as Constraint: return .constraint(part)
        case let part as Milestone: return .milestone(part)
        case let part as Budget: return .budget(part)
        case let part as Risk: return .risk(part)
        default: return nil
        }
      }
      let project = Project(try call.string("name"), parts: parts)
      session.record(.written(project.goals))
      return .object(project)
    }
    property(
      "goals", of: Project.self, gives: .array(.of(Goal.self)), "the goals of the project, in the order of writing",
      details: """
        Hand them to the steps that measure: `evaluate` takes the goals about quality, `monitor` those about drift, \
        and each leaves the others alone, so that both can be given all of them.
        """,
      example: """
        note("The project has \\(project.goals.count) goals.")
        """
    ) { .array($0.goals.map { .object($0) }) }
    property(
      "name", of: Project.self, gives: .string, "the name of the project",
      details: "As `Project(…)` was given it, for use in sentences and captions.",
      example: """
        show(quality.calibration, caption: "\\(project.name): chances and outcomes")
        """
    ) { .string($0.name) }
  }

  private mutating func addPeople() {
    let text = Parameter(unlabelled: "text", .string, "one sentence")
    word(
      .initializer, "Problem", [text], gives: .of(Problem.self), "what is wrong today, in one sentence",
      details: "A part of a `Project`. Name what goes wrong for whom, not what is missing to solve it.",
      example: """
        Project("Why we are here") {
          Problem("Passengers miss connections that could have been rebooked.")
        }
        """
    ) { call in .object(Problem(try call.string("text"))) }
    word(
      .initializer, "Stakeholder",
      [
        Parameter(unlabelled: "name", .string, "a person, a role or a group"),
        Parameter("needs", .string, "what they need from the project"),
      ], gives: .of(Stakeholder.self), "who needs the project, and what for",
      details: "A part of a `Project`; stakeholders are shown as a table in the order of writing.",
      example: """
        Project("Who waits for it") {
          Stakeholder("Operations desk", needs: "a ranked list of risky departures")
          Stakeholder("Passengers", needs: "a new booking before boarding closes")
        }
        """
    ) { call in .object(Stakeholder(try call.string("name"), needs: try call.string("needs"))) }
    word(
      .initializer, "Solution",
      [
        text,
        Parameter("feasibility", .of(Level.self), "how likely it can be done with what there is"),
        Parameter("value", .of(Level.self), "how much it helps once it is done"),
      ],
      gives: .of(Solution.self), "what might help: how feasible and how valuable it is",
      details: """
        A part of a `Project`. Solutions are ranked by value, then by feasibility; of equals, the one written first \
        comes first. Write down the ones that were turned down as well: the page then says why this one was chosen.
        """,
      example: Self.levelsExample
    ) { call in
      .object(
        Solution(
          try call.string("text"), feasibility: try call.object("feasibility"), value: try call.object("value")))
    }
    word(
      .initializer, "Constraint", [text], gives: .of(Constraint.self), "what any solution must respect",
      details: "A part of a `Project`, shown as a list. For what can be measured, write a `Goal` instead.",
      example: """
        Project("Within these bounds") {
          Constraint("Use only what is known at push-back.")
        }
        """
    ) { call in .object(Constraint(try call.string("text"))) }
  }

  private static let levelsExample = """
    Project("What might help") {
      Solution("Predict which flights land late", feasibility: .high, value: .high)
      Solution("Warn of all that leave late", feasibility: .high, value: .medium)
      Solution("Forecast air traffic", feasibility: .low, value: .medium)
    }
    """

  private mutating func addLevels() {
    for level in Level.allCases {
      member(
        level.rawValue, level, "\(level.rawValue), on the scale low, medium, high",
        details: """
          A rough grade, as people agree on in a meeting: of a solution's feasibility and value, of a risk's \
          likelihood and impact.
          """, example: Self.levelsExample)
    }
  }

  private mutating func addPlan() {
    word(
      .initializer, "Milestone",
      [
        Parameter(unlabelled: "name", .string, "what is done by then"),
        Parameter(
          "by", .either([.string, .of(Instant.self)]), "the day: a date, or `2026-12-15`", rules: [.isoDate]),
      ], gives: .of(Milestone.self), "what is to be done by a day",
      details: """
        A part of a `Project`; milestones are shown by date. A text that is no day of the calendar is an error.
        """,
      example: """
        Project("By when") {
          Milestone("Proof of concept", by: "2026-12-15")
          Milestone("Trial at one desk", by: "2027-03-01")
        }
        """
    ) { call in .object(Milestone(try call.string("name"), by: try call.date("by"))) }
    word(
      .initializer, "Budget",
      [
        Parameter(unlabelled: "item", .string, "what is paid for"),
        Parameter(unlabelled: "amount", .double, unit: "in the budget's own unit", "how much of it"),
        Parameter("unit", .string, "what the amount counts: months, dollars, GPU hours"),
      ],
      gives: .of(Budget.self), "what the project may cost",
      details: "A part of a `Project`. Amounts of different units stand side by side and are not added up.",
      example: """
        Project("At what cost") {
          Budget("Engineers", 3, unit: "months")
          Budget("Desk staff for the trial", 20, unit: "days")
        }
        """
    ) { call in .object(Budget(try call.string("item"), try call.double("amount"), unit: try call.string("unit"))) }
    word(
      .initializer, "Risk",
      [
        Parameter(unlabelled: "text", .string, "what might happen, in one sentence"),
        Parameter("likelihood", .of(Level.self), "how likely it is"),
        Parameter("impact", .of(Level.self), "how bad it would be"),
        Parameter("mitigation", .string, "what is done about it"),
      ], gives: .of(Risk.self), "what might go wrong, and what is done about it",
      details: "A part of a `Project`. Risks are ranked by likelihood times impact, the gravest first.",
      example: """
        Project("What might go wrong") {
          Risk(
            "Summer storms move the delays", likelihood: .high, impact: .medium,
            mitigation: "a weekly drift report")
        }
        """
    ) { call in
      .object(
        Risk(
          try call.string("text"), likelihood: try call.object("likelihood"), impact: try call.object("impact"),
          mitigation: try call.string("mitigation")))
    }
  }
}
