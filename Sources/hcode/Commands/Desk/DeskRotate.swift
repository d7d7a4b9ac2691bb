import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem
import HCodeTrust

struct DeskRotate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Replace a key by a new one.",
    discussion: """
      A new code key has its own registry and status list. Codes are issued with the old key until every gate knows the new one: \
      publish.status_valid after the first list that names it. The old key ends when its last code has ended. A new status or bundle key \
      signs as soon as a list names it. A new log begins with all entries of the old one, which is closed and stays published.

      NAME says which key to replace. Default: those whose secrets are here. The new key is made here. A second officer's or a root \
      holder's key comes from their machine ('hcode desk key'): give it with --add. Remove root keys with --remove. The next list needs \
      signatures of the old and of the new root keys: 'hcode desk publish' says who is missing.

      With --stolen the old key is withdrawn at once: nothing that it signed counts any more. With --lost nobody has the old secret, and \
      what it signed stays valid. If the root keys are lost, the desk begins again with another fingerprint; the command prints what to \
      send to gates and neighbours.

      EXAMPLE
        hcode desk rotate code && hcode desk publish
        hcode desk rotate status --stolen && hcode desk publish
        hcode desk rotate officer officer-2 --add officer-3.pub
        hcode desk rotate root --add wang.pub --remove li
      """)

  @Argument(help: ArgumentHelp("code, officer, status, bundle, log or root.", valueName: "use"))
  var purpose: DeskRole

  @Argument(help: ArgumentHelp("The key to replace.", valueName: "name"))
  var name: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The new key of an officer or a root holder, from its holder's machine. May be repeated for root holders.",
      valueName: "pub"),
    completion: .file(extensions: ["pub"]))
  var add: [FileName] = []

  @Option(
    name: .long, help: ArgumentHelp("A root key to remove. May be repeated.", valueName: "name"))
  var remove: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The fingerprint of an added key, as read out over the telephone.",
      valueName: "hex"))
  var yes: [Fingerprint] = []

  @Flag(name: .long, help: "Withdraw the old key at once: nothing that it signed counts any more.")
  var stolen = false

  @Flag(name: .long, help: "Nobody has the old secret key any more.")
  var lost = false

  @Flag(name: .long, help: "Leave a new key unsealed. Not for a real authority.")
  var noPassphrase = false

  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var deskOptions: DeskOptions
  @OptionGroup var languageOptions: LanguageOptions

  func validate() throws {
    if stolen, lost { throw ValidationError(.stolenAndLost) }
    if purpose != .root, !remove.isEmpty { throw ValidationError(.removeOfRoots) }
    if purpose != .root, purpose != .officer, !add.isEmpty {
      throw ValidationError(.addOfHolders)
    }
    if purpose == .officer, add.count > 1 { throw ValidationError(.addOfHolders) }
  }

  private static let keyLife: Int64 = 365 * 86_400

  func run() throws {
    let desk = try deskOptions.required()
    let texts = languageOptions.language.texts
    let now = try Timestamp.now()
    let added = try add.map { try KeyComparison($0) }
    for key in added { try key.ask(yes, desk, texts) }
    if purpose == .root { return try rotateRoots(of: desk, adding: added, texts, at: now) }
    let old = try desk.replaced(purpose, named: name)
    if purpose == .officer, added.isEmpty, old.contains(where: { $0.secret == nil }) {
      // An officer's key is made where its holder is.
      throw DeskFolderError.noSecret(.officer).in(desk.folder)
    }
    let reissued = stolen ? old : []
    try ReissueFile.check(reissued)
    let new: DeskFolder.Successor =
      try added.first.map { .offered($0.key) } ?? successor(of: desk, texts, at: now)
    let successorName = added.first?.name ?? desk.nextName(purpose)
    var lines = try reissued.filter { $0.role == .code }.map {
      texts.desk(.reissue($0.name, try ReissueFile.write($0, of: desk, at: now)))
    }
    try desk.rotate(
      purpose, old, to: successorName, new, stolen ? .stolen : lost ? .lost : .planned, at: now)
    lines.insert(line(successorName, new.key, texts), at: 0)
    let rights = purpose == .code ? desk.rights(on: new.key.publicKey.identifier) : []
    if !rights.isEmpty { lines += [texts.desk(.rights)] + rights }
    for line in lines + [texts.desk(.nextPublish)] {
      try StandardOutput.write(TerminalText.escaped(line))
    }
  }

  private func line(_ name: String, _ key: IssuerKey, _ texts: any Catalogue) -> String {
    "\(name)  \(texts.desk(.role(purpose)))  \(texts.untilUTC(key.expires))"
  }

  /// A new key that is made here.
  private func successor(
    of desk: DeskFolder, _ texts: any Catalogue, at now: Timestamp
  ) throws -> DeskFolder.Successor {
    let (uses, asked, years): ([KeyAgreement.Use], DeskFact.Passphrase?, Int64) =
      switch purpose {
      case .code: ([.codes], .code, 1)
      case .officer: ([.countersign], .officer, 1)
      case .status: ([.statusLists], nil, 1)
      case .bundle: ([], nil, 1)
      case .log: ([], nil, 10)
      case .root: ([.root], .root, 10)
      }
    let key = try NewKey(
      issuer: desk.settings.issuer, name: desk.source.content.names.name(in: "zh"),
      valid: years * Self.keyLife, at: now, agreeingWith: desk.settings.issuer, for: uses)
    guard let asked, !noPassphrase else { return .made(key, passphrase: nil) }
    let prompts = PassphraseOptions.Prompts(
      first: texts.desk(.passphrase(asked)) + " ", again: texts.desk(.again) + " ")
    return .made(key, passphrase: try passphrase.read(isNew: true, prompts: prompts))
  }

  private func rotateRoots(
    of desk: DeskFolder, adding added: [KeyComparison], _ texts: any Catalogue, at now: Timestamp
  ) throws {
    var removed = try (remove + (name.map { [$0] } ?? [])).map {
      try desk.key(named: $0, .root)
    }
    if removed.isEmpty, lost || added.isEmpty {
      removed = lost ? desk.keys(.root) : try desk.replaced(.root, named: nil)
    }
    var new = added.map { (name: $0.name, DeskFolder.Successor.offered($0.key)) }
    if new.isEmpty, remove.isEmpty {
      new = [(desk.nextName(.root), try successor(of: desk, texts, at: now))]
    }
    let fingerprint = try desk.rotateRoots(
      adding: new, removing: removed, isLost: lost, at: now)
    let issuer = desk.settings.issuer.description
    var lines = new.map { line($0.name, $0.1.key, texts) }
    lines.append("fingerprint  \(Spelling.grouped(fingerprint))")
    if lost { lines.append(texts.desk(.tellFingerprint(fingerprint))) }
    lines.append(
      texts.desk(
        lost
          ? .lostRoots(
            authority: issuer, bundle: "\(desk.settings.url ?? "")\(issuer).bundle")
          : .rootsChange))
    for line in lines.flatMap({ $0.split(separator: "\n") }) {
      try StandardOutput.write(TerminalText.escaped(String(line)))
    }
  }
}

extension DeskRole: ExpressibleByArgument {}
