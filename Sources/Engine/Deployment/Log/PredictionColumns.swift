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

  /// No field may be called so.
  public static let own: Set<String> = [time, id, version, prediction, latency, label]

  /// What the database's own columns are called in lower case, since SQLite takes `Time` and `time` for the same.
  private static let taken: Set<String> = [
    "row", time, id, version, prediction, latency, "shadow_version", "shadow_prediction",
  ]

  /// What a field is called in the database: as it is, unless a column of the database's own is called so.
  static func stored(_ name: String) -> String { taken.contains(name.lowercased()) ? "\(name) (field)" : name }
}
