import HCodeBase
import HCodeCore

/// DIVOC, the certificates of India's CoWIN and of others who use its software: a W3C Verifiable Credential in JSON-LD with a linked-data
/// signature over its canonical statements, in a ZIP or bare.
enum DIVOC: ForeignFormat {
  /// The most bytes of a document: a symbol holds 3 kB, and a real one inflates to twice as much.
  static let maximumBytes = 1 << 18

  /// A ZIP file, or JSON with a proof.
  static func match(_ text: [UInt8]) -> TextMatch? {
    if text.starts(with: ZIPFile.signature) { return .beginning }
    return RecognisedText.isJSON(text, naming: "\"proof\"") ? .shape : nil
  }

  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate {
    guard text.count <= maximumBytes else {
      throw .forged(.textTooLong, "\(text.count) bytes, more than \(maximumBytes)")
    }
    return try UnverifiedDIVOC(text.starts(with: ZIPFile.signature) ? unzipped(text) : text)
  }

  private static func unzipped(_ file: [UInt8]) throws(ForeignFailure) -> [UInt8] {
    do {
      let (name, content) = try ZIPFile.only(file, limit: maximumBytes)
      guard name.elementsEqual("certificate.json".utf8) else {
        throw ZIPFile.ReadingError.malformed
      }
      return content
    } catch {
      switch error as? ZIPFile.ReadingError {
      case .tooLarge: throw .forged(.tooLarge, "the ZIP holds more than \(maximumBytes) bytes")
      case .damaged: throw .forged(.malformedEncoding, "the ZIP's content is damaged")
      case .unsupported:
        throw .forged(.malformedEncoding, "the ZIP is of a kind that no certificate is")
      case .malformed, nil:
        throw .forged(.malformedStructure, "the ZIP is not one certificate.json and nothing else")
      }
    }
  }

  /// Reads a JSON object with `keys` (`issuer`, `verificationMethod`, `alg` PS256 or EdDSA, and `spki` in base64 or `pem`) and
  /// `revoked`, certificate numbers. Nothing of it is signed.
  static func trustMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    let members = try ForeignKeyList.members(file)
    let revoked = try ForeignKeyList.revoked("revoked", of: members)
    guard members["keys"]?.array != nil || revoked != nil else {
      throw ImportRefusal(.malformedList, "neither keys nor revoked is there")
    }
    var material = ForeignTrustMaterial(entries: [])
    if members["keys"] == nil { material.part = "revoked" }
    let keys = members["keys"]?.array ?? []
    try ImportRefusal.check(keys: keys.count)
    var issuers: Set<ExactText> = []
    for (number, key) in keys.enumerated() {
      guard let key = key.object, let issuer = key["issuer"]?.string,
        let method = key["verificationMethod"]?.string,
        let content = DIVOCKey.content(key)
      else {
        material.leftOut.append(
          "key \(number + 1): it has no issuer, verificationMethod or key of its alg")
        continue
      }
      material.entries.append(.init(name: keyName(issuer, method), content: content))
      if issuers.insert(ExactText(issuer)).inserted {
        material.entries.append(
          .init(name: ForeignKeyName(.divoc, issuer: issuer, identifier: []), content: .simple(22)))
      }
    }
    if revoked != nil { material.entries.append(.revocationMark(.divoc)) }
    var names = NamesOfOneContent(.divoc)
    for value in revoked ?? [] {
      guard let number = value.string, !number.isEmpty else {
        throw ImportRefusal(.malformedList, "a member of revoked is no text")
      }
      names.append(revocationIdentifier(number))
    }
    material.names = [names]
    return material
  }

  static func keyName(_ issuer: String, _ method: String) -> ForeignKeyName {
    ForeignKeyName(.divoc, issuer: issuer, identifier: Array(method.utf8))
  }

  /// No verification method has this byte in it.
  static func revocationName(_ number: String) -> ForeignKeyName {
    ForeignKeyName(.divoc, identifier: revocationIdentifier(number))
  }

  private static func revocationIdentifier(_ number: String) -> [UInt8] { [0] + number.utf8 }
}
