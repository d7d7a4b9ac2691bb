import HCodeBase
import HCodeCore
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

  static func material(
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
