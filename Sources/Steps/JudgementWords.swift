import Engine
import Interpreter

/// What an evaluation means for those who act on it: thresholds, gains, residuals, calibration, what features are worth.
extension Registry {
  mutating func addJudgementWords() {
    addThresholds()
    addCurves()
    addCalibration()
    addPermutationImportance()
  }

  private mutating func addThresholds() {
    let example = """
      let costs = quality.thresholds(falseAlarm: 1, miss: 4)
      costs
      note("It costs least to warn from \\(percent(costs.cheapest)) on.")
      """
    let cost = { (label: String, meaning: String, synonyms: [String]) in
      Parameter(
        label, .double, default: .double(1), unit: "cost", meaning, rules: [.within(.from(0), label)],
        synonyms: synonyms)
    }
    word(
      .method(of: .of(Evaluation.self)), "thresholds",
      [
        cost("falseAlarm", "what a row costs that is called positive and is not", ["falsePositive", "fp"]),
        cost("miss", "what a positive row costs that is not called so", ["falseNegative", "fn"]),
      ], gives: .of(ThresholdTable.self), "what follows from warning early or late, and what it costs",
      details: """
        A row for each threshold: how many rows are called positive, how often that is right, how many of the positive \
        ones are found, and the cost of a row on average. The cheapest of all chances that the model gave is told. For \
        targets that are true or false.
        """, example: example
    ) { call in
      .object(
        try call.receiver(as: Evaluation.self).thresholds(
          falseAlarm: call.double("falseAlarm"), miss: call.double("miss")))
    }
    property(
      "cheapest", of: ThresholdTable.self, gives: .double, "the threshold with the lowest cost",
      details: "The highest of equals; above 1 where it costs least to call nothing positive.", example: example
    ) { .double($0.cheapest) }
    let promise = """
      let careful = quality.threshold(recall: 0.8)
      let sure = quality.threshold(precision: 0.9)
      note("80% are found from \\(percent(careful)) on.")
      note("From \\(percent(sure)) on, 90% are right.")
      """
    word(
      .method(of: .of(Evaluation.self)), "threshold",
      [
        Parameter(
          "recall", .double, unit: "share from 0 to 1", "of the positive rows that must be found",
          rules: [.within(.share, "recall")])
      ], gives: .double, "the highest threshold that finds so many of the positive rows",
      details: "Choose it on rows other than those that judge the model afterwards.", example: promise
    ) { call in .double(try call.receiver(as: Evaluation.self).threshold(recall: call.double("recall"))) }
    word(
      .method(of: .of(Evaluation.self)), "threshold",
      [
        Parameter(
          "precision", .double, unit: "share from 0 to 1", "of the alarms that must be right",
          rules: [.within(.share, "precision")])
      ], gives: .double, "the lowest threshold whose alarms are right so often",
      details: "An error where no threshold is. Choose it on rows other than those that judge the model afterwards.",
      example: promise
    ) { call in .double(try call.receiver(as: Evaluation.self).threshold(precision: call.double("precision"))) }
  }

  private mutating func addCurves() {
    property(
      "gains", of: Evaluation.self, gives: .of(Gains.self), "how many are found by looking at the likeliest rows first",
      details: """
        The share of the positive rows found against the share of rows looked at, by falling chance, and for each tenth \
        of the rows how many times as many that is as by chance (lift). For targets that are true or false.
        """,
      example: """
        quality.gains
        """
    ) { .object(try $0.gains) }
    property(
      "residuals", of: Evaluation.self, gives: .of(Residuals.self),
      "how far predictions of numbers are off, by their size",
      details: """
        What came less what was predicted, in ten groups of rows by the size of the prediction: the mean, and between \
        what eight of ten rows lie. A mean off zero is a bias; a spread that grows with the prediction calls for another \
        loss. For targets that are numbers.
        """,
      example: """
        let guess = train(
          .linear(), on: split.train, predicting: "arr_delay",
          from: ["dep_delay", "distance"])
        evaluate(guess, on: split.test).residuals
        """
    ) { .object(try $0.residuals) }
  }

  private mutating func addCalibration() {
    let example = """
      let halves = split.train.split(test: 0.3, seed: 3)
      let raw = train(
        .naiveBayes(), on: halves.train, predicting: "late", from: features)
      let honest = raw.calibrated(on: halves.test, by: .isotonic)
      evaluate(honest, on: split.test).calibration
      """
    word(
      .method(of: .of(Model.self)), "calibrated",
      [
        Parameter("on", .of(Table.self), "rows with the target that the model was not trained on", rules: [.hasRows]),
        Parameter(
          "by", .of(CalibrationMethod.self), default: .object(CalibrationMethod.isotonic), "the kind of correction",
          synonyms: ["method"]),
      ], gives: .of(Model.self), "the model with its chances brought in line with what happened",
      details: """
        For chances that are to be taken at their word: what is called 70% happens seven times in ten. Of several \
        classes each is calibrated against the others. A calibration that the model has is replaced; predictions of \
        numbers have none.
        """, example: example
    ) { call in
      .object(try call.receiver(as: Model.self).calibrated(on: call.object("on"), by: call.object("by")))
    }
    member(
      "isotonic", CalibrationMethod.isotonic, "any function that never falls: for thousands of rows",
      details: "Pool adjacent violators (Zadrozny & Elkan 2002).", example: example)
    member(
      "platt", CalibrationMethod.platt, "a line through the log-odds: for few rows",
      details: "Platt's sigmoid (1999), over the log-odds of the chances.", example: example)
    member(
      "temperature", CalibrationMethod.temperature, "the log-odds divided by one number",
      details: "Changes no ranking of the classes of a row (Guo et al. 2017).", example: example)
  }

  private mutating func addPermutationImportance() {
    word(
      .method(of: .of(Model.self)), "permutationImportance",
      [
        Parameter(
          "on", .of(Table.self), "rows with the target that the model has not seen", rules: [.hasRows],
          synonyms: ["in", "over"]),
        Parameter(
          "repeats", .int, default: .int(5), unit: "times", "how often each feature is dealt out, from 1 to 1,000",
          rules: [.within(.from(1, to: 1000), "repeats")]),
        Parameter(
          "rows", .int, default: .int(10_000), unit: "rows", "the most that are used, drawn at random; at least 2",
          rules: [.within(.from(2), "rows")]),
        Parameter("seed", .int, default: .int(1), unit: "number", "where the dealing starts"),
      ], gives: .of(PermutationImportance.self), "how much worse the model gets once a feature tells it nothing",
      details: """
        A feature's values are dealt out anew among the rows, and the rise of the loss is told: of the log loss where \
        chances are predicted, of the mean distance where numbers are, with its 95% interval over the rows (Breiman \
        2001; Fisher, Rudin & Dominici 2019). Works for every kind of model. Features that say the same stand in for \
        each other, so that each of them looks less important.
        """,
      example: """
        model.permutationImportance(on: split.test, repeats: 2)
        """
    ) { call in
      .object(
        try call.receiver(as: Model.self).permutationImportance(
          on: call.object("on"), repeats: call.int("repeats"), rows: call.int("rows"), seed: call.int("seed")))
    }
  }
}
