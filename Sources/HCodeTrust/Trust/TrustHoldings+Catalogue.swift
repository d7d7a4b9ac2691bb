import HCodeFormats
package import HCodeBase
import HCodeCore

extension TrustHoldings {
  /// The catalogue of an index: the whole content, with signed lists by the digest of their file. Arrays of facts in a
  /// fixed order, read back below. Only a store reads it.
  package var catalogue: CBORValue {
    func optional(_ url: String?) -> [CBORValue] { url.map { [.text($0)] } ?? [] }
    return .array([
      .array(anchors.map { .text($0.description) }),
      .array(
        lists.sorted { $0.key < $1.key }.map { _, held in
          .array(
            [
              .bytes(Digest(of: held.signed.bytes).bytes), .array(held.chain.map { .text($0) }),
              .array(held.withdrawnKeys.map(\.cbor)),
              .array(
                held.endedIssuers.sorted { $0.key < $1.key }.map {
                  .array([.text($0.key.description), .integer($0.value.seconds)])
                }),
            ] + optional(held.url))
        }),
      .array(
        statusLists.sorted { $0.key < $1.key }.map { name, held in
          .array(
            [
              .text(name.authority.description), .text(name.name.description), held.facts.cbor,
              .bytes(held.signer.bytes),
              .unsigned(UInt64(held.count)), .array(held.tallies.map(\.cbor)),
              .array(held.account.map { [$0.cbor] } ?? []),
            ] + optional(held.url))
        }),
      .array(
        snapshots.sorted { $0.key < $1.key }.map { authority, held in
          .array(
            [
              .text(authority.description), .integer(held.issued.seconds),
              .bytes(held.payloadDigest.bytes), .array(held.signers.map { .bytes($0.bytes) }),
            ] + optional(held.url))
        }),
      .array(ruleSets.sorted { $0.key < $1.key }.map(\.value.cbor)),
      .array(foreignSources.sorted { $0.key < $1.key }.map(\.value.cbor)),
      .array(
        logs.sorted { $0.key < $1.key }.map { name, held in
          .array(
            [
              .text(name.authority.description), .text(name.name.description), held.facts.cbor,
              .bytes(held.key.bytes), .array(held.frontier.subtrees.map { .bytes($0.bytes) }),
              .bytes(held.acts.bytes),
            ] + optional(held.url))
        }),
      .array(
        currentEntityTags.sorted { $0.key < $1.key }.map {
          .array([.text($0.key), .text($0.value)])
        }
      ),
    ])
  }

  /// Reads a catalogue; `object` returns the content that has a SHA-256. The signatures of lists are not checked again:
  /// the import has checked them.
  package init(
    catalogue: CBORValue, object: (Digest) -> [UInt8]?
  ) throws(TrustIndex.DamageError) {
    let damaged = TrustIndex.DamageError(detail: "its catalogue is of an unknown shape")
    guard case .array(let parts) = catalogue, parts.count == 8,
      case .array(let anchors) = parts[0],
      case .array(let lists) = parts[1], case .array(let statusLists) = parts[2],
      case .array(let snapshots) = parts[3], case .array(let rules) = parts[4],
      case .array(let foreignSources) = parts[5], case .array(let logs) = parts[6],
      case .array(let entityTags) = parts[7]
    else { throw damaged }
    self.init()
    self.anchors = anchors.compactMap { $0.textString.flatMap { IssuerIdentifier($0) } }
    guard self.anchors.count == anchors.count else { throw damaged }
    for value in rules {
      guard let held = HeldRules(value, object: object) else {
        throw TrustIndex.DamageError(detail: "a set of rules is missing or damaged")
      }
      ruleSets[held.name] = held
    }
    for value in lists {
      guard case .array(let parts) = value, (4...5).contains(parts.count),
        let digest = parts[0].byteString.flatMap({ Digest(bytes: $0) }),
        case .array(let chain) = parts[1], case .array(let withdrawn) = parts[2],
        case .array(let ended) = parts[3]
      else { throw damaged }
      let withdrawnKeys = withdrawn.compactMap { WithdrawnKey($0) }
      guard withdrawnKeys.count == withdrawn.count else { throw damaged }
      var endedIssuers: [IssuerIdentifier: Timestamp] = [:]
      for value in ended {
        guard case .array(let facts) = value, facts.count == 2,
          let issuer = facts[0].textString.flatMap({ IssuerIdentifier($0) }),
          let time = facts[1].integer.flatMap({ Timestamp(seconds: $0) })
        else { throw damaged }
        endedIssuers[issuer] = time
      }
      guard let bytes = object(digest), Digest(of: bytes) == digest,
        let signed = try? SignedTrustList(bytes: bytes)
      else {
        throw TrustIndex.DamageError(
          detail: "the list with the digest \(digest.hex) is missing or damaged")
      }
      self.lists[signed.list.authority] = HeldList(
        signed: signed, chain: chain.compactMap(\.textString),
        url: parts.dropFirst(4).first?.textString, withdrawnKeys: withdrawnKeys,
        endedIssuers: endedIssuers)
    }
    for value in statusLists {
      guard case .array(let parts) = value, (7...8).contains(parts.count),
        let authority = parts[0].textString.flatMap({ IssuerIdentifier($0) }),
        let uri = parts[1].textString.flatMap({ StatusListURI($0) }),
        let facts = try? StatusListFacts(parts[2]),
        let signer = parts[3].byteString.flatMap({ KeyIdentifier(bytes: $0) }),
        let count = parts[4].integer.flatMap({ Int(exactly: $0) }),
        case .array(let tallies) = parts[5], case .array(let account) = parts[6]
      else { throw damaged }
      let held = HeldStatusList(
        facts: facts, signer: signer, count: count, url: parts.dropFirst(7).first?.textString,
        tallies: tallies.compactMap { ListTally($0) },
        account: account.first.flatMap { ListAccount($0) })
      guard held.tallies.count == tallies.count, (held.account == nil) == account.isEmpty else {
        throw damaged
      }
      self.statusLists[Attributed(uri, of: authority)] = held
    }
    for value in snapshots {
      guard case .array(let parts) = value, (4...5).contains(parts.count),
        let authority = parts[0].textString.flatMap({ IssuerIdentifier($0) }),
        let issued = parts[1].integer.flatMap({ Timestamp(seconds: $0) }),
        let digest = parts[2].byteString.flatMap({ Digest(bytes: $0) }),
        case .array(let signers) = parts[3]
      else { throw damaged }
      self.snapshots[authority] = HeldSnapshot(
        issued: issued, payloadDigest: digest,
        signers: signers.compactMap { $0.byteString.flatMap { KeyIdentifier(bytes: $0) } },
        url: parts.dropFirst(4).first?.textString)
    }
    for value in foreignSources {
      guard let held = HeldForeignSource(value, object: object) else {
        throw TrustIndex.DamageError(
          detail: "trust material of another format is missing or damaged")
      }
      self.foreignSources[held.facts.name] = held
    }
    for value in logs {
      guard let (name, held) = HeldLog.read(value) else { throw damaged }
      self.logs[name] = held
    }
    for value in entityTags {
      guard case .array(let parts) = value, parts.count == 2, let url = parts[0].textString,
        let tag = parts[1].textString
      else { throw damaged }
      self.entityTags[url] = tag
    }
  }

  /// The digests of all contents that this needs.
  package var objectDigests: Set<Digest> {
    Set(
      lists.values.map { Digest(of: $0.signed.bytes) } + statusLists.values.map(\.facts.digest)
        + logs.values.flatMap { [$0.facts.digest, $0.acts] } + ruleSets.values.map(\.digest)
        + foreignSources.values.map(\.facts.digest))
  }

  /// The index file; nil when it is too large.
  package var index: [UInt8]? {
    TrustIndex.encoded(
      keys: keyRecords, foreign: foreignLists, rules: heldRules, authorities: authorities,
      timeEvidence: timeEvidence, holdsNothing: isEmpty, catalogue: catalogue)
  }
}
