import Interpreter

extension TanglingWords {
  /// The words of the notebook language, as the library that a tangled notebook imports spells them.
  static let ofNotebooks = TanglingWords(
    neverThrowing: scoping.union(data).union(text).union(standardLibrary), throwingProperties: figures,
    changing: [
      "append", "insert", "remove", "removeFirst", "removeLast", "removeAll", "removeValue", "updateValue", "sort",
      "reverse", "swapAt",
    ])

  private static let scoping: Set<String> = [
    "Project", "Problem", "Stakeholder", "Solution", "Goal", "Constraint", "Budget", "Risk", "Watch", "Tag", "Check",
  ]

  private static let data: Set<String> = [
    "col", "date", "Expect", "Aggregate", "validate(against:)", "isPresent", "isMissing", "isBetween", "isOne", "days",
    "hasLength", "isFound", "isUnique", "matches", "meanIsBetween", "isIncreasing", "isDecreasing",
    "severity", "sumIsBetween",
    "when", "least", "greatest", "rowNumber", "power", "clipped", "trimmed", "filled", "lag", "lead",
    "rollingMean", "rollingSum", "rollingMinimum", "rollingMaximum", "rollingCount", "cumulativeSum", "rank",
    "nanoseconds", "microseconds", "milliseconds", "seconds", "minutes", "hours",
    // Of arrays and texts; the ones of tables throw.
    "filter{}", "split(separator:)", "joined()", "joined(separator:)", "sorted()", "sorted{}",
  ]

  private static let text: Set<String> = ["show", "note", "percent", "number"]

  /// What the interpreter knows of Swift's own library.
  private static let standardLibrary: Set<String> = [
    "Int", "Double", "Bool", "String", "Character", "Array", "Dictionary", "Range", "ClosedRange",
    "abs", "min", "max", "zip", "stride", "sqrt", "pow", "exp", "log", "log10", "log2",
    "floor", "ceil", "Optional",
    "map", "flatMap", "compactMap", "reduce", "forEach", "allSatisfy", "contains", "first", "last", "firstIndex",
    "lastIndex", "min{}", "max{}", "prefix", "suffix", "dropFirst", "dropLast", "drop", "reversed", "enumerated",
    "append", "insert", "remove", "removeFirst", "removeLast", "removeAll", "removeValue", "swapAt", "sort",
    "reverse",
    "shuffled", "count", "mapValues", "compactMapValues", "updateValue", "merging", "merge", "index", "distance",
    "hasPrefix", "hasSuffix", "uppercased", "lowercased", "replacing", "components", "trimmingCharacters",
    "starts", "elementsEqual",
    "rounded", "squareRoot", "round", "isMultiple", "quotientAndRemainder", "advanced", "signum", "toggle", "negate",
  ]

  /// Figures and curves of an evaluation, which some targets, or rows of one class alone, do not have.
  private static let figures: Set<String> = [
    "rocAUC", "averagePrecision", "logLoss", "brier", "accuracy", "precision", "recall", "f1",
    "meanAbsoluteError", "rootMeanSquaredError", "medianAbsoluteError", "bias", "rSquared",
    "rocCurve", "precisionRecallCurve", "calibration", "confusion", "gains", "residuals", "humanLevel", "suspectLabels",
    "diagnosis", "multivariate", "trainingData",
  ]
}
