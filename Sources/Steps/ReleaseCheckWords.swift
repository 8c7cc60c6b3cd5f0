import Engine
import Interpreter

/// What others should know before they rely on a release: how a version beside it does, and what is still open.
extension Registry {
  mutating func addReleaseCheckWords(_ session: Session) {
    addRolloutWord(session)
    addChecklist(session)
    addCheckFacts()
  }

  private mutating func addRolloutWord(_ session: Session) {
    word(
      .free, "rollout",
      [Parameter("of", .string, "the name of a deployed model", synonyms: ["for", "named", "model"])],
      gives: .of(RolloutReport.self), "how a version that is tried does beside the one that answers",
      details: """
        `daybook models shadow NAME VERSION` lets a version answer every logged row in the background, `daybook models canary \
        NAME VERSION --share 0.1` a share of the requests. From the log it is told how often both decide alike, how far their \
        predictions are apart, how fast they are, and how well both do where the outcome is known. It is an error where nothing \
        was ever tried.
        """,
      example: """
        let main = deploy(model, as: "with-shadow", keeping: ["flight"])
        let rival = deploy(
          train(
            .logistic(), on: split.train, predicting: "late", from: features),
          as: "with-shadow", keeping: ["flight"])
        main.replay(split.test.prefix(300), beside: rival)
        rollout(of: "with-shadow")
        """
    ) { call in .object(try session.rollout(of: call.string("of"))) }
  }

  private static let example = """
    let checkedRelease = deploy(
      model, as: "sample", requiring: project.goals)
    checklist(checkedRelease) {
      Check(.goals)
      Check(.integrity)
      Check(.personalColumns, stated: "None: no field is about a person.")
      Check("Real time or batch?", answer: "Real time, at push-back.")
    }
    """

  private mutating func addChecklist(_ session: Session) {
    word(
      .free, "checklist",
      [
        Parameter(unlabelled: "release", .of(Release.self), "the release that others are to rely on"),
        Parameter("checks", .block(of: [.of(Check.self)]), "the questions, each a line of its own"),
      ], gives: .of(Checklist.self), "the questions to answer before others rely on a release",
      details: """
        What Daybook can look up itself it does: in the registry, in the log, and in the project's folder. What it finds not in \
        order is open, unless an answer is stated; other questions are answered by what is stated, and shown as that.
        """, example: Self.example
    ) { call in
      guard case .array(let values) = call["checks"] else { return .nil }
      let checks = values.compactMap { value -> Check? in
        guard case .object(let object) = value else { return nil }
        return object.payload as? Check
      }
      return .object(session.checklist(try call.object("release"), checks))
    }
    word(
      .initializer, "Check",
      [
        Parameter(unlabelled: "fact", .of(Check.Fact.self), "what is looked up, such as `.goals`"),
        Parameter(
          "stated", .optional(.string), default: .nil, "the answer where nothing is found to be in order",
          synonyms: ["answer", "or", "otherwise"]),
      ], gives: .of(Check.self), "a question that Daybook looks up itself",
      details: "A part of a `checklist`.", example: Self.example
    ) { call in .object(Check(try call.object("fact"), stated: try call.optional("stated"))) }
    word(
      .initializer, "Check",
      [
        Parameter(unlabelled: "question", .string, "what should be known"),
        Parameter("answer", .string, "what people say", synonyms: ["stated", "text"]),
      ], gives: .of(Check.self), "a question that only people can answer",
      details: "A part of a `checklist`: who is called at night, where it runs, what it costs.", example: Self.example
    ) { call in .object(Check(try call.string("question"), answer: try call.string("answer"))) }
  }

  private mutating func addCheckFacts() {
    let facts: [(fact: Check.Fact, details: String)] = [
      (.goals, "From what was measured when the release was deployed, and by later steps such as `loadTest`."),
      (.latency, "From the goals about latency that a step of the notebook has measured."),
      (.logging, "Whether the release's log of predictions holds rows."),
      (.tokens, "Whether the service asked for tokens when it was last started, and at which address."),
      (.rollback, "From the registry's history."),
      (
        .scheduledReport,
        "Whether a notebook of the project reads the log, and a file that schedules commands (`.github/workflows`, `crontab`) names it."
      ),
      (.personalColumns, "Whether columns were declared, by `withholding:`, that the log must not hold."),
      (.integrity, "Each file of the version is held against its SHA-256."),
      (.drift, "The latest logged rows against the release's reference, feature by feature."),
    ]
    for (fact, details) in facts {
      let question = fact.question.dropLast()
      // Each example has a name of its own.
      let asked = "asked\(fact.rawValue.capitalisedFirst)"
      member(
        fact.rawValue, fact, question.prefix(1).lowercased() + question.dropFirst(), details: details,
        example: """
          let \(asked) = deploy(model, as: "sample")
          checklist(\(asked)) {
            Check(.\(fact.rawValue), stated: "Not yet.")
          }
          """)
    }
  }
}
