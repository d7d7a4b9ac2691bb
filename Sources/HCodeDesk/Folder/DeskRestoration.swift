package import HCodeBase
import HCodeCore
import HCodeGate
import HCodeRegistry
package import HCodeSystem
import HCodeTrust
import Glibc

/// A desk that comes back: from a backup, or from what is left of it here, and from what it published (docs/desk.md §8).
///
/// The new one is made beside the old one and takes its place in one step, so a kill leaves the old desk or the new one. A registry on a
/// server, or outside the folder, is the exception: it has gone on in its fresh range then, which the old desk can use as well.
package struct DeskRestoration {
  /// Where it is made.
  private let place: FileName
  private let now: Timestamp
  private var events: [RestoreEvent] = []
  /// How many codes the longest list of each code key has that was found anywhere.
  private var longest: [KeyIdentifier: UInt32] = [:]

  private init(_ place: FileName, _ now: Timestamp) {
    self.place = place
    self.now = now
  }

  /// What is known before anything is fetched.
  private struct Known {
    var settings: DeskSettings?
    var source: TrustListSource?
    var lists: [UInt64: SignedTrustList] = [:]

    var issuer: IssuerIdentifier? { settings?.issuer ?? source?.authority }

    /// The root keys that are believed when no fingerprint is given.
    var fingerprints: Set<String> {
      let newest = lists.max { $0.key < $1.key }?.value.list.roots.fingerprint
      return Set([newest, source?.roots.role?.fingerprint].compactMap(\.self))
    }

    init(_ folder: FileName) throws {
      func file(_ path: String) -> FileName { folder.appending(Array(path.utf8)) }
      if file("desk.json").isThere {
        do {
          settings = try DeskSettings(
            json: try FileReading.bytes(
              of: file("desk.json"), limit: DeskSettings.maximumFileBytes))
        } catch let fault as JSONMembers.Fault {
          throw DeskFolderError.settings(fault).in(file("desk.json"))
        }
      }
      if file("trust.json").isThere { source = try TrustSourceFile(file("trust.json")).content }
      for name in file("lists").entries() ?? [] where name.suffix(6).elementsEqual(".trust".utf8) {
        guard let list = try? SignedListFile.read(file("lists").appending(name)),
          list.list.authority == issuer, list.isComplete
        else { continue }
        lists[list.list.version] = list
      }
    }
  }

  /// Restores a desk.
  ///
  /// - Parameters:
  ///   - name: the desk's folder, be it there or not.
  ///   - backup: what `DeskBackup` wrote; nil to begin with what is in the folder.
  ///   - published: where it is looked up what was published; nil for the URL in `desk.json`.
  ///   - fingerprint: of the root keys; nil to believe those that are here.
  package static func run(
    _ name: FileName, from backup: FileName?, published: FileName?, fingerprint: String?,
    at now: Timestamp
  ) throws -> [RestoreEvent] {
    let folder = try realPlace(of: name)
    let lock = try lockOld(folder)
    defer { lock?.release() }
    let held = try holdRegistries(of: folder)
    defer { withExtendedLifetime(held) {} }
    let isDesk = ["desk.json", "trust.json", "keys"].contains {
      folder.appending(Array($0.utf8)).isThere
    }
    guard backup != nil || isDesk || published != nil else {
      throw DeskRestoreError.nothingToRestore.in(name)
    }
    removeLeftovers(of: folder)
    let mark = String(UInt64.random(in: 0...(.max)), radix: 36)
    let unfinished = FileName(bytes: folder.bytes + Array("\(leftover)\(mark)".utf8))
    var restoration = DeskRestoration(unfinished, now)
    do {
      try restoration.makeFolders()
      guard let own = try FileLock(ifFree: restoration.file("state/lock")) else {
        throw DeskFolderError.busy.in(unfinished)
      }
      defer { own.release() }
      if let backup {
        try DeskBackup.unpack(backup, into: unfinished)
      } else if isDesk {
        try DeskBackup.copy(folder, into: unfinished)
      }
      try restoration.fill(
        old: isDesk ? folder : nil, isBackup: backup != nil, published, fingerprint)
      try restoration.settle(as: folder, over: lock != nil)
    } catch {
      unfinished.removeAll()
      throw error
    }
    return restoration.events
  }

  // MARK: Folders

  private static let leftover = ".restoring-"

  private func file(_ path: String) -> FileName { place.appending(Array(path.utf8)) }

  /// The folder without links and slashes at its end.
  private static func realPlace(of name: FileName) throws -> FileName {
    if let resolved = name.resolved { return resolved }
    guard errno == ENOENT else { throw FileError.notReadable(errno).in(name) }
    return FileName(bytes: Array(name.bytes.reversed().drop { $0 == 0x2F }.reversed()))
  }

  /// Takes the lock of the desk that is there, so that nothing is published meanwhile.
  private static func lockOld(_ folder: FileName) throws -> FileLock? {
    guard folder.isThere else { return nil }
    guard !FilePlace(folder).isSame(FilePlace(FileName("."))) else {
      throw DeskRestoreError.inside.in(folder)
    }
    for part in [folder] + DeskFolder.ownParts.map({ folder.appending(Array($0.utf8)) }) {
      try DeskFolder.checkOwner(part)
    }
    try AtomicFile.makeFolders(folder.appending(Array("state".utf8)), mode: 0o700)
    guard let lock = try FileLock(ifFree: folder.appending(Array("state/lock".utf8))) else {
      throw DeskFolderError.busy.in(folder)
    }
    return lock
  }

  /// Keeps the registries of the desk that is there from being changed until the new desk has its place: what a counter writes meanwhile
  /// would be in the old desk alone.
  private static func holdRegistries(of folder: FileName) throws -> [Registry] {
    let registries = folder.appending(Array("registry".utf8))
    let names = (registries.entries() ?? []).filter { $0.suffix(9).elementsEqual(".registry".utf8) }
    return try names.map(registries.appending).compactMap { name in
      guard let registry = try? RegistryFile.open(name) else { return nil }
      try name.naming { () throws(RegistryError) in try registry.hold() }
      return registry
    }
  }

  /// Takes away what restores left that were killed: they have secret keys. One that is at work has its lock.
  private static func removeLeftovers(of folder: FileName) {
    let beginning = folder.lastComponent + Array(leftover.utf8)
    for name in folder.folder.entries() ?? [] where name.starts(with: beginning) {
      let left = folder.folder.appending(name)
      let lock = try? FileLock(ifFree: left.appending(Array("state/lock".utf8)))
      guard let lock = lock ?? nil else { continue }
      left.removeAll()
      lock.release()
    }
  }

  private func makeFolders() throws {
    for (path, mode) in NewDesk.folders {
      let name = FileName(bytes: place.bytes + Array(path.utf8))
      guard name.withCString({ mkdir($0, mode) }) == 0, name.withCString({ chmod($0, mode) }) == 0
      else { throw FileError.notWritten(errno).in(name) }
    }
  }

  /// Gives the new desk its name. The old one, whose lock is held, keeps its contents under another name.
  private mutating func settle(as folder: FileName, over isThere: Bool) throws {
    let descriptor = place.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileError.notReadable(errno).in(place) }
    defer { close(descriptor) }
    guard Linux.syncFileSystem(descriptor) else { throw FileError.notWritten(errno).in(place) }
    guard isThere else {
      // What another restore has put there meanwhile has begun the same range.
      guard Linux.rename(place, to: folder, exchanging: false) else {
        guard errno == EEXIST else { throw FileError.notWritten(errno).in(folder) }
        throw DeskFolderError.busy.in(folder)
      }
      return try AtomicFile.syncFolder(of: folder)
    }
    let old = try otherName(for: folder)
    // First the name that the old one shall have: from the exchange on nothing is left to do.
    guard Linux.rename(place, to: old, exchanging: false) else {
      throw FileError.notWritten(errno).in(old)
    }
    guard Linux.rename(old, to: folder, exchanging: true) else {
      let error = errno
      old.removeAll()
      throw FileError.notWritten(error).in(folder)
    }
    try AtomicFile.syncFolder(of: folder)
    events.append(.oldDesk(old.description))
  }

  /// A name for what was here before.
  private func otherName(for name: FileName) throws -> FileName {
    let time = now.rfc3339.filter { $0 != "-" && $0 != ":" }
    // A second one within a second, or one that was killed between the two names, has its name already.
    let ends = [".before-\(time)"] + (2...99).map { ".before-\(time)-\($0)" }
    let free = ends.lazy.map { FileName(bytes: name.bytes + Array($0.utf8)) }.first { !$0.isThere }
    guard let free else { throw FileError.notWritten(EEXIST).in(name) }
    return free
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try AtomicFile.makeFolders(file(path).folder, mode: 0o755)
    try AtomicFile.write(bytes, to: file(path), force: true, isNamedByArgument: false)
  }

  // MARK: What was published

  private mutating func fill(
    old: FileName?, isBackup: Bool, _ published: FileName?, _ fingerprint: String?
  ) throws {
    var known = try Known(place)
    let here = isBackup ? try old.map { try Known($0) } : nil
    if let here {
      if let issuer = known.issuer, let other = here.issuer, issuer != other {
        throw DeskRestoreError.otherDesk(issuer, here: other).in(place)
      }
      known.lists.merge(here.lists) { first, _ in first }
    }
    if let old, old.appending(Array("state/closed".utf8)).isThere {
      throw DeskFolderError.closed.in(old)
    }
    var fetched: PublishedDesk?
    if let from = published ?? known.settings?.url.map({ FileName($0) }) {
      let believed = fingerprint.map { [$0] } ?? known.fingerprints
      guard !believed.isEmpty else { throw DeskRestoreError.fingerprintNeeded.in(from) }
      do {
        fetched = try PublishedDesk(
          try PublishedDesk.Place(from, issuer: known.issuer), of: known.issuer,
          believing: believed, known: known.lists, at: now)
      } catch is InFile<URLFetchError> where published == nil {
        throw DeskRestoreError.notFetched.in(from)
      }
    }
    let own = try ownCopies(
      known, [place] + (isBackup ? [old].compactMap(\.self) : []), fingerprint: fingerprint,
      beside: fetched)
    for copy in own where copy.bundle != nil { try fetched?.checkNotOlder(than: copy) }
    let copies = [fetched].compactMap(\.self) + own
    let newest = copies.max { $0.order < $1.order }
    guard newest != nil || known.source != nil else {
      throw DeskRestoreError.nothingToRestore.in(place)
    }
    let log = try Self.longest(copies, like: newest)
    var lists: [KeyIdentifier: PublishedDesk.CodeList] = [:]
    for copy in copies { lists.merge(copy.codeLists) { $0.issued < $1.issued ? $1 : $0 } }
    for copy in copies + [servedBeside(published, known, fingerprint)].compactMap(\.self) {
      longest.merge(copy.codeLists.mapValues { UInt32(clamping: $0.list.count) }) { max($0, $1) }
    }
    if let newest { try takeOver(newest, known, from: published) }
    try restoreRegistries(newest.map { ($0.issued, lists) }, log, known, old: old)
    for path in ["state/backup", "state/snapshot.registry"] {
      _ = file(path).withCString(unlink)
    }
    file("state/next").removeAll()
  }

  /// What is served at our URL, where another place was named to restore from: of its lists the lengths count alone.
  private mutating func servedBeside(
    _ named: FileName?, _ known: Known, _ fingerprint: String?
  ) -> PublishedDesk? {
    guard named != nil, let url = known.settings?.url.map({ FileName($0) }) else { return nil }
    let believed = known.fingerprints.union(fingerprint.map { [$0] } ?? [])
    guard let place = try? PublishedDesk.Place(url, issuer: known.issuer),
      let served = try? PublishedDesk(
        place, of: known.issuer, believing: believed, known: known.lists, at: now)
    else {
      events.append(.notLookedAt(url.description))
      return nil
    }
    return served
  }

  /// The copies of what was published that lie in desks here. Where a bundle is missing, each file beside it counts by itself. To go on
  /// without one that does not verify could forget revocations, so that takes another copy, and is said.
  private mutating func ownCopies(
    _ known: Known, _ folders: [FileName], fingerprint: String?, beside fetched: PublishedDesk?
  ) throws -> [PublishedDesk] {
    var lists = known.lists
    if let list = fetched?.list { lists[list.list.version] = list }
    let newestFirst = lists.values.sorted { $0.list.version > $1.list.version }
    var copies: [PublishedDesk] = []
    for folder in folders {
      let published = folder.appending(Array("publish".utf8))
      guard let place = try? PublishedDesk.Place(published, issuer: known.issuer) else { continue }
      do {
        if place.bundle.isThere {
          copies.append(
            try PublishedDesk(
              place, of: known.issuer,
              believing: known.fingerprints.union(fingerprint.map { [$0] } ?? []),
              known: known.lists, at: now))
          continue
        }
      } catch { guard fetched != nil else { throw error } }
      guard !newestFirst.isEmpty else { continue }
      do { copies.append(try PublishedDesk(withoutBundle: place, of: newestFirst)) } catch {
        guard fetched != nil else { throw error }
        events.append(.notVerified(published.description))
      }
    }
    return copies
  }

  /// The longest of these logs, each of which has to begin it: of those that the newest copy names, for a later log has all entries of the
  /// one before.
  private static func longest(
    _ copies: [PublishedDesk], like newest: PublishedDesk?
  ) throws -> (LogExport, history: [UInt8])? {
    let logs = copies.compactMap { copy in copy.log.map { ($0, history: copy.history) } }
    let origin = newest?.log?.checkpoint.origin
    let named = logs.filter { origin == nil || $0.0.checkpoint.origin == origin }
    guard let longest = named.max(by: { $0.0.checkpoint.size < $1.0.checkpoint.size }) else {
      return nil
    }
    for (log, _) in logs where log.checkpoint.size <= longest.0.checkpoint.size {
      try log.checkIsBeginning(of: longest.0)
    }
    return longest
  }

  /// Takes what was published into the new desk: lists, keys, and what the next publish is compared with.
  private mutating func takeOver(
    _ published: PublishedDesk, _ known: Known, from: FileName?
  ) throws {
    let (list, issuer) = (published.list.list, published.list.list.authority)
    events.append(.trustList(version: list.version, issued: list.issued))
    for one in [published.list] + published.earlier {
      try write(one.bytes, to: "lists/\(issuer)-\(one.list.version).trust")
      try write(one.bytes, to: "publish/lists/\(issuer)-\(one.list.version).trust")
    }
    try write(published.list.bytes, to: "publish/\(issuer).trust")
    if let bundle = published.bundle {
      try write(bundle.bytes, to: "publish/\(issuer).bundle")
    }
    var settings = known.settings ?? DeskSettings(issuer: issuer)
    if known.settings == nil {
      let url = from.map { $0.fileExtension == "bundle" ? $0.folder : $0 }.map {
        $0.description + ($0.bytes.last == 0x2F ? "" : "/")
      }
      settings.url = url.flatMap { DeskSettings.isURL($0) ? $0 : nil }
      events.append(.settingsMade)
    }
    carryNeighbours(of: published, known, &settings)
    if settings != known.settings { try write(Array(settings.json.utf8), to: "desk.json") }
    if known.source.map({ $0.version < list.version }) ?? true {
      guard let source = TrustListSource(list) else {
        throw ImportRefusal(.malformedList, "no trust.json can say what the list says").in(place)
      }
      try write(Array(source.json.utf8), to: "trust.json")
      events.append(.sourceMade)
    }
    if !file(".gitignore").isThere { try write(Array(NewDesk.ignored.utf8), to: ".gitignore") }
    try writeKeys(list)
  }

  /// Carries the neighbours again whose lists our bundle has, and whom what is here does not recognise yet. A list does not say where its
  /// bundle is; a desk publishes it beside the status list, so that is where it is looked for.
  private mutating func carryNeighbours(
    of published: PublishedDesk, _ known: Known, _ settings: inout DeskSettings
  ) {
    let listed = Set(published.list.list.recognitions.map(\.authority))
    let recognised = Set(known.source?.recognitions.map(\.authority) ?? [])
    var found: [String] = []
    for member in published.bundle?.content.members ?? [] where member.kind == .trustList {
      guard let list = try? SignedTrustList(bytes: member.bytes).list,
        listed.contains(list.authority), !recognised.contains(list.authority)
      else { continue }
      let name = "/\(list.authority).bundle"
      guard !settings.publishing.neighbours.contains(where: { $0.hasSuffix(name) }) else {
        continue
      }
      let beside = list.issuers.flatMap(\.keys).compactMap(\.statusList?.description)
        .first { $0.hasSuffix("/\(list.authority).status") }
      let url = beside.map { String($0.dropLast(name.count)) + name }
      guard let url, DeskSettings.isBundleURL(url),
        settings.publishing.neighbours.count < DeskSettings.mostNeighbours
      else {
        events.append(.neighbourUnknown(list.authority.description))
        continue
      }
      settings.publishing.neighbours.append(url)
      found.append(url)
    }
    if !found.isEmpty { events.append(.neighbours(found)) }
  }

  // MARK: Keys

  /// Writes the public files of keys that the list names and nobody has.
  private func writeKeys(_ list: TrustList) throws {
    var names: [String: Ed25519PublicKey] = [:]
    for name in file("keys").entries() ?? [] where name.suffix(4).elementsEqual(".pub".utf8) {
      let key = try PublicKey.read(file("keys").appending(name))
      names[String(decoding: name.dropLast(4), as: UTF8.self)] = key.publicKey
    }
    func write(_ stem: String, from first: Int, _ key: IssuerKey) throws {
      guard !names.values.contains(key.publicKey) else { return }
      let numbered = (max(first, 2)...2000).lazy.map { "\(stem)-\($0)" }
      let plain = first == 0 ? stem : "\(stem)-\(first)"
      guard
        let name = names[plain] == nil ? plain : numbered.first(where: { names[$0] == nil })
      else { throw DeskFolderError.nameTaken(stem).in(place) }
      names[name] = key.publicKey
      try self.write(Array(key.json.utf8), to: "keys/\(name).pub")
    }
    for (role, keys) in DeskFolder.listedKeys(of: list) {
      for key in keys {
        let (stem, usual) = Self.name(of: key.uri, role, list.authority)
        let log = list.issuers.compactMap(\.log?.policy.log).first {
          $0.publicKey == key.key.publicKey
        }
        // The key of a later log has the name of its folder.
        let number = log.flatMap { Int(PublishedDesk.folderName(of: $0.name).dropFirst(4)) }
        try write(stem, from: number ?? usual, key.key)
      }
    }
  }

  /// The stem of such a key's name in a desk, and its first number; 0 when the first one has no number.
  private static func name(
    of uri: StatusListURI?, _ role: DeskRole, _ issuer: IssuerIdentifier
  ) -> (String, Int) {
    guard let uri = uri?.description else { return (role.rawValue, role == .officer ? 2 : 1) }
    // As `DeskFolder.statusListURI` makes it.
    let file = String(uri.split(separator: "/").last ?? "")
    let own =
      uri.hasPrefix("urn:hcode:\(issuer):")
      ? String(uri.dropFirst("urn:hcode:\(issuer):".count))
      : file.hasPrefix("\(issuer).") && file.hasSuffix(".status")
        ? String(file.dropFirst("\(issuer).".count).dropLast(".status".count)) : ""
    return (DeskKey.isName(own) && own != "status" ? own : DeskFolder.firstCodeKey, 0)
  }

  // MARK: Registries and log

  private mutating func restoreRegistries(
    _ published: (issued: Timestamp, lists: [KeyIdentifier: PublishedDesk.CodeList])?,
    _ served: (LogExport, history: [UInt8])?, _ known: Known, old: FileName?
  ) throws {
    let desk = try DeskFolder(place)
    try restoreLog(desk, served)
    let isFromNothing = known.source == nil
    for key in desk.keys(.code) where key.statusList != nil {
      let list = published?.lists[key.identifier]
      let name = desk.registry(of: key)
      let old = old.flatMap { sameFile(name, in: $0) }
      // A key that was known and had no registry here has it on another machine.
      let isKnown = known.source?.issuers.flatMap(\.keys).contains {
        $0.publicKey == key.key.publicKey
      }
      let isOurs =
        RegistryFile.isHere(name) || key.secret != nil || old?.isThere ?? false
      guard isOurs || isKnown != true else { continue }
      if let list {
        try write(list.bytes, to: "publish/" + desk.statusListName(of: key))
      } else if published != nil {
        events.append(.noStatusList(key.name))
      }
      try restore(key, desk, list, old.map { Self.capacity(of: key, in: $0) } ?? 0)
    }
    // Root keys are often elsewhere, and a desk goes on without them.
    let roles = (isFromNothing ? [DeskRole.root] : []) + [.code, .status, .bundle, .log]
    for role in roles {
      let keys = desk.keys(role)
      if !keys.isEmpty, !keys.contains(where: { $0.secret != nil }) {
        events.append(.secretLost(role))
      }
    }
    events.append(
      published.map { .unknownAfter($0.lists.values.map(\.issued).min() ?? $0.issued) }
        ?? .unknownAtAll)
  }

  /// Where that file lies in the other desk; nil for what is in neither folder.
  private func sameFile(_ name: FileName, in old: FileName) -> FileName? {
    guard name.bytes.starts(with: place.bytes + [0x2F]) else { return nil }
    return FileName(bytes: old.bytes + name.bytes.dropFirst(place.bytes.count))
  }

  /// How many indexes a registry of that key has; 0 where it cannot be read.
  private static func capacity(of key: DeskKey, in file: FileName) -> UInt32 {
    guard let registry = try? RegistryFile.open(file),
      registry.identity.keyIdentifier == key.identifier
    else { return 0 }
    return registry.identity.capacity
  }

  private mutating func restore(
    _ key: DeskKey, _ desk: DeskFolder, _ list: PublishedDesk.CodeList?, _ capacity: UInt32
  ) throws {
    let name = desk.registry(of: key)
    let longest = max(capacity, self.longest[key.identifier] ?? 0)
    let opened = try opened(name, isServer: desk.settings.isServer)
    if opened == nil, let uri = key.statusList {
      try DeskFolder.makeRegistry(
        at: name, of: key.key, uri, desk.settings,
        capacity: longest > 0 ? longest : Registry.defaultCapacity)
    }
    let before = try opened ?? RegistryFile.open(name)
    guard before.identity.keyIdentifier == key.identifier,
      before.identity.issuer == desk.settings.issuer
    else {
      throw DeskFolderError.otherRegistry(
        before.identity.issuer, before.identity.keyIdentifier, wanted: key.name
      ).in(name)
    }
    // What was destroyed stays so, and its list is signed from what is kept.
    guard before.destroyed == nil else { return }
    let first = try name.naming { () throws(RegistryError) in
      try before.beginFreshRange(behind: longest)
    }
    let registry = try RegistryFile.open(name)
    var taken = (worse: 0, kept: 0)
    if let list {
      taken = try name.naming { () throws(RegistryError) in
        try registry.takeOver(
          list.list, of: list.token.scope, by: list.token.keyIdentifier, at: now)
      }
    }
    events.append(
      .registry(
        key.name, from: first, isNew: opened == nil, worse: taken.worse, kept: taken.kept))
    try catchUp(registry, name, key, desk, list)
    // Whatever is older than this has given fewer.
    let given = try name.naming { () throws(RegistryError) in try registry.given() }
    try AtomicFile.write(
      Array("\(given)\n".utf8), to: desk.givenFile(key), mode: 0o600, force: true,
      isNamedByArgument: false)
  }

  /// The registry of that name; nil where there is none, or what is there can be read by nobody. Such a file that lies outside the desk is
  /// in no old desk, and is kept under another name.
  private mutating func opened(_ name: FileName, isServer: Bool) throws -> Registry? {
    guard RegistryFile.isHere(name) else { return nil }
    do { return try RegistryFile.open(name) } catch let error as InFile<RegistryError> {
      switch error.failure {
      case .notARegistry where RegistryFile.isServer(name): return nil
      case .notARegistry, .damaged:
        guard !RegistryFile.isServer(name) else { throw error }
        let kept = try otherName(for: name)
        for end in ["", "-wal", "-shm", "-journal"] {
          let file = FileName(bytes: name.bytes + Array(end.utf8))
          guard file.isThere else { continue }
          let other = FileName(bytes: kept.bytes + Array(end.utf8))
          guard Linux.rename(file, to: other, exchanging: false) else {
            throw FileError.notWritten(errno).in(other)
          }
        }
        events.append(.unreadableRegistry(kept.description))
        return nil
      default: throw error
      }
    }
  }

  /// Notes which of the registry's entries the log has, and counts the changes there that it does not know.
  private mutating func catchUp(
    _ registry: Registry, _ name: FileName, _ key: DeskKey, _ desk: DeskFolder,
    _ list: PublishedDesk.CodeList?
  ) throws {
    guard desk.log.isThere else { return }
    let waiting = try name.naming { () throws(RegistryError) in
      try registry.waiting(limit: Int(Int32.max))
    }
    let behind = try name.naming { () throws(RegistryError) in try registry.logMoved() }
    let places = try desk.log.indexes(of: waiting.map(\.entry), behind: behind)
    let moved = waiting.compactMap { one in
      places[one.entry.encoded].map { (number: one.number, index: $0) }
    }
    var unknown = 0
    try desk.log.forEachEntry(from: list?.token.scope.logSize ?? 0) { _, bytes in
      if let act = try? SignedAct(bytes), act.act.kind != .issued,
        act.act.keyIdentifier == key.identifier,
        try !name.naming({ () throws(RegistryError) in try registry.knows(act) })
      {
        unknown += 1
      }
      return true
    }
    if unknown > 0 { events.append(.unknownChanges(key.name, unknown)) }
    let (key, length) = (try desk.log.key(), try desk.log.length())
    try name.naming { () throws(RegistryError) in
      try registry.moved(moved, to: key, length: length)
    }
  }

  /// The longer of the logs here and there, each of which begins like the other.
  private mutating func restoreLog(
    _ desk: DeskFolder, _ served: (LogExport, history: [UInt8])?
  ) throws {
    let log = desk.log
    guard let (export, history) = served else {
      return events.append(log.isThere ? .log(entries: try log.length()) : .logLost)
    }
    // A log that takes the place of this one may still wait for its list.
    let listed = try desk.lastList()?.list.issuers.compactMap(\.log?.policy.log) ?? []
    guard
      let key = listed.first(where: { $0.name == export.checkpoint.origin })
        ?? desk.issuer?.log?.policy.log
    else { return }
    let isKept = try log.isThere && keeps(log, beside: export)
    if !isKept {
      log.folder.removeAll()
      let kept = desk.file("state/" + String(decoding: log.folder.lastComponent, as: UTF8.self))
      kept.removeAll()
      try LogFolder.write(
        export, of: key, history: history, to: log.folder, keeping: kept)
    }
    events.append(.log(entries: try log.length()))
  }

  /// Whether the log here is as long as what is published, and whole. Refuses a fork: each has to begin with the other.
  private func keeps(_ log: LogFolder, beside export: LogExport) throws -> Bool {
    guard let own = try? log.checkpoint() else { return false }
    func fork(_ size: UInt64) -> InFile<LogRefusal> {
      LogRefusal(
        .inconsistent,
        "the log that is published, of \(export.checkpoint.size) entries, and the one here do not have the same first \(size)"
      ).in(log.folder)
    }
    guard own.size <= export.checkpoint.size else {
      let longer = try PublishedLog.whole(LogPlace(name: log.folder))
      guard longer.root(at: export.checkpoint.size) == export.checkpoint.root else {
        throw fork(export.checkpoint.size)
      }
      return true
    }
    guard export.root(at: own.size) == own.root else { throw fork(own.size) }
    if own.size == export.checkpoint.size {
      return (try? PublishedLog.whole(LogPlace(name: log.folder))) != nil
    }
    // What no checkpoint covers here has become entries there, or others have.
    let published = try export.entries()
    do {
      try log.forEachEntry(from: own.size) { index, bytes in
        guard index < UInt64(published.count), published[Int(index)].encoded == bytes else {
          throw fork(index + 1)
        }
        return true
      }
    } catch is InFile<LogFolderError> {
      // A journal that cannot be read says nothing.
    }
    return false
  }
}

extension PublishedDesk {
  /// What decides which of two copies is the newer.
  fileprivate var order: (UInt64, Timestamp) { (list.list.version, issued) }

  /// Refuses a copy that is older than one that is here: what was revoked between them would be forgotten.
  fileprivate func checkNotOlder(than own: PublishedDesk) throws(ImportRefusal) {
    guard issued >= own.issued,
      issued == own.issued || list.list.version >= own.list.list.version
    else {
      throw ImportRefusal(
        .rollback,
        "list \(list.list.version), bundle of \(issued.rfc3339): older than list \(own.list.list.version), bundle of \(own.issued.rfc3339), which this desk has published; --from desk/publish goes on with that"
      )
    }
  }
}

extension PublishedDesk.CodeList {
  fileprivate var issued: Timestamp { token.scope.issued }
}
