import Foundation

/// Where the build of these tests has left what it made.
public enum BuildFolder {
  /// The built `daybook`.
  public static let command = folder(holding: "daybook").appendingPathComponent("daybook")

  /// The folder beside the tests, or where that holds no such file the project's own.
  public static func folder(holding file: String) -> URL {
    var folder = Bundle.main.bundleURL
    for bundle in Bundle.allBundles where bundle.bundleURL.pathExtension == "xctest" {
      folder = bundle.bundleURL.deletingLastPathComponent()
    }
    guard !FileManager.default.fileExists(atPath: folder.appendingPathComponent(file).path) else { return folder }
    let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    return project.standardizedFileURL.appendingPathComponent(".build/debug").resolvingSymlinksInPath()
  }
}
