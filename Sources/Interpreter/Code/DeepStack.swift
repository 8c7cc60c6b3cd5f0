import Foundation
import Synchronization

let deepStackSize = 1 << 29

/// Runs a body on a thread with a stack that deep syntax trees fit on.
///
/// Parsers and evaluators of trees recurse; a notebook's author decides how deep. What is deeper than the evaluator's
/// own bound gets a diagnostic there, and never a crash on the way. Within such a body there is no second thread: to
/// make one and to give its stack back takes longer than checking a block, so that who checks many wraps them all.
public func onDeepStack<T>(_ body: @escaping () -> T) -> T {
  if Thread.current.stackSize >= deepStackSize { return body() }
  nonisolated(unsafe) var result: T?
  nonisolated(unsafe) let work = body
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    result = work()
    done.signal()
  }
  thread.stackSize = deepStackSize
  thread.start()
  done.wait()
  // The thread sets the result before it signals.
  guard let result else { preconditionFailure("the thread ended without a result") }
  return result
}

/// Turns each item into a result, on threads with deep stacks: one for each core, as far as there are items.
///
/// - Parameter transform: called once for each item, on any of the threads.
/// - Returns: the results in the order of the items.
func onDeepStacks<Item: Sendable, T: Sendable>(
  _ items: [Item], _ transform: @escaping @Sendable (Item) -> T
) -> [T] {
  let next = Atomic(0)
  let results = Mutex<[T?]>(Array(repeating: nil, count: items.count))
  DispatchQueue.concurrentPerform(iterations: min(ProcessInfo.processInfo.activeProcessorCount, items.count)) { _ in
    onDeepStack {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < items.count else { return }
        let result = transform(items[index])
        results.withLock { $0[index] = result }
      }
    }
  }
  return results.withLock { $0.compactMap(\.self) }
}
