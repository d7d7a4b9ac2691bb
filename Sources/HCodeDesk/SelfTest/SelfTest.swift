import HCodeBase
import HCodePictures

/// Whether this program, on this machine, does what it is relied on for. Each gives nil or what went wrong.
package enum SelfTest {
  /// Ed25519 signs RFC 8032 §7.1 TEST 2 to the letter, verifies it, and refuses it when one bit is another.
  package static func signatures() -> SelfTestFault? {
    let seed = bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    let publicKey = bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    let expected = bytes(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
    let message: [UInt8] = [0x72]
    guard let guarded = GuardedBytes(count: seed.count) else { return .noLockedMemory }
    guarded.withUnsafeMutableBytes { $0.copyBytes(from: seed) }
    guard let pair = Sodium.keyPair(seed: guarded), pair.publicKey == publicKey else {
      return .otherPublicKey
    }
    guard Sodium.sign(message, secretKey: pair.secretKey) == expected else {
      return .otherSignature
    }
    guard Sodium.verify(signature: expected, message: message, publicKey: publicKey) else {
      return .rightSignatureRefused
    }
    for index in expected.indices {
      var altered = expected
      altered[index] ^= 1
      guard !Sodium.verify(signature: altered, message: message, publicKey: publicKey) else {
        return .alteredSignatureTaken
      }
    }
    guard !Sodium.verify(signature: expected, message: [0x73], publicKey: publicKey) else {
      return .otherMessageTaken
    }
    return nil
  }

  /// libsodium refuses a key that is the base point moved by the point of order two. Before CVE-2025-69277 was mended it
  /// compared only x with that of the neutral element, which the sum's multiple shares.
  package static func keyCheck() -> SelfTestFault? {
    let basePoint = [0x58] + [UInt8](repeating: 0x66, count: 31)
    guard Sodium.isStrongPublicKey(basePoint) else { return .strongKeyRefused }
    let moved = [0x95] + [UInt8](repeating: 0x99, count: 31)
    return Sodium.isStrongPublicKey(moved) ? .weakKeyTaken : nil
  }

  /// A symbol is drawn, written as PNG, read and found again. It is at hand, since a gate may be without libqrencode.
  package static func scanning() -> SelfTestFault? {
    guard
      let symbol = QRSymbol(
        version: SelfTestSymbol.version, errorCorrection: .quartile, rows: SelfTestSymbol.rows)
    else { return .codeNotRead }
    let text = SelfTestSymbol.text
    do {
      let png = try QRPicture(symbol, moduleSize: 4).png(with: PNGWriter())
      return try PictureReader.read(png).scansBack(to: text) ? nil : .codeNotRead
    } catch { return .drawing("\(error)") }
  }

  private static func bytes(_ hex: String) -> [UInt8] {
    var digits = hex.compactMap(\.hexDigitValue)[...]
    var bytes: [UInt8] = []
    while let high = digits.popFirst(), let low = digits.popFirst() {
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }
}
