import Diagnostics
import SwiftSyntax

/// What all code of a running block shares: what it shows, how deep its calls lie, when it must end.
final class Machine {
  private(set) var shown: [Interpreter.Shown] = []
  /// What words warned of, each place and message once, also where a loop comes by again.
  private(set) var warnings: [Diagnostic] = []
  let callWarnings = CallWarnings()
  var isShowing = true
  /// Steps until the watchdog is asked again.
  let ticks: UnsafeMutablePointer<Int>
  var depth = 0
  /// No frame of the machine's stack lies below this address.
  var lowestAddress: UInt = 0
  let watchdog: Watchdog
  let limits: Limits

  static let ticksBetweenLooks = 4096
  static let greatestDepth = 10_000

  init(_ limits: Limits, _ watchdog: Watchdog) {
    self.limits = limits
    self.watchdog = watchdog
    ticks = UnsafeMutablePointer.allocate(capacity: 1)
    ticks.initialize(to: Self.ticksBetweenLooks)
  }

  deinit { ticks.deallocate() }

  func start() {
    shown = []
    warnings = []
    callWarnings.pending = []
    depth = 0
    ticks.pointee = Self.ticksBetweenLooks
    // Most of the deep stack may be used by calls; the rest is for what the last one does.
    var here = 0
    withUnsafeMutablePointer(to: &here) {
      lowestAddress = UInt(bitPattern: $0) - UInt(deepStackSize) + UInt(deepStackSize) / 4
    }
  }

  func show(_ value: Value, _ type: ValueType, at place: Place) {
    shown.append(Interpreter.Shown(value: value, type: type, place: place))
  }

  func collectWarnings(_ located: (CallError) -> Diagnostic) {
    for error in callWarnings.pending {
      var diagnostic = located(error)
      diagnostic.severity = .warning
      if !warnings.contains(diagnostic) { warnings.append(diagnostic) }
    }
    callWarnings.pending = []
  }

  /// Counts a step; now and then asks whether the block must end.
  ///
  /// - Parameter weight: how many steps of a loop it is worth: a word of the library may take long or much memory.
  @inline(__always)
  func tick(_ unit: ParsedUnit, _ node: Syntax, weight: Int = 1) throws {
    ticks.pointee &-= weight
    if ticks.pointee < 0 { try look(unit, node) }
  }

  static let weightOfWord = 128

  /// Counts the call of a word, and notes it as what the block is at.
  func begin(word node: Syntax, _ unit: ParsedUnit) throws {
    watchdog.note(unit, node)
    try tick(unit, node, weight: Self.weightOfWord)
  }

  private func look(_ unit: ParsedUnit, _ node: Syntax) throws {
    ticks.pointee = Self.ticksBetweenLooks
    if let reason = watchdog.reason { throw Self.ended(reason, limits, unit, node) }
  }

  static func ended(_ reason: Watchdog.Reason, _ limits: Limits, _ unit: ParsedUnit, _ node: Syntax) -> Diagnostic {
    switch reason {
    case .time:
      let seconds = limits.seconds == 1 ? "a second" : "\(limits.seconds.formatted) seconds"
      return unit.error(
        "this block ran for more than \(seconds), which is the limit", at: node,
        hint: "compute over columns instead of rows, or give it more with --time-limit")
    case .memory:
      let megabytes = limits.bytes / 1_000_000
      return unit.error(
        "this block takes more than \(megabytes) MB of memory, which is the limit", at: node,
        hint: "keep less at a time, or give it more with --memory-limit")
    }
  }

  /// Runs the body of a call, unless calls lie too deep in each other.
  @inline(__always)
  func enter<Result>(_ unit: ParsedUnit, _ node: Syntax, _ body: () throws -> Result) throws -> Result {
    depth += 1
    defer { depth -= 1 }
    try tick(unit, node)
    var here = 0
    let address = withUnsafeMutablePointer(to: &here) { UInt(bitPattern: $0) }
    guard depth <= Self.greatestDepth, address > lowestAddress else {
      throw unit.error(
        "calls lie more than \(min(depth - 1, Self.greatestDepth)) deep in each other here", at: node,
        hint: "a func that calls itself needs a case in which it does not")
    }
    return try body()
  }
}

extension Double {
  fileprivate var formatted: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}
