import HCodeFormats
import HCodeTrust
import HCodeBase
import HCodeCore

extension Explanation {
  /// The object that `explain --json` prints: the verdict's, with what the bearer asks besides (docs/json.md). Never localised.
  func json(_ logged: Logged?) -> String {
    var object = VerdictJSON.object(finding, without: withheld)
    guard case .healthCode(let code)? = verdict.certificate else {
      if let unverified {
        var claims = JSONObject()
        claims.add("issuer", unverified.issuer.description)
        claims.add("status", unverified.status.description)
        claims.add("expires", unverified.expires.rfc3339)
        VerdictJSON.add(unverified, without: withheld, to: &claims)
        object.add("unverified", claims)
        if withheld != Withheld() { object.add("withheld", withheld.words) }
      }
      return object.line
    }
    if case .known(let officer) = code.secondOfficer {
      object.add("second_officer", officer.publicKey.identifier.hex)
    }
    var change = JSONObject()
    change.add("state", CodeChange(of: code, by: verdict).rawValue)
    if let shortfalls = code.key.path?.shortfalls {
      change.add(
        "unanswered",
        shortfalls.map { shortfall in
          var counts = JSONObject()
          counts.add("status", shortfall.value.word)
          counts.add("changed", shortfall.changed)
          counts.add("answered", shortfall.answered)
          return counts
        })
    }
    change.add("as_of", code.key.path?.statusList?.issued.rfc3339)
    object.add("change", change)
    if concernsLog(code) {
      var answer = JSONObject()
      answer.add("state", LogAnswer(on: code, by: verdict).rawValue)
      answer.add("origin", code.key.path?.log?.origin.description)
      answer.add("as_of", code.key.path?.log?.facts?.time.rfc3339)
      object.add("log", answer)
    }
    if let logged { object.add("proof", proof(logged)) }
    return object.line
  }

  private func proof(_ logged: Logged) -> JSONObject {
    let checkpoint = logged.believed.checkpoint
    var object = JSONObject()
    object.add("agrees", logged.agrees)
    object.add(
      "entry",
      LogJSON.object(
        logged.entry, index: logged.index, withGrounds: !withheld.evidence))
    if logged.entry.act.kind != .issued, !withheld.evidence {
      object.add("reason", logged.grounds?.reason.word)
      object.add("authority", logged.grounds?.order)
      object.add("state", force(of: logged.entry.act)?.rawValue)
    }
    object.add("origin", checkpoint.origin.description)
    object.add("size", checkpoint.size)
    object.add("root", checkpoint.root.hex)
    object.add("signed_at", logged.believed.time.rfc3339)
    object.add("witnesses", UInt64(logged.believed.witnesses.count))
    return object
  }
}
