import Foundation
import Report
import Steps

/// Help for editors: every word with its place, its signature and its documentation.
extension Help {
  private struct File: Encodable {
    let version: String
    /// The code that every example stands behind.
    let setting: String
    let words: [HelpEntry]
    let types: [TypeEntry]
    /// What is told beside the words.
    let lessons: [Lesson]
  }

  /// `{"version": …, "setting": …, "words": […], "types": […], "lessons": […]}`, indented, keys in the order of the
  /// alphabet.
  ///
  /// - Parameters:
  ///   - words: the words to write; all of them where none are given.
  ///   - lessons: what to write beside them.
  public func json(_ words: [HelpEntry]? = nil, lessons: [Lesson]? = nil) throws -> String {
    let encoder = JSONEncoder.readable()
    let named = words.map { chosen in types.filter { type in chosen.contains { $0.owner == type.name } } }
    let file = File(
      version: daybookVersion, setting: ReferenceSetting.blocks.map(\.code).joined(separator: "\n"),
      words: words ?? entries, types: named ?? types, lessons: lessons ?? (words == nil ? Lesson.all : []))
    return String(decoding: try encoder.encode(file), as: UTF8.self) + "\n"
  }
}

extension Help.Topic {
  /// Every word that the topic's text speaks of in full or in a line.
  public var allWords: [HelpEntry] {
    let own = (type.map { $0.initializers + $0.members } ?? []) + words
    return own.isEmpty ? part?.entries ?? [] : own
  }
}
