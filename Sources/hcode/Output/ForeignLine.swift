import HCodeBase
import HCodeCore
import HCodeFormats
import HCodeTrust

/// What the line for people says of a certificate of another format: why, whom it is about, what it states, until when, by whom.
struct ForeignLine {
  /// Facts that a line tells.
  private static let mostFacts = 4

  var language: Language
  var withheld = Withheld()

  private var texts: any Catalogue { language.texts }

  func parts(
    of statement: ForeignStatement, issuerName: String?, _ verdict: Verdict
  ) -> [String] {
    var parts = [verdict.reasons.map(texts.reason).joined(separator: "; ")]
    if let judgement = verdict.judgement { parts += RuleText.sentences(judgement, language) }
    if !withheld.holder { parts.append(holder(statement.holder)) }
    if !withheld.evidence { parts += facts(statement.evidence) }
    if let expires = statement.expires {
      parts.append(texts.until(expires))
    }
    let named = issuerName.flatMap { name in
      statement.issuer.map { name + " (" + $0 + ")" }
    }
    let country = statement.country.map { $0 == statement.issuer ? "" : " (" + $0 + ")" } ?? ""
    parts.append((named ?? statement.issuer ?? "") + country)
    parts.append(texts.format(statement.format))
    return parts.filter { !$0.isEmpty }
  }

  private func holder(_ holder: ForeignStatement.Holder) -> String {
    [
      holder.name.flatMap { HealthText.showsSomething($0) ? $0 : nil },
      holder.latinName.flatMap { HealthText.showsSomething($0) ? $0 : nil },
      holder.birthDate.map { "*" + $0 },
      holder.document.map { "#" + $0 },
    ].compactMap { $0 }.joined(separator: " ")
  }

  /// What a guard can take in: what is of a known kind, and where there is none the first of the others.
  private func facts(_ facts: [ForeignStatement.Fact]) -> [String] {
    let known = facts.filter { $0.kind != nil }
    let told = known.isEmpty ? Array(facts.prefix(1)) : Array(known.prefix(Self.mostFacts))
    let rest = facts.count - told.count
    return told.map(fact)
      + (rest > 0 ? [texts.more(rest)] : [])
  }

  private func fact(_ fact: ForeignStatement.Fact) -> String {
    let kind = fact.kind.map(texts.evidenceKind) ?? fact.disease
    let result = fact.result.map(texts.testResult)
    let doses = fact.dose.map { dose in fact.of.map { "\(dose)/\($0)" } ?? "\(dose)" }
    return [kind, result, doses, fact.product.map(VaccineName.of), fact.time, fact.place].compactMap
    { $0 }
    .joined(separator: " ")
  }
}
