import Crypto
import Diagnostics
import Engine
import Foundation
import Interpreter
import Report
import Steps

/// Decides for one run which blocks need not run again, and keeps what the others found.
///
/// A block's key is a hash of its code, the values that it reads, the parameters that are set from outside, and the
/// program itself; the files that it read are compared one by one. Values are named by their contents, so that a block
/// which ran again and found the same changes nothing for those behind it. What a block left is read back only when
/// another block asks for it.
final class Reuse {
  private let store: ReuseStore
  private let storage: ValueStorage
  private let session: Session
  private let interpreter: Interpreter
  /// Whether what earlier runs kept is used, or only what this run finds is kept.
  private let isReading: Bool
  /// What besides code and values decides on what blocks show.
  private let setting: String
  /// What each name holds now: the name of its contents in the store, or of the run that made it.
  private var digests: [String: String] = [:]
  /// Names whose values are still in the store alone.
  private var pending: [String: String] = [:]

  init(_ store: ReuseStore, _ session: Session, _ interpreter: Interpreter, isReading: Bool, setting: String) {
    self.setting = setting
    self.store = store
    storage = ValueStorage(store: store)
    self.session = session
    self.interpreter = interpreter
    self.isReading = isReading
  }

  /// A value that an earlier run kept is gone while it is needed: the run starts again without reuse.
  struct Lost: Error {}

  // MARK: Blocks

  /// What a block showed in an earlier run, if nothing that it depends on has changed since.
  func shown(by unit: CheckedUnit, key: String) -> (shown: [Presentation], warnings: [Diagnostic])? {
    guard isReading, let bytes = store.entry(key), let entry = try? storage.value(BlockEntry.self, from: bytes),
      entry.files.allSatisfy({ $0.isUnchanged(in: session.notebookFolder) })
    else { return nil }
    session.replay(entry.trace)
    interpreter.declareFunctions(of: unit)
    for value in entry.values {
      digests[value.name] = value.digest
      pending[value.name] = value.digest
    }
    return (entry.shown, entry.warnings.map { $0.moved(by: unit.firstLine - 1) })
  }

  /// Keeps what a block has just found.
  func keep(_ shown: [Presentation], warnings: [Diagnostic], by unit: CheckedUnit, key: String) {
    let trace = session.trace
    var values: [BlockEntry.NamedValue] = []
    var parts: [String] = []
    var isKept = true
    for name in unit.reach.changes.sorted() {
      pending[name] = nil
      guard let value = interpreter.value(of: name) else { continue }
      guard let bytes = try? storage.bytes(of: StoredValue(value)), let digest = store.addValue(bytes) else {
        // What cannot be kept follows from the block, so that the block's key names it as well.
        digests[name] = "\(key) \(name)"
        isKept = false
        continue
      }
      digests[name] = digest
      values.append(.init(name: name, digest: digest))
      parts += [digest] + ((try? ValueStorage.parts(of: bytes)) ?? [])
    }
    let touched = trace.inputs + trace.outputs
    let files = touched.compactMap { FileState($0, in: session.notebookFolder) }
    let entry = BlockEntry(
      shown: shown, warnings: warnings.map { $0.moved(by: 1 - unit.firstLine) }, trace: trace, files: files,
      values: values)
    guard isKept, files.count == touched.count, let bytes = try? storage.bytes(of: entry)
    else { return }
    store.setEntry(key, bytes, values: parts + ((try? ValueStorage.parts(of: bytes)) ?? []))
  }

  /// Brings back the values that code will read.
  ///
  /// - Throws: `Lost` where one is gone.
  func restore(for unit: CheckedUnit) throws {
    let reach = unit.reach
    for name in reach.reads.union(reach.changes) {
      guard let digest = pending.removeValue(forKey: name) else { continue }
      guard let bytes = store.value(digest), let stored = try? storage.value(StoredValue.self, from: bytes) else {
        throw Lost()
      }
      interpreter.set(name, to: stored.value)
    }
  }

  /// A hash of all that a block's result depends on, but for the files that it reads.
  func key(of unit: CheckedUnit) -> String {
    let reach = unit.reach
    var hash = SHA256()
    func add(_ text: String) {
      // Each text's length before it, so that no two lists of texts read the same.
      hash.update(data: Data("\(text.utf8.count) ".utf8))
      hash.update(data: Data(text.utf8))
    }
    add(Self.program)
    add(setting)
    add(session.notebookFolder.path)
    add(unit.code)
    for code in reach.functions { add(code) }
    for name in reach.reads.union(reach.changes).sorted() {
      add(name)
      add(digests[name] ?? "")
    }
    let code = ([unit.code] + reach.functions).joined(separator: "\n")
    for (name, value) in session.overrides.sorted(by: { $0.key < $1.key }) where code.contains(name) {
      add(name)
      add(value)
    }
    return hash.finalize().hexadecimal
  }

  // MARK: Sentences

  func text(of key: String) -> String? {
    guard isReading, let bytes = store.entry(key) else { return nil }
    return try? String(storedBytes: bytes)
  }

  func keep(_ text: String, key: String) {
    guard let bytes = try? text.storedBytes() else { return }
    store.setEntry(key, bytes)
  }

  /// Brings the folder down to its size; a sentence for the user where nothing could be kept.
  func finish() -> String? {
    store.trim()
    return store.problem
  }

  /// What tells this build of the program from any other.
  private static let program: String = {
    var parts = [daybookVersion]
    if let path = Bundle.main.executablePath, let file = try? FileManager.default.attributesOfItem(atPath: path) {
      parts.append("\(file[.size] ?? 0)")
      parts.append("\((file[.modificationDate] as? Foundation.Date)?.timeIntervalSince1970 ?? 0)")
    }
    return parts.joined(separator: " ")
  }()
}
