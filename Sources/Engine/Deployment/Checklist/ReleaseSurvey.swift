import Foundation

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
    let measure = found.goal.measure
    return (
      "\(measure.name.capitalisedFirst) \(measure.text(value)), against \(found.goal.text).", found.isMet == true
    )
  }

  private var logging: (String, Bool) {
    let log = PredictionLog(registry, release.facts)
    do {
      let rows = FileManager.default.fileExists(atPath: log.path) ? try log.rowCount() : 0
      return rows > 0
        ? ("\(NumberText.whole(rows)) rows are in \(log.displayPath).", true)
        : ("Nothing has been logged yet: daybook serve \(release.name) logs unless it is told not to.", false)
    } catch { return (Self.sentence(error), false) }
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
    do {
      let count = try registry.state(of: release.name).history.count { $0.action == .rolledBack }
      return count > 0
        ? ("Yes, \(count == 1 ? "once" : "\(count) times").", true)
        : ("Never: daybook models rollback \(release.name), once two versions have answered.", false)
    } catch { return (Self.sentence(error), false) }
  }

  private var integrity: (String, Bool) {
    do {
      _ = try registry.contents(of: release.name, release.version)
      return ("Each has the SHA-256 that version \(release.version) was deployed with.", true)
    } catch { return (Self.sentence(error), false) }
  }

  private static func sentence(_ error: DataError) -> String { "\(error.description.capitalisedFirst)." }

  private var personalColumns: (String, Bool) {
    let withheld = release.facts.withheld
    return withheld.isEmpty
      ? ("None is declared: deploy(…, withholding: […]) keeps those that do out of the log.", false)
      : ("Neither the log nor the reference holds \(withheld.joined(separator: ", ")).", true)
  }

  private var drift: (String, Bool) {
    do {
      let drift = try driftOfLate()
      guard drift.rowCount >= LiveDrift.fewestRows else {
        return ("Too few rows are logged to tell: \(drift.rowCount) of \(LiveDrift.fewestRows).", false)
      }
      guard let first = drift.figures.first, first.psi > Schema.driftBound else {
        return ("No feature has moved by more than \(NumberText.short(Schema.driftBound)) (PSI).", true)
      }
      return ("\(first.column) has moved (PSI \(NumberText.decimal(first.psi, decimals: 2))).", false)
    } catch { return (Self.sentence(error), false) }
  }

  /// So many of the latest rows decide on drift.
  private static let rowsOfLate = 20_000

  private func driftOfLate() throws(DataError) -> LiveDrift {
    let table = try PredictionLog(registry, release.facts).table()
    // What is withheld is neither in the log nor in the profile.
    let fields = release.facts.features.filter { table.hasColumn($0.name) }
    var columns: [Column] = []
    for field in fields { columns.append(try table.column(field.name)) }
    var drift = LiveDrift(try registry.contents(of: release.name, release.version).profile, fields)
    var row = RowValues(fieldCount: fields.count)
    for number in max(0, table.rowCount - Self.rowsOfLate)..<table.rowCount {
      row.clear()
      for (place, column) in columns.enumerated() where column.validity.isPresent(number) {
        switch column.values {
        case .double(let numbers): row.numbers[place] = numbers[number]
        case .int(let numbers): row.numbers[place] = Double(numbers[number])
        case .bool(let truths): row.numbers[place] = truths[number] ? 1 : 0
        case .string: row.texts[place] = column.text(at: number)
        // No profile counts dates in bins.
        case .date: break
        }
      }
      drift.add(row)
    }
    return drift
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
