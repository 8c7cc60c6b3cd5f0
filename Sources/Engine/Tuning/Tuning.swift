/// How values of settings are chosen to be tried.
public enum TuningMethod: Sendable, Equatable {
  /// All combinations of so many values of each range, and of all choices.
  case grid(steps: Int = 3)
  /// So many combinations drawn at random (Bergstra & Bengio 2012).
  case random(trials: Int = 30)
  /// So many combinations at random, first on few training rows; the best third goes on to three times as many, until
  /// some have seen all (Jamieson & Talwalkar 2016).
  case halving(trials: Int = 27)
  /// So many combinations, after the first ten each where good ones were found (Bergstra et al. 2011).
  case tpe(trials: Int = 30)

  /// The name as reports write it.
  public var name: String {
    switch self {
    case .grid: "a grid"
    case .random: "random search"
    case .halving: "successive halving"
    case .tpe: "a tree-structured Parzen estimator"
    }
  }
}

/// What was tried to make a learner better, and what came of it.
public struct Tuning: Sendable {
  public let method: TuningMethod
  public let target: String
  /// What each trial was judged by.
  public let metric: Metric
  public let settingNames: [String]
  public let splits: Int
  /// In the order in which they were tried.
  public let trials: [Trial]
  /// The place of the best trial among those that saw all training rows.
  public let bestPlace: Int
  /// The learner with the best settings.
  public let learner: Learner
  /// Whether the time was up before all trials were made.
  public let isCutShort: Bool

  public var best: Trial { trials[bestPlace] }

  /// One combination of settings.
  public struct Trial: Sendable, Encodable {
    /// In the order of the settings' names.
    public let values: [Double]
    /// The mean over the splits; nil where the rows do not define the metric.
    public let score: Double?
    /// The standard deviation over the splits; nil for a single one.
    public let deviation: Double?
    /// The share of the training rows that was used.
    public let share: Double
  }
}

/// Tries settings of a learner on splits of a table, and keeps the best.
///
/// - Parameters:
///   - learner: the kind of model; settings that are not tried stay as they are.
///   - splits: what each trial is trained and judged on.
///   - method: how values are chosen, and how many trials there are.
///   - metric: what decides; nil for the log loss of classes and the root of the mean squared error of numbers.
///   - seconds: after which no further trial is begun; nil for no limit. The trials made until then depend on the machine.
///   - seed: where drawing starts.
///   - encodings: how columns become features; learned anew on each split's training rows.
///   - settings: what is tried.
/// - Throws: where a setting is not the learner's, or a value is out of its range; as training does.
public func tune(
  _ learner: Learner, over splits: [Split], predicting target: String, from features: [String],
  by method: TuningMethod = .tpe(), measuring measure: Measure? = nil, seconds: Double? = nil, seed: Int = 1,
  encoding encodings: [String: FeatureEncoding] = [:], settings: [TunedSetting]
) throws(DataError) -> Tuning {
  var search = try TuningSearch(
    learner, splits, target, features, try measure?.metric(), encodings, seconds: seconds, seed: seed, settings)
  return try search.run(method)
}

/// Tries settings that a block lists.
public func tune(
  _ learner: Learner, over splits: [Split], predicting target: String, from features: [String],
  by method: TuningMethod = .tpe(), measuring measure: Measure? = nil, seconds: Double? = nil, seed: Int = 1,
  encoding encodings: [String: FeatureEncoding] = [:], @SettingBuilder _ settings: () throws -> [TunedSetting]
) throws -> Tuning {
  try tune(
    learner, over: splits, predicting: target, from: features, by: method, measuring: measure, seconds: seconds,
    seed: seed, encoding: encodings, settings: try settings())
}

@resultBuilder
public enum SettingBuilder {
  public static func buildExpression(_ part: TunedSetting) -> [TunedSetting] { [part] }
  public static func buildBlock(_ parts: [TunedSetting]...) -> [TunedSetting] { parts.flatMap(\.self) }
  public static func buildOptional(_ parts: [TunedSetting]?) -> [TunedSetting] { parts ?? [] }
  public static func buildEither(first parts: [TunedSetting]) -> [TunedSetting] { parts }
  public static func buildEither(second parts: [TunedSetting]) -> [TunedSetting] { parts }
  public static func buildArray(_ parts: [[TunedSetting]]) -> [TunedSetting] { parts.flatMap(\.self) }
}

extension Measure {
  /// - Throws: where the measure is not about the quality of predictions.
  func metric() throws(DataError) -> Metric {
    guard case .metric(let metric) = self else {
      throw .invalid("\(name) does not say how good predictions are")
    }
    return metric
  }
}

/// A search while it goes on.
private struct TuningSearch {
  private let learner: Learner
  private let splits: [Split]
  private let target: String
  private let features: [String]
  private let encodings: [String: FeatureEncoding]
  private let settings: [TunedSetting]
  private let areWhole: [Bool]
  private var metric: Metric?
  private let end: ContinuousClock.Instant?
  private var random: SplitMix64
  private var trials: [Tuning.Trial] = []
  /// Where each trial's values lie, from 0 to 1.
  private var places: [[Double]] = []
  private var isCutShort = false

  init(
    _ learner: Learner, _ splits: [Split], _ target: String, _ features: [String], _ metric: Metric?,
    _ encodings: [String: FeatureEncoding], seconds: Double?, seed: Int, _ settings: [TunedSetting]
  ) throws(DataError) {
    guard !splits.isEmpty else { throw .empty("there is no split to judge settings on") }
    guard !settings.isEmpty else { throw .invalid("name at least one setting to try") }
    if let seconds { try ValidRange.above(0, to: 1_000_000).check("seconds", seconds) }
    self.learner = learner
    self.splits = splits
    self.target = target
    self.features = features
    self.encodings = encodings
    self.settings = settings
    self.metric = metric
    let tunable = learner.tunable
    var areWhole: [Bool] = []
    for setting in settings {
      guard let known = tunable.first(where: { $0.name == setting.name }) else {
        throw learner.lacks(setting.name)
      }
      areWhole.append(known.isWhole)
    }
    guard Set(settings.map(\.name)).count == settings.count else { throw .invalid("a setting is named twice") }
    self.areWhole = areWhole
    end = seconds.map { ContinuousClock.now.advanced(by: .seconds($0)) }
    random = SplitMix64(stream: 0, of: UInt64(bitPattern: Int64(seed)))
  }

  mutating func run(_ method: TuningMethod) throws(DataError) -> Tuning {
    switch method {
    case .grid(let steps):
      try ValidRange.from(1, to: 1000).check("steps", Double(steps))
      try tryGrid(steps)
    case .random(let count):
      try ValidRange.from(1, to: 100_000).check("trials", Double(count))
      for _ in 0..<count where !isOver { try attempt(drawn()) }
    case .halving(let count):
      try ValidRange.from(1, to: 100_000).check("trials", Double(count))
      try halve(count)
    case .tpe(let count):
      try ValidRange.from(1, to: 100_000).check("trials", Double(count))
      for trial in 0..<count where !isOver { try attempt(trial < Self.startup ? drawn() : promising()) }
    }
    guard let metric, let best = bestPlace(by: metric) else {
      throw .invalid("no trial could be judged: the rows do not define the metric")
    }
    return Tuning(
      method: method, target: target, metric: metric, settingNames: settings.map(\.name), splits: splits.count,
      trials: trials, bestPlace: best,
      learner: try learner.with(Array(zip(settings.map(\.name), trials[best].values)).map { (name: $0, value: $1) }),
      isCutShort: isCutShort)
  }

  /// So many trials before the first guess.
  private static let startup = 10

  /// Whether the time is up; the first trial is made in any case.
  private var isOver: Bool {
    mutating get {
      guard let end, !trials.isEmpty, ContinuousClock.now >= end else { return false }
      isCutShort = true
      return true
    }
  }

  private func bestPlace(by metric: Metric) -> Int? {
    let largest = trials.map(\.share).max() ?? 1
    var best: Int?
    for (place, trial) in trials.enumerated() where trial.share == largest {
      guard let score = trial.score else { continue }
      if best.flatMap({ trials[$0].score }).map({ metric.isBetter(score, than: $0) }) ?? true { best = place }
    }
    return best
  }

  // MARK: Trials

  private func values(_ places: [Double]) -> [Double] {
    settings.indices.map { settings[$0].value(at: places[$0], isWhole: areWhole[$0]) }
  }

  private mutating func attempt(_ places: [Double]) throws(DataError) {
    self.places.append(places)
    try attempt(values: values(places), share: 1)
  }

  private mutating func attempt(values: [Double], share: Double) throws(DataError) {
    let changed = try learner.with(Array(zip(settings.map(\.name), values)).map { (name: $0, value: $1) })
    var chosen = splits
    if share < 1 {
      // The same rows for all that are compared.
      chosen = splits.map { split in
        var draw = SplitMix64(seed: 1)
        let rows = draw.sample(Array(0..<Int32(split.train.rowCount)), share: share)
        return Split(train: split.train.choosing(rows), test: split.test, rule: split.rule)
      }
    }
    let result = try crossValidate(
      changed, over: chosen, predicting: target, from: features, metrics: metric.map { [$0] } ?? [],
      encodings)
    let deciding = metric ?? (result.kind == .number ? .rootMeanSquaredError : .logLoss)
    guard deciding.applies(to: result.kind) else {
      throw .invalid("\(deciding.name) does not judge a model that predicts \(result.kind.sentence)")
    }
    metric = deciding
    let summary = result.summaries.first { $0.metric == deciding }
    trials.append(Tuning.Trial(values: values, score: summary?.mean, deviation: summary?.deviation, share: share))
  }

  private mutating func drawn() -> [Double] { settings.map { _ in random.uniform() } }

  // MARK: Methods

  private mutating func tryGrid(_ steps: Int) throws(DataError) {
    let grids = settings.indices.map { settings[$0].grid(steps, isWhole: areWhole[$0]) }
    let count = grids.reduce(1.0) { $0 * Double($1.count) }
    guard count <= 10_000 else {
      throw .invalid("the grid has \(NumberText.short(count)) combinations; try fewer values, or .random")
    }
    for number in 0..<Int(count) where !isOver {
      var rest = number
      var values: [Double] = []
      for grid in grids.reversed() {
        values.insert(grid[rest % grid.count], at: 0)
        rest /= grid.count
      }
      try attempt(values: values, share: 1)
    }
  }

  private mutating func halve(_ count: Int) throws(DataError) {
    var candidates: [[Double]] = []
    for _ in 0..<count { candidates.append(values(drawn())) }
    var rungs = 0
    while candidates.count > 1, rungs < 4, Double(count) >= powerOfThree(rungs + 1) { rungs += 1 }
    for rung in 0...rungs {
      let first = trials.count
      for values in candidates where !isOver { try attempt(values: values, share: 1 / powerOfThree(rungs - rung)) }
      guard let metric, !isCutShort else { return }
      let ranked = (first..<trials.count).sorted { a, b in
        guard let x = trials[a].score else { return false }
        guard let y = trials[b].score else { return true }
        return x == y ? a < b : metric.isBetter(x, than: y)
      }
      candidates = ranked.prefix(max(1, candidates.count / 3)).map { trials[$0].values }
    }
  }

  private func powerOfThree(_ exponent: Int) -> Double { (0..<exponent).reduce(1) { product, _ in product * 3 } }

  /// The most promising of 24 places that are drawn where good trials lie.
  private mutating func promising() throws(DataError) -> [Double] {
    guard let metric else { return drawn() }
    let order = trials.indices.filter { trials[$0].score != nil }.sorted { a, b in
      guard let x = trials[a].score, let y = trials[b].score, x != y else { return a < b }
      return metric.isBetter(x, than: y)
    }
    let goodCount = min(25, max(1, (order.count + 9) / 10))
    let good = order.prefix(goodCount)
    let bad = order.dropFirst(goodCount)
    return settings.indices.map { setting in
      let choices = settings[setting].choiceCount
      let better = ParzenEstimator(good.map { places[$0][setting] }, choices: choices)
      let worse = ParzenEstimator(bad.map { places[$0][setting] }, choices: choices)
      var best = (place: 0.5, gain: -Double.infinity)
      for _ in 0..<24 {
        let place = better.sample(&random)
        let gain = better.logDensity(at: place) - worse.logDensity(at: place)
        if gain > best.gain { best = (place, gain) }
      }
      return best.place
    }
  }
}

extension Tuning: Encodable {
  private enum Key: String, CodingKey { case method, target, metric, settings, splits, trials, best }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(method.name, forKey: .method)
    try container.encode(target, forKey: .target)
    try container.encode(metric.name, forKey: .metric)
    try container.encode(settingNames, forKey: .settings)
    try container.encode(splits, forKey: .splits)
    try container.encode(trials, forKey: .trials)
    try container.encode(bestPlace, forKey: .best)
  }
}
