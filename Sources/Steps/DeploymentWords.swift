import Engine
import Interpreter

/// From a notebook's model to one that answers: deploying it, and reading what it was asked.
extension Registry {
  mutating func addDeploymentWords(_ session: Session) {
    addDeploy(session)
    addDeployedModels(session)
    addLoadWords(session)
  }

  private static let example = """
    let release = deploy(model, as: "sample", requiring: project.goals)
    release
    """

  private mutating func addDeploy(_ session: Session) {
    word(
      .free, "deploy",
      [
        Parameter(unlabelled: "model", .of(Model.self), "the model to deploy"),
        Parameter(
          "as", .string, "its name: lower-case letters, digits and dashes", synonyms: ["name", "named", "to"]),
        Parameter(
          "requiring", .array(.of(Goal.self)), default: .array([]),
          "those of `.must` have to be met; those about quality must have been measured of this very model",
          synonyms: ["goals", "requires", "if", "when"]),
        Parameter(
          "reference", .optional(.of(Table.self)), default: .nil,
          "rows that later ones are compared with; nil for those that the model learned from",
          rules: [.hasRows], synonyms: ["against", "comparedWith"]),
        Parameter(
          "keeping", .array(.string), default: .array([]),
          "columns that requests may carry beside the features, for the log alone: identifiers and dates",
          synonyms: ["logging", "ids", "keys", "with"]),
        Parameter(
          "withholding", .array(.string), default: .array([]),
          "features of which log, reference, schema and card hold nothing, such as what tells people apart; those that the notebook's `privacy` hides are withheld as well",
          synonyms: ["hiding", "without", "private", "hide"]),
      ], gives: .of(Release.self), "writes a model as a version that `daybook serve` answers with",
      details: """
        Into the project's `models/NAME/VERSION/`: the model, what it expects of each field, up to 20,000 evenly chosen \
        rows of the reference with their profile, its figures and goals, where it comes from, and a card for people. The \
        version is the SHA-256 of all that; the same model with the same facts is the same version.

        The first version of a name answers at once. A later one waits for `daybook models promote NAME VERSION`, so that no \
        notebook exchanges what others rely on; `daybook models rollback NAME` goes back.

        It is an error where a goal of `.must` is missed, or one about quality was not measured of this model: give \
        `evaluate` the same goals before. Goals about drift and latency that nothing has measured yet stay open.
        """,
      example: Self.example
    ) { call in
      .object(
        try session.deploy(
          call.object("model"), as: call.string("as"), requiring: call.objects("requiring"),
          reference: call.optional("reference"), keeping: call.objects("keeping"),
          withholding: call.objects("withholding")))
    }
    property(
      "version", of: Release.self, gives: .string, "the version's name: 16 hexadecimal digits",
      details: "From the SHA-256 of everything that the version holds.",
      example: """
        let shipped = deploy(model, as: "sample")
        note("Version \\(shipped.version) is written.")
        """
    ) { .string($0.version) }
    property(
      "isCurrent", of: Release.self, gives: .bool, "whether the version answers",
      details: "The first of a name does; a later one once it is promoted.",
      example: """
        let candidate = deploy(model, as: "sample")
        note(candidate.isCurrent ? "It answers." : "It waits to be promoted.")
        """
    ) { .bool($0.isCurrent) }
  }

  private mutating func addDeployedModels(_ session: Session) {
    word(
      .initializer, "Model",
      [
        Parameter("deployed", .string, "the name that it was deployed under", synonyms: ["named", "name", "from"]),
        Parameter(
          "version", .optional(.string), default: .nil, "the beginning of a version; nil for the one that answers"),
      ], gives: .of(Model.self), "reads a model that is deployed",
      details: """
        It predicts the same bits as the model that was deployed; its `trainingData` are the rows of the reference. Every \
        file of the version is checked against its SHA-256.
        """,
      example: """
        deploy(model, as: "sample")
        let deployed = Model(deployed: "sample")
        monitor(
          deployed, split.test, against: deployed.trainingData, every: .month,
          on: "date")
        """
    ) { call in
      .object(try session.model(deployed: call.string("deployed"), version: call.optional("version")))
    }
    property(
      "trainingData", of: Model.self, gives: .of(Table.self), "the rows that the model learned from",
      details: """
        Of a model that is deployed, the rows of its reference: features, what is kept beside them, and the target. A model \
        that was read by `Model(bundle:)` does not know its rows, which is an error.
        """,
      example: """
        model.trainingData.profile(target: "late")
        """
    ) { model in .object(try model.trainingData) }
    word(
      .initializer, "Table",
      [
        Parameter(
          "predictions", .string, "the name of a deployed model", synonyms: ["log", "logged", "served", "deployed"])
      ], gives: .of(Table.self), "reads what a deployed model was asked, and what it answered",
      details: """
        A row for each row that was asked, in their order: `time`, `id`, `version`, the features, what is kept beside them, \
        `prediction` (the chance, the class or the number), `latency` in seconds, and a column that is called as the target \
        is: what came true, where `daybook label` or `POST /labels` has told it. It is an error where nothing was logged yet.
        """,
      example: """
        //| eval: false
        let log = Table(predictions: "sample")
        evaluate(
          Model(deployed: "sample"), on: log.filter(col("late").isPresent))
        """
    ) { call in .object(try session.table(predictions: call.string("predictions"))) }
  }
}

/// How fast a release answers, and what it would have answered.
extension Registry {
  mutating func addLoadWords(_ session: Session) {
    word(
      .method(of: .of(Release.self)), "loadTest",
      [
        Parameter(
          "for", .of(Duration.self), default: .object(Duration.seconds(5)),
          "how long the heaviest load lasts, from a tenth of a second to an hour", synonyms: ["duration", "lasting"]),
        Parameter(
          "connections", .int, default: .int(32), unit: "connections", "how many clients ask at once, from 1 to 1024",
          rules: [.within(LoadReport.validConnections, "connections")], synonyms: ["clients", "users", "concurrency"]),
        Parameter(
          "rate", .optional(.double), default: .nil, unit: "requests a second",
          "how many are due, answered or not; nil where each client waits for its answer",
          rules: [.within(LoadReport.validRate, "rate")], synonyms: ["requestsPerSecond", "throughput"]),
      ], gives: .of(LoadReport.self), "how fast a release answers under load",
      details: """
        A service of its own answers over HTTP and logs as `daybook serve` does, while clients in the same process send it rows \
        of the reference: at a few lighter loads for a quarter of the time, then at the whole. With `rate:`, waiting counts from \
        the moment at which a request was due, so that a service that stalls cannot hide it. Goals about latency and \
        throughput that the release was deployed with are measured under the heaviest load.

        What is measured is this machine, with the clients on it as well; the figures differ from run to run.
        """,
      example: """
        //| eval: false
        let fast = deploy(model, as: "sample", requiring: project.goals)
        fast.loadTest(for: .seconds(2), connections: 8)
        """
    ) { call in
      .object(
        try session.loadTest(
          call.receiver(), for: call.object("for"), connections: call.int("connections"), rate: call.optional("rate")))
    }
    word(
      .method(of: .of(Release.self)), "replay",
      [
        Parameter(
          unlabelled: "table", .of(Table.self), "rows with every feature, in their order", rules: [.hasRows]),
        Parameter(
          "beside", .optional(.of(Release.self)), default: .nil,
          "another version of the name, which answers in the background and is compared by `rollout`",
          synonyms: ["shadow", "challenger", "against", "rival"]),
      ], gives: .of(Replay.self), "asks a release about rows as if they came in now, and logs them",
      details: """
        Over HTTP, one after the other, each in the log as `daybook serve` would write it: a month of the past tells whether \
        everything from the request to the weekly report works. Columns that the release keeps go along. The rows of an earlier \
        replay are taken out of the log before; those of real requests stay.
        """,
      example: """
        let rehearsal = deploy(
          model, as: "rehearsal", keeping: ["date", "flight"])
        rehearsal.replay(split.test.prefix(200))
        """
    ) { call in .object(try session.replay(call.receiver(), call.object("table"), beside: call.optional("beside"))) }
    word(
      .method(of: .of(Release.self)), "joinLabels",
      [
        Parameter(
          unlabelled: "table", .of(Table.self), "rows with what came true, in a column that is called as the target is",
          rules: [.hasRows]),
        Parameter(
          "on", .string, default: .string("id"),
          "what tells rows apart: `id`, or a column that the release keeps", synonyms: ["by", "key", "matching"]),
      ], gives: .of(PredictionLog.JoinedLabels.self), "adds what came true to the rows that were logged",
      details:
        "As `daybook label` does. A label that comes again replaces the earlier one; one that is missing is none yet.",
      example: """
        let rehearsed = deploy(
          model, as: "rehearsed", keeping: ["flight"])
        rehearsed.replay(split.test.prefix(200))
        rehearsed.joinLabels(split.test.prefix(150), on: "flight")
        """
    ) { call in .object(try session.label(call.receiver(), call.object("table"), on: call.string("on"))) }
  }
}
