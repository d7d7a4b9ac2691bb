package import HCodeBase

/// What a first officer asks a second one for: a red code that has one signature, or codes that are to be raised to red
/// (docs/format.md §6). A COSE_Sign1 by the first officer, which is no code and is refused by every scanner.
package struct OfficerRequest: Sendable {
  /// What is asked for.
  package enum Subject: Sendable {
    /// A second signature under this message.
    case code(COSESign1)
    /// That these codes become red.
    case raise(Raise)
  }

  /// Codes that are to be raised to red.
  package struct Raise: Hashable, Sendable {
    /// The key of the codes.
    package let keyIdentifier: KeyIdentifier
    /// Their indexes under that key, ascending.
    package let indexes: [UInt32]
    /// Why.
    package let reason: StatusReason
    /// The legal authority or order.
    package let authority: String

    /// Nil when there are no codes or too many, or the authority cannot be shown.
    package init?(
      keyIdentifier: KeyIdentifier, indexes: [UInt32], reason: StatusReason, authority: String
    ) {
      let sorted = Set(indexes).sorted()
      guard (1...OfficerRequest.maximumIndexes).contains(sorted.count),
        HealthText.fault(in: authority, maximumBytes: 96) == nil
      else { return nil }
      self.keyIdentifier = keyIdentifier
      self.indexes = sorted
      self.reason = reason
      self.authority = authority
    }
  }

  /// The media type in the protected header.
  package static let type = "application/hcode-request+cbor"
  /// The most that is read of a request.
  package static let maximumBytes = 1 << 20
  /// Codes in one request to raise.
  package static let maximumIndexes = 65_536

  /// The pseudonym of the first officer.
  package let officer: IssuerIdentifier
  /// When it was asked for.
  package let time: Timestamp
  /// What is asked for.
  package let subject: Subject
  private let message: COSESign1

  /// Why a file is not a request that can be approved.
  package struct Refusal: Error, Equatable, Sendable {
    /// What is wrong, in English.
    package let detail: String
  }

  /// Signs a request as the first officer.
  package init(
    _ subject: Subject, officer: IssuerIdentifier, at time: Timestamp, with key: SigningKey
  ) throws(SigningKey.SigningError) {
    var pairs: [(key: CBORValue, value: CBORValue)] = [
      (.unsigned(1), .text(officer.description)), (.unsigned(2), .integer(time.seconds)),
    ]
    switch subject {
    case .code(let message): pairs.append((.unsigned(3), .bytes(message.cbor.encoded)))
    case .raise(let raise):
      pairs += [
        (.unsigned(4), .bytes(raise.keyIdentifier.bytes)),
        (.unsigned(5), .array(raise.indexes.map { .unsigned(UInt64($0)) })),
        (.unsigned(6), .unsigned(raise.reason.rawValue)), (.unsigned(7), .text(raise.authority)),
      ]
    }
    message = try COSESign1.signed(
      CBORValue.map(pairs).encoded,
      header: COSEProtectedHeader(
        algorithm: .ed25519, keyIdentifier: key.issuerKey.publicKey.identifier, type: Self.type),
      with: key)
    self.officer = officer
    self.time = time
    self.subject = subject
  }

  /// The file.
  package var bytes: [UInt8] { message.cbor.encoded }

  /// Reads a request that this key signed; whoever gives the key vouches for the first officer.
  package init(_ bytes: [UInt8], signedBy key: Ed25519PublicKey) throws(Refusal) {
    do {
      self = try Self.read(bytes, key)
    } catch let refusal as Refusal {
      throw refusal
    } catch let refusal as ImportRefusal {
      throw Refusal(detail: refusal.detail)
    } catch let malformed as MalformedCode {
      throw Refusal(detail: malformed.detail)
    } catch {
      throw Refusal(detail: "\(error)")
    }
  }

  private init(
    officer: IssuerIdentifier, time: Timestamp, subject: Subject, message: COSESign1
  ) {
    self.officer = officer
    self.time = time
    self.subject = subject
    self.message = message
  }

  private static func read(_ bytes: [UInt8], _ key: Ed25519PublicKey) throws -> OfficerRequest {
    guard bytes.count <= maximumBytes,
      let message = COSESign1(try ImportRefusal.strictCBOR(bytes, "the file")),
      message.unprotected.isEmpty
    else { throw Refusal(detail: "it is no request of an officer") }
    let header = try COSEProtectedHeader(encoded: message.protected, expectedType: type)
    guard header.keyIdentifier == key.identifier, message.isSigned(by: key) else {
      throw Refusal(detail: "it is not signed with key \(key.identifier.hex)")
    }
    let members = try NumberedMembers(
      try ImportRefusal.strictCBOR(message.payload, "the request"), "the request", known: 1...7)
    let subject: Subject
    if let code = members[3] {
      guard let encoded = code.byteString,
        let inner = COSESign1(try ImportRefusal.strictCBOR(encoded, "the code"))
      else { throw Refusal(detail: "it holds no code") }
      subject = .code(inner)
    } else {
      let reason = StatusReason(rawValue: try members.unsigned(6, "reason", 1...UInt64.max))
      let indexes = try members.array(5, "indexes", 1...maximumIndexes)
        .compactMap { $0.integer.flatMap { UInt32(exactly: $0) } }
      guard let reason,
        let identifier = try members.required(4, "key id").byteString
          .flatMap({ KeyIdentifier(bytes: $0) }),
        let raise = Raise(
          keyIdentifier: identifier, indexes: indexes, reason: reason,
          authority: try members.text(7, "authority", maximumBytes: 96))
      else { throw Refusal(detail: "it names no key, reason or codes") }
      subject = .raise(raise)
    }
    return OfficerRequest(
      officer: try members.identifier(1, "officer"), time: try members.time(2, "time"),
      subject: subject, message: message)
  }
}

extension HealthCode {
  /// A red code that its first officer signed, read back by the rules of a verifier.
  package struct HalfSigned: Sendable {
    /// What it states.
    package let claims: HealthClaims
    /// Under which commitment the log has to hold it.
    package let commitment: Digest
    /// The first officer's key.
    package let firstKey: IssuerKey
    private let message: COSESign1

    /// Refuses what is no red code of that key with one signature.
    package init(_ message: COSESign1, of key: IssuerKey) throws(OfficerRequest.Refusal) {
      let code = UnverifiedCode(message: message, of: key)
      guard let code else {
        throw OfficerRequest.Refusal(detail: "the code in it is not signed with its officer's key")
      }
      let claims: HealthClaims
      do {
        claims = try HealthClaims(payload: message.payload, expectedIssuer: key.issuer)
      } catch { throw OfficerRequest.Refusal(detail: error.detail) }
      guard claims.status == .red, let commitment = code.commitment(of: claims) else {
        throw OfficerRequest.Refusal(detail: "the code in it is \(claims.status), not red")
      }
      self.claims = claims
      self.commitment = commitment
      self.firstKey = key
      self.message = message
    }

    /// What can be known of the code before it is countersigned. Throws whatever `approved` would, but for what the key cannot.
    package func draft(with key: IssuerKey) throws(IssuingError) -> Draft {
      try check(key)
      return try HealthCode.draft(message.countersignedDraft(by: key.publicKey), claims, firstKey)
    }

    private func check(_ key: IssuerKey) throws(IssuingError) {
      guard key.publicKey != firstKey.publicKey else { throw .sameOfficer }
      try HealthCode.check(claims, firstKey)
      try HealthCode.check(claims, key)
    }

    /// The finished code, countersigned. Throws `issuerMismatch` for a key of another issuer, `sameOfficer` for the first key
    /// again, and `outsideValidity` of either key.
    package func approved(with key: SigningKey) throws(IssuingError) -> Issued {
      try check(key.issuerKey)
      do {
        return try HealthCode.issued(try message.countersigned(with: key), claims, firstKey)
      } catch let error as IssuingError {
        throw error
      } catch let error as SigningKey.SigningError {
        throw .signing(error)
      } catch { throw .signing(.signatureDoesNotVerify) }
    }
  }
}

extension UnverifiedCode {
  /// A message with one signature, which is that key's; nil for any other.
  fileprivate init?(message: COSESign1, of key: IssuerKey) {
    guard message.unprotected.isEmpty,
      let header = try? COSEProtectedHeader(encoded: message.protected),
      header.keyIdentifier == key.publicKey.identifier, message.isSigned(by: key.publicKey)
    else { return nil }
    self.init(message: message, header: header, countersignature: nil)
  }
}
