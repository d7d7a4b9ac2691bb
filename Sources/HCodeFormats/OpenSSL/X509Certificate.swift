internal import COpenSSL
package import HCodeBase

/// An X.509 certificate (RFC 5280) as it was issued. Read leniently, since certificates that strict readers refuse are
/// in use; a list or a chain says how far to trust it.
package final class X509Certificate: @unchecked Sendable {
  // Never written after init; what libcrypto remembers of it, it guards itself.
  let certificate: OpaquePointer
  /// The certificate's DER, unchanged.
  package let encoded: [UInt8]
  /// From when and, inclusive, until when it is valid.
  package let notBefore, notAfter: Timestamp

  /// The most bytes that a certificate may have.
  package static let maximumBytes = 16_384

  /// Reads one certificate in DER; nil for anything else, and for bytes behind it.
  package init?(_ encoded: [UInt8]) {
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
  package var publicKey: VerificationKey? {
    VerificationKey(owning: X509_get_pubkey(certificate), encoded: subjectPublicKeyInfo)
  }

  /// The SubjectPublicKeyInfo of its key, of whatever kind, as it stands.
  var subjectPublicKeyInfo: [UInt8] {
    OpenSSL.bytes { i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), $0) } ?? []
  }

  // MARK: What it is for

  /// Whether it is an authority's: its basic constraints say so, and its key usage, if it has one, lets it sign certificates
  /// (RFC 5280 §4.2.1.3, §4.2.1.9). What cannot be read says nothing.
  var isAuthority: Bool {
    guard case .value(let constraints) = read(NID_basic_constraints) else { return false }
    let basic = constraints.assumingMemoryBound(to: BASIC_CONSTRAINTS.self)
    defer { BASIC_CONSTRAINTS_free(basic) }
    return basic.pointee.ca != 0 && allows([5])
  }

  /// Whether its key usage lets it sign revocation lists.
  var mayRevoke: Bool { allows([6]) }

  /// Whether its key usage lets it sign what is neither a certificate nor a revocation list: for authentication or for good.
  var maySign: Bool { allows([0, 1]) }

  /// Whether its purposes let it sign what has that extended key usage; `orUnstated`: also when it states no extended key usage. An authority
  /// signs certificates and revocation lists only.
  func isFor(_ usage: String, orUnstated: Bool) -> Bool {
    guard maySign, let usages = extendedKeyUsage else { return false }
    return usages.contains(usage) || orUnstated && usages.isEmpty
  }

  /// Whether its key usage is absent or has one of those bits (RFC 5280 §4.2.1.3).
  private func allows(_ bits: [Int32]) -> Bool {
    switch read(NID_key_usage) {
    case .absent: return true
    case .unreadable: return false
    case .value(let usage):
      let bitString = usage.assumingMemoryBound(to: ASN1_BIT_STRING.self)
      defer { ASN1_BIT_STRING_free(bitString) }
      return bits.contains { ASN1_BIT_STRING_get_bit(bitString, $0) == 1 }
    }
  }

  /// The object identifiers of the extended key usage (RFC 5280 §4.2.1.12), in dotted decimals: none when it has no such extension, or an
  /// empty one. Nil when the extension is there and cannot be read, or is there twice: the certificate is for nothing then.
  package var extendedKeyUsage: [String]? {
    switch read(NID_ext_key_usage) {
    case .absent: return []
    case .unreadable: return nil
    case .value(let usage):
      let list = OpaquePointer(usage)
      defer { EXTENDED_KEY_USAGE_free(list) }
      let count = OPENSSL_sk_num(list)
      let all = (0..<max(0, count)).compactMap { number in
        OPENSSL_sk_value(list, number).flatMap { OpenSSL.dotted(OpaquePointer($0)) }
      }
      return all.count == Int(count) ? all : nil
    }
  }

  /// An extension as libcrypto reads it.
  private enum Extension {
    case absent
    /// There twice, or not of its kind.
    case unreadable
    /// For its reader to free.
    case value(UnsafeMutableRawPointer)
  }

  private func read(_ identifier: Int32) -> Extension {
    defer { ERR_clear_error() }
    var critical: Int32 = 0
    let value = X509_get_ext_d2i(certificate, identifier, &critical, nil)
    return value.map { .value($0) } ?? (critical == -1 ? .absent : .unreadable)
  }

  // MARK: Who it is of

  /// The subject's name: its common name, else its unit or organisation.
  package var subjectName: String? {
    let name = X509_get_subject_name(certificate)
    return [NID_commonName, NID_organizationalUnitName, NID_organizationName].lazy
      .compactMap { OpenSSL.attribute($0, of: name) }.first { !$0.isEmpty }
  }

  /// The country of the subject and of the issuer (attribute C), as written.
  package var subjectCountry: String? { OpenSSL.country(X509_get_subject_name(certificate)) }
  /// See `subjectCountry`.
  package var issuerCountry: String? { OpenSSL.country(X509_get_issuer_name(certificate)) }

  /// The distinguished names in the form in which names are compared (RFC 5280 §7.1): equal bytes for equal names, however they are
  /// spelled.
  package var subject: [UInt8] { OpenSSL.comparable(X509_get_subject_name(certificate)) }
  /// See `subject`.
  package var issuer: [UInt8] { OpenSSL.comparable(X509_get_issuer_name(certificate)) }

  /// The serial number in DER.
  package var serialNumber: [UInt8] {
    OpenSSL.bytes { i2d_ASN1_INTEGER(X509_get0_serialNumber(certificate), $0) } ?? []
  }

  /// The subject key identifier (RFC 5280 §4.2.1.2).
  package var subjectKeyIdentifier: [UInt8]? {
    OpenSSL.octets(X509_get0_subject_key_id(certificate))
  }

  /// The key identifier of the authority that signed it (RFC 5280 §4.2.1.1).
  package var authorityKeyIdentifier: [UInt8]? {
    OpenSSL.octets(X509_get0_authority_key_id(certificate))
  }

  /// Whether the other certificate's key signed this one. Says nothing of validity, names or usage.
  package func isSigned(by authority: X509Certificate) -> Bool {
    defer { ERR_clear_error() }
    guard let key = X509_get0_pubkey(authority.certificate) else { return false }
    return X509_verify(certificate, key) == 1
  }

  /// Whether that key, a SubjectPublicKeyInfo of any kind, signed it.
  func isSigned(bySubjectPublicKeyInfo key: [UInt8]) -> Bool {
    defer { ERR_clear_error() }
    guard let key = OpenSSL.publicKey(key) else { return false }
    defer { EVP_PKEY_free(key) }
    return X509_verify(certificate, key) == 1
  }

  /// The URIs among the subject's alternative names (RFC 5280 §4.2.1.6), as they stand.
  package var subjectURIs: [[UInt8]] {
    guard case .value(let value) = read(NID_subject_alt_name) else { return [] }
    let names = OpaquePointer(value)
    defer { GENERAL_NAMES_free(names) }
    return (0..<max(0, OPENSSL_sk_num(names))).compactMap { number in
      guard let name = OPENSSL_sk_value(names, number)?.assumingMemoryBound(to: GENERAL_NAME.self),
        name.pointee.type == GEN_URI
      else { return nil }
      return OpenSSL.octets(name.pointee.d.uniformResourceIdentifier)
    }
  }
}
