/// What calls for a new model.
public enum RetrainingTrigger: Sendable, Hashable {
  /// A watched limit that is crossed now: of a subject, or any of `.must`.
  case alert(of: Watch.Subject? = nil)
  /// The diagnosis finds that the same inputs no longer mean the same outcomes.
  case changedRelation
  /// The diagnosis finds that inputs moved, lost values or gained new ones.
  case changedInputs
  /// So many whole windows have passed since the first one: a schedule.
  case age(Int)
  /// So many outcomes have become known since the first window.
  case outcomes(Int)

  public static let validCount = ValidRange.from(1)
}

/// Which rows a challenger learns from: those before the windows that it is judged on, with a known outcome.
public enum RetrainingRows: Sendable, Hashable {
  /// Of so many whole windows.
  case latest(Int)
  /// Of the reference, and of all windows.
  case all
}

/// What must hold for a challenger to take the champion's place.
public enum PromotionRule: Sendable {
  /// Better by the leading figure, by more than luck, and by so much at least, in the figure's unit.
  case better(by: Double = 0)
  /// Not worse than the champion by more than luck, in the rows where a condition holds.
  case noWorse(where: Expression)
  /// Reaches every goal about the quality of such a model that must be met.
  case meeting([Goal])

  public static let validMargin = ValidRange.from(0)
}
