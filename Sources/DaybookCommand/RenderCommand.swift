import ArgumentParser
import Daybook
import Foundation

struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Runs notebooks and writes their reports.",
    discussion: """
      The report of notebooks/NAME.md goes to reports/NAME.html, with its numbers beside it in reports/NAME.json.
      """)

  @Argument(help: ArgumentHelp("The notebooks to render.", valueName: "file"))
  var files: [String]

  @Option(
    name: [.short, .customLong("output")],
    help: "Where the report goes: a file that ends with .html (or as --to says), else a folder.")
  var output: String?

  @Option(
    help: ArgumentHelp(
      """
      Writes the report in another form than a page: text for a terminal, markdown for a comment, json for machines. It \
      goes to standard output, or where -o says.
      """, valueName: "form"))
  var to: ReportForm?

  @Flag(help: "Prints the page as a PDF beside it, by an installed Chromium.")
  var pdf = false

  @Option(
    help: ArgumentHelp(
      "Who reads the report: external leaves out code, rows of the data as they are, and file paths.",
      valueName: "readers"))
  var audience: Audience = .internal

  @Option(help: ArgumentHelp("A folder of templates, in place of the notebook's theme.", valueName: "folder"))
  var template: String?

  @OptionGroup var parameters: ParameterOptions

  @Option(
    name: .customLong("for-each"),
    help: ArgumentHelp(
      "Renders one report for each value of a parameter: week=2013-W27...2013-W52, or origin=EWR,JFK.",
      valueName: "name=values"))
  var forEach: ParameterValues?

  @Flag(help: "Run every block, also where an earlier run's result could be used.")
  var fresh = false

  @OptionGroup var limits: LimitOptions

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Flag(help: "End with status 3 where a goal that must be met is missed, or a limit that must be kept is crossed now.")
  var strict = false

  func validate() throws {
    for file in files where !FileManager.default.fileExists(atPath: file) {
      guard let stray = ParameterOverride(argument: file), stray.isNamed else { continue }
      throw ValidationError("there is no notebook \"\(file)\"; did you mean -P \(file)?")
    }
    if files.count > 1 || (forEach?.values.count ?? 1) > 1, let output, output.hasSuffix(".\(fileExtension)") {
      throw ValidationError("several reports cannot go to one file: name a folder after -o")
    }
    if pdf, let to {
      throw ValidationError("a PDF is printed from the page: --pdf does not go with --to \(to.rawValue)")
    }
    if let name = forEach?.name, parameters.values[name] != nil {
      throw ValidationError("the parameter \"\(name)\" is given by -P and by --for-each")
    }
    var seen: [String: String] = [:]
    for job in jobs {
      let path = job.destination.standardizedFileURL.path
      if let other = seen.updateValue(job.name, forKey: path) {
        throw ValidationError("the reports of \(other) and \(job.name) would both go to \(path)")
      }
    }
  }

  func run() throws {
    try checkArguments()
    if pdf {
      // Before anything long is done.
      do { try PrintedReport.checkBrowser() } catch {
        Console(isQuiet: quiet).error(error.description)
        throw ExitCode(2)
      }
    }
    var status: Int32 = 0
    for job in jobs {
      // A notebook that failed is worse news than a missed goal.
      let ended = render(job)
      if ended == 1 || ended == 2 { throw ExitCode(ended) }
      status = max(status, ended)
    }
    if status != 0 { throw ExitCode(status) }
  }

  /// Nothing is rendered where a notebook is missing, or where one of several lacks a parameter that is to be set.
  private func checkArguments() throws {
    let console = Console(isQuiet: quiet)
    let missing = files.filter { !FileManager.default.fileExists(atPath: $0) }
    for file in missing { for problem in NotebookCheck(path: file).diagnostics { console.error("\(problem)") } }
    if !missing.isEmpty { throw ExitCode(1) }
    guard files.count > 1 else { return }
    for file in files {
      guard let job = jobs.first(where: { $0.file == file }) else { continue }
      if let failure = notebook(of: job).unknownParameter {
        console.error(failure.description)
        throw ExitCode(2)
      }
    }
  }

  private func notebook(of job: Job) -> NotebookRun {
    var run = NotebookRun(path: job.file, overrides: job.overrides)
    run.repeatedParameter = forEach?.name
    return run
  }

  /// One report to make.
  private struct Job {
    let file: String
    /// The file, and the value that it is rendered for.
    let name: String
    let overrides: [String: String]
    let destination: URL
  }

  private var jobs: [Job] {
    return files.flatMap { file -> [Job] in
      guard let forEach else {
        return [Job(file: file, name: file, overrides: parameters.values, destination: destination(of: file))]
      }
      return forEach.values.map { value in
        let usual = destination(of: file)
        let name =
          "\(usual.deletingPathExtension().lastPathComponent)-\(ParameterValues.fileName(for: value)).\(fileExtension)"
        return Job(
          file: file, name: "\(file) for \(value)",
          overrides: parameters.values.merging([forEach.name: value]) { _, new in new },
          destination: output?.hasSuffix(".\(fileExtension)") == true
            ? usual : usual.deletingLastPathComponent().appendingPathComponent(name))
      }
    }
  }

  /// - Returns: the exit status that this notebook calls for.
  private func render(_ job: Job) -> Int32 {
    let console = Console(isQuiet: quiet)
    do {
      var run = notebook(of: job)
      run.limits = limits.limits
      run.templates = template.map { URL(fileURLWithPath: $0, isDirectory: true) }
      run.reuse = fresh ? .write : .readAndWrite
      run.overdue = { diagnostic in
        console.clear()
        console.error(diagnostic.description)
        Foundation.exit(1)
      }
      var outcome = try run.run(progress: { console.show($0, of: job.name) })
      if audience == .external { outcome = outcome.forReadersOutside }
      if let to {
        try write(try outcome.text(as: to), of: job)
        console.clear()
        if !quiet { for warning in outcome.warnings { console.error("\(warning)") } }
        return strict && outcome.callsForAction ? 3 : 0
      }
      let target = ReportFiles(html: job.destination)
      try target.write(outcome.page)
      if pdf { try PrintedReport(html: job.destination).write() }
      console.clear()
      if !quiet { for warning in outcome.warnings { console.error("\(warning)") } }
      console.summarise(outcome, at: target)
      return strict && outcome.callsForAction ? 3 : 0
    } catch {
      console.clear()
      console.error(error.description)
      return error.isUsage ? 2 : 1
    }
  }

  private var fileExtension: String { to?.fileExtension ?? "html" }

  /// Where text goes: to standard output unless a place is named.
  private func write(_ text: String, of job: Job) throws(RunFailure) {
    guard output != nil else {
      print(text, terminator: "")
      return
    }
    try TextFile(job.destination).write(text)
  }

  private func destination(of file: String) -> URL {
    let usual = ProjectFolder(ofNotebookAt: file).report.deletingPathExtension().appendingPathExtension(fileExtension)
    guard let output else { return usual }
    guard output.hasSuffix(".\(fileExtension)") else {
      return URL(fileURLWithPath: output, isDirectory: true).appendingPathComponent(usual.lastPathComponent)
    }
    return URL(fileURLWithPath: output)
  }
}

extension ReportForm: ExpressibleByArgument {}

/// Who reads a report.
enum Audience: String, ExpressibleByArgument, CaseIterable {
  case `internal`, external
}

extension ParameterValues: ExpressibleByArgument {
  public init?(argument: String) {
    do { try self.init(argument) } catch {
      Console(isQuiet: false).error("error: \(error.description)")
      return nil
    }
  }
}
