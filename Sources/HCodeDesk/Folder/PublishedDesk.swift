import HCodeBase
import HCodeCore
import HCodeGate
import HCodeSystem
import HCodeTrust
import Glibc

/// What a desk published, as it is served or copied, with every signature checked: trust lists, status lists and log. Whether it still
/// decides is not asked: what was revoked then must not be forgotten now.
struct PublishedDesk {
  /// A status list of one of its code keys.
  struct CodeList {
    let token: StatusListToken
    let list: StatusList
    let bytes: [UInt8]
  }

  /// The bundle and its bytes; nil for files that count one by one.
  let bundle: (content: Bundle, bytes: [UInt8])?
  /// When it was made: the bundle, or without one the newest file.
  let issued: Timestamp
  /// The newest trust list, from the bundle or beside it.
  let list: SignedTrustList
  /// Those before it, the newest first, as far as they are there without a gap.
  let earlier: [SignedTrustList]
  /// The status lists by code key.
  let codeLists: [KeyIdentifier: CodeList]
  let log: LogExport?
  /// The log's checkpoints of past hours; empty where they are not there.
  let history: [UInt8]

  /// Where the files are: a bundle, and the folder or URL that it lies below, if that has the others too.
  struct Place {
    let folder: FileName?
    let bundle: FileName

    /// What somebody named: a folder, a bundle, or the URL of either.
    init(_ name: FileName, issuer: IssuerIdentifier?) throws {
      let isBundle = name.fileExtension == "bundle"
      if URLFetching.isURL(name) {
        if isBundle {
          (folder, bundle) = (name.folder, name)
          return
        }
        guard let issuer else { throw DeskRestoreError.whichBundle.in(name) }
        (folder, bundle) = (name, name.appending(Array("\(issuer).bundle".utf8)))
        return
      }
      var status = stat()
      guard name.withCString({ stat($0, &status) }) == 0 else {
        throw FileError.notReadable(errno).in(name)
      }
      guard status.st_mode & S_IFMT == S_IFDIR else {
        (folder, bundle) = (nil, name)
        return
      }
      let bundles = (name.entries() ?? []).filter { $0.suffix(7).elementsEqual(".bundle".utf8) }
      let own = issuer.map { Array("\($0).bundle".utf8) } ?? bundles.first
      guard let own, issuer != nil || bundles.count == 1 else {
        throw DeskRestoreError.whichBundle.in(name)
      }
      (folder, bundle) = (name, name.appending(own))
    }

    /// A file beside the bundle; nil where it is not there or cannot be had.
    func file(_ path: String, limit: Int) -> [UInt8]? {
      guard let name = folder?.appending(Array(path.utf8)) else { return nil }
      return try? Self.bytes(of: name, limit: limit)
    }

    static func bytes(of name: FileName, limit: Int) throws -> [UInt8] {
      try URLFetching.isURL(name)
        ? URLFetching.bytes(of: name, limit: limit) : FileReading.bytes(of: name, limit: limit)
    }
  }

  /// Reads and verifies what is there.
  ///
  /// - Parameters:
  ///   - issuer: whose it has to be; nil where the fingerprint says so.
  ///   - fingerprints: one of these has to be that of the root keys, of the list or of one before it that leads to it.
  ///   - known: the lists that are here.
  init(
    _ place: Place, of issuer: IssuerIdentifier?, believing fingerprints: Set<String>,
    known: [UInt64: SignedTrustList], at now: Timestamp
  ) throws {
    let bytes = try Place.bytes(of: place.bundle, limit: Bundle.maximumFileBytes)
    let bundle: Bundle
    do { bundle = try Bundle(bytes: bytes) } catch { throw error.in(place.bundle) }
    self.bundle = (bundle, bytes)
    issued = bundle.issued
    do {
      let authority = bundle.authority
      guard issuer.map({ $0 == authority }) ?? true else {
        throw ImportRefusal(.unknownAuthority, "the bundle is of \(authority), not of this desk")
      }
      let bundled = try Self.list(in: bundle, known)
      guard bundled.list.snapshotKeys?.isSatisfied(by: bundle.snapshot) == true else {
        throw ImportRefusal(.underSigned, "the bundle is not signed by a bundle key of its list")
      }
      (list, earlier) = try Self.lists(bundled, place, known, believing: fingerprints)
      let found = [list] + earlier
      guard found.contains(where: { fingerprints.contains($0.list.roots.fingerprint) }) else {
        throw ImportRefusal(
          .unknownAuthority,
          "the root keys have the fingerprint \(list.list.roots.fingerprint), and no list that is there leads to them from the known ones"
        )
      }
      guard bundle.issued <= now.advanced(bySeconds: Timestamp.clockTolerance) else {
        throw ImportRefusal(.notYetIssued, "the bundle was made at \(bundle.issued.rfc3339)")
      }
      codeLists = try Self.codeLists(list.list, earlier.map(\.list), bundle.members, place)
      (log, history) = try Self.log(list.list, bundle.members, place)
    } catch let refusal as ImportRefusal {
      throw refusal.in(place.bundle)
    } catch let refusal as LogRefusal {
      throw refusal.in(place.bundle)
    }
  }

  /// Reads and verifies what is in a folder whose bundle is missing or does not verify: its status lists and its log count by themselves.
  ///
  /// - Parameter lists: trust lists that are believed, the newest first.
  init(withoutBundle place: Place, of lists: [SignedTrustList]) throws {
    guard let newest = lists.first else { throw DeskRestoreError.nothingToRestore.in(place.bundle) }
    (list, earlier, bundle) = (newest, Array(lists.dropFirst()), nil)
    do {
      codeLists = try Self.codeLists(list.list, earlier.map(\.list), [], place)
      (log, history) = try Self.log(list.list, [], place)
    } catch let refusal as ImportRefusal {
      throw refusal.in(place.bundle)
    } catch let refusal as LogRefusal {
      throw refusal.in(place.bundle)
    }
    issued = codeLists.values.map(\.token.scope.issued).max() ?? list.list.issued
  }

  private static func list(
    in bundle: Bundle, _ known: [UInt64: SignedTrustList]
  ) throws -> SignedTrustList {
    for member in bundle.members where member.kind == .trustList {
      let list = try SignedTrustList(bytes: member.bytes)
      guard list.list.authority == bundle.authority else { continue }
      try check(list, known)
      return list
    }
    throw ImportRefusal(.emptyList, "the bundle has no trust list of its authority")
  }

  private static func check(
    _ list: SignedTrustList, _ known: [UInt64: SignedTrustList]
  ) throws(ImportRefusal) {
    guard list.isComplete else {
      throw ImportRefusal(.underSigned, "too few root keys signed list \(list.list.version)")
    }
    if let own = known[list.list.version], own.payloadDigest != list.payloadDigest {
      throw ImportRefusal(
        .equivocation, "list \(list.list.version) says something else than the one that is here")
    }
  }

  /// The newest list, and those before it. A publish that was killed leaves one that is newer than the bundle.
  private static func lists(
    _ bundled: SignedTrustList, _ place: Place, _ known: [UInt64: SignedTrustList],
    believing fingerprints: Set<String>
  ) throws -> (SignedTrustList, earlier: [SignedTrustList]) {
    let beside = try place.file(
      "\(bundled.list.authority).trust", limit: TrustList.maximumFileBytes
    ).map { try SignedTrustList(bytes: $0) }
    guard let beside, beside.list.version > bundled.list.version else {
      return (bundled, try earlier(bundled, place, known, believing: fingerprints))
    }
    guard beside.list.authority == bundled.list.authority else {
      throw ImportRefusal(
        .malformedList, "the trust list beside the bundle is of another authority")
    }
    try check(beside, known)
    var known = known
    known[bundled.list.version] = bundled
    return (beside, try earlier(beside, place, known, believing: fingerprints))
  }

  /// The lists before that one, each of which has signed the next: what is not there ends them, and so does a new beginning whose root keys
  /// are believed.
  private static func earlier(
    _ newest: SignedTrustList, _ place: Place, _ known: [UInt64: SignedTrustList],
    believing fingerprints: Set<String>
  ) throws -> [SignedTrustList] {
    var found: [SignedTrustList] = []
    var next = newest
    while next.list.version > 1 {
      let version = next.list.version - 1
      let served = place.file(
        "lists/\(newest.list.authority)-\(version).trust", limit: TrustList.maximumFileBytes)
      guard let list = try known[version] ?? served.map({ try SignedTrustList(bytes: $0) }) else {
        break
      }
      guard list.list.authority == newest.list.authority, list.list.version == version else {
        throw ImportRefusal(.malformedList, "list \(version) is another list")
      }
      try check(list, known)
      guard list.list.roots.isSatisfied(by: next.message) else {
        if fingerprints.contains(next.list.roots.fingerprint) { break }
        throw ImportRefusal(
          .unsignedRootChange,
          "list \(next.list.version) is not signed by the root keys of list \(version)")
      }
      found.append(list)
      next = list
    }
    return found
  }

  /// The newest list of each code key, from the bundle or beside it.
  private static func codeLists(
    _ trust: TrustList, _ earlier: [TrustList], _ members: [Bundle.Member], _ place: Place
  ) throws -> [KeyIdentifier: CodeList] {
    var lists: [KeyIdentifier: CodeList] = [:]
    let keys = trust.issuers.filter { $0.identifier == trust.authority }.flatMap(\.keys)
    let bundled = members.filter { $0.kind == .statusList }.map(\.bytes)
    for key in keys {
      guard let uri = key.statusList else { continue }
      let name = fileName(of: uri, trust.authority)
      let beside =
        name.hasSuffix(".status") ? place.file(name, limit: StatusList.maximumBytes) : nil
      let tokens = try (bundled + [beside].compactMap(\.self)).map { bytes in
        (token: try StatusListToken(bytes: bytes), bytes: bytes)
      }
      // A thief can date a list later than ours. One by a key that was withdrawn counts only where there is no other, which a publish
      // that was killed leaves.
      let named = tokens.filter { $0.token.scope.uri == uri }
      let good = named.filter { trust.withdrawn[$0.token.keyIdentifier] == nil }
      let counted = good.isEmpty ? named : good
      let newest = counted.max { $0.token.scope.issued < $1.token.scope.issued }
      guard let newest else { continue }
      let others = counted.filter { $0.token.scope.issued == newest.token.scope.issued }
      guard others.allSatisfy({ $0.bytes == newest.bytes }) else {
        throw ImportRefusal(.equivocation, "two lists of one time have the name \(uri)")
      }
      // A publish that was killed leaves a list of a key that the newest trust list has replaced.
      let before = earlier.flatMap(\.issuers).filter { $0.identifier == trust.authority }
      let signer = (keys + before.flatMap(\.keys)).first {
        $0.publicKey.identifier == newest.token.keyIdentifier && $0.signsStatusLists.contains(uri)
      }
      guard let signer else {
        throw ImportRefusal(.unknownSigner, "no key of the list may sign the status list \(uri)")
      }
      lists[key.publicKey.identifier] = CodeList(
        token: newest.token, list: try newest.token.verified(by: signer.publicKey),
        bytes: newest.bytes)
    }
    return lists
  }

  /// What a status list is called where it is published.
  private static func fileName(of uri: StatusListURI, _ issuer: IssuerIdentifier) -> String {
    // As `DeskFolder.statusListURI` makes it where no URL is known.
    let beginning = "urn:hcode:\(issuer):"
    guard uri.description.hasPrefix(beginning) else {
      return String(uri.description.split(separator: "/").last ?? "")
    }
    let name = String(uri.description.dropFirst(beginning.count))
    return DeskKey.isName(name) ? DeskFolder.fileName(of: name, issuer) : ""
  }

  /// In which folder a desk publishes the log of that name: `log`, or `log-2` for the one that took its place.
  static func folderName(of log: NoteName) -> String {
    let last = log.description.split(whereSeparator: { $0 == "/" || $0 == ":" }).last ?? ""
    return last.hasPrefix("log-") && last.dropFirst(4).allSatisfy(\.isNumber) ? String(last) : "log"
  }

  /// The log, from the bundle, or from its tiles where these go further: a publish that was killed leaves them so.
  private static func log(
    _ trust: TrustList, _ members: [Bundle.Member], _ place: Place
  ) throws -> (LogExport?, history: [UInt8]) {
    guard
      let policy = trust.issuers.first(where: { $0.identifier == trust.authority })?.log?.policy
    else { return (nil, []) }
    var log: LogExport?
    for member in members where member.kind == .log {
      let export = try LogExport(bytes: member.bytes)
      if export.checkpoint.origin == policy.log.name { log = export }
    }
    let name = folderName(of: policy.log.name)
    if let folder = place.folder,
      let bytes = place.file("\(name)/checkpoint", limit: SignedNote.maximumBytes)
    {
      guard let checkpoint = LogCheckpoint(bytes) else {
        throw LogRefusal(.malformedCheckpoint, "what is served as \(name)/checkpoint is none")
      }
      _ = try policy.signed(checkpoint)
      // A bundle has no more than the end of a log that outgrew one file.
      if checkpoint.size > log?.checkpoint.size ?? 0 || log?.start.size ?? 0 > 0 {
        let tiles = LogPlace(name: folder.appending(Array(name.utf8)))
        let whole = try PublishedLog.whole(tiles)
        try log?.checkIsBeginning(of: whole)
        log = whole
      }
    }
    guard let log else { return (nil, []) }
    _ = try policy.signed(log.checkpoint)
    guard log.start.size == 0 else {
      throw LogRefusal(.inconsistent, "the log in the bundle does not begin with its first entry")
    }
    _ = try log.entries()
    let history = place.file("\(name)/history", limit: CheckpointHistory.maximumBytes) ?? []
    return (log, log.bearsOut(history, by: policy) ? history : [])
  }
}

extension LogExport {
  /// Refuses another log, or a fork of this one, as its longer copy.
  func checkIsBeginning(of longer: LogExport) throws(LogRefusal) {
    guard longer.root(at: checkpoint.size) == checkpoint.root else {
      throw LogRefusal(
        .inconsistent,
        "the log of \(longer.checkpoint.size) entries does not begin with the one of \(checkpoint.size)"
      )
    }
  }

  /// Whether each checkpoint of a history is one of this log.
  fileprivate func bearsOut(_ history: [UInt8], by policy: LogPolicy) -> Bool {
    guard let checkpoints = try? CheckpointHistory(history).checkpoints,
      let entries = try? entries()
    else { return false }
    var frontier = start
    var rest = entries[...]
    for past in checkpoints {
      guard (try? policy.signed(past)) != nil, past.size <= checkpoint.size else { return false }
      while frontier.size < past.size, let entry = rest.popFirst() {
        frontier.append(MerkleHash.leaf(entry.encoded))
      }
      guard frontier.root == past.root else { return false }
    }
    return true
  }
}
