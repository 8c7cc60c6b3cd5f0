import Diagnostics
import SwiftSyntax

/// Turns the code of a notebook into Swift that the compiler takes.
///
/// The notebook language leaves out two things that Swift asks for: `try` before a step that may fail, and a call that
/// shows a value that stands alone. Tangling inserts both, and `throws` where a function or a function's type needs it,
/// and changes nothing else:
///
/// ```swift
/// let split = flights.split(on: "date", at: "2013-07-01")
/// split
/// ```
///
/// becomes
///
/// ```swift
/// Notebook.line(58); let split = try flights.split(on: "date", at: "2013-07-01")
/// Notebook.show(split)
/// ```
///
/// `Notebook.line` tells a running program where it is, so that what a step throws can be shown in the notebook.
public struct Tangling: Sendable {
  let words: TanglingWords

  public init(words: TanglingWords) { self.words = words }

  /// Tangles the blocks of a notebook and the expressions in its sentences.
  ///
  /// They are taken together, since what a function in one block may throw decides how the others call it.
  ///
  /// - Returns: the texts in their order. An expression in a sentence is not shown, only covered with `try`.
  /// - Throws: the first mistake in the syntax of a unit.
  public func tangled(
    blocks: [CodeUnit], sentences: [CodeUnit]
  ) throws(Diagnostic) -> (blocks: [String], sentences: [String]) {
    try onDeepStack {
      Result { () throws(Diagnostic) in try self.texts(of: blocks, sentences) }
    }.get()
  }

  private func texts(
    of blocks: [CodeUnit], _ sentences: [CodeUnit]
  ) throws(Diagnostic) -> (blocks: [String], sentences: [String]) {
    var parsedBlocks: [ParsedUnit] = []
    for unit in blocks { parsedBlocks.append(try unit.wellFormed()) }
    var parsedSentences: [ParsedUnit] = []
    for unit in sentences {
      let parsed = try unit.wellFormed()
      guard parsed.file.statements.count == 1, case .expr = parsed.file.statements.first?.item else {
        throw parsed.error(
          "a sentence holds one expression", at: parsed.file, hint: "compute the value in a block and name it here")
      }
      parsedSentences.append(parsed)
    }

    // A function throws when it calls one that does, which may stand below it: marking goes on until none is new.
    var functions = NotebookFunctions()
    while true {
      let before = functions
      let blockTexts = parsedBlocks.map { unit in
        var marks = TryMarks(unit, words, functions)
        marks.cover(unit.file.statements, as: .block)
        functions = marks.functions
        return marks.text
      }
      let sentenceTexts = parsedSentences.map { unit in
        var marks = TryMarks(unit, words, functions)
        marks.cover(unit.file.statements, as: .value)
        return marks.text
      }
      if functions == before { return (blockTexts, sentenceTexts) }
    }
  }
}

/// The functions that a notebook declares, closures with a name among them, by name.
struct NotebookFunctions: Equatable {
  var declared: Set<String> = []
  var throwing: Set<String> = []
}

/// How statements stand in the notebook.
enum StatementPosition {
  /// In a block, or in a branch or a loop there: values are shown, and a running program says where it is.
  case block
  /// In the body of a function: values are shown.
  case function
  /// In a closure, or where a branch is a value: what stands alone is the value.
  case value
}
