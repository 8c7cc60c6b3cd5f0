import Foundation
import Testing

/// A JSON value, as the files of known answers hold it.
enum JSON: Sendable, Equatable, Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  subscript(key: String) -> JSON {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  var number: Double? {
    switch self {
    case .number(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }
  var string: String { if case .string(let value) = self { value } else { "" } }
  var array: [JSON] { if case .array(let values) = self { values } else { [] } }
  var numbers: [Double] { array.map { $0.number ?? .nan } }
  var strings: [String] { array.map(\.string) }
  var members: [String: JSON] { if case .object(let members) = self { members } else { [:] } }
}

/// One question with the answer of a reference library.
struct KnownAnswer: Sendable, CustomTestStringConvertible {
  let family: String
  let name: String
  let input: JSON
  let expected: JSON
  let tolerance: Double

  var testDescription: String { "\(family)/\(name)" }

  /// Every case of every file in `vectors`, or in the folder that the environment variable KNOWN_ANSWERS names.
  static let all: [KnownAnswer] = {
    let folder =
      ProcessInfo.processInfo.environment["KNOWN_ANSWERS"].map { URL(fileURLWithPath: $0) }
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("vectors")
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }.flatMap { file -> [KnownAnswer] in
      guard let data = try? Data(contentsOf: file), let json = try? JSONDecoder().decode(JSON.self, from: data) else {
        // A file that cannot be read is a case that cannot pass.
        return [
          KnownAnswer(family: file.lastPathComponent, name: "unreadable", input: .null, expected: .null, tolerance: 0)
        ]
      }
      let family = json["family"].string
      return json["cases"].array.map { item in
        KnownAnswer(
          family: family, name: item["name"].string, input: item["input"], expected: item["expected"],
          tolerance: item["tolerance"].number ?? 1e-9)
      }
    }
  }()
}

/// Compares an answer with the expected one; the tolerance is relative above 1, absolute below.
///
/// - Returns: what differs, or nil.
func difference(_ found: JSON, _ expected: JSON, tolerance: Double, at path: String = "answer") -> String? {
  switch (found, expected) {
  case (.null, .null): return nil
  case (_, .object(let members)):
    return members.keys.sorted().lazy.compactMap { key in
      difference(found[key], members[key] ?? .null, tolerance: tolerance, at: "\(path).\(key)")
    }.first
  case (.array(let a), .array(let b)):
    guard a.count == b.count else { return "\(path) has \(a.count) entries, not \(b.count)" }
    return zip(a, b).enumerated().lazy.compactMap { index, pair in
      difference(pair.0, pair.1, tolerance: tolerance, at: "\(path)[\(index)]")
    }.first
  case (.string(let a), .string(let b)): return a == b ? nil : "\(path) is \(a), not \(b)"
  default:
    guard let a = found.number, let b = expected.number else { return "\(path) is \(found), not \(expected)" }
    let isClose = a == b || (a - b).magnitude <= tolerance * max(1, b.magnitude)
    return isClose ? nil : "\(path) is \(a), not \(b), off by \(a - b)"
  }
}
