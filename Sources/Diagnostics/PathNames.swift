/// A path as someone wrote it, in two: the folder, empty where none is named, and the name in it. The root is a name.
///
/// Foundation's `NSString.deletingLastPathComponent` traps on a path of one character, and paths come from users.
public struct PathNames: Equatable, Sendable {
  public let folder: String
  public let name: String

  public init(_ path: String) {
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.last == "/" { trimmed.removeLast() }
    guard trimmed != "/", let slash = trimmed.lastIndex(of: "/") else {
      folder = ""
      name = String(trimmed)
      return
    }
    let folder = trimmed[..<slash]
    self.folder = folder.isEmpty ? "/" : String(folder)
    name = String(trimmed[trimmed.index(after: slash)...])
  }

  /// The path of another name in the same folder.
  public func beside(_ name: String) -> String {
    folder.isEmpty ? name : folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }
}
