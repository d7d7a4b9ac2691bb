import HCodeBase
import HCodeCore
import HCodeFormats

/// What a set of rules is, for people and for programs.
enum RuleText {
  /// What one rule said of a certificate.
  static func object(_ result: RuleResult) -> JSONObject {
    var object = JSONObject()
    object.add("rule", result.rule.identifier)
    object.add("version", result.rule.version.description)
    switch result.outcome {
    case .passed: object.add("outcome", "passed")
    case .failed: object.add("outcome", "failed")
    case .open(let why):
      object.add("outcome", "open")
      object.add("why", why)
    }
    var descriptions = JSONObject()
    for (language, text) in result.rule.descriptions.sorted(by: { $0.key < $1.key }) {
      descriptions.add(language, text)
    }
    object.add("description", descriptions)
    return object
  }

  /// The rules that failed, or that could not be asked: what each asks for, in words.
  static func sentences(_ judgement: RuleJudgement, _ language: Language) -> [String] {
    if case .passed = judgement { return [] }
    return judgement.results.map { result in
      let description = result.rule.description(in: language.tag)
      return result.rule.identifier + (description.isEmpty ? "" : ": " + description)
        + (result.stays.map { " (" + language.texts.stayed($0) + ")" } ?? "")
        + (result.why.map { " [" + $0 + "]" } ?? "")
    }
  }

  /// What should be known of rules, below the line that names them.
  static func line(_ concern: RuleConcern, _ language: Language) -> String {
    (concern.isGrave ? "  ✖ " : "  ! ") + language.texts.concern(concern)
  }

  /// What should be known of rules.
  static func object(_ concern: RuleConcern) -> JSONObject {
    var object = JSONObject()
    object.add("grave", concern.isGrave)
    object.add("detail", Language.english.texts.concern(concern))
    return object
  }

  static func add(_ set: RuleSet, at now: Timestamp, to object: inout JSONObject) {
    object.add("country", set.country)
    object.add("region", set.region)
    object.add("issued_at", set.issued?.rfc3339)
    object.add("expires", set.expires?.rfc3339)
    object.add("rules", UInt64(set.rules.count))
    object.add("current", UInt64(set.current(at: now).count))
    if let areas = set.areas {
      var member = JSONObject()
      member.add("issued_at", areas.issued.rfc3339)
      member.add("covers", areas.covers.map(\.description))
      member.add("rated", UInt64(areas.count))
      object.add("areas", member)
    }
    object.add("value_sets", set.valueSets.keys.map(\.text).sorted())
  }
}
