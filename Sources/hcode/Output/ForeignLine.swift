import HCodeCore

/// What the line for people says of a certificate of another format: why, whom it is about, what it states, until when, by whom.
struct ForeignLine {
  var language: Language

  func parts(of certificate: VerifiedForeignCertificate, _ verdict: Verdict) -> [String] {
    let statement = certificate.statement
    var parts = [verdict.reasons.map { Phrase.of($0, language) }.joined(separator: "; ")]
    parts.append(holder(statement.holder))
    parts += statement.evidence.map(fact)
    if let expires = statement.expires {
      parts.append(Phrase.of("until ", "有效至 ", language) + LocalTime.text(expires))
    }
    let country = statement.country.map { $0 == statement.issuer ? "" : " (" + $0 + ")" } ?? ""
    parts.append((statement.issuer ?? "") + country)
    parts.append(Phrase.of(statement.format, language))
    return parts.filter { !$0.isEmpty }
  }

  private func holder(_ holder: ForeignStatement.Holder) -> String {
    [
      holder.name, holder.latinName, holder.birthDate.map { "*" + $0 },
      holder.document.map { "#" + $0 },
    ].compactMap { $0 }.joined(separator: " ")
  }

  private func fact(_ fact: ForeignStatement.Fact) -> String {
    let kind = fact.kind.map { Phrase.of($0, language) } ?? fact.disease
    let result = fact.result.map { Phrase.of($0, language) }
    let doses = fact.dose.map { dose in fact.of.map { "\(dose)/\($0)" } ?? "\(dose)" }
    return [kind, result, doses, fact.product, fact.time, fact.place].compactMap { $0 }
      .joined(separator: " ")
  }
}
