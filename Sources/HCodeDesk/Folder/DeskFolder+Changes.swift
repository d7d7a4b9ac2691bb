package import HCodeBase
package import HCodeCore
import HCodeRegistry
package import HCodeSystem
import HCodeTrust

/// Changes of a desk's keys. `trust.json` is replaced last, so that a kill leaves a desk that publishes as before.
extension DeskFolder {
  /// What a key offers to be: the use that it signed for, with this authority.
  package func offered(by key: IssuerKey) -> DeskRole? {
    let uses = key.agreements.filter {
      $0.authority == settings.issuer && $0.holds(for: key.publicKey, of: key.issuer)
    }.map(\.use)
    if uses.contains(.root) { return .root }
    if uses.contains(.countersign), uses.contains(.codes) { return .officer }
    if uses.contains(.codes) { return .code }
    return nil
  }

  /// Lists a key that its holder offered. A code key gets a registry and a status list of its own.
  package func add(_ name: String, _ key: IssuerKey) throws {
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
    let publicName = file("keys/\(name).pub")
    if !publicName.isThere {
      try AtomicFile.write(Array(key.json.utf8), to: publicName, force: false)
    }
    var content = source.content
    switch role {
    case .root:
      var members = content.roots.keys
      members.append(TrustListSource.KeyGroup.Member(key))
      try setRoots(members, &content)
    case .officer:
      try edit(&content) { issuer, grant in
        issuer.keys.append(key.listed(as: Self.officerUse(grant), by: settings.issuer))
      }
    default: try addCodeKey(name, key, &content)
    }
    try source.replace(with: content)
  }

  private func addCodeKey(
    _ name: String, _ key: IssuerKey, _ content: inout TrustListSource
  ) throws {
    guard let uri = StatusListURI(Self.statusListURI(settings, name)) else {
      throw DeskFolderError.nameTaken(name).in(folder)
    }
    let place = registry(named: name, of: key.publicKey.identifier)
    if settings.isServer || !place.isThere {
      try Self.makeRegistry(at: place, of: key, uri, settings)
    }
    try edit(&content) { issuer, grant in
      for index in issuer.keys.indices {
        if case .statusLists(let uris) = issuer.keys[index].use, !uris.contains(uri) {
          issuer.keys[index].use = .statusLists(uris + [uri])
        }
      }
      issuer.keys.append(
        key.listed(as: .codes(grant, statusList: uri), by: settings.issuer))
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

  /// Takes a key out: one that was stolen at once, any other when the codes that it signed have ended. Gives its end; nil for at once.
  package func remove(_ name: String, isStolen: Bool, at now: Timestamp) throws -> Timestamp? {
    guard let key = keys.first(where: { $0.name == name }), let role = key.role else {
      throw DeskFolderError.notAKey(name).in(folder)
    }
    var content = source.content
    var end: Timestamp?
    var removed: TrustListSource.Key?
    switch role {
    case .root:
      try setRoots(content.roots.keys.filter { $0.publicKey != key.key.publicKey }, &content)
    case .code, .officer, .status:
      if role != .officer, keys(role).count == 1 { throw DeskFolderError.lastKey(role).in(folder) }
      try edit(&content) { issuer, grant in
        guard let index = issuer.keys.firstIndex(where: { $0.publicKey == key.key.publicKey })
        else { return }
        let longest = grant.longestValidity?.value ?? 366 * 86_400
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
    case .log: throw DeskFolderError.lastKey(.log).in(folder)
    }
    if isStolen, let removed { content.withdraw(removed, at: now) }
    try source.replace(with: content)
    return end
  }

  /// A name for a further key of that use: `main-2`, `status-2`.
  package func nextName(_ role: DeskRole) -> String {
    let stem = role == .code ? Self.firstCodeKey : role.rawValue
    let taken = Set(keys.map(\.name))
    return (2...1000).lazy.map { "\(stem)-\($0)" }.first { !taken.contains($0) } ?? stem
  }

  /// Puts a new key of that use in the place of the others. What it replaces signs on until gates know the new one, unless it was stolen.
  package func rotate(
    _ role: DeskRole, to name: String, _ new: NewKey, passphrase: GuardedBytes?, isStolen: Bool,
    at now: Timestamp
  ) throws {
    let old = keys(role)
    try new.write(
      name, publicTo: file("keys"), secretTo: file("secret"), passphrase: passphrase)
    switch role {
    case .code:
      try DeskFolder(folder).add(name, new.key)
    case .status:
      var content = source.content
      try edit(&content) { issuer, _ in
        let uris = issuer.keys.flatMap { key -> [StatusListURI] in
          if case .statusLists(let uris) = key.use { uris } else { [] }
        }
        issuer.keys.append(
          new.key.listed(
            as: .statusLists(Array(Set(uris)).sorted { $0.description < $1.description }),
            by: settings.issuer))
      }
      try source.replace(with: content)
    case .bundle:
      var content = source.content
      guard
        let group = TrustListSource.KeyGroup(
          threshold: 1,
          keys: (content.snapshot?.keys ?? []) + [TrustListSource.KeyGroup.Member(new.key)])
      else { throw DeskFolderError.lastKey(.bundle).in(folder) }
      content.snapshot = group
      try source.replace(with: content)
    case .root, .officer, .log: throw DeskFolderError.otherRole(name, role).in(folder)
    }
    for key in old {
      _ = try DeskFolder(folder).remove(key.name, isStolen: isStolen, at: now)
    }
  }
}
