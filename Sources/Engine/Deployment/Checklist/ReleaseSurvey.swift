import Foundation
import GRDB

/// Looks up how a deployed model stands: in the registry, in its log, and in the project's folder.
struct ReleaseSurvey {
  private let release: Release
  private let registry: ModelRegistry
  private let project: String
  private let measured: [GoalMeasurement]

  init(_ release: Release, _ registry: ModelRegistry, project: String, measured: [GoalMeasurement]) {
    self.release = release
    self.registry = registry
    self.project = project
    self.measured = measured
  }

  /// What is found, and whether it is in order.
  func look(_ fact: Check.Fact) -> (answer: String, isInOrder: Bool) {
    switch fact {
    case .goals: goals
    case .latency: latency
    case .logging: logging
    case .tokens: tokens
    case .rollback: rollback
    case .scheduledReport: scheduledReport
    case .personalColumns: personalColumns
    case .integrity: integrity
    case .drift: drift
    }
  }

  private var goals: (String, Bool) {
    let must = release.facts.goals.filter { $0.priority == .must }
    guard !must.isEmpty else { return ("It was deployed without goals: deploy(…, requiring: project.goals).", false) }
    let met = must.count { $0.isMet == true }
    let later = must.filter { $0.isMet == nil }
    if let open = later.first(where: { goal in measured.last { $0.goal.text == goal.text }?.isMet != true }) {
      return ("\(met) of \(must.count) were met when it was deployed; not measured yet: \(open.text).", false)
    }
    return ("All \(must.count) that must be met are.", true)
  }

  private var latency: (String, Bool) {
    let found = measured.last { if case .latency = $0.goal.measure { $0.value != nil } else { false } }
    guard let found, let value = found.value else {
      return ("Not measured: give the project a Goal(.latency(), …) and let loadTest() measure it.", false)
    }
    let text =
      "\(found.goal.measure.name.prefix(1).uppercased())\(found.goal.measure.name.dropFirst()) \(found.goal.measure.text(value))"
    return ("\(text), against \(found.goal.text).", found.isMet == true)
  }

  private var logging: (String, Bool) {
    let log = PredictionLog(registry, release.facts)
    var configuration = Configuration()
    configuration.readonly = true
    guard FileManager.default.fileExists(atPath: log.path),
      let rows = try? DatabaseQueue(path: log.path, configuration: configuration).read({
        try Int.fetchOne($0, sql: "SELECT count(*) FROM predictions")
      }), rows > 0
    else { return ("Nothing has been logged yet: daybook serve \(release.name) logs unless it is told not to.", false) }
    return ("\(NumberText.whole(rows)) rows are in \(log.displayPath).", true)
  }

  private var tokens: (String, Bool) {
    guard let start = ServiceStart.last(of: release.name, in: registry) else {
      return ("It was never served: daybook serve \(release.name) --tokens FILE.", false)
    }
    if start.hasTokens {
      return ("When it was last served, only those with a token could ask, at \(start.host).", true)
    }
    return start.isLoopback
      ? ("When it was last served, whoever uses the machine could ask, at \(start.host), without a token.", false)
      : ("When it was last served, everybody who reaches \(start.host) could ask, without a token.", false)
  }

  private var rollback: (String, Bool) {
    let history = (try? registry.state(of: release.name))?.history ?? []
    let count = history.count { $0.action == .rolledBack }
    return count > 0
      ? ("Yes, \(count == 1 ? "once" : "\(count) times").", true)
      : ("Never: daybook models rollback \(release.name), once two versions have answered.", false)
  }

  private var integrity: (String, Bool) {
    do {
      _ = try registry.contents(of: release.name, release.version)
      return ("Each has the SHA-256 that version \(release.version) was deployed with.", true)
    } catch { return ("\(error.description).", false) }
  }

  private var personalColumns: (String, Bool) {
    let withheld = release.facts.withheld
    return withheld.isEmpty
      ? ("None is declared: deploy(…, withholding: […]) keeps those that do out of the log.", false)
      : ("Neither the log nor the reference holds \(withheld.joined(separator: ", ")).", true)
  }

  private var drift: (String, Bool) {
    guard let contents = try? registry.contents(of: release.name, release.version),
      let table = try? PredictionLog(registry, release.facts).table()
    else { return ("Nothing has been logged yet.", false) }
    let fields = release.facts.features + release.facts.kept
    var drift = LiveDrift(contents.profile, fields)
    let columns = fields.map { try? table.column($0.name) }
    for row in max(0, table.rowCount - 20_000)..<table.rowCount {
      var values = RowValues(fieldCount: fields.count)
      for (place, column) in columns.enumerated() where column?.validity.isPresent(row) == true {
        switch column?.values {
        case .double(let numbers)?: values.numbers[place] = numbers[row]
        case .int(let numbers)?: values.numbers[place] = Double(numbers[row])
        case .bool(let truths)?: values.numbers[place] = truths[row] ? 1 : 0
        case .string?: values.texts[place] = column?.text(at: row)
        case .date?, nil: break
        }
      }
      drift.add(values)
    }
    let moved = drift.figures.filter { figure in
      figure.psi > Schema.driftBound && release.facts.features.contains { $0.name == figure.column }
    }
    guard drift.rowCount >= LiveDrift.fewestRows else { return ("Too few rows are logged to tell.", false) }
    guard let first = moved.first else {
      return ("No feature has moved by more than \(NumberText.short(Schema.driftBound)) (PSI).", true)
    }
    return ("\(first.column) has moved (PSI \(NumberText.decimal(first.psi, decimals: 2))).", false)
  }

  // MARK: The project's folder

  /// Files that schedule commands, where projects keep them.
  private static let schedules = [
    ".github/workflows", ".gitlab-ci.yml", "crontab", "deploy", "systemd", "ops", ".circleci",
  ]

  private var scheduledReport: (String, Bool) {
    let folder = "\(project)/notebooks"
    let notebooks = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().filter { name in
      guard name.hasSuffix(".md"), let text = Self.text("\(folder)/\(name)") else { return false }
      return text.contains("Table(predictions: \"\(release.name)\")")
    }
    guard let first = notebooks.first else {
      return ("No notebook reads Table(predictions: \"\(release.name)\").", false)
    }
    for file in Self.schedules.flatMap({ Self.files(under: "\(project)/\($0)") }) {
      guard let text = Self.text(file) else { continue }
      if let scheduled = notebooks.first(where: { text.contains($0) }) {
        return ("notebooks/\(scheduled) does, by \(file.dropFirst(project.count + 1)).", true)
      }
    }
    return ("notebooks/\(first) reads its log, but no schedule of the project renders it.", false)
  }

  private static func files(under path: String) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return [] }
    guard isFolder.boolValue else { return [path] }
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted().map { "\(path)/\($0)" }
  }

  private static func text(_ path: String) -> String? {
    guard let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int, size < 1 << 20 else {
      return nil
    }
    return FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}

/// How a model was last served, as the service wrote it when it began to answer.
public struct ServiceStart: Sendable, Codable, Equatable {
  private static let fileName = "service.json"

  public let host: String
  public let isLoopback: Bool
  public let hasTokens: Bool
  public let isLogging: Bool

  public init(host: String, isLoopback: Bool, hasTokens: Bool, isLogging: Bool) {
    self.host = host
    self.isLoopback = isLoopback
    self.hasTokens = hasTokens
    self.isLogging = isLogging
  }

  /// - Throws: `DataError.cannotWrite`.
  public func write(for name: String, in registry: ModelRegistry) throws(DataError) {
    let file = "\(name)/\(Self.fileName)"
    try DurableFolder.replace(
      Array(ReleaseJSON.data(of: self)) + [10], at: "\(registry.folder)/\(file)",
      displayPath: "\(registry.displayPath)/\(file)")
  }

  static func last(of name: String, in registry: ModelRegistry) -> ServiceStart? {
    guard let bytes = try? FileBytes(path: "\(registry.folder)/\(name)/\(fileName)").contents else { return nil }
    return try? ReleaseJSON.value(ServiceStart.self, from: bytes)
  }
}
