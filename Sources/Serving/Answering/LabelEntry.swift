import Foundation

/// What came true of one row, as a request says it.
struct LabelEntry: Decodable {
  let id: Scalar
  let label: Scalar

  /// A text, a number or a truth value.
  struct Scalar: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self.text = text
      } else if let truth = try? container.decode(Bool.self) {
        text = truth ? "true" : "false"
      } else if let whole = try? container.decode(Int64.self) {
        text = String(whole)
      } else {
        text = String(try container.decode(Double.self))
      }
    }
  }

  /// Reads an array of entries, or one.
  static func read(_ data: Data) throws -> [LabelEntry] {
    if let all = try? JSONDecoder().decode([LabelEntry].self, from: data) { return all }
    return [try JSONDecoder().decode(LabelEntry.self, from: data)]
  }
}

/// What a form of a page says.
enum FormFields {
  /// `application/x-www-form-urlencoded`; of a field that comes twice the last counts.
  static func read(_ text: String) -> [String: String] {
    var fields: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let decoded = parts.map { String($0).replacing("+", with: " ").removingPercentEncoding ?? "" }
      fields[decoded[0]] = decoded.count > 1 ? decoded[1] : ""
    }
    return fields
  }
}
