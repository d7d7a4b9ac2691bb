internal import COpenSSL

/// libcrypto, which this folder alone calls: the signatures of other formats, their keys and their X.509 certificates.
/// OpenSSL keeps a queue of errors for each thread; what fails here clears it, so that nothing grows.
package enum OpenSSL {
  /// The library's own version.
  package static var libraryVersion: String {
    String(cString: OpenSSL_version(OPENSSL_VERSION_STRING))
  }

  /// No configuration file is read: it belongs to other programs, and could change which algorithms exist.
  static let isReady: Bool =
    OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1

  // Libcrypto lets threads share them; they are never freed.
  private nonisolated(unsafe) static let sha256 = EVP_MD_fetch(nil, "SHA256", nil)
  private nonisolated(unsafe) static let sha384 = EVP_MD_fetch(nil, "SHA384", nil)
  private nonisolated(unsafe) static let sha512 = EVP_MD_fetch(nil, "SHA512", nil)

  /// The hash that an algorithm signs. Fetched once: the providers are searched for it.
  static func digest(of algorithm: SignatureAlgorithm) -> OpaquePointer? {
    guard isReady else { return nil }
    return
      switch algorithm
    {
    case .es256, .ps256, .rs256: sha256
    case .es384: sha384
    case .es512: sha512
    }
  }

  /// The hash of a message; nil when libcrypto has no memory for it.
  static func hash(_ message: [UInt8], _ digest: OpaquePointer) -> [UInt8]? {
    var hash = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count = UInt32(0)
    guard EVP_Digest(message, message.count, &hash, &count, digest, nil) == 1 else {
      return failed()
    }
    return Array(hash.prefix(Int(count)))
  }

  /// Clears the error that libcrypto noted, and returns the value, nil by default.
  static func failed<Value>(_ value: Value? = nil) -> Value? {
    ERR_clear_error()
    return value
  }
}
