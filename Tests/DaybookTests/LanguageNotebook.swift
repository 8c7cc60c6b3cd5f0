/// A notebook that uses the whole language, so that tangling meets every construct; it is compiled, not run.
let languageNotebook = #"""
  # Language

  There are `{swift} flights.rowCount` rows in `{swift} names.count` groups, `{swift} lateShare(of: "UA")` and `{swift} biggest ?? "none"`.

  ```swift data
  let flights = Table(csv: "data/flights.csv")
  let limit = 15
  let names = ["UA", "AA", "DL"]
  let late = col("dep_delay") > limit && col("carrier").isOne(of: names)
  let sum = col("a") + limit * 2 - 1.5
  func lateShare(of carrier: String, above minutes: Int = 15) -> Double {
    flights.filter(col("carrier") == carrier).share(where: col("dep_delay") > minutes)
  }
  func square(_ x: Double) -> Double { x * x }
  func report(_ carrier: String) {
    let share = lateShare(of: carrier)
    note("\(carrier): \(percent(share))")
    flights.filter(col("carrier") == carrier).profile()
  }
  report("UA")
  var total = 0.0
  for name in names where lateShare(of: name) > 0.1 {
    total += lateShare(of: name)
    "\(name) is late"
  }
  total
  let verdict: String
  if total > 0.1 { verdict = "late" } else { verdict = "on time" }
  verdict
  let shares = names.map { lateShare(of: $0) }
  let squares = [1.0, 2.0].map { square($0) }
  let doubled = [1, 2, 3].map { $0 * 2 }.filter { $0 > 2 }
  let sorted = names.sorted { lateShare(of: $0) > lateShare(of: $1) }
  let byName = ["UA": lateShare(of: "UA"), "AA": 0.2]
  let best = byName["UA"] ?? lateShare(of: "AA")
  let biggest = names.first { lateShare(of: $0) > 0.3 }
  let squared = squares.map(square)
  let allShares = names.map { name in
    let share = lateShare(of: name)
    return share * 2
  }
  doubled
  shares
  let pair = (low: 1, high: 2.5)
  let word = switch doubled.count {
  case 0: "none"
  case 1...3: lateShare(of: "UA") > 0.2 ? "many" : "few"
  default: "lots"
  }
  word
  switch shares.first {
  case let share? where share > 0.2: note("over")
  case .some(let share):
    percent(share)
  case nil: note("no value")
  }
  if let first = names.first, lateShare(of: first) > 0.5 {
    first
  } else if lateShare(of: "AA") > 0.5 {
    let inner = lateShare(of: "AA")
    inner
  } else {
    note("fine")
  }
  var i = 0
  while i < 3 && lateShare(of: "UA") > 2 {
    i += 1
    if i == 2 { continue }
    i
  }
  repeat { i -= 1 } while i > 0
  func first(_ values: [Double], where holds: (Double) -> Bool) -> Double? {
    for value in values {
      guard holds(value) else { continue }
      return value
    }
    return nil
  }
  let found = first(shares, where: { $0 > 0.1 })
  let twice: (Double) -> Double = { $0 * 2 }
  let thrice = { (x: Double) in x * 3 }
  let six = twice(thrice(1))
  func even(_ n: Int) -> Bool { n == 0 ? true : odd(n - 1) }
  func odd(_ n: Int) -> Bool { n == 0 ? false : even(n - 1) }
  func walk(_ n: Int) -> Int {
    if n > 3 { return n }
    return walk(n + flights.filter(late).rowCount)
  }
  let walked = walk(1)
  var list: [String] = []
  list.append("x")
  list.append("\(lateShare(of: "UA"))")
  let text = if six > 2 { "a \(lateShare(of: "UA"))" } else { "b" }
  text
  let ratio = -lateShare(of: "UA")
  let counts: [String: Int] = [:]
  let nothing: Double? = nil
  let closed = (0..<3).reduce(0) { $0 + $1 }
  let project = Project("x") {
    Problem("p")
    if limit > 10 { Milestone("m", by: "2026-01-01") }
    Milestone("n", by: endOf(week: "2026-W30"))
    for name in names { Goal(.rocAUC, atLeast: 0.8, where: col("carrier") == name) }
    Goal(.latency(), atMost: .minutes(2), priority: .should)
  }
  flights.validate {
    Expect("x").isBetween(0, flights.mean("x"))
    Expect(rowCount: 1..<3)
  }
  show(flights.profile(), caption: "All")
  show(3, caption: "three")
  let when: Date? = nil
  let priority: Priority = .must
  let subject: WatchSubject = .rocAUC
  let remark: Note = note("x")
  remark
  let week = parameter("week", default: "2013-W30", help: "the week")
  let share = parameter("share", default: 0.5)
  let flag = parameter("flag", default: true)
  flights.filter(col("date").isoWeek == week && flag)
    .adding("n", limit).rowCount
  let d = date(year: 2013, month: limit, day: col("day"))
  let model = train(.logistic(inverseRegularization: 2), on: flights, predicting: "late", from: names)
  let q = evaluate(model, on: flights, goals: [Goal(.f1(), atLeast: 0.5)], against: [.rule("r", col("x") > share)])
  if q.rocAUC > 0.8 { q.slices(by: names) }
  let worst = [q.rocAUC, q.accuracy, q.f1].min() ?? 0
  monitor(model, flights, against: flights, every: .month, on: "day") {
    for name in names { Watch(.psi, above: 0.2, columns: [name]) }
    Watch(.recall(), below: 0.5, for: 2)
  }
  model.featureNames
  sorted
  best
  allShares
  squared
  flights.adding("s", sum).adding("d", d).rowCount
  pair.low
  found ?? 0
  walked
  ratio
  counts.count
  nothing ?? 1
  closed
  project
  when == nil
  priority == .must
  let watch = monitor(model, flights, against: flights, every: .day, on: "day", goals: project.goals)
  watch.timeline(subject)
  watch.alerts
  show(watch.alerts, caption: "Alerts")
  for alert in watch.alerts where alert.worst > alert.limit {
    note("\(alert.subject) of \(alert.feature ?? "the model"): \(alert)")
    alert
  }
  flights.filter(col("date").weekday < 6 && col("date").days(since: "2013-01-01") > 3).rowCount
  flights.filter(col("date").days(since: col("other")) > 3).split(on: "date", at: Date(iso: "2013-07-01"))
  worst
  even(3)
  let limits: [(String, Double)] = [("a", 1.5)]
  for (name, limit) in limits { "\(name): \(limit)" }
  func shared(_ table: Table, by column: String, count: (Table) -> Int) -> [String] {
    var lines: [String] = []
    for name in names {
      let part = table.filter(col(column) == name)
      lines.append("\(name): \(count(part))")
    }
    return lines
  }
  shared(flights, by: "carrier") { $0.rowCount }
  let numbers = ["1", "x"].compactMap(Int.init)
  let spelled = numbers.map(String.init) + "abc".map(String.init) + [true].map(String.init)
  let roots = [1.0, 4].map(sqrt) + [-1.5].map(abs) + numbers.map(Double.init) + ["2.5"].compactMap(Double.init)
  let quarters = stride(from: 0, to: 1, by: 0.25).map(floor)
  var (small, large) = (max(3, 1, 2), min(3, 1, 2, 5))
  (small, large) = (large, small)
  (total, i) = (lateShare(of: "UA"), 2)
  (list[0], _) = (list[1].capitalized, 1)
  max(1, 2.5, small > 1 ? 1 : 2)
  roots + quarters
  spelled
  large
  shared(flights, by: "carrier") { $0.filter(col("late")).rowCount }
  ```

  Numbers after the block: `{swift} ratio > 0 ? "yes" : percent(lateShare(of: "DL"))`.
  """#
