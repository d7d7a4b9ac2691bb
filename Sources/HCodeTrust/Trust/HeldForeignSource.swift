import HCodeBase
import HCodeCore
package import HCodeFormats

/// A stored file of another format's trust material.
package struct HeldForeignSource: Sendable {
  /// The facts about the file.
  package internal(set) var facts: ForeignSource
  /// What it holds.
  let material: ForeignTrustMaterial
  /// The URL it came from, if any.
  package var url: String?
  /// The URL of its signature, if any, and the certificate to check that by, in DER.
  package var signedBy: (url: String, certificate: [UInt8])?
  /// The key that has to have made the signature inside this file and inside the next one of its name.
  package var listKey: ForeignListSignerKey?
  /// Entries of the replaced file that this one lacks. Set on import only.
  package internal(set) var removedEntryCount = 0
  /// What vouches for the signature inside it, or that nobody checked; for people.
  var signatureRemark: String?

  /// How many entries it has.
  package var count: Int { material.count }
  /// The entries that could not be used, and why; for people.
  package var leftOut: [String] { material.leftOut }
  /// Warnings: accepted oddities, and signatures that were not checked.
  package var warnings: [String] { material.warnings + (signatureRemark.map { [$0] } ?? []) }
  /// Counts by kind, with a plural English noun: 961, "keys".
  package var counts: [(what: String, number: Int)] {
    material.counts.isEmpty ? [("entries", count)] : material.counts
  }
  /// Whether a signature covers the time at which it was made, so that an older file can be refused.
  package var isDated: Bool { facts.issued != nil }

  /// An array of the facts and, if known: the URL; the signature's URL and the certificate, or the list key. An unknown
  /// URL is null before a list key.
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

  /// Reads stored facts and the file that belongs to them; nil when either is damaged.
  init?(_ value: CBORValue, object: (Digest) -> [UInt8]?) {
    guard case .array(let parts) = value, (1...4).contains(parts.count),
      let facts = try? ForeignSource(parts[0]), let bytes = object(facts.digest),
      let reader = facts.format.reader,
      let material = try? reader.material(bytes, of: facts.issuer)
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

  init(facts: ForeignSource, material: ForeignTrustMaterial, url: String?) {
    self.facts = facts
    self.material = material
    self.url = url
  }
}
