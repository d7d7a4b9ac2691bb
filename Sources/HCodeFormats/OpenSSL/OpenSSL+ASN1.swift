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
    return X509_NAME_ENTRY_get_data(entry).flatMap { text(of: $0) }
  }

  /// The elements of a SEQUENCE, or of a SET, in DER; nil for anything else, and for bytes behind it. What is inside an element is
  /// not read.
  static func elements(_ bytes: [UInt8], isSet: Bool = false) -> [ASN1Element]? {
    guard let list = ASN1List.read(bytes, isSet: isSet) else { return nil }
    // Written again, it is what it was: DER has one spelling. A SET would be written in another order.
    guard isSet || list.encoded == bytes else { return nil }
    return list.elements
  }

  /// What is inside an element: its bytes without tag and length; nil unless it is all of the bytes.
  static func content(_ element: [UInt8]) -> [UInt8]? {
    defer { ERR_clear_error() }
    return element.withUnsafeBufferPointer { buffer in
      var position = buffer.baseAddress
      var (length, tag, kind) = (0, Int32(0), Int32(0))
      let result = ASN1_get_object(&position, &length, &tag, &kind, buffer.count)
      // 0x80 is an error, 1 an indefinite length.
      guard result & 0x81 == 0, let position,
        position + length == buffer.baseAddress?.advanced(by: buffer.count)
      else { return nil }
      return Array(UnsafeBufferPointer(start: position, count: length))
    }
  }

  /// A name as RFC 5280 §7.1 compares names: the same bytes for equal names, whatever type of string, case and blanks they are written
  /// with. Letters with marks are compared as written, composed or not.
  static func comparable(_ name: OpaquePointer?) -> [UInt8] {
    var parts: [(place: Int32, bytes: [UInt8])] = []
    for number in 0..<max(0, X509_NAME_entry_count(name)) {
      guard let entry = X509_NAME_get_entry(name, number),
        let value = X509_NAME_ENTRY_get_data(entry)
      else { continue }
      let type = X509_NAME_ENTRY_get_object(entry).flatMap(dotted) ?? ""
      var bytes = Array(type.utf8) + [0]
      if let text = text(of: value) {
        bytes += [0] + Array(folded(text).utf8)
      } else {
        bytes += [1, UInt8(truncatingIfNeeded: ASN1_STRING_type(value))] + (octets(value) ?? [])
      }
      let count = UInt32(bytes.count)
      let length = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
      parts.append((X509_NAME_ENTRY_set(entry), length + bytes))
    }
    // What stands together in one part of a name has no order.
    parts.sort {
      $0.place != $1.place
        ? $0.place < $1.place : $0.bytes.lexicographicallyPrecedes($1.bytes)
    }
    return parts.flatMap { part in
      withUnsafeBytes(of: part.place.bigEndian, Array.init) + part.bytes
    }
  }

  /// The text of a string that is one; nil for octets and bits.
  private static func text(of string: UnsafePointer<ASN1_STRING>) -> String? {
    let types = [
      V_ASN1_UTF8STRING, V_ASN1_PRINTABLESTRING, V_ASN1_T61STRING, V_ASN1_IA5STRING,
      V_ASN1_BMPSTRING, V_ASN1_UNIVERSALSTRING, V_ASN1_VISIBLESTRING, V_ASN1_NUMERICSTRING,
    ]
    guard types.contains(ASN1_STRING_type(string)) else { return nil }
    var text: UnsafeMutablePointer<UInt8>?
    let count = ASN1_STRING_to_UTF8(&text, string)
    guard count >= 0, let text else { return failed() }
    defer { CRYPTO_free(text, #file, #line) }
    return String(
      validating: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self)
  }

  /// RFC 4518 §2: without what is not seen, in small letters, one blank where there are blanks, none at the ends.
  private static func folded(_ text: String) -> String {
    var seen = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      if properties.isWhitespace {
        seen.append(" ")
      } else if properties.generalCategory != .control, properties.generalCategory != .format,
        !properties.isVariationSelector
      {
        seen.append(contentsOf: properties.lowercaseMapping.unicodeScalars)
      }
    }
    return String(seen).split(separator: " ").joined(separator: " ")
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
