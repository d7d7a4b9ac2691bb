package import HCodeBase
import HCodeCore
import HCodeFormats

extension TrustHoldings {
  /// Imports a file of another format's trust material. The operator who names the file, or the authority whose bundle brings it, vouches
  /// for it; a signature that the format or the request knows is checked besides.
  ///
  /// The file replaces the stored one of its name. Additive files, such as revocation batches, have a name each; only the next file from the
  /// same URL replaces one.
  ///
  /// Throws, besides what the format's reader throws:
  /// - `too-large` when the store has as many files of other formats as it may have;
  /// - `under-signed` when there is no signature for the request's key to check, or the stored file was signed by a known key and the
  ///   new one is not signed;
  /// - `unknown-signer` when another key signed the stored file;
  /// - `bad-signature` when the signature does not hold, or is not that of the named key;
  /// - `empty-list` when nothing in it can be used and no signed date covers that, unless the request allows it;
  /// - `not-yet-issued`, `rollback` and `equivocation`, as far as both files say when they were made;
  /// - `lives-too-long` when the operator's lifetime is longer than 366 days;
  /// - `expired` when the file, the signer's certificate or the lifetime has ended.
  package mutating func takeForeign(
    _ file: [UInt8], _ request: ForeignImportRequest, at now: Timestamp
  ) throws(ImportRefusal) -> (HeldForeignSource, Outcome) {
    guard let reader = request.format.reader else {
      throw ImportRefusal(
        .malformedList, "\(request.format.rawValue) has no trust material of its own")
    }
    let signedBy = try request.signature?.signer(of: file, at: now)
    // Nothing of the contents is read before the signature inside the file has held.
    if let envelope = try reader.envelope(of: file.withoutByteOrderMark) {
      let name = Self.foreignName(request, part: envelope.part)
      let held = foreignSources[name]
      if let before = held?.facts.issued, let issued = envelope.issued, issued < before {
        throw ImportRefusal(
          .rollback, "\(name) is older than that of \(before.rfc3339) that is held")
      }
      let key = request.listKey ?? held?.listKey
      _ = try envelope.signature.remark(key, at: envelope.issued ?? now) { names in
        foreignRecords(of: request.format, names)
      }
    }
    let material = try reader.material(file, of: request.issuer)
    let digest = Digest(of: file)
    let name = Self.foreignName(of: material, digest, request)
    let held = foreignSources[name]
    guard held != nil || foreignSources.count < ForeignSource.maximumFiles else {
      throw ImportRefusal(
        .tooLarge,
        "the store holds \(ForeignSource.maximumFiles) files of other formats: put several into one, or take out what has ended with 'hcode trust forget'"
      )
    }
    guard material.signature != nil || request.listKey == nil else {
      throw ImportRefusal(
        .underSigned, "\(name) has no signature in it that a list key could check")
    }
    let listKey = material.signature == nil ? nil : request.listKey ?? held?.listKey
    let remark = try material.signature?.remark(listKey, at: material.issued ?? now) { names in
      foreignRecords(of: request.format, names)
    }
    let signer =
      signedBy ?? listKey.map { Digest(of: $0.subjectPublicKeyInfo) }
    try Self.checkSigner(signer, held: held?.facts.signer, name)
    let issued = material.issued ?? (signer == nil ? nil : material.claimedTime)
    if let held { try Self.checkSaysNoLess(material, issued, request, held, name) }
    guard material.usableCount > 0 || material.isRevocation || request.allowsEmpty || issued != nil
    else {
      throw ImportRefusal(
        .emptyList, "nothing in it can be used\(material.leftOut.first.map { ": " + $0 } ?? "")")
    }
    if let issued {
      try Succession.checkNotFuture(issued, at: now, "\(name) was made")
      if let held, let other = held.facts.issued {
        try Succession.check(held: (other, held.facts.digest), new: (issued, digest), name: name)
      }
    }
    // A bundle says nothing of lifetimes: the operator's stays.
    let lifetime = request.lifetime ?? (request.authority == nil ? nil : held?.facts.lifetime)
    let expires = Self.end(stated: material.expires, lifetime: lifetime, at: now)
    try Succession.checkNotEnded(expires, at: now, name)
    var taken = HeldForeignSource(
      facts: ForeignSource(
        name: name, format: request.format, digest: digest, imported: now, issued: issued,
        expires: expires, lifetime: lifetime, issuer: request.issuer, signer: signer,
        authority: request.authority),
      material: material, url: request.url ?? held?.url)
    if let signatureURL = request.signatureURL, let signature = request.signature {
      taken.signedBy = (signatureURL, signature.certificate.encoded)
    }
    taken.listKey = listKey
    taken.signatureRemark = remark
    if let held, held.facts.digest != digest {
      taken.removedEntryCount = Self.count(in: held.material.places, notIn: material.places)
    }
    foreignSources[name] = taken
    add(object: file)
    let outcome: Outcome =
      held == nil ? .added : held?.facts.digest == digest ? .alreadyHeld : .replaced
    hasAccepted = hasAccepted || outcome != .alreadyHeld
    return (taken, outcome)
  }

  /// How many distinct numbers of one sorted array are not in another.
  private static func count(in numbers: [UInt64], notIn others: [UInt64]) -> Int {
    var others = others[...]
    var last: UInt64?
    return numbers.count { number in
      defer { last = number }
      while let first = others.first, first < number { others.removeFirst() }
      return number != last && others.first != number
    }
  }

  /// The format, the operator's part and the file's own part, without empty ones at the end. Additive files add a piece of a hash, of their
  /// URL or else of their content.
  private static func foreignName(
    of material: ForeignTrustMaterial, _ digest: Digest, _ request: ForeignImportRequest
  ) -> String {
    let hash = request.url.map { Digest(of: Array($0.utf8)) } ?? digest
    let ownName = material.isAdditive ? "-" + hash.hex.prefix(16) : ""
    return foreignName(request, part: material.part + ownName)
  }

  private static func foreignName(_ request: ForeignImportRequest, part: String) -> String {
    [request.format.rawValue, request.source ?? "", part].reversed()
      .drop { $0.isEmpty }.reversed().joined(separator: "/")
  }

  /// Refuses to replace a file by one that says less: without its date, without any entry, or with a lower counter. The operator may
  /// forget the held file first.
  private static func checkSaysNoLess(
    _ material: ForeignTrustMaterial, _ issued: Timestamp?, _ request: ForeignImportRequest,
    _ held: HeldForeignSource, _ name: String
  ) throws(ImportRefusal) {
    if let other = held.facts.issued, issued == nil {
      throw ImportRefusal(
        .rollback,
        "\(name) that is held is dated \(other.rfc3339), and this one has no date that a signature covers"
      )
    }
    // A later date that is signed, inside the file or by the authority whose bundle brings both, may well take everything back.
    let isOrdered =
      issued != nil || request.authority != nil && request.authority == held.facts.authority
    guard
      isOrdered || request.allowsEmpty || held.material.usableCount == 0 || material.usableCount > 0
    else {
      throw ImportRefusal(
        .rollback,
        "\(name) that is held has \(held.count) entries, and this one has none and no signed date")
    }
    let counters = held.material.counters
    for (entry, counter) in counters.isEmpty ? [] : material.counters {
      if let before = counters.first(where: { $0.name == entry })?.counter, counter < before {
        throw ImportRefusal(.rollback, "\(name): a list has counter \(counter), after \(before)")
      }
    }
  }

  /// Refuses to replace a file that a known key signed by one without a signature, or with another key's.
  private static func checkSigner(
    _ signer: Digest?, held known: Digest?, _ name: String
  ) throws(ImportRefusal) {
    guard let known else { return }
    guard let signer else {
      throw ImportRefusal(
        .underSigned, "\(name) that is held was signed by a known key, and this was not")
    }
    guard signer == known else {
      throw ImportRefusal(.unknownSigner, "\(name) that is held was signed by another key")
    }
  }

  /// Removes the material of that name, and what has a name that begins with it and a slash.
  package mutating func forgetForeign(_ name: String) -> Bool {
    let names = foreignSources.keys.filter { $0 == name || $0.hasPrefix(name + "/") }
    for name in names { foreignSources[name] = nil }
    return !names.isEmpty
  }

  /// The stored material of other formats, by name.
  package var foreignLists: [HeldForeignSource] {
    foreignSources.sorted { $0.key < $1.key }.map(\.value)
  }

  /// What any file says under one of those names, even a file that has ended.
  private func foreignRecords(
    of format: CertificateFormat, _ names: [ForeignKeyName]
  ) -> [CBORValue] {
    foreignSources.values.filter { $0.facts.format == format }.flatMap { held in
      held.material.entries.filter { names.contains($0.name) }.map(\.content)
    }
  }
}

extension TrustHoldings {
  /// Replaces the foreign files of the authority's last bundle by those of this one, each imported as if the operator
  /// had named it. Refuses those of an authority that is only recognised: it may not say whom to trust in other
  /// formats. Returns the refusals; while there are any, the files of the last bundle stay until their own end.
  mutating func takeForeign(of bundle: Bundle, at now: Timestamp) -> [ImportRefusal] {
    var taken: Set<String> = []
    var refused: [ImportRefusal] = []
    for (number, member) in bundle.members.enumerated() where member.kind == .foreign {
      do throws(ImportRefusal) {
        guard anchors.contains(bundle.authority) else {
          throw ImportRefusal(
            .unknownAuthority,
            "it brings trust material of other formats, and \(bundle.authority) is recognised, not pinned"
          )
        }
        let file = try BundledForeignFile(bundled: member.bytes)
        var request = ForeignImportRequest(file.format, source: file.source)
        request.authority = bundle.authority
        var new = self
        let (held, _) = try new.takeForeign(file.bytes, request, at: now)
        guard taken.insert(held.facts.name).inserted else {
          throw ImportRefusal(.malformedList, "\(held.facts.name) is there twice")
        }
        self = new
      } catch {
        refused.append(
          ImportRefusal(error.name, "file \(number + 1) of the bundle: \(error.detail)"))
      }
    }
    guard refused.isEmpty else { return refused }
    foreignSources = foreignSources.filter { name, held in
      held.facts.authority != bundle.authority || taken.contains(name)
    }
    return []
  }
}
