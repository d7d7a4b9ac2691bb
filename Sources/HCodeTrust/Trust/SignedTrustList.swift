package import HCodeBase
package import HCodeCore

/// A trust list with the signatures that it has so far.
package struct SignedTrustList: Sendable {
  /// The message as received.
  package private(set) var message: COSESign
  /// What it states.
  package let list: TrustList

  /// A list that nobody has signed yet.
  package init(_ list: TrustList) {
    self.list = list
    message = COSESign(payload: list.encoded, type: TrustList.type)
  }

  /// Reads a file without checking its signatures. Throws `too-large` and `malformed-list`.
  package init(bytes: [UInt8]) throws(ImportRefusal) {
    guard bytes.count <= TrustList.maximumFileBytes else {
      throw ImportRefusal(.tooLarge, "the trust list has more than 16 MiB")
    }
    guard
      let message = COSESign(try ImportRefusal.strictCBOR(bytes, "the file"), type: TrustList.type)
    else { throw ImportRefusal(.malformedList, "the file is no trust list under COSE tag 98") }
    self.message = message
    list = try TrustList(payload: message.payload)
  }

  /// The file.
  package var bytes: [UInt8] { message.cbor.encoded }

  /// The digest of the signed content: two lists of one version must have the same.
  package var payloadDigest: Digest { Digest(of: message.payload) }

  /// The root keys of the list itself that have signed.
  package var signers: Set<KeyIdentifier> { list.roots.signers(of: message) }

  /// Whether enough of its own root keys have signed. This does not say whether they are trusted.
  package var isComplete: Bool { list.roots.isSatisfied(by: message) }

  /// Adds a root key's signature.
  package mutating func sign(with key: SigningKey) throws(SigningKey.SigningError) {
    try message.sign(with: key)
  }

  /// Adds the signatures of another copy; false when it is another list.
  package mutating func merge(_ other: SignedTrustList) -> Bool { message.merge(other.message) }

  /// Removes signatures that have one of these keys' ids and were not made by the key; see
  /// `COSESign.dropFalseSignatures`.
  package mutating func dropFalseSignatures(of keys: [Ed25519PublicKey]) -> [KeyIdentifier] {
    message.dropFalseSignatures(of: keys)
  }

  /// Removes the signatures of all other keys; see `COSESign.dropSignatures`.
  package mutating func dropSignatures(notOf keys: [Ed25519PublicKey]) -> Int {
    message.dropSignatures(notOf: keys)
  }
}
