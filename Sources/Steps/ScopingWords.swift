import Engine
import Interpreter

extension Registry {
  mutating func addScopingWords(_ session: Session) {
    addLevels()
    addProjectWords(session)
    addGoalWords()
  }

  private mutating func addLevels() {
    for level in Level.allCases { member(level.rawValue, level, "\(level.rawValue), on the scale low, medium, high") }
    member("must", Goal.Priority.must, "a missed goal stops a release")
    member("should", Goal.Priority.should, "a missed goal is reported")
    for (name, unit) in [
      ("milliseconds", Duration.milliseconds(1)), ("seconds", .seconds(1)), ("minutes", .seconds(60)),
    ] {
      word(
        .staticMember(of: "Duration"), name, [Parameter(unlabelled: "count", .double)], gives: .of(Duration.self),
        "so many \(name)"
      ) { call in
        let count = try call.double("count")
        guard count >= 0, count <= 1e12 else { throw CallError("a length of time is from 0 to 1e12 \(name)") }
        return .object(unit * count)
      }
    }
  }

  private mutating func addProjectWords(_ session: Session) {
    word(
      .initializer, "Project",
      [
        Parameter(unlabelled: "name", .string),
        Parameter(
          "parts",
          .block(of: [
            .of(Problem.self), .of(Stakeholder.self), .of(Solution.self), .of(Goal.self), .of(Constraint.self),
            .of(Milestone.self), .of(Budget.self), .of(Risk.self),
          ])),
      ], gives: .of(Project.self), "a project's scope: what is wrong, for whom, what might help, what counts as success"
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
    property("goals", of: Project.self, gives: .array(.of(Goal.self)), "the goals of the project") {
      .array($0.goals.map { .object($0) })
    }
    property("name", of: Project.self, gives: .string, "the name of the project") { .string($0.name) }

    let text = Parameter(unlabelled: "text", .string)
    let name = Parameter(unlabelled: "name", .string)
    word(.initializer, "Problem", [text], gives: .of(Problem.self), "what is wrong today") { call in
      .object(Problem(try call.string("text")))
    }
    word(
      .initializer, "Stakeholder", [name, Parameter("needs", .string)], gives: .of(Stakeholder.self),
      "who needs the project, and what for"
    ) { call in .object(Stakeholder(try call.string("name"), needs: try call.string("needs"))) }
    word(
      .initializer, "Solution",
      [text, Parameter("feasibility", .of(Level.self)), Parameter("value", .of(Level.self))],
      gives: .of(Solution.self), "what might help: how feasible and how valuable it is"
    ) { call in
      .object(
        Solution(
          try call.string("text"), feasibility: try call.object("feasibility"), value: try call.object("value")))
    }
    word(.initializer, "Constraint", [text], gives: .of(Constraint.self), "what the solution must respect") { call in
      .object(Constraint(try call.string("text")))
    }
    word(
      .initializer, "Milestone", [name, Parameter("by", .string)], gives: .of(Milestone.self),
      "what is to be done by a day, written 2026-12-15"
    ) { call in .object(try Milestone(call.string("name"), by: call.string("by"))) }
    word(
      .initializer, "Budget",
      [Parameter(unlabelled: "item", .string), Parameter(unlabelled: "amount", .double), Parameter("unit", .string)],
      gives: .of(Budget.self), "what the project may cost"
    ) { call in .object(Budget(try call.string("item"), try call.double("amount"), unit: try call.string("unit"))) }
    word(
      .initializer, "Risk",
      [
        text, Parameter("likelihood", .of(Level.self)), Parameter("impact", .of(Level.self)),
        Parameter("mitigation", .string),
      ], gives: .of(Risk.self), "what might go wrong, and what is done about it"
    ) { call in
      .object(
        Risk(
          try call.string("text"), likelihood: try call.object("likelihood"), impact: try call.object("impact"),
          mitigation: try call.string("mitigation")))
    }
  }

  private mutating func addGoalWords() {
    let bound = ValueType.either([.double, .of(Duration.self)])
    for label in ["atLeast", "atMost"] {
      word(
        .initializer, "Goal",
        [
          Parameter(unlabelled: "measure", .of(Measure.self)), Parameter(label, bound),
          Parameter("where", .optional(.of(Expression.self)), default: .nil),
          Parameter("priority", .of(Goal.Priority.self), default: .object(Goal.Priority.must)),
        ], gives: .of(Goal.self), "a figure to reach: \(label == "atLeast" ? "no less" : "no more") than a limit"
      ) { call in
        let measure: Measure = try call.object("measure")
        var limit: Double
        if case .double(let number) = call[label] {
          guard case .latency = measure else {
            return try goal(call, measure, label, number)
          }
          throw CallError("a latency is a time", hint: "write .milliseconds(…)")
        }
        guard case .latency = measure else { throw CallError("only a latency is a time; \(measure.name) is a number") }
        limit = try call.object(label, as: Duration.self) / .seconds(1)
        return try goal(call, measure, label, limit)
      }
    }
    for metric in ["accuracy", "precision", "recall", "f1"] {
      word(
        .staticMember(of: "Measure"), metric, [Parameter("threshold", .double, default: .double(0.5))],
        gives: .of(Measure.self), "the \(metric) of judgements at a threshold"
      ) { call in
        let threshold = try call.double("threshold")
        return .object(Measure.metric(try thresholded(metric, threshold)))
      }
    }
    member("rocAUC", Measure.rocAUC, Metric.rocAUC.meaning)
    member("averagePrecision", Measure.averagePrecision, Metric.averagePrecision.meaning)
    member("logLoss", Measure.logLoss, Metric.logLoss.meaning)
    member("brier", Measure.brier, Metric.brier.meaning)
    member("calibrationError", Measure.calibrationError, Metric.expectedCalibrationError(bins: 10).meaning)
    member("psi", DriftMeasure.psi, "the population stability index")
    member("kolmogorovSmirnov", DriftMeasure.kolmogorovSmirnov, "the largest distance of two distribution functions")
    word(
      .staticMember(of: "Measure"), "drift", [Parameter(unlabelled: "measure", .of(DriftMeasure.self))],
      gives: .of(Measure.self), "the movement of the worst feature in the worst window"
    ) { call in .object(Measure.drift(try call.object("measure"))) }
    word(
      .staticMember(of: "Measure"), "latency", [Parameter("percentile", .double, default: .double(99))],
      gives: .of(Measure.self), "the time within which so many per cent of requests are answered"
    ) { call in
      let percentile = try call.double("percentile")
      guard percentile > 0, percentile < 100 else { throw CallError("a percentile lies between 0 and 100") }
      return .object(Measure.latency(percentile: percentile))
    }
  }
}

private func goal(_ call: Call, _ measure: Measure, _ label: String, _ limit: Double) throws -> Value {
  let range = measure.range
  guard range.contains(limit) else {
    throw CallError(
      "no \(measure.name) can be \(NumberText.short(limit))",
      hint: range.upperBound.isFinite
        ? "it lies from \(NumberText.short(range.lowerBound)) to \(NumberText.short(range.upperBound))"
        : "it is never below \(NumberText.short(range.lowerBound))")
  }
  return .object(
    Goal(
      measure, label == "atLeast" ? .atLeast(limit) : .atMost(limit), where: try call.optional("where"),
      priority: try call.object("priority")))
}

/// A metric of judgements, by its name in the language.
func thresholded(_ name: String, _ threshold: Double) throws -> Metric {
  guard threshold >= 0, threshold <= 1 else { throw CallError("a threshold is a probability from 0 to 1") }
  switch name {
  case "accuracy": return .accuracy(threshold: threshold)
  case "precision": return .precision(threshold: threshold)
  case "recall": return .recall(threshold: threshold)
  default: return .f1(threshold: threshold)
  }
}
