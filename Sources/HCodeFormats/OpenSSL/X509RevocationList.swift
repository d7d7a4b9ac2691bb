internal import COpenSSL
import HCodeBase

/// A complete certificate revocation list (RFC 5280 §5). Lists about a part of their issuer's certificates, or about
/// another issuer's, are refused.
final class X509RevocationList: @unchecked Sendable {
  // Never written after init.
  private let list: OpaquePointer
  /// The name of its issuer in DER.
  let issuer: [UInt8]
  /// The issuer's country (attribute C), as written.
  let issuerCountry: String?
  /// The key identifier of the authority that signed it (RFC 5280 §5.2.1).
  let authorityKeyIdentifier: [UInt8]?
  /// When it was made.
  let thisUpdate: Timestamp
  /// When the next one comes at the latest, if it says so.
  let nextUpdate: Timestamp?
  /// The serial numbers of the revoked certificates, in DER.
  let serialNumbers: [[UInt8]]

  /// Why a list is not read.
  struct Refusal: Error {
    let detail: String
  }

  /// Reads one list in DER, with nothing behind it.
  init(_ encoded: [UInt8]) throws(Refusal) {
    guard OpenSSL.isReady, let read = Self.list(encoded) else {
      ERR_clear_error()
      throw Refusal(detail: "no X.509 revocation list, or not the whole of it")
    }
    let (serials, isWhole) = Self.serialNumbers(of: read)
    let next = X509_CRL_get0_nextUpdate(read)
    let (thisUpdate, nextUpdate) = (
      OpenSSL.time(X509_CRL_get0_lastUpdate(read)), OpenSSL.time(next)
    )
    defer { ERR_clear_error() }
    guard let thisUpdate, next == nil || nextUpdate != nil else {
      X509_CRL_free(read)
      throw Refusal(detail: "its times cannot be read")
    }
    // Deltas, indirect lists and those of a part of the certificates say what they are in a critical extension (RFC 5280 §5.2.4, §5.2.5).
    guard isWhole, X509_CRL_get_ext_by_critical(read, 1, -1) < 0 else {
      X509_CRL_free(read)
      throw Refusal(
        detail: "it has critical extensions, such as those of a delta or of a part of a list")
    }
    list = read
    issuer = OpenSSL.bytes { i2d_X509_NAME(X509_CRL_get_issuer(read), $0) } ?? []
    issuerCountry = OpenSSL.country(X509_CRL_get_issuer(read))
    authorityKeyIdentifier = Self.authorityKeyIdentifier(of: read)
    self.thisUpdate = thisUpdate
    self.nextUpdate = nextUpdate
    serialNumbers = serials
  }

  deinit { X509_CRL_free(list) }

  /// Whether the certificate's key signed it.
  func isSigned(by authority: X509Certificate) -> Bool {
    defer { ERR_clear_error() }
    guard let key = X509_get0_pubkey(authority.certificate) else { return false }
    return X509_CRL_verify(list, key) == 1
  }

  private static func list(_ encoded: [UInt8]) -> OpaquePointer? {
    encoded.withUnsafeBufferPointer { buffer in
      var position = buffer.baseAddress
      let list = d2i_X509_CRL(nil, &position, buffer.count)
      if let list, position != buffer.baseAddress?.advanced(by: buffer.count) {
        X509_CRL_free(list)
        return nil
      }
      return list
    }
  }

  private static func authorityKeyIdentifier(of list: OpaquePointer) -> [UInt8]? {
    guard let found = X509_CRL_get_ext_d2i(list, NID_authority_key_identifier, nil, nil) else {
      return nil
    }
    let identifier = found.assumingMemoryBound(to: AUTHORITY_KEYID.self)
    defer { AUTHORITY_KEYID_free(identifier) }
    return OpenSSL.octets(identifier.pointee.keyid)
  }

  /// The serial numbers, and whether no entry has a critical extension: that of another issuer's certificate has one.
  private static func serialNumbers(of list: OpaquePointer) -> ([[UInt8]], isWhole: Bool) {
    guard let entries = X509_CRL_get_REVOKED(list) else { return ([], true) }
    var serials: [[UInt8]] = []
    for number in 0..<max(0, OPENSSL_sk_num(entries)) {
      guard let entry = OPENSSL_sk_value(entries, number).map({ OpaquePointer($0) }),
        let serial = OpenSSL.bytes({
          i2d_ASN1_INTEGER(X509_REVOKED_get0_serialNumber(entry), $0)
        }), X509_REVOKED_get_ext_by_critical(entry, 1, -1) < 0
      else { return ([], false) }
      serials.append(serial)
    }
    return (serials, true)
  }
}
