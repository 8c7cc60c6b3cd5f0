import Engine
import Interpreter

/// From a notebook's model to one that answers: deploying it, and reading what it was asked.
extension Registry {
  mutating func addDeploymentWords(_ session: Session) {
    addDeploy(session)
    addDeployedModels(session)
  }

  private static let example = """
    let release = deploy(model, as: "late-flights", requiring: project.goals)
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
          "features that neither the log nor the reference may hold, such as what tells people apart",
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
        let shipped = deploy(model, as: "late-flights")
        note("Version \\(shipped.version) is written.")
        """
    ) { .string($0.version) }
    property(
      "isCurrent", of: Release.self, gives: .bool, "whether the version answers",
      details: "The first of a name does; a later one once it is promoted.",
      example: """
        let candidate = deploy(model, as: "late-flights")
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
        deploy(model, as: "late-flights")
        let deployed = Model(deployed: "late-flights")
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
        let log = Table(predictions: "late-flights")
        evaluate(
          Model(deployed: "late-flights"), on: log.filter(col("late").isPresent))
        """
    ) { call in .object(try session.table(predictions: call.string("predictions"))) }
  }
}
