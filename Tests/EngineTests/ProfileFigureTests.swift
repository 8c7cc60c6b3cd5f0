import Testing

@testable import Engine

/// The figures of a made-up table against what pandas 2, scipy and scikit-learn find in the same numbers.
@Suite("A profile's figures are those of pandas, scipy and scikit-learn")
struct ProfileFigureTests {
  private static let count = 400

  /// A linear congruential generator that Python repeats in a line.
  private static func uniforms(_ seed: Int) -> [Double] {
    var state = seed
    return (0..<count).map { _ in
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return Double(state) / 2_147_483_648
    }
  }

  private static let profile = Result {
    let (u, v, w, z) = (uniforms(1), uniforms(2), uniforms(3), uniforms(4))
    let x = u.map { $0 * 10 - 3 }
    let y = (0..<count).map { v[$0] < 0.1 ? .nan : 0.7 * x[$0] + w[$0] * 4 }
    let k = v.map { ["a", "b", "c", "d", "e", "f", "g"][Int($0 * 7)] }
    let g = (0..<count).map { ["p", "q", "r"][Int((z[$0] < 0.3 ? u[$0] : w[$0]) * 3)] }
    let t = (0..<count).map { x[$0] + 6 * z[$0] > 4 }
    return try table(("x", Column(x)), ("y", Column(y)), ("k", Column(k)), ("g", Column(g)), ("t", Column(t)))
      .profile(target: "t")
  }

  private func column(_ name: String) throws -> ColumnProfile { try Self.profile.get().column(name) }

  private func pair(_ a: String, _ b: String) throws -> Association {
    try #require(try Self.profile.get().associations.first { $0.first == a && $0.second == b })
  }

  private func isClose(_ a: Double?, _ b: Double) -> Bool { ((a ?? .nan) - b).magnitude < 1e-12 }

  @Test func `moments and quantiles`() throws {
    let (x, y) = (try #require(column("x").numbers), try #require(column("y").numbers))
    #expect(isClose(x.mean, 1.8492413672618568) && isClose(x.standardDeviation, 2.8572543779021613))
    #expect(isClose(y.mean, 3.2433350667053276) && isClose(y.standardDeviation, 2.400614455693513))
    let quantiles = [x.fifthPercentile, x.lowerQuartile, x.median, x.upperQuartile, x.ninetyFifthPercentile]
    for (found, expected) in zip(
      quantiles, [-2.5658779465593398, -0.675415447447449, 1.8246336518786848, 4.376552709611133, 6.475956931943074])
    {
      #expect(isClose(found, expected))
    }
    #expect(isClose(y.fifthPercentile, -0.3163041569292544) && isClose(y.ninetyFifthPercentile, 7.38549682914745))
    let outliers = try #require(column("y").outliers)
    #expect(isClose(outliers.lowerFence, -4.142413025861607) && isClose(outliers.upperFence, 10.701937546813863))
    #expect(outliers.count == 0)
  }

  @Test func `correlations of numbers leave out rows in which one is missing`() throws {
    let pair = try pair("x", "y")
    #expect(isClose(pair.pearson, 0.8744804096696362) && isClose(pair.spearman, 0.8754391390535181))
    #expect(pair.rowCount == 400 - (try column("y").missingCount) && pair.cramersV == nil)
  }

  @Test func `associations with categories`() throws {
    let categories = try pair("k", "g")
    #expect(isClose(categories.cramersV, 0.18295045970858656) && categories.pearson == nil)
    #expect(isClose(categories.mutualInformation, 0.031090039323844312))
    // Numbers are cut as pandas' qcut cuts them.
    let mixed = try pair("x", "g")
    #expect(isClose(mixed.cramersV, 0.28377701083979345))
    #expect(isClose(mixed.mutualInformation, 0.07660036611108592))
  }

  @Test func `each column against the target`() throws {
    let (x, y) = (try #require(column("x").target), try #require(column("y").target))
    #expect(x.measure == .rocAUC && isClose(x.alone, 0.930564055487556) && x.missingness == nil)
    #expect(isClose(x.association.pearson, 0.7369239168622287) && isClose(x.association.spearman, 0.7384165244877559))
    #expect(isClose(y.alone, 0.9184608494953324) && isClose(y.missingness, 0.5294777641778866))
    #expect(try column("t").target == nil)
    #expect(try Self.profile.get().balance?.classes.map(\.name) == ["true", "false"])
    #expect(isClose(try Self.profile.get().balance?.smallestShare, 0.43))
  }

  @Test func `a table of counts agrees with scipy's and scikit-learn's measures`() {
    let v = Self.uniforms(2)
    let (u, w, z) = (Self.uniforms(1), Self.uniforms(3), Self.uniforms(4))
    let counts = ContingencyTable(
      v.map { "\(Int($0 * 7))" }, (0..<Self.count).map { "\(Int((z[$0] < 0.3 ? u[$0] : w[$0]) * 3))" })
    #expect(isClose(counts.cramersV, 0.21986516528212838))
    #expect(isClose(counts.cramersVBiasCorrected, 0.18295045970858656))
    #expect(isClose(counts.mutualInformation, 0.04609003932384431))
  }

  @Test func `the chi-squared test of a table of counts is scipy's`() throws {
    let table = ContingencyTable(counts: [10, 20, 30, 25, 15, 5, 7, 8, 9], rowCount: 3, columnCount: 3)
    let test = try #require(table.chiSquaredTest)
    #expect(isClose(test.statistic, 23.549558080808083) && test.degreesOfFreedom == 4)
    #expect(isClose(test.pValue, 9.831772804694959e-05))
  }

  @Test func `measures of a side with one category, of equal sides and of nothing`() {
    let one = ContingencyTable(["a", "a", "a"], ["x", "y", "x"])
    #expect(one.cramersV == nil && one.mutualInformation == 0 && one.cramersVBiasCorrected == nil)
    let same = (0..<300).map { "\($0 % 3)" }
    let equal = ContingencyTable(same, same)
    #expect(isClose(equal.cramersV, 1) && isClose(equal.mutualInformation, 1.0986122886681098))
    #expect((equal.cramersVBiasCorrected ?? 0) > 0.999)
    let none = ContingencyTable([], [])
    #expect(none.total == 0 && none.cramersV == nil && none.mutualInformation == 0 && none.explainedEntropy == nil)
  }

  // MARK: Order and ranks

  @Test func `numbers are ordered by their bits as a sort orders them`() {
    var random = SeededGenerator(seed: 5)
    for count in [0, 1, 2, 300, 5000] {
      var numbers = (0..<count).map { _ in random.normal() * (random.below(3) == 0 ? 1e200 : 1) }
      for special in [Double.infinity, -.infinity, .nan, 0, -0.0, .leastNonzeroMagnitude, -.greatestFiniteMagnitude]
      where count > 10 { numbers[random.below(count)] = special }
      let order = RadixOrder(numbers)
      let rows = numbers.indices.filter { !numbers[$0].isNaN }.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
      #expect(order.rows.map(Int.init) == rows)
      #expect(order.keys.map(RadixOrder.number) == rows.map { numbers[$0] })
    }
  }

  @Test func `places of values, counted or sorted, are those of a set of them`() throws {
    var random = SeededGenerator(seed: 6)
    for round in 0..<60 {
      let count = random.below(80)
      let scale = round % 3 == 0 ? 0.5 : round % 3 == 1 ? 1 : 1e7
      let numbers = (0..<count).map { _ in
        random.below(5) == 0 ? Double.nan : Double(random.below(30) - 15) * scale
      }
      let ranked = RankedColumn(Column(numbers))
      let distinct = Set(numbers.filter { !$0.isNaN }).sorted()
      let values = try #require(ranked.occurring.distribution?.values)
      #expect(values == distinct)
      for (row, number) in numbers.enumerated() {
        #expect(ranked.codes[row] == (number.isNaN ? -1 : Int32(distinct.firstIndex(of: number) ?? -2)))
      }
      #expect(ranked.occurring.distribution == NumericDistribution(numbers))
    }
    let wide = RankedColumn(ints([.min, .max, nil, 0, .max]))
    #expect(wide.occurring.counts == [1, 1, 2] && wide.codes == [0, 2, -1, 1, 2])
  }

  @Test func `the most frequent are found among many with equal counts`() {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<200 {
      let counts = (0..<random.below(60)).map { _ in random.below(6) }
      let expected = counts.indices.filter { counts[$0] >= 1 }.sorted { (counts[$1], $1) < (counts[$0], $0) }.prefix(7)
      #expect(ColumnProfile.most(counts, 7, least: 1) { $0 > $1 } == Array(expected))
    }
  }
}
