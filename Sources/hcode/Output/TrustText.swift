import HCodeFormats
import HCodeBase
import HCodeCore
import HCodeTrust

/// What a store holds for an operator's eyes: how old it is, when it ends, what is lacking.
struct TrustText {
  var language: Language
  var now: Timestamp

  private var texts: any Catalogue { language.texts }

  /// One line about a list, without what it holds.
  func headline(_ list: TrustList) -> String {
    Self.line([
      list.authority.description, list.names.name(in: language.tag), texts.version(list.version),
      texts.age(since: list.issued, at: now), texts.until(list.expires, at: now),
    ])
  }

  /// One line about trust material of another format.
  func headline(_ held: HeldForeignSource) -> String {
    Self.line([
      held.facts.name, texts.format(held.facts.format), texts.entries(held.count),
      texts.age(since: held.facts.since, at: now),
      held.facts.authority.map { texts.bundle(of: $0.description) },
      texts.until(held.facts.expires, at: now),
    ])
  }

  /// One line about a set of rules.
  func headline(_ held: HeldRules) -> String {
    Self.line([
      held.name, texts.rules(held.set, at: now), texts.age(since: held.since, at: now),
      held.expires.map { texts.until($0, at: now) },
    ])
  }

  /// What an issuer may say, a line a key.
  func lines(_ issuer: ListedIssuer, statusList: (StatusListURI) -> HeldStatusList?) -> [String] {
    var lines = [
      Self.line([
        issuer.identifier.description, issuer.names.name(in: language.tag),
        issuer.appeal.map(texts.appeal), issuer.sunset.map(texts.sunset),
      ])
    ]
    if let log = issuer.log { lines.append("  " + Self.line(texts.log(log))) }
    for key in issuer.keys {
      lines.append(
        "  "
          + Self.line([
            texts.key(key.publicKey.identifier), texts.use(key.use),
            texts.until(key.until, at: now),
          ]))
      if let uri = key.statusList { lines.append("    " + status(uri, statusList(uri))) }
    }
    return lines
  }

  private func status(_ uri: StatusListURI, _ held: HeldStatusList?) -> String {
    guard let held else { return Self.line([texts.statusList(uri), texts.notHere]) }
    return Self.line([
      texts.statusList(uri), texts.age(since: held.facts.issued, at: now),
      texts.until(held.facts.expires, at: now), texts.codes(held.count),
    ])
  }

  private static func line(_ parts: [String?]) -> String {
    parts.compactMap { $0 }.joined(separator: "  ")
  }
}
