import Diagnostics
import Engine
import Foundation
import Interpreter
import Synchronization

/// What a notebook may touch while it runs, and what it did touch: files, parameters.
public final class Session: Sendable {
  /// Relative paths in the notebook start here.
  public let notebookFolder: URL
  /// No file outside this folder is read.
  public let projectFolder: URL
  /// Whether a file that the notebook names may be missing, since nothing is run.
  private let allowsMissingFiles: Bool
  /// The project's folder without symbolic links.
  private let root: String
  private let state: Mutex<State>
  /// What a deployment says of where it comes from.
  let origin: DeploymentOrigin

  private struct State {
    var overrides: [String: String]
    var parameters: [UsedParameter] = []
    var inputs: [Input] = []
    /// Where paths of the notebook lead: to find that out takes a look at each of a path's folders.
    var locations: [String: URL] = [:]
    var block = 0
    var goals: [GoalRecord] = []
    var hiddenColumns: [String] = []
    /// What the running block alone did.
    var trace = Trace()
  }

  /// What a block said of goals and limits, shown or not.
  public struct GoalRecord: Sendable {
    public enum Content: Sendable {
      case written([Goal])
      case measured([GoalMeasurement])
      /// How a model did when it was judged, for whoever deploys it.
      case judged(ModelEvidence)
      /// What a monitor raised.
      case alerted([Alert])
    }

    /// The block's place among the notebook's blocks, from zero.
    public let block: Int
    public let content: Content
  }

  /// A file that the notebook read.
  public struct Input: Sendable, Equatable, Codable {
    /// As the notebook writes it.
    public let path: String
    public let rows: Int
    /// In hexadecimal.
    public let sha256: String
    /// The names of a table's columns.
    public let columns: [String]

    init(path: String, rows: Int, sha256: String, columns: [String] = []) {
      self.path = path
      self.rows = rows
      self.sha256 = sha256
      self.columns = columns
    }
  }

  /// A parameter that the notebook declared.
  public struct UsedParameter: Sendable, Equatable, Codable {
    public let name: String
    public let value: String
    public let help: String
    public let isOverridden: Bool
  }

  /// - Parameters:
  ///   - overrides: values for parameters, as the command line gives them.
  ///   - allowsMissingFiles: whether a file that is not there is no mistake, for those who only read the notebook.
  ///   - origin: what a deployment says of where it comes from.
  public init(
    notebookFolder: URL, projectFolder: URL, overrides: [String: String] = [:], allowsMissingFiles: Bool = false,
    origin: DeploymentOrigin = DeploymentOrigin()
  ) {
    self.origin = origin
    self.notebookFolder = notebookFolder
    self.projectFolder = projectFolder
    self.allowsMissingFiles = allowsMissingFiles
    root = projectFolder.standardizedFileURL.resolvingSymlinksInPath().path
    state = Mutex(State(overrides: overrides))
  }

  /// In the order of their first use.
  public var inputs: [Input] { state.withLock { $0.inputs } }
  public var parameters: [UsedParameter] { state.withLock { $0.parameters } }
  public var goals: [GoalRecord] { state.withLock { $0.goals } }

  /// What one block told its session, so that a run which leaves the block out can tell it again.
  public struct Trace: Sendable {
    public var inputs: [Input] = []
    public var parameters: [UsedParameter] = []
    public var goals: [GoalRecord.Content] = []
    /// Files that it wrote, by their whole paths.
    public var outputs: [Input] = []

    public init() {}
  }

  /// Says which columns the notebook's readers must not see.
  package func hide(_ columns: [String]) { state.withLock { $0.hiddenColumns = columns } }
  var hiddenColumns: [String] { state.withLock(\.hiddenColumns) }

  /// Says which block runs from now on.
  public func begin(block: Int) {
    state.withLock { state in
      state.block = block
      state.trace = Trace()
    }
  }

  /// What the block has done since it began.
  public var trace: Trace { state.withLock { $0.trace } }

  /// Tells what a block told in an earlier run.
  public func replay(_ trace: Trace) {
    for content in trace.goals { record(content) }
    state.withLock { state in
      for input in trace.inputs where !state.inputs.contains(input) { state.inputs.append(input) }
      for parameter in trace.parameters where !state.parameters.contains(where: { $0.name == parameter.name }) {
        state.parameters.append(parameter)
      }
    }
  }

  /// What the command line gives for parameters.
  public var overrides: [String: String] { state.withLock { $0.overrides } }

  package func record(_ content: GoalRecord.Content) {
    state.withLock { state in
      state.goals.append(GoalRecord(block: state.block, content: content))
      state.trace.goals.append(content)
    }
  }

  /// Names on the command line that no block declared.
  public var unusedOverrides: [String] {
    state.withLock { state in
      state.overrides.keys.filter { name in !state.parameters.contains { $0.name == name } }.sorted()
    }
  }

  // MARK: Files

  /// - Throws: `CallError` where a file that the notebook names is outside the project folder, or not there.
  func checkFile(at path: String) throws {
    let url = try location(of: path)
    guard !allowsMissingFiles, !FileManager.default.fileExists(atPath: url.path) else { return }
    // The nearest file name in the same folder is the likeliest one to be meant.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.deletingLastPathComponent().path)) ?? []
    let nearest = nearestName(to: path, among: names.sorted().map { PathNames(path).beside($0) })
    throw CallError(
      "cannot read \(path): there is no such file", subject: path,
      hint: nearest.map { "did you mean \"\($0)\"?" } ?? pathHint(path))
  }

  /// A path from the project's folder is likely to be meant where it leads to a file.
  private func pathHint(_ path: String) -> String {
    let start = "paths start at the notebook's folder"
    let file = projectFolder.appendingPathComponent(path).standardizedFileURL.path
    let folder = notebookFolder.standardizedFileURL.path + "/"
    guard FileManager.default.fileExists(atPath: file), file.hasPrefix(folder) else { return start }
    return "\(start): write \"\(file.dropFirst(folder.count))\""
  }

  /// Where a file that the notebook names lies.
  func location(of path: String) throws -> URL {
    if let known = state.withLock({ $0.locations[path] }) { return known }
    let url = URL(fileURLWithPath: path, relativeTo: notebookFolder).standardizedFileURL.resolvingSymlinksInPath()
    guard url.path == root || url.path.hasPrefix(root.hasSuffix("/") ? root : root + "/") else {
      throw CallError(
        "\(path) is outside the project folder", subject: path,
        hint: "a notebook reads only files beside it or under its project: copy or link the folder there")
    }
    state.withLock { $0.locations[path] = url }
    return url
  }

  /// The columns of a CSV file that the notebook names, from its first line; nil where reading it would fail.
  public func header(ofFile path: String) -> CSVHeader? {
    (try? location(of: path)).flatMap { CSVHeader(path: $0.path) }
  }

  func record(_ input: Input) {
    state.withLock { state in
      if !state.inputs.contains(input) { state.inputs.append(input) }
      if !state.trace.inputs.contains(input) { state.trace.inputs.append(input) }
    }
  }

  /// Notes a file that the running block wrote, so that the block runs again once the file is gone or another one.
  func record(output: Input) { state.withLock { $0.trace.outputs.append(output) } }

  // MARK: Parameters

  /// The value of a parameter: the command line's, where it gives one, in the type of the default.
  package func parameter(_ name: String, default value: Value, help: String) throws -> Value {
    let override = state.withLock { $0.overrides[name] }
    let chosen = try override.map { try Self.parse($0, like: value, name: name) } ?? value
    let used = UsedParameter(name: name, value: chosen.description, help: help, isOverridden: override != nil)
    state.withLock { state in
      state.trace.parameters.append(used)
      if !state.parameters.contains(where: { $0.name == name }) { state.parameters.append(used) }
    }
    return chosen
  }

  private static func parse(_ text: String, like value: Value, name: String) throws -> Value {
    let parsed: Value? =
      switch value {
      case .int: Int(text).map { .int($0) }
      case .double: Double(text).flatMap { $0.isFinite ? .double($0) : nil }
      case .bool: Bool(text).map { .bool($0) }
      case .string: .string(text)
      default: nil
      }
    guard let parsed else {
      throw CallError("the parameter \"\(name)\" is \(value.type), but it is given \"\(text)\"", subject: name)
    }
    return parsed
  }
}
