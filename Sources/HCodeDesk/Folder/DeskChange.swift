import HCodeBase
import HCodeCore
package import HCodeSystem
import HCodeTrust
import Glibc

/// A change of a desk's files that nothing can leave half done (docs/desk.md §7).
///
/// `state/pending` is written before anything else: first with what will be made, then, when that is made, with what the changed files
/// say before and after. A kill while things are made is undone; after that the change is finished. `trust.json` is replaced last.
package struct DeskChange {
  /// What the next command found of a change that a kill had interrupted, by the words of the command that began it.
  package enum Settled: Equatable, Sendable {
    case finished(String)
    case undone(String)
    /// Somebody has changed one of the files since, so that nothing was touched.
    case dropped(String)
  }

  /// A file whose content changes.
  struct Edit: Equatable {
    let path: String
    let before: [UInt8]
    let after: [UInt8]
  }

  /// The command that began it, as `rotate code`.
  let command: String
  /// The files and folders that it makes, below the desk.
  let new: [String]
  /// The changed files, `trust.json` last; none until everything new is there.
  var edits: [Edit] = []

  private static let path = "state/pending"
  private static let heading = "hcode-desk-change-1"
  private static let maximumBytes = 64 << 20
  private static let editable = ["desk.json", "trust.json"]
  private static let madeIn = ["keys/", "secret/", "registry/", "publish/", "state/"]

  init(_ command: String, making new: [String]) {
    self.command = command
    self.new = new
  }

  // MARK: The file

  private var bytes: [UInt8] {
    var bytes = Array("\(Self.heading)\n\(command)\n".utf8)
    for path in new { bytes += Array("new \(path)\n".utf8) }
    for edit in edits {
      bytes += Array("edit \(edit.path) \(edit.before.count) \(edit.after.count)\n".utf8)
      bytes += edit.before + edit.after
    }
    return bytes + Array("end\n".utf8)
  }

  /// Nil for a file that no desk wrote: it names what no change touches.
  private init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    func line() -> String? {
      guard let end = rest.firstIndex(of: 0x0A) else { return nil }
      defer { rest = rest[(end + 1)...] }
      return String(decoding: rest[..<end], as: UTF8.self)
    }
    guard line() == Self.heading, let command = line() else { return nil }
    var (new, edits): ([String], [Edit]) = ([], [])
    while let text = line() {
      let words = text.split(separator: " ").map(String.init)
      switch (words.first, words.count) {
      case ("end"?, 1):
        guard rest.isEmpty else { return nil }
        self.init(command, making: new)
        self.edits = edits
        return
      case ("new"?, 2):
        guard Self.madeIn.contains(where: { words[1].hasPrefix($0) }),
          !words[1].split(separator: "/").contains("..")
        else { return nil }
        new.append(words[1])
      case ("edit"?, 4):
        guard Self.editable.contains(words[1]), let before = Int(words[2]),
          let after = Int(words[3]), (0...Self.maximumBytes).contains(before),
          (0...Self.maximumBytes).contains(after), before + after <= rest.count
        else { return nil }
        let middle = rest.startIndex + before
        edits.append(
          Edit(
            path: words[1], before: Array(rest[..<middle]),
            after: Array(rest[middle..<middle + after])))
        rest = rest[(middle + after)...]
      default: return nil
      }
    }
    return nil
  }

  static func isPending(in folder: FileName) -> Bool { file(folder, path).isThere }

  private static func read(_ folder: FileName) throws -> DeskChange? {
    let name = file(folder, path)
    guard name.isThere else { return nil }
    guard let change = DeskChange(try FileReading.bytes(of: name, limit: maximumBytes)) else {
      throw DeskFolderError.unreadableChange.in(name)
    }
    return change
  }

  func write(in folder: FileName) throws {
    let name = Self.file(folder, Self.path)
    try AtomicFile.makeFolders(name.folder, mode: 0o700)
    try AtomicFile.write(bytes, to: name, mode: 0o600, force: true, isNamedByArgument: false)
  }

  private static func file(_ folder: FileName, _ path: String) -> FileName {
    folder.appending(Array(path.utf8))
  }

  // MARK: Finishing and undoing

  /// Brings a change to its end that a kill interrupted, and says which. Nothing is done while another command is at work on the desk.
  static func settle(_ folder: FileName) throws -> Settled? {
    guard isPending(in: folder), let lock = try FileLock(ifFree: file(folder, "state/lock")) else {
      return nil
    }
    defer { lock.release() }
    guard let change = try read(folder) else { return nil }
    guard !change.edits.isEmpty else {
      try change.undo(in: folder)
      return .undone(change.command)
    }
    return try change.finish(in: folder) ? .finished(change.command) : .dropped(change.command)
  }

  /// Replaces the files; false when one of them is neither as before nor as after the change, and then nothing is touched.
  func finish(in folder: FileName) throws -> Bool {
    let present = try edits.map {
      try FileReading.bytes(of: Self.file(folder, $0.path), limit: Self.maximumBytes)
    }
    guard zip(edits, present).allSatisfy({ $1 == $0.before || $1 == $0.after }) else {
      try forget(in: folder)
      return false
    }
    for (edit, bytes) in zip(edits, present) where bytes != edit.after {
      try AtomicFile.write(
        edit.after, to: Self.file(folder, edit.path), force: true, isNamedByArgument: false)
    }
    try forget(in: folder)
    return true
  }

  /// Takes away what was made: no list names it, and nobody has used it.
  func undo(in folder: FileName) throws {
    for path in new { Self.file(folder, path).removeAll() }
    try forget(in: folder)
  }

  private func forget(in folder: FileName) throws {
    let name = Self.file(folder, Self.path)
    _ = name.withCString(unlink)
    try AtomicFile.syncFolder(of: name)
  }
}

extension DeskFolder {
  /// Finishes or undoes a change that a kill interrupted. Every command on a desk begins so.
  package static func settle(_ folder: FileName) throws -> DeskChange.Settled? {
    guard DeskChange.isPending(in: folder) else { return nil }
    try checkOwners(folder)
    return try DeskChange.settle(folder)
  }

  /// Changes `trust.json`, and `desk.json` with it: `make` makes the files and folders `new`, none of which may be there.
  func change(
    _ command: String, making new: [String] = [], to content: TrustListSource,
    _ settings: DeskSettings? = nil, _ make: () throws -> Void = {}
  ) throws {
    guard let lock = try FileLock(ifFree: file("state/lock")) else {
      throw DeskFolderError.busy.in(folder)
    }
    defer { lock.release() }
    var edits: [DeskChange.Edit] = []
    if let settings, settings != self.settings {
      let after = Array(settings.json.utf8)
      do {
        guard try DeskSettings(json: after) == settings else {
          throw TrustSourceFileError.notAsWritten.in(file("desk.json"))
        }
      } catch let fault as JSONMembers.Fault {
        throw DeskFolderError.settings(fault).in(file("desk.json"))
      }
      let before = try FileReading.bytes(
        of: file("desk.json"), limit: DeskSettings.maximumFileBytes)
      guard (try? DeskSettings(json: before)) == self.settings else {
        throw TrustSourceFileError.changedMeanwhile.in(file("desk.json"))
      }
      edits.append(DeskChange.Edit(path: "desk.json", before: before, after: after))
    }
    let (before, after) = try source.replacement(by: content)
    if before != after {
      edits.append(DeskChange.Edit(path: "trust.json", before: before, after: after))
    }
    if let taken = new.first(where: { file($0).isThere }) {
      throw DeskFolderError.nameTaken(taken).in(folder)
    }
    var change = DeskChange(command, making: new)
    try change.write(in: folder)
    do { try make() } catch {
      try change.undo(in: folder)
      throw error
    }
    change.edits = edits
    guard !edits.isEmpty else { return try change.undo(in: folder) }
    try change.write(in: folder)
    _ = try change.finish(in: folder)
  }
}
