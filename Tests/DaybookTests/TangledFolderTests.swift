import Foundation
import Testing

@testable import Daybook

@Suite("A tangled package replaces nothing of someone else's")
struct TangledFolderTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func package(_ notebook: String = "# One\n", named name: String = "one") throws -> TangledPackage {
    try TangledPackage(notebook: workshop.write(notebook, to: "notebooks/\(name).md"))
  }

  private func contents() throws -> [String: Data] {
    let paths = FileManager.default.subpaths(atPath: target.path) ?? []
    var contents: [String: Data] = [:]
    for path in paths {
      contents[path] = FileManager.default.contents(atPath: target.appendingPathComponent(path).path)
    }
    return contents
  }

  private var target: URL { workshop.root.appendingPathComponent("package") }

  private func refusal(of package: TangledPackage) throws -> String {
    let before = try contents()
    defer { #expect((try? contents()) == before, "a refusal changes nothing") }
    do {
      try TangledFolder(target).write(package)
      Issue.record("it was written")
      return ""
    } catch {
      return "\(error)".replacingOccurrences(of: target.path, with: "DIR")
    }
  }

  @Test func `a new folder gets the whole package`() throws {
    try TangledFolder(target).write(package())
    #expect(
      try Set(contents().keys) == [
        ".daybook-tangle.json", "Package.swift", "README.md", "one.md", "Sources/one/main.swift",
        "Sources/one/NotebookText.swift",
      ])
  }

  @Test func `the same notebook is written again, beside what a build left`() throws {
    try TangledFolder(target).write(package())
    try workshop.write("resolved", to: "package/Package.resolved")
    try TangledFolder(target).write(package("# Two\n"))
    let after = try contents()
    #expect(after["one.md"] == Data("# Two\n".utf8))
    #expect(after["Package.resolved"] == Data("resolved".utf8))
  }

  @Test func `a folder with anything else in it is refused`() throws {
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    try workshop.write("mine", to: "package/notes.txt")
    #expect(
      try refusal(of: package()) == """
        DIR: error: this folder is not empty and holds no tangled notebook
           = name a new folder with -o
        """)
  }

  @Test func `a file that was changed by hand is kept`() throws {
    try TangledFolder(target).write(package())
    try workshop.write("print(1)", to: "package/Sources/one/main.swift")
    #expect(
      try refusal(of: package("# Two\n")).hasPrefix(
        "DIR/Sources/one/main.swift: error: this file was changed since the notebook was tangled\n"))
  }

  @Test func `another notebook's package is kept`() throws {
    try TangledFolder(target).write(package())
    #expect(
      try refusal(of: package(named: "other")).hasPrefix(
        "DIR: error: this folder holds the package of notebooks/one.md\n"))
  }

  @Test func `a file or a link in the way is refused`() throws {
    try TangledFolder(target).write(package())
    let readme = target.appendingPathComponent("README.md")
    try FileManager.default.removeItem(at: readme)
    try FileManager.default.createSymbolicLink(at: readme, withDestinationURL: workshop.root)
    #expect(
      try refusal(of: package("# Two\n")) == "DIR/README.md: error: the package cannot be written: this is no file")
    try FileManager.default.removeItem(at: target)
    try workshop.write("mine", to: "package")
    #expect(try refusal(of: package()) == "DIR: error: a package cannot go here: this is no folder")
  }

  @Test func `a list that cannot be read is no licence`() throws {
    try TangledFolder(target).write(package())
    try workshop.write("{", to: "package/.daybook-tangle.json")
    #expect(try refusal(of: package("# Two\n")).contains("the list of tangled files in this folder cannot be read"))
  }
}
