package import HCodeBase
package import HCodeCore
import HCodeGate
import HCodeRegistry
package import HCodeSystem
import HCodeTrust
import Glibc

/// Single files of an authority that become a desk: found by what they are, and by the ids of keys (docs/desk.md §10).
///
/// Keys and lists are copied. A registry and a log can go on in one place only, so the old ones are marked, and issue and log nothing more.
package struct DeskAdoption {
  /// A key of trust.json, and what was found of it.
  package struct Key {
    /// What the desk will call it.
    package let name: String
    package let role: DeskRole
    let key: IssuerKey
    /// Its public file; nil for what trust.json alone tells.
    package let publicFile: FileName?
    package let secret: FileName?
    /// Its registry, of a key that signs codes under a status list.
    package fileprivate(set) var registry: FileName?
    fileprivate let statusList: StatusListURI?

    /// Whether its codes need a registry.
    package var needsRegistry: Bool { statusList != nil }
  }

  /// Whose desk it becomes.
  package let issuer: IssuerIdentifier
  package private(set) var keys: [Key]
  /// The folder of the log that trust.json names; nil when it was not found.
  package let log: FileName?
  /// Whether a key signs bundles.
  package var hasBundleKey: Bool { keys.contains { $0.role == .bundle } }
  /// How many trust lists and status lists were found.
  package var lists: Int { trustLists.count + statusLists.count }
  private let source: TrustListSource
  private let list: TrustList
  private let trustLists: [SignedTrustList]
  private let statusLists: [StatusListURI: (issued: Timestamp, bytes: [UInt8])]

  // MARK: Finding

  /// What lies there.
  private struct Found {
    var sources: [(FileName, TrustListSource)] = []
    var publicKeys: [(FileName, IssuerKey)] = []
    var secrets: [(FileName, publicKey: Ed25519PublicKey?)] = []
    var registries: [(FileName, Registry)] = []
    var logs: [(FileName, NoteKey)] = []
    var trustLists: [SignedTrustList] = []
    var statusLists: [(StatusListToken, [UInt8])] = []
    private var places: [FilePlace] = []
    private var left = 20_000

    /// Looks at a file, or at what lies in a folder and in those below it.
    mutating func look(at name: FileName, depth: Int = 0) throws {
      guard left > 0 else { return }
      left -= 1
      if RegistryFile.isServer(name) {
        return registries.append((name, try RegistryFile.open(name)))
      }
      var status = stat()
      guard name.withCString({ depth == 0 ? stat($0, &status) : lstat($0, &status) }) == 0 else {
        guard depth == 0 else { return }
        throw FileError.notReadable(errno).in(name)
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        func holds(_ file: String) -> Bool { name.appending(Array(file.utf8)).isThere }
        if holds("checkpoint"), holds("vkey") {
          return logs.append((name, try LogFolder(folder: name).key()))
        }
        // A desk is none of today's files.
        guard depth < 4, !holds("desk.json") else { return }
        for entry in name.entries() ?? [] where entry.first != 0x2E {
          try look(at: name.appending(entry), depth: depth + 1)
        }
      case S_IFREG:
        let place = FilePlace(name)
        guard !places.contains(where: { $0.isSame(place) }) else { return }
        places.append(place)
        try read(name, isNamed: depth == 0)
      default: break
      }
    }

    private mutating func read(_ name: FileName, isNamed: Bool) throws {
      let beginning: [UInt8]
      do { beginning = try FileReading.beginning(of: name, limit: 64) } catch {
        if isNamed { throw error }
        return
      }
      if SecretKeyFile.isSecretKeyFile(beginning) {
        let file = SecretKeyFile(
          try FileReading.secret(in: name, limit: SecretKeyFile.maximumBytes))
        let key = file.isSealed ? nil : try SecretKey.open(name) { throw FileError.badName }
        return secrets.append((name, key?.issuerKey.publicKey))
      }
      if beginning.starts(with: Array("SQLite format 3\0".utf8)) {
        if let registry = try? RegistryFile.open(name, evenMoved: true), registry.lease == nil {
          registries.append((name, registry))
        }
        return
      }
      guard let bytes = try? FileReading.bytes(of: name, limit: TrustList.maximumFileBytes) else {
        return
      }
      if let key = try? IssuerKey(json: bytes) {
        publicKeys.append((name, key))
      } else if let source = try? TrustListSource(json: bytes) {
        sources.append((name, source))
      } else if let list = try? SignedTrustList(bytes: bytes) {
        trustLists.append(list)
      } else if let token = try? StatusListToken(bytes: bytes) {
        statusLists.append((token, bytes))
      }
    }
  }

  /// Looks for an authority's files at those places.
  package init(_ places: [FileName], at now: Timestamp) throws {
    var found = Found()
    for place in places { try found.look(at: place) }
    guard let (sourceName, source) = found.sources.first else {
      throw DeskAdoptError.noSource.in(places.first ?? FileName("."))
    }
    guard found.sources.allSatisfy({ $0.1 == source }) else {
      throw DeskAdoptError.sources(found.sources.map { $0.0.description })
    }
    self.source = source
    issuer = source.authority
    do { list = try source.nextList(at: now) } catch {
      throw TrustSourceFileError.fault(error, .asRead).in(sourceName)
    }
    trustLists = Self.lists(of: source, found.trustLists)
    keys = try Self.keys(of: source, list, found)
    let own = source.issuers.first { $0.identifier == source.authority }
    guard let policy = own?.log?.policy else { throw DeskAdoptError.noLog.in(sourceName) }
    let logs = found.logs.filter { $0.1.publicKey == policy.log.publicKey }
    guard logs.count < 2 else { throw DeskAdoptError.logs(logs.map { $0.0.description }) }
    log = logs.first?.0
    let uris = Set(keys.compactMap(\.statusList))
    var statusLists: [StatusListURI: (issued: Timestamp, bytes: [UInt8])] = [:]
    for (token, bytes) in found.statusLists where uris.contains(token.scope.uri) {
      let scope = token.scope
      if statusLists[scope.uri].map({ $0.issued < scope.issued }) ?? true {
        statusLists[scope.uri] = (scope.issued, bytes)
      }
    }
    self.statusLists = statusLists
  }

  /// The lists that the source's root keys signed, and those before them whose root keys signed the next: another desk may have made lists of
  /// the same name, such as a rehearsal.
  private static func lists(
    of source: TrustListSource, _ found: [SignedTrustList]
  ) -> [SignedTrustList] {
    var taken: [SignedTrustList] = []
    let own = found.filter { $0.list.authority == source.authority && $0.isComplete }
    for list in own.sorted(by: { $0.list.version > $1.list.version }) {
      let isSource = list.list.roots.fingerprint == source.roots.role?.fingerprint
      let isBefore = taken.contains {
        $0.list.version == list.list.version + 1 && list.list.roots.isSatisfied(by: $0.message)
      }
      if isSource || isBefore { taken.append(list) }
    }
    return taken
  }

  /// The keys that the source lists, named as a desk names them, with their files.
  private static func keys(
    of source: TrustListSource, _ list: TrustList, _ found: Found
  ) throws -> [Key] {
    var keys: [Key] = []
    for (role, all) in DeskFolder.listedKeys(of: list) {
      let ordered = all.sorted {
        ($0.key.created, $0.key.publicKey.identifier)
          < ($1.key.created, $1.key.publicKey.identifier)
      }
      for (place, one) in ordered.enumerated() {
        let publicKey = one.key.publicKey
        let files = found.publicKeys.filter { $0.1.publicKey == publicKey }
        let secret = found.secrets.first { secret in
          secret.publicKey == publicKey
            || secret.publicKey == nil && files.contains { isBeside($0.0, secret.0) }
        }
        keys.append(
          Key(
            name: role.name(place), role: role, key: files.first?.1 ?? one.key,
            publicFile: files.first?.0, secret: secret?.0,
            registry: try registry(of: publicKey.identifier, role.name(place), one.uri, found),
            statusList: one.uri))
      }
    }
    return keys
  }

  /// Whether a secret key file lies beside a public one, under the same name: what is sealed does not say whose it is.
  private static func isBeside(_ publicFile: FileName, _ secret: FileName) -> Bool {
    func stem(_ name: FileName) -> [UInt8] { Array(name.bytes.dropLast(4)) }
    return publicFile.fileExtension == "pub" && secret.fileExtension == "key"
      && stem(publicFile) == stem(secret)
  }

  private static func registry(
    of key: KeyIdentifier, _ name: String, _ uri: StatusListURI?, _ found: Found
  ) throws -> FileName? {
    guard let uri else { return nil }
    let registries = found.registries.filter { $0.1.identity.keyIdentifier == key }
    guard registries.count < 2 else {
      throw DeskAdoptError.registries(
        key: name,
        try registries.map { place, registry in
          DeskAdoptError.Counted(
            place: place.description,
            given: try place.naming { () throws(RegistryError) in try registry.given() })
        })
    }
    guard let (place, registry) = registries.first else { return nil }
    guard registry.identity.uri == uri else {
      throw DeskAdoptError.otherList(registry.identity.uri, wanted: uri).in(place)
    }
    // A run that was killed has marked the registry, and made no desk.
    if let other = try place.naming({ () throws(RegistryError) in try registry.moved() }),
      other.isThere || FileName(other.place).isThere
    {
      throw DeskAdoptError.elsewhere(other.place).in(place)
    }
    return place
  }

  // MARK: Making

  /// Makes the desk: beside its place, then named. `url` is where it will be served.
  package func make(at folder: FileName, url: String?) throws {
    guard !folder.isThere else { throw DeskFolderError.exists.in(folder) }
    let place = FileName(bytes: Array(folder.bytes.reversed().drop { $0 == 0x2F }.reversed()))
    let mark = String(UInt64.random(in: 0...(.max)), radix: 36)
    let unfinished = FileName(bytes: place.bytes + Array(".unfinished-\(mark)".utf8))
    do {
      try fill(unfinished, place, url)
      guard Linux.rename(unfinished, to: place, exchanging: false) else {
        throw FileError.notWritten(errno).in(place)
      }
      try AtomicFile.syncFolder(of: place)
    } catch {
      unfinished.removeAll()
      throw error
    }
    // From here on the desk has them, wherever it is moved to later.
    for registry in keys.compactMap(\.registry) where !RegistryFile.isServer(registry) {
      let old = try RegistryFile.open(registry, evenMoved: true)
      try registry.naming { () throws(RegistryError) in try old.arrived() }
    }
    if let log { LogFolder.forgetMoved(log) }
  }

  private func fill(_ folder: FileName, _ place: FileName, _ url: String?) throws {
    func file(_ path: String) -> FileName { folder.appending(Array(path.utf8)) }
    func write(_ bytes: [UInt8], _ path: String) throws {
      try AtomicFile.makeFolders(file(path).folder, mode: 0o755)
      try AtomicFile.write(bytes, to: file(path), force: true, isNamedByArgument: false)
    }
    for (path, mode) in NewDesk.folders {
      let name = FileName(bytes: folder.bytes + Array(path.utf8))
      guard name.withCString({ mkdir($0, mode) }) == 0, name.withCString({ chmod($0, mode) }) == 0
      else { throw FileError.notWritten(errno).in(name) }
    }
    var settings = DeskSettings(issuer: issuer)
    settings.url = url
    for key in keys {
      try write(Array(key.key.json.utf8), "keys/\(key.name).pub")
      if let secret = key.secret {
        let bytes = try FileReading.secret(in: secret, limit: SecretKeyFile.maximumBytes)
        try bytes.withUnsafeMutableBytes {
          try AtomicFile.write(
            UnsafeRawBufferPointer($0), to: file("secret/\(key.name).key"), mode: 0o600,
            force: false, isNamedByArgument: false)
        }
      }
      if let uri = key.statusList, let list = statusLists[uri] {
        try write(list.bytes, "publish/" + DeskFolder.fileName(of: key.name, issuer))
      }
      if let registry = key.registry, RegistryFile.isServer(registry) {
        settings.registries[key.name] = registry.description
      }
    }
    for one in trustLists {
      try write(one.bytes, "lists/\(issuer)-\(one.list.version).trust")
    }
    try write(Array(source.json.utf8), "trust.json")
    try write(Array(settings.json.utf8), "desk.json")
    try write(Array(NewDesk.ignored.utf8), ".gitignore")
    // What can go on in one place only comes last: from here on the old ones are marked.
    if let log { try LogFolder.move(log, to: file("publish/log"), keeping: file("state/log")) }
    for key in keys {
      if let registry = key.registry, !RegistryFile.isServer(registry) {
        try move(registry, to: file("registry/\(key.name).registry"), place, key)
      }
    }
  }

  private func move(_ old: FileName, to new: FileName, _ desk: FileName, _ key: Key) throws {
    let registry = try RegistryFile.open(old, evenMoved: true)
    let destination = desk.absolute.appending(Array("registry/\(key.name).registry".utf8))
    try old.naming { () throws(RegistryError) in
      try registry.markMoved(to: destination.description)
      try registry.copy(to: new.bytes)
    }
    _ = new.withCString { chmod($0, 0o600) }
    let copy = try RegistryFile.open(new, evenMoved: true)
    let given = try new.naming { () throws(RegistryError) in
      try copy.takePlace()
      return try copy.given()
    }
    try AtomicFile.write(
      Array("\(given)\n".utf8),
      to: new.folder.folder.appending(Array("state/\(key.name).given".utf8)), mode: 0o600,
      force: true, isNamedByArgument: false)
  }
}

extension DeskRole {
  /// What a desk calls its keys of that use, in their order.
  fileprivate func name(_ place: Int) -> String {
    switch self {
    case .code: place == 0 ? DeskFolder.firstCodeKey : "\(DeskFolder.firstCodeKey)-\(place + 1)"
    case .officer: "officer-\(place + 2)"
    case .root, .status, .bundle, .log: "\(rawValue)-\(place + 1)"
    }
  }
}

extension FileName {
  /// The same place, named from the root.
  fileprivate var absolute: FileName {
    guard bytes.first != 0x2F, let path = realpath(".", nil) else { return self }
    defer { free(path) }
    let here = UnsafeBufferPointer(start: path, count: strlen(path)).map(UInt8.init(bitPattern:))
    return FileName(bytes: here).appending(bytes)
  }
}
