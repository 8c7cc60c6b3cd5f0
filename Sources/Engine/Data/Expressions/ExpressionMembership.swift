/// Literals among which the values of an expression are looked for: `isOne(of:)`.
struct Membership: Sendable {
  private let expression: Expression
  private var strings: Set<String> = []
  private var numbers: Set<Double> = []
  /// The strings as days, for columns of dates.
  private var days: Set<Double> = []
  private var firstThatIsNoDay: String?

  init(_ values: [Expression], _ expression: Expression) throws(DataError) {
    self.expression = expression
    for value in values {
      switch value {
      case .string(let text):
        strings.insert(text)
        if let day = Instant(text) {
          days.insert(Double(day.microseconds))
        } else if firstThatIsNoDay == nil {
          firstThatIsNoDay = text
        }
      case .int(let number): numbers.insert(Double(number))
      case .double(let number): numbers.insert(number)
      case .bool(let truth): numbers.insert(truth ? 1 : 0)
      case .date(let date): numbers.insert(Double(date.microseconds))
      default: throw .wrongType("isOne(of:) takes texts, numbers and dates, not \(value)")
      }
    }
  }

  func holds(_ vector: Vector, count: Int) throws(DataError) -> Vector {
    if case .string(let dictionary, let codes) = vector.values {
      guard numbers.isEmpty else { throw .wrongType("isOne(of:) cannot find numbers among strings: \(expression)") }
      return Vector(.bool(Expression.mappedStrings(dictionary, codes, count, strings.contains)), vector.presence)
    }
    var numbers = numbers
    if case .date = vector.values {
      if let firstThatIsNoDay {
        throw .invalid("\"\(firstThatIsNoDay)\" is not a date; write it as \"2013-07-01\"")
      }
      numbers.formUnion(days)
    } else {
      guard strings.isEmpty else {
        throw .wrongType("isOne(of:) cannot find texts among values of \(vector.type.article): \(expression)")
      }
    }
    let truths: Lane<Bool>
    switch vector.values {
    case .double(let lane): truths = mapped(lane, count, numbers.contains)
    case .int(let lane), .date(let lane): truths = mapped(lane, count) { numbers.contains(Double($0)) }
    case .bool(let lane): truths = mapped(lane, count) { numbers.contains($0 ? 1 : 0) }
    case .string: truths = Lane(constant: false)
    }
    return Vector(.bool(truths), vector.presence)
  }
}
