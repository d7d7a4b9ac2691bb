internal import COpenSSL
import HCodeBase

/// A complete certificate revocation list (RFC 5280 §5). Lists about a part of their issuer's certificates, or about
/// another issuer's, are refused.
///
/// What is around its entries is read first, and the entries stay the bytes that they are: a list of a million entries costs
/// nothing before its signature has held.
final class X509RevocationList: @unchecked Sendable {
  // Never written after init.
  private let encoded: [UInt8]
  private let parts: ASN1List

  /// The name of its issuer, to be compared: see `X509Certificate.issuer`.
  let issuer: [UInt8]
  /// The issuer's country (attribute C), as written.
  let issuerCountry: String?
  /// The key identifier of the authority that signed it (RFC 5280 §5.2.1).
  let authorityKeyIdentifier: [UInt8]?
  /// When it was made.
  let thisUpdate: Timestamp
  /// When the next one comes at the latest, if it says so.
  let nextUpdate: Timestamp?

  /// Why a list is not read.
  struct Refusal: Error {
    let detail: String
  }

  private static let malformed = Refusal(
    detail: "no X.509 revocation list, or not the whole of it")
  private static let critical = Refusal(
    detail: "it has critical extensions, such as those of a delta or of a part of a list")

  /// Reads one list in DER, with nothing behind it, as far as its entries.
  init(_ encoded: [UInt8]) throws(Refusal) {
    defer { ERR_clear_error() }
    guard let parts = ASN1List.read(encoded), parts.count == 3, let fields = parts.list(0),
      parts.type(1) == V_ASN1_SEQUENCE, parts.type(2) == V_ASN1_BIT_STRING
    else { throw Self.malformed }
    var place = fields.type(0) == V_ASN1_INTEGER ? 1 : 0
    // The algorithm stands in what is signed too, and is the same there (RFC 5280 §5.1.1.2).
    guard let algorithm = fields.encoded(place), algorithm == parts.encoded(1),
      let name = fields.encoded(place + 1), fields.type(place + 1) == V_ASN1_SEQUENCE,
      let (issuer, country) = Self.name(name)
    else { throw Self.malformed }
    place += 2
    let unreadable = Refusal(detail: "its times cannot be read")
    guard let thisUpdate = Self.time(fields[place]) else { throw unreadable }
    place += 1
    var nextUpdate: Timestamp?
    if let type = fields.type(place), type == V_ASN1_UTCTIME || type == V_ASN1_GENERALIZEDTIME {
      nextUpdate = Self.time(fields[place])
      guard nextUpdate != nil else { throw unreadable }
      place += 1
    }
    if fields.type(place) == V_ASN1_SEQUENCE { place += 1 }
    var key: [UInt8]?
    if let extensions = fields.encoded(place) {
      key = try Self.authorityKey(extensions)
      place += 1
    }
    guard place == fields.count else { throw Self.malformed }
    self.encoded = encoded
    self.parts = parts
    self.issuer = issuer
    issuerCountry = country
    authorityKeyIdentifier = key
    self.thisUpdate = thisUpdate
    self.nextUpdate = nextUpdate
  }

  private static func name(_ encoded: [UInt8]) -> ([UInt8], String?)? {
    encoded.withUnsafeBufferPointer { buffer in
      var position = buffer.baseAddress
      guard let name = d2i_X509_NAME(nil, &position, buffer.count) else { return nil }
      defer { X509_NAME_free(name) }
      return (OpenSSL.comparable(name), OpenSSL.country(name))
    }
  }

  private static func time(_ element: UnsafeMutablePointer<ASN1_TYPE>?) -> Timestamp? {
    guard let element, [V_ASN1_UTCTIME, V_ASN1_GENERALIZEDTIME].contains(ASN1_TYPE_get(element))
    else { return nil }
    return OpenSSL.time(element.pointee.value.asn1_string)
  }

  /// The extensions, of which none may be critical: deltas, indirect lists and those of a part of the certificates say what they are
  /// in a critical extension (RFC 5280 §5.2.4, §5.2.5).
  private static func authorityKey(_ tagged: [UInt8]) throws(Refusal) -> [UInt8]? {
    guard tagged.first == 0xA0, let encoded = OpenSSL.content(tagged) else { throw malformed }
    let read = encoded.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var position = buffer.baseAddress
      return d2i_X509_EXTENSIONS(nil, &position, buffer.count)
    }
    guard let extensions = read else { throw malformed }
    defer {
      OPENSSL_sk_pop_free(extensions) { X509_EXTENSION_free($0.map { OpaquePointer($0) }) }
    }
    guard !hasCritical(extensions) else { throw critical }
    guard
      let key = X509V3_get_d2i(extensions, NID_authority_key_identifier, nil, nil)?
        .assumingMemoryBound(to: AUTHORITY_KEYID.self)
    else { return nil }
    defer { AUTHORITY_KEYID_free(key) }
    return OpenSSL.octets(key.pointee.keyid)
  }

  private static func hasCritical(_ extensions: OpaquePointer?) -> Bool {
    (0..<max(0, OPENSSL_sk_num(extensions))).contains { number in
      OPENSSL_sk_value(extensions, number).map {
        X509_EXTENSION_get_critical(OpaquePointer($0)) != 0
      } ?? true
    }
  }

  /// Whether the certificate is of an authority that may sign revocation lists, was valid when this one was made, and signed it.
  func isSigned(by authority: X509Certificate) -> Bool {
    defer { ERR_clear_error() }
    guard authority.isAuthority, authority.mayRevoke,
      authority.notBefore <= thisUpdate, thisUpdate <= authority.notAfter,
      let key = X509_get0_pubkey(authority.certificate), let contents = parts[0],
      let signature = parts[2]?.pointee.value.bit_string,
      let algorithm = parts.encoded(1)?.withUnsafeBufferPointer({ buffer in
        var position = buffer.baseAddress
        return d2i_X509_ALGOR(nil, &position, buffer.count)
      })
    else { return false }
    defer { X509_ALGOR_free(algorithm) }
    return ASN1_item_verify(ASN1_ANY_it(), algorithm, signature, contents, key) == 1
  }

  /// Gives the serial numbers of the revoked certificates, in DER; to be asked for when the signature has held. Throws when an entry is none,
  /// or has a critical extension, as that of another issuer's certificate does.
  func forEachSerialNumber(_ take: ([UInt8]) -> Void) throws(Refusal) {
    defer { ERR_clear_error() }
    let read = encoded.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var position = buffer.baseAddress
      return d2i_X509_CRL(nil, &position, buffer.count)
    }
    guard let list = read else { throw Refusal(detail: "an entry is none that can be read") }
    defer { X509_CRL_free(list) }
    let entries = X509_CRL_get_REVOKED(list)
    for number in 0..<max(0, OPENSSL_sk_num(entries)) {
      guard let entry = OPENSSL_sk_value(entries, number).map({ OpaquePointer($0) }),
        let serial = OpenSSL.bytes({ i2d_ASN1_INTEGER(X509_REVOKED_get0_serialNumber(entry), $0) })
      else { throw Refusal(detail: "entry \(number + 1) is none that can be read") }
      guard !Self.hasCritical(X509_REVOKED_get0_extensions(entry)) else { throw Self.critical }
      take(serial)
    }
  }
}
