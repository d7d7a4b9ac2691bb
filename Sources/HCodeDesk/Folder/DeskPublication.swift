package import HCodeBase
package import HCodeCore
import HCodeGate
import HCodeRegistry
package import HCodeSystem
package import HCodeTrust
import Glibc

/// A publish: signs what has changed or is near its end, and puts it where a web server finds it.
///
/// Entries go into the log first, then its checkpoint is signed, then the status lists, so that no list shows what its log does not have.
/// Each file is whole and is renamed into its place; the bundle is the last, and is all that a gate needs. So a kill leaves the old
/// bundle or the new one, and what else is new is good by itself.
package struct DeskPublication {
  private let desk: DeskFolder
  /// The log that gates look into: another one once a list that names it is published.
  private var log: LogFolder
  private let now: Timestamp
  private let clock: Clock
  private let openKey: (DeskKey) throws -> SigningKey
  private let openRoot: (DeskKey) throws -> SigningKey?
  /// What was done, and what is to be done.
  package private(set) var events: [DeskEvent] = []
  private var next: Timestamp
  /// Until when all that was published decides; nil when nothing was.
  package private(set) var goodUntil: Timestamp?

  /// Whether the clock can be right, and what it showed.
  package struct Clock {
    /// Throws when the time cannot be right by what that file says.
    package let check: (TimeEvidence, FileName) throws -> Void
    package let isRight: Bool

    package init(isRight: Bool, check: @escaping (TimeEvidence, FileName) throws -> Void) {
      self.isRight = isRight
      self.check = check
    }
  }

  /// A publish at that time. `openRoot` gives nil for a root key that nobody can open now.
  package init(
    _ desk: DeskFolder, at now: Timestamp, clock: Clock,
    opening openKey: @escaping (DeskKey) throws -> SigningKey,
    root openRoot: @escaping (DeskKey) throws -> SigningKey?
  ) {
    self.desk = desk
    log = desk.log
    self.now = now
    self.clock = clock
    self.openKey = openKey
    self.openRoot = openRoot
    next = now.advanced(bySeconds: desk.settings.publishing.renewSeconds)
  }

  /// Publishes. `copies` are signed copies of the trust list that waits; `isServed` when the operator says that gates
  /// already get what is published.
  package mutating func run(adding copies: [FileName] = [], isServed: Bool = false) throws {
    try AtomicFile.makeFolders(desk.file("state/next"), mode: 0o700)
    try checkServed()
    var signed = try checkpoint()
    let trust = try trustList(adding: copies)
    // A new log begins with this publish.
    if log.folder != desk.log.folder { signed = try checkpoint() }
    try writePage()
    guard let trust else { return }
    let lists = try statusLists(trust.list, logSize: signed.size)
    try bundle(trust, lists, signed)
    try openRanges(trust.list, isServed: isServed)
    if events.allSatisfy(\.isOfOthers) { events.append(.nothingDue(next: next)) }
  }

  /// When the last list or bundle was signed, be it that a kill kept it from being published: two of one second cannot be ordered.
  package static func lastSigned(_ desk: DeskFolder) throws -> Timestamp? {
    var times: [Timestamp?] = []
    let bundle = desk.published("\(desk.settings.issuer).bundle")
    if bundle.isThere {
      let bytes = try FileReading.bytes(of: bundle, limit: Bundle.maximumFileBytes)
      times.append((try? Bundle(bytes: bytes))?.issued)
    }
    for name in desk.keys(.code).map(desk.registry(of:)) where RegistryFile.isHere(name) {
      let registry = try RegistryFile.open(name)
      times.append(
        try name.naming { () throws(RegistryError) in try registry.timeEvidence().signed })
    }
    return times.compactMap { $0 }.max()
  }

  // MARK: Files

  private func read(_ path: String, limit: Int) throws -> [UInt8]? {
    do { return try FileReading.bytes(of: desk.published(path), limit: limit) } catch let error
      as InFile<FileError> where error.failure.isAbsent
    { return nil }
  }

  /// Writes a file beside what is published and gives it its name.
  private func put(_ bytes: [UInt8], as path: String) throws {
    let place = desk.published(path)
    let beside = desk.file("state/next").appending(place.lastComponent)
    try AtomicFile.makeFolders(place.folder, mode: 0o755)
    try AtomicFile.write(bytes, to: beside, force: true, isNamedByArgument: false)
    guard beside.withCString({ from in place.withCString { to in rename(from, to) } }) == 0 else {
      throw FileError.notWritten(errno).in(place)
    }
    try AtomicFile.syncFolder(of: place)
  }

  /// Whether something of that time is to be signed again; notes when it will be.
  private mutating func isOld(_ issued: Timestamp) -> Bool {
    let renewal = issued.advanced(bySeconds: desk.settings.publishing.renewSeconds)
    guard now < renewal else { return true }
    next = min(next, renewal)
    return false
  }

  // MARK: What is served

  /// A file where gates get it; nil without a URL, before the first publish, and when it cannot be fetched, which is reported.
  private mutating func served(_ path: String, limit: Int) -> [UInt8]? {
    guard let url = desk.settings.url,
      desk.published("\(desk.settings.issuer).bundle").isThere
    else { return nil }
    do { return try URLFetching.bytes(of: FileName(url + path), limit: limit) } catch {
      events.append(.notFetched(url + path))
      return nil
    }
  }

  /// Refuses a log that is shorter than the one that is served: going on with an old copy would make two logs of one name. What the log's
  /// key did not sign proves nothing of our log, nor does what it signed once it was stolen: whoever can write to the web server must not
  /// stop the signing of revocations.
  private mutating func checkServed() throws {
    let path = "\(String(decoding: log.folder.lastComponent, as: UTF8.self))/checkpoint"
    guard let bytes = served(path, limit: SignedNote.maximumBytes) else { return }
    let key = try log.key()
    guard let checkpoint = LogCheckpoint(bytes), checkpoint.isSigned(by: key),
      !isWithdrawn(key.publicKey.identifier)
    else {
      return events.append(.foreignServed((desk.settings.url ?? "") + path))
    }
    let length = try log.length()
    guard checkpoint.size <= length else {
      throw DeskFolderError.oldLog(served: checkpoint.size, here: length).in(log.folder)
    }
  }

  // MARK: The log

  /// Moves the entries that wait into the log, and signs its checkpoint.
  private mutating func checkpoint() throws -> LogCheckpoint {
    try clock.check(try log.timeEvidence(), log.folder)
    // Without the log's key what waits goes on waiting: a log that is longer than its checkpoint would keep every list from being renewed.
    for key in desk.keys(.code) {
      guard let registry = try desk.openRegistry(of: key), try logSigner() != nil else { continue }
      try log.takeWaiting(of: registry, desk.registry(of: key))
    }
    let old = try log.checkpoint()
    let length = try log.length()
    let signed = try log.timeEvidence().signed
    let isEmpty = try read("\(desk.settings.issuer).log", limit: LogExport.maximumFileBytes) == nil
    guard length > old.size || isEmpty || signed.map({ isOld($0) }) ?? true else { return old }
    guard let signer = try logSigner() else { return old }
    let key = try openKey(signer)
    let new = try log.advance(with: key, at: now) { try clock.check($0, log.folder) }
    events.append(.log(entries: new.size, new: new.size - old.size))
    return new
  }

  /// The key of the log; nil when it was lost and another log waits for its list.
  private func logSigner() throws -> DeskKey? {
    let key = try log.key().publicKey
    if let signer = desk.keys.first(where: { $0.key.publicKey == key && $0.secret != nil }) {
      return signer
    }
    let next = try desk.secret(.log)
    return next.key.publicKey == key ? next : nil
  }

  /// Goes on with the log that a complete list names: with all entries of the one before, under their numbers, so that what restricts
  /// somebody still stands in the log that gates ask. A kill leaves some of them, and the next publish adds the rest.
  private mutating func goOnWithLog(of list: TrustList) throws {
    guard let key = DeskFolder.logKey(in: list, desk.keys) else { return }
    let next = desk.log(of: key)
    guard next.folder != log.folder else { return }
    let first = try next.length()
    var batch: [SignedAct] = []
    try log.forEachEntry(from: first) { _, bytes in
      batch.append(try SignedAct(bytes))
      if batch.count == 1000 {
        _ = try next.append(batch)
        batch = []
      }
      return true
    }
    if !batch.isEmpty { _ = try next.append(batch) }
    events.append(.newLog(key.name, entries: try next.length()))
    log = next
  }

  // MARK: The trust list

  /// Publishes the trust list, and builds the next one when its source has changed or it is old.
  private mutating func trustList(adding copies: [FileName]) throws -> SignedTrustList? {
    let published = try desk.lastList()
    if let published, copies.isEmpty, desk.source.content.isSource(of: published.list) {
      let old = published.list.issued.advanced(
        bySeconds: Int64(clamping: published.list.timeToLive))
      if now < old {
        next = min(next, old)
        return try publish(published)
      }
    }
    var (list, name) = try nextList(behind: published)
    // Old root keys sign too when they change, unless they were lost.
    let isNewBeginning = desk.hasLostRoots(before: list.list.roots)
    let roots = [list.list.roots] + (isNewBeginning ? [] : published.map { [$0.list.roots] } ?? [])
    let rootKeys = roots.flatMap(\.keys)
    for copy in copies { try merge(copy, into: &list, of: rootKeys) }
    let before = list.message.signatures.count
    for root in desk.keys
    where root.secret != nil && rootKeys.contains(root.key.publicKey)
      && !list.isSigned(by: root.key.publicKey)
    {
      if let key = try openRoot(root) { try list.sign(with: key) }
    }
    if list.message.signatures.count > before || !copies.isEmpty {
      try AtomicFile.write(list.bytes, to: name, force: true, isNamedByArgument: false)
    }
    guard let lacking = roots.first(where: { !$0.isSatisfied(by: list.message) }) else {
      try goOnWithLog(of: list.list)
      try AtomicFile.write(
        list.bytes, to: desk.listName(list.list.version), force: true, isNamedByArgument: false)
      _ = name.withCString(unlink)
      return try publish(list)
    }
    events.append(
      .waitsForSignatures(
        version: list.list.version, has: lacking.signers(of: list.message).count,
        needs: lacking.threshold, lacking: unsigned(roots, list), file: name.description,
        published: published?.list.expires))
    return try published.map { try publish($0) }
  }

  /// The names of the keys that have not signed, of each set of root keys that lacks signatures.
  private func unsigned(_ roots: [KeyThreshold], _ list: SignedTrustList) -> [String] {
    let keys = roots.filter { !$0.isSatisfied(by: list.message) }.flatMap(\.keys)
      .filter { !list.isSigned(by: $0) }
    let names = keys.map { key in
      desk.keys.first { $0.key.publicKey == key }?.name ?? key.identifier.hex
    }
    return Set(names).sorted()
  }

  /// The list that waits for signatures, if it is still what its source says, or a new one.
  private func nextList(
    behind published: SignedTrustList?
  ) throws -> (list: SignedTrustList, name: FileName) {
    let file = desk.source
    let version = file.content.version
    let name = desk.listName(version, in: "outbox")
    if version > published?.list.version ?? 0, name.isThere {
      let waiting = try desk.list(version, in: "outbox")
      if file.content.isSource(of: waiting.list) {
        try checkSunsets(waiting, behind: published)
        return (waiting, name)
      }
    }
    let list = SignedTrustList(try file.nextList(at: now))
    try checkSunsets(list, behind: published)
    var source = file.content
    source.version = list.list.version
    let place = desk.listName(list.list.version, in: "outbox")
    // The list first: a kill in between leaves a list that the next publish writes again.
    try AtomicFile.write(list.bytes, to: place, force: true, isNamedByArgument: false)
    try file.replace(with: source)
    // Nobody should sign what is not to be published any more.
    for version in desk.versions(in: "outbox") where version != list.list.version {
      _ = desk.listName(version, in: "outbox").withCString(unlink)
    }
    return (list, place)
  }

  /// Gates refuse a list that gives back what is over.
  private func checkSunsets(_ list: SignedTrustList, behind published: SignedTrustList?) throws {
    guard let undone = published.flatMap({ list.list.undoneSunset(of: $0.list, at: now) }) else {
      return
    }
    throw DeskFolderError.undoesSunset(undone.subject, undone.sunset).in(desk.folder)
  }

  private func merge(
    _ copy: FileName, into list: inout SignedTrustList, of rootKeys: [Ed25519PublicKey]
  ) throws {
    var signed = try SignedListFile.read(copy)
    _ = signed.dropFalseSignatures(of: rootKeys)
    guard list.merge(signed) else {
      throw DeskFolderError.notTheListThatWaits(version: list.list.version).in(copy)
    }
  }

  /// Puts a complete list where gates find it, with all before it.
  private mutating func publish(_ list: SignedTrustList) throws -> SignedTrustList {
    let name = "\(desk.settings.issuer).trust"
    for version in desk.versions() {
      let path = "lists/\(desk.settings.issuer)-\(version).trust"
      let bytes = try FileReading.bytes(
        of: desk.file(path), limit: TrustList.maximumFileBytes)
      if try read(path, limit: TrustList.maximumFileBytes) != bytes { try put(bytes, as: path) }
    }
    if try read(name, limit: TrustList.maximumFileBytes) != list.bytes {
      try put(list.bytes, as: name)
      events.append(
        .trustList(name, version: list.list.version, until: list.list.expires))
    }
    goodUntil = list.list.expires
    return list
  }

  // MARK: Status lists

  /// Signs the status lists of the code keys whose registries are here. Gives all that are published, by name.
  private mutating func statusLists(
    _ trust: TrustList, logSize: UInt64
  ) throws -> [StatusListURI: (name: String, bytes: [UInt8])] {
    var lists: [StatusListURI: (name: String, bytes: [UInt8])] = [:]
    for key in desk.keys(.code) {
      guard let uri = key.statusList else { continue }
      let name = desk.statusListName(of: key)
      var bytes = try lastList(uri, name)
      if RegistryFile.isHere(desk.registry(of: key)) {
        bytes = try statusList(
          of: key, uri, name, was: bytes, trust, logSize: logSize)
      }
      if let bytes { lists[uri] = (name, bytes) }
    }
    return lists
  }

  /// The newest list of that name that was published, by itself or in the bundle. A file that cannot be read is passed over where the
  /// bundle has the list.
  private func lastList(_ uri: StatusListURI, _ name: String) throws -> [UInt8]? {
    let file = try read(name, limit: StatusList.maximumBytes)
    let bundle = try read("\(desk.settings.issuer).bundle", limit: Bundle.maximumFileBytes)
    // Neighbours' lists are in it too, and could bear our list's name.
    let bundled =
      bundle.flatMap { try? Bundle(bytes: $0) }?.members
      .filter { $0.kind == .statusList && isOurs($0.bytes) }.map(\.bytes) ?? []
    let tokens = ([file].compactMap(\.self) + bundled).compactMap { bytes in
      (try? StatusListToken(bytes: bytes)).map { (scope: $0.scope, bytes: bytes) }
    }
    let newest = tokens.filter { $0.scope.uri == uri }.max { $0.scope.issued < $1.scope.issued }
    guard newest == nil, file != nil else { return newest?.bytes }
    throw DeskFolderError.unreadableList.in(desk.published(name))
  }

  /// Whether the office has withdrawn that key: what is served with its signature may be a thief's, and must not stop the lists that end it.
  private func isWithdrawn(_ key: KeyIdentifier) -> Bool {
    desk.source.content.withdrawn.contains { $0.identifier == key }
  }

  /// Whether a key of the desk signed that status list.
  private func isOurs(_ bytes: [UInt8]) -> Bool {
    guard let token = try? StatusListToken(bytes: bytes),
      let key = desk.keys.first(where: { $0.identifier == token.keyIdentifier })
    else { return false }
    return (try? token.verified(by: key.key.publicKey)) != nil
  }

  private mutating func statusList(
    of key: DeskKey, _ uri: StatusListURI, _ name: String, was published: [UInt8]?,
    _ trust: TrustList, logSize: UInt64
  ) throws -> [UInt8] {
    let file = desk.registry(of: key)
    let registry = try RegistryFile.open(file)
    try clock.check(
      try file.naming { () throws(RegistryError) in try registry.timeEvidence() }, file)
    let list = try file.naming { () throws(RegistryError) in try registry.listToPublish(at: now) }
    let signer = try desk.signer(.status, in: trust)
    if let published {
      let token = try StatusListToken(bytes: published)
      let before = try token.unverifiedList()
      if before == list, token.scope.uri == uri, token.keyIdentifier == signer.identifier,
        !isOld(token.scope.issued), (try? token.verified(by: signer.key.publicKey)) != nil
      {
        note(end: token.scope.expires)
        return published
      }
      try checkBetter(PublishedStatusList(before, of: token.scope), list, registry, file)
    }
    // What gates have may be newer than the copy here.
    if let bytes = served(name, limit: StatusList.maximumBytes),
      let token = try? StatusListToken(bytes: bytes), token.scope.uri == uri,
      !isWithdrawn(token.keyIdentifier),
      let key = desk.keys.first(where: { $0.identifier == token.keyIdentifier }),
      let served = try? token.verified(by: key.key.publicKey)
    {
      try checkBetter(PublishedStatusList(served, of: token.scope), list, registry, file)
    }
    let signing = try openKey(signer)
    let seconds = desk.settings.publishing.statusSeconds
    let end = min(now.advanced(bySeconds: seconds), signer.key.expires)
    guard
      let scope = StatusListScope(
        uri: uri, issued: now, expires: end, ttl: UInt64(min(86_400, seconds)), logSize: logSize)
    else { throw DeskFolderError.noSecret(.status).in(desk.folder) }
    let next = try file.naming { () throws(RegistryError) in
      try registry.nextList(
        at: now, by: signer.identifier, logSize: logSize, isServedLater: true,
        clockIsRight: clock.isRight)
    }
    // Counters may have changed codes meanwhile.
    if let published {
      let token = try StatusListToken(bytes: published)
      try checkBetter(
        PublishedStatusList(try token.unverifiedList(), of: token.scope), next, registry, file)
    }
    let bytes = try StatusListToken.sign(next, scope: scope, key: signing)
    try put(bytes, as: name)
    events.append(.statusList(name, next.counts, until: scope.expires))
    note(end: scope.expires)
    return bytes
  }

  /// Refuses a list in which codes are better and nothing in the registry says why: it is an old copy.
  private func checkBetter(
    _ before: PublishedStatusList, _ after: StatusList, _ registry: Registry, _ file: FileName
  ) throws {
    let better = try file.naming { () throws(RegistryError) in
      try registry.betterWithoutReason(from: before, to: after, at: now)
    }
    guard let first = better.first else { return }
    throw DeskFolderError.better(
      count: better.count, index: first.index, was: first.was, is: first.is, since: before.issued
    ).in(file)
  }

  /// Lets codes be issued from a fresh range once the list that is as long lies where another restore would look for it: else a second loss
  /// would begin the same range again, and give its indexes twice.
  private mutating func openRanges(_ trust: TrustList, isServed: Bool) throws {
    var bundle: Bundle?
    for key in desk.keys(.code) where RegistryFile.isHere(desk.registry(of: key)) {
      let (file, registry) = (
        desk.registry(of: key), try RegistryFile.open(desk.registry(of: key))
      )
      guard let uri = key.statusList,
        try file.naming({ () throws(RegistryError) in try registry.waitsForList() })
      else { continue }
      let name = "\(desk.settings.issuer).bundle"
      bundle =
        try bundle
        ?? (isServed
        ? read(name, limit: Bundle.maximumFileBytes)
        : served(name, limit: Bundle.maximumFileBytes)).flatMap { try? Bundle(bytes: $0) }
      let lists = (bundle?.members ?? []).filter { $0.kind == .statusList }
        .compactMap { try? StatusListToken(bytes: $0.bytes) }
      let list = lists.lazy.compactMap { token -> StatusList? in
        guard token.scope.uri == uri,
          let signer = trust.issuers.flatMap(\.keys).first(where: {
            $0.publicKey.identifier == token.keyIdentifier && $0.signsStatusLists.contains(uri)
          })
        else { return nil }
        return try? token.verified(by: signer.publicKey)
      }.first { $0.count >= Int(registry.identity.capacity) }
      guard let list else {
        events.append(.rangeWaits(key.name, url: desk.settings.url))
        continue
      }
      try file.naming { () throws(RegistryError) in try registry.noteServed(list) }
    }
  }

  private mutating func note(end: Timestamp) { goodUntil = goodUntil.map { min($0, end) } }

  // MARK: The bundle

  private mutating func bundle(
    _ trust: SignedTrustList, _ lists: [StatusListURI: (name: String, bytes: [UInt8])],
    _ checkpoint: LogCheckpoint
  ) throws {
    var members = [Bundle.Member(kind: .trustList, bytes: trust.bytes)]
    for uri in trust.list.issuers.flatMap(\.keys).compactMap(\.statusList) {
      guard let list = lists[uri] else {
        events.append(.statusListMissing(uri.description))
        continue
      }
      members.append(Bundle.Member(kind: .statusList, bytes: list.bytes))
    }
    members.append(Bundle.Member(kind: .log, bytes: try export(checkpoint)))
    let name = "\(desk.settings.issuer).bundle"
    let published = try read(name, limit: Bundle.maximumFileBytes).flatMap {
      try? Bundle(bytes: $0)
    }
    members += neighbours(trust, beside: members, carried: published)
    // What a disk has bent no gate accepts: it is made again.
    if let published, published.members.map(\.bytes) == members.map(\.bytes),
      !isOld(published.issued),
      trust.list.snapshotKeys?.isSatisfied(by: published.snapshot) ?? false
    {
      return note(end: published.expires)
    }
    let key = try desk.signer(.bundle, in: trust.list)
    let end = now.advanced(bySeconds: desk.settings.publishing.bundleSeconds)
    guard
      var bundle = Bundle(
        authority: desk.settings.issuer, issued: now, expires: end, members: members)
    else { throw DeskFolderError.noSecret(.bundle).in(desk.folder) }
    try bundle.sign(with: try openKey(key))
    try put(bundle.bytes, as: name)
    note(end: end)
    events.append(.bundle(name, bytes: bundle.bytes.count, until: end))
  }

  /// What neighbours publish, as far as it was verified and fits.
  private mutating func neighbours(
    _ trust: SignedTrustList, beside own: [Bundle.Member], carried: Bundle?
  ) -> [Bundle.Member] {
    let urls = desk.settings.publishing.neighbours
    guard !urls.isEmpty || !trust.list.recognitions.isEmpty else { return [] }
    var neighbours = DeskNeighbours(of: trust, at: now)
    neighbours.carry(carried?.members ?? [])
    let room = DeskNeighbours.Room(beside: own, for: max(urls.count, neighbours.count))
    // One that does not answer must not keep ours waiting.
    let seconds = max(5, 60 / max(urls.count, 1))
    var tags = NeighbourTags(desk.file("state/neighbours"))
    for url in urls {
      do {
        let limits = FetchLimits(
          connectSeconds: min(10, seconds), seconds: seconds, bytes: room.bytes)
        let known = tags[url].flatMap { taken in
          now < taken.expires && neighbours.digest(of: taken.authority) == taken.carried
            ? taken.tag : nil
        }
        guard
          case .new(let bytes, let tag) = try URLFetching.file(FileName(url), limits, unless: known)
        else { continue }
        tags[url] = nil
        let bundle = try Bundle(bytes: bytes)
        guard try !neighbours.add(bundle) else {
          events.append(.neighbour(url, .older))
          continue
        }
        if let tag, let carried = neighbours.digest(of: bundle.authority) {
          tags[url] = NeighbourTags.Taken(
            tag: tag, authority: bundle.authority, expires: bundle.expires, carried: carried)
        }
      } catch let refusal as ImportRefusal {
        events.append(.neighbour(url, .refused(refusal.name)))
      } catch { events.append(.neighbour(url, .notFetched)) }
    }
    // Without them everything is fetched next time.
    try? tags.write(urls)
    let (members, tooLarge) = neighbours.members(within: room)
    events += tooLarge.map { .neighbour($0.description, .tooLarge) }
    return members
  }

  /// The log as one file; of a log that has outgrown what gates accept, the end.
  private func export(_ checkpoint: LogCheckpoint) throws -> [UInt8] {
    let name = "\(desk.settings.issuer).log"
    if let bytes = try read(name, limit: LogExport.maximumFileBytes),
      let export = try? LogExport(bytes: bytes),
      export.checkpoint.note.bytes == checkpoint.note.bytes, (try? export.entries()) != nil
    {
      return bytes
    }
    let bytes = try PublishedLog.newest(LogPlace(name: log.folder)).bytes
    try put(bytes, as: name)
    return bytes
  }

  private func writePage() throws {
    let bytes = Array(DeskPage(desk, log: log).html.utf8)
    if try read("index.html", limit: 65_536) != bytes { try put(bytes, as: "index.html") }
  }
}

extension SignedTrustList {
  fileprivate func isSigned(by key: Ed25519PublicKey) -> Bool {
    KeyThreshold(threshold: 1, keys: [key])?.isSatisfied(by: message) ?? false
  }
}

extension TrustSourceFile {
  fileprivate func nextList(at now: Timestamp) throws -> TrustList {
    do { return try content.nextList(at: now) } catch {
      throw TrustSourceFileError.fault(error, .asRead).in(name)
    }
  }
}

extension TrustListSource {
  /// Whether a list says what the source says.
  package func isSource(of list: TrustList) -> Bool {
    guard list.version > 0 else { return false }
    var source = self
    source.version = list.version - 1
    return (try? source.nextList(at: list.issued))?.encoded == list.encoded
  }
}
