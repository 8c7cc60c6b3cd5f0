import Daybook
import Foundation
import Testing

@Suite("Inspection")
struct InspectionTests {
  @Test func `parameters, steps, inputs and outputs are listed without a run`() throws {
    let workshop = try Workshop()
    let path = try workshop.write(weatherNotebook, to: "notebooks/test.md")
    let inspection = try Inspection(path: path)
    #expect(inspection.parameters.map(\.name) == ["rounds"])
    #expect(inspection.parameters.map(\.type) == ["Int"])
    #expect(inspection.parameters.map(\.defaultValue) == ["20"])
    #expect(inspection.steps.map(\.word) == ["scope", "data", "train", "evaluate", "monitor"])
    #expect(inspection.steps[1].declares == ["all: Table", "split: Split"])
    #expect(inspection.steps[4].reads == ["model", "project", "split"])
    #expect(inspection.inputs.map(\.path) == ["data/weather.csv"])
    #expect(inspection.inputs.map(\.exists) == [false])
    #expect(inspection.outputs == ["reports/test.html", "reports/test.json"])
    #expect(inspection.text.contains("rounds  Int  = 20"))
    #expect(try inspection.json().contains("\"declares\""))
  }

  @Test func `a notebook with mistakes is not inspected`() throws {
    let workshop = try Workshop()
    let path = try workshop.write("```swift\nlet a = b\n```\n", to: "notebooks/test.md")
    #expect(throws: RunFailure.self) { try Inspection(path: path) }
  }
}
