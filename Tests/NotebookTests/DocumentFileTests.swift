import Diagnostics
import Foundation
import Testing

@testable import Notebook

@Suite struct DocumentFileTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "notebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// What is said of a file with these bytes.
  private func complaints(bytes: [UInt8]?, name: String = "n.md") throws -> String {
    defer { try? FileManager.default.removeItem(at: folder) }
    if let bytes { try Data(bytes).write(to: folder.appending(path: "n.md")) }
    do throws(DocumentErrors) {
      let path = folder.appending(path: name).path(percentEncoded: false)
      return try Document(contentsOf: path, displayPath: "notebooks/\(name)").warnings.description
    } catch {
      return error.description
    }
  }

  @Test func `reads a file`() throws {
    #expect(try complaints(bytes: Array("\u{FEFF}---\r\ntitle: é\r\n---\r\n".utf8)) == "[]")
  }

  @Test func `names the file that is not there`() throws {
    #expect(try complaints(bytes: nil) == "notebooks/n.md: error: no such file")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    #expect(
      try complaints(bytes: [65], name: "m.md") == """
        notebooks/m.md: error: no such file
           = did you mean "notebooks/n.md"?
        """)
  }

  @Test func `does not read a folder`() throws {
    #expect(try complaints(bytes: nil, name: "") == "notebooks/: error: this is a folder, not a notebook")
  }

  @Test(arguments: ["", "\n \t\r\n"]) func `wants a file with something in it`(text: String) throws {
    #expect(try complaints(bytes: Array(text.utf8)) == "notebooks/n.md: error: this file is empty")
  }

  @Test func `points at the first byte that is not UTF-8`() throws {
    #expect(
      try complaints(bytes: Array("a\né caf".utf8) + [0xE9, 0x20, 0xFF]) == """
        notebooks/n.md:2:6: error: the byte 0xE9 is not UTF-8 text
           | é caf\u{FFFD} \u{FFFD}
           |      ^ save the file as UTF-8
        """)
  }

  @Test(arguments: [[0xE2, 0x82], [0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5]] as [[UInt8]])
  func `accepts no broken UTF-8`(tail: [UInt8]) throws {
    #expect(try complaints(bytes: Array("a\nb".utf8) + tail).hasPrefix("notebooks/n.md:2:2: error: the byte 0x"))
  }

  @Test func `knows UTF-16 when it sees it`() throws {
    #expect(
      try complaints(bytes: [0xFF, 0xFE, 0x61, 0x00]) == """
        notebooks/n.md: error: this file is UTF-16
           = save it as UTF-8
        """)
  }

  @Test func `points at a NUL character`() throws {
    #expect(
      try complaints(bytes: Array("a\nbc\0d".utf8)) == """
        notebooks/n.md:2:3: error: a NUL character
           | bc\u{FFFD}d
           |   ^ this may not be a text file
        """)
  }
}
