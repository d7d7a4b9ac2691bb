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
      The exit status is 0 if the key or issuer is believed now, 30 if not.

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
    let paths = holdings.paths.sorted {
      $0.key.bytes.lexicographicallyPrecedes($1.key.bytes)
    }.flatMap { identifier, paths in paths.map { (identifier, $0) } }
      .filter { matches($0.0, $0.1) }
    let findings = paths.map { ($0.0, $0.1, Self.obstacles($0.1, at: now)) }
    if output.json {
      for (identifier, path, obstacles) in findings {
        try tell(json(identifier, path, obstacles, at: now).line)
      }
    } else if !output.quiet {
      for (identifier, path, obstacles) in findings {
        try tell(text(identifier, path, obstacles, at: now))
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

  private func matches(_ identifier: KeyIdentifier, _ path: TrustPath) -> Bool {
    identifier.hex == subject.lowercased() || path.issuer.description == subject
      || path.list.authority.description == subject
  }

  /// What keeps the key from being believed now.
  private static func obstacles(_ path: TrustPath, at now: Timestamp) -> [TrustObstacle] {
    var obstacles: [TrustObstacle] = []
    for list in path.lists where now >= list.expires {
      obstacles.append(.trustListEnded(list.authority, list.expires))
    }
    if let sunset = path.sunset, now >= sunset {
      obstacles.append(.sunset(sunset))
    }
    if now >= path.key.until {
      obstacles.append(.keyEnded(path.key.until))
    }
    if now.advanced(bySeconds: Timestamp.clockTolerance) < path.key.notBefore {
      obstacles.append(.keyNotYet(path.key.notBefore))
    }
    if let uri = path.key.statusList {
      switch path.statusList {
      case nil: obstacles.append(.statusListMissing(uri))
      case .some(let list) where now >= list.expires:
        obstacles.append(.statusListEnded(uri, list.expires))
      default: break
      }
    }
    return obstacles
  }

  private func text(
    _ identifier: KeyIdentifier, _ path: TrustPath, _ obstacles: [TrustObstacle],
    at now: Timestamp
  ) -> String {
    let name = path.names.name(in: output.language.tag)
    var standings: [TrustStanding] = [
      .key(identifier, of: path.issuer, name: name), .named(by: path.list, at: now),
      path.recognition.map { .recognised(by: $0.list.authority, $0.terms) } ?? .pinned,
    ]
    switch path.key.use {
    case .codes, .countersign, .venues, .exposures:
      standings.append(.forCodes(path.key.use))
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
    _ identifier: KeyIdentifier, _ path: TrustPath, _ obstacles: [TrustObstacle],
    at now: Timestamp
  ) -> JSONObject {
    var object = JSONObject()
    object.add("key_id", identifier.hex)
    object.add("issuer", path.issuer.description)
    object.add("believed", obstacles.isEmpty)
    object.add("list", path.list.authority.description)
    object.add("list_version", path.list.version)
    if let recogniser = path.recognition {
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
    for record in holdings.keyRecords where record.key.hex == subject.lowercased() {
      absences += record.value.withdrawals.map { .withdrawn($0) }
    }
    if absences.count == 1 { absences.append(.notNamed) }
    return lines(absences.map(output.language.texts.absence))
  }
}
