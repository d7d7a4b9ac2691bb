import HCodeBase
import HCodeCore

struct UnverifiedTwoDDoc: UnverifiedForeignCertificate {
  let header: TwoDDoc.Header
  /// The header and the fields.
  let message: [UInt8]
  let signature: [UInt8]

  func verify(
    by trust: any ForeignTrust, at now: Timestamp
  ) throws(ForeignFailure) -> GenuineForeignCertificate {
    let name = ForeignKeyName(
      .twoDDoc, issuer: header.unverifiedAuthority, identifier: Array(header.certificate.utf8))
    let records = try trust.records(name)
    guard !records.isEmpty else {
      throw .undecided(
        .unknownKey,
        detail: "no trusted key is \(header.unverifiedAuthority) \(header.certificate)")
    }
    for record in records {
      guard let key = record.verificationKey,
        let algorithm = SignatureAlgorithm.allCases.first(where: {
          $0.curve != nil && $0.curve == key.curve
        }), key.verifies(signature: signature, message: message, algorithm: algorithm)
      else { continue }
      guard TwoDDocFields.specifications[header.type] != nil else {
        var statement = ForeignStatement(.twoDDoc)
        statement.country = "FR"
        statement.issuer = header.unverifiedAuthority
        return GenuineForeignCertificate(
          statement: statement, record: record, keyName: name, refusals: [.notHealth])
      }
      let statement = try ForeignFailure.malformed { () throws(MalformedCode) in
        try unverifiedStatement()
      }
      return GenuineForeignCertificate(statement: statement, record: record, keyName: name)
    }
    throw .forged(.badSignature, "the signature is not that of the key")
  }

  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement {
    let fields = try TwoDDocFields(message.dropFirst(header.count), type: header.type)
    var statement = fields.statement
    statement.country = "FR"
    statement.issuer = header.unverifiedAuthority
    return statement
  }
}
