import HCodeDesk
import HCodeSystem
import HCodeBase
import HCodeTrust
import ArgumentParser
import HCodeCore
import HCodeRegistry

struct StatusShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a code's history from its registry, or the contents of a status list.",
    discussion: """
      This command does not check a list's signature; a scanner that uses the list does. --opening is for the holder of a changed code, \
      once you have checked who asks: 'hcode explain --opening' checks it against the code. Without a desk it needs --registry and \
      --log.

      EXAMPLE
        hcode status show main:149320
        hcode status show --registry CN-HA.registry 2621563
        hcode status show --registry CN-HA.registry 2621563 --log /srv/log --opening 2621563.opening
        hcode status show CN-HA.status --index 2621563
      """)

  @OptionGroup var deskOptions: DeskOptions

  @Option(
    name: .long,
    help: ArgumentHelp("The registry of the code's key. Default: the desk's.", valueName: "file"),
    completion: .file())
  var registry: FileName?

  @Argument(
    help: ArgumentHelp(
      "A code of the desk or of --registry: its index, or the key's name or id, a colon and the index; otherwise a status list.",
      valueName: "id|list"))
  var subject: String

  @Option(name: .long, help: ArgumentHelp("Look this index up in the list.", valueName: "n"))
  var index: UInt32?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write the opening: it shows the holder, and nobody else, which log entry is about the code, and why.",
      valueName: "file"), completion: .file())
  var opening: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp("The log, for --opening: its folder or its URL.", valueName: "log"),
    completion: .directory)
  var log: FileName?

  @Flag(name: .long, help: "One JSON object, for programs (docs/json.md).")
  var json = false

  @OptionGroup var clock: ClockOptions

  func validate() throws {
    try deskOptions.check([("--registry", registry), ("--log", log)])
    if !deskOptions.isFound {
      if (opening == nil) != (log == nil) { throw ValidationError(.apart("--opening", "--log")) }
      if opening != nil, registry == nil {
        throw ValidationError(.apart("--opening", "--registry"))
      }
    }
    guard registry == nil || index == nil else {
      throw ValidationError(.indexOfRegistry)
    }
  }

  func run() throws {
    if let registry { return try showCode(in: registry, log) }
    guard !FileName(subject).isThere, let desk = try deskOptions.open() else {
      return try showList(FileName(subject))
    }
    let key = try CodeSelection.key(of: [subject], in: desk)
    try showCode(in: desk.registry(of: key), desk.published("log"), keyName: key.name)
  }

  private func showCode(in file: FileName, _ log: FileName?, keyName: String? = nil) throws {
    let registry = try RegistryFile.open(file)
    let index = try CodeSelection.index(subject, of: registry.identity, keyName: keyName)
    let now = try clock.time()
    let history = try file.naming { () throws(RegistryError) in
      try registry.history(of: index, at: now)
    }
    var object = JSONObject()
    object.add("key_id", registry.identity.keyIdentifier.hex)
    object.add("code_index", UInt64(index))
    object.add("status", history.status.word)
    object.add("signed_status", history.code?.status.description)
    object.add("issued_at", history.code?.issued.rfc3339)
    object.add("expires", history.code?.expires.rfc3339)
    if let opening, let log { try write(opening, of: index, in: registry, file, log, at: now) }
    if json {
      object.add("changes", history.changes.map(StatusJSON.change))
      try StandardOutput.write(object.line)
      return
    }
    for line in object.lines { try StandardOutput.write(line) }
    for change in history.changes {
      let note = change.note
      let officers = [change.entry?.act.officer, change.entry?.secondOfficer].compactMap {
        $0?.description
      }
      try StandardOutput.write(
        TerminalText.escaped(
          "\(note.at.rfc3339)  \(change.status.word)  \(note.why)  (\(note.authority))"
            + (change.until.map { "  until \($0.rfc3339)" } ?? "")
            + (officers.isEmpty ? "" : "  by \(officers.joined(separator: ", "))")))
    }
  }

  private func write(
    _ opening: FileName, of index: UInt32, in registry: Registry, _ file: FileName,
    _ log: FileName, at now: Timestamp
  ) throws {
    try AtomicFile.checkWritable(opening, force: nil)
    let found = try file.naming { () throws(RegistryError) in
      try registry.deciding(on: index, at: now)
    }
    guard let (entry, changes, place) = found, let (leaf, path) = changes.leaves.path(to: index)
    else { throw StatusUseError.nothingToOpen(index).in(file) }
    let source = LogPlace(name: log)
    let checkpoint = try PublishedLog.checkpoint(source)
    let proof = try PublishedLog.naming(log) {
      guard place < checkpoint.size else {
        throw LogUseError.notLogged(entries: checkpoint.size).in(log)
      }
      let tree = TiledTree(size: checkpoint.size, source: source)
      return LogProof(
        entry: try tree.entry(place), index: place, hashes: try tree.inclusionProof(of: place),
        checkpoint: checkpoint)
    }
    let made = ActOpening(
      keyIdentifier: changes.keyIdentifier, index: index, grounds: changes.grounds,
      salt: ActLeaves.salt(of: index, seed: changes.seed), leaf: leaf, path: path, proof: proof)
    guard proof.entry == entry.encoded, made.opened != nil else {
      throw StatusUseError.otherLog(entry: place).in(log)
    }
    try AtomicFile.write(made.bytes, to: opening, mode: 0o600, force: nil)
  }

  private func showList(_ file: FileName) throws {
    let bytes = try FileReading.bytes(of: file, limit: StatusList.maximumBytes)
    let token: StatusListToken
    let list: StatusList
    do {
      token = try StatusListToken(bytes: bytes)
      list = try token.unverifiedList()
    } catch {
      throw StatusUseError.notAStatusList(error).in(file)
    }
    var object = JSONObject()
    object.add("verified", false)
    object.add("key_id", token.keyIdentifier.hex)
    StatusJSON.add(token.scope, to: &object)
    object.add("count", UInt64(list.count))
    StatusJSON.add(list.counts, to: &object)
    if let index {
      guard let status = list[index] else {
        throw StatusUseError.behindEnd(index: index, count: list.count).in(file)
      }
      object.add("code_index", UInt64(index))
      object.add("status", status.word)
    }
    try StandardOutput.write(json ? object.line : object.lines.joined(separator: "\n"))
  }
}
