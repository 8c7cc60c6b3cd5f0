/// Memory that a computation fills, reads and overwrites many times over.
///
/// Several threads may write to it, each to places of its own.
final class WorkBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  let count: Int
  let pointer: UnsafeMutablePointer<Element>

  init(count: Int, repeating value: Element) {
    self.count = count
    pointer = .allocate(capacity: max(count, 1))
    pointer.initialize(repeating: value, count: count)
  }

  deinit { pointer.deallocate() }
}
