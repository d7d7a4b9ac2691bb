package import HCodeBase
package import HCodeCore
package import HCodeFormats

/// A file of another format's trust material that was taken.
package struct HeldForeignSource: Sendable {
  /// What is known of it.
  package let facts: ForeignSource
  /// What it holds.
  let material: ForeignTrustMaterial
  /// Where it came from, when that was a URL.
  package var url: String?
  /// Where its signature came from, when that was a URL, and the certificate to check it by, in DER.
  package var signedBy: (url: String, certificate: [UInt8])?
  /// The key that has to have signed it, and the next one of its name, where the signature is in the file.
  package var listKey: ForeignListSignerKey?
  /// How many things could be looked up in the file whose place it took, and cannot in it. Known when it is taken, not kept.
  package internal(set) var removedEntryCount = 0
  /// What vouches for the signature in it, and whether anybody looked, for people.
  var signatureRemark: String?

  /// How many things can be looked up in it.
  package var count: Int { material.entries.count(where: \.isCounted) }
  /// What was left out of it, and why, for people.
  package var leftOut: [String] { material.leftOut }
  /// What is odd in it and was taken all the same, and what nobody checked, for people.
  package var noted: [String] { material.noted + (signatureRemark.map { [$0] } ?? []) }
  /// How many of what it holds, for people, such as 961 keys.
  package var counts: [(what: String, number: Int)] {
    material.counts.isEmpty ? [("entries", count)] : material.counts
  }
  /// Whether it says under a signature when it was made, so that an older one can be told.
  package var isDated: Bool { facts.issued != nil }

  /// The facts; then what else there is, its place empty when there is more behind it: the URL, that of its signature with the certificate, the list
  /// key.
  var cbor: CBORValue {
    let url = url.map { CBORValue.text($0) }
    if let signedBy, let url {
      return .array([facts.cbor, url, .text(signedBy.url), .bytes(signedBy.certificate)])
    }
    if let listKey {
      return .array([facts.cbor, url ?? .simple(22), .bytes(listKey.subjectPublicKeyInfo)])
    }
    return .array([facts.cbor] + (url.map { [$0] } ?? []))
  }

  /// Reads the file again; nil when it is not what it was.
  init?(_ value: CBORValue, object: (Digest) -> [UInt8]?) {
    guard case .array(let parts) = value, (1...4).contains(parts.count),
      let facts = try? ForeignSource(parts[0]), let bytes = object(facts.digest),
      let reader = facts.format.reader,
      let material = try? Self.material(bytes, reader, of: facts.issuer)
    else { return nil }
    self.init(facts: facts, material: material, url: parts.dropFirst().first?.textString)
    switch parts.count {
    case 3:
      guard let key = parts[2].byteString.flatMap(ForeignListSignerKey.init(subjectPublicKeyInfo:))
      else {
        return nil
      }
      listKey = key
    case 4:
      guard let url = parts[2].textString, let certificate = parts[3].byteString else { return nil }
      signedBy = (url, certificate)
    default: break
    }
    signatureRemark = material.signature.flatMap { signature in
      guard case .held = signature else {
        return try? signature.remark(listKey, at: material.issued ?? facts.imported) { _ in [] }
      }
      return nil
    }
  }

  fileprivate static func material(
    _ file: [UInt8], _ reader: any ForeignFormat.Type, of issuer: String?
  ) throws(ImportRefusal) -> ForeignTrustMaterial {
    guard let issuer else { return try reader.trustMaterial(file) }
    return try reader.trustMaterial(file, of: issuer)
  }

  init(facts: ForeignSource, material: ForeignTrustMaterial, url: String?) {
    self.facts = facts
    self.material = material
    self.url = url
  }
}

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
