/// The columns that a log of predictions has beside a model's features.
public enum PredictionColumns {
  /// When the request came, in UTC.
  public static let time = "time"
  /// The request's identifier, or the client's own.
  public static let id = "id"
  public static let version = "version"
  /// The chance of true, the most probable class, or the number.
  public static let prediction = "prediction"
  /// How long the answer took, in seconds.
  public static let latency = "latency"
  /// What came true, once it is known.
  public static let label = "label"

  /// No feature may be called so.
  public static let own: Set<String> = [time, id, version, prediction, latency, label]
}
