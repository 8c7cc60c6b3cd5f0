import Foundation
import TestSupport
import Testing

@testable import Daybook

/// The Swift compiler, with the modules and objects that the build of these tests left behind.
struct SwiftCompiler {
  /// What the compiler said, and whether it was content.
  struct Answer {
    let succeeded: Bool
    let text: String
  }

  private let build: URL
  private let moduleFlags: [String]
  private let linkFlags: [String]
  private let objects: [String]

  /// - Throws: where the build's own description of itself is not where SwiftPM leaves it.
  init() throws {
    let folder = BuildFolder.folder(holding: "Modules")
    build = folder
    // The manifest of the build holds every flag that its own compilations and links were given.
    let manifest = try String(
      contentsOf: folder.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("debug.yaml"),
      encoding: .utf8)
    let maps = Set(manifest.matches(of: /-fmodule-map-file=[^"]+/).map { String($0.0) })
    moduleFlags =
      ["-swift-version", "6", "-I", folder.appendingPathComponent("Modules").path]
      + maps.sorted().flatMap { ["-Xcc", $0] }
    let command = folder.appendingPathComponent("daybook").path
    let link = try #require(
      manifest.split(separator: "\n").first { $0.contains("\"-o\",\"\(command)\"") && $0.contains("-emit-executable") })
    linkFlags = link.matches(of: /"(-[lL][^",]+)"/).map { String($0.1) }
    let list = try String(
      contentsOf: folder.appendingPathComponent("daybook.product/Objects.LinkFileList"), encoding: .utf8)
    // The command's own objects have a main of their own.
    objects = list.split(separator: "\n").map { String($0) }.filter { !$0.contains("/DaybookCommand.build/") }
  }

  /// Checks the program of a tangled package, without making anything of it.
  func typecheck(_ package: TangledPackage, in folder: URL) throws -> Answer {
    try run(["-typecheck", "-module-name", "tangled"] + moduleFlags + sources(of: package, in: folder))
  }

  /// Checks a text that imports `Daybook`, warnings left out.
  func typecheck(_ source: String, in folder: URL) throws -> Answer {
    let file = folder.appendingPathComponent("source.swift")
    try source.write(to: file, atomically: true, encoding: .utf8)
    return try run(["-typecheck", "-suppress-warnings", "-module-name", "tangled"] + moduleFlags + [file.path])
  }

  /// Compiles and links the program of a tangled package.
  func executable(of package: TangledPackage, in folder: URL) throws -> URL {
    let file = folder.appendingPathComponent("program")
    let list = folder.appendingPathComponent("objects.txt")
    try objects.joined(separator: "\n").write(to: list, atomically: true, encoding: .utf8)
    let answer = try run(
      ["-module-name", "tangled"] + moduleFlags + sources(of: package, in: folder) + ["@" + list.path] + linkFlags
        + ["-o", file.path])
    try #require(answer.succeeded, "\(answer.text)")
    return file
  }

  private func sources(of package: TangledPackage, in folder: URL) throws -> [String] {
    let target = TangledFolder(folder.appendingPathComponent("package"))
    try target.write(package)
    return package.files.map(\.path).filter { $0.hasSuffix(".swift") && $0 != "Package.swift" }
      .map { target.url.appendingPathComponent($0).path }
  }

  private func run(_ arguments: [String]) throws -> Answer {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["swiftc"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Answer(succeeded: process.terminationStatus == 0, text: text)
  }
}
