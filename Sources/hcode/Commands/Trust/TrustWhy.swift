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
  private static func obstacles(_ route: TrustRoute, at now: Timestamp) -> [String] {
    var obstacles: [String] = []
    for list in route.lists where now >= list.expires {
      obstacles.append("the trust list of \(list.authority) ended \(LocalTime.text(list.expires))")
    }
    if let sunset = route.sunset, now >= sunset {
      obstacles.append("its sunset was \(LocalTime.text(sunset))")
    }
    if now >= route.key.until {
      obstacles.append("the key ended \(LocalTime.text(route.key.until))")
    }
    if now.advanced(bySeconds: Timestamp.clockTolerance) < route.key.notBefore {
      obstacles.append("the key may sign only from \(LocalTime.text(route.key.notBefore))")
    }
    if let uri = route.key.statusList {
      switch route.statusList {
      case nil: obstacles.append("its status list \(uri) is not here")
      case .some(let list) where now >= list.expires:
        obstacles.append("its status list \(uri) ended \(LocalTime.text(list.expires))")
      default: break
      }
    }
    return obstacles
  }

  private func text(
    _ identifier: KeyIdentifier, _ route: TrustRoute, _ obstacles: [String], at now: Timestamp
  ) -> String {
    let words = TrustText(language: output.language, now: now)
    var lines = [
      "key \(identifier.hex) of \(route.issuer) (\(route.names.name(in: output.language.rawValue)))",
      "  named by the trust list of \(route.list.authority), version \(route.list.version), \(words.age(route.list.issued))",
    ]
    if let recogniser = route.recognition {
      lines.append(
        "  recognised by the pinned authority \(recogniser.list.authority): \(TrustListText.terms(recogniser.terms))"
      )
    } else {
      lines.append("  which is pinned here")
    }
    switch route.key.use {
    case .codes: lines.append("  for codes: \(TrustListText.use(route.key.use))")
    case .statusLists: lines.append("  for status lists, and no codes")
    }
    lines += obstacles.map { "  NOT BELIEVED NOW: " + $0 }
    if obstacles.isEmpty { lines.append("  believed") }
    return lines.map(TerminalText.escaped).joined(separator: "\n")
  }

  private func json(
    _ identifier: KeyIdentifier, _ route: TrustRoute, _ obstacles: [String], at now: Timestamp
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
    object.add("obstacles", obstacles)
    return object
  }

  /// Why nothing was found.
  private func absence(_ holdings: TrustHoldings) -> String {
    var lines = ["\(subject): not believed"]
    if holdings.anchors.isEmpty { lines.append("  no authority is pinned in this store") }
    for recognition in holdings.anchors.compactMap({ holdings.lists[$0]?.list })
      .flatMap(\.recognitions) where recognition.authority.description == subject
    {
      lines.append(
        "  \(subject) is recognised, but no list of it signed by its recognised root keys is here")
    }
    for held in holdings.lists.values where !holdings.isBelieved(held) {
      let isNamed = held.list.issuers.contains {
        $0.identifier.description == subject
          || $0.keys.contains { $0.publicKey.identifier.hex == subject.lowercased() }
      }
      if isNamed || held.list.authority.description == subject {
        lines.append(
          "  the list of \(held.list.authority) names it, and no pinned authority recognises that list"
        )
      }
    }
    if lines.count == 1 { lines.append("  no list in this store names it") }
    return lines.map(TerminalText.escaped).joined(separator: "\n")
  }
}
