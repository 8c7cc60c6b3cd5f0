import Foundation

/// Which of a model's versions answers, and how that came to be: the registry's pointer.
public struct RegistryState: Sendable, Codable, Equatable {
  static let fileName = "current.json"
  /// Older entries of the history are dropped.
  private static let longestHistory = 1000

  public private(set) var form = 1
  /// The version that answers.
  public private(set) var current: String
  /// The versions that answered before, the latest last: the way back.
  public private(set) var former: [String] = []
  /// What was done, the latest last.
  public private(set) var history: [Event]

  public struct Event: Sendable, Codable, Equatable {
    public enum Action: String, Sendable, Codable { case deployed, promoted, rolledBack }
    /// In UTC: `2026-11-28T12:00:00Z`.
    public let at: String
    public let action: Action
    public let version: String
  }

  init(first version: String, at moment: Date) {
    current = version
    history = [Event(at: Self.text(moment), action: .deployed, version: version)]
  }

  mutating func promote(_ version: String, at moment: Date) {
    former.append(current)
    current = version
    note(.promoted, at: moment)
  }

  /// - Returns: false where no version answered before.
  mutating func rollBack(at moment: Date) -> Bool {
    guard let last = former.popLast() else { return false }
    current = last
    note(.rolledBack, at: moment)
    return true
  }

  /// A version that is deleted is no way back.
  mutating func forget(_ version: String) { former.removeAll { $0 == version } }

  private mutating func note(_ action: Event.Action, at moment: Date) {
    history.append(Event(at: Self.text(moment), action: action, version: current))
    history.removeFirst(max(0, history.count - Self.longestHistory))
  }

  private static func text(_ moment: Date) -> String { moment.formatted(.iso8601) }
}
