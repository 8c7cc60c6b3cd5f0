import Interpreter

/// All words of the notebook language, by the stage of the project that they belong to.
public enum Words {
  /// The registry for one run of a notebook.
  public static func registry(for session: Session) -> Registry {
    var registry = emptyRegistry
    for (_, add) in contents { add(&registry, session) }
    registry.addColumnRules()
    registry.addEvaluationRules()
    return registry
  }

  /// The library's type that the language calls by a name.
  public static func type(named name: String) -> Any.Type? { EngineTypes.all.first { $0.name == name }?.type }

  /// The same words by chapter, in the order of the chapters; a chapter without words is left out.
  public static func chapters(for session: Session) -> [ChapterWords] {
    var registry = emptyRegistry
    var words: [Chapter: [Function]] = [:]
    for (chapter, add) in contents {
      let known = registry.functions.count
      add(&registry, session)
      words[chapter, default: []] += registry.functions[known...]
    }
    return Chapter.allCases.compactMap { chapter in words[chapter].map { ChapterWords(chapter: chapter, words: $0) } }
  }

  private static var emptyRegistry: Registry {
    var registry = Registry()
    for (type, name, summary) in EngineTypes.all {
      registry.add(type: name, summary, can: EngineTypes.abilities(of: type), isText: EngineTypes.isText(type))
    }
    return registry
  }

  /// Every group of words and the chapter that it stands in.
  private static var contents: [(chapter: Chapter, add: (inout Registry, Session) -> Void)] {
    [
      (.scope, { registry, session in registry.addProjectWords(session) }),
      (.scope, { registry, _ in registry.addGoalWords() }),
      (.scope, { registry, _ in registry.addMeasureWords() }),
      (.data, { registry, session in registry.addReaderWords(session) }),
      (.data, { registry, _ in registry.addTableWords() }),
      (.data, { registry, _ in registry.addSplitWords() }),
      (.data, { registry, _ in registry.addTableRowWords() }),
      (.data, { registry, _ in registry.addGroupingWords() }),
      (.data, { registry, _ in registry.addJoiningWords() }),
      (.data, { registry, _ in registry.addProfileWords() }),
      (.data, { registry, _ in registry.addViewWords() }),
      (.data, { registry, _ in registry.addExpectationWords() }),
      (.data, { registry, _ in registry.addValueExpectationWords() }),
      (.data, { registry, _ in registry.addSchemaWords() }),
      (.data, { registry, _ in registry.addExpressionWords() }),
      (.data, { registry, _ in registry.addDateWords() }),
      (.label, { registry, _ in registry.addLabelWords() }),
      (.train, { registry, _ in registry.addModelingWords() }),
      (.train, { registry, _ in registry.addTuningWords() }),
      (.train, { registry, session in registry.addBundleWords(session) }),
      (.evaluate, { registry, session in registry.addEvaluationWords(session) }),
      (.evaluate, { registry, _ in registry.addJudgementWords() }),
      (.evaluate, { registry, _ in registry.addComparisonWords() }),
      (.errors, { registry, _ in registry.addErrorWords() }),
      (.deploy, { registry, session in registry.addDeploymentWords(session) }),
      (.deploy, { registry, session in registry.addReleaseCheckWords(session) }),
      (.monitor, { registry, session in registry.addMonitoringWords(session) }),
      (.monitor, { registry, _ in registry.addWatchWords() }),
      (.monitor, { registry, _ in registry.addDriftWords() }),
      (.monitor, { registry, _ in registry.addMonitorTrend() }),
      (.monitor, { registry, _ in registry.addEstimateWords() }),
      (.monitor, { registry, _ in registry.addDetectorWords() }),
      (.monitor, { registry, _ in registry.addDiagnosisWords() }),
      (.maintain, { registry, _ in registry.addRetrainingWords() }),
      (.language, { registry, session in registry.addNotebookWords(session) }),
      (.swift, { registry, _ in registry.addStandardWords() }),
    ]
  }
}
