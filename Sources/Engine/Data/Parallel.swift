import Dispatch

/// Runs a body once for each index, on all cores. The bodies must not write to the same memory.
///
/// Results are the same for any number of cores as long as each index's work is its own; every caller in the engine
/// keeps to that, so that a report has the same bytes on every machine.
func inParallel(_ count: Int, _ body: @Sendable (Int) -> Void) {
  guard count > 1 else {
    if count == 1 { body(0) }
    return
  }
  DispatchQueue.concurrentPerform(iterations: count, execute: body)
}

/// Maps indices to values on all cores, in the order of the indices.
package func mapInParallel<T: Sendable>(_ count: Int, _ transform: @Sendable (Int) -> T) -> [T] {
  [T](unsafeUninitializedCapacity: count) { buffer, initialized in
    let slots = SharedBuffer(buffer.baseAddress)
    inParallel(count) { index in slots.pointer?.advanced(by: index).initialize(to: transform(index)) }
    initialized = count
  }
}

/// A pointer that several threads write through, each to places of its own.
struct SharedBuffer<T>: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<T>?
  init(_ pointer: UnsafeMutablePointer<T>?) { self.pointer = pointer }
}
