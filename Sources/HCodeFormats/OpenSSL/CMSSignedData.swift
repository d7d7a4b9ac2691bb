internal import COpenSSL
import HCodeBase

/// A signed message (CMS SignedData, RFC 5652) with its content and its signers' certificates, whose signatures hold.
/// The message does not say whether its signers are to be trusted: a chain or a list does.
struct CMSSignedData {
  /// Why a message is not read.
  enum Failure: Error, Equatable {
    /// No SignedData with content of that type inside it.
    case malformed(String)
    /// A signature that does not hold, or covers something else.
    case badSignature(String)
  }

  /// What was signed.
  let content: [UInt8]
  /// The certificates of those who signed it; at least one.
  let signers: [X509Certificate]
  /// The earliest time at which a signer says that it signed (RFC 5652 §11.3).
  let signingTime: Timestamp?

  /// The most signatures over one message.
  static let maximumSigners = 16
  /// SHA-224, SHA-256, SHA-384 and SHA-512: what Doc 9303-12 allows.
  private static let hashes: Set<String> = Set(
    (1...4).map { "2.16.840.1.101.3.4.2.\($0)" })

  /// Whether bytes begin like a ContentInfo, a SEQUENCE with an object identifier in front. Certificates and revocation lists begin
  /// with another SEQUENCE.
  static func recognises(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 2, bytes[0] == 0x30 else { return false }
    let place = bytes[1] <= 0x80 ? 2 : 2 + Int(bytes[1] & 0x7F)
    return place < bytes.count && bytes[place] == 0x06
  }

  /// Reads a message in DER or BER with a content of that type, an object identifier in dotted decimals, and verifies each signature with
  /// the certificate in the message that it names.
  init(_ bytes: [UInt8], contentType: String) throws(Failure) {
    guard OpenSSL.isReady, let message = Self.message(bytes) else {
      ERR_clear_error()
      throw .malformed("no signed message (CMS), or not the whole of it")
    }
    defer {
      CMS_ContentInfo_free(message)
      ERR_clear_error()
    }
    guard let type = CMS_get0_eContentType(message).flatMap(OpenSSL.dotted) else {
      throw .malformed("a message (CMS) that is not signed")
    }
    guard type == contentType else {
      throw .malformed("the content is of type \(type), not \(contentType)")
    }
    let infos = CMS_get0_SignerInfos(message)
    let count = OPENSSL_sk_num(infos)
    guard count > 0, count <= Self.maximumSigners else {
      throw .malformed("\(max(0, count)) signatures, 1 to \(Self.maximumSigners) are read")
    }
    // Whether a certificate is trusted is not asked here, only whether its key signed.
    guard
      CMS_verify(
        message, nil, nil, nil, nil, UInt32(CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY)) == 1
    else {
      throw .badSignature("a signature does not hold, or its certificate is not in the message")
    }
    var signers: [X509Certificate] = []
    var times: [Timestamp] = []
    for number in 0..<count {
      guard let info = OPENSSL_sk_value(infos, number).map({ OpaquePointer($0) }),
        let signer = Self.certificate(of: info)
      else { throw .malformed("the certificate of signature \(number + 1) cannot be read") }
      guard Self.hash(of: info).map(Self.hashes.contains) ?? false else {
        throw .badSignature("the hash of signature \(number + 1) is not of the SHA-2 family")
      }
      // RFC 5652 §11.1. Without it a signature over something else, of the same bytes, could stand here.
      guard Self.signedType(of: info) == contentType else {
        throw .badSignature("signature \(number + 1) does not say that it is over such a content")
      }
      signers.append(signer)
      if let time = Self.signingTime(of: info) { times.append(time) }
    }
    guard let place = CMS_get0_content(message), let content = OpenSSL.octets(place.pointee) else {
      throw .malformed("the content is not in the message")
    }
    self.content = content
    self.signers = signers
    signingTime = times.min()
  }

  private static func message(_ bytes: [UInt8]) -> OpaquePointer? {
    bytes.withUnsafeBufferPointer { buffer in
      var position = buffer.baseAddress
      let message = d2i_CMS_ContentInfo(nil, &position, buffer.count)
      if let message, position != buffer.baseAddress?.advanced(by: buffer.count) {
        CMS_ContentInfo_free(message)
        return nil
      }
      return message
    }
  }

  private static func certificate(of info: OpaquePointer) -> X509Certificate? {
    var certificate: OpaquePointer?
    CMS_SignerInfo_get0_algs(info, nil, &certificate, nil, nil)
    return certificate.flatMap { certificate in
      OpenSSL.bytes { i2d_X509(certificate, $0) }.flatMap(X509Certificate.init)
    }
  }

  private static func hash(of info: OpaquePointer) -> String? {
    var algorithm: UnsafeMutablePointer<X509_ALGOR>?
    CMS_SignerInfo_get0_algs(info, nil, nil, &algorithm, nil)
    return algorithm.flatMap { OpenSSL.dotted($0.pointee.algorithm) }
  }

  /// The attribute among the signed ones that is there once and has one value; nil otherwise.
  private static func attribute(
    _ info: OpaquePointer, _ identifier: Int32, _ type: Int32
  ) -> UnsafeMutableRawPointer? {
    let once: Int32 = -3
    return CMS_signed_get0_data_by_OBJ(info, OBJ_nid2obj(identifier), once, type)
  }

  private static func signedType(of info: OpaquePointer) -> String? {
    attribute(info, NID_pkcs9_contentType, V_ASN1_OBJECT).flatMap {
      OpenSSL.dotted(OpaquePointer($0))
    }
  }

  private static func signingTime(of info: OpaquePointer) -> Timestamp? {
    for type in [V_ASN1_UTCTIME, V_ASN1_GENERALIZEDTIME] {
      guard let time = attribute(info, NID_pkcs9_signingTime, type) else { continue }
      return OpenSSL.time(UnsafePointer(time.assumingMemoryBound(to: ASN1_TIME.self)))
    }
    return nil
  }
}
