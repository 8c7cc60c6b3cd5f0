/// What a notebook may write in Swift beside the words: the statements. Each example stands on the reference's setting
/// alone.
extension Lesson {
  static let statements = [
    Lesson(
      "Names", names: ["let", "var", "names", "constant", "variable"],
      "`let` names a value for good, `var` one that changes. `\\(…)` puts a value into a text.",
      #"""
      let gate = "B22"
      var waiting = 3
      waiting += 2
      "\(waiting) aircraft wait for gate \(gate)."
      """#),
    Lesson(
      "Numbers", names: ["numbers"],
      """
      Whole and decimal numbers do not mix by themselves: `Double(…)` and `Int(…)` turn one into the other. Whole \
      numbers divide to whole numbers. What is too large for a whole number is an error, and so is a \
      division by zero, of decimal numbers as well: ask first.
      """,
      """
      let passengers = 7
      passengers / 2
      Double(passengers) / 2
      let diverted = 0
      diverted == 0 ? 0 : 12.5 / Double(diverted)
      """),
    Lesson(
      "Choices", names: ["if", "else", "choices"],
      """
      `if` and `switch` are statements, and values where each branch is one expression. A name with a type and no \
      value gets it below, once on every way.
      """,
      """
      let inLine = 5
      if inLine > 4 { note("Open another gate.") } else { note("All is well.") }
      let queueLength = if inLine > 4 { "long" } else { "short" }
      queueLength == "long" ? 1 : 0
      let advice: String
      if inLine > 4 { advice = "Call the tower." } else { advice = "Carry on." }
      advice
      """),
    Lesson(
      "Cases", names: ["switch", "case", "cases", "where"],
      """
      A case is a value, several values, a range, `nil`, a tuple of these or a name bound by `let`, with a condition \
      behind `where`. Together they cover everything that can come, or there is a `default`.
      """,
      #"""
      func band(of minutes: Int) -> String {
        switch minutes {
        case ..<0: "early"
        case 0, 1: "to the minute"
        case 2...15: "on time"
        case let long where long > 180: "\(long / 60) hours late"
        default: "late"
        }
      }
      [band(of: -4), band(of: 1), band(of: 12), band(of: 200), band(of: 40)]
      """#),
    Lesson(
      "Loops", names: ["for", "in", "while", "repeat", "loop", "loops", "break", "continue"],
      """
      `for` runs over an array, a range, a dictionary or a text, `where` leaves turns out; `while` asks before each \
      turn, `repeat` behind it. `break` ends a loop, or a `switch`; `continue` goes on with the next turn.
      """,
      #"""
      var longest = 0
      for (position, minutes) in [12, 7, 45].enumerated() where minutes > longest {
        longest = minutes
        "So far the longest delay is number \(position + 1), \(minutes) minutes."
      }
      var halvings = 0
      while longest > 1 {
        longest /= 2
        halvings += 1
      }
      halvings
      """#),
    Lesson(
      "Functions", names: ["func", "function", "functions", "return", "guard"],
      """
      A `func` has labels, defaults, and a result behind `->`; its one expression needs no `return`. `guard` leaves it \
      early. Functions of a block know each other, and may call themselves.
      """,
      """
      func lateShare(from airport: String, above limit: Int = 15) -> Double {
        let departures = flights.filter(col("origin") == airport)
        guard departures.rowCount > 0 else { return 0 }
        return departures.share(where: col("dep_delay") > limit)
      }
      percent(lateShare(from: "LGA"))
      percent(lateShare(from: "LGA", above: 60))
      """),
    Lesson(
      "Closures", names: ["closure", "closures", "key path"],
      """
      A closure is a function without a name. Behind a call it needs no parentheses, and `$0` is what it is given. A \
      member alone is written `\\.count`, an operator alone `>`. Closures see later changes of a `var` around them.
      """,
      #"""
      let minutesLate = [12, 45, -3, 7]
      let inHours = { (minutes: Int) in Double(minutes) / 60 }
      minutesLate.filter { $0 > 0 }.map { inHours($0) }
      minutesLate.sorted(by: >)
      minutesLate.reduce(0) { sum, minutes in sum + max(0, minutes) }
      ["LGA", "Newark"].map(\.count)
      """#),
    Lesson(
      "Tuples", names: ["tuple", "tuples"],
      "A few values together, with names or without; a declaration and a loop take them apart.",
      #"""
      let runways = [(code: "EWR", count: 3), (code: "LGA", count: 2)]
      runways.map(\.code)
      for (code, count) in runways { "\(code) has \(count) runways." }
      let (best, worst) = (runways[0].count, runways[1].count)
      best - worst
      """#),
    Lesson(
      "Ranges", names: ["range", "ranges"],
      "`1...5` with its upper end, `1..<5` without it.",
      """
      (1...5).map { $0 * $0 }
      (0.0..<0.5).contains(0.5)
      """),
    Lesson(
      "Dictionaries", names: ["dictionary", "dictionaries"],
      """
      `[key]` gives the value or nil and sets it; nil takes the entry out; `default:` stands in for what is missing. \
      Entries keep the order in which their keys were first set.
      """,
      #"""
      var landings = ["EWR": 2]
      for airport in ["JFK", "LGA", "JFK"] { landings[airport, default: 0] += 1 }
      landings["EWR"] = nil
      landings["JFK"] ?? 0
      landings.sorted { $0.value > $1.value }.map { "\($0.key): \($0.value)" }
      """#),
    Lesson(
      "Values that may be nil", names: ["nil", "optional", "optionals", "if let"],
      """
      A type with `?` may be nil. `??` gives a default, `if let` and `guard let` go on where there is a value, `?.` \
      reads a member if there is one.
      """,
      #"""
      func hours(_ text: String) -> Double? {
        guard let minutes = Int(text) else { return nil }
        return Double(minutes) / 60
      }
      if let long = hours("90") { "90 minutes are \(long) hours." }
      hours("soon") ?? 0
      ["LGA", "JFK"].first?.lowercased() ?? "none"
      """#),
    Lesson(
      "Copies", names: ["copies"],
      """
      Arrays, dictionaries and tuples are values: a copy does not change with the original. `(a, b) = (b, a)` sets \
      several places at once.
      """,
      """
      var grid = [[1, 2], [3]]
      let before = grid
      grid[0][1] += 10
      grid[1].append(4)
      grid.flatMap { $0 } + before.flatMap { $0 }
      """),
    Lesson(
      "Days and parameters", names: ["days", "dates"],
      """
      A day is a value, and so is a length of time; `parameter` lets the command line choose one, as text or number.
      """,
      #"""
      let firstWeek = parameter("first-week", default: "2013-W27", help: "the ISO week to start with")
      let firstDay = startOf(week: firstWeek)
      "\(firstDay) lies \(firstDay.days(since: Date(iso: "2013-01-01"))) days into the year."
      """#),
    Lesson(
      "Deciding", names: ["maintain", "decision", "decisions", "retrain", "retraining"],
      """
      A block of the step `maintain` decides by what the others found: the alerts of `monitor`, the figures of \
      `evaluate`. An `if` gives a value, which later blocks and sentences see. A new model is one more `train`, on newer \
      rows; `evaluate` with `against: [.model("in use", model)]` sets both side by side.
      """,
      #"""
      let decision =
        if watch.alerts.isEmpty {
          "keep the model"
        } else if quality.rocAUC < 0.8 {
          "train a new model"
        } else {
          "keep watching"
        }
      note("\(watch.alerts.count) alerts: \(decision).")
      """#),
    Lesson(
      "What is outside", names: ["class", "struct", "enum", "protocol", "extension", "import", "try", "async"],
      """
      No classes, structures, enumerations, protocols, extensions and generic functions; no imports, no concurrency; \
      no `throw`, `do`, `defer`, labels and `fallthrough`; no `as` and `is`; no regular expressions. Each is refused \
      with a message that says what to write instead. `try` may be written and may be left out. A step that fails \
      ends the notebook with its place and reason.
      """),
    Lesson(
      "As a compiled program", names: ["compiled"],
      """
      `daybook tangle` writes a notebook as a Swift package, with what Swift asks for put in. Three things differ \
      there: a Swift dictionary has no order, so that one is shown by its keys; a `func` stands above the blocks that \
      use it; and a decimal number divided by zero is infinite, or no number.
      """),
  ]
}
