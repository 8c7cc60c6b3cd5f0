extension Duration {
  /// So many minutes; the standard library ends at seconds.
  public static func minutes(_ count: Double) -> Duration { .seconds(60) * count }
}
