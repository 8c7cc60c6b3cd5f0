import Foundation
import Synchronization

/// The page of the moment, and those who want to know when it changes.
final class PreviewBoard: Sendable {
  struct Posted: Sendable {
    let version: String
    let nonce: String
    let html: String
  }

  /// What pages are told: all there is to know, so that a later message makes an earlier one needless.
  struct Status: Encodable, Equatable, Sendable {
    let page: String
    let isRendering: Bool
  }

  private struct State {
    var posted: Posted
    var count = 1
    var isRendering = false
    var listeners: [UUID: AsyncStream<Status>.Continuation] = [:]

    var status: Status { Status(page: posted.version, isRendering: isRendering) }

    /// Within the lock, so that nobody gets an earlier status after a later one.
    func announce() { for listener in listeners.values { listener.yield(status) } }
  }

  private static let mostListeners = 64
  /// Tells this server's pages from those of one that ran before at the same address.
  private let server: String
  private let state: Mutex<State>

  /// - Parameter first: the page to begin with: nobody ever finds the board empty.
  init(first html: (LiveReload) throws -> String) rethrows {
    server = Self.randomToken()
    state = Mutex(State(posted: try Self.posted(1, by: server, html)))
  }

  /// Puts up a page.
  func post(_ html: (LiveReload) throws -> String) rethrows {
    let count = state.withLock { state in
      state.count += 1
      return state.count
    }
    let posted = try Self.posted(count, by: server, html)
    state.withLock { state in
      state.posted = posted
      state.announce()
    }
  }

  private static func posted(_ count: Int, by server: String, _ html: (LiveReload) throws -> String) rethrows -> Posted
  {
    let reload = LiveReload(version: "\(server)-\(count)", nonce: randomToken())
    return Posted(version: reload.version, nonce: reload.nonce, html: try html(reload))
  }

  var posted: Posted { state.withLock(\.posted) }

  /// Whether a newer page is being made.
  var isRendering: Bool {
    get { state.withLock(\.isRendering) }
    set {
      state.withLock { state in
        guard state.isRendering != newValue else { return }
        state.isRendering = newValue
        state.announce()
      }
    }
  }

  /// The status now and whenever it changes; a slow reader gets the latest. Nil where too many listen already.
  func listen() -> AsyncStream<Status>? {
    let (stream, listener) = AsyncStream.makeStream(of: Status.self, bufferingPolicy: .bufferingNewest(1))
    let name = UUID()
    listener.onTermination = { [weak self] _ in self?.forget(name) }
    return state.withLock { state in
      guard state.listeners.count < Self.mostListeners else { return nil }
      state.listeners[name] = listener
      listener.yield(state.status)
      return stream
    }
  }

  var listenerCount: Int { state.withLock(\.listeners.count) }

  /// Tells the status again: who is gone is found out only by talking to them.
  func remind() { state.withLock { $0.announce() } }

  private func forget(_ name: UUID) { state.withLock { _ = $0.listeners.removeValue(forKey: name) } }

  /// 128 random bits in hexadecimal.
  private static func randomToken() -> String {
    (0..<2).map { _ in
      let digits = String(UInt64.random(in: 0...UInt64.max), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
