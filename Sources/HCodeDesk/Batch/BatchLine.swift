import HCodeBase
package import HCodeCore
import HCodePictures
package import HCodeRegistry

/// The line of JSON that tells what became of a row (docs/batch.md). Put together from bytes: it is made a million times.
package enum BatchLine {
  package static func issued(
    _ issued: HealthCode.Issued, keyIdentifier: String, row: Int, line: Int, reference: String?,
    picture: (name: String, bytes: [UInt8])?, format: BatchIssuer.PictureFormat?,
    isPictureInLine: Bool
  ) -> [UInt8] {
    let claims = issued.claims
    var bytes = beginning(row, line, reference, capacity: issued.text.count + 256)
    bytes += ",\"issuer\":\"\(claims.issuer)\",\"key_id\":\"".utf8
    bytes += keyIdentifier.utf8
    bytes += "\",\"code_index\":\(claims.codeIndex),\"status\":\"\(claims.status)\"".utf8
    bytes += ",\"issued_at\":\"\(claims.issuedAt.rfc3339)\"".utf8
    bytes += ",\"expires\":\"\(claims.expires.rfc3339)\"".utf8
    if let picture, let format {
      if isPictureInLine {
        bytes += ",\"\(format.rawValue)\":\"".utf8
        bytes += Base64.encode(picture.bytes).utf8
        bytes.append(UInt8(ascii: "\""))
      } else {
        bytes += ",\"file\":\"\(picture.name)\"".utf8
      }
    }
    // Base45 has neither quotes nor backslashes.
    bytes += ",\"text\":\"".utf8
    bytes += issued.text
    bytes += "\"}\n".utf8
    return bytes
  }

  package static func rejected(_ fault: BatchFault, row: Int, line: Int, reference: String?)
    -> [UInt8]
  {
    var bytes = beginning(row, line, reference, capacity: 256)
    bytes += ",\"error\":{\"column\":".utf8
    bytes += (fault.column.map(JSONText.quoted) ?? "null").utf8
    bytes += ",\"reason\":".utf8
    bytes += JSONText.quoted(fault.reason).utf8
    bytes += "}}\n".utf8
    return bytes
  }

  private static func beginning(_ row: Int, _ line: Int, _ reference: String?, capacity: Int)
    -> [UInt8]
  {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(capacity)
    bytes += "{\"row\":\(row),\"line\":\(line)".utf8
    if let reference {
      bytes += ",\"ref\":".utf8
      bytes += JSONText.quoted(reference).utf8
    }
    return bytes
  }
}
