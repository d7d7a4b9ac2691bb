import HCodeBase
import HCodeCore

struct UnverifiedNHSPass: UnverifiedForeignCertificate {
  let keyIdentifier: String
  let payload: [UInt8]
  let signature: [UInt8]
  let signed: [UInt8]

  func verify(
    by trust: any ForeignTrust, at now: Timestamp
  ) throws(ForeignFailure) -> GenuineForeignCertificate {
    let name = NHSPass.keyName(keyIdentifier)
    let record = try trust.signer(
      named: name,
      unknown: .undecided(.unknownKey, detail: "no trusted key is \(keyIdentifier)")
    ) { $0.verifies(signature: signature, message: signed, algorithm: .es256) }
    let statement = try ForeignFailure.malformed { () throws(MalformedCode) in
      try unverifiedStatement()
    }
    let hasEnded = statement.expires.map { now >= $0 } ?? true
    return GenuineForeignCertificate(
      statement: statement, record: record, keyName: name, refusals: hasEnded ? [.expired] : [])
  }

  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement {
    guard let text = String(validating: payload, as: UTF8.self), let kind = text.first else {
      throw MalformedCode(.malformedClaims, "the payload is no text")
    }
    let digits = text.dropFirst().prefix(10)
    let name = text.dropFirst(11)
    guard kind != "\n", digits.count == 10, !name.isEmpty,
      let end = Timestamp(rfc3339: Self.rfc3339(digits))
    else { throw MalformedCode(.malformedClaims, "the payload has no end, or nobody's name") }
    var statement = ForeignStatement(.nhs)
    statement.country = "GB"
    statement.issuer = "NHS"
    statement.expires = end
    statement.holder.name = String(name)
    return statement
  }

  /// RFC 3339 for `yyMMddHHmm`. Anything but digits gives a text that is no time.
  private static func rfc3339(_ digits: Substring) -> String {
    let pairs = stride(from: 0, to: 10, by: 2).map { digits.dropFirst($0).prefix(2) }
    return "20\(pairs[0])-\(pairs[1])-\(pairs[2])T\(pairs[3]):\(pairs[4]):00Z"
  }
}
