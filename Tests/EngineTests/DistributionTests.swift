import Foundation
import Testing

@testable import Engine

@Suite("Distributions")
struct DistributionTests {
  /// Random numbers with ties and holes: whole numbers are counted, others sorted.
  static func sample(_ count: Int, _ random: inout SeededGenerator, isWhole: Bool) -> [Double] {
    (0..<count).map { _ in
      random.below(12) == 0 ? .nan : Double(random.below(25) - 12) + (isWhole ? 0 : Double(random.below(2)) / 2)
    }
  }

  @Test(arguments: [0, 1, 2, 7, 200, 257, 2000], [true, false])
  func `counts, quantiles and histograms agree with brute force`(count: Int, isWhole: Bool) {
    var random = SeededGenerator(seed: UInt64(count) + (isWhole ? 1000 : 0))
    let numbers = Self.sample(count, &random, isWhole: isWhole)
    let present = numbers.filter { !$0.isNaN }.sorted()
    let distribution = NumericDistribution(numbers)
    #expect(distribution.values == Set(present).sorted())
    #expect(distribution.missingCount == count - present.count && distribution.count == present.count)
    for value in [-13, -12, -0.5, 0, 0.25, 12, 13] as [Double] {
      #expect(distribution.count(below: value) == present.count { $0 < value })
      #expect(distribution.count(upTo: value) == present.count { $0 <= value })
    }
    for share in [0, 0.01, 0.1, 0.25, 1.0 / 3, 0.5, 0.9, 0.999, 1] {
      let expected = quantile(ofSorted: present, share)
      #expect(distribution.quantile(share) == expected || (present.isEmpty && expected.isNaN))
    }
    let edges = [-5, 0, 0.5, 7] as [Double]
    let bounds = [-Double.infinity] + edges + [.infinity]
    #expect(
      distribution.counts(betweenEdges: edges)
        == zip(bounds, bounds.dropFirst()).map { low, high in present.count { $0 >= low && $0 < high } })
    #expect(distribution.histogram(bins: 8).counts.reduce(0, +) == present.count)
  }

  @Test func `counting and sorting give the same distribution`() {
    var random = SeededGenerator(seed: 51)
    for _ in 0..<20 {
      let numbers = Self.sample(300 + random.below(500), &random, isWhole: true)
      // A value out of the narrow range makes the others be sorted.
      let sorted = NumericDistribution(numbers + [1e14])
      let counted = NumericDistribution(numbers)
      #expect(Array(sorted.values.dropLast()) == counted.values)
      #expect(Array(sorted.cumulativeCounts.dropLast()) == counted.cumulativeCounts)
      #expect(sorted.missingCount == counted.missingCount)
    }
  }

  @Test func `numbers at the ends of the range are counted without a trap`() {
    for extreme in [.infinity, -.infinity, 1e308, -1e308, 1e15, 9.3e18] as [Double] {
      let distribution = NumericDistribution([Double](repeating: extreme, count: 300) + [0, .nan])
      #expect(distribution.count(below: 1) + (extreme < 0 ? 0 : 300) == 301)
      #expect(distribution.missingCount == 1)
    }
  }

  @Test func `the KS distance is the largest gap of the two step functions`() {
    var random = SeededGenerator(seed: 52)
    for round in 0..<60 {
      let a = Self.sample(1 + random.below(400), &random, isWhole: round % 2 == 0).filter { !$0.isNaN }
      let b = Self.sample(1 + random.below(50), &random, isWhole: round % 3 == 0).filter { !$0.isNaN }.map {
        $0 + Double(round % 5)
      }
      guard !a.isEmpty, !b.isEmpty else { continue }
      let gap = (a + b).map { value in
        (Double(a.count { $0 <= value }) / Double(a.count) - Double(b.count { $0 <= value }) / Double(b.count))
          .magnitude
      }.max()
      let test = KolmogorovSmirnov(reference: NumericDistribution(a), current: NumericDistribution(b))
      #expect((test.statistic - (gap ?? .nan)).magnitude < 1e-12)
      #expect((0...1).contains(test.pValue) && (0...1).contains(test.limitPValue))
      let back = KolmogorovSmirnov(reference: NumericDistribution(b), current: NumericDistribution(a))
      #expect((back.statistic - test.statistic).magnitude < 1e-12)
    }
  }

  @Test func `the exact p-value is the share of all orders at least as far apart`() {
    // All ways to lay 4 and 5 rows in one order, by brute force.
    let a: [Double] = [1, 2, 3, 8]
    let b: [Double] = [4, 5, 6, 7, 9]
    func distance(_ isFirst: [Bool]) -> Double {
      var x = 0.0
      var y = 0.0
      return isFirst.map { first in
        if first { x += 1.0 / 4 } else { y += 1.0 / 5 }
        return (x - y).magnitude
      }.max() ?? 0
    }
    let orders = (0..<512).map { bits in (0..<9).map { bits >> $0 & 1 == 1 } }.filter { $0.count { $0 } == 4 }
    let test = KolmogorovSmirnov(reference: NumericDistribution(a), current: NumericDistribution(b))
    let extreme = orders.count { distance($0) >= test.statistic - 1e-9 }
    #expect((test.exactPValue - Double(extreme) / Double(orders.count)).magnitude < 1e-12)
  }

  @Test func `PSI agrees with its formula on brute-force bins`() {
    var random = SeededGenerator(seed: 53)
    for round in 0..<40 {
      let reference = Self.sample(50 + random.below(400), &random, isWhole: round % 2 == 0).filter { !$0.isNaN }
      let current = Self.sample(5 + random.below(300), &random, isWhole: round % 2 == 0).map { $0 + Double(round % 4) }
        .filter { !$0.isNaN }
      let sorted = reference.sorted()
      let all = Set((0...10).map { quantile(ofSorted: sorted, Double($0) / 10) }).sorted()
      let bounds = [-Double.infinity] + all.dropFirst().dropLast() + [.infinity]
      let expected = zip(bounds, bounds.dropFirst()).reduce(0) { sum, bin in
        func share(_ values: [Double]) -> Double {
          max(Double(values.count { $0 >= bin.0 && $0 < bin.1 }) / Double(values.count), 1e-4)
        }
        return sum + (share(current) - share(reference)) * log(share(current) / share(reference))
      }
      let index = PopulationStability.index(
        reference: NumericDistribution(reference), current: NumericDistribution(current))
      #expect((index - expected).magnitude < 1e-10)
    }
  }

  @Test func `a sample beside itself has not moved, constant ones included`() {
    for numbers in [[5, 5, 5], [1], [1, 2], (0..<100).map(Double.init), [.infinity, 1, 2], [0.0, -0.0]] as [[Double]] {
      let distribution = NumericDistribution(numbers)
      #expect(PopulationStability.index(reference: distribution, current: distribution) == 0)
      #expect(KolmogorovSmirnov(reference: distribution, current: distribution).statistic == 0)
    }
    let names = CategoryDistribution(["a", "b", "b"])
    #expect(PopulationStability.index(reference: names, current: names) == 0)
    #expect(CategoryComparison(reference: names, current: names).chiSquared?.pValue == 1)
    #expect(CategoryComparison(reference: names, current: CategoryDistribution([])).chiSquared == nil)
  }

  @Test(
    arguments: [([0, 0, 0], [7, 7, 7]), ([0, 0, 0, 1], [1, 1, 1, 1]), ([0, 1, 2], [1, 1, 1])]
      as [([Double], [Double])])
  func `PSI notices a move among few distinct numbers`(reference: [Double], current: [Double]) {
    let many = NumericDistribution((0..<100).flatMap { _ in reference })
    #expect(PopulationStability.index(reference: many, current: NumericDistribution(current)) > 0.2)
  }

  @Test func `shares and bins that make no sense do not end the program`() async {
    await #expect(processExitsWith: .success) {
      dieQuietly()
      _ = NumericDistribution([1, 2]).quantile(.nan)
    }
    await #expect(processExitsWith: .success) {
      dieQuietly()
      _ = NumericDistribution([1, 2]).histogram(bins: 0)
    }
    await #expect(processExitsWith: .success) {
      dieQuietly()
      _ = quantile(ofSorted: [1, 2], -1)
    }
  }
}
