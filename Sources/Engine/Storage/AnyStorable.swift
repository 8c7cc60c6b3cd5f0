/// A value of one of the library's types, stored with the name of its type.
///
/// ```swift
/// let bytes = try AnyStorable(flights).storedBytes()
/// if let table = try AnyStorable(storedBytes: bytes).value as? Table { … }
/// ```
public struct AnyStorable: Storable {
  public let value: any Storable

  public init(_ value: any Storable) { self.value = value }

  /// The types that a notebook's variables hold, by the name that stored bytes call them.
  public static let types: [String: any Storable.Type] = [
    "Project": Project.self, "Problem": Problem.self, "Stakeholder": Stakeholder.self, "Solution": Solution.self,
    "Goal": Goal.self, "Constraint": Constraint.self, "Milestone": Milestone.self, "Budget": Budget.self,
    "Risk": Risk.self, "Level": Level.self, "Priority": Goal.Priority.self, "Measure": Measure.self,
    "DriftMeasure": DriftMeasure.self, "Duration": Duration.self, "Table": Table.self,
    "Expression": Expression.self, "Profile": Profile.self, "Expect": Expect.self, "Validation": Validation.self,
    "ColumnProfile": ColumnProfile.self, "Schema": Schema.self, "SchemaCheck": SchemaCheck.self,
    "Split": Split.self, "Learner": Learner.self, "Model": Model.self, "Baseline": Baseline.self,
    "Evaluation": Evaluation.self, "ROCCurve": ROCCurve.self, "PrecisionRecallCurve": PrecisionRecallCurve.self,
    "Calibration": Calibration.self,
    "ConfusionTable": ConfusionTable.self, "SliceReport": SliceReport.self, "Period": Period.self, "Watch": Watch.self,
    "WatchSubject": Watch.Subject.self, "MonitorReport": MonitorReport.self, "Alert": Alert.self,
    "DriftReport": DriftReport.self, "Timeline": Timeline.self, "Date": Instant.self, "RateTimeline": RateTimeline.self,
    "BoostingLoss": BoostingLoss.self, "Monotonicity": Monotonicity.self, "Explanation": Explanation.self,
    "PartialDependence": PartialDependence.self, "Averaging": ClassOutcomes.Averaging.self,
    "Aggregate": Aggregate.self, "AggregateFigure": Aggregate.Figure.self, "JoinKind": JoinKind.self,
    "Comparison": Comparison.self, "LeakCheck": LeakCheck.self, "LabelReport": LabelReport.self,
    "AnnotatorReport": AnnotatorReport.self, "SuspectLabels": SuspectLabels.self,
    "CrossValidation": CrossValidation.self, "Setting": TunedSetting.self, "TuningMethod": TuningMethod.self,
    "Tuning": Tuning.self, "CalibrationMethod": CalibrationMethod.self, "ThresholdTable": ThresholdTable.self,
    "Gains": Gains.self, "Residuals": Residuals.self, "PermutationImportance": PermutationImportance.self,
    "Retraining": Retraining.self, "RetrainingTrigger": RetrainingTrigger.self,
    "RetrainingRows": RetrainingRows.self, "PromotionRule": PromotionRule.self,
    "Diagnosis": Diagnosis.self, "RootCause": RootCause.self,
    "MultivariateDrift": MultivariateDrift.self, "SliceLoss": SliceLoss.self, "SliceCut": SliceCut.self,
    "BiasReport": BiasReport.self,
    "Tag": Tag.self,
    "TagReport": TagReport.self, "GroupedConfusion": GroupedConfusion.self, "FairnessReport": FairnessReport.self,
    "WorstRows": WorstRows.self, "SimilarRows": SimilarRows.self, "EstimatedTimeline": EstimatedTimeline.self,
    "Detector": Detector.self, "ChangeReport": ChangeReport.self,
    "WindowDrift": WindowDrift.self, "Season": Season.self, "ColumnType": ColumnType.self,
    "TableChart": TableChart.self, "ChartKind": TableChart.Kind.self, "ColumnHistogram": ColumnHistogram.self,
    "HistogramScale": ColumnHistogram.Scale.self, "ColumnTrend": ColumnTrend.self,
    "Contributions": Contributions.self, "LearningCurve": LearningCurve.self,
    "FeatureEncoding": FeatureEncoding.self, "Release": Release.self, "LoadReport": LoadReport.self,
    "RolloutReport": RolloutReport.self,
    "Checklist": Checklist.self, "Check": Check.self, "CheckFact": Check.Fact.self, "Replay": Replay.self,
    "JoinedLabels": PredictionLog.JoinedLabels.self, "TextEncoding": TextEncoding.self,
  ]

  private static let names: [ObjectIdentifier: String] = Dictionary(
    uniqueKeysWithValues: types.map { (ObjectIdentifier($0.value), $0.key) })

  /// - Throws: `StorageError.notStorable` for a type that is not in the list.
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    guard let name = Self.names[ObjectIdentifier(type(of: value))] else {
      throw .notStorable("a value of type \(type(of: value))")
    }
    try writer.write(name)
    try value.write(to: &writer)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    let name: String = try reader.read()
    guard let type = Self.types[name] else { throw .damaged("no type is called \(name)") }
    value = try type.init(from: &reader)
  }
}
