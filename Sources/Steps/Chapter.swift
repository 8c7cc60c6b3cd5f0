import Interpreter

/// A part of the language: the words of one step of a project, or those that any block may use.
public enum Chapter: String, CaseIterable, Sendable {
  case scope, data, label, train, evaluate, errors, deploy, monitor, maintain, language, swift

  /// What the words of the chapter are for.
  public var summary: String {
    switch self {
    case .scope: "what is wrong, for whom, what might help, and what counts as success"
    case .data: "tables, what to expect of them, and what to compute from their columns"
    case .label: "what the rows to learn from are told to be, and by whom"
    case .train: "models and what they learn from"
    case .evaluate: "how good a model is on rows that it has not seen"
    case .errors: "the groups of rows in which a model fails"
    case .deploy: "releases, what they must fulfil, and how fast they answer"
    case .monitor: "how a model and its inputs hold up over time"
    case .maintain: "what to do about a model that no longer holds"
    case .language: "parameters, remarks, and numbers in sentences"
    case .swift: "what texts, numbers, arrays, dictionaries and values that may be nil can do"
    }
  }
}

/// The words of a chapter, in the order in which they are explained.
public struct ChapterWords: Sendable {
  public let chapter: Chapter
  public let words: [Function]
}
