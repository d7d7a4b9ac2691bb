import HCodeBase

/// A header of a COSE message of another format (RFC 9052 §3.1). Issuers differ in what they put there, so it is read
/// leniently, except for anything ambiguous.
struct COSEForeignHeader {
  /// The labels that are read.
  private enum Label: Int64 {
    case algorithm = 1
    case critical = 2
    case keyIdentifier = 4
  }

  /// The algorithm's number, unchecked.
  var algorithm: Int64?
  /// The key id: a byte string, or the bytes of a text, which some specifications ask for.
  var keyIdentifier: [UInt8]?

  /// Reads an encoded header; an empty one states nothing. Throws `malformed-structure` and `malformed-header`.
  init(encoded: [UInt8]) throws(MalformedCode) {
    var value = CBORValue.map([])
    if !encoded.isEmpty {
      do { value = try CBORDecoder.decode(encoded, limits: .foreign) } catch {
        throw MalformedCode(
          error.reason(.malformedStructure), "the protected header is no CBOR: \(error)")
      }
    }
    try self.init(value)
  }

  /// Reads a decoded header. Refuses a label that is called critical, since none is understood here.
  init(_ value: CBORValue) throws(MalformedCode) {
    guard let members = CBORMembers(value) else {
      throw MalformedCode(.malformedHeader, "a header is no map")
    }
    guard members[Label.critical] == nil else {
      throw MalformedCode(.malformedHeader, "a header calls a label critical")
    }
    algorithm = members[Label.algorithm]?.integer
    keyIdentifier =
      members[Label.keyIdentifier]?.byteString
      ?? members[Label.keyIdentifier]?.textString.map { Array($0.utf8) }
  }
}
