import ArgumentParser
import Daybook
import Diagnostics
import Dispatch
import Foundation
import Preview

struct PreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Shows a notebook's report in a browser, and keeps it up with the notebook.",
    discussion: """
      The page comes anew whenever the notebook or a file that it reads is saved. What is wrong with the notebook \
      stands at its block, with the last good results greyed around it. Only this machine can open the page, and \
      nothing is written to reports/. Ctrl-C ends the preview.
      """)

  @Argument(help: ArgumentHelp("The notebook to show.", valueName: "file"))
  var file: String

  @Option(help: "The port to serve on; 0 for any that is free. (default: 8080, or the next that is free)")
  var port: Int?

  @Flag(help: "Open the page in the browser.")
  var open = false

  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var limits: LimitOptions

  func validate() throws {
    if let port, !(0...65535).contains(port) { throw ValidationError("\(port) is no port: choose one up to 65535") }
  }

  func run() throws {
    let console = PreviewConsole(file: file)
    var notebook = NotebookRun(path: file, overrides: parameters.values)
    notebook.limits = limits.limits
    notebook.reuse = .readAndWrite
    notebook.overdue = { diagnostic in
      console.complain([diagnostic])
      Foundation.exit(1)
    }
    // A preview of nothing is a slip of the keyboard; a notebook that goes away later is waited for.
    guard FileManager.default.fileExists(atPath: notebook.folder.notebook.path) else {
      if case .failed(let errors) = notebook.previewed({}) { console.complain(errors) }
      throw ExitCode(1)
    }
    let source = PreviewSource(path: notebook.folder.notebook.path, displayPath: file, run: notebook.previewed)
    let server = PreviewServer(source, port: chosenPort)
    let interrupts = endOnInterrupt(console)
    defer { interrupts.forEach { $0.cancel() } }

    // The server waits without a thread; the command has to stay.
    let opens = open
    let ended = DispatchSemaphore(value: 0)
    Task {
      do {
        try await server.run { event in
          console.show(event)
          if opens, case .serving(let address) = event { console.openBrowser(at: address) }
        }
        console.complain("the preview has ended")
      } catch {
        console.complain("Error: \(error)")
      }
      ended.signal()
    }
    ended.wait()
    throw ExitCode(1)
  }

  private var chosenPort: PreviewServer.Port {
    switch port {
    case nil: .first(of: 8080...8179)
    case 0: .free
    case let port?: .exactly(port)
    }
  }

  /// Ctrl-C is how a preview ends well: there is nothing to save, and a run that is under way is not waited for.
  private func endOnInterrupt(_ console: PreviewConsole) -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        console.end()
        Foundation.exit(0)
      }
      source.resume()
      return source
    }
  }
}

extension NotebookRun {
  /// One run, as a preview wants it.
  @Sendable fileprivate func previewed(_ wasRead: () -> Void) -> PreviewResult {
    do {
      let outcome = try run(wasRead: wasRead)
      return .page(outcome.page, warnings: outcome.warnings)
    } catch {
      return .failed(error.diagnostics)
    }
  }
}
