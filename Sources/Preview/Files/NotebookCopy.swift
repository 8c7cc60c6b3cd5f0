import Foundation

/// A notebook as one reading found it. Two readings that agree are what makes it whole.
struct NotebookCopy: Equatable, Sendable {
  let fingerprint: FileFingerprint?
  /// Nil where the file is not there or cannot be read as a text; the run says why.
  let contents: Data?

  init(ofFileAt path: String) {
    let before = FileFingerprint(ofFileAt: path)
    contents = before?.isReadable == true ? FileManager.default.contents(atPath: path) : nil
    fingerprint = before
  }

  /// Whether there is nothing in it: so looks a file between the two halves of a save.
  var isHollow: Bool { fingerprint.map(\.isEmpty) ?? true }

  var text: String { contents.map { String(decoding: $0, as: UTF8.self) } ?? "" }
}
