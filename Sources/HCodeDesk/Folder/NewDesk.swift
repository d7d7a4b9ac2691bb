package import HCodeBase
package import HCodeCore
package import HCodeSystem
package import HCodeTrust
import Glibc

/// A desk that is to be made: whose it is, and what its codes may say.
package struct NewDesk {
  package var settings: DeskSettings
  /// The authority's names.
  package var names: AuthorityNames
  /// The name in its key files.
  package var keyName: String
  package var appeal: String?
  package var grant: TrustListSource.CodeGrant
  /// Root keys of others; without any a root key is made here.
  package var rootKeys: [IssuerKey] = []
  /// Second officers' keys from other machines.
  package var officerKeys: [IssuerKey] = []
  /// Whether a second officer's key is made here, for a rehearsal.
  package var isRehearsal = false

  /// With what secret keys are sealed; nil for not.
  package struct Passphrases {
    package var root: GuardedBytes?
    package var code: GuardedBytes?
    package var officer: GuardedBytes?

    package init() {}
  }

  /// What was made.
  package struct Made {
    /// The fingerprint of its root keys together.
    package let fingerprint: String
    /// Whether the first list is signed.
    package let isSigned: Bool
  }

  /// A desk for that authority, which may sign all colours and the usual evidence.
  package init(settings: DeskSettings, names: AuthorityNames, keyName: String) {
    self.settings = settings
    self.names = names
    self.keyName = keyName
    grant = TrustListSource.CodeGrant(statuses: Set(HealthStatus.allCases))
  }

  private static let rootLife: Int64 = 3650 * 86_400
  private static let keyLife: Int64 = 365 * 86_400

  /// Makes the folder: beside its place, then named, so that a kill leaves a whole desk or none.
  package func make(
    at folder: FileName, sealedWith passphrases: Passphrases, at now: Timestamp
  ) throws -> Made {
    guard !folder.isThere else { throw DeskFolderError.exists.in(folder) }
    let mark = String(UInt64.random(in: 0...(.max)), radix: 36)
    let unfinished = FileName(
      bytes: (folder.bytes.last == 0x2F ? Array(folder.bytes.dropLast()) : folder.bytes)
        + Array(".unfinished-\(mark)".utf8))
    do {
      let made = try fill(unfinished, passphrases, now)
      guard
        unfinished.withCString({ from in
          folder.withCString { to in rename(from, to) }
        }) == 0
      else { throw FileError.notWritten(errno).in(folder) }
      try AtomicFile.syncFolder(of: folder)
      return made
    } catch {
      // Nobody has used its keys.
      unfinished.removeAll()
      throw error
    }
  }

  /// The folders of a desk, and their modes.
  static let folders: [(String, mode_t)] = [
    ("", 0o755), ("/keys", 0o755), ("/secret", 0o700), ("/registry", 0o700), ("/state", 0o700),
    ("/outbox", 0o755), ("/publish", 0o755), ("/lists", 0o755),
  ]

  private func fill(
    _ folder: FileName, _ passphrases: Passphrases, _ now: Timestamp
  ) throws -> Made {
    func file(_ path: String) -> FileName { folder.appending(Array(path.utf8)) }
    for (path, mode) in Self.folders {
      let name = FileName(bytes: folder.bytes + Array(path.utf8))
      guard name.withCString({ mkdir($0, mode) }) == 0, name.withCString({ chmod($0, mode) }) == 0
      else { throw FileError.notWritten(errno).in(name) }
    }
    let issuer = settings.issuer
    func make(
      _ name: String, _ life: Int64, _ uses: [KeyAgreement.Use], _ passphrase: GuardedBytes?
    ) throws -> NewKey {
      let key = try NewKey(
        issuer: issuer, name: keyName, valid: life, at: now, agreeingWith: issuer, for: uses)
      try key.write(
        name, publicTo: file("keys"), secretTo: file("secret"), passphrase: passphrase)
      return key
    }
    let root = rootKeys.isEmpty ? try make("root-1", Self.rootLife, [.root], passphrases.root) : nil
    let code = try make(DeskFolder.firstCodeKey, Self.keyLife, [.codes], passphrases.code)
    let status = try make("status-1", Self.keyLife, [.statusLists], nil)
    let bundle = try make("bundle-1", Self.keyLife, [], nil)
    let log = try make("log-1", Self.rootLife, [], nil)
    var officers = officerKeys
    if isRehearsal {
      officers.append(
        try make("officer-2", Self.keyLife, [.countersign], passphrases.officer).key)
    }
    for (place, key) in officerKeys.enumerated() {
      try AtomicFile.write(
        Array(key.json.utf8), to: file("keys/officer-\(place + 2).pub"), force: nil)
    }
    for (place, key) in rootKeys.enumerated() {
      try AtomicFile.write(
        Array(key.json.utf8), to: file("keys/root-\(place + 1).pub"), force: nil)
    }
    let origin = try DeskFolder.logOrigin(settings, "log")
    try LogFolder.create(
      file("publish/log"), keeping: file("state/log"), origin: origin, with: log.signing, at: now)
    let source = try trustSource(
      root.map { [$0.key] } ?? rootKeys, code.key, status.key, bundle.key, officers,
      NoteKey(name: origin, publicKey: log.key.publicKey, kind: .note))
    try DeskFolder.makeRegistry(
      at: registry(of: code.key, in: folder), of: code.key, try statusList(), settings)
    let isSigned = try writeList(source, root?.signing, now, file)
    try AtomicFile.write(Array(Self.ignored.utf8), to: file(".gitignore"), force: nil)
    try AtomicFile.write(Array(settings.json.utf8), to: file("desk.json"), force: nil)
    return Made(fingerprint: source.roots.role?.fingerprint ?? "", isSigned: isSigned)
  }

  static let ignored = "secret/\nregistry/\nstate/\noutbox/\npublish/\n"

  /// Builds the first list, signed where its root key is made here, else for its holders to sign.
  private func writeList(
    _ source: TrustListSource, _ root: SigningKey?, _ now: Timestamp, _ file: (String) -> FileName
  ) throws -> Bool {
    var source = source
    try source.check()
    var list = SignedTrustList(try source.nextList(at: now))
    if let root { try list.sign(with: root) }
    source.version = list.list.version
    let name = "\(settings.issuer)-\(list.list.version).trust"
    let folder = list.isComplete ? "lists/" : "outbox/"
    try AtomicFile.write(list.bytes, to: file(folder + name), force: nil)
    try AtomicFile.write(Array(source.json.utf8), to: file("trust.json"), force: nil)
    return list.isComplete
  }

  private func registry(of key: IssuerKey, in folder: FileName) -> FileName {
    guard settings.isServer else {
      return folder.appending(Array("registry/\(DeskFolder.firstCodeKey).registry".utf8))
    }
    return DeskFolder.server(settings.registry, schemaOf: key.publicKey.identifier)
  }

  private func statusList() throws -> StatusListURI {
    let name = DeskFolder.statusListURI(settings, DeskFolder.firstCodeKey)
    guard let uri = StatusListURI(name) else {
      throw DeskFolderError.settings(JSONMembers.Fault("url", "is no name for a status list"))
    }
    return uri
  }

  private func trustSource(
    _ roots: [IssuerKey], _ code: IssuerKey, _ status: IssuerKey, _ bundle: IssuerKey,
    _ officers: [IssuerKey], _ log: NoteKey
  ) throws -> TrustListSource {
    typealias Group = TrustListSource.KeyGroup
    guard let valid = WithOriginalText<Int64>(duration: "90d"),
      let old = WithOriginalText<Int64>(duration: "76d"),
      let grace = WithOriginalText<Int64>(duration: "24h"),
      let rootGroup = Group(
        threshold: roots.count / 2 + 1, keys: roots.map(Group.Member.init)),
      let bundleGroup = Group(threshold: 1, keys: [Group.Member(bundle)]),
      let policy = LogPolicy(log: log),
      let listedLog = TrustListSource.Issuer.Log(policy: policy, grace: grace)
    else { throw DeskFolderError.settings(JSONMembers.Fault("issuer", "cannot be listed")) }
    var source = TrustListSource(
      authority: settings.issuer, names: names, valid: valid, timeToLive: old, roots: rootGroup,
      snapshot: bundleGroup)
    var keys = [
      code.listed(as: .codes(grant, statusList: try statusList()), by: settings.issuer),
      status.listed(as: .statusLists([try statusList()]), by: settings.issuer),
    ]
    keys += officers.map { $0.listed(as: .countersign, by: settings.issuer) }
    var issuer = TrustListSource.Issuer(identifier: settings.issuer, names: names, keys: keys)
    issuer.appeal = appeal
    issuer.log = listedLog
    source.issuers = [issuer]
    return source
  }
}

extension IssuerKey {
  /// The key as a source lists it, with its agreement for that use.
  func listed(
    as use: TrustListSource.Key.Use, by authority: IssuerIdentifier
  ) -> TrustListSource.Key {
    var listed = TrustListSource.Key(
      publicKey: publicKey, notBefore: WithOriginalText(created), until: WithOriginalText(expires),
      use: use)
    let agreed = listed.agreedUse
    listed.agreement =
      agreements.first {
        $0.authority == authority && $0.use == agreed && $0.holds(for: publicKey, of: issuer)
      }?.signature
    return listed
  }
}
