import Foundation
import SwiftSyntax
import Synchronization

/// How long a block may run and how much memory the process may take.
public struct Limits: Sendable {
  public var seconds: Double
  public var bytes: Int

  /// - Parameters:
  ///   - seconds: of wall-clock time for each block.
  ///   - bytes: of resident memory for the whole process.
  public init(seconds: Double = 600, bytes: Int = 8_000_000_000) {
    self.seconds = seconds
    self.bytes = bytes
  }
}

/// Watches a running block from outside, since a block that is stuck cannot watch itself.
///
/// The interpreter asks between its steps. A word of the library that goes on for long does not ask; once it is two
/// seconds over, `overdue` is called, and whoever started the run can end it.
final class Watchdog: Sendable {
  enum Reason: Sendable { case time, memory }

  private let limits: Limits
  private let state = Mutex(State())

  private struct State {
    var started: ContinuousClock.Instant?
    var reason: Reason?
    var generation = 0
    /// The word that was called last.
    var word: (unit: ParsedUnit, node: Syntax)?
  }

  init(_ limits: Limits) { self.limits = limits }

  /// Why the block must end, if it must.
  var reason: Reason? { state.withLock { $0.reason } }

  /// Says which word the block is at.
  func note(_ unit: ParsedUnit, _ node: Syntax) { state.withLock { $0.word = (unit, node) } }

  /// The word that the block called last.
  var word: (unit: ParsedUnit, node: Syntax)? { state.withLock { $0.word } }

  func begin(overdue: @escaping @Sendable (Reason) -> Void) {
    let generation = state.withLock { state in
      state.generation += 1
      state.started = .now
      state.reason = nil
      state.word = nil
      return state.generation
    }
    let thread = Thread { [weak self] in
      var over: ContinuousClock.Instant?
      while let self, self.isCurrent(generation) {
        if let reason = self.check() {
          let since = over ?? .now
          over = since
          if since.duration(to: .now) > .seconds(2) { return overdue(reason) }
        }
        usleep(20_000)
      }
    }
    thread.start()
  }

  func end() { state.withLock { $0.generation += 1 } }

  private func isCurrent(_ generation: Int) -> Bool { state.withLock { $0.generation == generation } }

  private func check() -> Reason? {
    state.withLock { state in
      if state.reason != nil { return state.reason }
      if let started = state.started, started.duration(to: .now) > .seconds(limits.seconds) { state.reason = .time }
      if residentBytes() > limits.bytes { state.reason = .memory }
      return state.reason
    }
  }
}

/// The memory that the process holds, or 0 where the system does not say.
private func residentBytes() -> Int {
  #if canImport(Darwin)
    var info = mach_task_basic_info()
    var count = mach_msg_type_number_t(MemoryLayout<mach_task_basic_info>.size / MemoryLayout<natural_t>.size)
    let status = withUnsafeMutablePointer(to: &info) {
      $0.withMemoryRebound(to: integer_t.self, capacity: Int(count)) {
        task_info(mach_task_self_, task_flavor_t(MACH_TASK_BASIC_INFO), $0, &count)
      }
    }
    return status == KERN_SUCCESS ? Int(info.resident_size) : 0
  #else
    // "size resident shared …", in pages.
    guard let fields = try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii).split(separator: " "),
      fields.count > 1, let resident = Int(fields[1])
    else { return 0 }
    return resident * Int(sysconf(Int32(_SC_PAGESIZE)))
  #endif
}
