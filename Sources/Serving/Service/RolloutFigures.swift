import Dispatch
import Engine
import Synchronization

/// What the two versions of a canary have answered since it began, for the watches that may end it.
final class RolloutFigures: Sendable {
  private struct Side {
    var predictions: [Double] = []
    var latencies = LatencyCounts()
    var next = 0

    /// The latest so many predictions decide.
    static let most = 5000

    mutating func add(_ prediction: Double, _ latency: Double) {
      latencies.add(latency)
      if predictions.count < Self.most {
        predictions.append(prediction)
      } else {
        predictions[next] = prediction
        next = (next + 1) % Self.most
      }
    }
  }

  private let sides = Mutex((current: Side(), canary: Side()))
  /// When the log is asked again for outcomes, which is dear where there are many.
  private let nextLook = Mutex(DispatchTime.now())
  private static let pause = 2.0

  func add(_ prediction: Double, latency: Double, isCanary: Bool) {
    sides.withLock { sides in
      if isCanary { sides.canary.add(prediction, latency) } else { sides.current.add(prediction, latency) }
    }
  }

  /// Why a watch ends the canary; nil while all hold, or too little is known.
  func verdict(_ watches: [RolloutWatch], _ log: PredictionLog, canary: String, current: String, since: String)
    -> String?
  {
    let (own, other) = sides.withLock { ($0.canary, $0.current) }
    let isDue = nextLook.withLock { next in
      guard next <= .now() else { return false }
      next = .now() + Self.pause
      return true
    }
    for watch in watches {
      let value: Double?
      switch watch.subject {
      case .latency:
        value = own.latencies.count >= RolloutWatch.fewestRows ? own.latencies.quantile(0.99) : nil
      case .shift: value = log.shift(other.predictions, own.predictions)
      case .loss: value = isDue ? try? log.loss(of: canary, against: current, since: since) : nil
      }
      if let value, value > watch.limit { return watch.sentence(value) }
    }
    return nil
  }
}
