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

  /// Whether its basic constraints or key usage call it an authority's (RFC 5280 §4.2.1.9).
  var isAuthority: Bool {
    defer { ERR_clear_error() }
    return X509_check_ca(certificate) > 0
  }

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

  /// The distinguished names in DER, to be compared.
  package var subject: [UInt8] {
    OpenSSL.bytes { i2d_X509_NAME(X509_get_subject_name(certificate), $0) } ?? []
  }
  /// See `subject`.
  package var issuer: [UInt8] {
    OpenSSL.bytes { i2d_X509_NAME(X509_get_issuer_name(certificate), $0) } ?? []
  }

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

  /// The object identifiers of the extended key usage (RFC 5280 §4.2.1.12), in dotted decimals; none when there are none.
  package var extendedKeyUsage: [String] {
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
  package func extensionValue(_ identifier: String) -> [UInt8]? {
    guard let object = OBJ_txt2obj(identifier, 1) else { return OpenSSL.failed() }
    defer { ASN1_OBJECT_free(object) }
    let place = X509_get_ext_by_OBJ(certificate, object, -1)
    guard place >= 0, let found = X509_get_ext(certificate, place) else { return nil }
    return OpenSSL.octets(X509_EXTENSION_get_data(found))
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
    let uri: UInt8 = 0x86
    let names = extensionValue("2.5.29.17").flatMap(DERReader.only)?.elements ?? []
    return names.filter { $0.tag == uri }.map { Array($0.content) }
  }
}
