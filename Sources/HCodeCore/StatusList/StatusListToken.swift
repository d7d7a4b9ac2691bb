package import HCodeBase

/// A status list file before its signature is checked: the Token Status List in its CWT form, 2 bits a
/// code (draft-ietf-oauth-status-list §5.2; docs/trust.md §2, `status-list-file`).
package struct StatusListToken: Sendable {
  private let message: StatusMessage
  private let compressed: [UInt8]

  /// Which list it says it is, and for when.
  package var scope: StatusListScope { message.scope }
  /// Which key it says it is signed with. It finds the key and proves nothing.
  package var keyIdentifier: KeyIdentifier { message.keyIdentifier }

  /// Reads a file without checking its signature.
  ///
  /// Refuses what is not in its one deterministic spelling, another type, another number of bits than 2, and any claim
  /// that is not understood. The list itself stays compressed: a stranger's bytes are not inflated.
  package init(bytes: [UInt8]) throws(ImportRefusal) {
    message = try StatusMessage(bytes: bytes, kind: .list)
    guard case .map(let members) = message.content, members.count == 2,
      members[0].key == .text("lst"), let compressed = members[0].value.byteString,
      members[1].key == .text("bits")
    else { throw ImportRefusal(.malformedList, "the list does not hold exactly bits and lst") }
    guard members[1].value == .unsigned(2) else {
      throw ImportRefusal(.malformedList, "the list is not one of 2 bits a code")
    }
    self.compressed = compressed
  }

  /// Checks that this key signed, then inflates the list, no further than
  /// `StatusList.maximumBytes`.
  package func verified(by key: Ed25519PublicKey) throws(ImportRefusal) -> StatusList {
    try message.checkSignature(by: key)
    return try inflated()
  }

  /// Inflates the list without checking the signature: to show it to people, never to judge by it.
  package func unverifiedList() throws(ImportRefusal) -> StatusList { try inflated() }

  /// The bytes of a signed file of that list.
  package static func sign(
    _ list: StatusList, scope: StatusListScope, key: SigningKey
  ) throws(StatusSigningError) -> [UInt8] {
    guard let compressed = Zlib.Compressor(level: compressionLevel)?.compress(list.bytes) else {
      throw .outOfMemory
    }
    let content = CBORValue.map([
      (.text("lst"), .bytes(compressed)), (.text("bits"), .unsigned(2)),
    ])
    return try StatusMessage.signed(content, kind: .list, scope: scope, key: key)
  }

  // The levels above take three to seven times as long and save a tenth to a sixth (docs/performance.md).
  private static let compressionLevel = 9

  private func inflated() throws(ImportRefusal) -> StatusList {
    let bytes: [UInt8]
    do {
      bytes = try Zlib.inflate(compressed, limit: StatusList.maximumBytes)
    } catch {
      switch error {
      case .tooLarge, .outOfMemory:
        throw ImportRefusal(.tooLarge, "the list would inflate to more than 16 MiB")
      case .trailingBytes: throw ImportRefusal(.malformedList, "bytes follow the compressed list")
      case .malformed:
        throw ImportRefusal(.malformedList, "lst is no whole zlib stream with a right checksum")
      }
    }
    guard let list = StatusList(bytes: bytes) else {
      throw ImportRefusal(.malformedList, "the list speaks of no code")
    }
    return list
  }
}
