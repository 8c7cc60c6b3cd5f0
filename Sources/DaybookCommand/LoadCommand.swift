import ArgumentParser
import Engine
import Foundation
import Serving

struct LoadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Asks a service as many clients at once would, and tells how fast it answers.",
    discussion: """
      The rows are those of the deployed model's reference. With --rate, requests are due at a fixed rate, and waiting \
      counts from the moment at which one was due; without, each connection sends its next request when the last one is \
      answered. What is asked is logged by the service as any other request.
      """)

  @Argument(help: ArgumentHelp("The deployed model whose rows are sent.", valueName: "name")) var name: String

  @Option(help: ArgumentHelp("The port of the service on this machine.", valueName: "port"))
  var port = 8080

  @Option(help: "The address of the service.")
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("How many connections ask at once.", valueName: "count"))
  var connections = 32

  @Option(help: ArgumentHelp("How many requests a second are due; else each waits for the last.", valueName: "count"))
  var rate: Double?

  @Option(
    name: .customLong("for"), help: ArgumentHelp("How many seconds the heaviest load lasts.", valueName: "seconds"))
  var seconds = 5.0

  @Option(help: ArgumentHelp("A file whose first line is a token of the service.", valueName: "file"))
  var token: String?

  @Option(help: "How it is told: text or json.")
  var format = OutputFormat.text

  @OptionGroup var folder: RegistryOptions

  func validate() throws {
    guard LoadReport.validConnections.contains(Double(connections)) else {
      throw ValidationError("--connections is a number from 1 to 1024")
    }
    guard LoadReport.validDuration.contains(seconds) else {
      throw ValidationError("--for is a number of seconds from 0.1 to 3600")
    }
    if let rate, !LoadReport.validRate.contains(rate) {
      throw ValidationError("--rate is a number above 0, at most 1,000,000")
    }
    if !(1...65535).contains(port) { throw ValidationError("\(port) is no port: choose one up to 65535") }
  }

  func run() throws {
    let contents = try failing { try folder.registry.contents(of: name) }
    let bodies = try failing { try RequestBodies(contents.reference, contents.release.facts, atMost: 5000) }
    let test = LoadTest(host: host, port: port, token: try token.map(firstToken))
    let levels = LoadTest.levels(connections: connections, rate: rate, duration: .seconds(seconds))
    do {
      let steps = try test.run(levels, bodies: bodies.bodies)
      let report = LoadReport(
        name: name, version: contents.release.version, shape: rate == nil ? .closed : .open, steps: steps, goals: [])
      try tell(report)
    } catch let failure as LoadFailure {
      Console(isQuiet: false).error("error: \(failure)")
      throw ExitCode(1)
    }
  }

  private func firstToken(_ file: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw ValidationError("the file of tokens cannot be read: \(file)")
    }
    do {
      guard let token = try AccessTokens.parse(String(decoding: data, as: UTF8.self)).first else {
        throw ValidationError("\(file) holds no token")
      }
      return token
    } catch let mistake as TokenMistake { throw ValidationError(mistake.description) }
  }

  private func tell(_ report: LoadReport) throws {
    if format == .json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      print(String(decoding: try encoder.encode(report), as: UTF8.self))
      return
    }
    let titles = ["connections", "due a second", "answered a second", "half within", "99 of 100", "longest", "failed"]
    let rows = report.steps.map { step -> [String] in
      [
        String(step.connections), step.rate.map { NumberText.whole(Int($0)) } ?? "–",
        NumberText.whole(Int(step.throughput)),
      ] + [50, 99, 100].map { step.latencyText($0) ?? "–" } + [NumberText.whole(step.failed)]
    }
    let widths = titles.indices.map { column in ([titles] + rows).map { $0[column].count }.max() ?? 0 }
    for row in [titles] + rows {
      print(zip(row, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }.joined(separator: "  "))
    }
    if let failure = report.steps.compactMap(\.firstFailure).first { print("\(failure)") }
  }
}
