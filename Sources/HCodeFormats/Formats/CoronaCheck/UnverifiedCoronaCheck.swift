import HCodeBase
import HCodeCore

struct UnverifiedCoronaCheck: UnverifiedForeignCertificate {
  let proof: CoronaCheckProof

  func verify(
    by trust: any ForeignTrust, at now: Timestamp
  ) throws(ForeignFailure) -> GenuineForeignCertificate {
    let name = CoronaCheck.keyName(proof.metadata.keyIdentifier)
    guard let record = try trust.records(name).first else {
      throw .undecided(
        .unknownKey, detail: "no trusted key is \(proof.metadata.keyIdentifier)")
    }
    guard let key = CoronaCheckKey(record.content) else {
      throw .undecided(.trustUnreadable, detail: "the record of a key is of an unknown shape")
    }
    guard proof.holds(under: key) else {
      throw .forged(.badSignature, "it does not prove that its maker knows a signature of the key")
    }
    let attributes = try ForeignFailure.malformed { () throws(MalformedCode) in
      try CoronaCheckAttributes(proof)
    }
    var refusals: [VerdictReason] = []
    if !(try trust.records(CoronaCheck.denialName(proof.identifier))).isEmpty {
      refusals.append(.revoked)
    }
    if attributes.isSpecimen { refusals.append(.specimen) }
    if now.advanced(bySeconds: Timestamp.clockTolerance) < attributes.validFrom {
      refusals.append(.notYetValid)
    }
    if now >= attributes.validUntil || isStale(attributes, key, at: now) {
      refusals.append(.expired)
    }
    if key.policy == "1G", attributes.category != "1" { refusals.append(.policy) }
    return GenuineForeignCertificate(
      statement: attributes.statement, record: record, keyName: name, refusals: refusals,
      missing: try trust.missingRevocation([.revocationMark(.nl)], at: now))
  }

  /// A code on a screen counts for some seconds: a photograph of one is not its bearer's.
  private func isStale(
    _ attributes: CoronaCheckAttributes, _ key: CoronaCheckKey, at now: Timestamp
  ) -> Bool {
    guard !attributes.isPaper else { return false }
    guard let made = proof.disclosureTime else { return true }
    return abs(now.seconds - made.seconds) > key.screenSeconds
  }

  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement {
    try CoronaCheckAttributes(proof).statement
  }
}
