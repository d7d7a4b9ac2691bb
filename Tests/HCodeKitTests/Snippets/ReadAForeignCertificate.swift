import HCodeKit

func readAForeignCertificate(_ symbols: [String], store: String, at now: Instant) throws
  -> [String]
{
  // snippet
  let gate = try Gate(store: store)
  var lines: [String] = []
  for answer in try gate.answers(to: symbols, at: now) {
    guard let statement = answer.statement else {
      lines.append("\(answer.verdict.rawValue): \(answer.reason)")
      continue
    }
    lines.append("\(statement.holder?.name ?? "?"), by \(statement.issuer ?? "?")")
    for fact in statement.evidence {
      lines.append("\(fact.kind.rawValue) \(fact.time ?? "") \(fact.product ?? "")")
    }
  }
  // end
  return lines
}
