import Interpreter
import Report
import Steps

// The words of the notebook language that are more than the engine: they take part in a notebook's report, its inputs
// and its parameters. Each has the labels and types of its word in the registry.

// MARK: Scoping, evaluation, monitoring

extension Project {
  /// A project's scope; its goals stand in the report from here on.
  ///
  /// - Parameter parts: what the scope says, in any order.
  public init(_ name: String, @ProjectBuilder _ parts: () throws -> [ProjectPart]) rethrows {
    self.init(name, parts: try parts())
    Notebook.session.record(.written(goals))
  }
}

/// Judges a model on rows that it has not seen, beside baselines and against goals, which the report then knows.
///
/// - Throws: `DataError` where a goal or a baseline names a column that is not there.
public func evaluate(
  _ model: Model, on table: Table, goals: [Goal] = [], against baselines: [Baseline] = []
) throws(DataError) -> Evaluation {
  let evaluation = try Engine.evaluate(model, on: table, goals: goals, against: baselines)
  try Notebook.session.record(evaluation)
  return evaluation
}

// MARK: Deployment

/// Writes a model as a version that `daybook serve` answers with, into the project's folder of models.
///
/// - Throws: `DataError` where a goal that must be met is not, a column does not fit, or the folder cannot be written.
public func deploy(
  _ model: Model, as name: String, requiring goals: [Goal] = [], reference: Table? = nil, keeping: [String] = [],
  withholding: [String] = []
) throws -> Release {
  try Notebook.session.deploy(
    model, as: name, requiring: goals, reference: reference, keeping: keeping, withholding: withholding)
}

/// Follows a model and its features through windows of time, against goals, which the report then knows.
///
/// - Throws: `DataError` where a column is missing or does not fit, and what the block of watches throws.
public func monitor(
  _ model: Model, _ table: Table, against reference: Table, every period: Period, on column: String? = nil,
  seasonal season: Season? = nil, goals: [Goal] = [], @WatchBuilder _ watches: () throws -> [Watch] = { [] }
) throws -> MonitorReport {
  Notebook.session.recorded(
    try Engine.monitor(
      model, table, against: reference, every: period, on: column, seasonal: season, goals: goals, watches))
}

/// Follows a model, each window compared with the whole windows before it.
public func monitor(
  _ model: Model, _ table: Table, trailing windows: Int, every period: Period, on column: String? = nil,
  goals: [Goal] = [], @WatchBuilder _ watches: () throws -> [Watch] = { [] }
) throws -> MonitorReport {
  Notebook.session.recorded(
    try Engine.monitor(model, table, trailing: windows, every: period, on: column, goals: goals, watches))
}

/// Follows the predictions that another system left in a column.
public func monitor(
  predictions: String, of target: String, from features: [String], in table: Table, against reference: Table,
  every period: Period, on column: String? = nil, seasonal season: Season? = nil, goals: [Goal] = [],
  @WatchBuilder _ watches: () throws -> [Watch] = { [] }
) throws -> MonitorReport {
  Notebook.session.recorded(
    try Engine.monitor(
      predictions: predictions, of: target, from: features, in: table, against: reference, every: period, on: column,
      seasonal: season, goals: goals, watches))
}

// MARK: Data

extension Table {
  /// Reads a CSV file, gzipped or not; the types of its columns are inferred where they are not declared.
  ///
  /// - Parameters:
  ///   - path: from the notebook's folder. The file must lie in the project's folder.
  ///   - delimiter: one character; nil for a tab in files named .tsv, else a comma.
  ///   - quote: one character, or nil where quotes are plain characters.
  ///   - hasHeader: whether the first line names the columns.
  ///   - names: the columns' names, in place of the header's.
  ///   - types: the types of columns that are not inferred.
  ///   - missing: the words that stand for no value, as an empty field does.
  /// - Throws: where the file is outside the project, cannot be read or is no CSV.
  public init(
    csv path: String, delimiter: String? = nil, quote: String? = "\"", header hasHeader: Bool = true,
    names: [String] = [], types: [String: ColumnType] = [:], missing: [String] = CSVReader.usualNullWords,
    encoding: TextEncoding = .utf8
  ) throws {
    var reader = CSVReader(delimiter: try CSVReader.character(delimiter, "a delimiter"))
    reader.quote = try CSVReader.character(quote, "a quote")
    (reader.hasHeader, reader.names) = (hasHeader, names)
    (reader.types, reader.nullWords, reader.encoding) = (types, missing, encoding)
    self = Notebook.warned(of: try Notebook.session.table(csv: path, reader))
  }

  /// Reads a file of JSON Lines, gzipped or not.
  public init(jsonLines path: String) throws {
    self = Notebook.warned(of: try Notebook.session.table(jsonLines: path))
  }

  /// Reads what a query finds in an SQLite database.
  public init(sqlite path: String, query: String) throws {
    self = Notebook.warned(of: try Notebook.session.table(sqlite: path, query: query))
  }

  /// Reads a Parquet file, or another that DuckDB reads, through its command.
  public init(duckDB path: String, query: String = "SELECT * FROM data") throws {
    self = Notebook.warned(of: try Notebook.session.table(duckDB: path, query: query))
  }

  /// Reads what a deployed model was asked, and what it answered.
  public init(predictions name: String) throws { self = try Notebook.session.table(predictions: name) }

  /// Writes a CSV file into the project's folder of reports.
  public func write(csv name: String) throws {
    try Notebook.session.write(name, of: rowCount, endings: [".csv"]) { try write(csv: $0, displayPath: $1) }
  }

  /// Writes a file of JSON Lines into the project's folder of reports.
  public func write(jsonLines name: String) throws {
    try Notebook.session.write(name, of: rowCount, endings: [".jsonl", ".ndjson"]) {
      try write(jsonLines: $0, displayPath: $1)
    }
  }

  /// Writes an SQLite database into the project's folder of reports.
  public func write(sqlite name: String, table: String) throws {
    try Notebook.session.write(name, of: rowCount, endings: [".sqlite", ".sqlite3", ".db"]) {
      try write(sqlite: $0, table: table, displayPath: $1)
    }
  }
}

/// How a version that is tried does beside the one that answers, from the log of predictions.
public func rollout(of name: String) throws -> RolloutReport { try Notebook.session.rollout(of: name) }

/// The questions to answer before others rely on a release; what can be looked up is.
public func checklist(_ release: Release, @ChecklistBuilder _ checks: () throws -> [Check]) throws -> Checklist {
  Notebook.session.checklist(release, try checks())
}

extension Release {
  /// How fast the release answers under load, against the goals that it was deployed with, which the report then knows.
  public func loadTest(
    for duration: Duration = .seconds(5), connections: Int = 32, rate: Double? = nil
  ) throws -> LoadReport {
    try Notebook.session.loadTest(self, for: duration, connections: connections, rate: rate)
  }

  /// Asks the release about rows as if they came in now, and logs them.
  ///
  /// - Parameter rival: a version that answers in the background, for comparison alone.
  public func replay(_ table: Table, beside rival: Release? = nil) throws -> Replay {
    try Notebook.session.replay(self, table, beside: rival)
  }

  /// Adds what came true to the rows that were logged.
  public func joinLabels(_ table: Table, on column: String = "id") throws -> JoinedLabels {
    try Notebook.session.label(self, table, on: column)
  }
}

extension Model {
  /// Writes the model into the project's folder of reports.
  public func write(bundle name: String) throws {
    try Notebook.session.write(name, of: trainingRows, endings: [Model.bundleEnding]) {
      try write(bundle: $0, displayPath: $1)
    }
  }

  /// Writes the model as an ONNX file into the project's folder of reports.
  public func write(onnx name: String) throws {
    try Notebook.session.write(name, of: trainingRows, endings: [Model.onnxEnding]) {
      try write(onnx: $0, displayPath: $1)
    }
  }

  /// Reads a model that was written to a file.
  ///
  /// - Parameter path: from the notebook's folder. The file must lie in the project's folder.
  public init(bundle path: String) throws { self = try Notebook.session.model(bundle: path) }

  /// Reads a model that is deployed.
  ///
  /// - Parameter version: the beginning of one; nil for the one that answers.
  public init(deployed name: String, version: String? = nil) throws {
    self = try Notebook.session.model(deployed: name, version: version)
  }
}

extension Notebook {
  /// A table, once its reader has been told of what is odd about it.
  fileprivate static func warned(of table: Table) -> Table {
    for notice in table.notices { CompiledRun.current?.show(Presentation(warning: notice.message)) }
    return table
  }
}

// MARK: Parameters

/// A value that the command line can set with `-P name=value`.
///
/// - Throws: where the command line's value is no whole number.
public func parameter(_ name: String, default value: Int, help: String = "") throws -> Int {
  guard case .int(let chosen) = try Notebook.session.parameter(name, default: .int(value), help: help) else {
    return value
  }
  return chosen
}

/// A value that the command line can set with `-P name=value`.
///
/// - Throws: where the command line's value is no finite number.
public func parameter(_ name: String, default value: Double, help: String = "") throws -> Double {
  guard case .double(let chosen) = try Notebook.session.parameter(name, default: .double(value), help: help) else {
    return value
  }
  return chosen
}

/// A value that the command line can set with `-P name=value`.
///
/// - Throws: where the command line's value is neither `true` nor `false`.
public func parameter(_ name: String, default value: Bool, help: String = "") throws -> Bool {
  guard case .bool(let chosen) = try Notebook.session.parameter(name, default: .bool(value), help: help) else {
    return value
  }
  return chosen
}

/// A value that the command line can set with `-P name=value`.
public func parameter(_ name: String, default value: String, help: String = "") throws -> String {
  guard case .string(let chosen) = try Notebook.session.parameter(name, default: .string(value), help: help) else {
    return value
  }
  return chosen
}

// MARK: Texts

/// A remark in the report, where it stands alone or is shown.
public func note(_ text: String) -> Note { Note(text: text) }

/// A share from 0 to 1 in per cent: 0.237 is "23.7%".
public func percent(_ share: Double, decimals: Int = 1) -> String { NumberText.percent(share, decimals: decimals) }

/// A number with commas between thousands; without `decimals`, as many as it takes to read it well.
public func number(_ value: Double, decimals: Int? = nil) -> String {
  decimals.map { NumberText.decimal(value, decimals: $0) } ?? NumberText.short(value)
}

/// A whole number with commas between thousands.
public func number(_ value: Int, decimals: Int? = nil) -> String {
  decimals.map { NumberText.decimal(Double(value), decimals: $0) } ?? NumberText.whole(value)
}
