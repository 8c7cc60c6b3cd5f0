import Charts
import Engine

extension SliceReport: Presentable {
  public var presentation: Presentation {
    guard let worst = slices.first else {
      let headline = "No group of at least \(counted(minimumRows, "row")) fails clearly more than the rest."
      return Presentation(kind: "slices", headline: headline, components: [.paragraph(headline)], record: self)
    }
    let share =
      "\(NumberText.percent(worst.share, decimals: 0)) of rows, \(NumberText.percent(worst.errorShare, decimals: 0)) of all error"
    let headline =
      "Rows with \(worst.name) are \(NumberText.decimal(worst.ratio, decimals: 1)) times as wrong as the average: \(share)."
    let chart = SliceChart(
      title: "Where the model fails", summary: headline, averageLabel: "average",
      rows: slices.map {
        .init(
          label: $0.name, ratio: $0.ratio, low: $0.ratioInterval.low, high: $0.ratioInterval.high, share: $0.share,
          errorShare: $0.errorShare, isEmphasised: $0.ratio >= 2)
      }, shareTitle: "of rows", errorShareTitle: "of all error")
    return Presentation(
      kind: "slices", headline: headline,
      components: [
        .figure(
          Figure(
            chart: chart,
            caption: headline + " Groups overlap; those under \(counted(minimumRows, "row")) are left out.",
            isNarrow: false))
      ], brief: Brief(lead: "It fails most where \(worst.name):", text: "these are \(share)."), record: self)
  }
}
