/// What went wrong when this program was put to the test.
package enum SelfTestFault: Hashable, Sendable {
  /// No memory could be locked for the key.
  case noLockedMemory
  /// The public key of RFC 8032's seed is another one.
  case otherPublicKey
  /// The signature of RFC 8032's message is another one.
  case otherSignature
  /// A right signature does not verify.
  case rightSignatureRefused
  /// A signature verifies though a bit of it is another.
  case alteredSignatureTaken
  /// A signature verifies under another message.
  case otherMessageTaken
  /// The base point is refused as a key.
  case strongKeyRefused
  /// A point outside the main subgroup is taken as a key.
  case weakKeyTaken
  /// What was drawn was not read back.
  case codeNotRead
  /// The code could not be drawn or read; the error as the library says it.
  case drawing(String)
}
