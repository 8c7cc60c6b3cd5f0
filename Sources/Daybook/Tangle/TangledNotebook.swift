import Diagnostics
import Foundation
import Interpreter
import Notebook

/// A notebook as the Swift that the compiler takes.
struct TangledNotebook {
  /// The notebook's path in its project, which compiler errors and reports name.
  let path: String
  /// The notebook as it is on disk.
  let text: String
  /// The blocks and the expressions in sentences, as one program.
  let main: String

  /// Reads a notebook and tangles its code.
  ///
  /// - Throws: `RunFailure` where the file is no notebook or its code no Swift.
  init(contentsOf file: String) throws(RunFailure) {
    let folder = ProjectFolder(ofNotebookAt: file)
    path = folder.relativePath
    let document: Document
    do { document = try Document(contentsOf: folder.notebook.path, displayPath: file) } catch {
      throw RunFailure(error.all)
    }
    // Reading it as a document has shown that the file is text.
    guard let bytes = FileManager.default.contents(atPath: folder.notebook.path) else {
      throw RunFailure([Diagnostic("this file cannot be read", path: file)])
    }
    text = String(decoding: bytes, as: UTF8.self)
    main = try Self.program(document, path: path)
  }

  // MARK: The program

  private static func program(_ document: Document, path: String) throws(RunFailure) -> String {
    let running = document.steps.enumerated().filter { $0.element.options.eval }
    let blocks = running.map { _, block in
      CodeUnit(code: block.code, source: document.source) { line, column, length in
        block.place(ofLine: line, utf8Column: column, utf8Length: length)
      }
    }
    let sentences = document.expressions.map { expression in
      CodeUnit(code: expression.code, source: document.source) { line, column, length in
        expression.place(ofLine: line, utf8Column: column, utf8Length: length)
      }
    }
    let swift: (blocks: [String], sentences: [String])
    do { swift = try Tangling(words: .ofNotebooks).tangled(blocks: blocks, sentences: sentences) } catch {
      throw RunFailure([error])
    }
    var lines = [
      "// Written by daybook tangle from \(path.onOneLine). Change the notebook and tangle it again.", "",
      "import Daybook", "", "Notebook.run(notebookText, path: \(path.swiftLiteral), blocks: blocks)", "",
      "func blocks() throws {",
    ]
    for ((index, block), code) in zip(running, swift.blocks) {
      let first = block.place(ofLine: 1, utf8Column: 1).line
      lines += ["Notebook.block(\(index))", location(path, first), code.withoutLastLineBreak, endOfLocation, ""]
    }
    for (expression, code) in zip(document.expressions, swift.sentences) {
      let line = expression.place.line
      lines += [
        location(path, line),
        "Notebook.line(\(line)); Notebook.sentence(\(expression.index), \(code))", endOfLocation,
      ]
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  /// Lets the compiler speak of the notebook's lines.
  private static func location(_ path: String, _ line: Int) -> String {
    "#sourceLocation(file: \(path.swiftLiteral), line: \(line))"
  }

  private static let endOfLocation = "#sourceLocation()"
}

extension String {
  /// The text as a Swift literal on one line.
  var swiftLiteral: String { "\"\(escapedForSwift(keepsLines: false))\"" }

  /// The text as a Swift literal over as many lines as it has.
  var swiftLiteralOfLines: String { "\"\"\"\n\(escapedForSwift(keepsLines: true))\n\"\"\"" }

  private func escapedForSwift(keepsLines: Bool) -> String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n" where keepsLines: result += "\n"
      case "\t" where keepsLines: result += "\t"
      // Control characters, a carriage return among them, and a byte order mark are not kept by the compiler.
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0xFEFF:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  fileprivate var onOneLine: String { String(unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) }) }

  fileprivate var withoutLastLineBreak: String { hasSuffix("\n") ? String(dropLast()) : self }
}
