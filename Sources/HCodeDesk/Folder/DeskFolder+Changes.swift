package import HCodeBase
package import HCodeCore
import HCodeRegistry
import HCodeSystem
package import HCodeTrust

/// Changes of a desk's keys. Each is one `DeskChange`, so that a kill leaves a desk that publishes as before.
extension DeskFolder {
  /// How long a code is valid at most where no grant says.
  private static let longestValidity: Int64 = 366 * 86_400

  /// What a key offers to be: the use that it signed for, with this authority.
  package func offered(by key: IssuerKey) -> DeskRole? {
    let uses = key.agreements.filter {
      $0.authority == settings.issuer && $0.holds(for: key.publicKey, of: key.issuer)
    }.map(\.use)
    if uses.contains(.root) { return .root }
    if uses.contains(.countersign) { return .officer }
    if uses.contains(.codes) { return .code }
    return nil
  }

  // MARK: Adding

  /// Lists a key that its holder offered. A code key gets a registry and a status list of its own.
  package func add(_ name: String, _ key: IssuerKey) throws {
    let role = try checkOffer(name, key)
    var content = source.content
    try list(name, key, as: role, in: &content)
    try change(
      "add \(name)", making: newFiles(name, role), to: content
    ) { try makeFiles(name, key, role) }
  }

  /// What the key offers; refuses one that is listed, or that cannot be.
  private func checkOffer(_ name: String, _ key: IssuerKey) throws -> DeskRole {
    guard let role = offered(by: key), key.issuer == settings.issuer else {
      throw DeskFolderError.nothingOffered(settings.issuer).in(folder)
    }
    if let known = keys.first(where: { $0.identifier == key.publicKey.identifier }),
      known.role != nil
    {
      throw DeskFolderError.nameTaken(known.name).in(folder)
    }
    if let other = keys.first(where: { $0.name == name }), other.key.publicKey != key.publicKey {
      throw DeskFolderError.nameTaken(name).in(folder)
    }
    if source.content.withdrawn.contains(where: { $0.identifier == key.publicKey.identifier }) {
      throw DeskFolderError.withdrawn(name).in(folder)
    }
    return role
  }

  /// What is made for a key that comes from elsewhere.
  private func newFiles(_ name: String, _ role: DeskRole) -> [String] {
    let publicName = "keys/\(name).pub"
    return (file(publicName).isThere ? [] : [publicName])
      + (role == .code ? newRegistry(name) : [])
  }

  /// The registry of a new code key; none where it is on a server or there already.
  private func newRegistry(_ name: String) -> [String] {
    let path = "registry/\(name).registry"
    let isUsual = !settings.isServer && settings.registry == "registry/"
    return isUsual && settings.registries[name] == nil && !file(path).isThere ? [path] : []
  }

  private func makeFiles(_ name: String, _ key: IssuerKey, _ role: DeskRole) throws {
    let publicName = file("keys/\(name).pub")
    if !publicName.isThere {
      try AtomicFile.write(Array(key.json.utf8), to: publicName, force: nil)
    }
    if role == .code { try makeRegistry(name, key) }
  }

  private func makeRegistry(_ name: String, _ key: IssuerKey) throws {
    let place = registry(named: name, of: key.publicKey.identifier)
    if settings.isServer || !place.isThere {
      try Self.makeRegistry(at: place, of: key, try statusList(name), settings)
    }
  }

  private func statusList(_ name: String) throws -> StatusListURI {
    guard let uri = StatusListURI(Self.statusListURI(settings, name)) else {
      throw DeskFolderError.nameTaken(name).in(folder)
    }
    return uri
  }

  private func list(
    _ name: String, _ key: IssuerKey, as role: DeskRole, in content: inout TrustListSource
  ) throws {
    switch role {
    case .root:
      try setRoots(content.roots.keys + [TrustListSource.KeyGroup.Member(key)], &content)
    case .officer:
      try edit(&content) { issuer, _ in
        issuer.keys.append(key.listed(as: .countersign, by: settings.issuer))
      }
    case .code:
      let uri = try statusList(name)
      try edit(&content) { issuer, grant in
        for index in issuer.keys.indices {
          if case .statusLists(let uris) = issuer.keys[index].use, !uris.contains(uri) {
            issuer.keys[index].use = .statusLists(uris + [uri])
          }
        }
        issuer.keys.append(key.listed(as: .codes(grant, statusList: uri), by: settings.issuer))
      }
    case .status:
      try edit(&content) { issuer, _ in
        let uris = issuer.keys.flatMap { key -> [StatusListURI] in
          if case .statusLists(let uris) = key.use { uris } else { [] }
        }
        issuer.keys.append(
          key.listed(
            as: .statusLists(Array(Set(uris)).sorted { $0.description < $1.description }),
            by: settings.issuer))
      }
    case .bundle:
      let members = (content.snapshot?.keys ?? []) + [TrustListSource.KeyGroup.Member(key)]
      guard let group = TrustListSource.KeyGroup(threshold: 1, keys: members) else {
        throw DeskFolderError.lastKey(.bundle).in(folder)
      }
      content.snapshot = group
    case .log: try nameLog(name, key, in: &content)
    }
  }

  /// Makes the registry of a code key; on a server with the schema that it lies in.
  static func makeRegistry(
    at place: FileName, of key: IssuerKey, _ uri: StatusListURI, _ settings: DeskSettings,
    capacity: UInt32 = Registry.defaultCapacity
  ) throws {
    guard
      let identity = RegistryIdentity(
        issuer: settings.issuer, keyIdentifier: key.publicKey.identifier, uri: uri,
        capacity: capacity),
      let privacy = RegistryPrivacy(
        keepsNames: settings.keepsNames, retention: settings.forgetAfter?.value ?? 30 * 86_400)
    else { throw DeskFolderError.settings(JSONMembers.Fault("people", "cannot be kept so")) }
    try RegistryFile.create(
      identity, privacy, at: place,
      inSchema: settings.isServer ? schema(of: key.publicKey.identifier) : nil)
  }

  /// Changes the office's issuer in the source; also gives what its codes may say.
  private func edit(
    _ content: inout TrustListSource,
    _ change: (inout TrustListSource.Issuer, TrustListSource.CodeGrant) throws -> Void
  ) throws {
    guard let index = content.issuers.firstIndex(where: { $0.identifier == settings.issuer }),
      let grant = content.issuers[index].keys.lazy.compactMap({ key -> TrustListSource.CodeGrant? in
        if case .codes(let grant, _?) = key.use { grant } else { nil }
      }).first
    else { throw DeskFolderError.noSecret(.code).in(source.name) }
    try change(&content.issuers[index], grant)
  }

  private func setRoots(
    _ members: [TrustListSource.KeyGroup.Member], _ content: inout TrustListSource
  ) throws {
    guard
      let group = TrustListSource.KeyGroup(threshold: members.count / 2 + 1, keys: members)
    else { throw DeskFolderError.lastKey(.root).in(folder) }
    content.roots = group
  }

  // MARK: Removing

  /// Takes a key out: one that was stolen at once, any other when the codes that it signed have ended. Gives its end; nil for at once.
  package func remove(_ name: String, isStolen: Bool, at now: Timestamp) throws -> Timestamp? {
    guard let key = keys.first(where: { $0.name == name }), let role = key.role else {
      throw DeskFolderError.notAKey(name).in(folder)
    }
    guard role == .officer || keys(role).count > 1 else {
      throw DeskFolderError.lastKey(role).in(folder)
    }
    var content = source.content
    let end = try withdraw(key, role, isStolen: isStolen, at: now, from: &content)
    try change("remove \(name)", to: content)
    return end
  }

  private func withdraw(
    _ key: DeskKey, _ role: DeskRole, isStolen: Bool, at now: Timestamp,
    from content: inout TrustListSource
  ) throws -> Timestamp? {
    var end: Timestamp?
    var removed: TrustListSource.Key?
    switch role {
    case .root:
      try setRoots(content.roots.keys.filter { $0.publicKey != key.key.publicKey }, &content)
    case .code, .officer, .status:
      try edit(&content) { issuer, grant in
        guard let index = issuer.keys.firstIndex(where: { $0.publicKey == key.key.publicKey })
        else { return }
        let longest = grant.longestValidity?.value ?? Self.longestValidity
        let until = now.advanced(
          bySeconds: (role == .code ? settings.publishing.statusSeconds : 0) + longest)
        if role == .status || isStolen {
          removed = issuer.keys.remove(at: index)
        } else if until < issuer.keys[index].until.value {
          issuer.keys[index].until = WithOriginalText(until)
          end = until
        } else {
          end = issuer.keys[index].until.value
        }
      }
    case .bundle:
      let rest = content.snapshot?.keys.filter { $0.publicKey != key.key.publicKey } ?? []
      guard let group = TrustListSource.KeyGroup(threshold: 1, keys: rest) else {
        throw DeskFolderError.lastKey(.bundle).in(folder)
      }
      content.snapshot = group
    case .log:
      // No gate asks for it. It tells the next publish that what is served may be the thief's.
      if isStolen {
        content.withdraw(key.identifier, until: WithOriginalText(key.key.expires), at: now)
      }
    }
    if isStolen, let removed { content.withdraw(removed, at: now) }
    return end
  }

  // MARK: Rotating

  /// A name for a further key of that use: `main-2`, `status-2`.
  package func nextName(_ role: DeskRole) -> String {
    let stem = role == .code ? Self.firstCodeKey : role.rawValue
    let taken = Set(keys.map(\.name))
    // A key that is not known here any more had its name in a list: a second list or log of that name would contradict the first.
    let issuers = versions().compactMap { try? list($0).list }.flatMap(\.issuers)
    let lists = Set(issuers.flatMap(\.keys).compactMap(\.statusList?.description))
    let logs = Set(
      issuers.compactMap { $0.log.map { PublishedDesk.folderName(of: $0.policy.log.name) } })
    return (2...1000).lazy.map { "\(stem)-\($0)" }.first {
      !taken.contains($0) && !logs.contains($0)
        && !lists.contains(Self.statusListURI(settings, $0))
    } ?? stem
  }

  /// How a key is replaced.
  package enum Replacement: Equatable, Sendable {
    /// In good order: what it signs on the way out counts.
    case planned
    /// Withdrawn at once.
    case stolen
    /// Nobody has its secret any more; what it signed stays good.
    case lost
  }

  /// What a key comes from that takes the place of another.
  package enum Successor {
    /// Made here, and sealed with that passphrase.
    case made(NewKey, passphrase: GuardedBytes?)
    /// From another machine, where it offered itself.
    case offered(IssuerKey)

    package var key: IssuerKey {
      switch self {
      case .made(let new, _): new.key
      case .offered(let key): key
      }
    }
  }

  /// The keys that a new one of that use takes the place of: the one that is named, or those whose secrets are here, or the only one.
  package func replaced(_ role: DeskRole, named name: String?) throws -> [DeskKey] {
    if let name { return [try key(named: name, role)] }
    let all = keys(role)
    let here = all.filter { $0.secret != nil }
    if !here.isEmpty { return here }
    guard all.count == 1 else { throw DeskFolderError.whichKey(role, all.map(\.name)).in(folder) }
    return all
  }

  /// Puts a new key in the place of others. What it replaces signs on until gates know the new one, unless it was stolen.
  package func rotate(
    _ role: DeskRole, _ old: [DeskKey], to name: String, _ new: Successor, _ how: Replacement,
    at now: Timestamp
  ) throws {
    if case .offered(let key) = new {
      let offered = try checkOffer(name, key)
      guard offered == role else { throw DeskFolderError.otherRole(name, offered).in(folder) }
    }
    var content = source.content
    try list(name, new.key, as: role, in: &content)
    for key in old {
      _ = try withdraw(key, role, isStolen: how == .stolen, at: now, from: &content)
    }
    try change("rotate \(role.rawValue)", making: newFiles(name, role, new), to: content) {
      try make(name, role, new, at: now)
    }
  }

  private func newFiles(_ name: String, _ role: DeskRole, _ new: Successor) -> [String] {
    guard case .made = new else { return newFiles(name, role) }
    let folders = role == .log ? ["publish/\(name)", "state/\(name)"] : []
    return ["keys/\(name).pub", "secret/\(name).key"] + folders
      + (role == .code ? newRegistry(name) : [])
  }

  private func make(
    _ name: String, _ role: DeskRole, _ new: Successor, at now: Timestamp
  ) throws {
    guard case .made(let key, let passphrase) = new else {
      return try makeFiles(name, new.key, role)
    }
    try key.write(
      name, publicTo: file("keys"), secretTo: file("secret"), passphrase: passphrase)
    switch role {
    case .code: try makeRegistry(name, key.key)
    case .log:
      let folderName = Self.logFolderName(name)
      try LogFolder.create(
        published(folderName), keeping: file("state/\(folderName)"),
        origin: try Self.logOrigin(settings, folderName), with: key.signing, at: now)
    case .root, .officer, .status, .bundle: break
    }
  }

  /// Replaces root keys: adds those, and takes out the ones that are named. `isLost` begins again without the old ones' signatures; gates and
  /// neighbours have to be told. Gives the fingerprint of the new ones.
  package func rotateRoots(
    adding new: [(name: String, Successor)], removing old: [DeskKey], isLost: Bool,
    at now: Timestamp
  ) throws -> String {
    var content = source.content
    var files: [String] = []
    for (name, successor) in new {
      if case .offered(let key) = successor, try checkOffer(name, key) != .root {
        throw DeskFolderError.otherRole(name, offered(by: key)).in(folder)
      }
      files += newFiles(name, .root, successor)
    }
    try setRoots(
      content.roots.keys.filter { member in
        !old.contains { $0.key.publicKey == member.publicKey }
      } + new.map { TrustListSource.KeyGroup.Member($0.1.key) }, &content)
    guard let fingerprint = content.roots.role?.fingerprint else {
      throw DeskFolderError.lastKey(.root).in(folder)
    }
    let mark = lostRootsMark(fingerprint)
    let marks = isLost && !file(mark).isThere ? [mark] : []
    try change("rotate root", making: files + marks, to: content) {
      for (name, successor) in new { try make(name, .root, successor, at: now) }
      for mark in marks {
        try AtomicFile.write([], to: file(mark), mode: 0o600, force: nil)
      }
    }
    return fingerprint
  }

  private func lostRootsMark(_ fingerprint: String) -> String { "state/roots-\(fingerprint).lost" }

  /// Whether root keys were lost before these: then nobody can sign as the old ones.
  func hasLostRoots(before roots: KeyThreshold) -> Bool {
    file(lostRootsMark(roots.fingerprint)).isThere
  }

  // MARK: The log

  /// The name of the log in that folder: where it will be published.
  static func logOrigin(_ settings: DeskSettings, _ folder: String) throws -> NoteName {
    let place = settings.url.map { $0.drop { $0 != ":" }.dropFirst(3) + folder }
    guard
      let origin = NoteName(place.map { String($0) } ?? "urn:hcode:\(settings.issuer):\(folder)")
    else { throw DeskFolderError.settings(JSONMembers.Fault("url", "is no name for a log")) }
    return origin
  }

  /// Names a new log in the place of the old one, for all issuers that have that.
  private func nameLog(
    _ name: String, _ key: IssuerKey, in content: inout TrustListSource
  ) throws {
    let origin = try Self.logOrigin(settings, Self.logFolderName(name))
    let old = issuer?.log?.policy.log
    for index in content.issuers.indices {
      guard let named = content.issuers[index].log, named.policy.log == old else { continue }
      guard
        let policy = LogPolicy(
          log: NoteKey(name: origin, publicKey: key.publicKey, kind: .note),
          witnesses: named.policy.witnesses, quorum: named.policy.quorum),
        let log = TrustListSource.Issuer.Log(policy: policy, grace: named.grace)
      else { throw DeskFolderError.nameTaken(name).in(folder) }
      content.issuers[index].log = log
    }
  }

  // MARK: Neighbours

  /// Recognises another authority, and carries its lists in our bundle from its URL.
  package func recognise(
    _ neighbour: TrustListSource.RecognisedAuthority, at url: String, instead old: [String]
  ) throws {
    guard neighbour.authority != settings.issuer else {
      throw DeskFolderError.ownAuthority.in(folder)
    }
    var content = source.content
    content.recognitions.removeAll { $0.authority == neighbour.authority }
    content.recognitions.append(neighbour)
    var settings = settings
    settings.publishing.neighbours.removeAll { old.contains($0) || $0 == url }
    settings.publishing.neighbours.append(url)
    try change("recognise \(neighbour.authority)", to: content, settings)
  }
}
