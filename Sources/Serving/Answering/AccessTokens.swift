import Crypto
import Foundation

/// The bearer tokens that let requests in (RFC 6750). Only their digests are held, and every one is compared, in a time
/// that tells nothing of how much of a token was right.
public struct AccessTokens: Sendable {
  private let digests: [SHA256Digest]

  /// The fewest characters of a token: 16 random ones are beyond guessing.
  public static let fewestCharacters = 16

  public init(_ tokens: [String]) { digests = tokens.map { SHA256.hash(data: Array($0.utf8)) } }

  public var isEmpty: Bool { digests.isEmpty }

  /// Whether a request may be answered.
  ///
  /// - Parameter header: the value of its `Authorization`; nil where it has none.
  func admit(_ header: (some Collection<UInt8>)?) -> Bool {
    guard !digests.isEmpty else { return true }
    guard let header, header.count > 7, header.prefix(7).elementsEqual("Bearer ".utf8, by: Self.isSameLetter) else {
      return false
    }
    let digest = SHA256.hash(data: Array(header.dropFirst(7)))
    // The comparison of digests itself takes the same time whatever they are.
    return digests.reduce(false) { found, known in (known == digest) || found }
  }

  private static func isSameLetter(_ a: UInt8, _ b: UInt8) -> Bool { a | 0x20 == b | 0x20 }

  /// Tokens from a text: one a line; blank lines and those that start with `#` are left out.
  ///
  /// - Throws: a sentence on the first that is too short or holds what a header cannot.
  public static func parse(_ text: String) throws(TokenMistake) -> [String] {
    var tokens: [String] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let token = line.trimmingCharacters(in: .whitespaces)
      guard let first = token.first, first != "#" else { continue }
      guard token.count >= fewestCharacters else {
        throw TokenMistake(
          reason: "token \(number + 1) has \(token.count) characters; at least \(fewestCharacters) are needed")
      }
      guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
        throw TokenMistake(reason: "token \(number + 1) holds a character that a header cannot: use letters and digits")
      }
      tokens.append(token)
    }
    return tokens
  }
}

/// A token that cannot be used.
public struct TokenMistake: Error, Sendable, CustomStringConvertible {
  let reason: String
  public var description: String { reason }
}
