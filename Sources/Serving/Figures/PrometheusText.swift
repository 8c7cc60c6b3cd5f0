import Engine

/// A service's figures in Prometheus' text format, version 0.0.4.
struct PrometheusText {
  let text: String

  private static let bounds = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
  ]

  init(_ live: LiveModel) {
    let figures = live.figures.snapshot
    var lines: [String] = []
    func family(_ name: String, _ type: String, _ help: String) {
      lines.append("# HELP daybook_\(name) \(help)")
      lines.append("# TYPE daybook_\(name) \(type)")
    }
    func sample(_ name: String, _ labels: [(String, String)] = [], _ value: String) {
      let set = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
      lines.append("daybook_\(name)\(set.isEmpty ? "" : "{\(set)}") \(value)")
    }
    family("model_info", "gauge", "The version that answers.")
    sample("model_info", [("name", live.name), ("version", live.current.version)], "1")
    family("requests_total", "counter", "Requests that were answered, by status.")
    for (status, count) in figures.requests.sorted(by: { $0.key < $1.key }) {
      sample("requests_total", [("status", String(status))], String(count))
    }
    family("rows_total", "counter", "Rows that were predicted.")
    sample("rows_total", [], String(figures.rows))
    family("unusual_rows_total", "counter", "Rows outside of what the model was trained on.")
    sample("unusual_rows_total", [], String(figures.unusualRows))
    family("request_duration_seconds", "histogram", "How long answers took, from the request's last byte.")
    for bound in Self.bounds {
      sample("request_duration_seconds_bucket", [("le", String(bound))], String(figures.latencies.within(bound)))
    }
    sample("request_duration_seconds_bucket", [("le", "+Inf")], String(figures.latencies.count))
    sample("request_duration_seconds_sum", [], String(figures.latencies.sum))
    sample("request_duration_seconds_count", [], String(figures.latencies.count))
    family("requests_in_progress", "gauge", "Requests that are being worked on.")
    sample("requests_in_progress", [], String(figures.working))
    if let counts = live.log?.counts {
      family("log_rows_total", "counter", "Rows of the prediction log, by what became of them.")
      sample("log_rows_total", [("outcome", "written")], String(counts.written))
      sample("log_rows_total", [("outcome", "dropped")], String(counts.dropped))
      sample("log_rows_total", [("outcome", "left out")], String(counts.skipped))
      family("log_rows_waiting", "gauge", "Rows that wait for the disk.")
      sample("log_rows_waiting", [], String(counts.waiting))
    }
    family("drift_psi", "gauge", "Population stability index of a feature's rows of late, against the reference.")
    for figure in figures.drift { sample("drift_psi", [("feature", figure.column)], String(figure.psi)) }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
