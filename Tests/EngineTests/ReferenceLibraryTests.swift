import Testing

@testable import Engine

/// The engine's answer to a known question; nil where it is not built yet.
typealias Answer = @Sendable (JSON) throws -> JSON

private func json(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }

private func codes(_ json: JSON) -> [Int32] { json.numbers.map { Int32($0) } }
private func categories(_ json: JSON) -> [String] { json.numbers.map(\.description) }

/// By the case's name up to a dot, longest match first.
private let answers: [String: Answer] = [
  "normal.cdf": { .number(NormalLaw.cdf($0["x"].number ?? .nan)) },
  "normal.survival": { .number(NormalLaw.survival($0["x"].number ?? .nan)) },
  "normal.quantile": { .number(NormalLaw.quantile($0["p"].number ?? .nan)) },
  "chiSquared.survival": {
    .number(
      ChiSquaredLaw.survival($0["x"].number ?? .nan, degreesOfFreedom: $0["degreesOfFreedom"].number ?? .nan))
  },
  "kolmogorov.survival": { .number(KolmogorovLaw.survival($0["x"].number ?? .nan)) },
  "wilsonInterval": { input in
    let interval = Interval.wilson(
      successes: input["successes"].number ?? .nan, trials: input["trials"].number ?? .nan,
      confidence: input["confidence"].number ?? .nan)
    return .array([.number(interval.low), .number(interval.high)])
  },
  "studentT.cdf": {
    .number(StudentTLaw.cdf($0["x"].number ?? .nan, degreesOfFreedom: $0["degreesOfFreedom"].number ?? .nan))
  },
  "studentT.quantile": {
    .number(StudentTLaw.quantile($0["p"].number ?? .nan, degreesOfFreedom: $0["degreesOfFreedom"].number ?? .nan))
  },
  "beta.cdf": {
    .number(BetaLaw.cdf($0["x"].number ?? .nan, a: $0["a"].number ?? .nan, b: $0["b"].number ?? .nan))
  },
  "beta.quantile": {
    .number(BetaLaw.quantile($0["p"].number ?? .nan, a: $0["a"].number ?? .nan, b: $0["b"].number ?? .nan))
  },
  "f.survival": {
    .number(
      FLaw.survival(
        $0["x"].number ?? .nan, numerator: $0["d1"].number ?? .nan, denominator: $0["d2"].number ?? .nan))
  },
  "binomial.cdf": {
    .number(
      BinomialLaw.cdf(
        Int($0["k"].number ?? -1), trials: Int($0["n"].number ?? -1), chance: $0["p"].number ?? .nan))
  },
  "kendallTauB": { .number(kendallTauB($0["x"].numbers, $0["y"].numbers)) },
  "cramersV": { json(ContingencyTable(categories($0["x"]), categories($0["y"])).cramersV) },
  "mutualInformation.discrete": { json(ContingencyTable(categories($0["x"]), categories($0["y"])).mutualInformation) },
  "cohenKappa": { json(Agreement.cohenKappa(codes($0["a"]), codes($0["b"]), categories: 3)) },
  "cohenKappa.quadratic": {
    json(Agreement.cohenKappa(codes($0["a"]), codes($0["b"]), categories: 3, weighting: .quadratic))
  },
  "fleissKappa": { json(Agreement.fleissKappa($0["raters"].array.map(codes), categories: 3)) },
  "krippendorffAlpha.nominal": {
    json(Agreement.krippendorffAlpha($0["raters"].array.map(codes), categories: 3))
  },
  "regression": { input in
    let outcomes = NumberOutcomes(actual: input["actual"].numbers, predicted: input["predicted"].numbers)
    return .object([
      "mae": json(outcomes.meanAbsoluteError), "mse": json(outcomes.meanSquaredError),
      "rmse": json(outcomes.rootMeanSquaredError), "r2": json(outcomes.rSquared),
      "medianAE": json(outcomes.medianAbsoluteError), "mape": json(outcomes.meanAbsolutePercentageError),
      "maxError": json(outcomes.maximumError), "explainedVariance": json(outcomes.explainedVariance),
      "pinball.0.9": json(outcomes.pinballLoss(quantile: 0.9)), "poissonDeviance": json(outcomes.poissonDeviance),
      "gammaDeviance": json(outcomes.gammaDeviance), "smape": json(outcomes.symmetricPercentageError),
      "rmsle": json(outcomes.rootMeanSquaredLogError),
    ])
  },
  "multiclass": { input in
    let outcomes = ClassOutcomes(
      classes: input["classes"].numbers.map { "\($0)" }, actual: codes(input["actual"]),
      scores: input["scores"].array.flatMap(\.numbers))
    var answer: [String: JSON] = [
      "accuracy": json(outcomes.accuracy), "logLoss": json(outcomes.logLoss), "top2": json(outcomes.topAccuracy(2)),
      "mcc": json(outcomes.matthewsCorrelation), "kappa": json(outcomes.cohenKappa),
      "rocAUC.macro": json(outcomes.rocAUC(.macro)), "rocAUC.weighted": json(outcomes.rocAUC(.weighted)),
      "confusion": .array(outcomes.confusion.map { .array($0.map { .number(Double($0)) }) }),
    ]
    for averaging in ClassOutcomes.Averaging.allCases {
      answer["precision.\(averaging)"] = json(outcomes.precision(averaging))
      answer["recall.\(averaging)"] = json(outcomes.recall(averaging))
      answer["f1.\(averaging)"] = json(outcomes.f1(averaging))
    }
    return .object(answer)
  },
  "summary": { input in
    let summary = try #require(Summary(input["x"].numbers))
    return .object([
      "count": .number(Double(summary.count)), "mean": json(summary.mean),
      "standardDeviation": json(summary.standardDeviation), "minimum": json(summary.minimum),
      "maximum": json(summary.maximum), "median": json(summary.median), "skewness": json(summary.skewness),
      "kurtosis": json(summary.kurtosis),
    ])
  },
  "quantiles": { input in
    let distribution = NumericDistribution(input["x"].numbers)
    let sorted = input["x"].numbers.sorted()
    return .array(
      input["p"].numbers.map { share in
        // Both ways to the same number, from sorted values and from counts.
        #expect(distribution.quantile(share) == quantile(ofSorted: sorted, share))
        return .number(distribution.quantile(share))
      })
  },
  "pearson": { .number(pearsonCorrelation($0["x"].numbers, $0["y"].numbers)) },
  "spearman": { .number(pearsonCorrelation(midranks($0["x"].numbers), midranks($0["y"].numbers))) },
  "ks": { input in
    let test = KolmogorovSmirnov(
      reference: NumericDistribution(input["reference"].numbers), current: NumericDistribution(input["current"].numbers)
    )
    return .object([
      "statistic": .number(test.statistic), "pValue.exact": .number(test.exactPValue),
      "pValue.limit": .number(test.limitPValue),
    ])
  },
  "chiSquared": { input in answer(to: categories(of: input).chiSquared) },
  "gTest": { input in answer(to: categories(of: input).gTest) },
  "totalVariation": { .object(["distance": .number(categories(of: $0).totalVariation)]) },
  "chebyshev": { .object(["distance": .number(categories(of: $0).chebyshev)]) },
  "hellinger": { .object(["distance": .number(categories(of: $0).hellinger)]) },
  "jensenShannon": { .object(["distance": .number(categories(of: $0).jensenShannon)]) },
  "wasserstein": { .object(["distance": .number(reference($0).wassersteinDistance(to: current($0)))]) },
  "wassersteinNormed": { .object(["distance": .number(reference($0).normedWassersteinDistance(to: current($0)))]) },
  "energyDistance": { .object(["distance": .number(reference($0).energyDistance(to: current($0)))]) },
  "mannWhitney": { answer(to: reference($0).mannWhitney(current($0))) },
  "welch": { answer(to: reference($0).welch(current($0))) },
  "cramerVonMises": { answer(to: reference($0).cramerVonMises(current($0))) },
  "levene": { answer(to: reference($0).levene(current($0))) },
  "andersonDarling": { answer(to: reference($0).andersonDarling(current($0))) },
  "proportions": { input in
    let (successes, trials) = (input["successes"].numbers, input["trials"].numbers)
    return answer(
      to: ShareTests.proportions(successes: (successes[0], successes[1]), trials: (trials[0], trials[1])))
  },
  "fisherExact": { input in
    let cells = input["table"].array.flatMap(\.numbers).map { Int($0) }
    return answer(to: ShareTests.fisherExact(cells[0], cells[1], cells[2], cells[3]))
  },
  "adwin": { noticed($0, .adwin(delta: parameter($0, "delta"))) },
  "pageHinkley": {
    noticed($0, .pageHinkley(threshold: parameter($0, "threshold"), slack: parameter($0, "delta")))
  },
  "ddm": { noticed($0, .ddm(deviations: parameter($0, "drift_threshold"))) },
  "eddm": { noticed($0, .eddm(share: parameter($0, "beta"))) },
  "hddmA": { noticed($0, .hddmA(confidence: parameter($0, "drift_confidence"))) },
  "adjust.bonferroni": { adjusted($0, .bonferroni) },
  "adjust.holm": { adjusted($0, .holm) },
  "adjust.benjaminiHochberg": { adjusted($0, .benjaminiHochberg) },
  "psi.deciles": { input in
    .object([
      "distance": .number(
        PopulationStability.index(
          reference: NumericDistribution(input["reference"].numbers),
          current: NumericDistribution(input["current"].numbers), bins: Int(input["bins"].number ?? 0),
          floor: input["floor"].number ?? .nan))
    ])
  },
  "binary": { input in
    let outcomes = ScoredOutcomes(
      actual: input["actual"].numbers.map { $0 == 1 }, scores: input["score"].numbers,
      weights: input["weight"] == .null ? nil : input["weight"].numbers)
    let threshold = input["threshold"].number ?? .nan
    let metrics: [String: Metric] = [
      "rocAUC": .rocAUC, "averagePrecision": .averagePrecision, "logLoss": .logLoss, "brier": .brier,
      "accuracy": .accuracy(threshold: threshold), "balancedAccuracy": .balancedAccuracy(threshold: threshold),
      "precision": .precision(threshold: threshold), "recall": .recall(threshold: threshold),
      "f1": .f1(threshold: threshold), "mcc": .matthewsCorrelation(threshold: threshold),
      "kappa": .cohenKappa(threshold: threshold), "specificity": .specificity(threshold: threshold),
      "ks": .kolmogorovSmirnov,
    ]
    return .object(metrics.mapValues { metric in metric.value(of: outcomes).map { .number($0) } ?? .null })
  },
  "rocCurve": { input in
    let curve = ScoredOutcomes(actual: input["actual"].numbers.map { $0 == 1 }, scores: input["score"].numbers).rocCurve
    return .object([
      "falsePositiveRate": .array(curve.map { .number($0.x) }),
      "truePositiveRate": .array(curve.map { .number($0.y) }),
    ])
  },
  "expectedCalibrationError": { input in
    let outcomes = ScoredOutcomes(actual: input["actual"].numbers.map { $0 == 1 }, scores: input["score"].numbers)
    return .number(outcomes.expectedCalibrationError(bins: Int(input["bins"].number ?? 0)) ?? .nan)
  },
  "logistic.l2": { input in
    linearAnswer(
      try LogisticRegression.fit(
        design(input), actual: input["y"].numbers.map { $0 == 1 }, weights: weights(input),
        c: input["C"].number ?? .nan))
  },
  "logistic.multinomial": { input in
    let design = design(input)
    let places = input["y"].numbers.map { Int($0) }
    let classes = (places.max() ?? 0) + 1
    let fit = try SoftmaxFit(
      design, places: places, classes: classes, weights: weights(input), c: input["C"].number ?? .nan)
    let probabilities = SoftmaxFit.probabilities(design, intercepts: fit.intercepts, coefficients: fit.coefficients)
    return .object([
      "probabilitiesOfFirstTenRows": .array(
        (0..<10).map { row in .array(probabilities[row * classes..<(row + 1) * classes].map { .number($0) }) })
    ])
  },
  "linear": { input in
    linearAnswer(LinearRegression.fit(design(input), values: input["y"].numbers, weights: weights(input), alpha: 0))
  },
  "ridge": { input in
    linearAnswer(
      LinearRegression.fit(
        design(input), values: input["y"].numbers, weights: weights(input), alpha: input["alpha"].number ?? .nan))
  },
  "elasticNet": { input in
    let alpha = input["alpha"].number ?? .nan
    let ratio = input["l1Ratio"].number ?? .nan
    return linearAnswer(
      ElasticNet.fit(
        design(input), values: input["y"].numbers, weights: weights(input), l1: alpha * ratio, l2: alpha * (1 - ratio)))
  },
  "poisson": { input in
    linearAnswer(
      try PoissonRegression.fit(
        design(input), values: input["y"].numbers, weights: weights(input), alpha: input["alpha"].number ?? .nan))
  },
  "gaussianNaiveBayes": { input in
    let features = columns(input).map { EncodedFeature.number($0) }
    let scaling = FeatureScaling(scales: features.map { _ in .number(mean: 0, deviation: 1) })
    let target = TrainingTarget(kind: .binary, values: input["y"].numbers, weights: weights(input))
    let model = GaussianNaiveBayes(.init(), features: features, target: target, scaling: scaling)
    return .object([
      "probabilitiesOfFirstTenRows": .array(
        model.predictions(features, rowCount: target.rowCount).prefix(10).map { .number($0) })
    ])
  },
  "isotonic": { input in
    let regression = IsotonicRegression(input["x"].numbers, input["y"].numbers, weights: weights(input))
    return .array(input["at"].numbers.map { .number(regression.value(at: $0)) })
  },
  "sliceline": { input in
    let losses = input["error"].numbers
    let names = input["rows"].members.keys.sorted()
    let columns = names.map { CodedStrings(input["rows"][$0].strings) }
    let finder = SliceFinder(
      alpha: input["alpha"].number ?? .nan, depth: Int(input["depth"].number ?? 0),
      minimumRows: Int(input["minimumSupport"].number ?? 0))
    let slices = finder.topSlices(
      columns.map { .init(codes: $0.codes, count: $0.dictionary.count) }, losses: losses,
      count: Int(input["k"].number ?? 0))
    return .array(
      slices.map { slice in
        .object([
          "slice": .object(
            Dictionary(
              uniqueKeysWithValues: slice.terms.map {
                (names[$0.feature], .string(columns[$0.feature].dictionary[$0.code]))
              })),
          "slice_score": .number(slice.score), "sum_slice_error": .number(slice.sum),
          "max_slice_error": .number(slice.maximum), "slice_size": .number(Double(slice.rows)),
          "slice_average_error": .number(slice.mean),
        ])
      })
  },
]

private func reference(_ input: JSON) -> ReferenceSample { ReferenceSample(input["reference"].numbers) }
private func current(_ input: JSON) -> NumericDistribution { NumericDistribution(input["current"].numbers) }

private func categories(of input: JSON) -> CategoryComparison {
  CategoryComparison(
    reference: CategoryDistribution(input["reference"].strings), current: CategoryDistribution(input["current"].strings)
  )
}

private func answer(to test: TestResult?) -> JSON {
  .object([
    "statistic": json(test?.statistic), "pValue": json(test?.pValue), "degreesOfFreedom": json(test?.degreesOfFreedom),
  ])
}

/// A detector's setting, which river prints as a string.
private func parameter(_ input: JSON, _ name: String) -> Double { Double(input["parameters"][name].string) ?? .nan }

private func noticed(_ input: JSON, _ detector: Detector) -> JSON {
  .object([
    "driftAt": .array(detector.changes(in: input["stream"].numbers).map { .number(Double($0.noticedAt)) })
  ])
}

private func adjusted(_ input: JSON, _ method: MultipleTesting) -> JSON {
  .array(method.adjusted(input["pValues"].numbers).map { .number($0) })
}

/// The columns of a matrix that stands row by row.
private func columns(_ input: JSON) -> [[Double]] {
  let rows = input["x"].array.map(\.numbers)
  return (rows.first?.indices ?? 0..<0).map { column in rows.map { $0[column] } }
}

private func design(_ input: JSON) -> SparseDesign {
  let columns = columns(input)
  var design = SparseDesign(rowCount: columns.first?.count ?? 0)
  for column in columns { design.add(column) }
  return design
}

/// How much each row counts; nil where all count once.
private func weights(_ input: JSON) -> [Double]? { input["weight"] == .null ? nil : input["weight"].numbers }

private func linearAnswer(_ fit: (intercept: Double, coefficients: [Double])) -> JSON {
  .object(["intercept": .number(fit.intercept), "coefficients": .array(fit.coefficients.map { .number($0) })])
}

private func ourMethod(for question: KnownAnswer) -> Answer? {
  var name = Substring(question.name)
  while true {
    if let answer = answers[String(name)] { return answer }
    guard let dot = name.lastIndex(of: ".") else { return nil }
    name = name[..<dot]
  }
}

@Suite("Answers of reference libraries")
struct ReferenceLibraryTests {
  @Test("agree with ours", arguments: KnownAnswer.all.filter { ourMethod(for: $0) != nil })
  func agree(_ question: KnownAnswer) throws {
    let method = try #require(ourMethod(for: question))
    let found = try method(question.input)
    let difference = difference(found, question.expected, tolerance: question.tolerance)
    #expect(difference == nil, "\(question.name): \(difference ?? "")")
  }

  @Test(
    "are skipped by name where nothing of ours answers yet",
    arguments: KnownAnswer.all.filter { ourMethod(for: $0) == nil })
  func notBuilt(_ question: KnownAnswer) throws {
    #expect(question.name != "unreadable", "\(question.family) is not a file of known answers")
    try Test.cancel("\(question.family)/\(question.name) is not built yet")
  }

  @Test func `there are cases to answer`() {
    #expect(KnownAnswer.all.count { ourMethod(for: $0) != nil } > 50)
  }
}
