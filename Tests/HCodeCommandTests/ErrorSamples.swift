@testable import HCodeDesk
@testable import HCodeGate
@testable import HCodeSystem
@testable import HCodeBase
@testable import HCodeFormats
@testable import HCodePaper
@testable import HCodePictures
@testable import HCodeRegistry
@testable import HCodeTrust
import Glibc
import Testing

@testable import HCodeCore
@testable import hcode

/// Every error that can be told, with values: of each case one, of a case whose words depend on its values one for each of the
/// words.
struct ErrorSamples {
  private let file = FileName("a.file")
  private let now: Timestamp
  private let issuer: IssuerIdentifier
  private let other: IssuerIdentifier
  private let key: IssuerKey
  private let uri: StatusListURI
  private let origin: NoteName
  private let request: RequestIdentifier
  private let identity: RegistryIdentity
  private let malformedEntry: SignedAct.Malformed

  init() throws {
    now = try #require(Timestamp(rfc3339: "2026-11-24T10:00:00Z"))
    issuer = try #require(IssuerIdentifier("CN-HA"))
    other = try #require(IssuerIdentifier("CN-GD"))
    let seed = try #require(GuardedBytes(count: 32))
    seed.withUnsafeMutableBytes { $0.copyBytes(from: [UInt8](repeating: 7, count: 32)) }
    let publicKey = try SigningKey.publicKey(seed: seed)
    key = try #require(
      IssuerKey(
        issuer: issuer, name: "河南", publicKey: publicKey, created: now,
        expires: now.advanced(bySeconds: 86_400)))
    uri = try #require(StatusListURI("https://health.example/status/1"))
    origin = try #require(NoteName("health.example/log"))
    request = try #require(RequestIdentifier("desk-7"))
    identity = try #require(
      RegistryIdentity(
        issuer: issuer, keyIdentifier: key.publicKey.identifier, uri: uri, capacity: 64))
    malformedEntry = SignedAct.Malformed(detail: "WHAT")
  }

  private func of<Failure: ReportedError>(
    _ file: FileName?, _ type: Failure.Type, _ errors: [Failure]
  ) -> [any ReportedError] {
    guard let file else { return errors }
    return errors.map { $0.in(file) }
  }

  /// What is said of each in a language.
  func texts(in catalogue: some Catalogue) -> [String] {
    all.flatMap { error -> [String] in
      let words = error.words(in: catalogue)
      return [words.message, words.hint].compactMap { $0 }
    } + usageFaults.map(catalogue.sentence)
  }

  var all: [any ReportedError] { surroundings + trust + issuing + commands }

  private var surroundings: [any ReportedError] {
    let numbers: [Int32] = [
      EPERM, ENOENT, EIO, ENXIO, EAGAIN, ENOMEM, EACCES, EBUSY, EEXIST, ENODEV, ENOTDIR, EISDIR,
      EINVAL, ENFILE, EMFILE, ENOTTY, EFBIG, ENOSPC, EROFS, EPIPE, ENAMETOOLONG, ELOOP, EDQUOT,
      ECONNRESET,
    ]
    let files: [any ReportedError] =
      of(file, FileError.self, [.badName, .notAFile, .exists, .existsForGood, .isInput, .isFolder])
      + of(file, FileError.self, numbers.map { .notReadable($0) })
      + of(file, FileError.self, [EACCES, ENOENT, ENOSPC, EROFS, EIO].map { .notWritten($0) })
      + of(
        file, FileError.self, [.notSynced(EIO), .tooLarge(limit: 4096), .secretTooLarge, .empty])
      + of(nil, FileError.self, [.noLockedMemory])
    let url = FileName("https://health.example/a.trust")
    let fetching: [any ReportedError] = of(
      url, URLFetchError.self,
      [
        .insecure, .curlMissing(package: "curl"), .tooSlow, .failed(detail: "WHAT"),
      ])
    let pictures: [any ReportedError] =
      of(
        file, PictureError.self,
        [
          .empty, .unknownFormat, .unsupported(format: .png, detail: "WHAT"),
          .malformed(format: .jpeg, detail: "WHAT"), .tooLarge(format: .png, width: 9, height: 8),
          .fileTooLarge, .tooManyPages(format: .pdf), .toolMissing(format: .webP, package: "webp"),
          .notConfinable(format: .webP, lack: .landlock),
          .notConfinable(format: .webP, lack: .seccomp),
          .toolFailed(format: .webP, tool: "dwebp", detail: "WHAT"),
          .tooExpensive(format: .pdf), .locked(isPasswordGiven: false),
          .locked(isPasswordGiven: true),
        ])
      + of(
        file, PictureFileError.self,
        [
          .severalPages, .noCodeInWhatIsThere, .noPictureInFolder,
          .tooDeep(levels: 64), .neitherPictureNorText, .secretKey, .notSearchedToTheEnd,
          .notOneCode(count: 2),
        ])
    let keys: [any ReportedError] =
      of(
        file, IssuerKey.ReadingError.self, [.notAnIssuerKey(detail: "WHAT"), .isSecret, .tooLarge])
      + of(
        file, SecretKeyFile.OpeningError.self,
        [
          .notASecretKey, .unknownVersion(9), .damaged, .passphraseNeeded,
          .wrongPassphraseOrDamaged, .outOfMemory, .contentDamaged,
        ])
      + of(
        file, SecretKeyPlaceError.self,
        [.othersMayRead(mode: 0o644), .groupMayRead(mode: 0o440), .othersMayReplace(mode: 0o777)])
    let refusal = VenueRefusal(.wrongShare, "WHAT")
    let venues: [any ReportedError] =
      of(
        file, VenueUseError.self,
        [
          .otherRole, .noPoster, .dayNotOver(CalendarDate(daysSince1970: 20_000)),
          .everyDayOpened(2), .notLogged, .longGap(days: 9),
        ])
      + of(file, VenueRefusal.self, [refusal])
      + of(file, RefusedPaper.self, [RefusedPaper(VenueRefusal(.tooLarge, "WHAT"))])
    let streams: [any ReportedError] =
      of(
        file, StreamError.self,
        [
          .notAFolder, .tooManyWatches, .folderGone, .folderInUse,
          .noMemory(.notWritten(EACCES)), .deviceIsFolder, .deviceNotOpened(EACCES),
          .deviceNotOpened(EBUSY), .deviceNotOpened(ENOENT),
        ])
      + of(nil, StreamError.self, [.noWatch(EMFILE), .noPipe(EMFILE)])
      + of(nil, StreamError.self, StreamError.Held.allCases.map { .noFrames($0) })
    return files + fetching + pictures + keys + venues + streams + [
      ThreadError(number: EAGAIN), OutputError(number: EPIPE), OutputError(number: ENOSPC),
      UnexpectedError(CBORError.truncated(offset: 3)),
    ]
  }

  private var logs: [any ReportedError] {
    let folder: [any ReportedError] =
      of(
        file, LogFolderError.self,
        [
          .exists, .missing, .foreignCheckpoint, .otherKey(log: "KEY"),
          .entriesMissing(from: 3, to: 5), .full, .otherCopy(size: 3, published: 4),
          .journalMissing, .journalDamaged(byte: 17), .exportTooLarge(mebibytes: 128, since: 7),
        ])
      + of(
        nil, LogFolderError.self,
        [
          .badOrigin("NAME"),
          .notCosigned(by: "NAME"), .tooManyEntries(mebibytes: 64),
          .sameOfficer,
        ])
    let desk: [any ReportedError] =
      of(nil, DeskFolderError.self, [.none])
      + of(
        file, DeskFolderError.self,
        [
          .noSettings, .exists, .otherOwner, .othersMayWrite(mode: 0o777),
          .settings(JSONMembers.Fault("publish.renew_after", "WHAT")),
          .settings(JSONMembers.Fault("", "WHAT")), .otherAuthority(other), .notAKey("NAME"),
          .otherRole("NAME", .root), .otherRole("NAME", nil),
          .unknownKey(key.publicKey.identifier), .notPublished("NAME"), .busy,
          .better(count: 1, index: 7, was: .revoked, is: .asSigned, since: now),
          .better(count: 2, index: 7, was: .revoked, is: .asSigned, since: now),
          .notTheListThatWaits(version: 4), .subjectRequired, .nothingOffered(issuer),
          .nameTaken("NAME"), .withdrawn("NAME"), .lastKey(.code), .otherFingerprint("DIGITS"),
          .notCompared("DIGITS"), .oldLog(served: 9, here: 7),
          .noRegistry("NAME"),
          .otherRegistry(key.issuer, key.publicKey.identifier, wanted: "NAME"),
          .oldRegistry(given: 7, seen: 8), .registryWithoutAct(entry: 7), .unreadableList,
          .whichKey(.code, ["NAME", "OTHER"]), .unreadableChange, .ownAuthority,
          .closed, .over(since: now), .undoesSunset(issuer, now), .closedWrongly(.mark),
          .endIsPast(now), .noEnd, .endNotPublished(now), .notOver(now),
          .codesValid(count: 1, until: now), .codesValid(count: 2, until: now), .notPublishedYet,
        ] + DeskRole.allCases.map { .noSecret($0) })
      + of(
        file, DeskRestoreError.self,
        [
          .nothingToRestore, .fingerprintNeeded, .notABackup, .inside, .whichBundle,
          .otherDesk(issuer, here: other), .notFetched,
        ])
      + of(
        file, DeskAdoptError.self,
        [
          .noSource, .noLog, .otherList(uri, wanted: uri), .elsewhere("FILE"), .notConfirmed,
          .registries(
            key: "NAME", [.init(place: "A", given: 7), .init(place: "B", given: 8)]),
        ])
      + of(nil, DeskAdoptError.self, [.sources(["A", "B"]), .logs(["A", "B"])])
    let files: [any ReportedError] = of(
      file, LogFileError.self,
      [
        .notACheckpoint, .notAProof, .notANoteKey, .witnessKey, .logKey,
        .keysDoNotGoTogether,
      ])
    let refusals = of(
      file, LogRefusal.self, LogRefusal.Name.allCases.map { LogRefusal($0, "WHAT") })
    return folder + desk + files + refusals
  }

  private var trust: [any ReportedError] {
    let refusal = ImportRefusal(.malformedList, "WHAT")
    let fault = TrustListSource.Fault("issuers[2]", "WHAT")
    let source: [any ReportedError] =
      of(
        file, TrustSourceFileError.self,
        [
          .missing, .isSecretKey, .fault(fault, .asRead),
          .fault(TrustListSource.Fault("", "WHAT"), .asRead), .fault(fault, .afterChange),
          .fault(fault, .asAskedFor), .notAsWritten, .changedMeanwhile,
        ]) + of(nil, TrustSourceFileError.self, [.standardInput])
    let store: [any ReportedError] =
      of(file, TrustStoreError.self, [.missing, .damaged(detail: "WHAT")])
      + of(nil, TrustStoreError.self, [.full])
    let material: [any ReportedError] =
      of(file, ImportRefusal.self, ImportRefusal.Name.allCases.map { ImportRefusal($0, "WHAT") })
      + of(nil, TrustHoldings.RefusedFile.self, [.init(name: "a.file", refusal: refusal)])
      + of(
        file, TrustFileError.self,
        [
          .unusableList(refusal), .notRules(RuleSetError("rules[1]", "WHAT")),
          .notAListKey, .notACertificate, .foreign(refusal),
          .foreign(ImportRefusal(.unknownSigner, "WHAT")),
          .foreign(ImportRefusal(.underSigned, "WHAT")),
          .takesPlace(of: FileName("b.file"), name: "dcc/de"),
          .signatureWithoutURL(name: "dcc/de"),
        ])
    return logs + source + store + material
  }

  private var issuing: [any ReportedError] {
    let registry: [any ReportedError] =
      of(
        file, RegistryError.self,
        [
          .notARegistry(detail: "WHAT"), .unknownVersion(9),
          .full(capacity: 64, left: 2), .waitsForList, .moved(to: "FILE"),
          .otherLease(request, count: 5), .deskMade(request),
          .otherRows(request, row: 65), .neverLeased(3..<5), .deskOnly, .foreignDesk,
          .outsideLease(7),
          .neverIssued(7), .nothingToClear(7), .unlogged(7), .unfinished(7), .tooManyEnds,
          .changedMeanwhile,
          .notCovered(entry: 7, size: 7), .notCovered(entry: 7, size: nil),
          .wouldBecomeBetter(count: 9, 7, from: .revoked, to: .asSigned),
          .logShrank(from: 9, to: 8), .destroyed(at: now), .destroyed(at: nil),
          .stillValid(count: 1, until: now), .stillValid(count: 2, until: now), .entriesWait(1),
          .entriesWait(2), .alreadyRecorded(7), .notLater(than: now),
          .busy, .replaced, .collision(detail: "WHAT"), .unreachable(detail: "WHAT"),
          .unknownOutcome,
          .badAddress(detail: "WHAT"), .noPostgreSQLLibrary("libpq.so.5"),
          .alreadyThere(table: "codes"), .noSpace, .notPermitted(detail: "WHAT"),
          .inputOutput(detail: "WHAT"), .damaged(detail: "WHAT"),
        ])
      + of(
        FileName("postgres://db.example/hcode"), RegistryError.self, [.notPermitted(detail: "WHAT")]
      )
      + of(nil, PostgreSQLAddress.Refusal.self, [.holdsPassword, .malformed])
    let signing: [any ReportedError] =
      of(
        nil, HealthCode.IssuingError.self,
        [
          .issuerMismatch, .outsideValidity(of: key), .beyondGrant(detail: "WHAT"), .sameOfficer,
          .tooLong,
          .signing(.noSecretMemory),
        ])
      + of(
        nil, SigningKey.SigningError.self,
        [
          .noSecretMemory, .keysDoNotMatch, .signatureDoesNotVerify,
        ])
      + of(nil, StatusSigningError.self, [.signing(.noSecretMemory), .tooLarge, .outOfMemory])
    let small = PaperError.moduleTooSmall(millimetres: 0.1, least: 0.25)
    let drawing: [any ReportedError] = of(
      nil, DrawingError.self,
      [
        .doesNotFit(.high), .encoderMissing(package: "WHAT"), .unreadable, .tooLarge,
        .failed(detail: "WHAT"),
        .card(.timedOut), .card(.toolMissing(package: "WHAT")), .card(.notConfinable(.seccomp)),
        .card(.tooMuchOutput),
        .card(.failed(detail: "WHAT")), .lettersMissing("WHAT", package: "WHAT"),
        .paper(small, .largerLabels),
        .paper(small, .largerLabelsOr(.medium, millimetres: 0.27)),
        .paper(small, .largerLabelsOrLowerLevel),
        .paper(.moduleTooSmall(millimetres: 0, least: 0.25), .largerLabels),
        .paper(.tooFewDots(dots: 2, least: 3), .largerModule),
        .paper(.tooFewDots(dots: 0, least: 3), .largerModule),
        .paper(.librariesMissing(package: "libpango"), .largerLabels),
        .paper(.drawing(detail: "WHAT"), .largerLabels), .paper(.nothing, .largerLabels),
      ])
    let batch: [any ReportedError] =
      of(
        file, BatchError.self,
        [
          .isFolder, .otherTable(.workbook), .otherTable(.oldWorkbook), .otherTable(.jsonArray),
          .otherTable(.jsonOverLines), .otherTable(.markup), .otherTable(.damagedText),
          .otherPeople, .header(BatchFault("status", "WHAT"), line: 1),
          .header(BatchFault(nil, "WHAT"), line: 1), .empty, .nobody, .notWritten(ENOSPC),
          .notWritten(EACCES), .shortened, .foreignLine(7), .inUse, .notAJournal, .folderNotEmpty,
          .noIndexLeft(row: 9, source: "1..8"), .begun, .begunWith(.key("KEY")),
          .begunWith(.indexes("1..8")), .begunWith(.option("--module-size 4")),
          .begunWith(.noOption("--log")), .begunWith(.deskLengths),
          .rejected(2, of: 9, rejects: FileName("rejects.csv")),
          .rejected(2, of: 9, rejects: nil),
        ])
      + of(nil, BatchError.self, [.tooLargeForArchive, .unreadablePicture(row: 9), .badName])
    return registry + signing + drawing + batch
  }

  private var commands: [any ReportedError] {
    let reasons: [VerdictReason] = [
      .unjustifiedStatus, .unexpectedReason, .unexpectedCategory, .validityTooLong,
      .malformedHolder,
    ]
    let options: [any ReportedError] =
      of(
        nil, UsageError.self,
        [.init(message: "WHAT", command: nil), .init(message: "WHAT", command: "issue")])
      + of(
        file, ImplausibleTime.self,
        [TimeEvidence.Bound.release, .signed, .seen].map {
          ImplausibleTime(now: now, bound: $0, time: now)
        })
      + of(nil, OptionError.self, reasons.map { .claims(MalformedCode($0, "WHAT")) })
      + of(
        nil, OptionError.self,
        [
          .clock, .textNotUTF8, .birthDate(isNoSuchDay: false), .birthDate(isNoSuchDay: true),
          .birthYear,
          .evidenceTime(.test, .noZone), .evidenceTime(.test, .noSuchDay),
          .evidenceTime(.test, .yearOutOfRange), .evidenceTime(.test, .notATime),
          .justification, .evidence(.test),
          .evidence(.vaccination), .evidence(.recovery), .evidenceAfterIssue(now),
          .itineraryWithoutStays, .itinerary(.window), .itinerary(.stay("WHAT")),
          .itinerary(.date("WHAT")),
          .pictureOnTerminal(.pdf), .notOneReference, .subject,
          .noIndex, .notAnIndex("7x"),
          .indexWithoutKey, .indexOfOtherKey("0:7", registry: key.publicKey.identifier),
          .notOneCode([]), .notOneCode(["7", "8"]),
        ])
      + of(
        file, TrustPlaceError.self, [.noPublicKey, .conflictingKey(key.publicKey.identifier)])
      + of(
        nil, PassphraseError.self,
        [
          .noTerminal, .brokenTerminal, .interrupted, .empty, .different,
        ]) + of(file, PassphraseError.self, [.emptyFile])
    let desk: [any ReportedError] =
      of(
        file, IssuingUseError.self,
        [
          .request(OfficerRequest.Refusal(detail: "WHAT")), .expired(at: now),
          .otherIssuer(other, request: issuer), .sameKey(of: issuer),
          .registryOfOtherKey(key.publicKey.identifier, request: key.publicKey.identifier),
          .registryOfOtherIssuer(identity, key: key), .keyOfOtherIssuer(other, registry: issuer),
          .noRetention, .notConfirmed(issuer), .registryNeeded(uri, list: "LIST"),
          .logNeeded(origin, list: "LIST"),
          .registryWasDestroyed("FILE", at: now),
          .hadRegistry(uri, list: "LIST", isPublished: true),
          .hadRegistry(uri, list: "LIST", isPublished: false),
        ])
      + of(
        file, HeldCodeError.self,
        [
          .malformed(MalformedCode(.malformedBase45, "WHAT")),
          .otherKey(key.publicKey.identifier, registry: key.publicKey.identifier),
          .keyNotHere(key.publicKey.identifier), .notSigned,
        ])
      + of(file, AppealError.self, [.green, .forged(detail: "WHAT"), .notOurs(detail: "WHAT")])
      + of(nil, IssuingUseError.self, [.noIndexGiven])
    let log: [any ReportedError] =
      of(
        file, LogUseError.self,
        [
          .notLogged(entries: 9), .notACode(MalformedCode(.malformedBase45, "WHAT")),
          .greenCode, .noEntry, .ownWitness, .stateExists, .noState,
        ])
      + of(
        nil, LogUseError.self,
        [
          .nothingLogged, .malformedEntry(malformedEntry, line: 3, of: file),
          .sinceBehindEnd(entries: 9),
        ])
    return options + desk + log + lists + [RulesUseError.noLogic(line: 3).in(file)]
  }

  private var lists: [any ReportedError] {
    let refusal = ImportRefusal(.malformedList, "WHAT")
    let identifier = key.publicKey.identifier
    let status: [any ReportedError] =
      of(
        file, StatusUseError.self,
        [
          .codeKey, .otherIssuer(other, registry: issuer),
          .otherList(uri, wanted: uri), .oldList(refusal), .noDelta(.otherSize),
          .noDelta(.nothingChanged), .noDelta(.improves(index: 7, from: .revoked, to: .suspended)),
          .noDelta(.tooMany), .notAStatusList(refusal), .behindEnd(index: 70, count: 64),
        ])
      + of(
        nil, StatusUseError.self, [.outsideValidity(of: key, now: now), .tooManyCodes, .allExpired])
      + of(file, StatusUseError.self, [.nothingToOpen(7), .otherLog(entry: 5), .unknownList(uri)])
      + of(file, LogUseError.self, [.notAnOpening])
      + of(
        file, StatusActError.self,
        [
          .askedTooLongAgo, .askedInFuture, .logMissing("log.example"),
          .otherLog("a.example", wanted: "b.example"), .otherLog("a.example", wanted: "a.example"),
          .olderLog(size: 3, was: 5), .otherEntry(7),
        ])
      + of(nil, StatusActError.self, [.notAnAct])
    let fingerprint = String(repeating: "0123456789abcdef", count: 4)
    let source: [any ReportedError] =
      of(
        file, TrustUseError.self,
        [
          .noEntry(named: "NAME"),
          .severalEntries(named: "NAME", paths: ["issuers[0]", "recognitions[1]"]),
          .keyInSource(identifier, path: "issuers[0].keys[0]", asRoot: true),
          .keyInSource(identifier, path: "issuers[0].keys[0]", asRoot: false),
          .namedAlready(identifier), .notATrustList, .otherKey, .withdrawnKey(identifier),
          .foreignIssuer(other, of: issuer), .noAgreement(with: issuer, use: .statusLists),
          .statusListNotHad(uri),
        ])
      + of(
        nil, TrustUseError.self,
        [
          .noCodeKey("NAME", path: "recognitions[1]"),
          .noStatusKey("NAME", path: "issuers[0]"),
          .notARootKey("NAME", source: file, roots: [identifier]), .threshold(3, of: 2),
          .notAnIssuer("NAME"), .onlyKey("NAME", of: issuer),
          .sunsetNotEarlier("NAME", until: "2027-01-01T00:00:00Z"),
          .sunsetBeforeBeginning("NAME", notBefore: "2026-01-01T00:00:00Z"),
          .recognisedAlready(other, source: file),
          .fingerprintNotCompared(other, found: fingerprint),
          .otherFingerprint(other, found: fingerprint), .nothingFromURL, .notHeld("NAME"),
        ])
    let version = TrustListError.Version(number: 3, authority: issuer)
    let digest = Digest(of: [])
    let signing: [any ReportedError] =
      of(
        file, TrustListError.self,
        [
          .notBuilt(refusal), .undoesSunset(issuer, now), .exists(version: 3, source: file),
          .isSigned(version: 3, next: 4, source: file), .notOlder(version, than: version),
          .underSigned(by: 1, needed: 2, ask: nil), .underSigned(by: 1, needed: 2, ask: other),
          .copiesDiffer(version, digest, first: FileName("b.file"), version, digest),
          .notARootKey(identifier, of: issuer, hasBefore: false),
          .notARootKey(identifier, of: issuer, hasBefore: true), .bundleInBundle, .notASnapshotKey,
        ])
      + of(
        nil, TrustListError.self,
        [
          .toStandardOutput, .builtWrong, .tooManySignatures(65), .bundleCount,
          .bundleTooLarge(mebibytes: 99), .snapshotThreshold(2, of: issuer),
          .leftOut(.trustList(other), others: 0), .leftOut(.statusList(uri), others: 2),
        ])
    return status + source + signing
  }
}
