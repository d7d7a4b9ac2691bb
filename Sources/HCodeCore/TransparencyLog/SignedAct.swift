import HCodeBase

/// An entry of a log: an act with the signature of the first officer, and of the second where there is one (docs/log.md §2).
///
/// Names of officers prove nothing; these signatures do, to whoever knows the keys.
package struct SignedAct: Sendable {
  /// What was done.
  package let act: LogAct
  /// The entry, as it is hashed into the tree.
  package let encoded: [UInt8]
  /// The key that the first officer's signature claims to be of.
  package let firstKey: KeyIdentifier
  /// Why bytes are not an entry.
  package struct Malformed: Error, Equatable, Sendable {
    /// What is wrong, in English.
    package let detail: String

    package init(detail: String) { self.detail = detail }
  }

  private let message: COSESign1
  private let countersignature: COSECountersignature?

  /// The media type in the protected header.
  package static let type = "application/hcode-act+cbor"
  /// The most bytes that an entry may have.
  package static let maximumBytes = 2048

  /// The key that the second officer's signature claims to be of; nil without one.
  package var secondKey: KeyIdentifier? { countersignature?.keyIdentifier }
  /// The pseudonym of the second officer; nil without one.
  package var secondOfficer: IssuerIdentifier? { countersignature?.officer }

  /// Signs an act as its first officer.
  package init(_ act: LogAct, with key: SigningKey) throws(SigningKey.SigningError) {
    let identifier = key.issuerKey.publicKey.identifier
    let message = try COSESign1.signed(
      act.encoded,
      header: COSEProtectedHeader(
        algorithm: .ed25519, keyIdentifier: identifier, type: Self.type),
      with: key)
    self.init(act, message, firstKey: identifier, nil)
  }

  private init(
    _ act: LogAct, _ message: COSESign1, firstKey: KeyIdentifier,
    _ countersignature: COSECountersignature?
  ) {
    self.act = act
    self.message = message
    self.firstKey = firstKey
    self.countersignature = countersignature
    encoded = message.cbor.encoded
  }

  /// The entry with the second officer's countersignature in the place of any other. Nil for the first officer's key or pseudonym.
  package func countersigned(
    by officer: IssuerIdentifier, with key: SigningKey
  ) throws(SigningKey.SigningError) -> SignedAct? {
    guard key.issuerKey.publicKey.identifier != firstKey, officer != act.officer else { return nil }
    let bare = COSESign1(
      protected: message.protected, payload: message.payload, signature: message.signature)
    let second = try COSECountersignature.signed(bare, by: officer, with: key)
    return SignedAct(
      act,
      COSESign1(
        protected: message.protected, unprotected: second.header, payload: message.payload,
        signature: message.signature),
      firstKey: firstKey, second)
  }

  /// Whether that key made the first signature.
  package func isSigned(by key: Ed25519PublicKey) -> Bool {
    key.identifier == firstKey && message.isSigned(by: key)
  }

  /// Whether that key, another than the first, made the second signature.
  package func isCountersigned(by key: Ed25519PublicKey) -> Bool {
    guard let countersignature, key.identifier == countersignature.keyIdentifier,
      key.identifier != firstKey
    else { return false }
    return countersignature.isSigned(by: key, over: message)
  }

  /// Reads an entry; whose signatures they are is another question.
  package init(_ bytes: [UInt8]) throws(Malformed) {
    guard bytes.count <= Self.maximumBytes else {
      throw Malformed(detail: "more than \(Self.maximumBytes) bytes")
    }
    do {
      self = try Self.read(bytes)
    } catch let refusal as ImportRefusal {
      throw Malformed(detail: refusal.detail)
    } catch let malformed as MalformedCode {
      throw Malformed(detail: malformed.detail)
    } catch let malformed as Malformed {
      throw malformed
    } catch {
      throw Malformed(detail: "\(error)")
    }
  }

  private static func read(_ bytes: [UInt8]) throws -> SignedAct {
    guard let message = COSESign1(try ImportRefusal.strictCBOR(bytes, "the entry")),
      message.signature.count == 64
    else { throw Malformed(detail: "it is no signed act") }
    let header = try COSEProtectedHeader(encoded: message.protected, expectedType: type)
    var second: COSECountersignature?
    if !message.unprotected.isEmpty {
      second = COSECountersignature(unprotected: message.unprotected, namesOfficer: true)
      guard second != nil else {
        throw Malformed(detail: "its second signature is none")
      }
    }
    let act = try LogAct(message.payload)
    guard act.kind != .opened || second == nil else {
      throw Malformed(detail: "a day that was opened has no second officer")
    }
    guard second?.keyIdentifier != header.keyIdentifier, second?.officer != act.officer else {
      throw Malformed(detail: "both officers are the same")
    }
    return SignedAct(act, message, firstKey: header.keyIdentifier, second)
  }
}
