import Engine
import Foundation
import Serving

/// What a service tells while it runs: a sentence an event, or a JSON object a line for those who collect logs.
struct ServiceConsole: Sendable {
  let name: String
  let isJSON: Bool

  func tell(_ event: ModelService.Event) {
    switch event {
    case .serving(let address, let version):
      write(
        "serving", "\(address)  answers for \(name) \(version) until Ctrl-C", ["address": address, "version": version])
    case .reloaded(let version, let former):
      write(
        "reloaded", "version \(version) answers now, in place of \(former)", ["version": version, "former": former])
    case .notReloaded(let reason):
      write("not reloaded", "the version that was promoted is not served: \(reason)", ["reason": reason], isError: true)
    case .rolloutBegun(let rollout):
      let what =
        rollout.kind == .shadow
        ? "answers in the background" : "answers \(NumberText.percent(rollout.share)) of the requests"
      write(
        "rollout begun", "version \(rollout.version) \(what)",
        ["version": rollout.version, "kind": rollout.kind.rawValue, "share": String(rollout.share)])
    case .rolloutNotBegun(let reason):
      write("rollout not begun", "what is to be tried is not: \(reason)", ["reason": reason], isError: true)
    case .requestFailed(let id, let reason):
      write("request failed", "request \(id) failed: \(reason)", ["id": id, "reason": reason], isError: true)
    case .rolloutEnded(let reason):
      write("rollout ended", "the trial has ended: \(reason)", ["reason": reason])
    case .logFailing(let reason):
      write("log failing", "rows wait to be logged: \(reason)", ["reason": reason], isError: true)
    case .logRecovered: write("log recovered", "rows are logged again", [:])
    case .ended(let counts):
      guard let counts else {
        write("ended", "ended", [:])
        return
      }
      let dropped = counts.dropped > 0 ? ", \(counts.dropped) dropped" : ""
      write(
        "ended", "ended; \(counts.written) rows logged\(dropped)",
        ["rowsLogged": String(counts.written), "rowsDropped": String(counts.dropped)])
    }
  }

  func tell(_ request: ServiceSettings.AnsweredRequest) {
    var facts = [
      "id": request.id, "method": request.method, "path": request.path, "status": String(request.status),
      "milliseconds": NumberText.decimal(request.latency * 1000, decimals: 3),
    ]
    facts["version"] = request.version
    write(
      "request",
      "\(request.status) \(request.method) \(request.path) in \(facts["milliseconds"] ?? "") ms, \(request.id)", facts,
      isError: request.status >= 500)
  }

  func complain(_ text: String) { write("failed", "error: \(text)", ["reason": text], isError: true) }

  private func write(_ event: String, _ sentence: String, _ facts: [String: String], isError: Bool = false) {
    guard isJSON else {
      put(sentence)
      return
    }
    var members = facts
    members["time"] = Date().formatted(.iso8601)
    members["level"] = isError ? "error" : "info"
    members["event"] = event
    members["model"] = name
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if let line = try? encoder.encode(members) { put(String(decoding: line, as: UTF8.self)) }
  }

  private func put(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    bytes.withUnsafeBytes { _ = Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
