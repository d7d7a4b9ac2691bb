import HCodeBase
import HCodeCore

extension RuleSubject {
  /// The JSON as rules of a set see it: with the holder's stays, what the set's ratings say of each, and at `risk` the latest stay of each
  /// rating. Rules cannot join the two themselves: CertLogic's `reduce` sees neither another list nor the value sets (docs/rules.md §6).
  func json(ratedBy ratings: AreaRatings?, at now: Timestamp) -> JSONValue {
    guard case .object(var members) = json, payload == .evidence else { return json }
    if let ratings {
      members["ratings"] = .object([
        "issued": .string(ratings.issued.rfc3339),
        "days_ago": Self.days(from: ratings.issued, to: now),
      ])
    }
    guard let itinerary, let time = itineraryTime else {
      members["risk"] = .object([:])
      return .object(members)
    }
    var latest: [(risk: String, area: AreaCode, end: Timestamp)] = []
    func note(_ risk: String, _ area: AreaCode, _ end: Timestamp) {
      if let place = latest.firstIndex(where: { $0.risk == risk }) {
        if latest[place].end < end { latest[place] = (risk, area, end) }
      } else {
        latest.append((risk, area, end))
      }
    }
    let stays = itinerary.stays.map { stay in
      let end = stay.daysSinceLeaving == 0 ? max(now, time) : stay.lastMoment(of: time)
      let finding = ratings.map { self.finding(stay, of: time, $0, at: now) }
      let risk = finding?.risk ?? "unrated"
      note(risk, stay.area, end)
      // A stay of high risk is one of medium risk at least: a rule with a longer window may ask for those.
      if risk == AreaRatings.Rating.high.rawValue {
        note(AreaRatings.Rating.medium.rawValue, stay.area, end)
      }
      return JSONValue.object([
        "area": .string(stay.area.description),
        "until": .string(String(stay.end(of: time).rfc3339.prefix(10))),
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

  /// The gravest of what ratings say of the stays.
  func ratedStays(by ratings: AreaRatings, asksNear: Bool, at now: Timestamp) -> RatedStays? {
    guard let itinerary, let time = itineraryTime else { return nil }
    let found = itinerary.stays.map { finding($0, of: time, ratings, at: now) }
    return RatedStays(
      wasIn: AreaRatings.Rating.allCases.first { rating in
        found.contains { $0.risk == rating.rawValue }
      },
      near: asksNear
        ? AreaRatings.Rating.allCases.first { rating in
          found.contains { $0.near.contains(rating.rawValue) }
        } : nil)
  }

  private func finding(
    _ stay: Itinerary.Stay, of time: Timestamp, _ ratings: AreaRatings, at now: Timestamp
  ) -> AreaRatings.RatedStay {
    // Whoever was there at the itinerary's end may be there still.
    ratings.finding(
      stay.area, leftBy: stay.daysSinceLeaving == 0 ? max(now, time) : stay.end(of: time))
  }

  /// Whole days, none when it is yet to come: a stay counts as later rather than earlier.
  private static func days(from end: Timestamp, to now: Timestamp) -> JSONValue {
    .number(String(max(0, (now.seconds - end.seconds) / 86_400)))
  }
}
