import ArgumentParser
import Daybook

/// How long a block may run, and how much memory may be taken.
struct LimitOptions: ParsableArguments {
  @Option(name: .customLong("time-limit"), help: "How many seconds one block may run.")
  var seconds: Double = RunLimits().seconds

  @Option(name: .customLong("memory-limit"), help: "How many megabytes of memory may be taken.")
  var megabytes: Int = 8000

  func validate() throws {
    guard seconds > 0, seconds.isFinite else { throw ValidationError("--time-limit is a number of seconds above 0") }
    guard (16...100_000_000).contains(megabytes) else {
      throw ValidationError("--memory-limit is a number of megabytes from 16 up")
    }
  }

  var limits: RunLimits { RunLimits(seconds: seconds, bytes: megabytes * 1_000_000) }
}
