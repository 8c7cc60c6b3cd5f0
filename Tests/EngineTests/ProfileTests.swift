import Foundation
import Testing

@testable import Engine

@Suite("Profiles")
struct ProfileTests {
  @Test func `figures agree with brute force on random columns`() throws {
    var random = SeededGenerator(seed: 7)
    for count in [1, 2, 5, 300, 1000] {
      let numbers = (0..<count).map { _ in random.below(5) == 0 ? nil : Int64(random.below(40) - 20) }
      let profile = try table(("x", ints(numbers))).profile().columns[0]
      let present = numbers.compactMap { $0 }.map(Double.init).sorted()
      #expect(profile.missingCount == count - present.count)
      #expect(profile.distinctCount == Set(present).count)
      #expect(profile.shape.reduce(0, +) == present.count)
      guard let last = present.last else {
        #expect(profile.numbers == nil)
        continue
      }
      let figures = try #require(profile.numbers)
      let mean = present.reduce(0, +) / Double(present.count)
      #expect((figures.mean - mean).magnitude < 1e-12)
      #expect(figures.minimum == present[0] && figures.maximum == last)
      #expect(figures.median == quantile(ofSorted: present, 0.5))
      #expect(figures.lowerQuartile == quantile(ofSorted: present, 0.25))
      #expect(figures.upperQuartile == quantile(ofSorted: present, 0.75))
      if present.count > 1 {
        let variance = present.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(present.count - 1)
        #expect((try #require(figures.standardDeviation) - variance.squareRoot()).magnitude < 1e-9)
      } else {
        #expect(figures.standardDeviation == nil)
      }
    }
  }

  @Test func `categories are ranked by count, then by name, and at most twenty are told`() throws {
    let names = (0..<30).flatMap { [String?](repeating: "c\(100 + $0)", count: $0 < 3 ? 5 : 2) } + [nil, nil]
    let profile = try table(("x", Column(names))).profile().columns[0]
    #expect(profile.isCategorical && profile.numbers == nil)
    #expect(profile.distinctCount == 30 && profile.missingCount == 2)
    #expect(profile.topCategories.map(\.name) == (0..<20).map { "c\(100 + $0)" })
    #expect(profile.shape == [5, 5, 5] + [Int](repeating: 2, count: 17))
    let truth = try table(("x", bools([true, false, true, nil]))).profile().columns[0]
    #expect(truth.topCategories.map(\.name) == ["true", "false"])
  }

  @Test func `a filter takes categories that no row holds out of the profile`() throws {
    let whole = try table(("x", Column(["a", "b", "b"])))
    #expect(try whole.filter(col("x") == "b").profile().columns[0].distinctCount == 1)
  }

  @Test func `a column of one value, of none and of dates is told as it is`() throws {
    let profile = try table(
      ("c", ints([5, 5, 5])), ("n", ints([nil, nil, nil])), ("t", dates(["1969-12-31", "1970-01-01", nil]))
    ).profile()
    #expect(profile.columns[0].shape == [3])
    #expect(profile.columns[0].numbers?.standardDeviation == 0)
    #expect(profile.columns[1].numbers == nil && profile.columns[1].shape.isEmpty)
    #expect(profile.columns[2].numbers?.minimum == -86_400_000_000)
  }

  @Test func `an unknown column or target is told by name`() throws {
    let sample = try table(("x", ints([1])))
    #expect(try complaint { try sample.profile(target: "late") }.contains("\"late\""))
    #expect(try complaint { try sample.profile(columns: ["y"]) }.contains("\"y\""))
    #expect(try sample.profile(columns: []).columns.isEmpty)
  }

  @Test(
    arguments: [
      [1, 2, .infinity], [-.infinity, 1, 2, 3], [.infinity], [-.infinity, .infinity], [1e308, -1e308, 1e308],
      [Double.leastNonzeroMagnitude, 0, -Double.leastNonzeroMagnitude],
      [.greatestFiniteMagnitude, .greatestFiniteMagnitude],
    ] as [[Double]])
  func `infinities and the largest numbers are profiled without a trap`(numbers: [Double]) throws {
    let profile = try table(("x", Column(numbers))).profile().columns[0]
    #expect(profile.distinctCount == Set(numbers).count)
    #expect(profile.shape.reduce(0, +) == numbers.count)
    #expect(profile.numbers?.minimum == numbers.min())
    #expect(profile.numbers?.maximum == numbers.max())
  }

  @Test func `a quantile that is one of the values is that value, whatever stands above it`() throws {
    let numbers = try #require(table(("x", Column([1, 2, .infinity]))).profile().columns[0].numbers)
    #expect(numbers.median == 2)
  }

  @Test func `a quantile between the largest numbers lies between them`() {
    #expect(NumericDistribution([-1e308, 1e308]).quantile(0.5) == 0)
  }
}
