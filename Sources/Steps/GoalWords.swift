import Engine
import Foundation
import Interpreter

/// Goals, their priorities, and the lengths of time that some of them name.
extension Registry {
  mutating func addGoalWords() {
    let bound = ValueType.either([.double, .of(Duration.self)])
    for label in ["atLeast", "atMost"] {
      word(
        .initializer, "Goal",
        [
          Parameter(unlabelled: "measure", .of(Measure.self), "what is measured, such as `.rocAUC`"),
          Parameter(
            label, bound, unit: "that of the measure",
            "the \(label == "atLeast" ? "lowest" : "highest") value that meets the goal; a latency's is a length of time",
            rules: [.goalLimit, .goalDirection(label)]),
          Parameter(
            "where", .optional(.of(Expression.self)), default: .nil, "the rows that the goal is about; nil for all",
            rules: [.condition]),
          Parameter(
            "priority", .of(Goal.Priority.self), default: .object(Goal.Priority.must),
            "what follows from missing it"),
        ], gives: .of(Goal.self), "a figure to reach: \(label == "atLeast" ? "no less" : "no more") than a limit",
        details: """
          A part of a `Project`. The step that can measure a goal does so when it is given the project's goals: \
          `evaluate` those about quality, `monitor` those about drift. The report lists each with its value and says \
          met, missed or not measured yet.

          The limit itself meets the goal. A limit that the measure can never reach is an error, and so is a latency \
          written as a plain number; one on the side where the measure is bad is a warning. `where:` must be true or false for each row.
          """,
        example: """
          Project("What counts as success") {
            Problem("A warning that is wrong too often is soon ignored.")
            Goal(.rocAUC, atLeast: 0.8)
            Goal(.recall(threshold: 0.5), atLeast: 0.5, where: col("origin") == "LGA")
            Goal(.drift(.psi), atMost: 0.2, priority: .should)
          }
          """
      ) { call in
        let limit =
          if case .double(let number) = call[label] {
            number
          } else {
            try call.object(label, as: Duration.self) / .seconds(1)
          }
        return .object(
          Goal(
            try call.object("measure"), label == "atLeast" ? .atLeast(limit) : .atMost(limit),
            where: try call.optional("where"), priority: try call.object("priority")))
      }
    }
    addPriorities()
    addDurations()
  }

  private mutating func addPriorities() {
    let priorities: [(name: String, value: Goal.Priority, summary: String)] = [
      ("must", .must, "a missed goal stops a release"),
      ("should", .should, "a missed goal is reported, and stops nothing"),
    ]
    for (name, value, summary) in priorities {
      member(
        name, value, summary,
        details: """
          What follows from missing a `Goal`. Goals are `.must` unless they say otherwise, and `daybook render \
          --strict` ends with status 3 where one of those is missed.
          """,
        example: """
          let byPriority = [
            Goal(.rocAUC, atLeast: 0.8, priority: .must),
            Goal(.drift(.psi), atMost: 0.2, priority: .should),
          ]
          note("\\(byPriority.count) goals, of which the first must be met.")
          """)
    }
  }

  private mutating func addDurations() {
    let units: [(name: String, unit: Duration, exponent: Int)] = [
      ("milliseconds", .milliseconds(1), 12), ("seconds", .seconds(1), 12), ("minutes", .seconds(60), 12),
      ("hours", .seconds(3600), 10), ("days", .seconds(86_400), 10),
    ]
    for (name, unit, exponent) in units {
      word(
        .staticMember(of: "Duration"), name,
        [
          Parameter(
            unlabelled: "count", .double, unit: name, "how many, from 0 to 1e\(exponent); fractions count",
            rules: [.within(.from(0, to: pow(10, Double(exponent))), name)])
        ],
        gives: .of(Duration.self), "so many \(name)",
        details: "A length of time: the limit of a goal about latency, or how old a row to join may be.",
        example: """
          let inTime = [
            Goal(.latency(), atMost: .milliseconds(10)),
            Goal(.latency(), atMost: .seconds(0.01)),
          ]
          note("\\(inTime.count) ways to write the same goal.")
          """
      ) { call in .object(unit * (try call.double("count"))) }
    }
  }
}
