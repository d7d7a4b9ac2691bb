package import HCodeBase
package import HCodeCore
package import HCodeFormats

extension TrustHoldings {
  /// How long material without an end of its own decides anything, in seconds, unless the operator says: 30 days.
  package static let foreignLifetime: Int64 = 30 * 86_400

  /// Takes a file of another format's trust material. That the operator names the file is what vouches for it; where the format
  /// signs such files, the signature is checked besides. `source` tells files of one format apart; `lifetime` is in seconds;
  /// `issuer` says whose material it is that does not say so itself; `signature` comes beside the file; `listKey` made the signature that is
  /// in it, and is held: the next file of the name is checked by it without being told; `authority` is whose bundle it comes in.
  ///
  /// A file of the same name is replaced; revocation batches, which their countries never change, stand beside one another, and only what comes from
  /// the same URL takes its own place. Refused is one more than a store holds (`too-large`), one that is older than it (`rollback`), another of the same time
  /// (`equivocation`), both as far as files say when they were made, one from the future (`not-yet-issued`), one past its
  /// end (`expired`), and in place of a file that a known key signed one without signature (`under-signed`) or with another's
  /// (`unknown-signer`); and one whose signature does not hold, or is not the list key's (`bad-signature`).
  package mutating func takeForeign(
    _ file: [UInt8], _ format: CertificateFormat, source: String? = nil, lifetime: Int64? = nil,
    issuer: String? = nil, signature: DetachedSignature? = nil,
    listKey: ForeignListSignerKey? = nil,
    of authority: IssuerIdentifier? = nil, at now: Timestamp, url: String? = nil,
    signatureURL: String? = nil
  ) throws(ImportRefusal) -> (HeldForeignSource, Outcome) {
    guard let reader = format.reader else {
      throw ImportRefusal(.malformedList, "\(format.rawValue) has no trust material of its own")
    }
    let material = try HeldForeignSource.material(file, reader, of: issuer)
    let digest = Digest(of: file)
    let ownName =
      material.isAdditive
      ? "-" + (url.map { Digest(of: Array($0.utf8)) } ?? digest).hex.prefix(16) : ""
    let name = [format.rawValue, source ?? "", material.part + ownName].reversed()
      .drop { $0.isEmpty }.reversed().joined(separator: "/")
    let held = foreignSources[name]
    guard held != nil || foreignSources.count < ForeignSource.maximumFiles else {
      throw ImportRefusal(
        .tooLarge,
        "the store holds \(ForeignSource.maximumFiles) files of other formats: put several into one, or take out what has ended with 'hcode trust forget'"
      )
    }
    guard material.signature != nil || listKey == nil else {
      throw ImportRefusal(
        .underSigned, "\(name) has no signature in it that a list key could check")
    }
    let listKey = material.signature == nil ? nil : listKey ?? held?.listKey
    let remark = try material.signature?.remark(listKey, at: material.issued ?? now) { names in
      foreignRecords(of: format, names)
    }
    let signer =
      try signature?.signer(of: file, at: now)
      ?? listKey.map { Digest(of: $0.subjectPublicKeyInfo) }
    let issued = material.issued ?? (signer == nil ? nil : material.claimedTime)
    if let known = held?.facts.signer {
      guard let signer else {
        throw ImportRefusal(
          .underSigned, "\(name) that is held was signed by a known key, and this was not")
      }
      guard signer == known else {
        throw ImportRefusal(.unknownSigner, "\(name) that is held was signed by another key")
      }
    }
    if let issued {
      guard issued <= now.advanced(bySeconds: Timestamp.clockTolerance) else {
        throw ImportRefusal(.notYetIssued, "\(name) was made at \(issued.rfc3339)")
      }
      if let other = held?.facts.issued {
        guard issued >= other else {
          throw ImportRefusal(
            .rollback, "\(name) is older than that of \(other.rfc3339) that is held")
        }
        guard issued > other || digest == held?.facts.digest else {
          throw ImportRefusal(
            .equivocation, "\(name) says something else than the one that is held")
        }
      }
    }
    // A bundle says nothing of lifetimes: the operator's stands.
    let lifetime = lifetime ?? (authority == nil ? nil : held?.facts.lifetime)
    let operatorsEnd = now.advanced(bySeconds: lifetime ?? Self.foreignLifetime)
    let expires =
      lifetime == nil
      ? material.expires ?? operatorsEnd : min(material.expires ?? operatorsEnd, operatorsEnd)
    guard now < expires else {
      throw ImportRefusal(.expired, "\(name) ended at \(expires.rfc3339)")
    }
    var taken = HeldForeignSource(
      facts: ForeignSource(
        name: name, format: format, digest: digest, imported: now, issued: issued,
        expires: expires, lifetime: lifetime, issuer: issuer, signer: signer,
        authority: authority),
      material: material, url: url ?? held?.url)
    if let signatureURL, let signature {
      taken.signedBy = (signatureURL, signature.certificate.encoded)
    }
    taken.listKey = listKey
    taken.signatureRemark = remark
    if let held, held.facts.digest != digest {
      taken.removedEntryCount =
        Set(held.material.entries.filter(\.isCounted).map(\.name))
        .subtracting(material.entries.lazy.map(\.name)).count
    }
    foreignSources[name] = taken
    add(object: file)
    let outcome: Outcome =
      held == nil ? .added : held?.facts.digest == digest ? .alreadyHeld : .replaced
    return (taken, outcome)
  }

  /// Takes foreign trust material out again: what has that name, and what is a part of it.
  package mutating func forgetForeign(_ name: String) -> Bool {
    let names = foreignSources.keys.filter { $0 == name || $0.hasPrefix(name + "/") }
    for name in names { foreignSources[name] = nil }
    return !names.isEmpty
  }

  /// What is held of other formats, by name.
  package var foreignLists: [HeldForeignSource] {
    foreignSources.sorted { $0.key < $1.key }.map(\.value)
  }

  /// What is held under one of those names, whatever has ended.
  private func foreignRecords(
    of format: CertificateFormat, _ names: [ForeignKeyName]
  ) -> [CBORValue] {
    foreignSources.values.filter { $0.facts.format == format }.flatMap { held in
      held.material.entries.filter { names.contains($0.name) }.map(\.content)
    }
  }

  /// Everything that can be looked up of other formats.
  var foreignRecords: [(name: ForeignKeyName, record: ForeignRecord)] {
    foreignLists.flatMap { held in
      held.material.entries.map {
        ($0.name, ForeignRecord(source: held.facts, content: $0.content))
      }
    }
  }
}

extension TrustHoldings {
  /// Takes the foreign files of a bundle in the place of those of the authority's last one, in their order, each as if the operator had
  /// named it. A neighbour that is only recognised names no authorities of other worlds here.
  mutating func takeForeign(of bundle: Bundle, at now: Timestamp) throws(ImportRefusal) {
    var taken: Set<String> = []
    for (number, member) in bundle.members.enumerated() where member.kind == .foreign {
      guard anchors.contains(bundle.authority) else {
        throw ImportRefusal(
          .unknownAuthority,
          "it brings trust material of other formats, and \(bundle.authority) is recognised, not pinned"
        )
      }
      do throws(ImportRefusal) {
        let file = try BundledForeignFile(bundled: member.bytes)
        let (held, _) = try takeForeign(
          file.bytes, file.format, source: file.source, of: bundle.authority, at: now)
        guard taken.insert(held.facts.name).inserted else {
          throw ImportRefusal(.malformedList, "\(held.facts.name) is there twice")
        }
      } catch {
        throw ImportRefusal(error.name, "file \(number + 1) of the bundle: \(error.detail)")
      }
    }
    foreignSources = foreignSources.filter { name, held in
      held.facts.authority != bundle.authority || taken.contains(name)
    }
  }
}
