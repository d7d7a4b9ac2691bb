import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeTrust

struct TrustWhy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Say why a key or an issuer is believed, or why not.",
    discussion: """
      The exit status is 0 when it is believed now, 30 when not.

      EXAMPLE
        hcode trust why 63923925bf1b74d0
        hcode trust why CN-HA
      """)

  @Argument(
    help: ArgumentHelp("A key id, an issuer or an authority.", valueName: "kid|issuer"))
  var subject: String

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let now = try clock.time()
    let holdings = try storeOptions.trustStore.holdings()
    let routes = holdings.routes.sorted {
      $0.key.bytes.lexicographicallyPrecedes($1.key.bytes)
    }.flatMap { identifier, routes in routes.map { (identifier, $0) } }
      .filter { matches($0.0, $0.1) }
    let findings = routes.map { ($0.0, $0.1, Self.obstacles($0.1, at: now)) }
    if output.json {
      for (identifier, route, obstacles) in findings {
        try tell(json(identifier, route, obstacles, at: now).line)
      }
    } else if !output.quiet {
      for (identifier, route, obstacles) in findings {
        try tell(text(identifier, route, obstacles, at: now))
      }
      if findings.isEmpty { try tell(absence(holdings)) }
    }
    guard findings.contains(where: { $0.2.isEmpty }) else {
      throw ExitCode(ExitStatus.undecided.rawValue)
    }
  }

  private func tell(_ text: String) throws {
    if !output.quiet { try StandardOutput.write(text) }
  }

  private func matches(_ identifier: KeyIdentifier, _ route: TrustRoute) -> Bool {
    identifier.hex == subject.lowercased() || route.issuer.description == subject
      || route.list.authority.description == subject
  }

  /// What keeps the key from being believed now.
  private static func obstacles(_ route: TrustRoute, at now: Timestamp) -> [TrustObstacle] {
    var obstacles: [TrustObstacle] = []
    for list in route.lists where now >= list.expires {
      obstacles.append(.trustListEnded(list.authority, list.expires))
    }
    if let sunset = route.sunset, now >= sunset {
      obstacles.append(.sunset(sunset))
    }
    if now >= route.key.until {
      obstacles.append(.keyEnded(route.key.until))
    }
    if now.advanced(bySeconds: Timestamp.clockTolerance) < route.key.notBefore {
      obstacles.append(.keyNotYet(route.key.notBefore))
    }
    if let uri = route.key.statusList {
      switch route.statusList {
      case nil: obstacles.append(.statusListMissing(uri))
      case .some(let list) where now >= list.expires:
        obstacles.append(.statusListEnded(uri, list.expires))
      default: break
      }
    }
    return obstacles
  }

  private func text(
    _ identifier: KeyIdentifier, _ route: TrustRoute, _ obstacles: [TrustObstacle],
    at now: Timestamp
  ) -> String {
    let name = route.names.name(in: output.language.tag)
    var standings: [TrustStanding] = [
      .key(identifier, of: route.issuer, name: name), .named(by: route.list, at: now),
      route.recognition.map { .recognised(by: $0.list.authority, $0.terms) } ?? .pinned,
    ]
    switch route.key.use {
    case .codes: standings.append(.forCodes(route.key.use))
    case .statusLists: standings.append(.forStatusLists)
    }
    standings += obstacles.map { .notNow($0) }
    if obstacles.isEmpty { standings.append(.believed) }
    return lines(standings.map(output.language.texts.standing))
  }

  /// The first line, and the others below it.
  private func lines(_ texts: [String]) -> String {
    texts.enumerated().map { TerminalText.escaped(($0 == 0 ? "" : "  ") + $1) }
      .joined(separator: "\n")
  }

  private func json(
    _ identifier: KeyIdentifier, _ route: TrustRoute, _ obstacles: [TrustObstacle],
    at now: Timestamp
  ) -> JSONObject {
    var object = JSONObject()
    object.add("key_id", identifier.hex)
    object.add("issuer", route.issuer.description)
    object.add("believed", obstacles.isEmpty)
    object.add("list", route.list.authority.description)
    object.add("list_version", route.list.version)
    if let recogniser = route.recognition {
      var member = JSONObject()
      member.add("authority", recogniser.list.authority.description)
      TrustJSON.add(recogniser.terms, to: &member)
      object.add("recognised_by", member)
    }
    object.add("obstacles", obstacles.map(Language.english.texts.obstacle))
    return object
  }

  /// Why nothing was found.
  private func absence(_ holdings: TrustHoldings) -> String {
    var absences: [TrustAbsence] = [.notBelieved(subject)]
    if holdings.anchors.isEmpty { absences.append(.nothingPinned) }
    for recognition in holdings.anchors.compactMap({ holdings.lists[$0]?.list })
      .flatMap(\.recognitions) where recognition.authority.description == subject
    {
      absences.append(.listMissing(subject))
    }
    for held in holdings.lists.values where !holdings.isBelieved(held) {
      let isNamed = held.list.issuers.contains {
        $0.identifier.description == subject
          || $0.keys.contains { $0.publicKey.identifier.hex == subject.lowercased() }
      }
      if isNamed || held.list.authority.description == subject {
        absences.append(.listNotRecognised(held.list.authority))
      }
    }
    if absences.count == 1 { absences.append(.notNamed) }
    return lines(absences.map(output.language.texts.absence))
  }
}
