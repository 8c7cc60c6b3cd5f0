import ArgumentParser
import Engine
import Foundation
import Serving

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Answers requests with a deployed model, and logs them.",
    discussion: """
      POST /predict takes a row as JSON, an array of rows, or rows one a line (application/x-ndjson); POST /labels what \
      came true. GET / is a page for people, /schema says what a row must be, /openapi.json all that can be asked, /metrics \
      the figures for Prometheus, /healthz and /readyz whether the service lives and can answer.

      Rows go to models/NAME/predictions.sqlite, from which Table(predictions: "NAME") reads them in a notebook. A version \
      that is promoted answers within a second. Ctrl-C answers what was begun and ends.
      """)

  @Argument(help: ArgumentHelp("The deployed model.", valueName: "name"))
  var name: String

  @OptionGroup var folder: RegistryOptions

  @Option(help: "The address to listen at; another than loopback needs tokens, or --open.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen at; 0 for any that is free.")
  var port = 8080

  @Option(
    name: .customLong("tokens"),
    help: ArgumentHelp(
      """
      A file of tokens, one a line, of which requests must carry one (Authorization: Bearer TOKEN). Without it the \
      variable DAYBOOK_TOKENS of the environment counts, where it is set.
      """, valueName: "file"))
  var tokenFile: String?

  @Flag(help: "Answer everybody who can reach the address, without tokens.")
  var open = false

  @Option(help: ArgumentHelp("The most bytes of a request's body.", valueName: "bytes"))
  var bodyLimit = ServiceSettings().mostBodyBytes

  @Option(help: ArgumentHelp("The most rows of a request that is no stream.", valueName: "rows"))
  var rowLimit = ServiceSettings().mostRows

  @Option(help: ArgumentHelp("Within how many seconds a request must be received and answered.", valueName: "seconds"))
  var deadline = 30.0

  @Option(
    help: ArgumentHelp("How many requests are worked on at once; more are told to come again.", valueName: "count"))
  var concurrency = ServiceSettings().mostRequests

  @Flag(name: .customLong("no-log"), help: "Log no rows.")
  var isWithoutLog = false

  @Option(help: ArgumentHelp("Days after which logged rows are deleted. (default: never)", valueName: "days"))
  var retention: Double?

  @Option(
    help: ArgumentHelp(
      "The most megabytes of the log; further rows are dropped, and counted. (default: no limit)",
      valueName: "megabytes"))
  var logLimit: Int?

  @Option(help: ArgumentHelp("The share of rows that are logged, from 0 to 1.", valueName: "share"))
  var sample = 1.0

  @Flag(help: "Tell each request on standard error as well: its identifier, path, status and latency.")
  var accessLog = false

  @Option(help: "How the service tells what happens, on standard error: text or json.")
  var format: OutputFormat?

  func validate() throws {
    if !(0...65535).contains(port) { throw ValidationError("\(port) is no port: choose one up to 65535") }
    if !(0...1).contains(sample) { throw ValidationError("--sample is a share from 0 to 1") }
    if let retention, !(retention > 0 && retention < 1e6) {
      throw ValidationError("--retention is a number of days above 0")
    }
    if !(deadline > 0 && deadline <= 86_400) { throw ValidationError("--deadline is a number of seconds above 0") }
    for (option, value) in [
      ("--body-limit", bodyLimit), ("--row-limit", rowLimit), ("--concurrency", concurrency),
      ("--log-limit", logLimit ?? 1),
    ]
    where !(1...1_000_000_000).contains(value) {
      throw ValidationError("\(option) is a number from 1 to 1,000,000,000")
    }
  }

  func run() throws {
    let console = ServiceConsole(name: name, isJSON: (format ?? (isatty(STDERR_FILENO) != 0 ? .text : .json)) == .json)
    var settings = try settings()
    if accessLog { settings.onRequest = { console.tell($0) } }
    let service = try failing { try ModelService(name, in: folder.registry, settings) }
    // A client that goes away while it is answered is its own affair.
    signal(SIGPIPE, SIG_IGN)
    let ended = DispatchSemaphore(value: 0)
    let outcome = Outcome()
    Task {
      do { try await service.run(endsOnSignals: true) { console.tell($0) } } catch {
        console.complain("\(error)")
        outcome.status = 1
      }
      ended.signal()
    }
    ended.wait()
    if outcome.status != 0 { throw ExitCode(outcome.status) }
  }

  /// Written before the semaphore is signalled, and read after.
  private final class Outcome: @unchecked Sendable { var status: Int32 = 0 }

  private func settings() throws -> ServiceSettings {
    var settings = ServiceSettings()
    (settings.host, settings.port) = (host, port)
    settings.tokens = AccessTokens(try tokens())
    guard settings.isLoopback || open || !settings.tokens.isEmpty else {
      throw ValidationError(
        "at \(host) others can ask as well: give --tokens FILE, or --open to answer everybody")
    }
    settings.mostBodyBytes = bodyLimit
    settings.mostRows = rowLimit
    settings.deadline = .seconds(deadline)
    settings.mostRequests = concurrency
    if isWithoutLog {
      settings.log = nil
    } else {
      var log = PredictionLogWriter.Settings()
      log.retention = retention.map { .days($0) }
      log.share = sample
      log.mostBytes = logLimit.map { $0 * 1_000_000 }
      settings.log = log
    }
    return settings
  }

  private func tokens() throws -> [String] {
    let text: String
    if let tokenFile {
      guard let data = FileManager.default.contents(atPath: tokenFile) else {
        throw ValidationError("the file of tokens cannot be read: \(tokenFile)")
      }
      text = String(decoding: data, as: UTF8.self)
    } else {
      text = (ProcessInfo.processInfo.environment["DAYBOOK_TOKENS"] ?? "").replacing(",", with: "\n")
    }
    do {
      let tokens = try AccessTokens.parse(text)
      // A file that was meant to keep others out must not let everybody in.
      if tokens.isEmpty, let tokenFile { throw ValidationError("\(tokenFile) holds no token") }
      return tokens
    } catch let mistake as TokenMistake { throw ValidationError(mistake.description) }
  }
}
