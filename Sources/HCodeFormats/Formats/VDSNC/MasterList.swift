import HCodeBase

/// A master list of passport authorities (CSCA), as states exchange them (ICAO Doc 9303-12 §9): a signed message (CMS)
/// with the content `SEQUENCE { version INTEGER, certList SET OF Certificate }`.
enum MasterList {
  /// icao-mrtd-security-cscaMasterList.
  static let contentType = "2.23.136.1.1.2"
  /// The most bytes that are read. Germany's, with some 500 certificates, has less than 1 MiB.
  static let maximumFileBytes = 8 << 20

  /// Reads the authorities in the list. Throws `too-large`, `malformed-list`, and `bad-signature` when the list is not
  /// as its signer signed it. `ListSignature` says whether the signer is trusted.
  static func material(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    let message = try message(file)
    var seen: Set<[UInt8]> = []
    let all = try certificates(message.content)
    let distinct = all.filter { seen.insert($0).inserted }
    try ImportRefusal.check(keys: distinct.count)
    let certificates = distinct.map { X509Certificate($0) }
    var material = VDSNC.material(of: certificates)
    guard !material.entries.isEmpty else {
      throw ImportRefusal(.malformedList, "a master list without an authority that can be used")
    }
    material.part = part(of: message)
    material.issued = message.signingTime
    material.signature = .certified(
      signers: message.signers, purpose: .masterList,
      authorities: certificates.compactMap { $0 }.filter(\.isAuthority))
    material.counts = [("authorities", distinct.count - material.leftOut.count)]
    if all.count > distinct.count {
      material.warnings.append("\(all.count - distinct.count) of its certificates are in it twice")
    }
    return material
  }

  /// The signature, with nothing read of what was signed.
  static func envelope(_ file: [UInt8]) throws(ImportRefusal) -> ListEnvelope {
    let message = try message(file)
    return ListEnvelope(
      signature: .certified(signers: message.signers, purpose: .masterList, authorities: nil),
      part: part(of: message), issued: message.signingTime)
  }

  private static func message(_ file: [UInt8]) throws(ImportRefusal) -> CMSSignedData {
    guard file.count <= maximumFileBytes else {
      throw ImportRefusal(.tooLarge, "a master list of more than \(maximumFileBytes >> 20) MiB")
    }
    do { return try CMSSignedData(file, contentType: contentType) } catch {
      switch error {
      case .malformed(let detail): throw ImportRefusal(.malformedList, "no master list: " + detail)
      case .badSignature(let detail): throw ImportRefusal(.badSignature, detail)
      }
    }
  }

  private static func part(of message: CMSSignedData) -> String {
    let country = message.signers.first?.subjectCountry.flatMap(CountryCode.alpha3)
    return "master-list" + (country.map { "-" + $0 } ?? "")
  }

  /// The certificates in DER, in the order of the list.
  private static func certificates(_ content: [UInt8]) throws(ImportRefusal) -> [[UInt8]] {
    guard let parts = OpenSSL.elements(content), parts.count == 2,
      let version = parts[0].magnitude, let members = parts[1].members
    else {
      throw ImportRefusal(.malformedList, "the content is no version and set of certificates")
    }
    guard version.isEmpty else {
      throw ImportRefusal(.malformedList, "a master list of another version than 0")
    }
    if let place = members.firstIndex(where: { !$0.isSequence }) {
      throw ImportRefusal(.malformedList, "entry \(place + 1) of the list is no certificate")
    }
    return members.map(\.encoded)
  }
}
