import Foundation

/// The list of a release's files with their SHA-256. The release is called by the list's own SHA-256, so that no byte of
/// any file can change without notice.
struct ReleaseManifest: Codable, Equatable {
  static let fileName = "manifest.json"

  struct Part: Codable, Equatable {
    let bytes: Int
    let sha256: String
  }

  let form: Int
  let parts: [String: Part]

  init(_ parts: [String: [UInt8]]) {
    form = ReleaseFacts.currentForm
    self.parts = parts.mapValues { Part(bytes: $0.count, sha256: FileBytes.fingerprint(of: $0)) }
  }

  /// The file's bytes: the same for the same parts.
  var encoded: [UInt8] { Array(ReleaseJSON.data(of: self)) + [10] }

  /// The first 64 bits of the list's SHA-256, in hexadecimal.
  static func version(of bytes: [UInt8]) -> String { String(FileBytes.fingerprint(of: bytes).prefix(versionLength)) }

  static let versionLength = 16

  static func isVersion(_ text: String) -> Bool {
    text.utf8.count == versionLength && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}

/// JSON as a registry's files have it: the same bytes for the same values, a line each, to be read by people too.
enum ReleaseJSON {
  static func data(of value: some Encodable) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    // Nothing else of what these values hold can fail to be encoded.
    return (try? encoder.encode(value)) ?? Data()
  }

  static func value<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try decoder.decode(type, from: Data(bytes))
  }
}
