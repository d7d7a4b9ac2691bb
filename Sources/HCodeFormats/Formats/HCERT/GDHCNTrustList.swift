import HCodeBase

/// Trust lists of the WHO's network: DID documents with keys as JWK and their certificates, for a whole trust domain or
/// one participant. Their proof (JsonWebSignature2020) would need JSON-LD and the signer's own document, so it is not
/// checked.
enum GDHCNTrustList {
  static func material(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    let value: JSONValue
    do { value = try JSONValue(list: file) } catch {
      throw ImportRefusal(.malformedList, "no DID document: \(error)")
    }
    var list = SignerList(format: .gdhcn)
    list.warnings.append("not checked: the proof of the DID document")
    for document in value.array ?? [value] {
      guard let document = document.object, let did = document["id"]?.string,
        let methods = document["verificationMethod"]?.array
      else {
        throw ImportRefusal(
          .malformedList, "no DID document: id and verificationMethod are needed")
      }
      try list.expect(methods.count)
      for method in methods {
        guard let method = method.object else {
          list.leaveOut(did, "a verificationMethod is no object")
          continue
        }
        read(method, into: &list)
      }
    }
    return list.material
  }

  private static func read(_ method: JSONFields, into list: inout SignerList) {
    let name = method["id"]?.string ?? "a key without id"
    guard let jwk = method["publicKeyJwk"]?.object else {
      return list.leaveOut(name, "it has no publicKeyJwk")
    }
    // did:web:HOST:v2:trustlist:DOMAIN:PARTICIPANT:USAGE#KID; newer lists say the same in members of their own.
    let path = (name.split(separator: "#").first ?? "").split(separator: ":")
    let parts = path.firstIndex(of: "trustlist").map { path[$0...].dropFirst() } ?? []
    func code(_ member: String, _ place: Int) -> String? {
      method[member]?.object?["code"]?.string.map { String($0.drop { $0 == "#" }) }
        ?? parts.dropFirst(place).first.map(String.init)
    }
    if let usage = code("keyusage", 2), usage != "DSC" {
      return list.leaveOut(name, "its usage is \(usage), not DSC: it signs no documents")
    }
    let kid = jwk["kid"]?.string ?? name.split(separator: "#").last.map(String.init)
    guard let identifier = kid.flatMap(Base64.decodeAny) else {
      return list.leaveOut(name, "its key id is no Base64")
    }
    let domain = code("domain", 0)
    if let chain = jwk["x5c"]?.array, let text = chain.first?.string {
      guard let certificate = Base64.decodeWrapped(PEM.bare(text)) else {
        return list.leaveOut(name, "its certificate is no Base64")
      }
      return list.add(
        certificate: certificate, kid: identifier, domain: domain, called: name)
    }
    do {
      list.add(
        key: try JSONWebKey(jwk).key, kid: identifier, country: code("participant", 1),
        domain: domain, called: name)
    } catch { list.leaveOut(name, error.detail) }
  }
}
