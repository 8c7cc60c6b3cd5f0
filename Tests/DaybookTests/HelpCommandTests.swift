import Foundation
import Testing

@testable import Daybook

extension CommandTests {
  @Test func `help lists every word and every command`() throws {
    let (status, output, errors) = try run("help")
    #expect(status == 0)
    #expect(errors == "")
    #expect(output.hasPrefix(Help().opening))
    #expect(output.contains(Help().overview))
    #expect(output.contains("\n  render: Runs notebooks and writes their reports.\n"))
  }

  @Test func `help explains a word, a type, several, a command`() throws {
    let topic = try #require(Help().topic("slices"))
    #expect(try run("help", "slices").output == topic.text + "\n")
    #expect(try run("help", "Table").output.hasPrefix("Table: named columns of equal length\n"))
    let both = try run("help", "filter", "-")
    #expect(both.status == 0)
    #expect(both.output.contains("Table.filter(") && both.output.contains("Expression - Expression"))
    #expect(try run("help", "front", "matter").output.hasPrefix("Front matter\n\n"))
    let command = try run("help", "render")
    #expect(command.status == 0)
    #expect(command.output.hasPrefix("OVERVIEW: Runs notebooks and writes their reports.\n"))
    #expect(try run("render", "--help").output == command.output)
  }

  @Test func `help offers the nearest name and ends with 2 where nothing has the name`() throws {
    let (status, output, errors) = try run("help", "fliter")
    #expect(status == 2)
    #expect(output == "")
    #expect(errors.hasPrefix("Error: there is no word, type, step or command \"fliter\"; did you mean \"filter\"?\n"))
    #expect(try run("help", "xyzzy-plugh").errors.contains("daybook help lists all there are"))
    #expect(try run("help", "rendr").errors.contains("did you mean \"render\"?"))
    #expect(try run("help", "filter", "--format", "yaml").status == 2)
    #expect(try run("help", "filter", "--markdown").status == 2)
    #expect(try run("help", "--format", "json", "--markdown").status == 2)
  }

  @Test func `help writes JSON for editors and the reference as a notebook`() throws {
    #expect(try run("help", "--format", "json").output == Help().json())
    #expect(try run("help", "--markdown").output == Help().notebook)
    let few = try run("help", "filter", "Table", "--format", "json")
    let object = try JSONSerialization.jsonObject(with: Data(few.output.utf8)) as? [String: Any]
    let words = try #require(object?["words"] as? [[String: Any]])
    #expect(words.count { $0["name"] as? String == "filter" } == 4)
  }
}
