internal import COpenSSL
import HCodeBase
internal import Synchronization

/// A public key of an issuer of another format: ECDSA on a curve of FIPS 186, or RSA. Ed25519 keys are `Ed25519PublicKey`.
package final class VerificationKey: @unchecked Sendable {
  // Never written after init; libcrypto lets several threads verify with one key.
  let key: OpaquePointer
  private let contexts = Mutex<[SignatureAlgorithm: Context]>([:])

  /// The curve; nil for an RSA key.
  package let curve: EllipticCurve?
  /// Bits of an RSA key's modulus, or of the curve.
  package let bits: Int

  /// RSA keys from 2048 to 8192 bits: shorter ones can be broken, and longer ones cost a scan seconds.
  static let rsaBits = 2048...8192

  /// `encoded` is what it was read from.
  init?(owning key: OpaquePointer?, encoded: [UInt8]) {
    guard let key else {
      ERR_clear_error()
      return nil
    }
    bits = Int(EVP_PKEY_get_bits(key))
    if EVP_PKEY_is_a(key, "RSA") == 1, Self.rsaBits.contains(bits) {
      curve = nil
    } else if EVP_PKEY_is_a(key, "EC") == 1, let curve = Self.curve(of: key) {
      self.curve = curve
    } else {
      EVP_PKEY_free(key)
      ERR_clear_error()
      return nil
    }
    self.key = key
    // To ask libcrypto takes a tenth of a millisecond, and it writes these as they stand.
    let isShortest =
      curve.map { encoded.starts(with: $0.subjectPublicKeyInfoPrefix) }
      ?? (Self.shortestOfRSA(encoded) == encoded)
    subjectPublicKeyInfo =
      isShortest ? encoded : OpenSSL.bytes { i2d_PUBKEY(key, $0) } ?? []
    guard curve != nil || Self.hasSoundExponent(subjectPublicKeyInfo) else { return nil }
  }

  /// Whether an RSA key's exponent is odd and not 1: with 1 the padded hash is its own signature.
  private static func hasSoundExponent(_ encoded: [UInt8]) -> Bool {
    guard let key = OpenSSL.elements(encoded)?.last,
      let numbers = OpenSSL.elements(Array(key.content.dropFirst())), numbers.count == 2,
      let exponent = numbers[1].magnitude.map({ $0.drop { $0 == 0 } }), let last = exponent.last
    else { return false }
    return last & 1 == 1 && (exponent.count > 1 || last > 1)
  }

  deinit { EVP_PKEY_free(key) }

  /// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1): nil for anything but an RSA key of 2048 to 8192 bits and a point on P-256, P-384
  /// or P-521 whose curve is named, and for bytes behind it.
  package convenience init?(subjectPublicKeyInfo bytes: [UInt8]) {
    self.init(owning: OpenSSL.publicKey(bytes), encoded: bytes)
  }

  /// A point by its coordinates (RFC 7518 §6.2.1), most significant byte first. Coordinates may have lost leading zeros or won
  /// them: both are published (RFC 7518 says that neither may be). Nil when it is not on the curve.
  package convenience init?(curve: EllipticCurve, x: [UInt8], y: [UInt8]) {
    func padded(_ coordinate: [UInt8]) -> [UInt8]? {
      let digits = coordinate.drop { $0 == 0 }
      guard digits.count <= curve.coordinateBytes else { return nil }
      return [UInt8](repeating: 0, count: curve.coordinateBytes - digits.count) + digits
    }
    guard let x = padded(x), let y = padded(y) else { return nil }
    self.init(subjectPublicKeyInfo: curve.subjectPublicKeyInfoPrefix + x + y)
  }

  /// An RSA key by its numbers (RFC 7518 §6.3.1), most significant byte first.
  package convenience init?(modulus: [UInt8], exponent: [UInt8]) {
    self.init(subjectPublicKeyInfo: Self.encodedRSA(modulus, exponent))
  }

  private static func encodedRSA(
    _ modulus: some Collection<UInt8>, _ exponent: some Collection<UInt8>
  ) -> [UInt8] {
    let rsaEncryption: [UInt8] = [
      0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00,
    ]
    let numbers = DER.sequence(DER.integer(Array(modulus)), DER.integer(Array(exponent)))
    return DER.sequence(DER.sequence(rsaEncryption), DER.element(.bitString, [0] + numbers))
  }

  /// The numbers of an RSA key, written in their shortest form; nil for what is none.
  private static func shortestOfRSA(_ encoded: [UInt8]) -> [UInt8]? {
    guard let key = OpenSSL.elements(encoded)?.last,
      let numbers = OpenSSL.elements(Array(key.content.dropFirst())), numbers.count == 2,
      let modulus = numbers[0].magnitude, let exponent = numbers[1].magnitude
    else { return nil }
    return encodedRSA(modulus, exponent)
  }

  /// The SubjectPublicKeyInfo in DER, as libcrypto writes it.
  package let subjectPublicKeyInfo: [UInt8]

  /// Whether a signature in the JOSE and COSE form is this key's: r and s side by side for ECDSA, the number for RSA.
  /// False when the algorithm is not one for such a key.
  package func verifies(
    signature: [UInt8], message: [UInt8], algorithm: SignatureAlgorithm
  ) -> Bool {
    guard algorithm.curve == curve else { return false }
    guard let curve else {
      return verifies(encoded: signature, message: message, algorithm: algorithm)
    }
    guard signature.count == 2 * curve.coordinateBytes else { return false }
    let encoded = DER.sequence(
      DER.integer(signature.prefix(curve.coordinateBytes)),
      DER.integer(signature.suffix(curve.coordinateBytes)))
    return verifies(encoded: encoded, message: message, algorithm: algorithm)
  }

  /// Whether a signature in the X.509 form is this key's: DER of r and s for ECDSA (RFC 3279 §2.2.3).
  package func verifies(
    encoded signature: [UInt8], message: [UInt8], algorithm: SignatureAlgorithm
  ) -> Bool {
    guard algorithm.curve == curve, let digest = OpenSSL.digest(of: algorithm),
      let hash = OpenSSL.hash(message, digest)
    else { return false }
    return contexts.withLock { contexts in
      defer { ERR_clear_error() }
      guard let context = contexts[algorithm] ?? Self.context(key, algorithm, digest) else {
        return false
      }
      contexts[algorithm] = context
      return EVP_PKEY_verify(context.pointer, signature, signature.count, hash, hash.count) == 1
    }
  }

  private static func context(
    _ key: OpaquePointer, _ algorithm: SignatureAlgorithm, _ digest: OpaquePointer
  ) -> Context? {
    guard let pointer = EVP_PKEY_CTX_new(key, nil) else { return nil }
    let context = Context(pointer)
    guard EVP_PKEY_verify_init(pointer) == 1 else { return nil }
    if algorithm == .ps256 {
      guard EVP_PKEY_CTX_set_rsa_padding(pointer, RSA_PKCS1_PSS_PADDING) == 1,
        EVP_PKEY_CTX_set_rsa_pss_saltlen(pointer, 32) == 1
      else { return nil }
    }
    guard EVP_PKEY_CTX_set_signature_md(pointer, digest) == 1 else { return nil }
    return context
  }

  /// libcrypto's context for verifying with a key, kept because making it takes a while.
  private final class Context: @unchecked Sendable {
    // Used by one thread at a time: under the lock of the key.
    let pointer: OpaquePointer
    init(_ pointer: OpaquePointer) { self.pointer = pointer }
    deinit { EVP_PKEY_CTX_free(pointer) }
  }

  private static func curve(of key: OpaquePointer) -> EllipticCurve? {
    var name = [CChar](repeating: 0, count: 32)
    var count = 0
    guard EVP_PKEY_get_group_name(key, &name, name.count, &count) == 1 else { return nil }
    return
      switch String(decoding: name.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    {
    case "prime256v1": .p256
    case "secp384r1": .p384
    case "secp521r1": .p521
    default: nil
    }
  }
}
