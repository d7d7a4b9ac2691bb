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
