import Engine
import Interpreter

/// What an alert says.
extension Registry {
  mutating func addAlerts() {
    let subjects: [String: Watch.Subject] = [
      "psi": .psi, "kolmogorovSmirnov": .kolmogorovSmirnov, "missing": .missing, "rocAUC": .rocAUC,
      "averagePrecision": .averagePrecision, "logLoss": .logLoss, "brier": .brier,
    ]
    textsOfMembers.merge(subjects.mapValues(\.name)) { $1 }
    let example = """
      for alert in watch.alerts.prefix(3) {
        let what = alert.feature.map { "\\(alert.subject) of \\($0)" } ?? alert.subject
        note("\\(what): \\(number(alert.worst)), the limit is \\(number(alert.limit)).")
      }
      """
    let spanExample = """
      for alert in watch.alerts.prefix(3) {
        let span = "\\(alert.firstWindow) to \\(alert.lastWindow)"
        note("\\(span), at worst in \\(alert.worstWindow).")
      }
      """
    property(
      "subject", of: Alert.self, gives: .string, "what was watched: `PSI`, `ROC AUC`",
      details: "As the report writes it. An alert in a text says all of this in a sentence: `\"\\(alert)\"`.",
      example: example
    ) { .string($0.subject) }
    property(
      "feature", of: Alert.self, gives: .optional(.string), "the column that moved; nil where the model is meant",
      details: "Of drift and missing values it is a feature of the model, of a metric it is nil.", example: example
    ) { $0.feature.map { .string($0) } ?? .nil }
    property(
      "worst", of: Alert.self, gives: .double, "the value farthest beyond the limit",
      details: "In the unit of what was watched.", example: example
    ) { .double($0.worst) }
    property(
      "limit", of: Alert.self, gives: .double, "the limit that was crossed", details: "As the `Watch` was given it.",
      example: example
    ) { .double($0.limit) }
    let windows: [(name: String, summary: String, value: @Sendable (Alert) -> String)] = [
      ("firstWindow", "the first window in a row in which the limit was crossed", { $0.firstWindow }),
      ("lastWindow", "the last window in a row in which the limit was crossed", { $0.lastWindow }),
      ("worstWindow", "the window of the worst value", { $0.worstWindow }),
    ]
    for (name, summary, value) in windows {
      property(
        name, of: Alert.self, gives: .string, summary,
        details: "Written as the period is: `2013-07-01`, `2013-W27` or `2013-07`.", example: spanExample
      ) { .string(value($0)) }
    }
    property(
      "windowCount", of: Alert.self, gives: .int, "in how many windows in a row the limit was crossed",
      details: "At least as many as the `Watch` asked for with `for:`.",
      example: """
        let lasting = watch.alerts.filter { $0.windowCount > 1 }
        note("Alerts of more than one month: \\(lasting.count).")
        """
    ) { .int($0.windowCount) }
    let stateExample = """
      let news = watch.alerts.filter { $0.isNew }
      let remaining = watch.alerts.filter { $0.isCurrent && !$0.isNew }
      note("News: \\(news.count), still so: \\(remaining.count).")
      """
    property(
      "isNew", of: Alert.self, gives: .bool, "whether the latest whole window raised it",
      details: "What a report leads with: the reader knows what was in the last one.", example: stateExample
    ) { .bool($0.isNew) }
    property(
      "isCurrent", of: Alert.self, gives: .bool, "whether the latest whole window crosses the limit",
      details: "One that is over is told for the record.", example: stateExample
    ) { .bool($0.isCurrent) }
  }
}
