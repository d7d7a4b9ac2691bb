package import HCodeCore
package import HCodeBase

extension TrustHoldings {
  /// A file to import.
  package struct Incoming: Sendable {
    /// The file's name, for people.
    package let name: String
    /// What it is.
    package let file: ImportableFile
    /// The URL it came from, if any.
    package let url: String?
    /// The entity tag under which the server sent it.
    package let entityTag: String?

    /// A file under that name.
    package init(
      name: String, file: ImportableFile, url: String? = nil, entityTag: String? = nil
    ) {
      self.name = name
      self.file = file
      self.url = url
      self.entityTag = entityTag
    }
  }

  /// A file that was refused.
  package struct RefusedFile: Error, Sendable {
    /// The file's name.
    package let name: String
    /// Why.
    package let refusal: ImportRefusal

    /// A refusal of the file of that name.
    package init(name: String, refusal: ImportRefusal) {
      self.name = name
      self.refusal = refusal
    }
  }

  /// Imports the files, each on its own: one that is refused keeps no other out. Their order does not matter: a file waits while
  /// another may still vouch for it. Refuses the trust lists of an authority whose newest has ended (`expired`).
  package mutating func take(
    _ files: [Incoming], pins: [Pin] = [], at now: Timestamp, object: (Digest) -> [UInt8]?
  ) -> [ImportResult] {
    let (new, results) = taking(files, pins, now, object)
    func ended(_ file: Incoming) -> TrustList? {
      guard case .trustList(let signed) = file.file,
        let held = new.lists[signed.list.authority]?.list, now >= held.expires
      else { return nil }
      return held
    }
    guard files.contains(where: { ended($0) != nil }) else {
      self = new
      return results
    }
    let (without, others) = taking(files.filter { ended($0) == nil }, pins, now, object)
    self = without
    return others
      + files.compactMap { file in
        ended(file).map {
          let refusal = ImportRefusal(
            .expired,
            "the list of \($0.authority), version \($0.version), ended at \($0.expires.rfc3339)")
          return ImportResult(
            name: file.name, what: Self.what(file.file),
            authorities: [outcome(of: $0.authority, .failure(refusal))])
        }
      }
  }

  private func taking(
    _ files: [Incoming], _ pins: [Pin], _ now: Timestamp, _ object: (Digest) -> [UInt8]?
  ) -> (TrustHoldings, [ImportResult]) {
    var new = self
    var results: [ImportResult] = []
    var rest = files.sorted { Self.rank($0.file) < Self.rank($1.file) }
    while !rest.isEmpty {
      var waiting: [(file: Incoming, result: ImportResult)] = []
      for file in rest {
        let before = new.statusChanges
        new.statusChanges = []
        var result = new.take(file, pins: pins, at: now, object: object)
        if result.refusal == nil { result.statusChanges += new.statusChanges }
        new.statusChanges = before
        switch result.refusal?.name {
        // Another of the files may still vouch for it: a list that names it, or one that recognises other root keys.
        case .unknownAuthority?, .unknownSigner?, .unsignedRootChange?:
          waiting.append((file, result))
        default:
          results.append(result)
          new.note(file, isAccepted: result.isAcceptedByAll)
          if let outcome = result.outcome, outcome != .alreadyHeld { new.hasAccepted = true }
        }
      }
      guard waiting.count < rest.count else {
        for (file, _) in waiting { new.note(file, isAccepted: false) }
        return (new, results + waiting.map(\.result))
      }
      rest = waiting.map(\.file)
    }
    return (new, results)
  }

  /// Remembers under which entity tag the server has the file that was accepted, and forgets that of one that was not: it is asked for
  /// again, since what refuses it may change.
  private mutating func note(_ file: Incoming, isAccepted: Bool) {
    if let url = file.url { entityTags[url] = isAccepted ? file.entityTag : nil }
  }

  func outcome(
    of authority: IssuerIdentifier, _ outcome: Result<Outcome, ImportRefusal>
  ) -> ImportResult.ForAuthority {
    ImportResult.ForAuthority(
      authority: authority, isPinned: anchors.contains(authority), outcome: outcome)
  }

  /// Trust lists by version, then status lists and deltas by time, so that each finds what it builds on.
  private static func rank(_ file: ImportableFile) -> (Int, UInt64) {
    switch file {
    case .bundle(let bundle): (0, UInt64(clamping: bundle.issued.seconds))
    case .trustList(let signed): (1, signed.list.version)
    case .statusList(let token): (2, UInt64(clamping: token.scope.issued.seconds))
    case .statusDelta(let token): (3, UInt64(clamping: token.scope.issued.seconds))
    case .log(let export): (4, export.checkpoint.size)
    }
  }

  private static func what(_ file: ImportableFile) -> String {
    switch file {
    case .trustList(let signed):
      "trust list \(signed.list.authority), version \(signed.list.version)"
    case .statusList(let token):
      "status list \(token.scope.uri) of \(token.scope.issued.rfc3339)"
    case .statusDelta(let token):
      "status delta \(token.scope.uri) of \(token.scope.issued.rfc3339)"
    case .log(let export):
      "log \(export.checkpoint.origin), \(export.checkpoint.size) \(export.checkpoint.size == 1 ? "entry" : "entries")"
    case .bundle(let bundle):
      "bundle \(bundle.authority) of \(bundle.issued.rfc3339), \(bundle.members.count) files"
    }
  }

  private mutating func take(
    _ incoming: Incoming, pins: [Pin], at now: Timestamp, object: (Digest) -> [UInt8]?
  ) -> ImportResult {
    let what = Self.what(incoming.file)
    func result(_ authorities: [ImportResult.ForAuthority]) -> ImportResult {
      ImportResult(name: incoming.name, what: what, authorities: authorities)
    }
    do throws(ImportRefusal) {
      switch incoming.file {
      case .trustList(let signed):
        let authority = signed.list.authority
        let old = lists[authority]?.list
        let taken: Outcome
        do { taken = try take(signed, pins: pins, at: now, url: incoming.url) } catch {
          return result([outcome(of: authority, .failure(error))])
        }
        var made = result([outcome(of: authority, .success(taken))])
        if let old, taken == .replaced {
          made.droppedKeys = signed.list.keysDropped(since: old, at: now)
        }
        return made
      case .statusList(let token):
        return result(try take(token, at: now, url: incoming.url, object: object))
      case .statusDelta(let token): return result(try take(token, at: now, object: object))
      case .log(let export):
        return result(try take(export, at: now, url: incoming.url, object: object))
      case .bundle(let bundle):
        do {
          let taken = try take(bundle, pins: pins, at: now, url: incoming.url, object: object)
          var made = result([outcome(of: bundle.authority, .success(taken.outcome))])
          made.refusedMembers = taken.refused
          made.passedOver = taken.passedOver
          return made
        } catch {
          var made = result([outcome(of: bundle.authority, .failure(error.refusal))])
          made.disconnectedLog = error.disconnectedLog
          return made
        }
      }
    } catch {
      return ImportResult(name: incoming.name, what: what, refusal: error)
    }
  }

  /// The snapshot of the authority's last bundle, if the present list still lets its signers sign it: what the next may be compared with.
  func heldSnapshot(of authority: IssuerIdentifier) -> HeldSnapshot? {
    guard let held = snapshots[authority], let list = lists[authority], isBelieved(list),
      let role = list.list.snapshotKeys
    else { return nil }
    let signers = role.keys.count { held.signers.contains($0.identifier) }
    return signers >= role.threshold ? held : nil
  }

  /// What was done with a bundle: the refusals of other authorities' files and of foreign ones, which keep no list out, and the lists
  /// that are stored newer.
  private typealias TakenBundle = (
    outcome: Outcome, refused: [ImportRefusal], passedOver: [String]
  )

  /// Why a bundle was refused. A log that begins after what is stored may be had whole elsewhere.
  private struct RefusedBundle: Error {
    var refusal: ImportRefusal
    var disconnectedLog: IssuerIdentifier?
  }

  private mutating func take(
    _ bundle: Bundle, pins: [Pin], at now: Timestamp, url: String?, object: (Digest) -> [UInt8]?
  ) throws(RefusedBundle) -> TakenBundle {
    var new = self
    let lists = try new.takeLists(of: bundle, pins: pins, at: now, object: object)
    do throws(ImportRefusal) {
      let (outcome, refused) = try new.finish(bundle, url: url, at: now)
      self = new
      return (outcome, lists.refused + refused, lists.passedOver)
    } catch { throw RefusedBundle(refusal: error) }
  }

  /// Imports the lists of a bundle, lists first, since the authority's own list says who signs its bundles. Of the authority's own all or
  /// none is taken. Passes over what is older than the stored lists, and what is refused of other authorities: a neighbour must not
  /// be able to keep our gates from our lists.
  private mutating func takeLists(
    of bundle: Bundle, pins: [Pin], at now: Timestamp, object: (Digest) -> [UInt8]?
  ) throws(RefusedBundle) -> (passedOver: [String], refused: [ImportRefusal]) {
    var files: [Incoming] = []
    for (number, member) in bundle.members.enumerated() where member.kind.isListFile {
      do throws(ImportRefusal) {
        let file = try ImportableFile(bytes: member.bytes)
        guard file.kind == member.kind else {
          throw ImportRefusal(
            .snapshotMismatch, "file \(number + 1) is not of the kind that was signed")
        }
        files.append(Incoming(name: "file \(number + 1)", file: file))
      } catch { throw RefusedBundle(refusal: error) }
    }
    var passedOver: [String] = []
    var refused: [ImportRefusal] = []
    for result in take(files, pins: pins, at: now, object: object) {
      statusChanges += result.statusChanges
      guard let refusal = result.refusal else { continue }
      if refusal.name == .rollback {
        passedOver.append(result.what)
        continue
      }
      let named = ImportRefusal(refusal.name, "\(result.name) of the bundle: \(refusal.detail)")
      guard let file = files.first(where: { $0.name == result.name })?.file,
        isOwn(file, result, of: bundle.authority)
      else {
        refused.append(named)
        continue
      }
      throw RefusedBundle(
        refusal: named,
        disconnectedLog: file.kind == .log && refusal.name == .wrongBase ? result.refuser : nil)
    }
    return (passedOver, refused)
  }

  /// Whether a file that was refused is one of the bundle's authority: it refuses it, or its list gives the file its name.
  private func isOwn(
    _ file: ImportableFile, _ result: ImportResult, of authority: IssuerIdentifier
  ) -> Bool {
    if !result.authorities.isEmpty {
      return result.authorities.contains { $0.authority == authority && $0.refusalName != nil }
    }
    // Without its list nothing says whose a file is.
    guard let list = lists[authority]?.list else { return true }
    switch file {
    case .trustList(let signed): return signed.list.authority == authority
    case .statusList(let token): return list.names(token.scope.uri)
    case .statusDelta(let token): return list.names(token.scope.uri)
    case .log(let export): return list.names(export.checkpoint.origin)
    case .bundle: return true
    }
  }

  /// Checks the snapshot and takes what a bundle has besides lists. Returns the refusals of foreign files.
  private mutating func finish(
    _ bundle: Bundle, url: String?, at now: Timestamp
  ) throws(ImportRefusal) -> (Outcome, [ImportRefusal]) {
    guard let held = lists[bundle.authority], isBelieved(held),
      let role = held.list.snapshotKeys,
      role.isSatisfied(by: bundle.snapshot)
    else {
      throw ImportRefusal(
        .underSigned,
        "the snapshot is not signed by the snapshot keys that the list of \(bundle.authority) names"
      )
    }
    let digest = Digest(of: bundle.snapshot.payload)
    let before = heldSnapshot(of: bundle.authority)
    if let held = before {
      if held.payloadDigest == digest {
        if let url { snapshots[bundle.authority]?.url = url }
        return (.alreadyHeld, [])
      }
      try Succession.check(
        held: (held.issued, held.payloadDigest), new: (bundle.issued, digest), name: "the bundle")
    }
    try Succession.checkLife(
      from: bundle.issued, to: bundle.expires, atMost: LongestLife.snapshot, "the bundle")
    try Succession.checkNotFuture(bundle.issued, at: now, "the bundle was made")
    try Succession.checkNotEnded(bundle.expires, at: now, "the bundle")
    let outcome: Outcome = before == nil ? .added : .replaced
    snapshots[bundle.authority] = HeldSnapshot(
      issued: bundle.issued, payloadDigest: digest,
      signers: role.signers(of: bundle.snapshot).sorted(),
      url: url ?? snapshots[bundle.authority]?.url)
    try takeRules(of: bundle, at: now)
    return (outcome, takeForeign(of: bundle, at: now))
  }
}

extension TrustList {
  /// Whether it names that status list, for codes or for who signs it.
  package func names(_ uri: StatusListURI) -> Bool {
    issuers.contains { issuer in
      issuer.keys.contains { $0.statusList == uri || $0.signsStatusLists.contains(uri) }
    }
  }

  /// Whether it names that log.
  package func names(_ log: NoteName) -> Bool {
    issuers.contains { $0.log?.policy.log.name == log }
  }
}

extension Bundle.Kind {
  /// Whether `ImportableFile` knows such a file by its content.
  fileprivate var isListFile: Bool { self != .rules && self != .foreign }
}
