// What `import Daybook` brings to a tangled notebook: the engine under its own names, and the notebook language's names
// where the two differ.
@_exported import Engine
import Report
import Steps

/// Whether a goal must or should be met.
public typealias Priority = Goal.Priority
/// What a watch looks at.
public typealias WatchSubject = Watch.Subject
/// A moment.
public typealias Date = Instant
/// How figures of several classes become one.
public typealias Averaging = ClassOutcomes.Averaging
/// What the rows of a group are summed up by.
public typealias AggregateFigure = Aggregate.Figure
/// A setting of a learner, and the values to try.
public typealias Setting = TunedSetting
/// How a picture shows columns.
public typealias ChartKind = TableChart.Kind
/// Where a histogram's bins are cut.
public typealias HistogramScale = ColumnHistogram.Scale
/// What a checklist can look up itself.
public typealias CheckFact = Check.Fact
/// What came true, joined to the rows that were logged.
public typealias JoinedLabels = PredictionLog.JoinedLabels
/// A remark in the report.
public typealias Note = Steps.Note

extension Note: Presentable {
  public var presentation: Presentation { Presentation(note: text) }
}
