import Engine
import Foundation
import Report

/// Times the engine's own jobs, each as its peers are timed: the best of a few runs inside one process.
///
///     daybook-bench csv|fit|memory|slices|drift|page FLIGHTS.CSV [FLIGHTS.CSV.GZ]
///
/// One line of JSON a job: {"peer": "daybook", "job", "seconds", …figures}. `make bench` sets them beside the peers'.
@main
struct Benchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let job = arguments.first, arguments.count > 1 else {
      FileHandle.standardError.write(
        Data("daybook-bench csv|fit|memory|slices|drift|page FLIGHTS.CSV [FLIGHTS.CSV.GZ]\n".utf8))
      exit(64)
    }
    if job == "top-slices" {
      try printSlices(of: arguments.dropFirst().first ?? "", depth: arguments.last.flatMap { Int($0) } ?? 2)
      return
    }
    for file in arguments.dropFirst() {
      switch job {
      case "csv": try load(file)
      case "memory": try measureMemory(file)
      case "slices": try findSlices(file)
      case "drift": try compare(file)
      case "page": try writePage(file)
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
    let (known, later) = try halves(file)
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

  /// The first half of the year and the second, as the peers cut them.
  private static func halves(_ file: String) throws -> (known: Table, later: Table) {
    let flights = try CSVReader().read(path: file).table
      .filter(col("arr_delay").isPresent).adding("late", col("arr_delay") > 15)
    return (try flights.filter(col("month") <= 6), try flights.filter(col("month") > 6))
  }

  /// Slices of eight columns: categories, months and hours as they are, the rest at deciles.
  private static func findSlices(_ file: String) throws {
    let (known, later) = try halves(file)
    let model = try train(.boostedTrees(), on: known, predicting: "late", from: features)
    let losses = try evaluate(model, on: later).outcomes.losses
    let names = ["carrier", "origin", "dest", "month", "hour", "distance", "dep_delay", "sched_dep_time"]
    for depth in [2, 3] {
      var found: [SliceFinder.Slice] = []
      let seconds = try best(of: 3) {
        let features = try names.map {
          try SliceFinder.Feature($0, in: later, bins: ["month", "hour"].contains($0) ? .max : 10)
        }
        found = SliceFinder(alpha: 0.95, depth: depth, minimumRows: 1666).topSlices(features, losses: losses, count: 10)
      }
      report(
        "slices depth \(depth)", seconds,
        ["found": Double(found.count), "score": found.first?.score ?? 0, "rows": Double(later.rowCount)])
    }
  }

  /// The best slices of a file of categories with a column "error", a line each, to be compared with a peer's.
  private static func printSlices(of file: String, depth: Int) throws {
    let header = try CSVReader().read(path: file).table.columnNames
    var reader = CSVReader()
    reader.types = Dictionary(uniqueKeysWithValues: header.filter { $0 != "error" }.map { ($0, .string) })
    let table = try reader.read(path: file).table
    let names = header.filter { $0 != "error" }
    let labels = try names.map { name in
      let column = try table.column(name)
      return (0..<table.rowCount).map { column.text(at: $0) ?? "" }
    }
    let codes = labels.map { texts -> (places: [String: Int32], codes: [Int32]) in
      var places: [String: Int32] = [:]
      let codes = texts.map { text -> Int32 in
        let place = places[text] ?? Int32(places.count)
        places[text] = place
        return place
      }
      return (places, codes)
    }
    let found = SliceFinder(alpha: 0.95, depth: depth, minimumRows: 1666).topSlices(
      codes.map { .init(codes: $0.codes, count: $0.places.count) }, losses: try table.column("error").numbers() ?? [],
      count: 10)
    for slice in found {
      let terms = slice.terms.map { term in
        let value = codes[term.feature].places.first { $0.value == Int32(term.code) }?.key ?? ""
        return "\"\(names[term.feature])\": \"\(value)\""
      }
      print("{\"slice\": {\(terms.joined(separator: ", "))}, \"score\": \(slice.score)}")
    }
  }

  /// Eleven columns of one half of the year against the other, as a page.
  private static func compare(_ file: String) throws {
    let (known, later) = try halves(file)
    var size = 0
    // What is taken from the file lies in the columns of both tables beforehand, as it does in the peer's frames.
    let (before, now) = (try known.selecting(features), try later.selecting(features))
    for name in features { _ = (try before.column(name), try now.column(name)) }
    let page = FileManager.default.temporaryDirectory.appendingPathComponent("drift-\(getpid()).html")
    defer { try? FileManager.default.removeItem(at: page) }
    let seconds = try best(of: 5) {
      let drift = try now.drift(from: before)
      let html = try PageWriter().html(Self.page(of: [drift.presentation]))
      try html.write(to: page, atomically: true, encoding: .utf8)
      size = html.utf8.count
    }
    report("drift", seconds, ["bytes": Double(size)])
    try follow(file)
  }

  /// Writing alone: a hundred figures of the busiest kinds, a year of days each.
  private static func writePage(_ file: String) throws {
    let flights = try CSVReader().read(path: file).table
      .adding("date", date(year: col("year"), month: col("month"), day: col("day")))
    let days = try flights.grouped(by: ["date"]) {
      Aggregate("delay", .mean, of: "dep_delay")
      Aggregate("distance", .mean, of: "distance")
    }
    let kinds = [
      try flights.trend(of: "dep_delay", every: .day, on: "date").presentation,
      try flights.trend(of: "carrier", every: .week, on: "date").presentation,
      try flights.histogram(of: "distance", by: "origin").presentation,
      try days.chart(.lines, of: ["delay", "distance"], over: "date").presentation,
      try days.chart(.panels, of: ["delay", "distance"], over: "date").presentation,
    ]
    let all = (0..<100).map { kinds[$0 % kinds.count] }
    var size = 0
    let seconds = try best(of: 5) { size = try PageWriter().html(page(of: all)).utf8.count }
    report("page of 100 figures", seconds, ["bytes": Double(size)])
  }

  /// A year in months and in days: a window costs its own rows.
  private static func follow(_ file: String) throws {
    let flights = try CSVReader().read(path: file).table
      .filter(col("arr_delay").isPresent).adding("late", col("arr_delay") > 15)
      .adding("date", date(year: col("year"), month: col("month"), day: col("day")))
    let known = try flights.filter(col("month") <= 6)
    let model = try train(.boostedTrees(rounds: 20), on: known, predicting: "late", from: features)
    for (name, period) in [("month", Period.month), ("day", .day)] {
      var windows = 0
      let seconds = try best(of: 3) {
        windows = try monitor(model, flights, against: known, every: period, on: "date").windows.count
      }
      report("windows by \(name)", seconds, ["windows": Double(windows)])
    }
  }

  /// A page with one result.
  private static func page(of results: [Presentation]) -> Page {
    Page(
      title: "Drift", subtitle: nil, author: nil, date: nil, language: "en",
      items: [
        .step(
          StepResult(
            anchor: "drift", word: "monitor", stage: .monitoring, label: nil, line: 1, results: results, code: [],
            echo: .hidden))
      ], goals: [],
      provenance: Provenance(
        notebook: .init(path: "bench", sha256: "", rows: nil), inputs: [], parameters: [], version: ""))
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
