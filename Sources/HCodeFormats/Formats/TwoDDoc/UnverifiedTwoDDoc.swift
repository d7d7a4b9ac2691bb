import HCodeBase
import HCodeCore

struct UnverifiedTwoDDoc: UnverifiedForeignCertificate {
  let header: TwoDDoc.Header
  /// The header and the fields.
  let message: [UInt8]
  let signature: [UInt8]

  /// On P-256, P-384 or P-521.
  var isSignatureCut: Bool { signature.count < 132 && ![64, 96].contains(signature.count) }

  func verify(
    by trust: any ForeignTrust, at now: Timestamp
  ) throws(ForeignFailure) -> GenuineForeignCertificate {
    let name = ForeignKeyName(
      .twoDDoc, issuer: header.unverifiedAuthority, identifier: Array(header.certificate.utf8))
    let record = try trust.signer(
      named: name,
      unknown: .undecided(
        .unknownKey,
        detail: "no trusted key is \(header.unverifiedAuthority) \(header.certificate)")
    ) { key in
      SignatureAlgorithm.allCases.first { $0.curve != nil && $0.curve == key.curve }
        .map { key.verifies(signature: signature, message: message, algorithm: $0) } ?? false
    }
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

  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement {
    let fields = try TwoDDocFields(message.dropFirst(header.count), type: header.type)
    var statement = fields.statement
    statement.country = "FR"
    statement.issuer = header.unverifiedAuthority
    return statement
  }
}
