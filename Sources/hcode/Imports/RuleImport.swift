import HCodeGate
import HCodeSystem
import HCodeBase
import HCodeFormats
import HCodeTrust

/// Takes files of rules into a store.
enum RuleImport {
  /// All of the files or none; tells of each.
  static func take(
    _ names: [FileName], source: String?, lifetime: Int64?, into store: TrustStore,
    at now: Timestamp, json: Bool
  ) throws -> [String] {
    let files = try names.map { name in
      try URLFetching.isURL(name)
        ? URLFetching.bytes(of: name, limit: RuleSet.maximumFileBytes)
        : FileReading.bytes(of: name, limit: RuleSet.maximumFileBytes)
    }
    let taken = try store.change { holdings in
      try zip(names, files).map { name, bytes in
        do {
          return try holdings.takeRules(
            bytes, source: source, lifetime: lifetime, at: now,
            url: URLFetching.isURL(name) ? name.description : nil)
        } catch let refusal as ListRefusal {
          throw refusal.in(name)
        }
      }
    }
    return zip(names, taken).map { name, result in
      let (held, outcome) = result
      guard json else {
        let first =
          "\(name.description): \(held.name), \(Language.english.texts.rules(held.set, at: now)): "
          + ListImport.word(outcome).replacing("-", with: " ")
          + (held.expires.map { ", until \(LocalTime.text($0))" } ?? "")
        return ([first] + held.set.concerns(at: now).map { RuleText.line($0, .english) }).map(
          TerminalText.escaped
        )
        .joined(separator: "\n")
      }
      var object = JSONObject()
      object.add("file", name.description)
      object.add("what", held.name)
      object.add("outcome", ListImport.word(outcome))
      object.add("rules", UInt64(held.set.rules.count))
      object.add("expires", held.expires?.rfc3339)
      return object.line
    }
  }

  /// Fetches what came from a URL again, under the name and for the time that it has here.
  static func refresh(
    _ held: HeldRules, url: String, in store: TrustStore, at now: Timestamp, json: Bool
  ) throws -> [String] {
    try take(
      [FileName(url)], source: held.source, lifetime: held.lifetime, into: store, at: now,
      json: json)
  }
}
