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
  /// What is tried beside the version that answers.
  public private(set) var rollout: Rollout?
  /// What was tried last, once it has ended.
  public private(set) var lastRollout: Rollout?
  /// What was done, the latest last.
  public private(set) var history: [Event]

  public struct Event: Sendable, Codable, Equatable {
    public enum Action: String, Sendable, Codable {
      case deployed, promoted, rolledBack, shadowed, canaryBegun, rolloutEnded
    }
    /// In UTC: `2026-11-28T12:00:00Z`.
    public let at: String
    public let action: Action
    public let version: String
    /// Why a rollout ended.
    public let reason: String?
  }

  init(first version: String, at moment: Date) {
    current = version
    history = [Event(at: Self.text(moment), action: .deployed, version: version, reason: nil)]
  }

  /// A version that answers already goes on to.
  mutating func promote(_ version: String, at moment: Date) {
    guard version != current else { return }
    former.append(current)
    former.removeFirst(max(0, former.count - Self.longestHistory))
    current = version
    note(.promoted, version, at: moment)
    // What was tried has been chosen, or is tried beside another one than before.
    endRollout("version \(version) was promoted", at: moment)
  }

  mutating func begin(_ rollout: Rollout, at moment: Date) {
    self.rollout = rollout
    note(rollout.kind == .shadow ? .shadowed : .canaryBegun, rollout.version, at: moment)
  }

  /// - Returns: false where nothing is tried.
  @discardableResult
  mutating func endRollout(_ reason: String, at moment: Date) -> Bool {
    guard let rollout else { return false }
    lastRollout = rollout
    self.rollout = nil
    note(.rolloutEnded, rollout.version, reason, at: moment)
    return true
  }

  /// - Returns: false where no version answered before.
  mutating func rollBack(at moment: Date) -> Bool {
    guard let last = former.popLast() else { return false }
    current = last
    note(.rolledBack, last, at: moment)
    endRollout("version \(last) answers again", at: moment)
    return true
  }

  /// A version that is deleted is no way back.
  mutating func forget(_ version: String) { former.removeAll { $0 == version } }

  private mutating func note(_ action: Event.Action, _ version: String, _ reason: String? = nil, at moment: Date) {
    history.append(Event(at: Self.text(moment), action: action, version: version, reason: reason))
    history.removeFirst(max(0, history.count - Self.longestHistory))
  }

  static func text(_ moment: Date) -> String { moment.formatted(.iso8601) }
}
