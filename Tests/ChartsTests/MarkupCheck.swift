import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads a drawing as a browser would and remembers what a test asks about.
final class MarkupCheck: NSObject, XMLParserDelegate {
  private(set) var names: [String] = []
  private(set) var identifiers: [String] = []
  private(set) var texts: [String] = []
  private(set) var attributes: [String: [String]] = [:]
  private(set) var isWellFormed = false

  init(_ markup: String) {
    super.init()
    let parser = XMLParser(data: Data(markup.utf8))
    parser.delegate = self
    isWellFormed = parser.parse() && parser.parserError == nil
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes values: [String: String]
  ) {
    names.append(name)
    for (key, value) in values { attributes[key, default: []].append(value) }
    if let id = values["id"] { identifiers.append(id) }
    texts.append("")
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if !texts.isEmpty { texts[texts.count - 1] += string }
  }
}
