/// The JSON form of a project's scope.
extension Project: Encodable {
  private enum Key: String, CodingKey {
    case name, problems, stakeholders, solutions, goals, constraints, milestones, budgets, risks
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(problems.map(\.text), forKey: .problems)
    try container.encode(stakeholders, forKey: .stakeholders)
    try container.encode(solutions, forKey: .solutions)
    try container.encode(goals, forKey: .goals)
    try container.encode(constraints.map(\.text), forKey: .constraints)
    try container.encode(milestones, forKey: .milestones)
    try container.encode(budgets, forKey: .budgets)
    try container.encode(risks, forKey: .risks)
  }
}

extension Milestone: Encodable {
  private enum Key: String, CodingKey { case name, by }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(by.description, forKey: .by)
  }
}

/// `{"measure": "ROC AUC", "atLeast": 0.85, "where": "origin == \"LGA\"", "priority": "must"}`; latencies in seconds.
extension Goal: Encodable {
  private enum Key: String, CodingKey { case measure, atLeast, atMost, `where`, priority }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(measure.name, forKey: .measure)
    switch bound {
    case .atLeast(let limit): try container.encode(limit, forKey: .atLeast)
    case .atMost(let limit): try container.encode(limit, forKey: .atMost)
    }
    try container.encodeIfPresent(condition?.description, forKey: .where)
    try container.encode(priority, forKey: .priority)
  }
}

extension GoalMeasurement: Encodable {
  private enum Key: String, CodingKey { case goal, value, interval, rows, place, isMet }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(goal, forKey: .goal)
    try container.encode(value, forKey: .value)
    try container.encodeIfPresent(interval, forKey: .interval)
    try container.encode(rows, forKey: .rows)
    try container.encodeIfPresent(place, forKey: .place)
    try container.encode(isMet, forKey: .isMet)
  }
}
