import Engine
import Foundation

/// Times the engine's own jobs, each as its peers are timed: the best of a few runs inside one process.
///
///     daybook-bench csv|fit|memory FLIGHTS.CSV [FLIGHTS.CSV.GZ]
///
/// One line of JSON a job: {"peer": "daybook", "job", "seconds", …figures}. `make bench` sets them beside the peers'.
@main
struct Benchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let job = arguments.first, arguments.count > 1 else {
      FileHandle.standardError.write(Data("daybook-bench csv|fit|memory FLIGHTS.CSV [FLIGHTS.CSV.GZ]\n".utf8))
      exit(64)
    }
    for file in arguments.dropFirst() {
      switch job {
      case "csv": try load(file)
      case "memory": try measureMemory(file)
      default: try fit(file)
      }
    }
  }

  private static func load(_ file: String) throws {
    let seconds = try best(of: 5) { _ = try CSVReader().read(path: file) }
    report(file.hasSuffix(".gz") ? "csv.gzip" : "csv.plain", seconds)
  }

  /// What the process took at most, of which the program itself is a few megabytes.
  private static func measureMemory(_ file: String) throws {
    let table = try CSVReader().read(path: file).table
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
    report(
      "memory", 0,
      ["peakBytes": Double(usage.ru_maxrss * 1024), "fileBytes": Double(size), "rows": Double(table.rowCount)])
  }

  private static let features = [
    "month", "day", "sched_dep_time", "sched_arr_time", "dep_delay", "distance", "hour", "minute", "carrier", "origin",
    "dest",
  ]

  private static func fit(_ file: String) throws {
    let flights = try CSVReader().read(path: file).table
      .filter(col("arr_delay").isPresent).adding("late", col("arr_delay") > 15)
    let known = try flights.filter(col("month") <= 6)
    let later = try flights.filter(col("month") > 6)
    var trained: Model?
    let fitting = try best(of: 3) {
      trained = try train(.boostedTrees(), on: known, predicting: "late", from: features)
    }
    guard let model = trained else { return }
    let quality = try evaluate(model, on: later)
    report("gbdt.fit", fitting, ["rows": Double(known.rowCount)])
    let predicting = try best(of: 3) { _ = try model.predictions(for: later) }
    report(
      "gbdt.predict", predicting,
      ["rocAUC": try quality.rocAUC, "logLoss": try quality.logLoss, "rows": Double(later.rowCount)])
  }

  private static func best(of runs: Int, _ job: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<runs {
      let time = try ContinuousClock().measure(job)
      best = min(best, time / .seconds(1))
    }
    return best
  }

  private static func report(_ job: String, _ seconds: Double, _ figures: [String: Double] = [:]) {
    let all = ["seconds": seconds].merging(figures) { first, _ in first }
    let list = all.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
    print("{\"peer\": \"daybook\", \"job\": \"\(job)\", \(list)}")
  }
}
