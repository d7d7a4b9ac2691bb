import HCodeCore
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

    /// A file under that name.
    package init(name: String, file: ImportableFile, url: String? = nil) {
      self.name = name
      self.file = file
      self.url = url
    }
  }

  /// What an import did with one file.
  package struct Taken: Sendable {
    /// The file's name.
    package let name: String
    /// What it was: `trust list CN-HA, version 3`.
    package let what: String
    /// What was done.
    package let outcome: Outcome
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

  /// Imports all of the files or, when one is refused, none. Their order does not matter: a file waits while another
  /// may still vouch for it. Refuses a trust list that has ended and is the newest (`expired`).
  package mutating func take(
    _ files: [Incoming], pins: [Pin] = [], at now: Timestamp, object: (Digest) -> [UInt8]?
  ) throws(RefusedFile) -> [Taken] {
    var new = self
    var taken: [Taken] = []
    var rest = files.sorted { Self.rank($0.file) < Self.rank($1.file) }
    while !rest.isEmpty {
      var waiting: [Incoming] = []
      var first: RefusedFile?
      for file in rest {
        do {
          let (what, outcome) = try new.take(file, pins: pins, at: now, object: object)
          taken.append(Taken(name: file.name, what: what, outcome: outcome))
        } catch {
          // Another of the files may still vouch for it.
          guard error.name == .unknownAuthority || error.name == .unknownSigner else {
            throw RefusedFile(name: file.name, refusal: error)
          }
          waiting.append(file)
          first = first ?? RefusedFile(name: file.name, refusal: error)
        }
      }
      if let first, waiting.count == rest.count { throw first }
      rest = waiting
    }
    for file in files {
      guard case .trustList(let signed) = file.file,
        let held = new.lists[signed.list.authority]?.list, now >= held.expires
      else { continue }
      throw RefusedFile(
        name: file.name,
        refusal: ImportRefusal(
          .expired,
          "the list of \(held.authority), version \(held.version), ended at \(held.expires.rfc3339)"
        ))
    }
    self = new
    return taken
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

  private mutating func take(
    _ incoming: Incoming, pins: [Pin], at now: Timestamp, object: (Digest) -> [UInt8]?
  ) throws(ImportRefusal) -> (String, Outcome) {
    switch incoming.file {
    case .trustList(let signed):
      (
        "trust list \(signed.list.authority), version \(signed.list.version)",
        try take(signed, pins: pins, at: now, url: incoming.url)
      )
    case .statusList(let token):
      (
        "status list \(token.scope.uri) of \(token.scope.issued.rfc3339)",
        try take(token, at: now, url: incoming.url)
      )
    case .statusDelta(let token):
      (
        "status delta \(token.scope.uri) of \(token.scope.issued.rfc3339)",
        try take(token, at: now, object: object)
      )
    case .log(let export):
      (
        "log \(export.checkpoint.origin), \(export.checkpoint.size) entries",
        try take(export, at: now, url: incoming.url, object: object)
      )
    case .bundle(let bundle):
      (
        "bundle \(bundle.authority) of \(bundle.issued.rfc3339), \(bundle.members.count) files",
        try take(bundle, pins: pins, at: now, object: object)
      )
    }
  }

  /// Imports everything in a bundle or nothing. Lists come first, since the authority's own list says who signs its
  /// bundles.
  private mutating func take(
    _ bundle: Bundle, pins: [Pin], at now: Timestamp, object: (Digest) -> [UInt8]?
  ) throws(ImportRefusal) -> Outcome {
    var files: [Incoming] = []
    for (number, member) in bundle.members.enumerated() where member.kind.isListFile {
      let file = try ImportableFile(bytes: member.bytes)
      guard file.kind == member.kind else {
        throw ImportRefusal(
          .snapshotMismatch, "file \(number + 1) is not of the kind that was signed")
      }
      files.append(Incoming(name: "file \(number + 1)", file: file))
    }
    var new = self
    do {
      _ = try new.take(files, pins: pins, at: now, object: object)
    } catch {
      throw ImportRefusal(
        error.refusal.name, "\(error.name) of the bundle: \(error.refusal.detail)")
    }
    guard let held = new.lists[bundle.authority], new.isBelieved(held),
      let role = held.list.snapshotKeys,
      role.isSatisfied(by: bundle.snapshot)
    else {
      throw ImportRefusal(
        .underSigned,
        "the snapshot is not signed by the snapshot keys that the list of \(bundle.authority) names"
      )
    }
    let digest = Digest(of: bundle.snapshot.payload)
    if let held = new.snapshots[bundle.authority] {
      if held.payloadDigest == digest { return .alreadyHeld }
      try Succession.check(
        held: (held.issued, held.payloadDigest), new: (bundle.issued, digest), name: "the bundle")
    }
    try Succession.checkNotFuture(bundle.issued, at: now, "the bundle was made")
    try Succession.checkNotEnded(bundle.expires, at: now, "the bundle")
    let outcome: Outcome = new.snapshots[bundle.authority] == nil ? .added : .replaced
    new.snapshots[bundle.authority] = HeldSnapshot(issued: bundle.issued, payloadDigest: digest)
    try new.takeRules(of: bundle)
    try new.takeForeign(of: bundle, at: now)
    self = new
    return outcome
  }
}

extension Bundle.Kind {
  /// Whether `ImportableFile` knows such a file by its content.
  fileprivate var isListFile: Bool { self != .rules && self != .foreign }
}
