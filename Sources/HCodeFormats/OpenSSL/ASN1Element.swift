internal import COpenSSL

/// An element of ASN.1 that libcrypto took out of a list.
struct ASN1Element: Sendable {
  /// The tag of what is universal, `V_ASN1_OTHER` for everything else.
  let type: Int32
  /// With its tag and length.
  let encoded: [UInt8]

  /// The magnitude of an INTEGER that is not negative, most significant byte first; nil for anything else.
  var magnitude: [UInt8]? {
    guard type == V_ASN1_INTEGER, let bytes = OpenSSL.content(encoded), bytes.first ?? 0x80 < 0x80
    else { return nil }
    return Array(bytes.drop { $0 == 0 })
  }

  /// The bytes of an element that is no list.
  var content: [UInt8] { OpenSSL.content(encoded) ?? [] }

  /// The elements of a SEQUENCE; nil for anything else.
  var elements: [ASN1Element]? { type == V_ASN1_SEQUENCE ? OpenSSL.elements(encoded) : nil }

  /// The elements of a SET; nil for anything else.
  var members: [ASN1Element]? {
    type == V_ASN1_SET ? OpenSSL.elements(encoded, isSet: true) : nil
  }

  /// Whether it is a SEQUENCE.
  var isSequence: Bool { type == V_ASN1_SEQUENCE }
}
