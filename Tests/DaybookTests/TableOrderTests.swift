import Testing

@testable import Report

@Suite("Orders of a table")
struct TableOrderTests {
  @Test(
    arguments: [
      ("1,344.5", 1344.5), ("64.8%", 64.8), ("−0.3", -0.3), ("+0.3", 0.3), ("2.64×", 2.64), ("12.5k", 12_500),
      ("under 0.001", 0.001 * 0.999_999), ("1.2 to 3.4", 1.2), ("–", nil), ("missing", nil), ("", nil), ("3M", 3e6),
      ("−", nil), (".", nil),
    ] as [(String, Double?)])
  func `the number that a cell shows is the one that orders it`(text: String, number: Double?) {
    #expect(DisplayedNumber.value(of: text) == number)
  }

  private func table(_ values: [String], bars: Bool = false) -> TableComponent {
    TableComponent(
      columns: [.init("Name"), .init("Value", .trailing, hasBars: bars), .init("Same", .trailing)],
      rows: values.enumerated().map { [.name("row \($0)"), .number($1), .number("1")] }, caption: "")
  }

  @Test func `rows can be put in the order of a column that says something new`() {
    let order = TableOrder(table(["3", "10", "–", "2", "10", "−1"]))
    #expect(order.isSortable(0) && order.isSortable(1) && !order.isSortable(2))
    #expect((0..<6).map { order.style(ofRow: $0) ?? "" } == ["2", "0", "5", "3", "1", "4"].map { "--o2:\($0)" })
    #expect(!TableOrder(table(["6", "5", "4", "3", "2", "1"])).isSortable)
    #expect(!TableOrder(table(["1", "2", "3"])).isSortable && !TableOrder(table([])).isSortable)
  }

  @Test func `bars are as long as their share of the largest`() {
    let order = TableOrder(table(["50%", "100%", "–", "0.0%", "−5%", "33%"], bars: true))
    #expect((0..<6).map { order.bar($0, 1) } == ["50%", "100%", nil, nil, nil, "33%"])
    #expect(order.bar(0, 2) == nil)
  }
}
