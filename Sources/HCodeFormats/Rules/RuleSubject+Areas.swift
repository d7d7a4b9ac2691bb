import HCodeBase
import HCodeCore

extension RuleSubject {
  /// The JSON as rules of a set see it: with the holder's stays, what the set's ratings say of each, and at `risk` the latest stay of each
  /// rating. Rules cannot join the two themselves: CertLogic's `reduce` sees neither another list nor the value sets (docs/rules.md §6).
  func json(ratedBy ratings: AreaRatings?, at now: Timestamp) -> JSONValue {
    guard case .object(var members) = json, payload == .evidence else { return json }
    guard let itinerary, let time = itineraryTime else {
      members["risk"] = .object([:])
      return .object(members)
    }
    var latest: [(risk: String, area: AreaCode, end: Timestamp)] = []
    let stays = itinerary.stays.map { stay in
      let end = stay.end(of: time)
      let finding = ratings?.finding(stay.area, leftBy: end)
      let risk = finding?.risk ?? "unrated"
      if let place = latest.firstIndex(where: { $0.risk == risk }) {
        if latest[place].end < end { latest[place] = (risk, stay.area, end) }
      } else {
        latest.append((risk, stay.area, end))
      }
      return JSONValue.object([
        "area": .string(stay.area.description), "until": .string(String(end.rfc3339.prefix(10))),
        "days_ago": Self.days(from: end, to: now), "risk": .string(risk),
        "near": .array((finding?.near ?? []).map { .string($0) }),
      ])
    }
    members["itinerary"] = .array([
      .object([
        "kind": .string(EvidenceKind.itinerary.word), "time": .string(time.rfc3339),
        "days": .number(String(itinerary.days)), "source": .string(itinerary.source.word),
        "stays": .array(stays),
      ])
    ])
    members["risk"] = .object(
      JSONFields(
        latest.map { stay in
          (
            key: stay.risk,
            value: .object([
              "area": .string(stay.area.description),
              "days_ago": Self.days(from: stay.end, to: now),
            ])
          )
        }))
    return .object(members)
  }

  /// Whole days, none when it is yet to come: a stay counts as later rather than earlier.
  private static func days(from end: Timestamp, to now: Timestamp) -> JSONValue {
    .number(String(max(0, (now.seconds - end.seconds) / 86_400)))
  }
}
