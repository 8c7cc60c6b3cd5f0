/// What users of other languages write, seen where the parser could not read a line.
enum ForeignSyntax {
  /// What to write instead of a line that starts as another language's would; nil where it does not.
  static func hint(for message: String, inLine line: Substring) -> String? {
    if message.hasPrefix("Single-quoted") { return "write \"text\"" }
    let code = line.drop { $0 == " " || $0 == "\t" }
    let word = code.prefix { $0.isLetter }
    switch word {
    case "def", "function", "fn": return "write func name(parameter: Type) -> Type { … }"
    case "elif", "elsif", "elseif": return "write } else if … {"
    case "import" where code.contains(" as "), "from": return "leave it out: every word is there already"
    case "const", "val": return "write let"
    case "library", "require": return "leave it out: every word is there already"
    case "for" where code.contains(";"): return "write for i in 0..<count { … }"
    case "for", "while", "if":
      return code.last == ":" ? "write { behind it, and } behind the last line of the body" : nil
    default: break
    }
    if code.hasPrefix("%") || code.hasPrefix("!") { return "leave it out: a block holds Swift alone" }
    if code.hasPrefix("# ") { return "a comment starts with //" }
    if code.contains("lambda ") { return "write a closure: { x in … }" }
    if code.contains("<- ") { return "write let name = …" }
    return nil
  }

  /// The parser's words where they speak of the parser.
  static func message(_ words: String) -> String {
    switch words {
    case "parsing has exceeded the maximum nesting level": "brackets are nested too deep here"
    case "Single-quoted string literal found, use '\"'": "a text stands in double quotes"
    default: words
    }
  }
}
