import Diagnostics
import Foundation

/// A notebook on disk: its bytes, checked to be text.
struct NotebookFile {
  let path: String
  /// The path as the user wrote it.
  let displayPath: String

  private static let largestSize = 16_000_000

  /// The file's text, or what keeps it from being one.
  func text() throws(DocumentErrors) -> String {
    let bytes = [UInt8](try contents())
    guard bytes.contains(where: { !$0.isBlank }) else { throw failure("this file is empty") }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw failure("this file is UTF-16", hint: "save it as UTF-8")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw invalidText(bytes) }
    return text
  }

  private func contents() throws(DocumentErrors) -> Data {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw failure("no such file", hint: neighbour.map { "did you mean \"\($0)\"?" })
    }
    guard !isFolder.boolValue else { throw failure("this is a folder, not a notebook") }
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    let kind = attributes?[.type] as? FileAttributeType
    guard kind == nil || kind == .typeRegular else { throw failure("this is no regular file") }
    guard (attributes?[.size] as? Int ?? 0) <= Self.largestSize else {
      throw failure("this notebook is larger than 16 MB", hint: "keep data in files of their own and read them")
    }
    do {
      return try FileHandle(forReadingFrom: URL(fileURLWithPath: path)).readToEnd() ?? Data()
    } catch let error as CocoaError where error.code == .fileReadNoPermission {
      throw failure("you may not read this file")
    } catch {
      throw failure("this file cannot be read")
    }
  }

  private func failure(_ message: String, hint: String? = nil) -> DocumentErrors {
    DocumentErrors(all: [Diagnostic(message, path: displayPath, hint: hint)])
  }

  /// The path of a file beside the missing one whose name is close to it.
  private var neighbour: String? {
    let written = PathNames(path)
    let folder = written.folder.isEmpty ? "." : written.folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return nearestName(to: written.name, among: names).map { PathNames(displayPath).beside($0) }
  }

  /// The diagnostic for the first byte that is no part of a UTF-8 character.
  private func invalidText(_ bytes: [UInt8]) -> DocumentErrors {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    scan: while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded): offset += encoded.count
      case .error, .emptyInput: break scan
      }
    }
    // What stands before the first bad byte is the same in the repaired text, so offsets up to it agree.
    let source = SourceText(path: displayPath, text: String(decoding: bytes, as: UTF8.self))
    let byte = offset < bytes.count ? String(bytes[offset], radix: 16, uppercase: true) : "00"
    let place = source.place(utf8Offset: offset)
    return DocumentErrors(all: [
      Diagnostic(
        "the byte 0x\(byte) is not UTF-8 text", in: source, at: place, hint: "save the file as UTF-8")
    ])
  }
}

extension UInt8 {
  /// Whether the byte is a space, a tab or a line break.
  var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

  /// Whether the byte is a space or a tab.
  var isSpaceOrTab: Bool { self == 0x20 || self == 0x09 }
}
