import Engine
import Interpreter

/// The library's types that a notebook can hold, by the name that it writes and by one line on what they are.
enum EngineTypes {
  static let all: [(type: Any.Type, name: String, summary: String)] = [
    (Project.self, "Project", "the scope of a project: problem, stakeholders, solutions, goals, risks"),
    (Problem.self, "Problem", "what is wrong today"),
    (Stakeholder.self, "Stakeholder", "who needs the project, and what for"),
    (Solution.self, "Solution", "what might help, with its feasibility and value"),
    (Goal.self, "Goal", "a figure that the project promises to reach"),
    (Constraint.self, "Constraint", "what the solution must respect"),
    (Milestone.self, "Milestone", "what is to be done by when"),
    (Budget.self, "Budget", "what the project may cost"),
    (Risk.self, "Risk", "what might go wrong, and what is done about it"),
    (Level.self, "Level", "low, medium or high"),
    (Goal.Priority.self, "Priority", "whether a goal must or should be met"),
    (Measure.self, "Measure", "what a goal is about"),
    (Aggregate.self, "Aggregate", "one column of a grouped table"),
    (Aggregate.Figure.self, "AggregateFigure", "what the rows of a group are summed up by"),
    (JoinKind.self, "JoinKind", "which rows a join keeps"),
    (ClassOutcomes.Averaging.self, "Averaging", "how figures of several classes become one"),
    (DriftMeasure.self, "DriftMeasure", "how the movement of a feature is measured"),
    (Duration.self, "Duration", "a length of time"),
    (Instant.self, "Date", "a day, or a moment of one"),
    (Table.self, "Table", "named columns of equal length"),
    (ColumnType.self, "ColumnType", "what the values of a column are"),
    (TextEncoding.self, "TextEncoding", "how the characters of a file are written"),
    (Expression.self, "Expression", "a computation over the columns of a table"),
    (Profile.self, "Profile", "what a table holds, column by column"),
    (Expect.self, "Expect", "what should hold for a table's rows"),
    (ColumnProfile.self, "ColumnProfile", "the figures of one column"),
    (Validation.self, "Validation", "which expectations hold"),
    (Schema.self, "Schema", "what a table's columns are, learned from reference data"),
    (SchemaCheck.self, "SchemaCheck", "later data held against a schema"),
    (Split.self, "Split", "training and test rows"),
    (LeakCheck.self, "LeakCheck", "whether test rows are new to who learned from the others"),
    (LabelReport.self, "LabelReport", "how labels are spread, and where they contradict each other"),
    (AnnotatorReport.self, "AnnotatorReport", "how far people agree on labels"),
    (SuspectLabels.self, "SuspectLabels", "labels that are in doubt"),
    (CrossValidation.self, "CrossValidation", "how good a way to learn is on several splits"),
    (TunedSetting.self, "Setting", "a setting of a learner, and the values to try"),
    (TuningMethod.self, "TuningMethod", "how values of settings are chosen to be tried"),
    (Tuning.self, "Tuning", "what was tried to make a learner better"),
    (CalibrationMethod.self, "CalibrationMethod", "how chances are brought in line with what happened"),
    (Learner.self, "Learner", "a kind of model with its settings"),
    (FeatureEncoding.self, "FeatureEncoding", "how a column becomes features"),
    (BoostingLoss.self, "BoostingLoss", "what boosted trees make small"),
    (Monotonicity.self, "Monotonicity", "which way predictions must go as a feature rises"),
    (Model.self, "Model", "a trained model"),
    (Release.self, "Release", "a version of a deployed model"),
    (LoadReport.self, "LoadReport", "how fast a release answers under load"),
    (Replay.self, "Replay", "rows that a release was asked about as if they came in now"),
    (PredictionLog.JoinedLabels.self, "JoinedLabels", "what came true, joined to the rows that were logged"),
    (RolloutReport.self, "RolloutReport", "how a version that is tried does beside the one that answers"),
    (Checklist.self, "Checklist", "what is known of a release before others rely on it"),
    (Check.self, "Check", "a question of a checklist"),
    (Check.Fact.self, "CheckFact", "what a checklist can look up itself"),
    (Baseline.self, "Baseline", "what a model must beat"),
    (Evaluation.self, "Evaluation", "how good a model is on unseen rows"),
    (ROCCurve.self, "ROCCurve", "true against false alarms over all thresholds"),
    (PrecisionRecallCurve.self, "PrecisionRecallCurve", "how often warnings are right against how many they find"),
    (Calibration.self, "Calibration", "predicted chances against what happened"),
    (ThresholdTable.self, "ThresholdTable", "what follows from one threshold or another"),
    (Gains.self, "Gains", "how many are found by looking at the likeliest first"),
    (Residuals.self, "Residuals", "how far predictions of numbers are off"),
    (PermutationImportance.self, "PermutationImportance", "what a model loses with each feature"),
    (ConfusionTable.self, "ConfusionTable", "judgements against outcomes"),
    (Comparison.self, "Comparison", "two models on the same rows"),
    (SliceReport.self, "SliceReport", "the groups of rows where a model fails"),
    (SliceLoss.self, "SliceLoss", "what is wrong with a row, by which slices are searched"),
    (SliceCut.self, "SliceCut", "where numbers are cut to describe slices"),
    (BiasReport.self, "BiasReport", "the groups of rows where a model is wrongly sure"),
    (Tag.self, "Tag", "a name for some rows, to analyse errors by"),
    (TagReport.self, "TagReport", "what to work on first, by tags"),
    (GroupedConfusion.self, "GroupedConfusion", "judgements against outcomes, group by group"),
    (FairnessReport.self, "FairnessReport", "whether groups are treated alike"),
    (WorstRows.self, "WorstRows", "the rows that a model gets most wrong"),
    (SimilarRows.self, "SimilarRows", "the rows that are most like one"),
    (Explanation.self, "Explanation", "what each feature adds to a prediction"),
    (PartialDependence.self, "PartialDependence", "how predictions move with a feature"),
    (Period.self, "Period", "the length of a monitoring window"),
    (Watch.self, "Watch", "a limit that a monitored model must keep"),
    (Watch.Subject.self, "WatchSubject", "what a watch looks at"),
    (MonitorReport.self, "MonitorReport", "how a model and its inputs held up over time"),
    (Alert.self, "Alert", "a limit that was crossed"),
    (DriftReport.self, "DriftReport", "how far features moved, window by window"),
    (Timeline.self, "Timeline", "a metric over time"),
    (RateTimeline.self, "RateTimeline", "how often the target was true, over time"),
    (WindowDrift.self, "WindowDrift", "the columns of one window beside their reference"),
    (EstimatedTimeline.self, "EstimatedTimeline", "a metric estimated without outcomes, over time"),
    (Detector.self, "Detector", "how changes in a stream of errors are found"),
    (ChangeReport.self, "ChangeReport", "the moments at which errors changed"),
    (Diagnosis.self, "Diagnosis", "what has changed, where, how and since when"),
    (MultivariateDrift.self, "MultivariateDrift", "how far all features together have moved"),
    (RootCause.self, "RootCause", "why a metric differs between two windows"),
    (Season.self, "Season", "which windows are compared with each other alone"),
    (Retraining.self, "Retraining", "whether a model is due for retraining, and how a challenger does"),
    (RetrainingTrigger.self, "RetrainingTrigger", "what calls for a new model"),
    (RetrainingRows.self, "RetrainingRows", "which rows a challenger learns from"),
    (PromotionRule.self, "PromotionRule", "what must hold for a challenger to take over"),
    (TableChart.self, "TableChart", "columns of a table as a picture"),
    (TableChart.Kind.self, "ChartKind", "how a picture shows columns"),
    (ColumnHistogram.self, "ColumnHistogram", "how often each value of a column occurs"),
    (ColumnHistogram.Scale.self, "HistogramScale", "where a histogram's bins are cut"),
    (ColumnTrend.self, "ColumnTrend", "how a column is spread over time"),
    (Contributions.self, "Contributions", "what each feature adds to many predictions"),
    (LearningCurve.self, "LearningCurve", "how good a way to learn is with fewer rows"),
    (Note.self, "Note", "a remark in the report"),
    (Captioned.self, "Captioned", "a value with a caption of its own"),
  ]

  private static let names: [ObjectIdentifier: String] = Dictionary(
    uniqueKeysWithValues: all.map { (ObjectIdentifier($0.type), $0.name) })

  /// What values of a type can do in the language, which follows from what the type can do in Swift.
  static func abilities(of type: Any.Type) -> Set<ValueType.Constraint> {
    var abilities: Set<ValueType.Constraint> = []
    if type is any Equatable.Type { abilities.insert(.equatable) }
    if type is any Hashable.Type { abilities.insert(.hashable) }
    if type is any Comparable.Type { abilities.insert(.comparable) }
    return abilities
  }

  /// Whether values of a type say in words what they are, which follows from the type as well.
  static func isText(_ type: Any.Type) -> Bool { type is any CustomStringConvertible.Type }

  static func name<T>(of type: T.Type) -> String { names[ObjectIdentifier(type)] ?? "\(type)" }
}

/// A remark that a notebook makes.
public struct Note: Sendable {
  public let text: String

  public init(text: String) { self.text = text }
}

/// A value that a notebook shows under a caption of its own.
public struct Captioned: Sendable {
  public let value: Value
  public let caption: String

  public init(value: Value, caption: String) {
    self.value = value
    self.caption = caption
  }
}

extension ValueType {
  /// The language's type of a library's type.
  static func of<T>(_ type: T.Type) -> ValueType { .object(EngineTypes.name(of: type)) }
}

extension Value {
  static func object<T: Sendable>(_ value: T) -> Value { .object(Object(EngineTypes.name(of: T.self), value)) }
}

extension Call {
  /// An argument whose type the evaluator has checked.
  func object<T>(_ name: String, as type: T.Type = T.self) throws -> T { try Self.unwrap(self[name], name) }

  func optional<T>(_ name: String, as type: T.Type = T.self) throws -> T? {
    if case .nil = self[name] { nil } else { try Self.unwrap(self[name], name) }
  }

  func objects<T>(_ name: String, as type: T.Type = T.self) throws -> [T] {
    guard case .array(let values) = self[name] else { return [] }
    return try values.map { try Self.unwrap($0, name) }
  }

  /// An argument that is a dictionary, by its texts.
  func dictionary<T>(_ name: String, as type: T.Type = T.self) throws -> [String: T] {
    guard case .dictionary(let entries) = self[name] else { return [:] }
    var result: [String: T] = [:]
    for case (.string(let key), let value) in entries { result[key] = try Self.unwrap(value, name) }
    return result
  }

  func receiver<T>(as type: T.Type = T.self) throws -> T { try Self.unwrap(receiver ?? .nil, "the value") }

  func string(_ name: String) throws -> String { try Self.unwrap(self[name], name) }
  func int(_ name: String) throws -> Int { try Self.unwrap(self[name], name) }
  func bool(_ name: String) throws -> Bool { try Self.unwrap(self[name], name) }
  func double(_ name: String) throws -> Double { try Self.unwrap(self[name], name) }

  /// A day that is given as a date or as a text.
  func date(_ name: String) throws -> Instant {
    if case .string(let text) = self[name] { try Instant(iso: text) } else { try object(name) }
  }

  private static func unwrap<T>(_ value: Value, _ name: String) throws -> T {
    let payload: Any =
      switch value {
      case .int(let value): value
      case .double(let value): value
      case .bool(let value): value
      case .string(let value): value
      case .object(let object): object.payload
      case .range(let value): value.numbers
      case .void, .nil, .array, .dictionary, .tuple, .decimalRange, .function: ()
      }
    guard let result = payload as? T else {
      throw CallError("\(name) is \(value.type), where \(EngineTypes.name(of: T.self)) is needed")
    }
    return result
  }
}
