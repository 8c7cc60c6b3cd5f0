import Diagnostics

/// All that is wrong with a notebook, so that one look shows everything that there is to mend.
public struct DocumentErrors: Error, Sendable, Equatable, CustomStringConvertible {
  /// At least one error, and the warnings among them, in the order of the file.
  public let all: [Diagnostic]

  public init(all: [Diagnostic]) { self.all = all }

  public var description: String { all.map(\.description).joined(separator: "\n") }
}

extension [Diagnostic] {
  /// Sorted by line and column; what has no place comes first.
  var inOrderOfPlace: [Diagnostic] {
    enumerated().sorted { first, second in
      let one = (first.element.place?.line ?? 0, first.element.place?.column ?? 0, first.offset)
      let other = (second.element.place?.line ?? 0, second.element.place?.column ?? 0, second.offset)
      return one < other
    }.map(\.element)
  }
}
