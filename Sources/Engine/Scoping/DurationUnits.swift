extension Duration {
  /// So many minutes; the standard library ends at seconds.
  public static func minutes(_ count: Double) -> Duration { .seconds(60) * count }
  /// So many hours.
  public static func hours(_ count: Double) -> Duration { .seconds(3600) * count }
  /// So many days of 24 hours.
  public static func days(_ count: Double) -> Duration { .seconds(86_400) * count }
}
