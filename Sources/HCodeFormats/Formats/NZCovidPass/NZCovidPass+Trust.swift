import HCodeBase

extension NZCovidPass {
  /// Reads DID documents (`did:web`), as the issuer publishes them: one document, an array of them, or an object with them under
  /// `did_documents`. They are not signed and have no date: whoever imports one vouches for it.
  static func trustMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    let value: JSONValue
    do { value = try JSONValue(list: file) } catch {
      throw ImportRefusal(.malformedList, "no DID document: \(error)")
    }
    let documents = value.array ?? value.object?["did_documents"]?.array ?? [value]
    var material = ForeignTrustMaterial(entries: [])
    var count = 0
    for document in documents {
      guard let document = document.object, let did = document["id"]?.string,
        let methods = document["verificationMethod"]?.array,
        let assertions = document["assertionMethod"]?.array
      else {
        throw ImportRefusal(
          .malformedList,
          "no DID document: id, verificationMethod and assertionMethod are needed")
      }
      material.entries.append(
        .init(name: ForeignKeyName(.nzcp, issuer: did, identifier: []), content: .simple(22)))
      count += methods.count
      try ImportRefusal.check(keys: max(count, documents.count))
      let asserted = Set(assertions.compactMap { $0.string.map { ExactText($0) } })
      for method in methods.compactMap(\.object) {
        let name = method["id"]?.string ?? ""
        do {
          material.entries.append(try entry(method, did: did, assertions: asserted))
        } catch {
          material.leftOut.append("\(name): \(error.detail)")
        }
      }
    }
    return material
  }

  private static func entry(
    _ method: JSONFields, did: String, assertions: Set<ExactText>
  ) throws(JSONWebKey.Refusal) -> ForeignTrustMaterial.Entry {
    guard let name = method["id"]?.string, name.hasPrefix(did + "#") else {
      throw JSONWebKey.Refusal(detail: "it is not a key of \(did)")
    }
    guard assertions.contains(ExactText(name)) else {
      throw JSONWebKey.Refusal(detail: "it is not under assertionMethod")
    }
    guard method["type"] == .string("JsonWebKey2020"), let jwk = method["publicKeyJwk"]?.object
    else {
      throw JSONWebKey.Refusal(detail: "its type is not JsonWebKey2020")
    }
    let key = try JSONWebKey(jwk).key
    guard key.curve == .p256 else { throw JSONWebKey.Refusal(detail: "its curve is not P-256") }
    let keyIdentifier = Array(name.utf8.dropFirst(did.utf8.count + 1))
    return ForeignTrustMaterial.Entry(
      name: ForeignKeyName(.nzcp, issuer: did, identifier: keyIdentifier),
      content: .bytes(key.subjectPublicKeyInfo))
  }
}
