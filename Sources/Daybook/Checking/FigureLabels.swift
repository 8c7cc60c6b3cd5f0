import Diagnostics
import Interpreter
import Notebook
import Report

/// Whether the blocks that sentences refer to show a figure or a table, which alone have numbers.
struct FigureLabels {
  private let document: Document
  private let blocks: [(block: StepBlock, unit: CheckedUnit?)]

  init(_ document: Document, _ blocks: [(block: StepBlock, unit: CheckedUnit?)]) {
    self.document = document
    self.blocks = blocks
  }

  /// References to blocks that show none in any run.
  var unfounded: [Diagnostic] {
    document.references.compactMap { reference in
      guard let (block, unit) = blocks.first(where: { $0.block.options.label == reference.label }),
        let hint = Self.reason(block, unit)
      else { return nil }
      return Diagnostic(
        "block \"\(reference.label)\" shows no figure or table to refer to", in: document.source,
        at: reference.place, hint: hint)
    }
  }

  /// Why a block never shows a figure or a table; nil where it may.
  private static func reason(_ block: StepBlock, _ unit: CheckedUnit?) -> String? {
    if !block.options.eval { return "leave eval: false out of that block" }
    if !block.options.show { return "leave show: false out of that block" }
    // A function of another block may show what it will; of a block with mistakes, too little is known.
    guard let unit, !unit.hasErrors, unit.reach.functions.isEmpty,
      !unit.shown.contains(where: { $0.type.mayHaveNumber })
    else { return nil }
    return unit.shown.isEmpty
      ? "a value in a line of its own is shown: add one to that block" : "remarks, texts and numbers have none"
  }

  /// References to blocks that showed none in this run, as where no alert was raised.
  func unfounded(in page: Page) -> [Diagnostic] {
    let numbers = FigureNumbers(page)
    return document.references.filter { numbers.link(to: $0.label) == nil }.map { reference in
      Diagnostic(
        "block \"\(reference.label)\" shows no figure or table this time", severity: .warning, in: document.source,
        at: reference.place, hint: "the sentence names the label alone")
    }
  }
}

extension ValueType {
  /// Whether values of the type may be shown as a figure or a table.
  fileprivate var mayHaveNumber: Bool {
    switch self {
    case .optional(let wrapped): wrapped.mayHaveNumber
    case .object(let name): !["Note", "Date", "Duration", "Alert"].contains(name)
    case .array(let element):
      switch element {
      case .object("Alert"), .tuple: true
      default: false
      }
    case .dictionary, .tuple, .unknown, .any: true
    default: false
    }
  }
}
