import HCodeCore
import HCodeBase

struct UnverifiedIsraeliCertificate: UnverifiedForeignCertificate {
  let signature: [UInt8]
  let message: [UInt8]
  let members: JSONFields
  let unverifiedIssuer: String
  let keyType: UInt8

  /// DER says how long it is; RSA's has the length of a key.
  var isSignatureCut: Bool {
    if keyType == 3 { return signature.count < 2 || signature.count != Int(signature[1]) + 2 }
    return signature.count < 512 && ![128, 256, 384].contains(signature.count)
  }

  func verify(
    by trust: any ForeignTrust, at now: Timestamp
  ) throws(ForeignFailure) -> GenuineForeignCertificate {
    let name = IsraeliCertificate.keyName(unverifiedIssuer, keyType)
    guard let algorithm = [2: SignatureAlgorithm.rs256, 3: .es256][keyType] else {
      throw .forged(.wrongAlgorithm, "type \(keyType) of key is not known")
    }
    let record = try trust.signer(
      named: name,
      unknown: .undecided(
        .unknownKey, detail: "no trusted key is of \(unverifiedIssuer), type \(keyType)")
    ) { $0.verifies(encoded: signature, message: message, algorithm: algorithm) }
    let statement = try ForeignFailure.malformed { () throws(MalformedCode) in
      try unverifiedStatement()
    }
    var refusals: [VerdictReason] = []
    for member in ["cn", "fn"] {
      guard let batch = members[member]?.string else { continue }
      let revoked = try trust.records(IsraeliCertificate.revocationName(member, batch))
      if !revoked.isEmpty { refusals = [.revoked] }
    }
    if let expires = statement.expires, now >= expires { refusals.append(.expired) }
    return GenuineForeignCertificate(
      statement: statement, record: record, keyName: name, refusals: refusals,
      missing: try trust.missingRevocation([.revocationMark(.il)], at: now))
  }

  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement {
    func text(_ name: String) -> String? {
      members[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
    // A day, with or without a time of day that is always midnight: the day itself still counts.
    guard let end = text("e").flatMap({ CalendarDate(iso8601: $0.prefix(10)) }),
      let day = Timestamp(seconds: Int64(end.daysSince1970) * 86_400)
    else { throw MalformedCode(.malformedClaims, "member e, the end, is no date") }
    var statement = ForeignStatement(.il)
    statement.issuer = unverifiedIssuer
    statement.country = "IL"
    statement.identifier = text("id")
    statement.expires = day.advanced(bySeconds: 86_400)
    statement.holder.name = [text("gl"), text("fl")].compactMap { $0 }.joined(separator: " ")
    statement.holder.latinName = [text("g"), text("f")].compactMap { $0 }.joined(separator: " ")
    statement.holder.birthDate = text("b")
    statement.holder.document = text("idp") ?? text("idl")
    let doses = (1...9).compactMap { members["d\($0)"]?.object }
    statement.evidence = doses.map { dose in
      var fact = ForeignStatement.Fact(.vaccination)
      fact.time = dose["d"]?.string
      fact.product = dose["vv"]?.string
      fact.place = dose["o"]?.string
      return fact
    }
    // The doses stand in any order.
    statement.evidence.sort { ($0.time ?? "") < ($1.time ?? "") }
    for index in statement.evidence.indices { statement.evidence[index].dose = index + 1 }
    if let recovered = text("r") {
      var fact = ForeignStatement.Fact(.recovery)
      fact.time = recovered
      fact.place = text("o")
      statement.evidence.append(fact)
    }
    return statement
  }
}
