import HCodeCore

/// What a set of rules is, for people and for programs.
enum RuleText {
  /// `16 rules of AT, 12 count now, 8 value sets`.
  static func summary(_ set: RuleSet, at now: Timestamp) -> String {
    let place = set.region.map { "\(set.country), \($0)" } ?? set.country
    return [
      "\(set.rules.count) \(set.rules.count == 1 ? "rule" : "rules") for arrival in \(place)",
      "\(set.current(at: now).count) count now",
      "\(set.valueSets.count) \(set.valueSets.count == 1 ? "value set" : "value sets")",
    ].joined(separator: ", ")
  }

  static func add(_ set: RuleSet, at now: Timestamp, to object: inout JSONObject) {
    object.add("country", set.country)
    object.add("region", set.region)
    object.add("issued_at", set.issued?.rfc3339)
    object.add("expires", set.expires?.rfc3339)
    object.add("rules", UInt64(set.rules.count))
    object.add("current", UInt64(set.current(at: now).count))
    object.add("value_sets", set.valueSets.keys.sorted())
  }
}
