import HCodeBase

/// A JWS in its compact form (RFC 7515 §7.1): three texts in base64url with dots between. Nothing in it is trusted.
/// Each format checks the header and what the signature covers.
struct JWSCompact {
  /// The three texts as they stand.
  let header: ArraySlice<UInt8>
  let payload: ArraySlice<UInt8>
  let signature: ArraySlice<UInt8>

  /// Splits a text. The payload may be empty, as in a detached JWS (RFC 7515 appendix F), the header not.
  init(_ text: ArraySlice<UInt8>) throws(MalformedCode) {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty else {
      throw MalformedCode(
        .malformedStructure, "\(parts.count) parts with points between, not three")
    }
    (header, payload, signature) = (parts[0], parts[1], parts[2])
  }

  /// The signed bytes of a JWS, unless it is of RFC 7797.
  var signingInput: [UInt8] { header + [UInt8(ascii: ".")] + payload }

  /// The bytes of one of the texts.
  static func bytes(_ part: ArraySlice<UInt8>, _ what: String) throws(MalformedCode) -> [UInt8] {
    guard let text = String(validating: part, as: UTF8.self),
      let bytes = Base64.decodeURL(text)
    else {
      throw MalformedCode(.malformedEncoding, "the \(what) is not in base64url without padding")
    }
    return bytes
  }

  /// The header's members.
  func headerMembers() throws(MalformedCode) -> JSONFields {
    let bytes = try Self.bytes(header, "header")
    let value: JSONValue
    do { value = try JSONValue(bytes) } catch {
      throw MalformedCode(error.reason(.malformedStructure), "the header is no JSON: \(error)")
    }
    guard let members = value.object else {
      throw MalformedCode(.malformedStructure, "the header is no object")
    }
    return members
  }
}
