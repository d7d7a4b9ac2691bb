internal import COpenSSL
internal import Synchronization

/// libcrypto, the only place that calls it: the signatures of other formats, their keys and their X.509 certificates.
/// OpenSSL keeps a queue of errors for each thread; what fails here clears it, so that nothing grows.
enum OpenSSL {
  /// The library's own version.
  static var libraryVersion: String { String(cString: OpenSSL_version(OPENSSL_VERSION_STRING)) }

  /// Its configuration file is another program's business, and could change which algorithms there are.
  fileprivate static let isReady: Bool =
    OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1

  // Libcrypto lets threads share them; they are never freed.
  private nonisolated(unsafe) static let sha256 = EVP_MD_fetch(nil, "SHA256", nil)
  private nonisolated(unsafe) static let sha384 = EVP_MD_fetch(nil, "SHA384", nil)
  private nonisolated(unsafe) static let sha512 = EVP_MD_fetch(nil, "SHA512", nil)

  /// The hash that an algorithm signs. Fetched once: the providers are searched for it.
  fileprivate static func digest(of algorithm: SignatureAlgorithm) -> OpaquePointer? {
    guard isReady else { return nil }
    return
      switch algorithm
    {
    case .es256, .ps256, .rs256: sha256
    case .es384: sha384
    case .es512: sha512
    }
  }

  fileprivate static func hash(_ message: [UInt8], _ digest: OpaquePointer) -> [UInt8]? {
    var hash = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count = UInt32(0)
    guard EVP_Digest(message, message.count, &hash, &count, digest, nil) == 1 else {
      return failed()
    }
    return Array(hash.prefix(Int(count)))
  }

  fileprivate static func failed<Value>(_ value: Value? = nil) -> Value? {
    ERR_clear_error()
    return value
  }
}

/// A public key of an issuer of another format: ECDSA on a curve of FIPS 186, or RSA. Ed25519 keys are `Ed25519PublicKey`.
public final class VerificationKey: @unchecked Sendable {
  // Never written after init; libcrypto lets several threads verify with one key.
  fileprivate let key: OpaquePointer
  private let contexts = Mutex<[SignatureAlgorithm: Context]>([:])

  /// The curve; nil for an RSA key.
  public let curve: EllipticCurve?
  /// Bits of an RSA key's modulus, or of the curve.
  public let bits: Int

  /// RSA keys from 2048 to 8192 bits: shorter ones can be broken, and longer ones cost a scan seconds.
  static let rsaBits = 2048...8192

  fileprivate init?(owning key: OpaquePointer?) {
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
  }

  deinit { EVP_PKEY_free(key) }

  /// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1): nil for anything but an RSA key of 2048 to 8192 bits and a point on P-256, P-384
  /// or P-521 whose curve is named, and for bytes behind it.
  public convenience init?(subjectPublicKeyInfo bytes: [UInt8]) {
    guard OpenSSL.isReady else { return nil }
    let key = bytes.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var position = buffer.baseAddress
      let key = d2i_PUBKEY(nil, &position, buffer.count)
      if let key, position != buffer.baseAddress?.advanced(by: buffer.count) {
        EVP_PKEY_free(key)
        return nil
      }
      return key
    }
    self.init(owning: key)
  }

  /// A point by its coordinates (RFC 7518 §6.2.1), most significant byte first. Coordinates may have lost leading zeros or won
  /// them: both are published (RFC 7518 says that neither may be). Nil when it is not on the curve.
  public convenience init?(curve: EllipticCurve, x: [UInt8], y: [UInt8]) {
    func padded(_ coordinate: [UInt8]) -> [UInt8]? {
      let digits = coordinate.drop { $0 == 0 }
      guard digits.count <= curve.coordinateBytes else { return nil }
      return [UInt8](repeating: 0, count: curve.coordinateBytes - digits.count) + digits
    }
    guard let x = padded(x), let y = padded(y) else { return nil }
    self.init(subjectPublicKeyInfo: curve.subjectPublicKeyInfoPrefix + x + y)
  }

  /// An RSA key by its numbers (RFC 7518 §6.3.1), most significant byte first.
  public convenience init?(modulus: [UInt8], exponent: [UInt8]) {
    let rsaEncryption: [UInt8] = [
      0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00,
    ]
    let numbers = DER.sequence(DER.integer(modulus), DER.integer(exponent))
    self.init(
      subjectPublicKeyInfo: DER.sequence(
        DER.sequence(rsaEncryption), DER.element(.bitString, [0] + numbers)))
  }

  /// The SubjectPublicKeyInfo in DER, as libcrypto writes it.
  public var subjectPublicKeyInfo: [UInt8] {
    OpenSSL.bytes { i2d_PUBKEY(key, $0) } ?? []
  }

  /// Whether a signature in the JOSE and COSE form is this key's: r and s side by side for ECDSA, the number for RSA.
  /// False when the algorithm is not one for such a key.
  public func verifies(
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
  public func verifies(
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

  /// What libcrypto prepares for verifying with a key, which takes a while.
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

extension OpenSSL {
  /// What an `i2d` function writes: asked twice, for the length and for the bytes.
  fileprivate static func bytes(
    _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
  ) -> [UInt8]? {
    let length = Int(write(nil))
    guard length > 0 else { return failed() }
    return [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      var position = buffer.baseAddress
      count = max(0, Int(write(&position)))
    }
  }
}

/// An X.509 certificate (RFC 5280) as somebody issued it: read leniently, since certificates that strict readers refuse are
/// in use, and believed only as far as a list or a chain says.
public final class X509Certificate: @unchecked Sendable {
  private let certificate: OpaquePointer
  /// As it came.
  public let encoded: [UInt8]
  /// From when and, inclusive, until when it is valid.
  public let notBefore, notAfter: Timestamp

  /// The most bytes that a certificate may have.
  public static let maximumBytes = 16_384

  /// Reads one certificate in DER; nil for anything else, and for bytes behind it.
  public init?(_ encoded: [UInt8]) {
    guard OpenSSL.isReady, encoded.count <= Self.maximumBytes else { return nil }
    let read = encoded.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var position = buffer.baseAddress
      let certificate = d2i_X509(nil, &position, buffer.count)
      if let certificate, position != buffer.baseAddress?.advanced(by: buffer.count) {
        X509_free(certificate)
        return nil
      }
      return certificate
    }
    guard let certificate = read else {
      ERR_clear_error()
      return nil
    }
    guard let notBefore = OpenSSL.time(X509_get0_notBefore(certificate)),
      let notAfter = OpenSSL.time(X509_get0_notAfter(certificate))
    else {
      X509_free(certificate)
      ERR_clear_error()
      return nil
    }
    self.certificate = certificate
    self.encoded = encoded
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  deinit { X509_free(certificate) }

  /// Its key; nil when it is of a kind that is not known here.
  public var publicKey: VerificationKey? { VerificationKey(owning: X509_get_pubkey(certificate)) }

  /// The country of the subject and of the issuer (attribute C), as written.
  public var subjectCountry: String? { OpenSSL.country(X509_get_subject_name(certificate)) }
  /// See `subjectCountry`.
  public var issuerCountry: String? { OpenSSL.country(X509_get_issuer_name(certificate)) }

  /// The distinguished names in DER, to be compared.
  public var subject: [UInt8] {
    OpenSSL.bytes { i2d_X509_NAME(X509_get_subject_name(certificate), $0) } ?? []
  }
  /// See `subject`.
  public var issuer: [UInt8] {
    OpenSSL.bytes { i2d_X509_NAME(X509_get_issuer_name(certificate), $0) } ?? []
  }

  /// The serial number in DER.
  public var serialNumber: [UInt8] {
    OpenSSL.bytes { i2d_ASN1_INTEGER(X509_get0_serialNumber(certificate), $0) } ?? []
  }

  /// The subject key identifier (RFC 5280 §4.2.1.2).
  public var subjectKeyIdentifier: [UInt8]? {
    OpenSSL.octets(X509_get0_subject_key_id(certificate))
  }

  /// The key identifier of the authority that signed it (RFC 5280 §4.2.1.1).
  public var authorityKeyIdentifier: [UInt8]? {
    OpenSSL.octets(X509_get0_authority_key_id(certificate))
  }

  /// The object identifiers of the extended key usage (RFC 5280 §4.2.1.12), in dotted decimals; none when there are none.
  public var extendedKeyUsage: [String] {
    guard let usage = X509_get_ext_d2i(certificate, NID_ext_key_usage, nil, nil) else {
      return OpenSSL.failed([]) ?? []
    }
    let list = OpaquePointer(usage)
    defer { EXTENDED_KEY_USAGE_free(list) }
    return (0..<OPENSSL_sk_num(list)).compactMap { number in
      OPENSSL_sk_value(list, number).flatMap { OpenSSL.dotted(OpaquePointer($0)) }
    }
  }

  /// The contents of the extension with that object identifier, in DER.
  public func extensionValue(_ identifier: String) -> [UInt8]? {
    guard let object = OBJ_txt2obj(identifier, 1) else { return OpenSSL.failed() }
    defer { ASN1_OBJECT_free(object) }
    let place = X509_get_ext_by_OBJ(certificate, object, -1)
    guard place >= 0, let found = X509_get_ext(certificate, place) else { return nil }
    return OpenSSL.octets(X509_EXTENSION_get_data(found))
  }

  /// Whether the other certificate's key signed this one. Says nothing of validity, names or usage.
  public func isSigned(by authority: X509Certificate) -> Bool {
    defer { ERR_clear_error() }
    guard let key = X509_get_pubkey(authority.certificate) else { return false }
    defer { EVP_PKEY_free(key) }
    return X509_verify(certificate, key) == 1
  }
}

extension OpenSSL {
  fileprivate static func octets(_ string: UnsafePointer<ASN1_OCTET_STRING>?) -> [UInt8]? {
    guard let string, let start = ASN1_STRING_get0_data(string) else { return nil }
    return Array(UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(string))))
  }

  fileprivate static func dotted(_ object: OpaquePointer) -> String? {
    var text = [CChar](repeating: 0, count: 128)
    let count = Int(OBJ_obj2txt(&text, Int32(text.count), object, 1))
    guard count > 0, count < text.count else { return failed() }
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  fileprivate static func country(_ name: OpaquePointer?) -> String? {
    guard let name else { return nil }
    let place = X509_NAME_get_index_by_NID(name, NID_countryName, -1)
    guard place >= 0, let entry = X509_NAME_get_entry(name, place),
      let bytes = octets(X509_NAME_ENTRY_get_data(entry))
    else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  fileprivate static func time(_ time: UnsafePointer<ASN1_TIME>?) -> Timestamp? {
    guard let time, let epoch = ASN1_TIME_set(nil, 0) else { return failed() }
    defer { ASN1_TIME_free(epoch) }
    var (days, seconds) = (Int32(0), Int32(0))
    guard ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return failed() }
    return Timestamp(seconds: Int64(days) * 86_400 + Int64(seconds))
  }
}

/// A number of any size that is not negative. Public values only: nothing here takes the same time for all of them.
final class BigNumber: @unchecked Sendable {
  // Never written after init.
  fileprivate let number: OpaquePointer

  fileprivate init?(owning number: OpaquePointer?) {
    guard let number else {
      ERR_clear_error()
      return nil
    }
    self.number = number
  }

  deinit { BN_free(number) }

  /// From its bytes, most significant first.
  convenience init?(_ bytes: [UInt8]) {
    self.init(owning: BN_bin2bn(bytes, Int32(clamping: bytes.count), nil))
  }

  /// From its digits in some base, most significant first; nil when one is none.
  convenience init?(digits: some Collection<UInt8>, base: UInt8) {
    guard let number = BN_new() else { return nil }
    for digit in digits {
      guard digit < base, BN_mul_word(number, UInt(base)) == 1,
        BN_add_word(number, UInt(digit)) == 1
      else {
        BN_free(number)
        return nil
      }
    }
    self.init(owning: number)
  }

  /// The bytes, most significant first, none for 0.
  var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: (Int(BN_num_bits(number)) + 7) / 8) { buffer, count in
      count = buffer.isEmpty ? 0 : Int(BN_bn2bin(number, buffer.baseAddress))
    }
  }

  /// Bits without leading zeros.
  var bits: Int { Int(BN_num_bits(number)) }
}

/// Arithmetic modulo an odd number.
final class ModularArithmetic {
  private let modulus: BigNumber
  private let context: OpaquePointer

  /// Nil for a modulus that is even or 1, or when there is no memory.
  init?(_ modulus: BigNumber) {
    guard BN_is_odd(modulus.number) == 1, modulus.bits > 1, let context = BN_CTX_new() else {
      return nil
    }
    self.modulus = modulus
    self.context = context
  }

  deinit { BN_CTX_free(context) }

  /// base ^ exponent.
  func power(_ base: BigNumber, _ exponent: BigNumber) -> BigNumber? {
    result { BN_mod_exp($0, base.number, exponent.number, modulus.number, context) }
  }

  /// a · b.
  func product(_ a: BigNumber, _ b: BigNumber) -> BigNumber? {
    result { BN_mod_mul($0, a.number, b.number, modulus.number, context) }
  }

  /// The number that gives 1 when multiplied by this one; nil when there is none.
  func inverse(_ number: BigNumber) -> BigNumber? {
    BigNumber(owning: BN_mod_inverse(nil, number.number, modulus.number, context))
  }

  private func result(_ body: (OpaquePointer) -> Int32) -> BigNumber? {
    guard let number = BN_new() else { return nil }
    guard body(number) == 1 else {
      BN_free(number)
      ERR_clear_error()
      return nil
    }
    return BigNumber(owning: number)
  }
}
