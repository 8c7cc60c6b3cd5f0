import Foundation

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
