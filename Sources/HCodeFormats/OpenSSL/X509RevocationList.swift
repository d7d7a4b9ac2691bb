internal import COpenSSL
import HCodeBase

/// A complete certificate revocation list (RFC 5280 §5). Lists about a part of their issuer's certificates, or about
/// another issuer's, are refused.
///
/// What is around its entries is read first, where it stands in the file: a list of a million entries costs nothing before its signature has
/// held.
struct X509RevocationList: Sendable {
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
  private let signed: ArraySlice<UInt8>
  private let algorithm: ArraySlice<UInt8>
  private let signature: ArraySlice<UInt8>
  private let revoked: ArraySlice<UInt8>

  /// Why a list is not read.
  struct Refusal: Error {
    let detail: String
  }

  private enum Tag {
    static let boolean: UInt8 = 0x01
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let identifier: UInt8 = 0x06
    static let utcTime: UInt8 = 0x17
    static let generalizedTime: UInt8 = 0x18
    static let sequence: UInt8 = 0x30
    static let extensions: UInt8 = 0xA0
    static let keyIdentifier: UInt8 = 0x80
  }

  /// id-ce-authorityKeyIdentifier, 2.5.29.35.
  private static let authorityKey: [UInt8] = [0x55, 0x1D, 0x23]

  /// Reads one list in DER, with nothing behind it, as far as its entries.
  init(_ encoded: [UInt8]) throws(Refusal) {
    let malformed = Refusal(detail: "no X.509 revocation list, or not the whole of it")
    var outer = DERReader(encoded[...])
    guard OpenSSL.isReady, let list = outer.next(), list.tag == Tag.sequence, outer.isAtEnd else {
      throw malformed
    }
    var parts = DERReader(list.content)
    guard let contents = parts.next(), contents.tag == Tag.sequence,
      let algorithm = parts.next(), algorithm.tag == Tag.sequence,
      let signature = parts.next(), signature.tag == Tag.bitString, parts.isAtEnd
    else { throw malformed }
    signed = encoded[list.content.startIndex..<contents.content.endIndex]
    self.algorithm = encoded[contents.content.endIndex..<algorithm.content.endIndex]
    self.signature = encoded[algorithm.content.endIndex..<signature.content.endIndex]

    var fields = DERReader(contents.content)
    var field = fields.next()
    if field?.tag == Tag.integer { field = fields.next() }
    // The algorithm stands in what is signed too, and is the same there (RFC 5280 §5.1.1.2).
    guard let inner = field, inner.tag == Tag.sequence,
      inner.content.elementsEqual(algorithm.content), let name = fields.next(),
      name.tag == Tag.sequence
    else { throw malformed }
    issuer = DER.element(.sequence, Array(name.content))
    issuerCountry = Self.country(issuer)
    guard let made = fields.next(), let thisUpdate = Self.time(made) else {
      throw Refusal(detail: "its times cannot be read")
    }
    self.thisUpdate = thisUpdate
    field = fields.next()
    var nextUpdate: Timestamp?
    if let end = field, [Tag.utcTime, Tag.generalizedTime].contains(end.tag) {
      nextUpdate = Self.time(end)
      guard nextUpdate != nil else { throw Refusal(detail: "its times cannot be read") }
      field = fields.next()
    }
    self.nextUpdate = nextUpdate
    var revoked: ArraySlice<UInt8> = []
    if let entries = field, entries.tag == Tag.sequence {
      revoked = entries.content
      field = fields.next()
    }
    self.revoked = revoked
    var key: [UInt8]?
    if let extensions = field {
      guard extensions.tag == Tag.extensions,
        let all = DERReader.only(Array(extensions.content))?.elements
      else { throw malformed }
      for part in all {
        guard let members = part.elements, let identifier = members.first,
          let value = members.last, value.tag == Tag.octetString
        else { throw malformed }
        // Deltas, indirect lists and those of a part of the certificates say what they are in a critical extension (RFC 5280 §5.2.4,
        // §5.2.5).
        guard !Self.isCritical(members) else { throw Self.critical }
        if identifier.content.elementsEqual(Self.authorityKey) {
          let identifiers = DERReader.only(Array(value.content))?.elements ?? []
          key = identifiers.first { $0.tag == Tag.keyIdentifier }.map { Array($0.content) }
        }
      }
    }
    guard fields.isAtEnd else { throw malformed }
    authorityKeyIdentifier = key
  }

  private static let critical = Refusal(
    detail: "it has critical extensions, such as those of a delta or of a part of a list")

  private static func isCritical(_ members: [DERReader.Element]) -> Bool {
    members.contains { $0.tag == Tag.boolean && $0.content.contains { $0 != 0 } }
  }

  /// Whether the certificate's key signed it.
  func isSigned(by authority: X509Certificate) -> Bool {
    defer { ERR_clear_error() }
    guard let key = X509_get0_pubkey(authority.certificate),
      // Any element: it is written again as it stands.
      let contents = Self.read(signed, d2i_ASN1_TYPE)
    else { return false }
    defer { ASN1_TYPE_free(contents) }
    guard let algorithm = Self.read(algorithm, d2i_X509_ALGOR) else { return false }
    defer { X509_ALGOR_free(algorithm) }
    guard let signature = Self.read(signature, d2i_ASN1_BIT_STRING) else { return false }
    defer { ASN1_BIT_STRING_free(signature) }
    return ASN1_item_verify(ASN1_ANY_it(), algorithm, signature, contents, key) == 1
  }

  /// Gives the serial numbers of the revoked certificates, in DER; to be asked for when the signature has held. Throws when an entry is none,
  /// or has a critical extension, as that of another issuer's certificate does.
  func forEachSerialNumber(_ take: ([UInt8]) -> Void) throws(Refusal) {
    var entries = DERReader(revoked)
    var count = 0
    while !entries.isAtEnd {
      guard let members = entries.next()?.elements, let serial = members.first,
        serial.tag == Tag.integer, let number = Self.shortest(serial.content)
      else { throw Refusal(detail: "entry \(count + 1) is none that can be read") }
      for part in members.dropFirst() where part.tag == Tag.sequence {
        guard part.elements?.contains(where: { $0.elements.map(Self.isCritical) ?? true }) == false
        else { throw Self.critical }
      }
      take(DER.element(.integer, number))
      count += 1
    }
  }

  /// An INTEGER without the bytes in front that say nothing, as certificates' serial numbers are compared.
  private static func shortest(_ content: ArraySlice<UInt8>) -> [UInt8]? {
    guard !content.isEmpty else { return nil }
    var number = content
    while number.count > 1, let first = number.first, let second = number.dropFirst().first,
      first == 0 && second < 0x80 || first == 0xFF && second >= 0x80
    {
      number = number.dropFirst()
    }
    return Array(number)
  }

  private static func read<Value>(
    _ bytes: ArraySlice<UInt8>,
    _ read: (
      UnsafeMutablePointer<UnsafeMutablePointer<Value>?>?,
      UnsafeMutablePointer<UnsafePointer<UInt8>?>?, Int
    ) -> UnsafeMutablePointer<Value>?
  ) -> UnsafeMutablePointer<Value>? {
    bytes.withUnsafeBufferPointer { buffer in
      var position = buffer.baseAddress
      return read(nil, &position, buffer.count)
    }
  }

  private static func country(_ name: [UInt8]) -> String? {
    defer { ERR_clear_error() }
    return name.withUnsafeBufferPointer { buffer in
      var position = buffer.baseAddress
      guard let read = d2i_X509_NAME(nil, &position, buffer.count) else { return nil }
      defer { X509_NAME_free(read) }
      return OpenSSL.country(read)
    }
  }

  private static func time(_ element: DERReader.Element) -> Timestamp? {
    defer { ERR_clear_error() }
    let type = Int32(element.tag)
    guard type == V_ASN1_UTCTIME || type == V_ASN1_GENERALIZEDTIME,
      let time = ASN1_STRING_type_new(type)
    else { return nil }
    defer { ASN1_STRING_free(time) }
    let isSet = element.content.withUnsafeBufferPointer {
      ASN1_STRING_set(time, $0.baseAddress, Int32($0.count))
    }
    return isSet == 1 ? OpenSSL.time(time) : nil
  }
}
