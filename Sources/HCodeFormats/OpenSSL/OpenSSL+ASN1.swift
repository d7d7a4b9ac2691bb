internal import COpenSSL
import HCodeBase

/// ASN.1 structures as Swift values.
extension OpenSSL {
  /// The output of an `i2d` function, called twice: for the length and for the bytes.
  static func bytes(
    _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
  ) -> [UInt8]? {
    let length = Int(write(nil))
    guard length > 0 else { return failed() }
    return [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      var position = buffer.baseAddress
      count = max(0, Int(write(&position)))
    }
  }

  /// The contents of an OCTET STRING, or of another type of string.
  static func octets(_ string: UnsafePointer<ASN1_OCTET_STRING>?) -> [UInt8]? {
    guard let string, let start = ASN1_STRING_get0_data(string) else { return nil }
    return Array(UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(string))))
  }

  /// An object identifier in dotted decimals; nil for one that is absurdly long.
  static func dotted(_ object: OpaquePointer) -> String? {
    var text = [CChar](repeating: 0, count: 128)
    let count = Int(OBJ_obj2txt(&text, Int32(text.count), object, 1))
    guard count > 0, count < text.count else { return failed() }
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The first country (attribute C) of a name, as written.
  static func country(_ name: OpaquePointer?) -> String? { attribute(NID_countryName, of: name) }

  /// The first of those attributes of a name; nil when there is none, or it is no text.
  static func attribute(_ identifier: Int32, of name: OpaquePointer?) -> String? {
    guard let name else { return nil }
    let place = X509_NAME_get_index_by_NID(name, identifier, -1)
    guard place >= 0, let entry = X509_NAME_get_entry(name, place) else { return nil }
    var text: UnsafeMutablePointer<UInt8>?
    let count = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry))
    guard count >= 0, let text else { return failed() }
    defer { CRYPTO_free(text, #file, #line) }
    return String(
      validating: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self)
  }

  /// Reads a SubjectPublicKeyInfo of any kind; the caller frees the key. Nil when bytes follow it.
  static func publicKey(_ bytes: [UInt8]) -> OpaquePointer? {
    guard isReady else { return nil }
    return bytes.withUnsafeBufferPointer { buffer in
      var position = buffer.baseAddress
      let key = d2i_PUBKEY(nil, &position, buffer.count)
      if let key, position != buffer.baseAddress?.advanced(by: buffer.count) {
        EVP_PKEY_free(key)
        return nil
      }
      return key
    }
  }

  /// Whether bytes are a SubjectPublicKeyInfo that libcrypto knows the kind of.
  static func isPublicKey(_ bytes: [UInt8]) -> Bool {
    defer { ERR_clear_error() }
    guard let key = publicKey(bytes) else { return false }
    EVP_PKEY_free(key)
    return true
  }

  /// A UTCTime or GeneralizedTime.
  static func time(_ time: UnsafePointer<ASN1_TIME>?) -> Timestamp? {
    guard let time, let epoch = ASN1_TIME_set(nil, 0) else { return failed() }
    defer { ASN1_TIME_free(epoch) }
    var (days, seconds) = (Int32(0), Int32(0))
    guard ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return failed() }
    return Timestamp(seconds: Int64(days) * 86_400 + Int64(seconds))
  }
}
