import Engine
import Interpreter

/// Finding the moment at which a model's errors changed.
extension Registry {
  mutating func addDetectorWords() {
    word(
      .method(of: .of(MonitorReport.self)), "changes",
      [
        Parameter(
          unlabelled: "detector", .of(Detector.self), default: .object(Detector.adwin(delta: 0.002)),
          "how changes are found", rules: [.usableDetector])
      ],
      gives: .of(ChangeReport.self), "the moments at which the model's errors changed",
      details: """
        The errors of all rows with a known outcome are read one by one in order of time: squared distances of chance \
        and outcome, or of numbers; for `.ddm()`, `.eddm()` and `.hddmA()` whether the judgement at an even chance was \
        wrong. A change stands with the moment at which it was noticed, the one at which it began by the detector's own \
        estimate, and the mean error before and after. Detectors and their answers are those of river.
        """,
      example: """
        watch.changes()
        watch.changes(.hddmA(confidence: 0.0001))
        """
    ) { call in .object(try call.receiver(as: MonitorReport.self).changes(call.object("detector"))) }
    addDetectors()
  }

  private mutating func addDetectors() {
    let chance = ValidRange.between(0, 1)
    let type = EngineTypes.name(of: Detector.self)
    word(
      .staticMember(of: type), "adwin",
      [
        Parameter(
          "delta", .double, default: .double(0.002), unit: "chance, between 0 and 1",
          "of a false alarm", rules: [.within(chance, "delta")], synonyms: ["confidence"])
      ],
      gives: .of(Detector.self), "keeps the longest recent stretch in which no two parts differ",
      details: """
        Adaptive windowing (ADWIN, Bifet & Gavaldà 2007). There is no length to choose, and both a rise and a fall are \
        found; for errors up to about 1, as those of chances are.
        """,
      example: "watch.changes(.adwin(delta: 0.01))"
    ) { call in .object(Detector.adwin(delta: try call.double("delta"))) }
    word(
      .staticMember(of: type), "ddm",
      [
        Parameter(
          "deviations", .double, default: .double(3), unit: "standard deviations",
          "how far over its lowest the error rate must lie, above 0",
          rules: [.within(Detector.validThreshold, "deviations")], synonyms: ["threshold", "driftThreshold", "level"])
      ],
      gives: .of(Detector.self), "compares the error rate with its lowest so far",
      details: """
        The drift detection method (DDM, Gama et al. 2004). Finds sudden rises of the error rate; slow ones late.
        """,
      example: "watch.changes(.ddm(deviations: 4))"
    ) { call in .object(Detector.ddm(deviations: try call.double("deviations"))) }
    word(
      .staticMember(of: type), "eddm",
      [
        Parameter(
          "share", .double, default: .double(0.9), unit: "share, between 0 and 1",
          "of the largest distance between errors, below which they come too fast", rules: [.within(chance, "share")],
          synonyms: ["beta", "threshold"])
      ],
      gives: .of(Detector.self), "compares the distance between errors with its largest so far",
      details: """
        The early drift detection method (EDDM, Baena-García et al. 2006). Finds slow changes sooner than the error rate \
        does, and gives more false alarms.
        """,
      example: "watch.changes(.eddm(share: 0.7))"
    ) { call in .object(Detector.eddm(share: try call.double("share"))) }
    word(
      .staticMember(of: type), "hddmA",
      [
        Parameter(
          "confidence", .double, default: .double(0.001), unit: "chance, between 0 and 1",
          "of a false alarm at any one row", rules: [.within(chance, "confidence")],
          synonyms: ["delta", "driftConfidence"])
      ],
      gives: .of(Detector.self), "compares the error rate with that of an earlier stretch, by Hoeffding's bound",
      details: """
        Drift detection by Hoeffding's bound on means (HDDM-A, Frías-Blanco et al. 2014). Asks nothing of the errors' law.
        """,
      example: "watch.changes(.hddmA())"
    ) { call in .object(Detector.hddmA(confidence: try call.double("confidence"))) }
    addCumulativeDetectors(type)
  }

  private mutating func addCumulativeDetectors(_ type: String) {
    let sums: [(name: String, threshold: Double, slack: Double, unit: String, summary: String, details: String)] = [
      (
        "pageHinkley", 50, 0.005, "error", "adds up what errors lie over or under their mean",
        """
        The Page–Hinkley test (Page 1954). The threshold is a sum of errors and must fit their size: 50 fits errors \
        between 0 and 1.
        """
      ),
      (
        "cusum", 8, 0.5, "standard deviations", "adds up what errors lie over or under the mean of the first hundred",
        """
        The cumulative sum chart on standardised errors (Page 1954): the first 100 rows after a change set mean and \
        deviation, so that it fits errors of any size.
        """
      ),
    ]
    for (name, threshold, slack, unit, summary, details) in sums {
      word(
        .staticMember(of: type), name,
        [
          Parameter(
            "threshold", .double, default: .double(threshold), unit: unit, "the sum that is a change, above 0",
            rules: [.within(Detector.validThreshold, "threshold")], synonyms: ["lambda", "limit"]),
          Parameter(
            "slack", .double, default: .double(slack), unit: unit, "how far a single error may lie off, at least 0",
            rules: [.within(Detector.validSlack, "slack")], synonyms: ["delta", "drift", "k"]),
        ],
        gives: .of(Detector.self), summary, details: details,
        example: "watch.changes(.\(name)(threshold: \(NumberText.short(threshold * 2))))"
      ) { call in
        let (threshold, slack) = (try call.double("threshold"), try call.double("slack"))
        return .object(
          name == "cusum"
            ? Detector.cusum(threshold: threshold, slack: slack)
            : Detector.pageHinkley(threshold: threshold, slack: slack))
      }
    }
  }
}
