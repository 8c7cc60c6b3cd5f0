import Interpreter

/// All words of the notebook language, by the stage of the project that they belong to.
public enum Words {
  /// The registry for one run of a notebook.
  public static func registry(for session: Session) -> Registry {
    var registry = Registry()
    registry.addStandardWords()
    for (type, name, summary) in EngineTypes.all {
      registry.add(type: name, summary, can: EngineTypes.abilities(of: type))
    }
    registry.addTextWords(session)
    registry.addScopingWords(session)
    registry.addExpressionWords()
    registry.addDataWords(session)
    registry.addModelingWords()
    registry.addEvaluationWords(session)
    registry.addMonitoringWords(session)
    return registry
  }
}
