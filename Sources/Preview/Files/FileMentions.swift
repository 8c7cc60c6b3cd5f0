/// The files that a notebook's text names: what stands between quotes and looks like a path.
///
/// A run that failed does not say what it would have read; the text does. A file too many costs one look at it.
struct FileMentions {
  let paths: [String]

  private static let most = 200

  /// - Parameter folder: the notebook's, where its paths start.
  init(in text: String, folder: String) {
    var found: [String] = []
    for line in text.utf8.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      let pieces = line.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
      for piece in pieces.dropFirst().dropLast() where Self.looksLikeAPath(piece) {
        found.append(Self.resolved(String(decoding: piece, as: UTF8.self), in: folder))
        if found.count == Self.most { break }
      }
      if found.count == Self.most { break }
    }
    paths = found
  }

  static func resolved(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }

  /// A short text whose last part has a name and an ending: `data/flights.csv.gz`.
  private static func looksLikeAPath(_ text: Substring.UTF8View.SubSequence) -> Bool {
    guard (3...1000).contains(text.count), !text.contains(UInt8(ascii: "\\")), !text.contains(0) else { return false }
    let name = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).last ?? text
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return false }
    let ending = name[name.index(after: dot)...]
    return (1...8).contains(ending.count) && ending.allSatisfy(\.isLetterOrDigit)
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }
}
