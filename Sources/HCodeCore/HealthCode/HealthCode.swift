package import HCodeBase

/// The text of a native code: the prefix, then Base45 of a COSE_Sign1 (docs/format.md §2).
package enum HealthCode {
  /// What each code of this version begins with.
  package static let prefix = Array("HCODE1:".utf8)
  /// Characters that one QR symbol can hold.
  package static let maximumCharacters = 4296

  /// A code that was signed, and verified after signing.
  package struct Issued: Sendable {
    /// What it states.
    package let claims: HealthClaims
    /// Who signed.
    package let issuerKey: IssuerKey
    /// The text for the QR symbol, all in its alphanumeric set.
    package let text: [UInt8]
    /// The message.
    package let message: COSESign1
    /// Its bytes.
    package let messageBytes: Int
  }

  /// Why claims were not issued.
  package enum IssuingError: Error, Equatable, Sendable {
    /// The claims name another issuer than the key.
    case issuerMismatch
    /// The code would be valid when the key no longer is, or is dated before the key was made.
    case outsideValidity(of: IssuerKey)
    /// The trust list does not let the key sign that: gates would call the code forged.
    case beyondGrant(detail: String)
    /// The second officer's key is the first one's.
    case sameOfficer
    /// The text is longer than a QR symbol holds.
    case tooLong
    /// The key could not sign.
    case signing(SigningKey.SigningError)
  }

  /// Signs claims.
  package static func issue(_ claims: HealthClaims, with key: SigningKey) throws(IssuingError)
    -> Issued
  {
    try check(claims, key.issuerKey)
    let header = COSEProtectedHeader(algorithm: .ed25519, keyIdentifier: key.keyIdentifier)
    let message: COSESign1
    do {
      message = try COSESign1.signed(claims.cbor.encoded, header: header, with: key)
    } catch { throw .signing(error) }
    return try issued(message, claims, key.issuerKey)
  }

  /// A code of the final length, with zeros where signatures will be. It shows whether the code can be drawn before
  /// anything is logged. Every scanner refuses it.
  package struct Draft: Sendable {
    /// What it states.
    package let claims: HealthClaims
    /// Who will sign.
    package let issuerKey: IssuerKey
    /// A text of the length of the code's, in the same set.
    package let text: [UInt8]
  }

  /// Builds the code with a zero signature, to learn whether it fits. Throws what `issue` throws, except signing errors.
  package static func draft(
    _ claims: HealthClaims, by key: IssuerKey
  ) throws(IssuingError) -> Draft {
    try check(claims, key)
    let header = COSEProtectedHeader(algorithm: .ed25519, keyIdentifier: key.publicKey.identifier)
    let message = COSESign1(
      protected: header.encoded, payload: claims.cbor.encoded,
      signature: [UInt8](repeating: 0, count: 64))
    return try draft(message, claims, key)
  }

  package static func draft(
    _ message: COSESign1, _ claims: HealthClaims, _ key: IssuerKey
  ) throws(IssuingError) -> Draft {
    Draft(
      claims: claims, issuerKey: key, text: try issued(message, claims, key).text)
  }

  /// Refuses claims of another issuer, or outside the validity of the key.
  package static func check(_ claims: HealthClaims, _ key: IssuerKey) throws(IssuingError) {
    guard claims.issuer == key.issuer else { throw .issuerMismatch }
    guard claims.issuedAt >= key.created, claims.expires <= key.expires else {
      throw .outsideValidity(of: key)
    }
  }

  package static func issued(
    _ message: COSESign1, _ claims: HealthClaims, _ key: IssuerKey
  ) throws(IssuingError) -> Issued {
    let bytes = message.cbor.encoded
    let text = prefix + Base45.encode(bytes)
    guard text.count <= maximumCharacters else { throw .tooLong }
    return Issued(
      claims: claims, issuerKey: key, text: text, message: message,
      messageBytes: bytes.count)
  }

  /// Reads a text without checking its signature (docs/format.md, rules 1 to 8). Nothing in the result is trusted.
  package static func decode(_ text: [UInt8]) throws(MalformedCode) -> UnverifiedCode {
    guard text.starts(with: prefix) else {
      throw MalformedCode(.malformedPrefix, "it does not begin with HCODE1: to the letter")
    }
    guard text.count <= maximumCharacters else {
      throw MalformedCode(.textTooLong, "\(text.count) characters, more than \(maximumCharacters)")
    }
    let bytes: [UInt8]
    do {
      bytes = try Base45.decode(text.dropFirst(prefix.count))
    } catch {
      throw MalformedCode(.malformedBase45, "after the prefix: \(error)")
    }
    let value = try MalformedCode.strictCBOR(bytes, "message")
    guard let message = COSESign1(value) else {
      throw MalformedCode(.malformedCOSE, "it is no COSE_Sign1 under tag 18")
    }
    let header = try COSEProtectedHeader(encoded: message.protected)
    let countersignature = COSECountersignature(unprotected: message.unprotected)
    guard message.unprotected.isEmpty || countersignature != nil else {
      throw MalformedCode(
        .unprotectedHeader, "the unprotected header is neither empty nor one countersignature")
    }
    return UnverifiedCode(message: message, header: header, countersignature: countersignature)
  }
}
