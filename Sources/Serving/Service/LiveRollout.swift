import Engine

extension LiveModel {
  /// What is tried beside the version that answers.
  struct Trial: Sendable {
    let rollout: Rollout
    let version: ServedVersion
    let figures = RolloutFigures()
  }

  enum RolloutChange: Sendable {
    case begun(Rollout)
    /// What was to be tried cannot answer.
    case notBegun(String)
    case ended(String)
  }

  /// Begins, goes on with or ends what the registry says is tried.
  ///
  /// - Returns: what changed, for the service's log.
  func followRollout() -> RolloutChange? {
    // A pointer that cannot be read is told of where another version would answer.
    guard !isFixed, let state = try? registry.state(of: name) else { return nil }
    let known = trial
    guard let rollout = state.rollout else {
      guard known != nil else { return nil }
      put(nil)
      return .ended(state.history.last { $0.action == .rolloutEnded }?.reason ?? "it was ended")
    }
    guard known?.rollout != rollout else {
      guard let known, rollout.kind == .canary, let reason = verdict(on: known) else { return nil }
      // The canary stops at once; the registry is told, so that it does not begin again.
      put(nil)
      idleRollout = rollout
      do { try registry.endRollout(of: name, because: reason) } catch {
        return .ended("\(reason); the registry could not be told: \(error.description)")
      }
      return .ended(reason)
    }
    guard rollout != idleRollout else { return nil }
    do throws(DataError) {
      put(Trial(rollout: rollout, version: try challenger(rollout.version)))
      return .begun(rollout)
    } catch {
      idleRollout = rollout
      return .notBegun(error.description)
    }
  }

  private func challenger(_ version: String) throws(DataError) -> ServedVersion {
    let contents = try registry.contents(of: name, version)
    guard contents.release.facts.asksLike(current.facts) else {
      throw .invalid("version \(version) expects other fields than the one that answers")
    }
    return try ServedVersion(contents, log)
  }

  private func put(_ trial: Trial?) {
    self.trial = trial
    log?.shadow(trial?.rollout.kind == .shadow ? trial?.version.contents : nil)
  }

  private func verdict(on trial: Trial) -> String? {
    trial.figures.verdict(
      trial.rollout.watches, PredictionLog(registry, current.facts), canary: trial.rollout.version,
      current: current.version, since: trial.rollout.since)
  }

  /// Which version answers a request, and where its answer is noted while a canary is tried.
  func choice(for id: String) -> Choice {
    let (current, trial) = both
    guard let trial, trial.rollout.kind == .canary else { return Choice(version: current, trial: nil, isCanary: false) }
    let isCanary = Rollout.isCanary(id, share: trial.rollout.share)
    return Choice(version: isCanary ? trial.version : current, trial: trial, isCanary: isCanary)
  }

  struct Choice {
    let version: ServedVersion
    /// Where the answer is noted while a canary is tried.
    let trial: Trial?
    let isCanary: Bool
  }
}
