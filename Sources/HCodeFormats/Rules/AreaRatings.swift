package import HCodeBase
package import HCodeCore

/// Which areas a place rates as risky, and from which day on: the member `areas` of a set of rules (docs/rules.md §6).
package struct AreaRatings: Sendable {
  /// The ratings, the graver first.
  package enum Rating: String, Sendable, CaseIterable {
    case high
    case medium
  }

  /// The most areas that one set rates.
  static let most = 65_536

  /// When the list was made.
  package let issued: Timestamp
  /// Of which areas the list says that they are low unless it rates them. All others that it does not rate are unrated.
  package let covers: [AreaCode]
  /// Areas with the first day on which a stay counts, in days since 1970.
  private typealias Days = [AreaCode: Int]
  /// The rated areas of each rating.
  private let rated: [Rating: Days]
  /// The areas that rated ones lie in, each with the first day of any of those.
  private let around: [Rating: Days]

  /// How many areas are rated.
  package var count: Int { rated.values.reduce(0) { $0 + $1.count } }

  /// The rated areas that no itinerary can name, or that lie outside what the list covers, where it says what it covers.
  package var unknown: [String] {
    Set(rated.values.flatMap(\.keys))
      .filter { area in
        area.isUnknown || !covers.isEmpty && !covers.contains { $0.contains(area) }
      }
      .map(\.description).sorted()
  }

  /// Whether the list was made by then: one of the future says nothing yet.
  func isMade(by now: Timestamp) -> Bool {
    issued <= now.advanced(bySeconds: Timestamp.clockTolerance)
  }

  init(_ json: JSONValue, _ place: String) throws(RuleSetError) {
    let members = try RuleMembers(json, place)
    // A rating under another name would rate nothing, and nobody would see it.
    try members.refuseOthers(than: ["issued", "covers"] + Rating.allCases.map(\.rawValue))
    guard let issued = Timestamp(rfc3339: try members.text("issued")) else {
      throw members.error("issued", "is no time such as 2026-11-26T08:00:00Z")
    }
    self.issued = issued
    var covers: [AreaCode] = []
    for (number, element) in (try members.array("covers") ?? []).enumerated() {
      guard case .string(let text) = element, let area = AreaCode(text) else {
        throw members.error("covers[\(number)]", "is no area such as CN or CN-41")
      }
      covers.append(area.withoutZeros)
    }
    self.covers = covers
    var rated: [Rating: Days] = [:]
    var around: [Rating: Days] = [:]
    var count = 0
    for rating in Rating.allCases {
      guard let json = members[rating.rawValue] else { continue }
      guard case .object(let areas) = json else {
        throw members.error(rating.rawValue, "is no object of areas and days")
      }
      for (name, value) in areas {
        guard let area = AreaCode(name)?.withoutZeros else {
          throw members.error("\(rating.rawValue).\(name)", "is no area such as CN-410105")
        }
        guard case .string(let text) = value, let day = CalendarDate(iso8601: text) else {
          throw members.error("\(rating.rawValue).\(name)", "is no day such as 2026-11-18")
        }
        let since = min(day.daysSince1970, rated[rating]?[area] ?? .max)
        rated[rating, default: [:]][area] = since
        for outer in area.enclosing {
          around[rating, default: [:]][outer] = min(around[rating]?[outer] ?? since, since)
        }
        count += 1
        guard count <= Self.most else {
          throw members.error(rating.rawValue, "rates more than \(Self.most) areas")
        }
      }
    }
    self.rated = rated
    self.around = around
  }

  /// What the list says of a stay.
  struct RatedStay {
    /// `high`, `medium`, `low` or `unrated`.
    var risk: String
    /// The ratings of areas inside the area that it names: the holder was near, and nobody knows whether in them.
    var near: [String]
  }

  /// What the list says of a stay that ended at the latest then.
  func finding(_ area: AreaCode, leftBy end: Timestamp) -> RatedStay {
    // A day begins first in the zone that is 14 hours ahead: whoever left after that may have been there on it.
    let day = Int((end.seconds + 14 * 3600) / 86_400)
    let area = area.withoutZeros
    func has(_ area: AreaCode, in days: Days?) -> Bool { days?[area].map { day >= $0 } ?? false }
    let risk = Rating.allCases.first { rating in
      ([area] + area.enclosing).contains { has($0, in: rated[rating]) }
    }
    let isCovered = !area.isUnknown && covers.contains { $0.contains(area) }
    return RatedStay(
      risk: risk?.rawValue ?? (isCovered ? "low" : "unrated"),
      near: Rating.allCases.filter { has(area, in: around[$0]) }.map(\.rawValue))
  }
}
