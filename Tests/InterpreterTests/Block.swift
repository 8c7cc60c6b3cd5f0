import Testing

/// Code with what it shows; the values are those of the compiled code.
struct Block: Sendable, CustomTestStringConvertible {
  let name: String
  let shown: [String]
  let code: String

  init(_ name: String, shows shown: [String], _ code: String) {
    self.name = name
    self.shown = shown
    self.code = code
  }

  var testDescription: String { name }
}
