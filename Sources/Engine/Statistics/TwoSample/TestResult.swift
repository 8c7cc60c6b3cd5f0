/// What a test says of two samples.
public struct TestResult: Sendable, Equatable, Codable {
  public let statistic: Double
  public let pValue: Double
  public let degreesOfFreedom: Double?

  public init(statistic: Double, pValue: Double, degreesOfFreedom: Double? = nil) {
    self.statistic = statistic
    self.pValue = pValue
    self.degreesOfFreedom = degreesOfFreedom
  }
}
