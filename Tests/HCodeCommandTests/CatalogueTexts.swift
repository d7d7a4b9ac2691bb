@testable import HCodeSystem
@testable import HCodeBase
@testable import HCodeDesk
@testable import HCodeFormats
@testable import HCodeGate
@testable import HCodePaper
@testable import HCodeRegistry
@testable import HCodeTrust
import HCodeCore
import Testing

@testable import HCodeCore
@testable import hcode

/// Everything that a catalogue says, each text with what asks for it.
struct CatalogueTexts {
  let samples: Samples
  let texts: any Catalogue

  typealias Text = (name: String, text: String)

  func all() throws -> [Text] {
    try verdicts() + notices() + streams() + results() + explanations() + doctor() + trust()
      + lists() + keys()
      + audits() + paper() + desk() + venues()
  }

  private func desk() -> [Text] {
    let (time, now) = (samples.list.issued, samples.now)
    var facts: [DeskFact] = [
      .again, .made(folder: "1/"), .found(folder: "1/"), .serve(folder: "1/", url: "2/"),
      .serve(folder: "1/", url: nil), .tellFingerprint("1"), .moveRoot(file: "1"), .addOfficer,
      .publishAlways, .firstListWaits(file: "1"), .secret(isHere: true, until: time),
      .secret(isHere: false, until: time), .lastList(version: 2, until: time, now: now),
      .neverPublished, .nextApprove(file: "1"), .nextPublish, .rehearsalNote,
      .nextFinish(file: "1", options: "2"), .nextAdd(file: "1"), .rights, .compare,
      .removed(until: time),
      .removed(until: nil), .backedUp(files: 12),
      .statusList("1", issued: time, until: time, now: now), .settled(.finished("1")),
      .settled(.undone("1")), .settled(.dropped("1")), .recognised, .recognisedAgain,
      .reissue("1", (file: "2", count: 1)), .reissue("1", (file: "2", count: 3)),
      .reissue("1", nil), .rootsChange,
      .lostRoots(authority: "1", bundle: "2"),
      .ends(samples.list.authority, time),
      .nextDestroy(after: time), .destroyed("1", records: 1), .destroyed("1", records: 2),
      .erased(keys: 1), .erased(keys: 5), .nextServe,
    ]
    facts += DeskCheck.Name.allCases.map { .check($0) }
    let findings: [DeskCheck.Finding] = [
      .keys("1", until: time), .noKeys, .lists(until: time), .neverPublished,
      .unpublished(1, isListOld: false), .unpublished(2, isListOld: true),
      .unpublished(0, isListOld: true), .published, .registry("1"), .oldRegistry("1", 1),
      .oldRegistry("1", 2), .log(entries: 1), .log(entries: 2), .mode("1"), .modes, .bothOfficers,
      .noOfficer, .officers, .backup(time), .neverBackedUp,
      .neighbours(1), .neighbours(2), .neighbourEnds("1", time), .neighbourEnds("1", nil),
      .keyEnded("1", since: time),
      .ends(time),
      .over(since: time, lastCode: time, isLastOver: true),
      .over(since: time, lastCode: now, isLastOver: false),
      .over(since: time, lastCode: nil, isLastOver: true), .closed,
      .contradiction(.mark), .contradiction(.keys(["1", "2"])), .contradiction(.people("1")),
      .contradiction(.noEntry("1")), .contradiction(.unreadable("1")),
    ]
    facts += findings.map { .finding($0) }
    facts += [0, 1, 2].map { .entriesWait($0) }
    facts += DeskFact.Passphrase.allCases.map { .passphrase($0) }
    facts += DeskFact.Label.allCases.map { .label($0) }
    facts += DeskFact.SecondOfficer.allCases.map { .can($0) }
    facts += (DeskRole.allCases.map(Optional.some) + [nil]).map { .role($0) }
    let events: [DeskEvent] = [
      .statusList("1", [.revoked: 3, .suspended: 2], until: time), .log(entries: 1, new: 1),
      .log(entries: 9, new: 2), .trustList("1", version: 2, until: time),
      .bundle("1", bytes: 300, until: time),
      .waitsForSignatures(version: 4, has: 1, needs: 2, lacking: ["3"], file: "1", published: time),
      .waitsForSignatures(
        version: 4, has: 1, needs: 2, lacking: ["3", "5"], file: "1", published: nil),
      .statusListMissing("1"), .notFetched("1"), .foreignServed("1"), .rangeWaits("1", url: "2"),
      .rangeWaits("1", url: nil), .nothingDue(next: time),
      .newLog("1", entries: 1), .newLog("1", entries: 2), .neighbour("1", .notFetched),
      .neighbour("1", .refused(.rollback)), .neighbour("1", .older),
      .neighbour("1", .tooLarge),
    ]
    facts += events.map { .event($0) }
    facts += DeskFact.Adopted.allCases.flatMap { [.adopted($0, "1"), .adopted($0, nil)] }
    facts += [
      .adoptedLists(1), .adoptedLists(2), .adoptBundleKey, .adoptQuestion(folder: "1"),
    ]
    let restored: [RestoreEvent] = [
      .trustList(version: 3, issued: time), .sourceMade, .settingsMade,
      .notLookedAt("1"), .notVerified("1"), .unreadableRegistry("1"), .neighbours(["1", "2"]),
      .neighbourUnknown("1"),
      .registry("1", from: 8, isNew: true, worse: 1, kept: 0),
      .registry("1", from: 8, isNew: false, worse: 2, kept: 1),
      .registry("1", from: 8, isNew: false, worse: 0, kept: 2),
      .registry("1", from: nil, isNew: false, worse: 1, kept: 0), .noStatusList("1"),
      .log(entries: 1), .log(entries: 2), .logLost, .unknownChanges("1", 1),
      .unknownChanges("1", 2), .unknownAfter(time), .unknownAtAll,
      .oldDesk("1"),
    ]
    facts += (restored + DeskRole.allCases.map { .secretLost($0) }).map { .restored($0) }
    return facts.enumerated().map { ("desk \($0)", texts.desk($1)) }
      + findings.enumerated().compactMap { place, finding in
        texts.deskRemedy(finding).map { ("desk remedy \(place)", $0) }
      }
  }

  private func verdicts() throws -> [Text] {
    let (time, now) = (samples.list.issued, samples.now)
    let age = try #require(EvidenceAge(minutes: 90))
    var all: [Text] = Answer.allCases.map { ("head \($0)", texts.head($0)) }
    all += VerdictReason.allCases.map { ("reason \($0.rawValue)", texts.reason($0)) }
    all += [
      ("expired", texts.expired(on: time)), ("valid from", texts.valid(from: time)),
      ("key ended", texts.keyEnded(on: time)),
      ("key withdrawn", texts.keyWithdrawn(try samples.withdrawal())),
      ("unread key files", texts.unreadKeyFiles("/1", others: 2)),
      (
        "refused by one",
        texts.refused(by: "9-1", ImportRefusal(.rollback, "WHAT"))
      ),
      ("dropped key", texts.droppedKey(samples.officers[0].keyIdentifier)),
      ("not fetched", texts.notFetched(2, of: "9-1")),
      ("unchanged file", texts.unchangedFile), ("passed over", texts.passedOver("9-1")),
      ("bare key note", texts.bareKeyNote),
      ("unknown foreign issuer", texts.unknownForeignIssuer),
      ("until", texts.until(time)), ("until, UTC", texts.untilUTC(time)),
      ("appeal", texts.appeal("12345")), ("issuer", texts.issuer("河南", "9-1", recognisedBy: nil)),
      ("issuer recognised", texts.issuer("河南", "9-1", recognisedBy: "9-2")),
      ("ignored texts", texts.ignoredTexts(2)), ("page", texts.page(2)), ("more", texts.more(3)),
    ]
    all += try changes()
    all += [HealthStatus.green, .yellow, .red].map { ("colour \($0)", texts.colour($0)) }
    all += ChangeReason.allCases.map { ("change reason \($0.word)", texts.changeReason($0)) }
    all += StatusReason.allCases.map { ("status reason \($0.word)", texts.statusReason($0)) }
    for kind in EvidenceFamily.test.kinds {
      for result in Evidence.TestResult.allCases {
        let evidence = Evidence.test(kind, result: result, age: age, place: nil, product: nil)
        all.append(
          ("evidence \(kind) \(result)", texts.evidence(evidence, at: now, issuedAt: time)))
      }
    }
    let dose = Evidence.vaccination(dose: 2, of: 3, age: age, place: nil, product: nil)
    all.append(("evidence vaccination", texts.evidence(dose, hoursAgo: 71)))
    all.append(
      ("evidence recovery", texts.evidence(.recovery(age: age, place: nil), hoursAgo: 72)))
    for source in Itinerary.Source.allCases {
      let stays = ["CN-11 2026-11-20", "CN-41"].prefix(source == .declared ? 1 : 2)
      let itinerary = try Itinerary.read(
        window: "14d:\(source.word)", stays: Array(stays), endingAt: time)
      all.append(
        ("itinerary \(source.word)", texts.evidence(.itinerary(itinerary, age: age), hoursAgo: 1)))
    }
    let area = try #require(AreaCode("CN-41"))
    all += [
      ("stay", texts.stay(in: area, until: "2026-11-20")),
      ("stay, not left", texts.stay(in: area, until: nil)),
    ]
    all += ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 200] as [UInt8]).compactMap { number in
      HolderCategory(rawValue: number).map { ("category \($0.word)", texts.category($0)) }
    }
    all += EvidenceKind.allCases.map { ("evidence kind \($0)", texts.evidenceKind($0)) }
    all += Evidence.TestResult.allCases.map { ("test result \($0)", texts.testResult($0)) }
    all += [(.high, nil), (nil, .medium), (.medium, .high)].compactMap { wasIn, near in
      RatedStays(wasIn: wasIn, near: near).map { ("stayed", texts.stayed($0)) }
    }
    all.append(("same bearer", texts.sameBearer(Bearer.Field.allCases)))
    all += CertificateFormat.allCases.map { ("format \($0.rawValue)", texts.format($0)) }
    all += FreshnessWarning.Kind.allCases.map { kind in
      let warning = FreshnessWarning(kind: kind, subject: "9-1", time: time)
      return ("warning \(kind.rawValue)", texts.warning(warning))
    }
    all += RepairedText.Lock.allCases.map { lock in
      let text = RepairedText(
        text: [], layouts: ["1", "2"], lock: lock, isFullWidth: lock == .none, isAsTyped: false)
      return ("mended \(lock)", texts.mended(text))
    }
    all.append(("mended framed", texts.mended(.framed([]))))
    return all
  }

  /// Of codes that change at the office and at the gate.
  private func changes() throws -> [Text] {
    let (time, key) = (samples.list.issued, samples.officers[0].keyIdentifier)
    let name = Attributed(
      try #require(StatusListURI("https://9.1/2")), of: try Samples.identifier("9-1"))
    let old = try #require(StatusList(bytes: [0b01_00_11_10]))
    var all: [Text] = []
    for (number, bits) in [UInt8(0), 0b01_01_11_11, 0b01_00_11_00].enumerated() {
      let new = try #require(StatusList(bytes: [bits]))
      let changes = try #require(StatusListChanges(name, from: old, to: new))
      all.append(("changes \(number)", texts.changes(changes)))
      all.append(("unusual \(number)", texts.unusual(changes)))
    }
    let code = RegisteredCode(
      index: 7, issued: time, expires: time, status: .yellow)
    return all + [
      ("will not learn", texts.willNotLearn(key)),
      ("has a code", texts.hasValidCode(code, key.hex)),
      ("changed", texts.changed(code, key.hex, from: .asSigned, to: .suspended)),
      ("destroyed", texts.nextAfterDestruction),
      ("type the name", texts.typeName(of: try Samples.identifier("9-1"))),
      ("next", texts.nextAfterChange(hasLog: false)),
      ("next, log", texts.nextAfterChange(hasLog: true)),
      ("replaced", texts.replaced(7, key.hex)),
      ("replaced before", texts.replacedBefore(7, key.hex)),
    ]
  }

  private func notices() throws -> [Text] {
    let (time, key) = (samples.list.issued, samples.officers[0].keyIdentifier)
    let notices: [Notice] =
      [
        .newPassphrase, .passphrase, .passphraseReadable(mode: 0o644), .falseSignature(key),
        .strangeSignatures(1),
        .strangeSignatures(2), .logMissing("7.1/2"), .notOverwritten, .noCode, .deviceGone,
        .deviceBack, .noBell, .repeated(row: 3), .furtherRepeats, .furtherRejects, .red(of: "1"),
        .red(of: nil), .grounds(.change(.replaced), order: "1"),
        .askedFor(by: try Samples.identifier("9-1"), at: time),
      ]
      + CodeStatus.changes.flatMap {
        [.change(of: 1, key: key, to: $0), .change(of: 2, key: key, to: $0)]
      }
    return notices.map { ("notice \($0)", texts.notice($0)) }
  }

  private func venues() throws -> [Text] {
    let office = try Samples.identifier("9-1")
    let facts: [VenueFact] =
      [
        .posterSentence, .digest("1"), .noOffice(office), .noted, .nothing,
        .list(of: office, issued: samples.list.issued),
      ] + [0, 1, 2, 3, 200].map { .met(day: "1", at: "2", minutes: 3, advice: $0) }
    return facts.map { ("venue \($0)", texts.venue($0)) }
  }

  private func results() throws -> [Text] {
    let time = try Samples.time("2026-11-24T10:00:00Z")
    let lines: [ResultLine] = [
      .forgotten(1), .purged(1, changes: 0), .purged(1, changes: 2), .clockNoted(time),
      .destroyed(1), .destroyedBefore(time, changes: 0), .destroyedBefore(time, changes: 2),
      .collected(file: "1", codes: 2), .finished(completed: 1, dropped: 2), .forgot("1"),
      .recognised(authority: "1", names: "2"), .logSigned(origin: "1", entries: 2, root: "3"),
      .logCosigned(origin: "1", entries: 2, name: "3"),
      .proof(file: "1", index: 2, entries: 3, bytes: 4),
      .logExported(file: "1", bytes: 2, from: 3, to: 4),
      .registryMade(file: "1", issuer: "2", key: "3", capacity: "4"),
      .leased(file: "1", indexes: "2"), .bundled(file: "1", files: 2, until: time),
      .delta(file: "1", bytes: 2, changed: 3),
      .sourceMade(file: "1", authority: "2", threshold: "3", roots: 4), .nextAfterSource,
    ]
    return lines.map { ("result \($0)", texts.result($0)) }
  }

  private func streams() -> [Text] {
    var summary = StreamSummary(language: Language(tag: "", texts: texts), counts: [:])
    var all: [Text] = [("summary of nothing", texts.summary(summary))]
    for (number, answer) in Answer.allCases.enumerated() {
      summary.counts[answer.exitStatus] = number + 1
    }
    summary.counts[.data] = 9
    all.append(("summary", texts.summary(summary)))
    summary.frames = FrameCounts(frames: 90, dropped: 8, damaged: 7)
    summary.incomplete = 6
    return all + [
      ("summary of frames", texts.summary(summary)), ("time left", texts.timeLeft("1:05")),
    ]
  }

  private func explanations() throws -> [Text] {
    let (time, key) = (samples.list.issued, samples.officers[0].keyIdentifier)
    var all: [Text] = ExplanationQuestion.allCases.map { ("label \($0)", texts.label($0)) }
    all += CodeChange.allCases.map { ("change \($0.rawValue)", texts.change($0, asOf: nil)) }
    all.append(("change, list known", texts.change(.unchanged, asOf: time)))
    all += LogAnswer.allCases.map { answer in
      ("log \(answer.rawValue)", texts.logAnswer(answer, origin: "7.1/2", asOf: time))
    }
    all += LogAct.Kind.allCases.map { ("logged on, \($0.word)", texts.logged(on: time, $0)) }
    all += ActForce.allCases.map { ("force, \($0.rawValue)", texts.force($0)) }
    all += CodeStatus.changes.map {
      ("shortfall, \($0.word)", texts.shortfall($0, missing: 3, of: 41))
    }
    return all + [
      ("key", texts.key(key)),
      ("set by", texts.setBy("河南", try Samples.identifier("9-1"), key: key)),
      ("ask for the opening", texts.askForOpening),
      ("no appeal", texts.noAppeal), ("not checked", texts.notChecked),
      ("how to check", texts.howToCheck(try Samples.identifier("9-1"))),
      ("proof", texts.proof(entry: 5, of: 9, in: "7.1/2", signed: time, witnesses: 2)),
      ("log agrees", texts.log(agrees: true)), ("log disagrees", texts.log(agrees: false)),
    ]
  }

  // MARK: Doctor

  /// A finding of every kind.
  func findings() throws -> [CheckFinding] {
    let (list, now) = (samples.list, samples.now)
    let names = [FileName("/1"), FileName("/2")]
    let places: [TrustPlaces.Used] = [
      .init(place: .store(names[0]), origin: .option("1")),
      .init(place: .keyFiles(names[1]), origin: .variable("2")),
      .init(place: .keyFiles(names[1]), origin: .byDefault),
    ]
    let held = HeldStatusList(
      facts: samples.statusListFacts, signer: samples.officers[0].keyIdentifier, count: 4096,
      url: nil, tallies: [])
    let package = DebianVersion("1.2-3")
    let bounds = ClockBounds(
      signed: .init(time: list.expires, file: "9"), seen: list.expires)
    var all: [CheckFinding] = [
      .time(now, ClockBounds()), .time(now, bounds), .timeOutsideCalendar, .timeOutsideYears(now),
      .timeBefore(.signed, now, bounds), .timeBefore(.seen, now, bounds),
      .timeBefore(.release, now, ClockBounds()), .synchronised(milliseconds: 12),
      .notSynchronised, .synchronisationUnknown, .noPlaces, .places(places),
      .unreadKeyFiles(places, first: "/1", others: 2),
      .unreadable(FileError.empty),
      .unreadable(TrustStoreError.missing), .notWritable(places: 8),
      .writable(by: .anybody, place: "/1", mode: "0777", others: 2, command: "1"),
      .writable(by: .group, place: "/1", mode: "0775", others: 0, command: "1"), .objects(3),
      .damagedObject("/1", others: 0), .damagedObject("/1", others: 2), .signedLists(2),
      .unsignedList("9-1"), .index(keys: 2), .otherIndex("/1"),
      .trustList(list, isPinned: true, at: now), .trustList(list, isPinned: false, at: now),
      .foreignList(samples.foreignSource, entries: 5, at: now),
      .statusList(samples.statusList, held, at: now), .rules(try samples.heldRules(), at: now),
      .noRules, .update(UpdateNote()), .update(samples.note(isFailing: true)),
      .update(samples.note(isFailing: false)),
      .libraries([
        LinkedLibrary(name: "1", version: "1.0", package: package),
        LinkedLibrary(name: "2", version: nil, package: nil),
      ]),
      .strongKeys, .weakKeys(.weakKeyTaken), .zbar(package), .oldZBar(package), .unknownZBar,
      .signaturesTested(milliseconds: 2), .scannerTested(milliseconds: 30),
      .fontsFound, .fontsMissing(letters: "1", package: "2"), .installed, .confined,
      .lockable(kibibytes: 64), .notLockable(kibibytes: 64, limit: 8),
    ]
    all += [
      SelfTestFault.noLockedMemory, .otherPublicKey, .otherSignature, .rightSignatureRefused,
      .alteredSignatureTaken, .otherMessageTaken, .strongKeyRefused, .weakKeyTaken, .codeNotRead,
      .drawing("1"),
    ].map { .selfTestFailed($0) }
    all += Confinement.Lack.allCases.map { .notConfinable($0) }
    all += CheckFinding.Purpose.allCases.map { .notInstalled($0, package: "1") }
    all += CheckFinding.Pictures.allCases.flatMap {
      [.readable($0), .notReadable($0, package: "1")]
    }
    all += MissingTrust.Kind.allCases.map {
      .lack(MissingTrust(kind: $0, subject: "9-1", time: now))
    }
    all += FreshnessWarning.Kind.allCases.map {
      .warning(FreshnessWarning(kind: $0, subject: "9-1", time: now))
    }
    return all + ruleConcerns.map { .ruleConcern($0, in: "1") }
  }

  private var ruleConcerns: [RuleConcern] {
    [
      .malformedLogic(rule: "00-1", "2"), .foreignEngine(rule: "00-1", "3"),
      .missingValueSet(rule: "00-1", "4"), .noAreaRatings(rule: "00-1"), .unknownAreas(["0"]),
      .ambiguousVersion(rule: "00-1", RuleVersion(1, 0, 0)),
      .ended(samples.now), .noAcceptance(country: "00"),
      .acceptanceEnds(country: "00", samples.now),
      .noDescription(rule: "00-1"),
    ]
  }

  private func doctor() throws -> [Text] {
    var all: [Text] = [CheckResult.State.ok, .warning, .fault].map {
      ("state \($0)", texts.head($0))
    }
    all += CheckResult.Check.allCases.map { ("check \($0.rawValue)", texts.title($0)) }
    for finding in try findings() {
      let name = "\(finding)".prefix { $0 != "(" }
      all.append(("finding \(name)", texts.finding(finding)))
      if let remedy = texts.remedy(finding) { all.append(("remedy \(name)", texts.toDo(remedy))) }
    }
    return all
  }

  // MARK: Trust

  private func trust() -> [Text] {
    let (list, now) = (samples.list, samples.now)
    let later = list.expires
    let middle = now.advanced(bySeconds: 5 * 3600)
    return [
      ("store", texts.store("/1")), ("version", texts.version(3)),
      ("age", texts.age(since: list.issued, at: now)),
      ("age in hours", texts.age(since: now, at: middle)),
      ("age in the future", texts.age(since: later, at: now)),
      ("left", texts.left(until: later, at: now)),
      ("left, ended", texts.left(until: now, at: later)),
      ("until, left", texts.until(later, at: now)), ("entries", texts.entries(5)),
      ("codes", texts.codes(4096)), ("bundle", texts.bundle(of: "9-1")),
      ("rules", texts.rules(samples.rules, at: now)),
      ("two rules", texts.rules(samples.twoRules, at: now)), ("sunset", texts.sunset(later)),
      ("log", texts.log(samples.log).joined(separator: "  ")),
      ("status list", texts.statusList(samples.statusList)), ("not here", texts.notHere),
      ("pinned", texts.pinned(list.roots)), ("fingerprint", texts.fingerprint("1234")),
      ("all is well", texts.allIsWell),
    ] + ruleConcerns.map { ("concern \("\($0)".prefix { $0 != "(" })", texts.concern($0)) }
      + MissingTrust.Kind.allCases.map { kind in
        let lack = MissingTrust(kind: kind, subject: "9-1", time: now)
        return ("lack \(kind.rawValue)", texts.lackAndRemedy(lack))
      }
  }

  private func lists() throws -> [Text] {
    let (list, now) = (samples.list, samples.now)
    let (issuer, key) = (list.issuers[0].identifier, samples.officers[0].keyIdentifier)
    let concerns: [TrustListConcern] = [
      .singleSignature, .sunset(of: nil, now), .sunset(of: issuer, now),
      .endedKey(key, of: issuer, now), .endingKey(key, of: issuer, now),
      .noStatusList(key, of: issuer), .unsignableStatusList(samples.statusList, of: issuer),
    ]
    let pupils = [HolderCategory(word: "pupil")].compactMap(\.self)
    let bare = try #require(
      Grant(
        statuses: [.green, .red], evidence: [:], needsSecondOfficer: false, categories: pupils))
    let uses =
      list.issuers[0].keys.map(\.use)
      + [
        .codes(bare, statusList: nil), .statusLists([samples.statusList]), .countersign,
        .venues, .exposures,
      ]
    let terms =
      try list.recognitions.map(\.terms) + [
        #require(Recognition.Terms(statuses: [.green, .yellow], categories: pupils)),
        #require(Recognition.Terms(statuses: [.green], greenEvidence: [.recovery: 0])),
      ]
    var all: [Text] = TrustListMember.allCases.map { ("list \($0)", texts.label($0)) }
    all += concerns.map { ("concern \("\($0)".prefix { $0 != "(" })", texts.concern($0)) }
    all += uses.map { ("use", texts.use($0)) }
    all += terms.map { ("recognised", texts.recognised(by: "9-2", $0)) }
    return all + [
      ("expires", texts.expires(now, oldAfter: "7d")), ("signers", texts.signers(list.roots)),
      ("issuers", texts.issuers(1, keys: 2)), ("period", texts.period(now, list.expires)),
      ("roots", texts.roots(list.roots, fingerprint: "1234")),
      ("of the root keys", texts.ofTheRootKeys), ("of what is signed", texts.ofWhatIsSigned),
      ("signed by nobody", texts.signedByNobodyYet("/1")),
      ("signed", texts.signed(by: 1, of: list.roots, isComplete: true)),
      ("signed in part", texts.signed(by: 0, of: list.roots, isComplete: false)),
    ]
  }

  private func keys() throws -> [Text] {
    let (list, now) = (samples.list, samples.now)
    let (issuer, key) = (list.issuers[0].identifier, samples.officers[0].keyIdentifier)
    let obstacles: [TrustObstacle] = [
      .trustListEnded(issuer, now), .sunset(now), .keyEnded(now), .keyNotYet(now),
      .statusListMissing(samples.statusList), .statusListEnded(samples.statusList, now),
    ]
    let standings: [TrustStanding] =
      [
        .key(key, of: issuer, name: "河南"), .named(by: TrustListFacts(list), at: now),
        .recognised(by: issuer, list.recognitions[0].terms), .pinned,
        .forCodes(list.issuers[0].keys[0].use), .forCodes(.countersign), .forCodes(.venues),
        .forCodes(.exposures), .forStatusLists, .believed,
      ] + obstacles.map { .notNow($0) }
    let absences: [TrustAbsence] = [
      .notBelieved("9-1"), .nothingPinned, .listMissing("9-1"), .listNotRecognised(issuer),
      .notNamed, .withdrawn(try samples.withdrawal()),
    ]
    return standings.map { ("standing \("\($0)".prefix { $0 != "(" })", texts.standing($0)) }
      + absences.map { ("absence \("\($0)".prefix { $0 != "(" })", texts.absence($0)) }
  }

  private func audits() throws -> [Text] {
    let (time, issuer) = (samples.now, try Samples.identifier("9-1"))
    let checkpoint = try #require(
      LogCheckpoint(origin: samples.log.policy.log.name, size: 9, root: Digest(of: [])))
    let officer = LogOfficer(
      name: issuer, keyIdentifier: try #require(KeyIdentifier(bytes: [1, 2, 3, 4, 5, 6, 7, 8])))
    let burst = LogFinding.Burst(
      days: 20_000...20_000, act: .red, windowDays: 1, usual: 1, cases: 0,
      acts: [.red: 50, .yellow: 2], reasons: [.status(.closeContact): 51, nil: 1],
      officers: [officer: 52])
    let drip = LogFinding.Burst(
      days: 20_000...20_027, act: nil, windowDays: 28, usual: 8, cases: 4, acts: [.raised: 90],
      reasons: [.status(.closeContact): 90], officers: [officer: 90])
    let key = officer.keyIdentifier
    let lacks: [LoggedRegistry.Lack] = [
      .noClaim, .beforeEnd(time), .tooFew(records: 3, logged: 5), .issuedAfter(2),
      .issuedAfter(1), .tooFew(records: 1, logged: 1), .whileValid, .beforeCode(time),
    ]
    func ending(_ count: Int, of registries: Int) -> LogStatistics.Ending {
      LogStatistics.Ending(
        end: IssuerEnd(issuer: issuer, sunset: time, keys: [key], isOfThisLog: true),
        registries: registries, lacking: lacks.prefix(count).map { (key, $0) })
    }
    let findings: [LogFinding] = [
      .init(.burst, issuer, count: 50, burst: burst),
      .init(.officerBurst, issuer, count: 90, officer: officer, burst: drip),
      .init(.misdated, issuer, count: 5),
      .init(
        .clockWentBack, nil, count: 1,
        wentBack: .init(before: time, after: time.advanced(bySeconds: -900))),
      .init(.oneOrder, issuer, count: 300, authority: "12〔2026〕3"),
      .init(.unaccounted, issuer, count: 0),
      .init(.unaccounted, issuer, count: 3, shortfall: (.raisedToRed, 41)),
      .init(.unsigned, issuer, count: 2), .init(.oneOfficer, issuer, count: 3),
      .init(.contradictingEntries, issuer, count: 4), .init(.destroyedTwice, issuer, count: 1),
      .init(.destroyedTwice, issuer, count: 2),
      .init(.notDestroyed, issuer, count: 8, ending: ending(8, of: 9)),
      .init(.notDestroyed, issuer, count: 1, ending: ending(1, of: 1)),
    ]
    let parts: [LogReportPart] = [
      .nothingToAsk, .toAsk, .byIssuer(since: nil), .byIssuer(since: time), .byReason, .byHour,
      .destroyed, .ends,
    ]
    let audit = texts.audit(checkpoint, signed: time, witnesses: 1, of: 2).joined(separator: "  ")
    return [
      ("audit", audit), ("signatures", texts.signatures(areChecked: true)),
      ("no signatures", texts.signatures(areChecked: false)),
      ("tree", texts.everyEntryIsInTheTree(grownFrom: 0)),
      ("tree grown from one", texts.everyEntryIsInTheTree(grownFrom: 1)),
      ("tree grown", texts.everyEntryIsInTheTree(grownFrom: 2)), ("repeated", texts.repeated(2)),
      ("ending", texts.ending(ending(0, of: 2), isOver: true)),
      ("ending, none", texts.ending(ending(2, of: 2), isOver: true)),
      ("ending, some", texts.ending(ending(1, of: 2), isOver: false)),
      ("dated", texts.dated(0, of: 9, history: 1)),
      ("dated by word", texts.dated(2, of: 9, history: 3)),
      ("when is asked", texts.whenIsAsked),
      ("counted without a reason", texts.counted(nil)),
    ] + parts.map { ("audit \("\($0)".prefix { $0 != "(" })", texts.heading($0)) }
      + LogReportColumn.allCases.map { ("column \($0)", texts.column($0)) }
      + StatusReason.allCases.map { ("counted \($0.word)", texts.counted(.status($0))) }
      + findings.flatMap { finding in
        texts.finding(finding).map { ("to ask \(finding.kind.rawValue)", $0) }
      }
  }

  private func paper() throws -> [Text] {
    try Card.Colour.allCases.map { ("card \($0)", texts.captions($0).colour) } + [
      ("card until", texts.captions(.green).validUntil),
      ("card issuer", texts.captions(.green).issuedBy),
      ("card advice", texts.captions(.green).advice), ("document", texts.documentTail),
      ("label until", texts.labelUntil), ("order", texts.orderLabel),
      ("appeal on paper", texts.appealLabel),
    ] + letters()
  }

  /// A letter with everything in it, and one with as little as there can be.
  private func letters() throws -> [Text] {
    let (time, code) = (samples.list.issued, "63923925bf1b74d0:7")
    let order = try Justification(
      reason: .closeContact, authority: "5", salt: [UInt8](repeating: 0, count: 16))
    let letters = [
      Appeal(
        office: "河南", place: "12345", code: code, signed: .red, now: "9", grounds: order,
        setOn: time, expires: time, name: "张", isVerified: true),
      Appeal(
        office: "9-1", place: nil, code: code, signed: .yellow, now: nil, grounds: nil,
        setOn: time, expires: time, name: nil, isVerified: false),
    ]
    return letters.enumerated().map { number, letter in
      ("letter \(number)", texts.letter(letter).joined(separator: " / "))
    }
  }
}
