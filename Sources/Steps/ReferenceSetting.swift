/// What the examples of the words stand on: one small project, from its goals to its monitoring.
///
/// Examples use these names and declare others, so that all can stand in one notebook behind it.
public enum ReferenceSetting {
  /// The lines, by the chapter whose step they are.
  public static let blocks: [(chapter: Chapter, code: String)] = [
    (
      .scope,
      """
      let project = Project("Late flights") {
        Problem("The desk learns of a delay too late to rebook passengers.")
        Goal(.rocAUC, atLeast: 0.8)
        Goal(.recall(threshold: 0.5), atLeast: 0.5, where: col("origin") == "LGA")
        Goal(.drift(.psi), atMost: 0.2, priority: .should)
      }
      """
    ),
    (
      .data,
      """
      let all = Table(csv: "data/reference.csv")
      let flights = all
        .filter(col("arr_delay").isPresent)
        .adding("late", col("arr_delay") > 15)
        .adding("date", date(year: col("year"), month: col("month"), day: col("day")))
      let features = ["dep_delay", "distance", "hour", "carrier", "origin"]
      let split = flights.split(on: "date", at: "2013-07-01")
      """
    ),
    (
      .train,
      """
      let model = train(
        .boostedTrees(rounds: 40, leaves: 8), on: split.train, predicting: "late",
        from: features)
      """
    ),
    (
      .evaluate,
      """
      let quality = evaluate(model, on: split.test, goals: project.goals)
      """
    ),
    (
      .monitor,
      """
      let watch = monitor(
        model, split.test, against: split.train, every: .month, on: "date",
        goals: project.goals
      ) {
        Watch(.psi, above: 0.15)
      }
      """
    ),
  ]
}
