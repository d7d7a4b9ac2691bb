extension FuzzTarget {
  /// What reads rules and works them.
  static let rules: [FuzzTarget] = [
    FuzzTarget(name: "certlogic", longest: 1 << 14) { bytes in
      // An array of an expression and the data for it.
      guard case .array(let parts)? = try? JSONValue(bytes, maximumDepth: 128),
        let first = parts.first
      else { return }
      let expression = CertLogicExpression(first)
      let data = parts.count > 1 ? parts[1] : .null
      let value = try? expression.value(on: data)
      promise(
        value.map { JSONText.encoded($0.json) }
          == (try? expression.value(on: data)).map { JSONText.encoded($0.json) },
        "an expression has one value")
    },
    FuzzTarget(name: "certlogic-time", longest: 64) { bytes in
      // A text, and the first byte as what is added to it.
      guard let first = bytes.first, let text = String(validating: bytes.dropFirst(), as: UTF8.self)
      else { return }
      _ = try? CertLogicDateTime(dateOfBirth: text)
      guard let time = try? CertLogicDateTime(text) else { return }
      promise((try? CertLogicDateTime(time.iso8601)) == time, "a time is read as it is written")
      for unit in CertLogicDateTime.Unit.allCases {
        for amount in [Int64(first), -Int64(first), .max, .min] {
          guard let later = try? time.plus(amount, unit) else { continue }
          promise((later >= time) == (amount >= 0), "time goes one way")
        }
      }
    },
    FuzzTarget(name: "rules", longest: 1 << 16) { bytes in
      guard let set = try? RuleSet(bytes: bytes), let now = Timestamp(seconds: 1_646_136_000),
        let dcc = try? JSONValue(
          Array(#"{"ver":"1.3.0","dob":"1990","v":[{"dn":2,"sd":2,"dt":"2021-06-01"}]}"#.utf8))
      else { return }
      for payload in BusinessRule.Payload.allCases {
        let subject = RuleSubject(
          payload: payload, json: dcc, types: [.vaccination], issuingCountries: ["AT", "FI"],
          issued: now, expires: nil, keyIdentifier: "")
        let asked = set.rules(for: subject, at: now).count
        switch set.judgement(on: subject, at: now) {
        case .passed(let results): promise(results.count == asked && asked > 0, "all are asked")
        case .failed(let results), .cautioned(let results), .open(let results):
          promise(!results.isEmpty, "some is named")
        case .noApplicableRules: break
        }
      }
    },
  ]
}
