package import HCodeBase
package import HCodeCore

extension TrustListSource {
  /// An entry of a source that a command can name.
  package enum Entry: Hashable, Sendable {
    case issuer(Int)
    case key(issuer: Int, key: Int)
    case recognition(Int)
  }

  /// Everything of that name: a key id in hexadecimal, an issuer, a recognised authority.
  package func entries(named name: String) -> [Entry] {
    var found: [Entry] = []
    for (number, issuer) in issuers.enumerated() {
      if issuer.identifier.description == name { found.append(.issuer(number)) }
      for (index, key) in issuer.keys.enumerated() where key.publicKey.identifier.hex == name {
        found.append(.key(issuer: number, key: index))
      }
    }
    for (index, recognition) in recognitions.enumerated()
    where recognition.authority.description == name {
      found.append(.recognition(index))
    }
    return found
  }

  /// The path of an entry in the file.
  package func path(of entry: Entry) -> String {
    switch entry {
    case .issuer(let number): "issuers[\(number)]"
    case .key(let number, let index): "issuers[\(number)].keys[\(index)]"
    case .recognition(let index): "recognises[\(index)]"
    }
  }

  /// The path of a key; nil when the source does not have it.
  package func path(of key: Ed25519PublicKey) -> String? {
    for (group, name) in [(roots, "roots"), (snapshot, "snapshot")] {
      if let index = group?.keys.firstIndex(where: { $0.publicKey == key }) {
        return "\(name).keys[\(index)]"
      }
    }
    for (number, issuer) in issuers.enumerated() {
      if let index = issuer.keys.firstIndex(where: { $0.publicKey == key }) {
        return path(of: .key(issuer: number, key: index))
      }
    }
    return nil
  }
}

extension TrustListSource {
  /// Whether an issuer has the key without its agreement.
  package func lacksAgreement(_ key: Ed25519PublicKey) -> Bool {
    issuers.flatMap(\.keys).contains { $0.publicKey == key && $0.agreement == nil }
  }

  /// Takes a key's agreement into its entry, if the entry lacks one; false when there is none such.
  package mutating func agree(_ new: Key, of issuer: IssuerIdentifier) -> Bool {
    for number in issuers.indices where issuers[number].identifier == issuer {
      for index in issuers[number].keys.indices {
        let key = issuers[number].keys[index]
        guard key.publicKey == new.publicKey, key.agreement == nil, key.agreedUse == new.agreedUse
        else { continue }
        issuers[number].keys[index].agreement = new.agreement
        return true
      }
    }
    return false
  }

  /// Notes that a key was taken out, unless it has ended.
  package mutating func withdraw(_ key: Key, at now: Timestamp) {
    withdraw(key.publicKey.identifier, until: key.until, at: now)
  }

  /// Notes the same of a key that no issuer lists, such as a log's.
  package mutating func withdraw(
    _ key: KeyIdentifier, until: WithOriginalText<Timestamp>, at now: Timestamp
  ) {
    withdrawn.removeAll { $0.until.value <= now }
    guard now < until.value else { return }
    withdrawn.append(
      WithdrawnEntry(identifier: key, time: WithOriginalText(now), until: until))
  }
}

extension TrustListSource.Key {
  /// What it signs, as an agreement names it.
  package var agreedUse: KeyAgreement.Use {
    switch use {
    case .codes: .codes
    case .statusLists: .statusLists
    case .countersign: .countersign
    case .venues: .venues
    case .exposures: .exposures
    }
  }
}
