import Engine
import Interpreter

/// How the movement of a column is measured: of goals, of watches, and of what a monitor shows.
enum DriftWords {
  /// How a measure is computed, of which columns, and what practice takes for a movement.
  static func details(of measure: DriftMeasure) -> String {
    let formula =
      switch measure {
      case .psi:
        """
        Σ (q − p) ln(q / p) over bins, with p the reference's shares and q the window's; empty shares are raised to \
        0.0001.
        """
      case .jensenShannon:
        """
        √((KL(p, m) + KL(q, m)) / 2) with m the mean of both shares, in nats: from 0 to √ln 2 ≈ 0.83 (Lin 1991), as \
        scipy's `jensenshannon`.
        """
      case .hellinger: "√(Σ (√p − √q)² / 2), from 0 to 1 (Hellinger 1909)."
      case .totalVariation: "Σ |p − q| / 2, from 0 to 1: the share of rows that would have to change their value."
      case .kolmogorovSmirnov:
        """
        The largest vertical distance between the distribution functions of the reference and of the window, from 0 to 1.
        """
      case .wasserstein:
        """
        ∫ |F − G|, the earth mover's distance, in standard deviations of the reference, held at 0.001 or more: 0.5 says \
        that values moved by half a deviation on average.
        """
      case .energyDistance:
        """
        √(2 ∫ (F − G)²), in the root of the column's unit (Székely & Rizzo 2013), so that its limits depend on the unit.
        """
      case .cramerVonMises:
        "The two-sample test on the squared distance of the distribution functions (Anderson 1962), by its limit law."
      case .andersonDarling:
        """
        As Cramér–von Mises, but the tails count for more (Scholz & Stephens 1987, with midranks). Its p-value is taken \
        from the paper's table, from 0.25 down to 0.001 and no farther.
        """
      case .mannWhitney:
        "The test on ranks, two-sided (Mann & Whitney 1947), corrected for ties and continuity."
      case .welch: "The t test of two means with variances of their own, two-sided (Welch 1947)."
      case .levene:
        "The test on distances from the medians (Levene 1960, Brown & Forsythe 1974): whether values spread more or less."
      case .chiSquared: "Pearson's test on the counts of both sides, without continuity correction."
      case .gTest: "The likelihood-ratio test on the counts of both sides, 2 Σ O ln(O / E)."
      case .proportions: "The z test of two proportions with a pooled share, two-sided."
      case .fisherExact: "Fisher's exact test of the two by two table, two-sided (Fisher 1922): for small counts."
      }
    return "\(formula) \(columns(of: measure)) \(limit(of: measure))"
  }

  private static func columns(of measure: DriftMeasure) -> String {
    switch measure.reads {
    case .anything: "Numbers are cut at the reference's deciles, and every category is a bin."
    case .numbers: "Of numbers and dates only: columns of categories have none."
    case .truthValues: "Of columns of true and false only."
    }
  }

  private static func limit(of measure: DriftMeasure) -> String {
    if measure == .psi {
      return """
        By the custom of credit-risk practice, under 0.1 is stable, 0.1 to 0.2 moderate, above 0.2 a shift to act on.
        """
    }
    if measure.isPValue {
      return """
        The figure is the p-value, of which small ones alarm: with many rows it is tiny for movements too small to \
        matter, so that a distance tells more there.
        """
    }
    return measure.usualLimit.map { "From about \(NumberText.short($0)) on a movement is worth a look." } ?? ""
  }
}

extension Registry {
  /// The columns of a window, or of any rows, beside a reference.
  mutating func addDriftWords() {
    addMultivariateWords()
    for measure in DriftMeasure.allCases {
      member(
        measure.rawValue, measure, measure.meaning, details: DriftWords.details(of: measure),
        example: Self.measureExample)
    }
    word(
      .method(of: .of(MonitorReport.self)), "drift",
      [Parameter(unlabelled: "measure", .of(DriftMeasure.self), "how movement is measured")],
      gives: .of(DriftReport.self), "how far every column moved by a measure of choice, window by window",
      details: """
        The map of `drift` by another measure than the population stability index. Of a test it shows p-values. It is \
        an error where no column has such a measure: a Wasserstein distance of categories.
        """,
      example: """
        watch.drift(.wasserstein)
        """
    ) { call in .object(try call.receiver(as: MonitorReport.self).drift(call.object("measure"))) }
    word(
      .method(of: .of(MonitorReport.self)), "drift",
      [
        Parameter(
          "in", .string, "the window's name: `2013-07-01`, `2013-W27` or `2013-07`",
          synonyms: ["window", "of", "at", "week", "month", "day", "during"])
      ],
      gives: .of(WindowDrift.self), "every column in one window beside its reference, by how far it moved",
      details: """
        A table of the columns with what is typical before and now, the population stability index and the p-value of \
        the test that fits (Kolmogorov–Smirnov, chi-squared), corrected for the number of columns (Benjamini & \
        Hochberg); and both distributions of the columns that moved most. A column counts as moved with a PSI over 0.1 \
        and a corrected p-value under 0.05. A window of under 20 rows says nothing.
        """,
      example: """
        watch.drift(in: "2013-12")
        """
    ) { call in .object(try call.receiver(as: MonitorReport.self).drift(in: call.string("in"))) }
    word(
      .method(of: .of(Table.self)), "drift",
      [
        Parameter(
          "from", .of(Table.self), "the rows to compare with", rules: [.hasRows],
          synonyms: ["against", "reference", "comparedTo", "to", "baseline"]),
        Parameter(
          "of", .optional(.array(.string)), default: .nil, "the columns to look at; nil for all of the reference's",
          synonyms: ["columns", "features", "for", "in"]),
      ],
      gives: .of(WindowDrift.self), "how the columns of a table moved from those of another, without a model",
      details: """
        As a monitor's `drift(in:)`, but of any two tables: this year's file against last year's, a new source against \
        the old one. A column that this table lacks, or that holds something else, is said to be so.
        """,
      example: """
        let winter = flights.filter(col("date") >= "2013-12-01")
        winter.drift(from: split.train, of: ["dep_delay", "hour", "carrier"])
        """
    ) { call in
      .object(
        try call.receiver(as: Table.self).drift(from: call.object("from"), of: call.names("of")))
    }
  }

  mutating func addMultivariateWords() {
    property(
      "multivariate", of: MonitorReport.self, gives: .of(MultivariateDrift.self),
      "how far all features together have moved, window by window",
      details: """
        Two features may each look as ever and no longer go together. Trees are trained to tell each window's rows from the \
        reference's; the area under their ROC curve, on rows that they have not seen, is 0.5 where they cannot. And the \
        reference's principal components, as many as hold 65% of its variance, say how a row should look: the mean distance \
        from that, as a multiple of the reference's own, rises where features part (NannyML's data reconstruction: categories \
        by their frequency, gaps by the mean, all standardised). What is usual is learned from the reference's own windows.
        """,
      example: """
        watch.multivariate
        """
    ) { .object(try $0.multivariate) }
  }

  private static let measureExample = """
    watch.drift(.jensenShannon)
    watch.drift(.kolmogorovSmirnov)
    """
}

extension Call {
  /// Names that may be left out.
  func names(_ name: String) throws -> [String]? { if case .nil = self[name] { nil } else { try objects(name) } }
}
