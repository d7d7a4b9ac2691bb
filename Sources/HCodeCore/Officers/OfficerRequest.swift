package import HCodeBase

/// A first officer's request to a second one: to countersign a red code, or to raise codes to red (docs/format.md §6).
///
/// It is a COSE_Sign1 by the first officer. It is not a code, and every scanner refuses it.
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

  /// The keys of the request's map (docs/format.md §6).
  private enum Key: UInt64 {
    case officer = 1
    case time = 2
    case code = 3
    case keyIdentifier = 4
    case indexes = 5
    case reason = 6
    case authority = 7
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
    var code: COSESign1?
    var raise: Raise?
    switch subject {
    case .code(let message): code = message
    case .raise(let codes): raise = codes
    }
    let payload = CBORValue.keyed([
      Key.officer: .text(officer.description),
      .time: .integer(time.seconds),
      .code: (code?.cbor.encoded).map { .bytes($0) },
      .keyIdentifier: (raise?.keyIdentifier.bytes).map { .bytes($0) },
      .indexes: (raise?.indexes).map { .array($0.map { .unsigned(UInt64($0)) }) },
      .reason: (raise?.reason.rawValue).map { .unsigned($0) },
      .authority: (raise?.authority).map { .text($0) },
    ])
    message = try COSESign1.signed(
      payload.encoded,
      header: COSEProtectedHeader(
        algorithm: .ed25519, keyIdentifier: key.issuerKey.publicKey.identifier, type: Self.type),
      with: key)
    self.officer = officer
    self.time = time
    self.subject = subject
  }

  /// The file.
  package var bytes: [UInt8] { message.cbor.encoded }

  /// Reads a request that this key signed. The caller vouches that the key is the first officer's.
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
      try ImportRefusal.strictCBOR(message.payload, "the request"), "the request", keys: Key.self)
    let subject: Subject
    if let code = members[Key.code] {
      guard let encoded = code.byteString,
        let inner = COSESign1(try ImportRefusal.strictCBOR(encoded, "the code"))
      else { throw Refusal(detail: "it holds no code") }
      subject = .code(inner)
    } else {
      let reason = StatusReason(
        rawValue: try members.unsigned(Key.reason, "reason", 1...UInt64.max))
      let indexes = try members.array(Key.indexes, "indexes", 1...maximumIndexes)
        .compactMap { $0.integer.flatMap { UInt32(exactly: $0) } }
      guard let reason,
        let identifier = try members.required(Key.keyIdentifier, "key id").byteString
          .flatMap({ KeyIdentifier(bytes: $0) }),
        let raise = Raise(
          keyIdentifier: identifier, indexes: indexes, reason: reason,
          authority: try members.text(Key.authority, "authority", maximumBytes: 96))
      else { throw Refusal(detail: "it names no key, reason or codes") }
      subject = .raise(raise)
    }
    return OfficerRequest(
      officer: try members.identifier(Key.officer, "officer"),
      time: try members.time(Key.time, "time"),
      subject: subject, message: message)
  }
}
