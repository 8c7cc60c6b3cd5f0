import SwiftIDEUtils
import SwiftParser

/// A run of code of one kind, as an editor would colour it.
public struct ColouredRun: Sendable {
  public enum Kind: Sendable { case plain, keyword, string, number, type, comment }

  public let text: String
  public let kind: Kind
}

/// The code in runs, by the compiler's own classification; put together they are the code again.
public func colouredRuns(of code: String) -> [ColouredRun] {
  let bytes = Array(code.utf8)
  var runs: [ColouredRun] = []
  var written = 0
  func append(upTo end: Int, _ kind: ColouredRun.Kind) {
    guard end > written else { return }
    runs.append(ColouredRun(text: String(decoding: bytes[written..<end], as: UTF8.self), kind: kind))
    written = end
  }
  for range in Parser.parse(source: code).classifications {
    let kind: ColouredRun.Kind =
      switch range.kind {
      case .keyword: .keyword
      case .stringLiteral, .regexLiteral: .string
      case .integerLiteral, .floatLiteral: .number
      case .type: .type
      case .lineComment, .blockComment, .docLineComment, .docBlockComment: .comment
      default: .plain
      }
    append(upTo: range.range.lowerBound.utf8Offset, .plain)
    append(upTo: range.range.upperBound.utf8Offset, kind)
  }
  append(upTo: bytes.count, .plain)
  return runs
}
