package import HCodeCore
package import HCodeSystem
package import HCodeBase
import HCodeGate
package import HCodeTrust
import Glibc

/// An authority in one folder (docs/desk.md): its settings, its keys, its registries and what it publishes.
///
/// The desk chooses keys, registry and log for what `Desk` does; it signs nothing by itself.
package struct DeskFolder {
  package let folder: FileName
  package let settings: DeskSettings
  /// What root keys sign.
  package let source: TrustSourceFile
  /// Its keys by name, in bytewise order.
  package let keys: [DeskKey]
  /// The log that the last published list names.
  package let log: LogFolder

  /// The most files of keys that are read.
  private static let maximumKeys = 1024

  /// Where the desk is: as named, by `$HCODE_DESK`, here or in `./desk`; nil for nowhere. Nothing is looked for above the current folder
  /// or at home.
  package static func find(named name: FileName?) -> FileName? {
    if let name { return name }
    if let variable = Environment["HCODE_DESK"] { return FileName(variable) }
    return [FileName("."), FileName("desk")].first {
      $0.appending(Array("desk.json".utf8)).isThere
    }
  }

  /// Opens a desk. Refuses one that somebody else owns or can write to.
  package init(_ folder: FileName) throws {
    self.folder = folder
    func file(_ path: String) -> FileName { folder.appending(Array(path.utf8)) }
    guard folder.isThere, file("desk.json").isThere else {
      throw DeskFolderError.noSettings.in(folder)
    }
    try Self.checkOwners(folder)
    let name = file("desk.json")
    do {
      settings = try DeskSettings(
        json: try FileReading.bytes(of: name, limit: DeskSettings.maximumFileBytes))
    } catch let fault as JSONMembers.Fault { throw DeskFolderError.settings(fault).in(name) }
    source = try TrustSourceFile(file("trust.json"))
    guard source.content.authority == settings.issuer else {
      throw DeskFolderError.otherAuthority(source.content.authority).in(source.name)
    }
    keys = try Self.keys(in: file("keys"), folder, settings, source.content)
    log = Self.log(of: try Self.publishedLogKey(keys, folder, settings.issuer), in: folder)
  }

  /// The key of the log that the last published list names; nil where there is one log only.
  private static func publishedLogKey(
    _ keys: [DeskKey], _ folder: FileName, _ issuer: IssuerIdentifier
  ) throws -> DeskKey? {
    guard keys.contains(where: { isLaterLog($0.name) }),
      let last = versions(in: folder.appending(Array("lists".utf8)), of: issuer).last
    else { return nil }
    let name = folder.appending(Array("lists/\(issuer)-\(last).trust".utf8))
    return logKey(in: try SignedListFile.read(name).list, keys)
  }

  /// The key of the desk's log in that list.
  static func logKey(in list: TrustList, _ keys: [DeskKey]) -> DeskKey? {
    let named = list.issuers.compactMap { $0.log?.policy.log.publicKey }
    return keys.first { named.contains($0.key.publicKey) }
  }

  /// Whether a key's name is that of a second or later log, which lies in a folder of that name.
  private static func isLaterLog(_ name: String) -> Bool {
    name.hasPrefix("log-") && (Int(name.dropFirst(4)) ?? 1) > 1
  }

  private static func log(of key: DeskKey?, in folder: FileName) -> LogFolder {
    let name = logFolderName(key?.name ?? "")
    return LogFolder(
      folder: folder.appending(Array("publish/\(name)".utf8)),
      keeping: folder.appending(Array("state/\(name)".utf8)))
  }

  /// The folder of the log whose key has that name: `log` for the first, `log-2` for the next.
  static func logFolderName(_ key: String) -> String { isLaterLog(key) ? key : "log" }

  func log(of key: DeskKey) -> LogFolder { Self.log(of: key, in: folder) }

  static let ownParts = [
    "desk.json", "trust.json", "keys", "secret", "registry", "state", "outbox", "publish", "lists",
  ]

  static func checkOwners(_ folder: FileName) throws {
    try checkOwner(folder)
    for part in ownParts { try checkOwner(folder.appending(Array(part.utf8))) }
  }

  static func checkOwner(_ name: FileName) throws {
    var status = stat()
    guard name.withCString({ stat($0, &status) }) == 0 else {
      guard errno == ENOENT else { throw FileError.notReadable(errno).in(name) }
      return
    }
    guard status.st_uid == geteuid() else { throw DeskFolderError.otherOwner.in(name) }
    guard status.st_mode & 0o022 == 0 else {
      throw DeskFolderError.othersMayWrite(mode: status.st_mode & 0o777).in(name)
    }
  }

  private static func keys(
    in place: FileName, _ folder: FileName, _ settings: DeskSettings, _ source: TrustListSource
  ) throws -> [DeskKey] {
    let names = (place.entries() ?? []).filter { $0.suffix(4).elementsEqual(".pub".utf8) }
    var keys: [DeskKey] = []
    for bytes in names.prefix(maximumKeys) {
      let name = String(decoding: bytes.dropLast(4), as: UTF8.self)
      guard DeskKey.isName(name) else { continue }
      let key = try PublicKey.read(place.appending(bytes))
      let (role, statusList) = Self.role(of: key, in: source)
      let secret = settings.secrets.lazy
        .map { Self.place($0, below: folder).appending(Array("\(name).key".utf8)) }
        .first { $0.isThere }
      keys.append(
        DeskKey(name: name, key: key, role: role, statusList: statusList, secret: secret))
    }
    return keys
  }

  private static func role(
    of key: IssuerKey, in source: TrustListSource
  ) -> (DeskRole?, StatusListURI?) {
    let publicKey = key.publicKey
    if source.roots.keys.contains(where: { $0.publicKey == publicKey }) { return (.root, nil) }
    if source.snapshot?.keys.contains(where: { $0.publicKey == publicKey }) == true {
      return (.bundle, nil)
    }
    for issuer in source.issuers {
      if issuer.log?.policy.log.publicKey == publicKey { return (.log, nil) }
      for listed in issuer.keys where listed.publicKey == publicKey {
        switch listed.use {
        case .codes(_, let uri?): return (.code, uri)
        case .countersign, .codes(_, nil): return (.officer, nil)
        case .statusLists: return (.status, nil)
        case .venues, .exposures: return (nil, nil)
        }
      }
    }
    return (nil, nil)
  }

  /// The keys that a list names for its own authority, as their public files would be, by use: those that nobody has a file of can be
  /// written from it.
  static func listedKeys(
    of list: TrustList
  ) -> [(role: DeskRole, keys: [(key: IssuerKey, uri: StatusListURI?)])] {
    let life: Int64 = 3650 * 86_400
    func file(
      _ key: Ed25519PublicKey, _ begins: Timestamp? = nil, _ ends: Timestamp? = nil,
      _ agreement: KeyAgreement? = nil
    ) -> IssuerKey? {
      let made = IssuerKey(
        issuer: list.authority, name: list.authority.description, publicKey: key,
        created: begins ?? list.issued, expires: ends ?? list.issued.advanced(bySeconds: life))
      return agreement.flatMap { made?.agreed($0) } ?? made
    }
    var keys: [DeskRole: [(key: IssuerKey, uri: StatusListURI?)]] = [:]
    func add(_ role: DeskRole, _ key: IssuerKey?, _ uri: StatusListURI? = nil) {
      if let key { keys[role, default: []].append((key, uri)) }
    }
    for key in list.roots.keys { add(.root, file(key)) }
    for key in list.snapshotKeys?.keys ?? [] { add(.bundle, file(key)) }
    for issuer in list.issuers where issuer.identifier == list.authority {
      for key in issuer.keys {
        let role: DeskRole
        switch key.use {
        case .codes(_, _?): role = .code
        case .countersign, .codes(_, nil): role = .officer
        case .statusLists: role = .status
        case .venues, .exposures: continue
        }
        let agreement = KeyAgreement(
          authority: list.authority, use: key.agreedUse, signature: key.agreement)
        add(role, file(key.publicKey, key.notBefore, key.until, agreement), key.statusList)
      }
      if let log = issuer.log?.policy.log.publicKey { add(.log, file(log)) }
    }
    return DeskRole.allCases.compactMap { role in keys[role].map { (role, $0) } }
  }

  // MARK: Places

  static func place(_ text: String, below folder: FileName) -> FileName {
    let bytes = FileName(text).bytes
    return bytes.first == 0x2F ? FileName(bytes: bytes) : folder.appending(bytes)
  }

  package func file(_ path: String) -> FileName { folder.appending(Array(path.utf8)) }

  /// A file that is published.
  package func published(_ path: String) -> FileName { file("publish/" + path) }

  /// The registry of a code key.
  package func registry(of key: DeskKey) -> FileName {
    registry(named: key.name, of: key.identifier)
  }

  func registry(named name: String, of identifier: KeyIdentifier) -> FileName {
    if let place = settings.registries[name] {
      return ["postgres://", "postgresql://"].contains { place.hasPrefix($0) }
        ? FileName(place) : Self.place(place, below: folder)
    }
    guard settings.isServer else {
      return Self.place(settings.registry, below: folder)
        .appending(Array("\(name).registry".utf8))
    }
    return Self.server(settings.registry, schemaOf: identifier)
  }

  /// The address of a code key's registry on a server: each key has a schema of its own.
  static func server(_ address: String, schemaOf key: KeyIdentifier) -> FileName {
    FileName(
      address + (address.contains("?") ? "&" : "?") + "options=-csearch_path%3D" + schema(of: key))
  }

  /// The schema of a code key on a server.
  package static func schema(of key: KeyIdentifier) -> String { "hcode_\(key.hex)" }

  /// The rights that a counter's account needs on a server for the codes of that key, as lines for psql with the variable `role`; none
  /// where registries are files.
  package func rights(on key: KeyIdentifier) -> [String] {
    guard settings.isServer else { return [] }
    let schema = Self.schema(of: key)
    return ["GRANT USAGE ON SCHEMA \(schema) TO :role;", "SET search_path = \(schema);"]
      + [
        ("SELECT", "hcode_registry"), ("SELECT, UPDATE", "registry"),
        ("SELECT, INSERT", "codes, leases"), ("SELECT, INSERT, UPDATE", "changes, acts, entries"),
        ("SELECT, INSERT, DELETE", "settled"),
      ].map { "GRANT \($0) ON \($1) TO :role;" }
  }

  /// The name of the status list of a code key: where it is published, where that is known.
  static func statusListURI(_ settings: DeskSettings, _ name: String) -> String {
    settings.url.map { $0 + fileName(of: name, settings.issuer) }
      ?? "urn:hcode:\(settings.issuer):\(name)"
  }

  static func fileName(of name: String, _ issuer: IssuerIdentifier) -> String {
    name == firstCodeKey ? "\(issuer).status" : "\(issuer).\(name).status"
  }

  /// What the status list of a code key is called where it is published.
  package func statusListName(of key: DeskKey) -> String {
    Self.fileName(of: key.name, settings.issuer)
  }

  /// The name of a desk's first code key.
  package static let firstCodeKey = "main"

  /// What the issuer's log is called in `trust.json`.
  package var issuer: TrustListSource.Issuer? {
    source.content.issuers.first { $0.identifier == settings.issuer }
  }

  // MARK: Keys

  /// The keys with that use.
  package func keys(_ role: DeskRole) -> [DeskKey] { keys.filter { $0.role == role } }

  /// The key of that use that was made last and has its secret here.
  package func secret(_ role: DeskRole) throws -> DeskKey {
    let here = keys(role).filter { $0.secret != nil }
    guard let key = here.max(by: { ($0.key.created, $0.name) < ($1.key.created, $1.name) }) else {
      throw DeskFolderError.noSecret(role).in(folder)
    }
    return key
  }

  /// The key of that use that was made last, has its secret here, and is named by that list: what gates do not know yet signs nothing.
  func signer(_ role: DeskRole, in list: TrustList) throws -> DeskKey {
    let named = Set(
      list.issuers.flatMap(\.keys).map(\.publicKey) + (list.snapshotKeys?.keys ?? []))
    let here = keys.filter {
      $0.secret != nil && named.contains($0.key.publicKey) && ($0.role == role || $0.role == nil)
    }.filter { key in
      switch role {
      case .bundle: list.snapshotKeys?.keys.contains(key.key.publicKey) == true
      default:
        list.issuers.flatMap(\.keys).contains {
          if case .statusLists = $0.use { $0.publicKey == key.key.publicKey } else { false }
        }
      }
    }
    guard let key = here.max(by: { ($0.key.created, $0.name) < ($1.key.created, $1.name) }) else {
      throw DeskFolderError.noSecret(role).in(folder)
    }
    return key
  }

  /// The key of that name, for that use, with its secret here.
  package func key(named name: String, _ role: DeskRole) throws -> DeskKey {
    guard let key = keys.first(where: { $0.name == name }) else {
      throw DeskFolderError.notAKey(name).in(folder)
    }
    guard key.role == role else { throw DeskFolderError.otherRole(name, key.role).in(folder) }
    return key
  }

  /// The key whose secret or public file that is, or whose name.
  package func key(_ file: FileName, _ role: DeskRole) throws -> DeskKey {
    var name = String(decoding: file.lastComponent, as: UTF8.self)
    if ["key", "pub"].contains(file.fileExtension) { name.removeLast(4) }
    let key = try key(named: name, role)
    if file.bytes.contains(0x2F) || file.isThere {
      let places = [key.secret, self.file("keys/\(name).pub")].compactMap { $0 }
      guard places.contains(where: { FilePlace($0).isSame(FilePlace(file)) }) else {
        throw DeskFolderError.notAKey(file.description).in(folder)
      }
    }
    return key
  }

  /// The key of a code.
  package func codeKey(_ identifier: KeyIdentifier) throws -> DeskKey {
    guard let key = keys(.code).first(where: { $0.identifier == identifier }) else {
      throw DeskFolderError.unknownKey(identifier).in(folder)
    }
    return key
  }

  /// The code key to issue with: the one that was made last among those that every gate knows. A list decides for as long as a status
  /// list, so a new key waits for that time after the first list that names it.
  package func codeKey(at now: Timestamp) throws -> DeskKey {
    guard !isClosed else { throw DeskFolderError.closed.in(folder) }
    let here = keys(.code).filter { $0.secret != nil && now < $0.key.expires }
    guard here.count > 1 else {
      guard let only = here.first else { throw DeskFolderError.noSecret(.code).in(folder) }
      return only
    }
    let since = try listed()
    let known = here.compactMap { key in since[key.identifier].map { (key: key, since: $0) } }
    guard let oldest = known.min(by: { ($0.since, $0.key.name) < ($1.since, $1.key.name) }) else {
      throw DeskFolderError.notPublished(here[0].name).in(folder)
    }
    let settled = known.filter {
      $0.since.advanced(bySeconds: settings.publishing.statusSeconds) <= now
    }
    return settled.max { ($0.since, $0.key.name) < ($1.since, $1.key.name) }?.key ?? oldest.key
  }

  /// Whether one folder has what first and second officer sign with.
  package var hasBothOfficers: Bool {
    [DeskRole.code, .officer].allSatisfy { role in keys(role).contains { $0.secret != nil } }
  }

  // MARK: Lists

  /// The versions of lists that were published, ascending.
  package func versions(in folder: String = "lists") -> [UInt64] {
    Self.versions(in: file(folder), of: settings.issuer)
  }

  private static func versions(in folder: FileName, of issuer: IssuerIdentifier) -> [UInt64] {
    let (start, end) = (Array("\(issuer)-".utf8), Array(".trust".utf8))
    return (folder.entries() ?? []).compactMap { name in
      guard name.starts(with: start), name.suffix(end.count).elementsEqual(end) else { return nil }
      let digits = name.dropFirst(start.count).dropLast(end.count)
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return UInt64(String(decoding: digits, as: UTF8.self))
    }.sorted()
  }

  package func listName(_ version: UInt64, in folder: String = "lists") -> FileName {
    file("\(folder)/\(settings.issuer)-\(version).trust")
  }

  package func list(_ version: UInt64, in folder: String = "lists") throws -> SignedTrustList {
    try SignedListFile.read(listName(version, in: folder))
  }

  /// The last list that was published.
  package func lastList() throws -> SignedTrustList? { try versions().last.map { try list($0) } }

  /// What gates let the codes of that key say: by the last published list, or where it does not name the key, by the next.
  package func grant(of key: DeskKey) throws -> Grant? {
    let listed = try lastList()?.list.issuers.flatMap(\.keys)
      .first { $0.publicKey == key.key.publicKey }
    if case .codes(let grant, _)? = listed?.use { return grant }
    return source.content.issuers.flatMap(\.keys)
      .first { $0.publicKey == key.key.publicKey }?.grant?.grant
  }

  /// Since when each key has been named by lists that were published, of the last 32.
  private func listed() throws -> [KeyIdentifier: Timestamp] {
    var since: [KeyIdentifier: Timestamp] = [:]
    for version in versions().suffix(32) {
      let list = try list(version).list
      for key in list.issuers.flatMap(\.keys) where since[key.publicKey.identifier] == nil {
        since[key.publicKey.identifier] = list.issued
      }
    }
    return since
  }
}
