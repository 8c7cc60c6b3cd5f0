import Foundation

/// A version that is tried beside the one that answers.
public struct Rollout: Sendable, Codable, Equatable {
  public enum Kind: String, Sendable, Codable {
    /// It answers every row that is logged, in the background; nobody sees its answers.
    case shadow
    /// It answers a share of the requests.
    case canary
  }

  public let kind: Kind
  public let version: String
  /// Of a canary, the share of requests that it answers.
  public let share: Double
  /// What ends a canary: the version that answers then answers everything again.
  public let watches: [RolloutWatch]
  /// When it began, in UTC.
  public let since: String

  public static let validShare = ValidRange.above(0, to: 1)

  /// Whether a request is the canary's: the same identifier always goes to the same version.
  ///
  /// By the 32-bit hash FNV-1a of the identifier.
  public static func isCanary(_ id: String, share: Double) -> Bool {
    var hash: UInt32 = 2_166_136_261
    for byte in id.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    // Short identifiers that differ in their last digit alone are spread as well.
    hash ^= hash >> 15
    hash = hash &* 0x2C1B_3C6D
    hash ^= hash >> 12
    return Double(hash) < share * 4_294_967_296
  }
}

/// A limit of a canary that ends it when it is crossed.
public struct RolloutWatch: Sendable, Codable, Equatable {
  public enum Subject: String, Sendable, Codable, CaseIterable {
    /// The canary's 99th-percentile latency, in seconds.
    case latency
    /// The population stability index of its predictions against those of the version that answers.
    case shift
    /// By how much worse its leading figure is on rows whose outcome is known: ROC AUC, accuracy, or the mean absolute
    /// error as a share of the other's.
    case loss
  }

  public let subject: Subject
  public let limit: Double

  public static let validLimit = ValidRange.above(0)

  public init(_ subject: Subject, above limit: Double) {
    self.subject = subject
    self.limit = limit
  }

  /// Fewer rows of a version decide nothing.
  public static let fewestRows = 200

  /// What a canary that crossed the limit is told to have done.
  public func sentence(_ value: Double) -> String {
    switch subject {
    case .latency:
      "its 99th-percentile latency is \(NumberText.short(value * 1000)) ms, above \(NumberText.short(limit * 1000)) ms"
    case .shift:
      "its predictions are others (PSI \(NumberText.decimal(value, decimals: 2)), above \(NumberText.short(limit)))"
    case .loss:
      "it is worse on rows whose outcome is known (by \(NumberText.decimal(value, decimals: 3)), above \(NumberText.short(limit)))"
    }
  }
}

extension ModelRegistry {
  /// Tries a version beside the one that answers.
  ///
  /// - Returns: the whole name of the version.
  /// - Throws: `DataError` where there is no such version, it is damaged, it answers already, or expects other fields.
  @discardableResult
  public func begin(
    _ kind: Rollout.Kind, _ name: String, with version: String, share: Double = 0.1,
    watches: [RolloutWatch] = [], at moment: Date = Date()
  ) throws(DataError) -> String {
    if kind == .canary { try Rollout.validShare.check("the share", share) }
    for watch in watches { try RolloutWatch.validLimit.check("the limit of \(watch.subject.rawValue)", watch.limit) }
    let chosen = try self.version(version, of: name)
    let challenger = try contents(of: name, chosen).release
    let current = try release(name)
    guard chosen != current.version else {
      throw .invalid("version \(chosen) of \(name) answers already: deploy another one to try it beside this")
    }
    guard challenger.facts.asksLike(current.facts) else {
      throw .invalid(
        "version \(chosen) of \(name) expects other fields than the one that answers: the same request cannot ask both")
    }
    try change(name) { state in
      state.begin(
        Rollout(
          kind: kind, version: chosen, share: kind == .canary ? share : 0, watches: watches,
          since: RegistryState.text(moment)), at: moment)
    }
    return chosen
  }

  /// Ends what is tried; the version that answers goes on alone.
  ///
  /// - Parameter reason: kept in the history.
  /// - Throws: `DataError.invalid` where nothing is tried.
  public func endRollout(of name: String, because reason: String, at moment: Date = Date()) throws(DataError) {
    try change(name) { state throws(DataError) in
      guard state.endRollout(reason, at: moment) else {
        throw .invalid("nothing is tried beside the version of \(name) that answers")
      }
    }
  }
}
