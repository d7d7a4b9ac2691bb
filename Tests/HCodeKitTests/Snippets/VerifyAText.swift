import HCodeKit

func verifyAText(_ text: String, store: String, at now: Instant) throws -> String {
  // snippet
  let gate = try Gate(store: store)
  let answer = try gate.answer(to: text, at: now)
  let told =
    switch answer.verdict {
    case .green: "pass: \(answer.statement?.holder?.name ?? "no name")"
    case .yellow: "to the desk: \(answer.reason)"
    case .red, .refused, .forged: "stop: \(answer.reason)"
    case .undecided, .none: "not known: \(answer.detail ?? answer.reason)"
    }
  // end
  return told
}
