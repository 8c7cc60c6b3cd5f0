import Testing

@testable import Engine

@Suite("Figures of numbers and of classes")
struct OutcomeFigureTests {
  @Test func `figures without rows, or that rows do not define, are missing`() {
    let none = NumberOutcomes(actual: [], predicted: [])
    #expect(none.meanAbsoluteError == nil && none.rSquared == nil && none.medianAbsoluteError == nil)
    #expect(none.maximumError == nil)
    let constant = NumberOutcomes(actual: [2, 2], predicted: [1, 3])
    #expect(constant.rSquared == nil && constant.explainedVariance == nil && constant.meanAbsoluteError == 1)
    let negative = NumberOutcomes(actual: [-1, 2], predicted: [1, 0])
    #expect(negative.poissonDeviance == nil && negative.gammaDeviance == nil && negative.rootMeanSquaredLogError == nil)
    let empty = ClassOutcomes(classes: ["a", "b"], actual: [], scores: [])
    #expect(empty.accuracy == nil && empty.logLoss == nil && empty.f1(.macro) == nil && empty.balancedAccuracy == nil)
    #expect(empty.rocAUC(.macro) == nil && empty.cohenKappa == nil)
  }

  @Test func `a row of weight two counts as two rows, one of weight zero as none`() {
    let weighted = NumberOutcomes(actual: [1, 2, 4], predicted: [2, 2, 1], weights: [2, 0, 1])
    let repeated = NumberOutcomes(actual: [1, 1, 4], predicted: [2, 2, 1])
    #expect(weighted.meanAbsoluteError == repeated.meanAbsoluteError)
    #expect(weighted.rootMeanSquaredError == repeated.rootMeanSquaredError)
    #expect(weighted.rSquared == repeated.rSquared)
    #expect(weighted.bias == repeated.bias)
  }

  @Test func `a class that never comes leaves the others' figures alone`() {
    let outcomes = ClassOutcomes(
      classes: ["a", "b", "never"], actual: [0, 1, 1], scores: [0.7, 0.2, 0.1, 0.6, 0.3, 0.1, 0.1, 0.8, 0.1])
    #expect(outcomes.confusion == [[1, 0, 0], [1, 1, 0], [0, 0, 0]])
    #expect(outcomes.recall(.macro) == 0.75 && outcomes.balancedAccuracy == 0.75)
    #expect(outcomes.rocAUC(.macro) == nil)
    #expect(outcomes.choosing([2, 0]).accuracy == 1)
  }

  @Test func `agreement of annotators who left rows out is that of the rows they share`() {
    let first: [Int32] = [0, 1, 1, -1, 2]
    #expect(Agreement.cohenKappa(first, [0, 1, 1, 2, -1], categories: 3) == 1)
    #expect(Agreement.cohenKappa(first, [-1, -1, -1, -1, -1], categories: 3) == nil)
    #expect(Agreement.cohenKappa([1, 1], [1, 1], categories: 3) == nil)
    #expect(Agreement.fleissKappa([first, first], categories: 3) == nil)
    #expect(Agreement.krippendorffAlpha([first, first], categories: 3) == 1)
    #expect(Agreement.krippendorffAlpha([[0], [-1]], categories: 3) == nil)
  }
}
