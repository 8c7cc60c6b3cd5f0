import Engine
import Interpreter

/// How columns become features.
extension Registry {
  mutating func addEncodingWords() {
    let type = Function.Kind.staticMember(of: EngineTypes.name(of: FeatureEncoding.self))
    let encoding = ValueType.of(FeatureEncoding.self)
    let example = """
      let places = train(
        .boostedTrees(rounds: 20), on: split.train, predicting: "late",
        from: ["dep_delay", "dest", "date", "carrier"],
        encoding: ["dest": .target(smoothing: 50), "date": .dateParts])
      places
      let lines = train(
        .logistic(), on: split.train, predicting: "late",
        from: ["dep_delay", "distance", "dest", "carrier", "origin"],
        encoding: [
          "dep_delay": .imputed, "distance": .standardised,
          "dest": .hashed(buckets: 16), "carrier": .oneHot(categories: 5),
          "origin": .words(buckets: 4),
        ])
      note("ROC AUC: \\(number(evaluate(lines, on: split.test).rocAUC))")
      """
    word(
      type, "target",
      [
        Parameter(
          "folds", .int, default: .int(5), unit: "folds",
          "of the training rows, each given means of the others; from 2",
          rules: [.within(FeatureEncoding.validFolds, "folds")]),
        Parameter(
          "smoothing", .double, default: .double(20), unit: "rows",
          "of the overall mean that each category is taken to have had besides, at least 0",
          rules: [.within(FeatureEncoding.validSmoothing, "smoothing")]),
      ], gives: encoding, "categories as what the target is on average where they stand",
      details: """
        For columns of many categories (Micci-Barreca 2001). The training rows are given means of the other folds, so \
        that none knows its own target; later rows those of all. Unknown categories stand at the overall mean. Of \
        several classes each has a feature of its own.
        """, example: example
    ) { call in .object(FeatureEncoding.target(folds: try call.int("folds"), smoothing: try call.double("smoothing"))) }
    let buckets = { (standard: Int) in
      Parameter(
        "buckets", .int, default: .int(standard), unit: "buckets", "how many, from 2 to 4,096",
        rules: [.within(FeatureEncoding.validBuckets, "buckets")])
    }
    word(
      type, "hashed", [buckets(128)], gives: encoding, "categories in buckets by a hash of their names",
      details:
        "For identifiers without number (Weinberger et al. 2009): categories that are new later have a bucket as well.",
      example: example
    ) { call in .object(FeatureEncoding.hashed(buckets: try call.int("buckets"))) }
    word(
      type, "words", [buckets(64)], gives: encoding, "a text as how often each of its words stands in it",
      details: "Words are letters and digits in a row, in small letters, in buckets by a hash.", example: example
    ) { call in .object(FeatureEncoding.words(buckets: try call.int("buckets"))) }
    word(
      type, "oneHot",
      [
        Parameter(
          "categories", .int, default: .int(20), unit: "categories", "the most frequent ones that have an indicator",
          rules: [.within(FeatureEncoding.validCategories, "categories")])
      ], gives: encoding, "an indicator for each of the most frequent categories",
      details: "Linear models do so without being told; trees split categories into sets, which is as a rule better.",
      example: example
    ) { call in .object(FeatureEncoding.oneHot(categories: try call.int("categories"))) }
    let members: [(String, FeatureEncoding, String, String)] = [
      (
        "dateParts", .dateParts, "a date as year, month, day, day of the week and hour",
        "Numbers that later rows repeat, where dates themselves do not."
      ),
      (
        "imputed", .imputed, "missing numbers at the median, missing categories as the most frequent one",
        "Learned on the training rows. Models take missing values as they are: impute only what is missing by accident."
      ),
      (
        "standardised", .standardised, "numbers with mean 0 and standard deviation 1",
        "Linear models and neighbours do so without being told; trees are the same either way."
      ),
    ]
    for (name, value, summary, details) in members {
      member(name, value, summary, details: details, example: example)
    }
  }
}

extension Parameter {
  /// How columns become features, wherever something is trained.
  static let encoding = Parameter(
    "encoding", .dictionary(key: .string, value: .of(FeatureEncoding.self)), default: .dictionary([:]),
    "how columns become features that are not to be taken as they are: `[\"zip\": .hashed()]`",
    synonyms: ["encodings", "encode", "preprocessing", "transform"])
}
