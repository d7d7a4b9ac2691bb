import HCodeBase
import HCodeDesk
import HCodeFormats
import HCodeGate
import HCodePaper
import HCodeTrust
import HCodeCore

/// The texts in English. Tests/HCodeCommandTests makes another language of this file, so that every text is shown to come from
/// a catalogue.
struct English: Catalogue {
  // MARK: Verdicts

  func head(_ answer: Answer) -> String {
    switch answer {
    case .green: "GREEN"
    case .yellow: "YELLOW"
    case .red: "RED"
    case .refused: "REFUSED"
    case .forged: "FORGED"
    case .undecided: "UNDECIDED"
    case .none: "NO CODE"
    }
  }

  func reason(_ reason: VerdictReason) -> String {
    switch reason {
    case .asSigned: "as signed"
    case .suspended: "suspended: to the desk"
    case .raisedToRed: "raised to red after it was issued"
    case .evidenceNotRecognised: "its evidence does not count here"
    case .notRecognised: "this colour of theirs is not recognised here"
    case .sunset: "ended for good: the sunset date has passed"
    case .revoked: "revoked by its issuer"
    case .oneOfficer: "red needs a second officer's signature, and has none"
    case .unknownOfficer:
      "the second officer's key is not known here: import the newest trust list"
    case .badCountersignature: "the second officer's signature is wrong"
    case .notLogged:
      "NOT IN THE PUBLIC LOG, where it should be: whoever set it has not answered for it"
    case .grantExceeded: "its key may not say this"
    case .trustExpired: "the trust list is out of date: import the newest"
    case .trustUnreadable: "the trust store cannot be read"
    case .statusMissing: "its status list is missing: import it"
    case .statusExpired: "its status list is out of date: import the newest"
    case .expired: "expired"
    case .notYetValid: "not yet valid"
    case .keyExpired: "the issuer's key has ended"
    case .badSignature: "the signature is wrong: altered, or not signed by this issuer"
    case .issuerMismatch: "signed by another issuer's key"
    case .unknownIssuer:
      "unknown issuer: import the trust list that names it, or pass its public key with --trust"
    case .unknownVersion: "made by a newer program: update this one"
    case .clock: "this clock cannot be right: set it and scan again"
    case .unreadable: "the input cannot be read"
    case .rulesPassed: "the rules of this place are met"
    case .ruleFailed: "against the rules of this place"
    case .ruleOpen: "genuine; a rule of this place could not be asked"
    case .rulesExpired: "genuine; the rules of this place are out of date: import the newest"
    case .rulesUnreadable: "genuine; the rules of this place cannot be read"
    case .noRules: "genuine; no rules say what it counts for here"
    case .unknownKey: "the issuer is known, this key of it is not: import its newest list"
    case .missingChunk: "a part of it is missing: show all of its codes"
    case .revocationMissing: "its revocation list is missing: import it"
    case .unsupported: "this program cannot decide this kind"
    case .keyUsage: "its key may not sign this kind of certificate"
    case .specimen: "a specimen, of nobody"
    case .policy: "its kind does not count here"
    case .notHealth: "genuine, and not about health"
    case .badKey: "its key cannot be used"
    case .badChain: "no authority vouches for its key"
    case .noCode: "no QR code found: show it again, flat and whole"
    case .unknownFormat: "no health code"
    case .malformedPrefix, .textTooLong, .malformedBase45, .malformedCBOR, .notDeterministic,
      .malformedCOSE, .malformedHeader, .wrongAlgorithm, .unprotectedHeader,
      .unexpectedCountersignature, .malformedClaims, .malformedTime, .validityTooLong,
      .malformedCodeID, .malformedHealth, .unknownStatus, .malformedHolder, .malformedEvidence,
      .unjustifiedStatus, .unknownReason, .unexpectedReason, .malformedEncoding,
      .malformedStructure, .tooLarge, .badChunk:
      "not a genuine health code: it breaks the format"
    }
  }

  func expired(on time: Timestamp) -> String { "expired on \(LocalTime.text(time))" }

  func valid(from time: Timestamp) -> String { "valid only from \(LocalTime.text(time))" }

  func keyEnded(on time: Timestamp) -> String {
    "the issuer's key ended on \(LocalTime.text(time))"
  }

  var unknownForeignIssuer: String {
    "unknown issuer: import the keys of its format (hcode trust import --format)"
  }

  func colour(_ status: HealthStatus) -> String {
    switch status {
    case .green: "green"
    case .yellow: "yellow"
    case .red: "red"
    }
  }

  func statusReason(_ reason: StatusReason) -> String {
    switch reason {
    case .confirmedCase: "confirmed case"
    case .suspectedCase: "suspected case"
    case .closeContact: "close contact"
    case .secondaryContact: "contact of a close contact"
    case .listedArea: "stay in a listed area"
    case .symptoms: "symptoms"
    case .testOverdue: "test missing or overdue"
    case .arrival: "arrival from elsewhere"
    }
  }

  func evidence(_ evidence: Evidence, hoursAgo hours: Int64) -> String {
    let age = hours < 72 ? "\(hours) h ago" : "\(hours / 24) d ago"
    let kind =
      switch evidence.kind {
      case .pcr: "PCR"
      case .antigen: "antigen"
      case .antibody: "antibody"
      case .vaccination: "vaccination"
      case .recovery: "recovered"
      }
    return switch evidence.details {
    case .result(let result): "\(kind) \(testResult(result)) \(age)"
    case .doses(let dose, let total): "\(kind) \(dose)/\(total) \(age)"
    case .timeOnly: "\(kind) \(age)"
    }
  }

  func evidenceKind(_ kind: EvidenceKind) -> String {
    switch kind {
    case .pcr: "PCR"
    case .antigen: "antigen test"
    case .antibody: "antibody test"
    case .vaccination: "vaccination"
    case .recovery: "recovered"
    }
  }

  func testResult(_ result: Evidence.TestResult) -> String {
    switch result {
    case .negative: "negative"
    case .positive: "positive"
    case .undetermined: "undetermined"
    }
  }

  func format(_ format: CertificateFormat) -> String {
    switch format {
    case .hcode: "health code"
    case .dcc: "EU Digital COVID Certificate"
    case .gdhcn: "WHO digital health certificate"
    case .nzcp: "New Zealand COVID Pass"
    case .shc: "SMART Health Card"
    case .vdsnc: "ICAO visible digital seal"
    case .il: "Israeli certificate"
    case .twoDDoc: "2D-DOC"
    case .nhs: "NHS COVID Pass"
    case .divoc: "DIVOC"
    case .nl: "CoronaCheck"
    }
  }

  func warning(_ warning: FreshnessWarning) -> String {
    let (subject, time) = (warning.subject, LocalTime.text(warning.time))
    return switch warning.kind {
    case .trustListOld: "trust list \(subject) is old since \(time)"
    case .trustListEnds: "trust list \(subject) ends \(time)"
    case .statusListOld: "status list \(subject) is old since \(time)"
    case .statusListEnds: "status list \(subject) ends \(time)"
    case .logOld: "log \(subject) is old since \(time)"
    case .logMissing: "log \(subject) is not here"
    case .rulesEnd: "\(subject) end \(time)"
    case .keyEnds: "key \(subject) ends \(time)"
    case .sunsetNear: "sunset of \(subject): \(time)"
    }
  }

  func until(_ time: Timestamp) -> String { "until \(LocalTime.text(time))" }

  func untilUTC(_ time: Timestamp) -> String { "until \(time.rfc3339)" }

  func appeal(_ place: String) -> String { "appeal: \(place)" }

  func issuer(_ name: String, _ identifier: String, recognisedBy recogniser: String?) -> String {
    guard let recogniser else { return "\(name) (\(identifier))" }
    return "\(name) (\(identifier), recognised by \(recogniser))"
  }

  func ignoredTexts(_ count: Int) -> String { "\(count) other text(s) in the picture ignored" }

  func page(_ number: Int) -> String { "page \(number)" }

  func mended(_ text: MendedText) -> String {
    let lock: String? =
      switch text.lock {
      case .none: nil
      case .caps: "caps lock"
      case .shift: "shift lock"
      }
    let parts = [
      text.layouts.isEmpty ? nil : text.layouts.joined(separator: " or "), lock,
      text.isFullWidth ? "full width" : nil,
    ]
    return "keyboard: " + parts.compactMap { $0 }.joined(separator: ", ")
  }

  func more(_ count: Int) -> String { "and \(count) more" }

  // MARK: Streams and long runs

  func summary(_ summary: StreamSummary) -> String {
    var parts = summary.answers.map { "\($0.count) \(counted($0.answer))" }
    if summary.unreadable > 0 { parts.append("\(summary.unreadable) unreadable") }
    var text = "\(summary.total) judged"
    if !parts.isEmpty { text += ": " + parts.joined(separator: ", ") }
    guard let frames = summary.frames else { return text }
    text += "; \(frames.frames) frames, \(frames.dropped) dropped"
    return frames.damaged > 0 ? text + ", \(frames.damaged) damaged" : text
  }

  private func counted(_ answer: Answer) -> String {
    switch answer {
    case .green: "green"
    case .yellow: "yellow"
    case .red: "red"
    case .refused: "refused"
    case .forged: "forged"
    case .undecided: "undecided"
    case .none: "no code"
    }
  }

  func timeLeft(_ time: String) -> String { "\(time) left" }

  // MARK: Explanations

  func label(_ question: Explanation.Question) -> String {
    switch question {
    case .about: "about"
    case .signedAs: "signed as"
    case .setBy: "set by"
    case .secondOfficer: "second officer"
    case .why: "why"
    case .authority: "on what authority"
    case .evidence: "evidence"
    case .setOn: "set on"
    case .until: "until"
    case .changedSince: "changed since"
    case .publicLog: "public log"
    case .appeal: "where to appeal"
    case .proof: "proof"
    case .loggedOn: "logged on"
    case .officers: "officers"
    case .logSays: "the log says"
    }
  }

  func key(_ identifier: KeyIdentifier) -> String { "key \(identifier.hex)" }

  func setBy(_ name: String, _ issuer: IssuerIdentifier, key: KeyIdentifier) -> String {
    "\(name) (\(issuer)), key \(key.hex)"
  }

  func change(_ change: CodeChange, asOf time: Timestamp?) -> String {
    let word =
      switch change {
      case .noTrustList: "not known: no trust list here names this key"
      case .noStatusList: "cannot be changed: the key has no status list"
      case .statusListMissing: "not known: the status list is not here"
      case .raisedToRed: reason(.raisedToRed)
      case .suspended: reason(.suspended)
      case .revoked: reason(.revoked)
      case .unchanged: "no"
      case .notLookedUp: "not looked up"
      }
    return time.map { "\(word) (status list of \(LocalTime.text($0)))" } ?? word
  }

  func logAnswer(_ answer: LogAnswer, origin: String, asOf time: Timestamp?) -> String {
    let time = time.map(LocalTime.text) ?? ""
    return switch answer {
    case .noLog: "the issuer has none that is known here"
    case .logMissing: "\(origin) is not here; ask for a proof"
    case .notLogged: "NOT in \(origin) as of \(time)"
    case .logged: "in \(origin) as of \(time)"
    case .notYet: "\(origin) is known here up to \(time) and does not tell yet"
    }
  }

  var noAppeal: String { "the issuer did not say" }

  func proof(
    entry index: UInt64, of size: UInt64, in origin: String, signed time: Timestamp, witnesses: Int
  ) -> String {
    "entry \(index) of \(size) in \(origin), signed \(LocalTime.text(time)), \(witnesses) witnesses"
  }

  func logged(on time: Timestamp, _ act: LogEntry.Act) -> String {
    switch act {
    case .issued: LocalTime.text(time)
    case .raised: "\(LocalTime.text(time)), as raised to red"
    }
  }

  func log(agrees: Bool) -> String {
    agrees ? "the same as the code" : "SOMETHING ELSE than the code"
  }

  // MARK: Doctor

  func head(_ state: CheckResult.State) -> String {
    switch state {
    case .ok: "OK"
    case .warning: "WARNING"
    case .fault: "FAULT"
    }
  }

  func title(_ check: CheckResult.Check) -> String {
    switch check {
    case .clock: "clock"
    case .clockSync: "clock's synchronisation"
    case .trustPlaces: "what is believed"
    case .trustReadable: "reading it"
    case .trustPermissions: "permissions"
    case .storeObjects: "stored files"
    case .storeSignatures: "signatures of the lists"
    case .storeIndex: "index"
    case .trustList: "trust list"
    case .statusList: "status list"
    case .rules: "rules"
    case .keys: "keys"
    case .libraries: "libraries"
    case .signatures: "signature test"
    case .scanner: "scanner test"
    case .lockedMemory: "locked memory"
    case .libsodium, .zbar, .zxing, .rasteriser, .labels, .curl, .webP, .heif, .netpbm, .pdf:
      check.rawValue
    }
  }

  func finding(_ finding: CheckFinding) -> String {
    switch finding {
    case .time(let now): "it is \(now.rfc3339)"
    case .timeOutsideCalendar: "it is outside the years 1970 to 9999"
    case .timeOutsideYears(let now):
      "it is \(now.rfc3339), which is not within the years 2024 to 2100"
    case .timeBeforeList(let now, let signed):
      "it is \(now.rfc3339), before \(signed.rfc3339), when the newest list here was signed"
    case .synchronised(let error): "synchronised, at most \(error) ms off"
    case .notSynchronised: "nothing keeps the clock right"
    case .synchronisationUnknown: "the system does not tell whether the clock is synchronised"

    case .noPlaces: "no store and no key file: every code is of an unknown issuer"
    case .places(let used): places(used)
    case .placesSetAside(let used, let variables):
      "\(places(used)); set and not in use: \(variables.joined(separator: ", "))"
    case .unreadable(let error): error.words(in: self).message
    case .notWritable(let places): "\(places) files and folders, none writable by others"
    case .writable(let writer, let place, let mode, let others, _):
      switch writer {
      case .anybody: "anybody may write to \(place) (mode \(mode))\(andMore(others))"
      case .group: "its group may write to \(place) (mode \(mode))\(andMore(others))"
      }
    case .objects(let count): "\(count) files, each of the digest that is its name"
    case .damagedObject(let path, let others):
      "\(path) is missing or not of the digest that is its name"
        + (others > 0 ? ", nor are \(others) more" : "")
    case .signedLists(let count): "\(count) trust lists, each signed by its root keys on record"
    case .unsignedList(let authority):
      "the list of \(authority) is not signed by its root keys on record"
    case .index(let keys): "says what the lists say, \(keys) keys"
    case .otherIndex(let path): "\(path) says something else than the lists"

    case .lack(let lack): self.lack(lack)
    case .warning(let warning): self.warning(warning)
    case .trustList(let list, let isPinned, let now):
      "\(list.authority) version \(list.version), \(age(since: list.issued, at: now)), \(left(until: list.expires, at: now)), "
        + (isPinned ? "pinned as \(list.roots.fingerprint)" : "recognised")
    case .foreignList(let facts, let entries, let now):
      "\(facts.name), \(age(since: facts.since, at: now)), \(left(until: facts.expires, at: now)), \(entries) entries"
    case .statusList(let uri, let held, let now):
      "\(uri), \(age(since: held.facts.issued, at: now)), \(left(until: held.facts.expires, at: now)), \(held.count) codes"
    case .rules(let held, let now):
      ([held.name, rules(held.set, at: now), age(since: held.since, at: now)]
        + (held.expires.map { [until($0, at: now)] } ?? [])).joined(separator: ", ")
    case .noRules: "none: genuine certificates of other formats stay undecided"
    case .ruleConcern(let concern, let name): "\(name): \(self.concern(concern))"

    case .libraries(let libraries):
      libraries.map { library in
        let package = library.package.map { "package \($0)" } ?? "package not recorded"
        return [library.name, library.version, "(\(package))"].compactMap { $0 }
          .joined(separator: " ")
      }.joined(separator: ", ")
    case .strongKeys: "refuses weak keys, as mended for CVE-2025-69277"
    case .weakKeys(let fault): "CVE-2025-69277 is not mended: \(self.fault(fault))"
    case .zbar(let package): "package \(package) has CVE-2023-40889 and -40890 mended"
    case .oldZBar(let package):
      "package \(package) has CVE-2023-40889 and -40890: a crafted code can write past a buffer"
    case .unknownZBar:
      "whether CVE-2023-40889 and -40890 are mended is not known: the build recorded no package"
    case .zxing: "libzxing is installed: tilted and damaged codes are read too"
    case .noZXing: "libzxing is not installed: many tilted and damaged codes are not read"
    case .signaturesTested(let time):
      "Ed25519 signs as RFC 8032 does, and refuses what was altered, in \(time) ms"
    case .scannerTested(let time):
      "a code was drawn, written as PNG, read and found, in \(time) ms"
    case .selfTestFailed(let fault): self.fault(fault)

    case .installed: "installed"
    case .notInstalled(let purpose, _):
      switch purpose {
      case .cards: "not installed: 'hcode issue --card' draws no PNG and PDF without it"
      case .labels:
        "not installed: 'hcode issue --sheet' and labels for thermal printers need it"
      case .fetching: "not installed: 'hcode trust import URL' and 'trust update' need it"
      }
    case .readable(let pictures): "installed: \(name(pictures)) can be read"
    case .notReadable(let pictures, let package):
      "not installed, optional: \(name(pictures)) cannot be read ('apt-get install \(package)')"
    case .lockable(let size): "\(size) KiB can be locked"
    case .notLockable(let size, let limit):
      "\(size) KiB cannot be locked (limit \(limit) KiB): a secret key could reach the swap"
    }
  }

  func remedy(_ finding: CheckFinding) -> String? {
    switch finding {
    case .time, .synchronised, .places, .notWritable, .objects, .signedLists, .index, .trustList,
      .foreignList, .statusList, .rules, .noRules, .libraries, .strongKeys, .zbar, .zxing,
      .signaturesTested, .scannerTested, .installed, .readable, .notReadable, .lockable:
      nil
    case .timeOutsideCalendar: "set the clock"
    case .timeOutsideYears, .timeBeforeList:
      "set the clock: date --utc --set '2026-11-24 08:00:00'"
    case .notSynchronised:
      "start an NTP service where there is a network; without one compare it before each shift"
    case .synchronisationUnknown: "compare it with another clock before each shift"
    case .noPlaces:
      "'hcode trust import FILE --root KEY', or name key files with --trust"
    case .placesSetAside: "unset the variable, or name both places with --store and --trust"
    case .unreadable(let error):
      error.words(in: self).hint ?? "mend it and run 'hcode doctor' again"
    case .writable(_, _, _, _, let command):
      "\(command); then see with 'hcode trust show' whether anybody was added"
    case .damagedObject, .unsignedList, .otherIndex:
      "take the folder away and import the lists again, from where they first came"
    case .lack(let lack): remedy(lack)
    case .warning(let warning):
      switch warning.kind {
      case .trustListOld, .trustListEnds, .statusListOld, .statusListEnds, .rulesEnd:
        "hcode trust update, or import the newest by hand"
      case .logOld, .logMissing:
        "hcode trust update, or import what 'hcode log export' makes of it"
      case .keyEnds, .sunsetNear: "ask the authority for a trust list that goes on"
      }
    case .ruleConcern(_, let name): "hcode rules check, with the file that \(name) came from"
    case .weakKeys, .oldZBar:
      "apt-get update && apt-get upgrade, then build hcode again: the libraries are inside it"
    case .unknownZBar:
      "build with 'make' on Debian, with libzbar-dev \(LinkedLibrary.mendedZBar) or newer"
    case .noZXing: "apt-get install libzxing2"
    case .selfTestFailed: "scan nothing with this program; build it again"
    case .notInstalled(_, let package): "apt-get install \(package), where that is wanted"
    case .notLockable: "raise 'ulimit -l' to 64 or more before issuing"
    }
  }

  private func andMore(_ count: Int) -> String { count > 0 ? " and \(count) more" : "" }

  private func remedy(_ lack: TrustLack) -> String? {
    switch lack.kind {
    case .nothingPinned: "hcode trust import FILE --root KEY"
    case .trustListMissing, .trustListEnded:
      "hcode trust import FILE, with the newest of \(lack.subject)"
    case .statusListMissing, .statusListEnded:
      "hcode trust import \(lack.subject), or the file of it"
    case .foreignListEnded: "hcode trust import --format, with the newest of \(lack.subject)"
    case .rulesEnded: "hcode trust import --format rules, with the newest of \(lack.subject)"
    case .clock: "set the clock"
    case .keyEnded, .sunsetPassed: nil
    }
  }

  func toDo(_ remedy: String) -> String { "to do: \(remedy)" }

  private func places(_ used: [TrustPlaces.Used]) -> String {
    used.map { used in
      let origin =
        switch used.origin {
        case .option(let name): "--\(name)"
        case .variable(let name): "$\(name)"
        case .byDefault: "default"
        }
      return switch used.place {
      case .store(let folder): "store \(folder.description) (by \(origin))"
      case .keyFiles(let name): "key files \(name.description) (by \(origin))"
      }
    }.joined(separator: ", ")
  }

  private func name(_ pictures: CheckFinding.Pictures) -> String {
    switch pictures {
    case .webP: "WebP"
    case .heif: "HEIC and AVIF"
    case .netpbm: "GIF, TIFF and BMP"
    case .pdf: "PDF"
    }
  }

  private func fault(_ fault: SelfTestFault) -> String {
    switch fault {
    case .noLockedMemory: "no memory to be locked"
    case .otherPublicKey: "the public key of RFC 8032's seed is another one"
    case .otherSignature: "the signature of RFC 8032's message is another one"
    case .rightSignatureRefused: "a right signature does not verify"
    case .alteredSignatureTaken: "an altered signature verifies"
    case .otherMessageTaken: "a signature verifies under another message"
    case .strongKeyRefused: "the base point is refused"
    case .weakKeyTaken: "a point outside the main subgroup is taken"
    case .codeNotRead: "what was drawn was not read back"
    case .drawing(let error): error
    }
  }

  // MARK: Trust

  func store(_ folder: String) -> String { "store \(folder)" }

  func version(_ number: UInt64) -> String { "version \(number)" }

  func age(since time: Timestamp, at now: Timestamp) -> String {
    let seconds = now.seconds - time.seconds
    return seconds < 0 ? "made in the future" : "\(span(seconds)) old"
  }

  func left(until end: Timestamp, at now: Timestamp) -> String {
    let seconds = end.seconds - now.seconds
    return seconds <= 0 ? "ENDED \(span(-seconds)) ago" : "\(span(seconds)) left"
  }

  func until(_ end: Timestamp, at now: Timestamp) -> String {
    "until \(LocalTime.text(end)) (\(left(until: end, at: now)))"
  }

  private func span(_ seconds: Int64) -> String {
    switch TimeSpan(seconds: seconds) {
    case .days(let days): "\(days) d"
    case .hours(let hours): "\(hours) h"
    case .minutes(let minutes): "\(minutes) min"
    }
  }

  func entries(_ count: Int) -> String { "\(count) entries" }

  func codes(_ count: Int) -> String { "\(count) codes" }

  func bundle(of authority: String) -> String { "in a bundle of \(authority)" }

  func rules(_ set: RuleSet, at now: Timestamp) -> String {
    let place = set.region.map { "\(set.country), \($0)" } ?? set.country
    return [
      "\(set.rules.count) \(set.rules.count == 1 ? "rule" : "rules") for arrival in \(place)",
      "\(set.current(at: now).count) count now",
      "\(set.valueSets.count) \(set.valueSets.count == 1 ? "value set" : "value sets")",
    ].joined(separator: ", ")
  }

  func concern(_ concern: RuleConcern) -> String {
    switch concern {
    case .malformedLogic(let rule, let issue): "\(rule): its logic is no CertLogic: \(issue)"
    case .foreignEngine(let rule, let engine):
      "\(rule): it is for \(engine); this program has CERTLOGIC \(BusinessRule.engineVersion)"
    case .missingValueSet(let rule, let set): "\(rule): the value set '\(set)' is not here"
    case .ambiguousVersion(let rule, let version):
      "\(rule): two rules are version \(version); both are asked"
    case .ended(let time): "the rules ended at \(time.rfc3339)"
    case .noAcceptance(let country): "no acceptance rule of \(country) counts now"
    case .acceptanceEnds(let country, let time):
      "the last acceptance rule of \(country) ends at \(time.rfc3339)"
    case .noDescription(let rule): "\(rule): it has no description"
    }
  }

  func concern(_ concern: TrustListConcern) -> String {
    switch concern {
    case .singleSignature:
      "one root key alone can sign the next list: whoever steals it is believed in everything"
    case .sunset(let subject, let time):
      "the sunset of \(subject.map(\.description) ?? "the list") is before its end, \(time.rfc3339)"
    case .endedKey(let key, let issuer, let time):
      "key \(key.hex) of \(issuer) ended at \(time.rfc3339): 'hcode trust remove \(key.hex)'"
    case .endingKey(let key, let issuer, let time):
      "key \(key.hex) of \(issuer) ends before the list does, at \(time.rfc3339): add its next key in time"
    case .noStatusList(let key, let issuer):
      "key \(key.hex) of \(issuer) has no status list: its codes cannot be revoked"
    case .unsignableStatusList(let uri, let issuer):
      "no key in the list may sign the status list \(uri) of \(issuer): add one with --use status-lists"
    }
  }

  func sunset(_ time: Timestamp) -> String { "sunset \(LocalTime.text(time))" }

  func log(_ log: ListedLog) -> [String] {
    [
      "log \(log.policy.log.name)",
      "\(log.policy.quorum) of \(log.policy.witnesses.count) witnesses",
      "grace \(span(Int64(clamping: log.grace)))",
    ]
  }

  func use(_ use: ListedKey.Use) -> String {
    switch use {
    case .codes(let grant, let uri):
      "\(self.grant(grant)); \(uri.map { "status list \($0)" } ?? "no status list")"
    case .statusLists(let uris):
      "signs status lists \(uris.map(\.description).joined(separator: " "))"
    }
  }

  private func grant(_ grant: Grant) -> String {
    var parts = [
      "signs \(words(grant.statuses))",
      grant.evidence.isEmpty ? "no evidence" : "evidence \(words(grant.evidence))",
    ]
    if let longest = grant.longestValidity {
      parts.append("for at most \(TrustListText.span(longest))")
    }
    if grant.statuses.contains(.red) {
      parts.append(grant.needsSecondOfficer ? "red by two officers" : "red by one officer")
    }
    return parts.joined(separator: "; ")
  }

  func terms(_ terms: Recognition.Terms) -> String {
    var parts = ["counts \(words(terms.statuses))"]
    if let evidence = terms.greenEvidence {
      parts.append(
        "green with one of \(words(evidence)), otherwise \(terms.otherwiseYellow ? "yellow" : "refused")"
      )
    }
    if let sunset = terms.sunset { parts.append("until \(sunset.rfc3339)") }
    return parts.joined(separator: "; ")
  }

  private func words(_ statuses: Set<HealthStatus>) -> String {
    statuses.sorted { $0.rawValue < $1.rawValue }.map(colour).joined(separator: ",")
  }

  /// The kinds by their words in options.
  private func words(_ evidence: [EvidenceKind: UInt64]) -> String {
    evidence.sorted { $0.key < $1.key }.map { kind, minutes in
      "\(kind.word):\(minutes == 0 ? "any" : TrustListText.age(minutes: minutes))"
    }.joined(separator: ",")
  }

  func statusList(_ uri: StatusListURI) -> String { "status list \(uri)" }

  var notHere: String { "NOT HERE" }

  func pinned(_ roots: Role) -> String {
    "pinned; root keys: \(roots.threshold) of \(roots.keys.count)"
  }

  func fingerprint(_ digits: String) -> String { "fingerprint \(digits)" }

  func recognised(by authority: String, _ terms: Recognition.Terms) -> String {
    "recognised by \(authority): \(self.terms(terms))"
  }

  func lack(_ lack: TrustLack) -> String {
    let time = lack.time.map { LocalTime.text($0) } ?? ""
    return switch lack.kind {
    case .clock: "the clock stands before \(time), when a list here was made"
    case .nothingPinned: "no authority is pinned"
    case .trustListEnded: "the trust list of \(lack.subject) ended \(time)"
    case .trustListMissing: "the trust list of \(lack.subject) is recognised and not here"
    case .foreignListEnded, .rulesEnded: "\(lack.subject) ended \(time)"
    case .statusListMissing: "the status list \(lack.subject) is not here"
    case .statusListEnded: "the status list \(lack.subject) ended \(time)"
    case .keyEnded: "key \(lack.subject) ended \(time)"
    case .sunsetPassed: "sunset of \(lack.subject) was \(time)"
    }
  }

  func lackAndRemedy(_ lack: TrustLack) -> String {
    let fact = self.lack(lack)
    return switch lack.kind {
    case .clock: "\(fact): set the clock"
    case .nothingPinned: "\(fact): 'hcode trust import FILE --root KEY'"
    case .trustListEnded, .statusListEnded, .foreignListEnded, .rulesEnded:
      "\(fact): import the newest"
    case .trustListMissing, .statusListMissing: "\(fact): import it"
    case .keyEnded, .sunsetPassed: fact
    }
  }

  var allIsWell: String { "all is well" }

  // MARK: A trust list before it is signed

  func label(_ member: TrustListText.Member) -> String {
    switch member {
    case .authority: "authority"
    case .version: "version"
    case .issued: "issued"
    case .expires: "expires"
    case .sunset: "sunset"
    case .rootKeys: "root keys"
    case .snapshot: "snapshot"
    case .issuers: "issuers"
    case .recognises: "recognises"
    case .fingerprint: "fingerprint"
    case .digest: "digest"
    case .written: "written"
    }
  }

  func expires(_ time: Timestamp, oldAfter timeToLive: String) -> String {
    "\(time.rfc3339), called old \(timeToLive) after issue"
  }

  func signers(_ role: Role) -> String { "\(role.threshold) of \(role.keys.count) have to sign" }

  func issuers(_ count: Int, keys: Int) -> String { "\(count), with \(keys) keys" }

  func period(_ from: Timestamp, _ to: Timestamp) -> String { "\(from.rfc3339) to \(to.rfc3339)" }

  func roots(_ roots: Role, fingerprint: String) -> String {
    "\(roots.threshold) of \(roots.keys.count) root keys, fingerprint \(fingerprint)"
  }

  var ofTheRootKeys: String { "(of the root keys)" }

  var ofWhatIsSigned: String { "(of what is signed)" }

  func signedByNobodyYet(_ file: String) -> String { "\(file), signed by nobody yet" }

  func signed(by count: Int, of roots: Role, isComplete: Bool) -> String {
    let text = "signed by \(count) of its root keys, \(roots.threshold) needed"
    return isComplete ? text : "\(text): NOT COMPLETE"
  }

  // MARK: Why a key is believed

  func standing(_ standing: TrustStanding) -> String {
    switch standing {
    case .key(let key, let issuer, let name): "key \(key.hex) of \(issuer) (\(name))"
    case .named(let list, let now):
      "named by the trust list of \(list.authority), version \(list.version), \(age(since: list.issued, at: now))"
    case .recognised(let authority, let terms):
      "recognised by the pinned authority \(authority): \(self.terms(terms))"
    case .pinned: "which is pinned here"
    case .forCodes(let use): "for codes: \(self.use(use))"
    case .forStatusLists: "for status lists, and no codes"
    case .notNow(let obstacle): "NOT BELIEVED NOW: \(self.obstacle(obstacle))"
    case .believed: "believed"
    }
  }

  func obstacle(_ obstacle: TrustObstacle) -> String {
    switch obstacle {
    case .trustListEnded(let authority, let time):
      "the trust list of \(authority) ended \(LocalTime.text(time))"
    case .sunset(let time): "its sunset was \(LocalTime.text(time))"
    case .keyEnded(let time): "the key ended \(LocalTime.text(time))"
    case .keyNotYet(let time): "the key may sign only from \(LocalTime.text(time))"
    case .statusListMissing(let uri): "its status list \(uri) is not here"
    case .statusListEnded(let uri, let time):
      "its status list \(uri) ended \(LocalTime.text(time))"
    }
  }

  func absence(_ absence: TrustAbsence) -> String {
    switch absence {
    case .notBelieved(let subject): "\(subject): not believed"
    case .nothingPinned: "no authority is pinned in this store"
    case .listMissing(let subject):
      "\(subject) is recognised, but no list of it signed by its recognised root keys is here"
    case .listNotRecognised(let authority):
      "the list of \(authority) names it, and no pinned authority recognises that list"
    case .notNamed: "no list in this store names it"
    }
  }

  // MARK: Audits of a log

  func audit(_ checkpoint: LogCheckpoint, signed time: Timestamp, witnesses: Int, of known: Int)
    -> [String]
  {
    [
      "\(checkpoint.origin)", "\(checkpoint.size) entries", "signed \(time.rfc3339)",
      "\(witnesses) of \(known) witnesses",
    ]
  }

  func everyEntryIsInTheTree(grownFrom seen: Int) -> String {
    "every entry is in the tree"
      + (seen > 0 ? ", which has grown from \(seen) checkpoints seen before" : "")
  }

  func heading(_ part: LogReport.Part) -> String {
    switch part {
    case .nothingToAsk: "NOTHING TO ASK ABOUT"
    case .toAsk: "TO ASK ABOUT"
    case .byIssuer(let since): "BY ISSUER" + (since.map { " since \($0.rfc3339)" } ?? "")
    case .byReason: "REDS BY REASON"
    case .byHour: "REDS BY HOUR (UTC)"
    }
  }

  func column(_ column: LogReport.Column) -> String {
    switch column {
    case .issuer: "issuer"
    case .red: "red"
    case .raised: "raised"
    case .yellow: "yellow"
    case .busiestDay: "busiest day"
    case .reds: "reds"
    case .noOrder: "no order"
    case .oneOfficer: "1 officer"
    }
  }

  func counted(_ reason: StatusReason?) -> String { reason?.word ?? "none" }

  func finding(_ finding: LogStatistics.Finding) -> [String] {
    let (name, count) = (finding.issuer, finding.count)
    switch finding.kind {
    case .burst:
      let days = finding.days ?? 0...0
      let cases = finding.cases ?? 0
      let length = days.count == 1 ? "1 day" : "\(days.count) days"
      return [
        "\(name): \(count) reds in \(length), \(LogReport.day(days.lowerBound)) to \(LogReport.day(days.upperBound)); usually \(finding.usual ?? 0) a day",
        cases == 0
          ? "no case behind them: none was logged there in these days and the two weeks before"
          : "\(cases) cases were logged there in these days and the two weeks before",
        "reasons: \(LogReport.list(finding.reasons, counted)); officers: \(finding.officers)",
      ]
    case .oneOrder: return ["\(name): \(count) reds on one order, \(finding.authority ?? "")"]
    case .withoutAuthority: return ["\(name): \(count) reds without an authority"]
    case .oneOfficer: return ["\(name): \(count) reds that no second officer answers for"]
    case .contradictingEntries:
      return [
        "\(name): \(count) commitments of which entries say different things; the graver of them is counted"
      ]
    }
  }

  func repeated(_ entries: Int) -> String {
    "\(entries) entries repeat one before them and do not count"
  }

  // MARK: Cards and labels

  func captions(_ colour: Card.Colour) -> Card.Captions {
    let word =
      switch colour {
      case .green: "GREEN"
      case .yellow: "YELLOW"
      case .red: "RED"
      }
    return Card.Captions(
      colour: word, documentTail: documentTail, validUntil: "VALID UNTIL", issuedBy: "ISSUED BY",
      advice: "SCAN ME — a picture alone proves nothing")
  }

  var documentTail: String { "ID" }

  var labelUntil: String { "until" }
}
