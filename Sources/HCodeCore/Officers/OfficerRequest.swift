import HCodeBase

/// A first officer's request to a second one: to countersign a red code, or acts that change codes (docs/format.md §6).
///
///     request-file = [ bstr .cbor log-entry, subject ]
///     subject = [ 1, bstr .cbor health-code ]
///             / [ 2, seed: bstr .size 32, reason, text96, [ 1*65536 uint ] ]
///
/// The entry is signed by the first officer; the second one countersigns it once the subject is found to be what it commits to. The
/// file names codes and holds the seed of their salts: it is for the two officers only.
package struct OfficerRequest: Sendable {
  /// What is asked for.
  package enum Subject: Sendable {
    /// A second signature under this message.
    case code(COSESign1)
    /// That these codes change.
    case change(CodeChanges)
  }

  /// The most that is read of a request.
  package static let maximumBytes = 1 << 20

  /// The act, signed by the first officer.
  package let entry: SignedAct
  /// What is asked for.
  package let subject: Subject

  /// Why a file is not a request that can be approved.
  package struct Refusal: Error, Equatable, Sendable {
    /// What is wrong, in English.
    package let detail: String
  }

  /// A request from its parts.
  package init(_ entry: SignedAct, _ subject: Subject) {
    self.entry = entry
    self.subject = subject
  }

  /// The file. Whoever writes it keeps it from others.
  package var bytes: [UInt8] {
    let subject: [CBORValue] =
      switch subject {
      case .code(let message): [.unsigned(1), .bytes(message.cbor.encoded)]
      case .change(let changes):
        [
          .unsigned(2), .bytes(changes.seed.withUnsafeMutableBytes { Array($0) }),
          .unsigned(changes.grounds.reason.rawValue), .text(changes.grounds.order),
          .array(changes.indexes.map { .unsigned(UInt64($0)) }),
        ]
      }
    return CBORValue.array([.bytes(entry.encoded), .array(subject)]).encoded
  }

  /// Reads a request that this key signed. The caller vouches that the key is the first officer's.
  package init(_ bytes: [UInt8], signedBy key: Ed25519PublicKey) throws(Refusal) {
    try self.init { try Self.read(bytes, key) }
  }

  /// Reads an answer, whose signatures are not looked at.
  init(answer bytes: [UInt8]) throws(Refusal) { try self.init { try Self.read(bytes, nil) } }

  private init(_ read: () throws -> OfficerRequest) throws(Refusal) {
    do {
      self = try read()
    } catch let refusal as Refusal {
      throw refusal
    } catch let refusal as ImportRefusal {
      throw Refusal(detail: refusal.detail)
    } catch let malformed as SignedAct.Malformed {
      throw Refusal(detail: malformed.detail)
    } catch {
      throw Refusal(detail: "\(error)")
    }
  }

  /// The entry in a request, not verified: who says that he signed it.
  package static func entry(in bytes: [UInt8]) throws(Refusal) -> SignedAct {
    guard bytes.count <= maximumBytes, let file = try? ImportRefusal.strictCBOR(bytes, "the file"),
      case .array(let parts) = file, parts.count == 2, let encoded = parts[0].byteString,
      let entry = try? SignedAct(encoded)
    else { throw Refusal(detail: "it is no request of an officer") }
    return entry
  }

  private static func read(_ bytes: [UInt8], _ key: Ed25519PublicKey?) throws -> OfficerRequest {
    guard bytes.count <= maximumBytes else { throw Refusal(detail: "it is too large") }
    let file = try ImportRefusal.strictCBOR(bytes, "the file")
    if COSESign1(file) != nil {
      throw Refusal(detail: "it is a request of an earlier version: ask for it again")
    }
    guard case .array(let parts) = file, parts.count == 2, let encoded = parts[0].byteString,
      case .array(let subject) = parts[1], let kind = subject.first?.integer
    else { throw Refusal(detail: "it is no request of an officer") }
    let entry = try SignedAct(encoded)
    if let key {
      guard entry.secondKey == nil, entry.isSigned(by: key) else {
        throw Refusal(detail: "it is not signed with key \(key.identifier.hex)")
      }
    }
    switch (kind, subject.count) {
    case (1, 2):
      guard let encoded = subject[1].byteString,
        let message = COSESign1(try ImportRefusal.strictCBOR(encoded, "the code")),
        entry.act.kind == .issued
      else { throw Refusal(detail: "it holds no code") }
      return OfficerRequest(entry, .code(message))
    case (2, 5):
      guard let bytes = subject[1].byteString, bytes.count == CodeChanges.seedBytes,
        let seed = bytes.withUnsafeBytes({ GuardedBytes(copying: $0) }),
        case .unsigned(let number) = subject[2],
        let reason = ActReason(rawValue: number), let order = subject[3].textString,
        case .array(let values) = subject[4]
      else { throw Refusal(detail: "it names no seed, reason, order or codes") }
      let indexes = values.compactMap { $0.integer.flatMap { UInt32(exactly: $0) } }
      guard indexes.count == values.count,
        let changes = CodeChanges(
          indexes, under: entry.act.keyIdentifier,
          grounds: LogAct.Grounds(reason: reason, order: order), seed: seed),
        changes.fit(entry.act)
      else { throw Refusal(detail: "its codes, reason and order are not those that it signs") }
      return OfficerRequest(entry, .change(changes))
    default: throw Refusal(detail: "it asks for nothing that is known")
    }
  }
}
