import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeFormats
import HCodeGate
import HCodePaper
import HCodePictures
import HCodeRegistry
import HCodeSystem
import HCodeTrust

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
    case .notRecognised: "this issuer's codes of this colour are not recognised here"
    case .sunset: "ended permanently: the sunset date has passed"
    case .revoked: "revoked by its issuer"
    case .oneOfficer: "a red code needs a second officer's signature, and this one has none"
    case .unknownOfficer:
      "the second officer's key is not known here: import the newest trust list"
    case .badCountersignature: "the second officer's signature is wrong"
    case .notLogged:
      "NOT IN THE PUBLIC LOG, where it should be: whoever set it has not answered for it"
    case .grantExceeded: "its key may not say this"
    case .trustExpired: "the trust list is out of date: import the newest"
    case .trustUnreadable: "the trust store cannot be read"
    case .statusMissing: "its status list is missing: import it"
    case .indexUnknown:
      "issued outside the office's register: send the bearer to the office that issued it"
    case .statusExpired: "its status list is out of date: import the newest"
    case .expired: "expired"
    case .notYetValid: "not yet valid"
    case .keyExpired: "the issuer's key has ended"
    case .beforeKey: "dated before its key was valid"
    case .keyWithdrawn: "its key was withdrawn"
    case .badSignature: "the signature is wrong: altered, or not signed by this issuer"
    case .issuerMismatch: "signed by another issuer's key"
    case .unknownIssuer:
      "unknown issuer: import the trust list that names it"
    case .notListed:
      "the authority of this issuer does not list its key: import the newest trust list"
    case .nothingPinned: "the trust store is empty: import a trust list"
    case .unknownVersion: "made by a newer program: update this one"
    case .clock: "this clock cannot be right: set it and scan again"
    case .unreadable: "the input cannot be read"
    case .searchIncomplete:
      "the search of the picture was not finished: another code may be in it"
    case .rulesPassed: "the rules of this place are met"
    case .ruleFailed: "against the rules of this place"
    case .otherBearer: "NOT THE CODE OF THE PERSON on the identity that was shown"
    case .bearerUnverified: "the bearer's identity could not be verified"
    case .bearerUnknown:
      "nobody can tell from this whether it is the bearer's own code: compare it yourself"
    case .ruleYellow: "the rules of this place ask for a look at the desk"
    case .ruleOpen: "genuine; a rule of this place could not be asked"
    case .rulesExpired: "genuine; the rules of this place are out of date: import the newest"
    case .rulesUnreadable: "genuine; the rules of this place cannot be read"
    case .noRules: "genuine; no rules of this place cover it"
    case .unknownKey: "the issuer is known, but not this key: import its newest list"
    case .missingChunk: "a part is missing: show all codes of the certificate"
    case .revocationMissing: "its revocation list is missing: import it"
    case .unsupported: "this program cannot decide this kind"
    case .keyUsage: "its key may not sign this kind of certificate"
    case .specimen: "a specimen: it belongs to nobody"
    case .policy: "its kind does not count here"
    case .notHealth: "genuine, but not about health"
    case .badKey: "its key cannot be used"
    case .badChain: "no authority vouches for its key"
    case .tooExpensive: "reading it takes more than one input may cost"
    case .noCode: "no QR code found: show it again, flat and whole"
    case .unknownFormat: "not a health code"
    case .garbled: "the text did not arrive whole: scan it again"
    case .malformedPrefix, .textTooLong, .malformedBase45, .malformedCBOR, .notDeterministic,
      .malformedCOSE, .malformedHeader, .wrongAlgorithm, .unprotectedHeader,
      .unexpectedCountersignature, .malformedClaims, .malformedTime, .validityTooLong,
      .malformedCodeID, .malformedHealth, .unknownStatus, .malformedHolder, .malformedEvidence,
      .unjustifiedStatus, .unknownReason, .unexpectedReason, .unknownCategory,
      .unexpectedCategory, .malformedEncoding,
      .malformedStructure, .tooLarge, .badChunk:
      "not a genuine health code: it breaks the format"
    }
  }

  func expired(on time: Timestamp) -> String { "expired on \(LocalTime.text(time))" }

  func valid(from time: Timestamp) -> String { "valid only from \(LocalTime.text(time))" }

  func keyEnded(on time: Timestamp) -> String {
    "the issuer's key ended on \(LocalTime.text(time))"
  }

  func keyWithdrawn(_ withdrawal: Withdrawal) -> String {
    "\(withdrawal.authority) withdrew its key on \(LocalTime.text(withdrawal.time))"
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

  func changeReason(_ reason: ChangeReason) -> String {
    switch reason {
    case .error: "a mistake"
    case .lost: "lost"
    case .replaced: "replaced by another code"
    case .evidenceWithdrawn: "evidence withdrawn"
    case .atRequest: "at the holder's request"
    case .measureLifted: "the measure was lifted"
    }
  }

  func shortfall(_ value: CodeStatus, missing: UInt64, of changed: UInt64) -> String {
    let what =
      switch value {
      case .raisedToRed: "raises"
      case .suspended: "suspensions"
      case .revoked, .asSigned: "revocations"
      }
    return "\(missing) of \(changed) \(what) have no entry in the log"
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
      case .itinerary: "itinerary"
      }
    return switch evidence.details {
    case .result(let result): "\(kind) \(testResult(result)) \(age)"
    case .doses(let dose, let total): "\(kind) \(dose)/\(total) \(age)"
    case .timeOnly: "\(kind) \(age)"
    case .stays(let itinerary):
      "\(kind) of \(itinerary.days) d, \(itinerary.stays.count) \(itinerary.stays.count == 1 ? "area" : "areas"), \(source(itinerary.source)), \(age)"
    }
  }

  func category(_ category: HolderCategory) -> String {
    switch category.rawValue {
    case 1: "freight crew across borders"
    case 2: "freight staff of a port or quarantine station"
    case 3: "aircrew"
    case 4: "seafarer"
    case 5: "train crew"
    case 6: "health worker"
    case 7: "frontier worker"
    case 8: "diplomatic service"
    case 9: "pupil"
    case 10: "resident"
    default: "category \(category.word) of its issuer"
    }
  }

  func evidenceKind(_ kind: EvidenceKind) -> String {
    switch kind {
    case .pcr: "PCR"
    case .antigen: "antigen test"
    case .antibody: "antibody test"
    case .vaccination: "vaccination"
    case .recovery: "recovered"
    case .itinerary: "itinerary"
    }
  }

  private func source(_ source: Itinerary.Source) -> String {
    switch source {
    case .declared: "declared by the holder"
    case .registered: "from a register"
    case .network: "from a telephone network"
    }
  }

  func stay(in area: AreaCode, until day: String?) -> String {
    day.map { "\(area) until \($0)" } ?? "\(area), not left"
  }

  func testResult(_ result: Evidence.TestResult) -> String {
    switch result {
    case .negative: "negative"
    case .positive: "positive"
    case .undetermined: "undetermined"
    }
  }

  func sameBearer(_ fields: [Bearer.Field]) -> String {
    let names = fields.map { field in
      switch field {
      case .name: "name"
      case .birthDate: "birth date"
      case .document: "document"
      }
    }
    return "(as on the bearer's identity: \(names.joined(separator: ", ")))"
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
    case .claim169: "identity QR code (claim 169)"
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
    case .areasOld: "the ratings of areas in \(subject) are old since \(time)"
    case .keyEnds: "key \(subject) ends \(time)"
    case .sunsetNear: "sunset of \(subject): \(time)"
    case .bareKey: "bare key \(subject): its codes cannot be revoked"
    case .categoryNotRecognised: "category \(subject) does not count here"
    }
  }

  func refused(by authority: String, _ refusal: ImportRefusal) -> String {
    "refused for \(authority): \(refusal.name.rawValue): \(refusal.detail)"
  }

  func droppedKey(_ key: KeyIdentifier) -> String {
    "names key \(key.hex) no longer and does not withdraw it: its codes are of an unknown issuer now"
  }

  func notFetched(_ count: Int, of authority: String) -> String {
    "\(count) file(s) of \(authority) were not fetched: the limit of time, number or bytes was reached; they come first next time"
  }

  func willNotLearn(_ key: KeyIdentifier) -> String {
    "no trust list here names key \(key.hex) with a status list: a gate that has only the key file never learns of this"
  }

  func hasValidCode(_ code: RegisteredCode, _ key: String) -> String {
    "this person has a valid \(colour(code.status)) code until \(LocalTime.text(code.expires)) (\(key):\(code.index)); --replaces \(code.index) revokes it in one step"
  }

  func changed(_ code: RegisteredCode, _ key: String, from: CodeStatus, to: CodeStatus) -> String {
    "\(key):\(code.index)  \(colour(code.status)), issued \(LocalTime.text(code.issued))  \(status(from)) -> \(status(to))"
  }

  var nextAfterDestruction: String {
    "next: 'hcode log checkpoint' publishes the entry; then destroy the backups, copies and leases of this registry"
  }

  func typeName(of issuer: IssuerIdentifier) -> String {
    "This cannot be undone. Type the issuer's name, \(issuer), to destroy what identifies people:"
  }

  func nextAfterChange(hasLog: Bool) -> String {
    "next: \(hasLog ? "'hcode log checkpoint', then " : "")'hcode status build' and publish the list; gates know after their next 'hcode trust update'"
  }

  func replaced(_ index: UInt32, _ key: String) -> String {
    "\(key):\(index)  revoked, replaced by this code"
  }

  func replacedBefore(_ index: UInt32, _ key: String) -> String {
    "\(key):\(index) was revoked already, or has expired"
  }

  var bareKeyNote: String {
    "this code cannot be revoked and is in no log. 'hcode desk init' sets up both"
  }

  var unchangedFile: String { "unchanged since the last update" }

  func passedOver(_ file: String) -> String { "\(file): skipped, a newer one is stored" }

  func changes(_ changes: StatusListChanges) -> String {
    let worsened = CodeStatus.changes.compactMap { status in
      changes.worsened[status].map { "\($0) \(self.status(status))" }
    }
    var parts = worsened.isEmpty ? [] : [worsened.joined(separator: ", ") + " since the last"]
    if let first = changes.improvements.first {
      let example =
        "\(first.index) \(status(first.before)) -> \(status(first.after))"
      parts.append(
        changes.betterCount == 1
          ? "1 became better: \(example)"
          : "\(changes.betterCount) became better, such as \(example)")
    }
    return "\(changes.list.name): " + parts.joined(separator: "; ")
  }

  func unusual(_ changes: StatusListChanges) -> String {
    "\(changes.list.name): \(changes.betterCount) codes became better at once. Ask \(changes.list.authority) whether this was intended"
  }

  private func status(_ status: CodeStatus) -> String {
    switch status {
    case .asSigned: "as signed"
    case .revoked: "revoked"
    case .suspended: "suspended"
    case .raisedToRed: "raised to red"
    }
  }

  func batchFault(_ fault: BatchFault) -> String { fault.reason }

  func notice(_ notice: Notice) -> String {
    switch notice {
    case .newPassphrase: "New passphrase:"
    case .passphrase: "Passphrase:"
    case .passphraseReadable(let mode):
      "others on this machine can read this passphrase (mode \(String(mode, radix: 8))): chmod 600, and choose another passphrase"
    case .falseSignature(let key):
      "the signature of root key \(key.hex) is false and was left out"
    case .strangeSignatures(let count):
      "left out \(count) \(count == 1 ? "signature" : "signatures") by keys that are not root keys"
    case .logMissing(let origin):
      "the log \(origin) is not among the files. A gate without it does not see that a red is not logged: add what 'hcode log export' writes"
    case .notOverwritten:
      "another process has the registry open, so its files may still hold what was erased. The next purge overwrites it"
    case .noCode: "no QR code found"
    case .deviceGone: "went away; waiting for it"
    case .deviceBack: "is back"
    case .noBell: "there is no terminal to ring the bell on"
    case .repeated(let row): "same subject as row \(row): this person has two codes"
    case .furtherRepeats: "further repeated subjects are not shown"
    case .furtherRejects: "further rejected rows are in the result file only"
    case .red(let holder): "red code for \(holder ?? "nobody named")"
    case .change(let count, let key, let status):
      "\(count) \(count == 1 ? "code" : "codes") of key \(key.hex): \(self.status(status))"
    case .grounds(let reason, let order): "\(reason.word), \(order)"
    case .askedFor(let officer, let time): "requested by \(officer), \(LocalTime.text(time))"
    }
  }

  func unreadKeyFiles(_ first: String, others: Int) -> String {
    "\(first)\(andMore(others)): not read; import a trust list that names the key, or name the file with --trust"
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

  func mended(_ text: RepairedText) -> String {
    guard !text.isFramed else { return "characters around the text left out" }
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
    if frames.damaged > 0 { text += ", \(frames.damaged) damaged" }
    if summary.incomplete > 0 { text += ", \(summary.incomplete) not searched to the end" }
    return text
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

  func label(_ question: ExplanationQuestion) -> String {
    switch question {
    case .about: "about"
    case .signedAs: "signed as"
    case .setBy: "set by"
    case .secondOfficer: "second officer"
    case .why: "why"
    case .authority: "on what authority"
    case .evidence: "evidence"
    case .category: "category"
    case .setOn: "set on"
    case .until: "until"
    case .changedSince: "changed since"
    case .whyChanged: "why changed"
    case .publicLog: "public log"
    case .appeal: "where to appeal"
    case .proof: "proof"
    case .loggedOn: "logged on"
    case .officers: "officers"
    case .inForce: "still counts"
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
    case .notYet: "\(origin) is known here up to \(time); the entry may come later"
    }
  }

  var askForOpening: String {
    "only the office can say, and only to the holder: ask it for an opening ('hcode appeal' writes the letter), then 'hcode explain CODE --opening FILE'"
  }

  var noAppeal: String { "the issuer did not say" }

  var notChecked: String { "NOT CHECKED. Anybody can write a code like this. It claims:" }

  func howToCheck(_ issuer: IssuerIdentifier) -> String {
    "To check it, ask \(issuer) for the address and the fingerprint of its trust list, then run 'hcode trust import ADDRESS --fingerprint HEX'."
  }

  func proof(
    entry index: UInt64, of size: UInt64, in origin: String, signed time: Timestamp, witnesses: Int
  ) -> String {
    "entry \(index) of \(size) in \(origin), signed \(LocalTime.text(time)), \(witnesses) witnesses"
  }

  func logged(on time: Timestamp, _ act: LogAct.Kind) -> String {
    switch act {
    case .issued: LocalTime.text(time)
    case .raised: "\(LocalTime.text(time)), as raised to red"
    case .suspended: "\(LocalTime.text(time)), as suspended"
    case .revoked: "\(LocalTime.text(time)), as revoked"
    case .cleared: "\(LocalTime.text(time)), as cleared"
    case .destroyed: "\(LocalTime.text(time)), as erased"
    case .opened: "\(LocalTime.text(time)), as opened"
    }
  }

  func log(agrees: Bool) -> String {
    agrees ? "the same as the code" : "SOMETHING ELSE than the code"
  }

  func force(_ force: ActForce) -> String {
    switch force {
    case .inForce: "yes"
    case .ended: "no, it has ended"
    case .otherChange: "no, another change counts now"
    case .notKnown: "not known: no newer status list is here"
    }
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
    case .clockSync: "clock synchronisation"
    case .trustPlaces: "trust sources"
    case .trustReadable: "reading the store"
    case .trustPermissions: "permissions"
    case .storeObjects: "stored files"
    case .storeSignatures: "signatures of the lists"
    case .storeIndex: "index"
    case .trustList: "trust list"
    case .statusList: "status list"
    case .update: "last update"
    case .rules: "rules"
    case .keys: "keys"
    case .libraries: "libraries"
    case .signatures: "signature test"
    case .scanner: "scanner test"
    case .fonts: "fonts"
    case .confinement: "confinement of converters"
    case .lockedMemory: "locked memory"
    case .libsodium, .zbar, .libqrencode, .rasteriser, .labels, .curl, .webP, .heif, .netpbm, .pdf:
      check.rawValue
    }
  }

  /// What is known of the time, and what set it.
  private func bounds(_ bounds: ClockBounds) -> String {
    [
      bounds.signed.map { "newest date signed \($0.time.rfc3339), \($0.file)" }
        ?? "nothing signed here",
      bounds.seen.map { "last import \($0.rfc3339)" } ?? "no import noted",
      TimeEvidence.release.map { "released \($0.rfc3339)" },
    ].compactMap { $0 }.joined(separator: "; ")
  }

  func finding(_ finding: CheckFinding) -> String {
    switch finding {
    case .time(let now, let bounds): "it is \(now.rfc3339); \(self.bounds(bounds))"
    case .timeOutsideCalendar: "it is outside the years 1970 to 9999"
    case .timeOutsideYears(let now):
      "it is \(now.rfc3339), which is not within the years 2024 to 2100"
    case .timeBefore(let bound, let now, let bounds):
      switch bound {
      case .signed: "it is \(now.rfc3339), before what was signed: \(self.bounds(bounds))"
      case .seen: "it is \(now.rfc3339), before the last import: \(self.bounds(bounds))"
      case .release:
        "it is \(now.rfc3339), before this program was released: \(self.bounds(bounds))"
      }
    case .synchronised(let error): "synchronised, at most \(error) ms off"
    case .notSynchronised: "nothing synchronises the clock"
    case .synchronisationUnknown: "the system does not report whether the clock is synchronised"

    case .noPlaces: "no store and no key file: the issuer of every code is unknown"
    case .places(let used): places(used)
    case .unreadKeyFiles(let used, let first, let others):
      "\(places(used)); not read: \(first)\(andMore(others))"
    case .unreadable(let error): error.words(in: self).message
    case .notWritable(let places): "\(places) files and folders, none writable by others"
    case .writable(let writer, let place, let mode, let others, _):
      switch writer {
      case .anybody: "anybody may write to \(place) (mode \(mode))\(andMore(others))"
      case .group: "its group may write to \(place) (mode \(mode))\(andMore(others))"
      }
    case .objects(let count): "\(count) files, whose digests match their names"
    case .damagedObject(let path, let others):
      "\(path) is missing, or its digest does not match its name"
        + (others > 0 ? " (and \(others) more)" : "")
    case .signedLists(let count): "\(count) trust lists, each signed by its root keys on record"
    case .unsignedList(let authority):
      "the list of \(authority) is not signed by its root keys on record"
    case .index(let keys): "agrees with the lists, \(keys) keys"
    case .otherIndex(let path): "\(path) disagrees with the lists"

    case .lack(let lack): self.lack(lack)
    case .warning(let warning): self.warning(warning)
    case .trustList(let list, let isPinned, let now):
      "\(list.authority) version \(list.version), \(age(since: list.issued, at: now)), \(left(until: list.expires, at: now)), "
        + (isPinned ? "pinned as \(list.roots.fingerprint)" : "recognised")
    case .foreignList(let facts, let entries, let now):
      "\(facts.name), \(age(since: facts.since, at: now)), \(left(until: facts.expires, at: now)), \(self.entries(entries))"
    case .statusList(let uri, let held, let now):
      "\(uri), \(age(since: held.facts.issued, at: now)), \(left(until: held.facts.expires, at: now)), \(held.count) codes"
    case .rules(let held, let now):
      ([held.name, rules(held.set, at: now), age(since: held.since, at: now)]
        + (held.expires.map { [until($0, at: now)] } ?? [])).joined(separator: ", ")
    case .update(let note):
      [
        note.isFailing
          ? note.failed.map { "failed at \(LocalTime.text($0.time)): \($0.message)" } : nil,
        note.succeeded.map { "everything was fetched at \(LocalTime.text($0))" }
          ?? (note.isFailing ? nil : "none so far"),
      ].compactMap { $0 }.joined(separator: "; ")
    case .noRules: "none: genuine certificates of other formats stay undecided"
    case .ruleConcern(let concern, let name): "\(name): \(self.concern(concern))"

    case .libraries(let libraries):
      libraries.map { library in
        let package = library.package.map { "package \($0)" } ?? "package not recorded"
        return [library.name, library.version, "(\(package))"].compactMap { $0 }
          .joined(separator: " ")
      }.joined(separator: ", ")
    case .strongKeys: "refuses weak keys (CVE-2025-69277 is fixed)"
    case .weakKeys(let fault): "CVE-2025-69277 is not fixed: \(self.fault(fault))"
    case .zbar(let package): "package \(package) has the fixes for CVE-2023-40889 and -40890"
    case .oldZBar(let package):
      "package \(package) has CVE-2023-40889 and -40890: a crafted code can write past a buffer"
    case .unknownZBar:
      "unknown whether CVE-2023-40889 and -40890 are fixed: the build recorded no package"
    case .signaturesTested(let time):
      "Ed25519 signs as RFC 8032 does, and refuses what was altered, in \(time) ms"
    case .scannerTested(let time):
      "a code was drawn, written as PNG, read and found, in \(time) ms"
    case .selfTestFailed(let fault): self.fault(fault)

    case .fontsFound: "Latin and Chinese letters can be printed on cards and labels"
    case .fontsMissing(let letters, _):
      "no font has \(letters): cards and labels with these letters are refused"
    case .installed: "installed"
    case .notInstalled(let purpose, _):
      switch purpose {
      case .codes: "not installed: 'hcode issue' draws no code without it"
      case .cards: "not installed: 'hcode issue --card' draws no PNG and PDF without it"
      case .labels:
        "not installed: 'hcode issue --sheet' and labels for thermal printers need it"
      case .fetching: "not installed: 'hcode trust import URL' and 'trust update' need it"
      }
    case .readable(let pictures): "installed: \(name(pictures)) can be read"
    case .notReadable(let pictures, let package):
      "not installed, optional: \(name(pictures)) cannot be read ('apt-get install \(package)')"
    case .confined: "Landlock and seccomp confine the programs that convert pictures"
    case .notConfinable(let lack):
      "this kernel offers no \(lack.rawValue): WebP, HEIC, AVIF, GIF, TIFF, BMP, PDF and SVG are not read"
    case .lockable(let size): "\(size) KiB can be locked"
    case .notLockable(let size, let limit):
      "\(size) KiB cannot be locked (limit \(limit) KiB): a secret key could reach the swap"
    }
  }

  func remedy(_ finding: CheckFinding) -> String? {
    switch finding {
    case .time, .synchronised, .places, .notWritable, .objects, .signedLists, .index, .trustList,
      .foreignList, .statusList, .rules, .noRules, .libraries, .strongKeys, .zbar,
      .signaturesTested, .scannerTested, .installed, .fontsFound, .readable, .notReadable,
      .confined,
      .lockable:
      nil
    case .update(let note):
      note.isFailing ? "see what fails: hcode trust update" : nil
    case .timeOutsideCalendar: "set the clock"
    case .timeOutsideYears:
      "set the clock: date --utc --set 'YYYY-MM-DD HH:MM:SS'"
    case .timeBefore:
      "set the clock: date --utc --set 'YYYY-MM-DD HH:MM:SS'; if it is right, run 'hcode trust update' or 'hcode trust import' with --clock-is-right"
    case .notSynchronised:
      "start an NTP service where there is a network; without one compare it before each shift"
    case .synchronisationUnknown: "compare it with another clock before each shift"
    case .noPlaces:
      "'hcode trust import FILE --root KEY'"
    case .unreadKeyFiles:
      "import a trust list that names these keys; or name the folder with --trust or HCODE_TRUST"
    case .unreadable(let error):
      error.words(in: self).hint ?? "fix it and run 'hcode doctor' again"
    case .writable(_, _, _, _, let command):
      "\(command); then see with 'hcode trust show' whether anybody was added"
    case .damagedObject, .unsignedList, .otherIndex:
      "move the folder away and import the lists again, from where they first came"
    case .lack(let lack): remedy(lack)
    case .warning(let warning):
      switch warning.kind {
      case .trustListOld, .trustListEnds, .statusListOld, .statusListEnds, .rulesEnd, .areasOld:
        "hcode trust update, or import the newest by hand"
      case .logOld, .logMissing:
        "hcode trust update, or import the file that 'hcode log export' writes"
      case .bareKey: "import a trust list that names the key"
      case .categoryNotRecognised: "hcode trust recognise, with --category"
      case .keyEnds, .sunsetNear: "ask the authority for a trust list that is valid for longer"
      }
    case .ruleConcern(_, let name): "hcode rules check, with the file that \(name) came from"
    case .weakKeys, .oldZBar:
      "apt-get update && apt-get upgrade, then build hcode again: the libraries are inside it"
    case .unknownZBar:
      "build with 'make' on Debian, with libzbar-dev \(LinkedLibrary.mendedZBar) or newer"
    case .selfTestFailed: "scan nothing with this program; build it again"
    case .notInstalled(_, let package): "apt-get install \(package), if you need it"
    case .fontsMissing(_, let package): "apt-get install \(package)"
    case .notConfinable:
      "use Linux 5.13 or newer with Landlock switched on ('lsm=landlock,…') and seccomp, on x86-64 or arm64"
    case .notLockable: "raise 'ulimit -l' to 64 or more before issuing"
    }
  }

  private func andMore(_ count: Int) -> String { count > 0 ? " and \(count) more" : "" }

  private func remedy(_ lack: MissingTrust) -> String? {
    switch lack.kind {
    case .nothingPinned: "hcode trust import FILE --root KEY"
    case .trustListMissing, .trustListEnded:
      "hcode trust import FILE, with the newest of \(lack.subject)"
    case .statusListMissing, .statusListEnded:
      "hcode trust import \(lack.subject), or its file"
    case .foreignListEnded, .foreignListEmpty:
      "hcode trust import --format, with the newest of \(lack.subject)"
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
    case .noLockedMemory: "no memory can be locked"
    case .otherPublicKey: "the public key made from RFC 8032's seed is wrong"
    case .otherSignature: "the signature of RFC 8032's message is wrong"
    case .rightSignatureRefused: "a correct signature does not verify"
    case .alteredSignatureTaken: "an altered signature verifies"
    case .otherMessageTaken: "a signature verifies under another message"
    case .strongKeyRefused: "the base point is refused"
    case .weakKeyTaken: "a point outside the main subgroup is accepted"
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

  func stayed(_ stays: RatedStays) -> String {
    let was = stays.wasIn.map { "the holder was in an area of \(rating($0)) risk" }
    let near = stays.near.map {
      "the holder was near an area of \(rating($0)) risk, in its city or province, and perhaps not in it"
    }
    return [was, near].compactMap(\.self).joined(separator: "; ")
  }

  private func rating(_ rating: AreaRatings.Rating) -> String {
    switch rating {
    case .high: "high"
    case .medium: "medium"
    }
  }

  func entries(_ count: Int) -> String { "\(count) \(count == 1 ? "entry" : "entries")" }

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
    case .malformedLogic(let rule, let issue): "\(rule): its logic is not CertLogic: \(issue)"
    case .foreignEngine(let rule, let engine):
      "\(rule): it is for \(engine); this program has CERTLOGIC \(BusinessRule.engineVersion)"
    case .missingValueSet(let rule, let set): "\(rule): the value set '\(set)' is not here"
    case .ambiguousVersion(let rule, let version):
      "\(rule): two rules are version \(version); both apply"
    case .ended(let time): "the rules ended at \(time.rfc3339)"
    case .noAcceptance(let country): "no acceptance rule of \(country) counts now"
    case .acceptanceEnds(let country, let time):
      "the last acceptance rule of \(country) ends at \(time.rfc3339)"
    case .noAreaRatings(let rule):
      "\(rule) needs the risk of areas, and the set has no 'areas': it cannot be decided"
    case .unknownAreas(let areas):
      "\(areas.count) rated areas are not codes that an itinerary can name: \(areas.prefix(5).joined(separator: ", "))"
    case .noDescription(let rule): "\(rule): it has no description"
    }
  }

  func concern(_ concern: TrustListConcern) -> String {
    switch concern {
    case .singleSignature:
      "a single root key can sign the next list: whoever steals it can sign anything"
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
    case .countersign: "countersigns red codes and changes, and begins none"
    case .venues: "signs posters of venues (experimental)"
    case .exposures: "signs shares and exposure lists of venues (experimental)"
    }
  }

  private func grant(_ grant: Grant) -> String {
    var parts = [
      "signs \(words(grant.statuses))",
      grant.evidence.isEmpty ? "no evidence" : "evidence \(words(grant.evidence))",
    ]
    if let longest = grant.longestValidity {
      parts.append("for at most \(Spelling.span(longest))")
    }
    if !grant.categories.isEmpty { parts.append("categories \(words(grant.categories))") }
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
    if !terms.categories.isEmpty { parts.append("categories \(words(terms.categories))") }
    if let sunset = terms.sunset { parts.append("until \(sunset.rfc3339)") }
    return parts.joined(separator: "; ")
  }

  private func words(_ statuses: Set<HealthStatus>) -> String {
    statuses.sorted { $0.rawValue < $1.rawValue }.map(colour).joined(separator: ",")
  }

  private func words(_ categories: [HolderCategory]) -> String {
    categories.map(\.word).joined(separator: ",")
  }

  /// The kinds by their words in options.
  private func words(_ evidence: [EvidenceKind: UInt64]) -> String {
    evidence.sorted { $0.key < $1.key }.map { kind, minutes in
      "\(kind.word):\(minutes == 0 ? "any" : Spelling.age(minutes: minutes))"
    }.joined(separator: ",")
  }

  func statusList(_ uri: StatusListURI) -> String { "status list \(uri)" }

  var notHere: String { "NOT HERE" }

  func pinned(_ roots: KeyThreshold) -> String {
    "pinned; root keys: \(roots.threshold) of \(roots.keys.count)"
  }

  func fingerprint(_ digits: String) -> String { "fingerprint \(digits)" }

  func recognised(by authority: String, _ terms: Recognition.Terms) -> String {
    "recognised by \(authority): \(self.terms(terms))"
  }

  func lack(_ lack: MissingTrust) -> String {
    let time = lack.time.map { LocalTime.text($0) } ?? ""
    return switch lack.kind {
    case .clock: "the clock is before \(time), the newest date known here"
    case .nothingPinned: "no authority is pinned"
    case .trustListEnded: "the trust list of \(lack.subject) ended \(time)"
    case .trustListMissing: "\(lack.subject) is recognised, but its trust list is not here"
    case .foreignListEnded, .rulesEnded: "\(lack.subject) ended \(time)"
    case .foreignListEmpty: "\(lack.subject) is empty: nothing in it can be used"
    case .statusListMissing: "the status list \(lack.subject) is not here"
    case .statusListEnded: "the status list \(lack.subject) ended \(time)"
    case .keyEnded: "key \(lack.subject) ended \(time)"
    case .sunsetPassed: "sunset of \(lack.subject) was \(time)"
    }
  }

  func lackAndRemedy(_ lack: MissingTrust) -> String {
    let fact = self.lack(lack)
    return switch lack.kind {
    case .clock: "\(fact): set the clock"
    case .nothingPinned: "\(fact): 'hcode trust import FILE --root KEY'"
    case .trustListEnded, .statusListEnded, .foreignListEnded, .foreignListEmpty, .rulesEnded:
      "\(fact): import the newest"
    case .trustListMissing, .statusListMissing: "\(fact): import it"
    case .keyEnded, .sunsetPassed: fact
    }
  }

  var allIsWell: String { "all is well" }

  // MARK: A trust list before it is signed

  func label(_ member: TrustListMember) -> String {
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
    case .withdrawn: "withdrawn"
    case .fingerprint: "fingerprint"
    case .digest: "digest"
    case .written: "written"
    }
  }

  func expires(_ time: Timestamp, oldAfter timeToLive: String) -> String {
    "\(time.rfc3339), called old \(timeToLive) after issue"
  }

  func signers(_ role: KeyThreshold) -> String {
    "\(role.threshold) of \(role.keys.count) have to sign"
  }

  func issuers(_ count: Int, keys: Int) -> String { "\(count), with \(keys) keys" }

  func period(_ from: Timestamp, _ to: Timestamp) -> String { "\(from.rfc3339) to \(to.rfc3339)" }

  func roots(_ roots: KeyThreshold, fingerprint: String) -> String {
    "\(roots.threshold) of \(roots.keys.count) root keys, fingerprint \(fingerprint)"
  }

  var ofTheRootKeys: String { "(of the root keys)" }

  var ofWhatIsSigned: String { "(of what is signed)" }

  func signedByNobodyYet(_ file: String) -> String { "\(file), signed by nobody yet" }

  func signed(by count: Int, of roots: KeyThreshold, isComplete: Bool) -> String {
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
    case .forCodes(.countersign): "for the second officer: \(self.use(.countersign))"
    case .forCodes(.venues), .forCodes(.exposures): "for venues, and no codes"
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
      "\(subject) is recognised, but no list signed by its recognised root keys is here"
    case .listNotRecognised(let authority):
      "the list of \(authority) names it, and no pinned authority recognises that list"
    case .notNamed: "no list in this store names it"
    case .withdrawn(let withdrawal): keyWithdrawn(withdrawal)
    }
  }

  // MARK: Audits of a log

  func audit(_ checkpoint: LogCheckpoint, signed time: Timestamp, witnesses: Int, of known: Int)
    -> [String]
  {
    [
      "\(checkpoint.origin)", entries(Int(clamping: checkpoint.size)), "signed \(time.rfc3339)",
      "\(witnesses) of \(known) witnesses",
    ]
  }

  func everyEntryIsInTheTree(grownFrom seen: Int) -> String {
    "every entry is in the tree"
      + (seen > 0
        ? ", which has grown from \(seen == 1 ? "the checkpoint" : "\(seen) checkpoints") seen before"
        : "")
  }

  func heading(_ part: LogReportPart) -> String {
    switch part {
    case .nothingToAsk: "NOTHING TO ASK ABOUT"
    case .toAsk: "TO ASK ABOUT"
    case .byIssuer(let since): "BY ISSUER" + (since.map { " since \($0.rfc3339)" } ?? "")
    case .byReason: "REDS BY REASON"
    case .byHour: "REDS BY HOUR (UTC)"
    case .ends: "ISSUERS WHOSE END IS SET"
    case .destroyed: "RECORDS ERASED, BY THE ISSUER'S OWN WORD"
    }
  }

  func column(_ column: LogReportColumn) -> String {
    switch column {
    case .issuer: "issuer"
    case .red: "red"
    case .raised: "raised"
    case .yellow: "yellow"
    case .busiestDay: "busiest day"
    case .reds: "reds"
    case .suspended: "suspended"
    case .revoked: "revoked"
    case .oneOfficer: "1 officer"
    }
  }

  func counted(_ reason: ActReason?) -> String { reason?.word ?? "not public" }

  func signatures(areChecked: Bool) -> String {
    areChecked
      ? "the signatures of the entries were checked by the keys that are known"
      : "the signatures of the entries were NOT checked: name the officers' keys with --store or --signer"
  }

  func dated(_ own: Int, of entries: UInt64, history: Int) -> String {
    let known = history == 1 ? "1 checkpoint" : "\(history) checkpoints"
    return own == 0
      ? "every entry is dated by the checkpoints around it; \(known) in the log's history"
      : "\(own) of \(entries) entries count on the day that they state: no two checkpoints within a day of each other enclose them, as at the beginning of a log; \(known) in the log's history"
  }

  var whenIsAsked: String {
    "We ask about an office that did more than three times its usual number and 20, after allowing for a rise everywhere. We ask about an officer who did four times their usual number, or their busiest colleague's, and 30."
  }

  func finding(_ finding: LogFinding) -> [String] {
    let (name, count) = (finding.issuer?.description ?? "", finding.count)
    switch finding.kind {
    case .burst, .officerBurst:
      guard let burst = finding.burst else { return [] }
      let length = burst.days.count == 1 ? "1 day" : "\(burst.days.count) days"
      let who = name + (finding.officer.map { ", officer \($0.name)" } ?? "")
      let usual =
        "usually \(Int(burst.usual.rounded()))"
        + (burst.windowDays == 1 ? " a day" : " in \(burst.windowDays) days")
      return [
        "\(who): \(count) \(counted(burst.act)) in \(length), \(Spelling.day(burst.days.lowerBound)) to \(Spelling.day(burst.days.upperBound)); \(usual)"
          + (burst.cases == 0 ? "; without a logged case" : ""),
        burst.cases == 0
          ? "no case was logged there in these days and the two weeks before"
          : "\(burst.cases) cases were logged there in these days and the two weeks before",
        "acts: "
          + CountedAct.allCases.map { "\(counted($0)) \(burst.acts[$0] ?? 0)" }.joined(
            separator: ", "),
        "reasons: \(Spelling.list(burst.reasons, counted, separator: betweenNames))",
        "officers: \(burst.officers.count): \(Spelling.list(burst.officers, separator: betweenNames))",
      ]
    case .misdated:
      return ["\(name): \(count) entries state a time at which they cannot have been made"]
    case .clockWentBack:
      let (before, after) = (
        finding.wentBack?.before.rfc3339 ?? "", finding.wentBack?.after.rfc3339 ?? ""
      )
      return [
        "the log's clock went back before \(count) checkpoints, first from \(before) to \(after)"
      ]
    case .oneOrder:
      return ["\(name): \(count) restrictions on one order, \(finding.authority ?? "")"]
    case .unaccounted:
      guard let (value, changed) = finding.shortfall else {
        return ["\(name): the status list states no log size, or a larger one than the log has"]
      }
      return [
        "\(name): of the status list, "
          + shortfall(value, missing: UInt64(clamping: count), of: changed)
      ]
    case .unsigned: return ["\(name): \(count) entries that none of its known keys signed"]
    case .oneOfficer:
      return ["\(name): \(count) codes made red, cleared or changed in bulk by one officer"]
    case .destroyedTwice:
      return [
        "\(name): \(count) \(count == 1 ? "registry is" : "registries are") said to be destroyed more than once, with different numbers"
      ]
    case .notDestroyed:
      guard let ending = finding.ending else { return [] }
      return [
        "\(name): over since \(ending.end.sunset.rfc3339), and of \(ending.registries) \(ending.registries == 1 ? "registry" : "registries") \(count) \(count == 1 ? "is" : "are") not said to be destroyed"
      ]
        + ending.lacking.prefix(LogFinding.mostDetails).map { key, lack in
          let why =
            switch lack {
            case .noClaim: "no entry says that it is destroyed"
            case .beforeEnd(let time):
              "an entry of \(time.rfc3339) says so, but that is before the end: it does not cover what came after"
            case .tooFew(let records, let logged):
              "an entry says so for \(records) \(records == 1 ? "record" : "records"), but \(logged) \(logged == 1 ? "code" : "codes") had been logged"
            case .issuedAfter(let codes):
              "an entry says so, but \(codes) \(codes == 1 ? "code was" : "codes were") logged after it"
            case .whileValid: "an entry says so, and also that codes were still valid then"
            case .beforeCode(let time):
              "an entry says so, and that all codes had ended, but one ends \(time.rfc3339)"
            }
          return "key \(key.hex): \(why)"
        }
    case .contradictingEntries:
      return [
        "\(name): \(count) commitments about which entries contradict each other; the graver entry is counted"
      ]
    }
  }

  private func counted(_ act: CountedAct?) -> String {
    switch act {
    case .red: "reds"
    case .raised: "raises to red"
    case .yellow: "yellows"
    case .suspended: "suspensions"
    case .revoked: "revocations"
    case nil: "restrictions"
    }
  }

  func ending(_ ending: LogStatistics.Ending, isOver: Bool) -> String {
    let left = ending.lacking.count
    return (isOver ? "over since " : "ends ") + ending.end.sunset.rfc3339 + "; "
      + (left == 0
        ? "says that its records are destroyed"
        : left == ending.registries
          ? "does not say that its records are destroyed"
          : "does not say it for \(left) of \(ending.registries) registries")
  }

  func repeated(_ entries: Int) -> String {
    "\(entries) entries repeat one before them and do not count"
  }

  // MARK: The desk

  func desk(_ fact: DeskFact) -> String {
    switch fact {
    case .passphrase(.root):
      "Passphrase for the root key (says who may sign; used a few times a year):"
    case .passphrase(.code): "Passphrase for the code key (first officer; used for every code):"
    case .passphrase(.officer):
      "Passphrase of the second officer (a rehearsal: let somebody else type it):"
    case .again: "Once more:"
    case .made(let folder): "desk made in \(folder)"
    case .found(let folder): "desk in \(folder)"
    case .label(let label): deskLabel(label)
    case .can(.none): "green and yellow codes, revocation, public log; red needs a second officer"
    case .can(.listed): "green, yellow and red codes, revocation, public log, two officers for red"
    case .can(.rehearsal):
      "green, yellow and red codes, revocation, public log; A REHEARSAL: both officers' keys are here"
    case .can(.alone): "second signatures for red codes and changes: 'hcode approve FILE'"
    case .can(.nobody): "no codes: no secret key for codes or second signatures is here"
    case .serve(let folder, let url?): "\(folder)/publish at \(url)"
    case .serve(let folder, nil): "no URL: gates get \(folder)/publish as files"
    case .tellFingerprint: "read it out by telephone, never send it with the link"
    case .moveRoot(let file):
      "move \(file) to a USB stick: it is needed only when keys change, and every 76 days"
    case .addOfficer: "a second officer makes a key on another machine, before the first red code"
    case .publishAlways: "run 'hcode desk publish' every 15 minutes"
    case .firstListWaits(let file): "have the root keys' holders sign \(file): 'hcode trust sign'"
    case .role(let role): deskRole(role)
    case .secret(let isHere, let end):
      "\(isHere ? "secret key here" : "public key only")  until \(LocalTime.text(end))"
    case .lastList(let version, let end, let now):
      "trust list \(version), \(left(until: end, at: now))"
    case .neverPublished: "nothing yet: the first trust list is not signed"
    case .entriesWait(0): "no entries wait for the log"
    case .entriesWait(let count):
      "\(count) \(count == 1 ? "entry waits" : "entries wait") for the log: 'hcode desk publish'"
    case .event(let event): deskEvent(event)
    case .nextApprove(let file): "next: the second officer runs 'hcode approve \(file)'"
    case .nextPublish:
      "next: 'hcode desk publish'; gates know after their next 'hcode trust update'"
    case .nextFinish(let file, let options):
      "next: send \(file) back; the first officer runs 'hcode approve \(file)\(options)'"
    case .nextAdd(let file):
      "next: send \(file) to the publisher, who runs 'hcode desk add \(file)', and read the fingerprint to them"
    case .rights:
      "the counter's account needs these rights there, from the owner of the tables (psql -v role=ACCOUNT):"
    case .compare: "Compare the fingerprint over the telephone. Add the key? [y/N]"
    case .removed(let end?): "ends \(LocalTime.text(end)), when its last code has ended"
    case .removed(nil): "no longer counts from the next list on"
    case .backedUp(let files):
      "\(files) files, the secret keys among them: keep it elsewhere, as safe as the desk"
    case .adopted(let what, let place): adopted(what, place)
    case .adoptedLists(let count):
      "lists     \(count) \(count == 1 ? "signed list" : "signed lists") found"
    case .adoptBundleKey:
      "to do     no key signs bundles: 'hcode desk rotate bundle', then 'hcode desk publish'"
    case .adoptQuestion(let folder):
      "Make the desk \(folder)? Registries and the log move into it; the old ones issue and log nothing more. [y/N]"
    case .restored(let event): restored(event)
    case .ends(let issuer, let end):
      "\(issuer)  over from \(LocalTime.text(end)) on: gates then refuse every code of this issuer"
    case .nextDestroy(let time): "after \(LocalTime.text(time)): 'hcode desk close --destroy'"
    case .destroyed(let name, let records):
      "\(name)  \(records) \(records == 1 ? "record" : "records") destroyed"
    case .erased(let keys): "closed; \(keys) secret \(keys == 1 ? "key" : "keys") overwritten"
    case .nextServe:
      "next: serve desk/publish until nobody asks for it; destroy backups, copies and the keys of other machines; the root key may go too"
    case .check(let name): deskCheck(name)
    case .finding(let finding): deskFinding(finding)
    case .statusList(let file, let issued, let end, let now):
      "\(file), signed \(span(now.seconds - issued.seconds)) ago, \(left(until: end, at: now))"
    case .settled(.finished(let command)):
      "'hcode desk \(command)' had been interrupted and is finished now"
    case .settled(.undone(let command)):
      "'hcode desk \(command)' had been interrupted and was undone: run it again"
    case .settled(.dropped(let command)):
      "'hcode desk \(command)' had been interrupted, and somebody has changed trust.json or desk.json since: nothing was done"
    case .recognised: "recognised"
    case .recognisedAgain: "recognised again"
    case .reissue(_, let written?):
      "\(written.count) valid \(written.count == 1 ? "code ends" : "codes end") with it: \(written.file) has them"
    case .reissue(let name, nil):
      "the registry of \(name) cannot be read here, so which codes end is not known"
    case .rootsChange:
      "next: 'hcode desk publish'; it writes the list into outbox/ and says who has to sign, the old keys and the new"
    case .lostRoots(let authority, let bundle):
      [
        "next: 'hcode desk publish'. Gates continue with the old lists until those end, and refuse the new ones until this is done.",
        "to every gate:",
        "  \(authority) has lost its root keys. Ask us for the fingerprint by telephone, then run:",
        "  hcode trust forget \(authority)",
        "  hcode trust import \(bundle) --fingerprint …",
        "to every neighbour:",
        "  \(authority) has lost its root keys. Ask us for the fingerprint by telephone, then run:",
        "  hcode desk recognise \(bundle) --fingerprint …",
        "  hcode desk publish",
      ].joined(separator: "\n")
    case .rehearsalNote:
      "a rehearsal: both officers' keys are in this desk, so one person is two officers"
    }
  }

  private func rotateLost(_ role: DeskRole) -> String {
    switch role {
    case .root: "'hcode desk rotate root --lost'"
    case .code: "'hcode desk rotate code --lost'"
    case .officer: "'hcode desk rotate officer --lost'"
    case .status: "'hcode desk rotate status --lost'"
    case .bundle: "'hcode desk rotate bundle --lost'"
    case .log: "'hcode desk rotate log --lost'"
    }
  }

  private func adopted(_ what: DeskFact.Adopted, _ place: String?) -> String {
    switch (what, place) {
    case (.secretKey, let place?): "secret key \(place)"
    case (.secretKey, nil): "no secret key found"
    case (.registry, let place?): "registry \(place)"
    case (.registry, nil): "REGISTRY MISSING: 'hcode desk restore' afterwards"
    case (.log, let place?): "log       \(place)"
    case (.log, nil): "log       MISSING: 'hcode desk restore --from PLACE' afterwards"
    }
  }

  private func restored(_ event: RestoreEvent) -> String {
    func codes(_ count: Int) -> String { "\(count) \(count == 1 ? "code" : "codes")" }
    return switch event {
    case .trustList(let version, let issued):
      "list      version \(version) of \(LocalTime.text(issued))"
    case .sourceMade: "made      trust.json, from the list"
    case .settingsMade: "made      desk.json, with the usual settings: check it"
    case .notLookedAt(let url):
      "warning   what is at \(url) cannot be read: if a list there is longer than those found, its indexes will be given again; 'hcode desk rotate code' when in doubt"
    case .notVerified(let folder):
      "warning   \(folder) does not verify: what it says beyond the copy that was fetched is lost"
    case .unreadableRegistry(let file):
      "kept      \(file): a registry that cannot be read; it has records of people"
    case .neighbours(let urls):
      "carried   \(urls.joined(separator: ", ")): where these neighbours' lists suggest that their bundles are; check publish.neighbours"
    case .neighbourUnknown(let name):
      "lost      where \(name) publishes its bundle: 'hcode desk recognise URL --fingerprint HEX'"
    case .registry(let name, let from?, let isNew, let worse, let kept):
      "registry  \(name)\(isNew ? ", a new one" : ""): new codes from index \(from) on; \(codes(worse)) revoked, suspended or raised by the list"
        + (kept == 0
          ? "" : "; \(codes(kept)) better in the list than here, and left as they are here")
    case .registry(let name, nil, _, let worse, _):
      "registry  \(name): no room for a new range, so it issues nothing more: 'hcode desk rotate code'; \(codes(worse)) revoked, suspended or raised by the list"
    case .noStatusList(let name):
      "lost      no status list of \(name) was published: what was revoked is not known"
    case .log(let entries): "log       \(entries) \(entries == 1 ? "entry" : "entries")"
    case .logLost: "lost      the log: 'hcode desk rotate log --lost'"
    case .unknownChanges(let name, let count):
      "lost      \(count) \(count == 1 ? "change" : "changes") of codes of \(name) in the log, and in no list: ask the counters which codes"
    case .secretLost(let role):
      "missing   the secret key for \(deskRole(role)): put its file into secret/, or \(rotateLost(role))"
    case .unknownAfter(let time):
      "lost      changes and codes after \(LocalTime.text(time)) are not known: ask the counters"
    case .unknownAtAll:
      "lost      nothing that was published is here: what changed since the backup is not known; ask the counters"
    case .oldDesk(let folder): "old desk  \(folder): it has the secret keys too"
    }
  }

  private func deskCheck(_ name: DeskCheck.Name) -> String {
    switch name {
    case .end: "end"
    case .keys: "keys"
    case .lists: "lists"
    case .unpublished: "unpublished"
    case .registry: "registry"
    case .log: "log"
    case .modes: "modes"
    case .officers: "officers"
    case .backup: "backup"
    case .neighbours: "neighbours"
    }
  }

  private func deskFinding(_ finding: DeskCheck.Finding) -> String {
    switch finding {
    case .keys(let name, let end): "\(name) ends \(LocalTime.text(end)), the first of those here"
    case .noKeys: "none here that ends: other machines have the secret keys"
    case .keyEnded(let name, let time): "\(name) ended \(LocalTime.text(time))"
    case .ends(let time): "over from \(LocalTime.text(time)) on"
    case .over(let time, let last?, let isLastOver):
      "over since \(LocalTime.text(time)); the last code \(isLastOver ? "ended" : "ends") \(LocalTime.text(last))"
    case .over(let time, nil, _): "over since \(LocalTime.text(time)); there are no codes"
    case .closed: "closed: what identifies people is destroyed, and so are the keys"
    case .contradiction(let contradiction):
      "state/closed says that everything is destroyed, but \(deskContradiction(contradiction))"
    case .lists(let end): "valid until \(LocalTime.text(end))"
    case .neverPublished: "nothing is published"
    case .unpublished(let count, _) where count > 0:
      "\(count) \(count == 1 ? "entry waits" : "entries wait") for the log"
    case .unpublished: "a status list does not agree with the registry"
    case .published: "nothing"
    case .registry(let name): "\(name) agrees with the list that is published"
    case .oldRegistry(let name, let count):
      "\(name) is an old copy: \(count) \(count == 1 ? "code" : "codes") would become better"
    case .log(let entries): "\(entries) \(entries == 1 ? "entry" : "entries")"
    case .mode(let file): "\(file): others may read it"
    case .modes: "as they should be"
    case .bothOfficers:
      "both officers' keys are here: whoever knows both passphrases is two officers"
    case .noOfficer: "no second officer: red codes cannot be issued"
    case .officers: "the second officer's key is on another machine"
    case .backup(let time): "the last is of \(LocalTime.text(time))"
    case .neverBackedUp: "none yet"
    case .neighbours(let count):
      "\(count) \(count == 1 ? "neighbour's lists are" : "neighbours' lists are") in our bundle"
    case .neighbourEnds(let name, let end?): "the list of \(name) ends \(LocalTime.text(end))"
    case .neighbourEnds(let name, nil): "the lists of \(name) are not in our bundle"
    }
  }

  func deskContradiction(_ contradiction: DeskCheck.Contradiction) -> String {
    switch contradiction {
    case .mark: "it has no time, or one before the end in the published list"
    case .keys(let names): "secret keys are here: \(names.joined(separator: ", "))"
    case .people(let name): "the registry of \(name) has records of people"
    case .noEntry(let name): "the published log does not say so of the registry of \(name)"
    case .unreadable(let name): "\(name) cannot be read"
    }
  }

  func deskRemedy(_ finding: DeskCheck.Finding) -> String? {
    switch finding {
    case .contradiction(.keys): "hcode desk close --destroy"
    case .contradiction(.people(let name)):
      "if a backup was copied back, delete registry/\(name).registry"
    case .contradiction(.mark), .contradiction(.noEntry):
      "if the desk was never closed, delete state/closed; then hcode desk close --destroy"
    case .contradiction(.unreadable): nil
    case .unpublished, .neverPublished: "hcode desk publish"
    case .oldRegistry: "hcode desk restore; nothing is published meanwhile"
    case .mode(let file): "chmod go-rwx \(file)"
    case .bothOfficers: "a second officer makes a key on another machine: hcode desk key officer"
    case .noOfficer: "hcode desk key officer, on another machine; then hcode desk add"
    case .backup, .neverBackedUp: "hcode desk backup -o FILE"
    case .neighbourEnds: "'hcode desk publish' says why; does the neighbour have new root keys?"
    case .keyEnded(let name, _):
      "'hcode desk rotate' makes a new one; if there is one, move secret/\(name).key away"
    case .over(_, _, isLastOver: true): "hcode desk close --destroy"
    case .over(_, _, isLastOver: false):
      "gates refuse all codes; hcode desk close --destroy, when the last code has ended"
    case .ends, .closed: nil
    case .keys, .noKeys, .lists, .published, .registry, .log, .modes, .officers, .neighbours: nil
    }
  }

  private func deskLabel(_ label: DeskFact.Label) -> String {
    switch label {
    case .can: "can"
    case .serve: "serve"
    case .gates: "gates"
    case .fingerprint: "fingerprint"
    case .keys: "keys"
    case .published: "published"
    case .waiting: "waiting"
    case .toDo: "to do"
    }
  }

  private func deskRole(_ role: DeskRole?) -> String {
    switch role {
    case .root: "root"
    case .code: "codes"
    case .officer: "second officer"
    case .status: "status lists"
    case .bundle: "bundles"
    case .log: "log"
    case nil: "not listed"
    }
  }

  private func deskStatus(_ status: CodeStatus) -> String {
    switch status {
    case .asSigned: "as signed"
    case .revoked: "revoked"
    case .suspended: "suspended"
    case .raisedToRed: "raised to red"
    }
  }

  private func deskEvent(_ event: DeskEvent) -> String {
    switch event {
    case .statusList(let file, let counts, let end):
      "status  \(file)  "
        + CodeStatus.changes.filter { counts[$0] ?? 0 > 0 || $0 == .revoked }
        .map { "\(counts[$0] ?? 0) \(deskStatus($0))  " }.joined() + "until \(LocalTime.text(end))"
    case .log(let entries, let new):
      "log     \(entries) \(entries == 1 ? "entry" : "entries"), \(new) new"
    case .trustList(let file, let version, let end):
      "trust   \(file)  version \(version)  until \(LocalTime.text(end))"
    case .bundle(let file, let bytes, let end):
      "bundle  \(file)  \(bytes) bytes  until \(LocalTime.text(end))"
    case .newLog(let name, let entries):
      "log     \(name) goes on with \(entries) \(entries == 1 ? "entry" : "entries"); the log before is closed and stays published"
    case .neighbour(let place, let fault):
      "warning \(place): \(neighbourFault(fault)); what was accepted from it before stays in the bundle until its end"
    case .waitsForSignatures(
      let version, let has, let needs, let lacking, let file, let published):
      "to do   list \(version) needs \(needs) root signatures and has \(has); not yet: \(lacking.joined(separator: ", ")). Send \(file) to the holders, each runs 'hcode trust sign', then 'hcode desk publish FILE …'; "
        + (published.map { "the list before is valid until \(LocalTime.text($0))" }
          ?? "until then nothing is published")
    case .statusListMissing(let uri):
      "to do   the status list \(uri) is not here: its codes get no verdict"
    case .notFetched(let url):
      "warning cannot fetch \(url), so what gates have is not known; compared with desk/publish"
    case .rangeWaits(let name, let url?):
      "to do   \(name) issues nothing yet: its longer list is not at \(url). Copy desk/publish there, then 'hcode desk publish' once more"
    case .rangeWaits(let name, nil):
      "to do   \(name) issues nothing yet: copy desk/publish to where the next 'hcode desk restore' would look, then 'hcode desk publish --served'"
    case .foreignServed(let url):
      "to do   \(url) is not this office's log, so what gates have is not known; compared with desk/publish. Is url in desk.json right, and who can write to that web server? Copy desk/publish there again"
    case .nothingDue(let next): "nothing is due; next renewal \(LocalTime.text(next))"
    }
  }

  private func neighbourFault(_ fault: DeskEvent.NeighbourFault) -> String {
    switch fault {
    case .notFetched: "the neighbour's bundle cannot be fetched"
    case .refused(let name): "the neighbour's bundle is refused (\(name.rawValue))"
    case .older: "some of the neighbour's files are older than those accepted before"
    case .tooLarge: "not all of the neighbour's files fit into our bundle"
    }
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

  var betweenNames: String { ", " }
  var betweenFacts: String { "; " }

  var orderLabel: String { "by" }

  var appealLabel: String { "appeal:" }

  func letter(_ appeal: Appeal) -> [String] {
    var lines = [
      "To: \(appeal.office)", "    \(appeal.place ?? "(the office's address)")", "",
      "Appeal against a health code", "",
      "I ask you to review this code:",
      "  code        \(appeal.code)", "  signed as   \(colour(appeal.signed))",
    ]
    if let now = appeal.now { lines.append("  now         \(now)") }
    lines +=
      appeal.grounds.map { grounds in
        ["  reason      \(statusReason(grounds.reason))", "  order       \(grounds.authority)"]
      } ?? []
    lines += [
      "  set on      \(LocalTime.text(appeal.setOn))",
      "  until       \(LocalTime.text(appeal.expires))", "",
      "Please tell me on what evidence and by whom it was set. Correct or clear it if it is wrong, and answer in writing.",
      "", "What is wrong, and why:", "", "",
      "Name:       \(appeal.name ?? "")", "Reply to:", "Date and signature:",
    ]
    if !appeal.isVerified {
      lines += ["", "(No key here could check the code's signature. The office can.)"]
    }
    return lines
  }
}

extension English {
  // MARK: Files

  func words(_ error: FileError) -> ErrorWords {
    switch error {
    case .badName: ErrorWords("not a valid file name")
    case .notAFile: ErrorWords("already exists, and is not a file")
    case .exists:
      ErrorWords("already exists", hint: "choose another name, or overwrite it with --force")
    case .existsForGood: ErrorWords("already exists", hint: "choose another name")
    case .isInput:
      ErrorWords(
        "is also read or kept by this command, so it is not written",
        hint: "choose another name for the output")
    case .isFolder: ErrorWords("is a directory", hint: "name the files in it")
    case .notReadable(let number):
      ErrorWords(SystemError(number).name, hint: error.isAbsent ? "check the name" : nil)
    case .notWritten(let number):
      ErrorWords(SystemError(number).name, hint: Self.hint(ofWriting: number))
    case .notSynced(let number):
      ErrorWords(
        "written, but perhaps not on the disk yet: \(SystemError(number).name)",
        hint: "do it again, and check the disk")
    case .tooLarge(let limit):
      ErrorWords("larger than \(limit >> 10) KiB", hint: "is it the right file?")
    case .secretTooLarge: ErrorWords("too large")
    case .empty: ErrorWords("the file is empty")
    case .noLockedMemory: ErrorWords("no memory can be locked")
    }
  }

  private static func hint(ofWriting number: Int32) -> String? {
    switch SystemError(number).kind {
    case .forbidden: "choose a folder that you may write to"
    case .absent: "make the folder first"
    case .full: "free some space; nothing was written"
    case .readOnly: "choose a folder that can be written"
    case .busy, .broken, .closedPipe, .other: nil
    }
  }

  func words(_ error: AppealError) -> ErrorWords {
    switch error {
    case .green: ErrorWords("the code is green: there is nothing to appeal against")
    case .forged(let detail):
      ErrorWords(
        "not authentic, so no office set it: \(detail)",
        hint: "ask whoever gave you the code; scan the original again")
    case .notOurs(let detail):
      ErrorWords(
        "not a health code of this kind: \(detail)", hint: "ask the office that issued it")
    }
  }

  func words(_ error: HeldCodeError) -> ErrorWords {
    switch error {
    case .malformed(let fault): ErrorWords("not a health code: \(fault.detail)")
    case .otherKey(let key, let registry):
      ErrorWords(
        "a code of key \(key.hex); this registry is of key \(registry.hex)",
        hint: "give the registry of that key")
    case .keyNotHere(let key):
      ErrorWords(
        "the public key \(key.hex) is not here, so nobody could tell a forged code from this one",
        hint: "put its .pub file beside the registry, or import the trust list; or give the index")
    case .notSigned:
      ErrorWords("not signed by the registry's key", hint: "a forged code: nothing was changed")
    }
  }

  func words(_ error: URLFetchError) -> ErrorWords {
    switch error {
    case .insecure:
      ErrorWords("http would let anybody on the way change the list", hint: "use https")
    case .curlMissing(let package):
      ErrorWords("curl is not installed", hint: "apt-get install \(package)")
    case .tooSlow: ErrorWords("took longer than two minutes", hint: "try again")
    case .failed(let detail): ErrorWords(detail, hint: "check the address and the network")
    }
  }

  func words(_ error: PictureError) -> ErrorWords {
    switch error {
    case .empty: ErrorWords("the file is empty", hint: "take the picture again")
    case .unknownFormat:
      ErrorWords(
        "not a PNG, JPEG, PNM, WebP, HEIC, AVIF, GIF, TIFF, BMP, PDF or SVG file",
        hint: "save it as PNG or JPEG")
    case .unsupported(let format, let detail):
      ErrorWords(
        "a \(format.rawValue) of an uncommon kind: \(detail)", hint: "save it as a plain PNG")
    case .malformed(let format, let detail):
      ErrorWords("the \(format.rawValue) is damaged: \(detail)", hint: "send or take it again")
    case .tooLarge(_, let width, let height):
      ErrorWords(
        "\(width) x \(height) pixels, more than \(PictureLimits.pixels >> 20) million",
        hint: "make the picture smaller")
    case .fileTooLarge:
      ErrorWords(
        "larger than \(PictureLimits.fileBytes >> 20) MiB", hint: "make the picture smaller")
    case .tooManyPages:
      ErrorWords(
        "more than \(PictureLimits.pages) pages; the rest was not read", hint: "split the file")
    case .toolMissing(let format, let package):
      ErrorWords(
        "a \(format.rawValue) file, which needs a program that is not installed",
        hint: "apt-get install \(package), or save it as PNG or JPEG")
    case .notConfinable(let format, let lack):
      ErrorWords(
        "the \(format.rawValue) was not read: this kernel offers no \(lack.rawValue) to confine the program that converts it",
        hint: "save it as PNG or JPEG; 'hcode doctor' says what the kernel needs")
    case .toolFailed(let format, let tool, let detail):
      ErrorWords(
        "the \(format.rawValue) could not be read: \(tool) said '\(detail)'",
        hint: "send or take it again, if possible as PNG or JPEG")
    case .locked(let isPasswordGiven):
      isPasswordGiven
        ? ErrorWords("the password does not open the PDF", hint: "ask whoever sent it")
        : ErrorWords(
          "the PDF is locked with a password",
          hint: "write the password into a file: --pdf-password-file")
    case .tooExpensive(let format):
      ErrorWords(
        "reading the \(format.rawValue) takes more than one picture may cost",
        hint: "save it again as a plain PNG or JPEG")
    }
  }

  func words(_ error: PictureFileError) -> ErrorWords {
    switch error {
    case .severalPages:
      ErrorWords("it has several pages", hint: "save the page with the code as a picture")
    case .noCodeInWhatIsThere:
      ErrorWords(
        "the picture is damaged or ends early, and the part that can be read has no code",
        hint: "send or take it again")
    case .noPictureInFolder: ErrorWords("no picture in this folder", hint: "check the name")
    case .tooDeep(let levels):
      ErrorWords("more than \(levels) folders deep", hint: "name this folder in the command")
    case .secretKey:
      ErrorWords(
        "a secret key, of which nothing is shown",
        hint: "'hcode inspect' is for pictures and texts of codes")
    case .neitherPictureNorText:
      ErrorWords("neither a picture that can be read nor the text of a code")
    case .notSearchedToTheEnd:
      ErrorWords(
        "the picture was not searched to the end: another code may be in it",
        hint: "give a picture with only this code, or its text")
    case .notOneCode(let count):
      ErrorWords("\(count) codes", hint: "give a picture of one code")
    }
  }

  // MARK: Keys

  func words(_ error: IssuerKey.ReadingError) -> ErrorWords {
    switch error {
    case .notAnIssuerKey(let detail):
      ErrorWords(
        "not an issuer's public key: \(detail)",
        hint: "ask the issuer for the .pub file that 'hcode keygen' made")
    case .isSecret:
      ErrorWords(
        "this is a secret key, not a public one",
        hint: "move it away from here and give the .pub file instead")
    case .tooLarge: ErrorWords("too large for a public key file")
    }
  }

  func words(_ error: SecretKeyFile.OpeningError) -> ErrorWords {
    switch error {
    case .notASecretKey:
      ErrorWords("not a secret key file", hint: "give the .key file that 'hcode keygen' made")
    case .unknownVersion(let version):
      ErrorWords(
        "version \(version) of the key file is newer than this program", hint: "update hcode")
    case .damaged, .contentDamaged:
      ErrorWords("the key file is damaged", hint: "restore it from the backup")
    case .wrongPassphraseOrDamaged:
      ErrorWords("wrong passphrase, or the key file is damaged", hint: "try again")
    case .passphraseNeeded: ErrorWords("the key is sealed")
    case .outOfMemory: ErrorWords("not enough memory to open the key", hint: "it takes 256 MiB")
    }
  }

  func words(_ error: SecretKeyPlaceError, of place: String) -> ErrorWords {
    switch error {
    case .othersMayRead(let mode):
      ErrorWords(
        "\(place): others may read this secret key (mode \(String(mode, radix: 8)))",
        hint: "chmod 600 \(place)")
    case .groupMayRead(let mode):
      ErrorWords(
        "\(place): a group may read this secret key (mode \(String(mode, radix: 8)))",
        hint: "if root gave the key to this service in this way: --group-readable-key")
    case .othersMayReplace(let mode):
      ErrorWords(
        "\(place): others may replace the files in this folder (mode \(String(mode, radix: 8)))",
        hint: "chmod go-w \(place)")
    }
  }

  // MARK: Logs

  func words(_ error: LogFolderError) -> ErrorWords {
    let backup = "restore the log from its backup; do not append to it before its witnesses agree"
    return switch error {
    case .exists: ErrorWords("there is a log already", hint: "choose another folder")
    case .badOrigin(let name): ErrorWords("\(name): not a log's name")
    case .missing: ErrorWords("no log", hint: "make one with 'hcode log init'")
    case .foreignCheckpoint: ErrorWords("not a checkpoint of this log", hint: backup)
    case .otherKey(let log):
      ErrorWords("the log of key \(log)", hint: "give the secret key of this log")
    case .entriesMissing(let first, let end):
      ErrorWords("entries \(first) to \(end) are missing", hint: "restore the log from its backup")
    case .full: ErrorWords("the log is full")
    case .otherCopy(let size, let published):
      ErrorWords(
        "a checkpoint of \(size) entries, and the published one is of \(published)",
        hint: "have the witness look at the newest")
    case .notCosigned(let witness):
      ErrorWords(
        "\(witness) has not cosigned the checkpoint",
        hint: "give its copy with --cosigned, and its key with --witness")
    case .journalMissing:
      ErrorWords("missing", hint: "nothing is appended to a copy of a log: name the log itself")
    case .journalDamaged(let byte): ErrorWords("damaged at byte \(byte)", hint: backup)
    case .tooManyEntries(let mebibytes):
      ErrorWords("more than \(mebibytes) MiB of entries at once", hint: "append fewer at once")
    case .exportTooLarge(let mebibytes, let since):
      ErrorWords(
        "its export would have more than \(mebibytes) MiB, and no gate accepts that",
        hint: "leave out what has long ended: --since \(since)")
    case .sameOfficer:
      ErrorWords(
        "the two officers are one person",
        hint: "each officer needs their own pseudonym and key: --officer")
    }
  }

  func words(_ error: DeskAdoptError) -> ErrorWords {
    switch error {
    case .noSource:
      ErrorWords("no trust.json found", hint: "name it, or the folder that it is in")
    case .sources(let places):
      ErrorWords(
        "several sources of trust lists disagree: \(places.joined(separator: ", "))",
        hint: "name the files of one authority, with the one trust.json that counts")
    case .noLog:
      ErrorWords(
        "names no log, and a desk has one",
        hint: "'hcode log init' and 'hcode trust log' first")
    case .registries(let key, let registries):
      ErrorWords(
        "\(key) has several registries: "
          + registries.map { "\($0.place) has given \($0.given) indexes" }.joined(
            separator: ", "),
        hint: "name the one that was used last; an older one would give indexes twice")
    case .logs(let places):
      ErrorWords(
        "the log is in several folders: \(places.joined(separator: ", "))",
        hint: "name the one that was used last")
    case .otherList(let uri, let wanted):
      ErrorWords(
        "the registry is of the status list \(uri), and trust.json names \(wanted)",
        hint: "the two are from different times; nothing was changed")
    case .elsewhere(let place):
      ErrorWords("moved to \(place)", hint: "use the desk there")
    case .notConfirmed:
      ErrorWords("not made: nobody said yes", hint: "give --yes in a script")
    }
  }

  func words(_ error: DeskRestoreError) -> ErrorWords {
    switch error {
    case .nothingToRestore:
      ErrorWords(
        "no desk is here",
        hint: "give a backup, or what was published: --from PLACE --fingerprint HEX")
    case .fingerprintNeeded:
      ErrorWords(
        "there is no trust.json to say whose root keys to trust",
        hint: "give --fingerprint, as it was read over the telephone to gates")
    case .notABackup:
      ErrorWords(
        "not a backup of a desk, or an incomplete one",
        hint: "give another file that 'hcode desk backup' wrote; nothing was changed")
    case .inside:
      ErrorWords(
        "the desk is the current folder", hint: "leave it, and name it with --desk DIR")
    case .whichBundle:
      ErrorWords("it is not clear which bundle is meant", hint: "name the bundle itself")
    case .otherDesk(let issuer, let here):
      ErrorWords(
        "a backup of \(issuer), and the desk here is one of \(here)",
        hint: "name another folder with --desk DIR; nothing was changed")
    case .notFetched:
      ErrorWords(
        "cannot be fetched, so what was revoked since is not known",
        hint:
          "--from PLACE takes a copy: a bundle from a gate, or desk/publish; nothing was changed"
      )
    }
  }

  func words(_ error: DeskFolderError) -> ErrorWords {
    switch error {
    case .none:
      ErrorWords(
        "no desk: HCODE_DESK is not set, and neither ./desk.json nor ./desk/desk.json exists",
        hint:
          "'hcode desk init ISSUER --name NAME' makes one; --desk DIR names one; --no-desk works with single files"
      )
    case .noSettings:
      ErrorWords(
        "no desk: it has no desk.json", hint: "'hcode desk init ISSUER --name NAME' makes one")
    case .exists:
      ErrorWords(
        "is there already", hint: "a desk is made in a folder that does not exist: --desk DIR")
    case .otherOwner:
      ErrorWords(
        "of another user",
        hint: "use a desk that your own account owns: whoever owns it decides what you sign")
    case .othersMayWrite(let mode):
      ErrorWords(
        "others may write to it (mode \(String(mode, radix: 8)))",
        hint: "remove that right with 'chmod go-w', and see what was changed")
    case .settings(let fault):
      ErrorWords(
        fault.path.isEmpty ? fault.detail : "\(fault.path) \(fault.detail)",
        hint: "docs/desk.md has all members of desk.json")
    case .otherAuthority(let authority):
      ErrorWords("belongs to \(authority), and desk.json names another issuer")
    case .noSecret(let role):
      ErrorWords(
        "the secret key for this is not on this machine: \(deskRole(role))",
        hint: "'hcode desk' shows which keys are here; desk.json names folders for secrets")
    case .notAKey(let name):
      ErrorWords(
        "\(name) is not a key of this desk",
        hint: "'hcode desk' shows its keys; --no-desk uses any file")
    case .otherRole(let name, let role):
      ErrorWords(
        "\(name) is a key for something else: \(deskRole(role))",
        hint: "'hcode desk' shows what each key is for")
    case .unknownKey(let key):
      ErrorWords(
        "no key of this desk has the id \(key.hex)", hint: "is it a code of another office?")
    case .notPublished(let name):
      ErrorWords("the key \(name) is in no published list yet", hint: "'hcode desk publish' first")
    case .busy:
      ErrorWords("another publish, backup or restore is running", hint: "wait until it has ended")
    case .better(let count, let index, let was, let value, let since):
      ErrorWords(
        "\(count) \(count == 1 ? "code" : "codes") would become better and nobody cleared them, such as \(index) (\(was.word) -> \(value.word))",
        hint:
          "the registry is older than the list of \(LocalTime.text(since)); this list was not published. Run 'hcode desk restore'"
      )
    case .notTheListThatWaits(let version):
      ErrorWords(
        "not a copy of list \(version), which waits",
        hint: "have its holders sign the list in desk/outbox")
    case .nothingOffered(let authority):
      ErrorWords(
        "the key does not offer to be listed by \(authority)",
        hint: "its holder makes one with 'hcode desk key root|officer|code \(authority) --as NAME'")
    case .nameTaken(let name):
      ErrorWords(
        "the desk has a key \(name) already", hint: "rename the file: its name becomes the key's")
    case .withdrawn(let name):
      ErrorWords("\(name) was withdrawn", hint: "its holder makes a new key")
    case .lastKey(let role):
      ErrorWords("no key would be left: \(deskRole(role))", hint: "add another first")
    case .otherFingerprint(let found):
      ErrorWords(
        "its fingerprint is \(found)",
        hint: "somebody else's key, or misread: compare again over the telephone")
    case .notCompared(let found):
      ErrorWords(
        "not added; its fingerprint is \(found)",
        hint: "compare it over the telephone, then give --yes FINGERPRINT")
    case .oldLog(let served, let here):
      ErrorWords(
        "\(here) entries, and the log that is served has \(served): this is an old copy, or somebody else has the log's key. Nothing was published",
        hint:
          "if the desk was copied or set back, run 'hcode desk restore', which takes over what is served. If it was not, the key was stolen: run 'hcode desk rotate log --stolen', then 'hcode desk publish'"
      )
    case .subjectRequired:
      ErrorWords("desk.json asks for the person's reference", hint: "give --subject TEXT")
    case .closed:
      ErrorWords(
        "closed: what identifies people and the keys are destroyed",
        hint: "nothing is issued or published any more; remove 'hcode desk publish' from cron")
    case .over(let time):
      ErrorWords(
        "the authority ended at \(time.rfc3339). Nothing was issued",
        hint: "no gate accepts its codes; 'hcode desk close --destroy' does the rest")
    case .undoesSunset(let subject, let time):
      ErrorWords(
        "\(subject) is over since \(time.rfc3339). Nothing was changed or published",
        hint:
          "an end that has come is permanent. If trust.json says otherwise, put the time back there"
      )
    case .closedWrongly(let contradiction):
      ErrorWords(
        "state/closed says that everything is destroyed, but \(deskContradiction(contradiction)). Nothing was destroyed",
        hint:
          "if a backup was copied back, delete it. If the desk was never closed, delete state/closed and run 'hcode desk close --destroy' again"
      )
    case .endIsPast(let time):
      ErrorWords(
        "\(time.rfc3339) has passed. Nothing was changed",
        hint: "gates learn it later than that: name a later day")
    case .noEnd:
      ErrorWords(
        "no end is set. Nothing was destroyed",
        hint: "'hcode desk close --on DATE', then 'hcode desk publish'")
    case .endNotPublished(let time):
      ErrorWords(
        "the end, \(time.rfc3339), is not in the list that is published. Nothing was destroyed",
        hint: "'hcode desk publish', with the root keys' signatures")
    case .notOver(let time):
      ErrorWords("the end comes \(time.rfc3339). Nothing was destroyed", hint: "wait until then")
    case .codesValid(let count, let time):
      ErrorWords(
        "\(count) \(count == 1 ? "code has" : "codes have") not ended, the last ends \(time.rfc3339). Nothing was destroyed",
        hint: "wait until then: they can still be looked up and revoked")
    case .notPublishedYet:
      ErrorWords(
        "not everything is destroyed and published, so the keys stay",
        hint: "run 'hcode desk close --destroy' again")
    case .noRegistry(let name):
      ErrorWords(
        "the registry of \(name) is not here",
        hint:
          "'hcode desk restore FILE' takes it from a backup, 'hcode desk restore' from what was published"
      )
    case .otherRegistry(let issuer, let key, let wanted):
      ErrorWords(
        "the registry of \(issuer), key \(key.hex), not of \(wanted)",
        hint: "put the registry of \(wanted) there; nothing was changed")
    case .oldRegistry(let given, let seen):
      ErrorWords(
        "the registry has given \(given) indexes; this machine saw it at \(seen). It is an old copy",
        hint: "'hcode desk restore' goes on without giving an index twice")
    case .registryWithoutAct(let entry):
      ErrorWords(
        "the log has a change of its codes, entry \(entry), that the registry does not know. It is an old copy",
        hint:
          "'hcode desk restore' takes over what was revoked since; this one would clear it")
    case .whichKey(let role, let names):
      ErrorWords(
        "several keys could be meant: \(deskRole(role)), \(names.joined(separator: ", "))",
        hint: "name the one to replace")
    case .unreadableChange:
      ErrorWords(
        "not a record of a change that a desk wrote",
        hint:
          "restore the desk from its newest backup, or check that trust.json is as it should be and remove the file"
      )
    case .ownAuthority:
      ErrorWords("this is the desk's own authority", hint: "give the bundle of a neighbour")
    case .unreadableList:
      ErrorWords(
        "the published status list cannot be read, and the bundle does not have it",
        hint: "take the file from where it is served: it is what the next list is compared with")
    }
  }

  func words(_ error: LogFileError) -> ErrorWords {
    switch error {
    case .notACheckpoint:
      ErrorWords("not a checkpoint of a log", hint: "give a file named checkpoint")
    case .notAProof:
      ErrorWords(
        "malformed-checkpoint: not a proof", hint: "give the file that 'hcode log prove' made")
    case .notANoteKey:
      ErrorWords(
        "not the public key of a log or witness",
        hint: "give the vkey file that 'hcode log init' or 'hcode log key' made")
    case .witnessKey: ErrorWords("the key of a witness, not of a log")
    case .logKey:
      ErrorWords(
        "the key of a log, not of a witness", hint: "make one with 'hcode log key --witness'")
    case .keysDoNotGoTogether:
      ErrorWords(
        "this key and the witnesses' keys cannot be used together",
        hint:
          "give the log's key with --log-key, each witness's key with --witness, and at most their number with --quorum"
      )
    }
  }

  func words(_ error: LogRefusal) -> ErrorWords {
    let hint =
      switch error.name {
      case .malformedCheckpoint: "is it a log, or a file of one?"
      case .wrongKey:
        "compare the key with the log's operator by other means, such as the telephone"
      case .badCosignature:
        "get the checkpoint again; if the fault stays, tell the witness and the log's operator"
      case .tooFewWitnesses: "ask the log's operator for the checkpoint with all cosignatures"
      case .rollback, .splitView, .inconsistent, .rewrittenEntry, .rewrittenTile:
        "keep both copies as evidence, and tell the log's witnesses and its issuers"
      case .malformedEntry:
        "get the files again; a log of an earlier version ends here: begin another with a new name and key"
      case .missingTile, .malformedTile, .wrongRoot:
        "get the files again; if the fault stays, tell the log's witnesses"
      case .notIncluded, .otherCode:
        "this proof does not prove it: ask its sender for the right one"
      }
    return ErrorWords("\(error.name.rawValue): \(error.detail)", hint: hint)
  }

  // MARK: Trust

  func words(_ error: TrustSourceFileError) -> ErrorWords {
    switch error {
    case .missing:
      ErrorWords(
        "no such file", hint: "make it with 'hcode trust init', or name it with --source")
    case .isSecretKey: ErrorWords("this is a secret key, not the source of a trust list")
    case .fault(let fault, let moment): words(fault, moment)
    case .standardInput:
      ErrorWords("standard input cannot be changed", hint: "give --source FILE")
    case .notAsWritten: ErrorWords("would not read back as it was written")
    case .changedMeanwhile:
      ErrorWords("was changed by somebody else meanwhile", hint: "run this again")
    }
  }

  private func words(
    _ fault: TrustListSource.Fault, _ moment: TrustSourceFileError.Moment
  ) -> ErrorWords {
    let what = (fault.path.isEmpty ? "" : fault.path + ": ") + fault.detail
    return switch moment {
    case .asRead: ErrorWords(what, hint: "correct it there; docs/trust.md §3 describes the file")
    case .afterChange: ErrorWords("wrong after this change: " + what, hint: "nothing was written")
    case .asAskedFor: ErrorWords("not possible: " + what, hint: "nothing was written")
    }
  }

  func words(_ error: TrustStoreError) -> ErrorWords {
    switch error {
    case .missing:
      ErrorWords("no trust store", hint: "make it with 'hcode trust import FILE --root KEY'")
    case .damaged(let detail):
      ErrorWords(
        "the trust store is damaged: \(detail)",
        hint: "move the folder away and import the lists again")
    case .full: ErrorWords("the lists are too large for one store")
    }
  }

  func words(_ error: TrustFileError) -> ErrorWords {
    switch error {
    case .unusableList(let refusal):
      ErrorWords(
        "not a usable trust list: \(refusal.detail)",
        hint: "give the .trust file that 'hcode trust build' made")
    case .notRules(let error):
      ErrorWords(
        "not a set of rules: \(error.message)",
        hint: "see docs/rules.md, or ask whoever published it")
    case .notAListKey:
      ErrorWords(
        "no key", hint: "a list key is a public key or an X.509 certificate, in PEM or DER")
    case .notACertificate: ErrorWords("no certificate", hint: "it is X.509 in PEM or DER")
    case .foreign(let refusal): foreign(refusal)
    case .takesPlace(let other, let name):
      ErrorWords(
        "it would take the place of \(other.description), because both are stored as \(name)",
        hint:
          "put their contents into one file (PEM blocks one after the other, entries in one array), or import each file separately with its own --source NAME"
      )
    case .signatureWithoutURL(let name):
      ErrorWords(
        "\(name) has a signature beside it that came from no URL",
        hint: "import both again, with --signature and --certificate")
    }
  }

  /// Where the advice for our own lists would be wrong.
  private func foreign(_ refusal: ImportRefusal) -> ErrorWords {
    var said = words(refusal)
    switch refusal.name {
    case .unknownSigner:
      said.hint =
        "import the certificate of the authority that signed it first, or the key with it: --list-key, --certificate"
    case .underSigned:
      said.hint = "get the signed file from whoever publishes it"
    default: break
    }
    return said
  }

  func words(_ error: ImportRefusal) -> ErrorWords {
    let hint =
      switch error.name {
      case .unknownAuthority:
        "compare the fingerprint with the authority by telephone and give --fingerprint or --root"
      case .underSigned: "ask the authority for the list with all signatures"
      case .unsignedRootChange:
        "in one command, also import the lists between the stored one and this one"
      case .foreignIssuer:
        "the authority has to give the issuer an identifier that begins with its own"
      case .noAgreement: "the holder of the key has to sign 'hcode key agree' for this authority"
      case .livesTooLong: "ask the authority for one that ends earlier"
      case .rollback, .equivocation:
        "nothing was changed; tell the authority where this file came from"
      case .undoesSunset:
        "nothing was changed. An end that has come is permanent: the authority publishes a list that keeps it"
      case .expired: "get the newest"
      case .emptyList: "nothing was changed; get the file again from whoever publishes it"
      case .notYetIssued: "set this machine's clock"
      case .unknownSigner: "import the newest trust list of its authority first"
      case .wrongBase: "import the whole status list, or an export of the whole log"
      case .tooLarge, .malformedList, .badSignature, .badCosignature, .improvesStatus,
        .malformedRules,
        .snapshotMismatch:
        "the file is damaged, altered, or of an earlier version: get the newest again"
      }
    return ErrorWords("\(error.name.rawValue): \(error.detail)", hint: hint)
  }
}

extension English {
  func words(_ error: RegistryError, of registry: String) -> ErrorWords {
    switch error {
    case .notARegistry(let detail):
      ErrorWords(
        "\(registry): not a registry: \(detail)", hint: "make one with 'hcode registry init'")
    case .unknownVersion(let version):
      ErrorWords(
        "\(registry): version \(version) of the registry is newer than this program",
        hint: "update hcode")
    case .full(let capacity, let left):
      ErrorWords(
        "\(registry): \(left) of \(capacity) indexes are left, fewer than asked for",
        hint:
          "a counter takes another lease; a full registry needs a new key ('hcode keygen', 'hcode registry init')"
      )
    case .moved(let place):
      ErrorWords(
        "\(registry): moved to \(place)", hint: "use that one: this file gives no more indexes")
    case .waitsForList:
      ErrorWords(
        "\(registry): restored, and its longer status list is not published yet: gates would not know its codes, and a second loss would give them twice",
        hint:
          "'hcode desk publish', copy desk/publish to the web server, 'hcode desk publish' again; a registry without a desk: 'hcode status build'"
      )
    case .otherLease(let request, let count):
      ErrorWords(
        "\(registry): \(request) has a lease of \(count) already",
        hint: "ask for \(count) to get it again, or under another name")
    case .deskMade(let request):
      ErrorWords(
        "\(registry): a counter's file was made from the lease \(request) already; two files would give each index twice",
        hint:
          "take a lease under another name; if that file never arrived and nobody has it, --again makes another"
      )
    case .otherRows(let batch, let row):
      ErrorWords(
        "\(registry): the batch \(batch) has other rows from row \(row) on, or was begun with another --at or other options",
        hint:
          "one name is for the same rows in the same order; issue other people as a batch under another --as"
      )
    case .neverLeased(let counters):
      ErrorWords(
        "\(registry): \(counters.lowerBound)..\(counters.upperBound) were not all handed out",
        hint: "take a lease with 'hcode registry lease'")
    case .deskOnly:
      ErrorWords(
        "\(registry): a counter's registry, which knows only its own codes",
        hint: "do this in the registry that its lease came from")
    case .outsideLease(let index):
      ErrorWords(
        "\(registry): the counter has a code under index \(index), which is not in its lease",
        hint: "nothing from this file was imported: ask whoever keeps it")
    case .foreignDesk:
      ErrorWords(
        "not a counter's registry with a lease from \(registry)",
        hint: "give a file that 'hcode registry lease -o' made from this registry")
    case .neverIssued(let index):
      ErrorWords(
        "\(registry): no code of index \(index) was ever issued from this registry",
        hint: "check the number; nothing was changed")
    case .nothingToClear(let index):
      ErrorWords(
        "index \(index) is as signed", hint: "there is nothing to clear; nothing was changed")
    case .unlogged(let index):
      ErrorWords(
        "index \(index) was changed without an entry in the log, so no entry can end it",
        hint: "set it again with 'hcode status set' and --log, then clear it; nothing was changed")
    case .unfinished(let index):
      ErrorWords(
        "a change of index \(index) was begun and not finished",
        hint: "run 'hcode status finish', then this again; nothing was changed")
    case .tooManyEnds:
      ErrorWords(
        "these codes were changed by acts with more than \(LogAct.maximumEnded) different ends",
        hint: "clear them in several calls; nothing was changed")
    case .changedMeanwhile:
      ErrorWords(
        "\(registry): the codes have changed since it was asked for",
        hint: "ask for it again; nothing was logged or changed")
    case .notCovered(let entry, let size):
      ErrorWords(
        size.map { "the log's checkpoint has \($0) entries, and a change is entry \(entry)" }
          ?? "changes are in a log, and no log was named",
        hint: size == nil
          ? "give --log DIR" : "make a checkpoint first: 'hcode log checkpoint'")
    case .logShrank(let before, let size):
      ErrorWords(
        "the log has \(size) entries, fewer than the \(before) that the last list was made with",
        hint: "name the log that the last list was made with")
    case .destroyed(let time):
      ErrorWords(
        "\(registry): what identifies people was destroyed\(time.map { " \($0.rfc3339)" } ?? ""): nothing is issued from this registry and nobody is found in it any more",
        hint: "a code is revoked by its index: 'hcode status set'")
    case .stillValid(let count, let until):
      ErrorWords(
        "\(registry): \(count) \(count == 1 ? "code is" : "codes are") valid, the last until \(until.rfc3339). Nothing was destroyed",
        hint:
          "wait until they have ended; --while-valid does not wait: they can still be revoked, and their holders get no opening any more"
      )
    case .entriesWait(let count):
      ErrorWords(
        "\(registry): \(count) \(count == 1 ? "entry waits" : "entries wait") for the log. Nothing was destroyed",
        hint: "try again when nobody changes codes; in a desk run 'hcode desk publish' first")
    case .alreadyRecorded(let index):
      ErrorWords(
        "\(registry): index \(index) has another code already",
        hint: "two counters use one lease, or a batch was changed: do not hand this code out")
    case .wouldBecomeBetter(let count, let index, let before, let after):
      ErrorWords(
        "\(registry): \(count) codes would become better and nobody cleared them, such as \(index) (\(status(before)) -> \(status(after))). Nothing was signed",
        hint:
          "the registry is older than the last list, or another one: continue with its newest copy. To make a code valid again, use 'hcode status clear'"
      )
    case .notLater(let last):
      ErrorWords(
        "\(registry): the last list was made at \(last.rfc3339), and this one would not be later",
        hint:
          "if it was not made just now, a clock was wrong: set this one if it is slow, or sign with a new status key"
      )
    case .busy:
      ErrorWords(
        "\(registry): another process has locked the registry for 30 seconds", hint: "try again")
    case .replaced:
      ErrorWords(
        "\(registry): another file took its place meanwhile, such as that of a restored desk",
        hint: "run the same command again; nothing was changed")
    case .collision(let detail):
      ErrorWords("\(registry): \(detail)", hint: "try again; nothing was changed")
    case .unreachable(let detail):
      ErrorWords(
        "\(registry): \(detail)",
        hint:
          "nothing was changed; check that the server is up and its address right, then try again")
    case .unknownOutcome:
      ErrorWords(
        "\(registry): the connection to the server broke during a change, and it is not known whether the change was made",
        hint: "look with 'hcode registry show' or 'hcode status show' before you do it again")
    case .badAddress(let detail):
      ErrorWords(
        "the registry's URL: \(detail)",
        hint: "such as postgres://desk7@db.example/hcode?sslmode=verify-full")
    case .noPostgreSQLLibrary(let library):
      ErrorWords("\(registry): \(library) is not installed", hint: "apt-get install libpq5")
    case .alreadyThere(let table):
      ErrorWords(
        "\(registry): has a table \(table) already",
        hint: "use an empty database, or a separate schema: ?options=-csearch_path%3DNAME")
    case .noSpace:
      ErrorWords(
        "\(registry): no space left on device", hint: "free some space; nothing was changed")
    case .notPermitted(let detail):
      ErrorWords(
        "\(registry): \(detail)",
        hint: PostgreSQLAddress.isMeant(by: registry.utf8)
          ? "see PGPASSFILE or ~/.pgpass, pg_hba.conf, and what the role is granted"
          : "you need write permission for the file and its folder")
    case .inputOutput(let detail):
      ErrorWords(
        "\(registry): \(detail)", hint: "nothing was changed; check the disk, then try again")
    case .damaged(let detail):
      ErrorWords(
        "\(registry): the registry is damaged: \(detail)", hint: "restore it from the backup")
    }
  }

  func words(_ error: PostgreSQLAddress.Refusal) -> ErrorWords {
    switch error {
    case .holdsPassword:
      ErrorWords(
        "the registry's URL contains a password, which everybody on this machine can read in the list of processes",
        hint: "change it, and put the new one into ~/.pgpass or a file that PGPASSFILE names")
    case .malformed:
      ErrorWords(
        "the registry's URL contains spaces or characters that are not ASCII",
        hint: "write them as %20 and the like")
    }
  }

  func words(_ error: HealthCode.IssuingError) -> ErrorWords {
    switch error {
    case .outsideValidity(let key):
      ErrorWords(
        "the code would be valid outside the key's validity: \(key.publicKey.identifier.hex), \(key.created.rfc3339) to \(key.expires.rfc3339)",
        hint: "shorten --valid, or make a new key with 'hcode keygen'")
    case .beyondGrant(let detail):
      ErrorWords(
        "gates would call the code forged, by what the trust list lets its key sign: \(detail)",
        hint:
          "state less, or shorten --valid; 'hcode trust grant' changes what the key may sign, from the next published list on"
      )
    case .tooLong:
      ErrorWords("the code has too much content for one QR symbol", hint: "state less")
    case .issuerMismatch: ErrorWords("signing failed: the claims name another issuer than the key")
    case .sameOfficer: ErrorWords("signing failed: the second officer's key is the first one's")
    case .signing(let fault): words(fault)
    }
  }

  func words(_ error: SigningKey.SigningError) -> ErrorWords {
    let what =
      switch error {
      case .noSecretMemory: "no memory for the secret key"
      case .keysDoNotMatch: "the public key in the file does not match the secret key"
      case .signatureDoesNotVerify: "the signature does not verify"
      }
    return ErrorWords("signing failed: \(what)", hint: "do not use this machine to sign")
  }

  func words(_ error: StatusSigningError) -> ErrorWords {
    switch error {
    case .signing(let fault): words(fault)
    case .tooLarge:
      ErrorWords(
        "the file would have more than 16 MiB",
        hint: "too much has changed for one list: give new codes a new key and registry")
    case .outOfMemory: ErrorWords("not enough memory to compress the list")
    }
  }

  // MARK: Drawing

  func words(_ error: DrawingError) -> ErrorWords {
    switch error {
    case .doesNotFit(let level):
      ErrorWords(
        "the code does not fit a QR symbol at level \(level.rawValue)",
        hint: "choose a lower --error-correction, or state less")
    case .encoderMissing(let package):
      ErrorWords(
        "drawing a code needs libqrencode, which is not installed",
        hint: "apt-get install \(package)")
    case .unreadable:
      ErrorWords(
        "the finished picture could not be scanned, so it was not written",
        hint: "use a larger --module-size and a --quiet-zone of 4")
    case .tooLarge: ErrorWords("the picture cannot be drawn in this size")
    case .failed(let detail):
      ErrorWords(
        "the picture cannot be drawn: \(detail)",
        hint: "choose a smaller --module-size or --quiet-zone")
    case .card(let error):
      ErrorWords(
        "the card could not be drawn: \(words(error))",
        hint: "install Debian's librsvg2-bin and fonts-noto-cjk, or write the card as SVG")
    case .paper(let error, let remedy): words(error, Self.advice(remedy))
    case .lettersMissing(let letters, let package):
      ErrorWords(
        "no font here has \(letters): it would be printed as boxes",
        hint: "apt-get install \(package); or print boxes with --force")
    }
  }

  private func words(_ error: ExternalProgramError) -> String {
    switch error {
    case .toolMissing(let package): "a program is not installed (package \(package))"
    case .notConfinable(let lack): "this kernel offers no \(lack.rawValue)"
    case .timedOut: "the program took too long"
    case .tooMuchOutput: "the program wrote too much"
    case .failed(let detail, _): detail
    }
  }

  private static func advice(_ remedy: DrawingError.Remedy) -> String {
    switch remedy {
    case .largerLabels: "use larger labels"
    case .largerLabelsOr(let level, let millimetres):
      "use larger labels, or --error-correction \(level.rawValue), which makes it \(Drawing.millimetres(millimetres)) mm"
    case .largerLabelsOrLowerLevel: "use larger labels, or a lower --error-correction"
    case .largerModule: "give a larger --module-size"
    }
  }

  private func words(_ error: PaperError, _ advice: String) -> ErrorWords {
    let orForce = advice + ", or state less; --force prints it anyway"
    return switch error {
    case .moduleTooSmall(0, _), .tooFewDots(0, _):
      ErrorWords(
        "a label of this size has no room for the code", hint: advice + ", or state less")
    case .moduleTooSmall(let millimetres, let least):
      ErrorWords(
        "a module of the code would be \(Drawing.millimetres(millimetres)) mm wide; phones read \(Drawing.millimetres(least)) mm from 25 cm",
        hint: orForce)
    case .tooFewDots(let dots, let least):
      ErrorWords(
        "a module of the code would be \(dots) dots wide; printed codes need \(least)",
        hint: orForce)
    case .librariesMissing(let package):
      ErrorWords(
        "labels need libraries that are not installed",
        hint: "apt-get install \(package) fonts-noto-core fonts-noto-cjk")
    case .drawing(let detail): ErrorWords("the labels could not be drawn: \(detail)")
    case .nothing: ErrorWords("no labels to print")
    }
  }

  // MARK: Batches

  func words(_ error: BatchError) -> ErrorWords {
    let template = "'hcode issue --batch-template' prints the columns"
    let anew = "somebody changed it: begin the batch again, in another place and with other indexes"
    return switch error {
    case .isFolder: ErrorWords("is a directory", hint: "name the file of people in it")
    case .otherTable(.workbook):
      ErrorWords(
        "an Excel or LibreOffice workbook", hint: "save it as 'CSV UTF-8', one file per sheet")
    case .otherTable(.oldWorkbook):
      ErrorWords("a workbook of an old Excel", hint: "save it as 'CSV UTF-8', one file per sheet")
    case .otherTable(.jsonArray):
      ErrorWords("a JSON array: write one object per line", hint: "convert it: jq -c '.[]' FILE")
    case .otherTable(.jsonOverLines):
      ErrorWords(
        "a JSON object over several lines: write one object per line",
        hint: "convert it: jq -c . FILE")
    case .otherTable(.markup):
      ErrorWords(
        "HTML or XML, whatever its name says",
        hint: "open it in a spreadsheet and save it as 'CSV UTF-8'")
    case .otherTable(.damagedText):
      ErrorWords("its characters cannot be read to the end", hint: "save it as 'CSV UTF-8'")
    case .otherPeople:
      ErrorWords(
        "not the file with which this batch began, in the rows that were read then",
        hint: "give that file; issue people who came later as another batch")
    case .header(let fault, _):
      ErrorWords((fault.column.map { "\($0): " } ?? "") + batchFault(fault), hint: template)
    case .empty: ErrorWords("the file is empty", hint: template)
    case .nobody:
      ErrorWords("there are no people in it", hint: "write one row per person, below the header")
    case .notWritten(let number):
      [.full, .broken].contains(SystemError(number).kind)
        ? ErrorWords(
          SystemError(number).name,
          hint: "what was issued is kept; free some space, then give the same command with --resume"
        ) : words(FileError.notWritten(number))
    case .shortened: ErrorWords("shorter than the batch's journal says", hint: anew)
    case .foreignLine: ErrorWords("not a code of this batch", hint: anew)
    case .inUse: ErrorWords("another process is working on this batch", hint: "wait for it to end")
    case .notAJournal:
      ErrorWords(
        "not the journal of a batch, or one of a newer hcode", hint: "choose another output")
    case .folderNotEmpty: ErrorWords("the folder is not empty", hint: "choose another folder")
    case .tooLargeForArchive: ErrorWords("a picture is too large for the archive")
    case .noIndexLeft(let row, let source):
      ErrorWords(
        "row \(row) has no index left in \(source)",
        hint: "begin again, in another place and with more indexes than there are rows")
    case .unreadablePicture(let row):
      ErrorWords(
        "row \(row): the finished picture could not be scanned, so the batch was stopped",
        hint: "use a larger --module-size and a --quiet-zone of 4")
    case .begun:
      ErrorWords(
        "a batch was begun here",
        hint: "to continue it, give the same command with --resume; or choose another output")
    case .begunWith(let setting):
      ErrorWords(
        "the batch was begun with \(Self.name(of: setting))",
        hint: "give what it was begun with, or choose another output")
    case .badName:
      ErrorWords("the journal has no valid name for the batch", hint: "choose another output")
    case .rejected(let number, let rows, let rejects):
      ErrorWords(
        "\(number) of \(rows) rows were rejected",
        hint: rejects.map {
          "they are in \($0.description): correct them there, and issue that file as another batch"
        } ?? "their lines in the output say why")
    }
  }

  private static func name(of setting: BatchError.Setting) -> String {
    switch setting {
    case .key(let key): "the key \(key)"
    case .indexes(let source): "the indexes \(source)"
    case .option(let option): option
    case .noOption(let option): "no \(option)"
    case .deskLengths: "other lengths in desk.json, member issue.valid"
    }
  }

  // MARK: What the system gives

  func words(_ error: StreamError) -> ErrorWords {
    switch error {
    case .noWatch(let number):
      ErrorWords(
        "folders cannot be watched: \(SystemError(number).name)",
        hint: "raise fs.inotify.max_user_instances with sysctl")
    case .tooManyWatches:
      ErrorWords(
        "too many folders are watched on this machine",
        hint: "raise fs.inotify.max_user_watches with sysctl")
    case .notAFolder: ErrorWords("not a folder", hint: "name the folder that pictures come into")
    case .folderGone:
      ErrorWords(
        "the folder is gone: deleted, moved away or unmounted",
        hint: "make it again and start this command again")
    case .folderInUse:
      ErrorWords("another hcode watches this folder", hint: "end that one first")
    case .noMemory(let error):
      ErrorWords(
        words(error).message, hint: "name a folder that can be written to in XDG_STATE_HOME")
    case .deviceNotOpened(let number):
      ErrorWords(
        SystemError(number).name,
        hint: {
          switch SystemError(number).kind {
          case .forbidden: "join the group that may read it: usermod -aG dialout USER"
          case .busy: "another program has it open"
          case .absent, .full, .readOnly, .broken, .closedPipe, .other:
            "plug the scanner in, in serial mode (USB-COM); see 'ls /dev/ttyACM* /dev/ttyUSB*'"
          }
        }())
    case .deviceIsFolder: ErrorWords("is a directory", hint: "name the scanner's device")
    case .noPipe(let number): ErrorWords("no pipe: \(SystemError(number).name)")
    case .noFrames(let held):
      ErrorWords(
        "standard input: \(Self.sentence(held))",
        hint: "give it what 'ffmpeg -f image2pipe -c:v pgm -' writes")
    }
  }

  private static func sentence(_ held: StreamError.Held) -> String {
    switch held {
    case .nothing: "it was empty"
    case .noWholeFrame: "it had no whole frame"
    case .noFrame: "it had no PGM, PPM or JPEG frame"
    }
  }

  func words(_ error: ThreadError) -> ErrorWords {
    ErrorWords(
      "a thread could not be started: \(SystemError(error.number).name)",
      hint: "raise the limit of processes (ulimit -u)")
  }

  func words(_ error: OutputError) -> ErrorWords {
    ErrorWords(
      "standard output: \(SystemError(error.number).name)",
      hint: SystemError(error.number).kind == .closedPipe
        ? nil : "free some space, or send the output elsewhere")
  }

  func words(_ error: UnexpectedError) -> ErrorWords {
    ErrorWords(
      "this should not happen: \(error.detail)", hint: "report it, with the command that you gave")
  }
}

extension English {
  func parserMessage(_ english: String) -> String { english }

  func words(_ error: UsageError) -> ErrorWords {
    ErrorWords(
      error.message, hint: "see 'hcode \(error.command.map { $0 + " " } ?? "")--help'")
  }

  func words(_ error: ImplausibleTime) -> ErrorWords {
    let evidence =
      switch error.bound {
      case .release: "this program was released"
      case .signed: "the newest date signed here is"
      case .seen: "the last change here was"
      }
    return ErrorWords(
      "the time is \(error.now.rfc3339), and \(evidence) \(error.time.rfc3339)",
      hint: "set this machine's clock; if it is right, give --clock-is-right")
  }

  func words(_ error: OptionError) -> ErrorWords {
    switch error {
    case .clock:
      ErrorWords("the system's clock is outside the years 1970 to 9999", hint: "set it")
    case .textNotUTF8:
      ErrorWords(
        "a name or another text is not UTF-8", hint: "check the locale of this terminal")
    case .claims(let malformed):
      ErrorWords(
        "cannot issue this code: \(malformed.detail)",
        hint: {
          switch malformed.reason {
          case .unjustifiedStatus: "yellow and red need --reason and --authority"
          case .unexpectedReason: "leave --reason and --authority out for green"
          case .unexpectedCategory: "leave --category out for yellow and red"
          case .validityTooLong: "shorten --valid, and decide again in time"
          default: nil
          }
        }())
    case .birthDate(isNoSuchDay: true): ErrorWords("--birth-date: there is no such day")
    case .birthYear: ErrorWords("--birth-date: the year is outside 1850 to 2199")
    case .birthDate: ErrorWords("--birth-date takes 1985-03-07, 1985-03 or 1985")
    case .justification: ErrorWords("--reason and --authority go together")
    case .evidence(let family):
      ErrorWords(
        "--\(family.rawValue) takes \(EvidenceForm.form(of: family)), such as \(EvidenceForm.example(of: family))"
      )
    case .evidenceTime(let family, .noZone):
      ErrorWords(
        "--\(family.rawValue): the time does not say in which time zone",
        hint: "end it with Z or with an offset such as +08:00")
    case .evidenceTime(let family, .yearOutOfRange):
      ErrorWords("--\(family.rawValue): the year is outside 1970 to 9999")
    case .evidenceTime(let family, .noSuchDay):
      ErrorWords("--\(family.rawValue): there is no such day")
    case .evidenceTime(let family, .notATime): words(OptionError.evidence(family))
    case .itineraryWithoutStays:
      ErrorWords("--itinerary and --stay go together")
    case .itinerary(.window):
      ErrorWords("--itinerary takes days and source, such as 14d:registered")
    case .itinerary(.stay(let text)):
      ErrorWords(
        "--stay: '\(text)' is not an area code",
        hint: "give CN-410105, or CN-410105:2026-11-20 when it was left on that day")
    case .itinerary(.date(let text)):
      ErrorWords(
        "--stay: '\(text)' was left outside the days of the itinerary",
        hint: "correct the date, or give more days: an itinerary names every area of its days")
    case .evidenceAfterIssue(let time):
      ErrorWords(
        "the evidence of \(time.rfc3339) is later than the issue of the code",
        hint: "check its date, and this clock")
    case .pictureOnTerminal(let format):
      ErrorWords(
        "a \(format.rawValue.uppercased()) would garble the terminal",
        hint: "give -o FILE, or --terminal to see the code here")
    case .notOneReference:
      ErrorWords("standard input is not one line of text", hint: "give one reference")
    case .subject: ErrorWords("--subject takes 1 to 96 bytes of text")
    case .noIndex: ErrorWords("standard input names no code", hint: "give one index per line")
    case .notAnIndex(let text):
      ErrorWords(
        "\(text): neither a code's index nor a file",
        hint: "such as 2621563003, 63923925bf1b74d0:2621563003 or code.png")
    case .notOneCode(let indexes):
      ErrorWords(
        indexes.isEmpty
          ? "this person has no valid code here"
          : "this person has \(indexes.count) valid codes: \(indexes.joined(separator: ", "))",
        hint: indexes.isEmpty
          ? "'hcode registry find --subject' shows all" : "give the index of the one that is meant")
    case .indexWithoutKey:
      ErrorWords(
        "an index without a key: this desk has several code keys",
        hint: "write the key's name before it: main:149320")
    case .indexOfOtherKey(let text, let registry):
      ErrorWords(
        "\(text): a code of another key; this registry is of key \(registry.hex)",
        hint: "give the registry of that key")
    }
  }

  func words(_ error: TrustPlaceError) -> ErrorWords {
    switch error {
    case .noPublicKey:
      ErrorWords(
        "no *.pub file in this folder", hint: "put the issuers' public key files there")
    case .conflictingKey(let key):
      ErrorWords(
        "another file disagrees about key \(key.hex)",
        hint: "keep the newer of the two files")
    }
  }

  func words(_ error: PassphraseError) -> ErrorWords {
    switch error {
    case .noTerminal:
      ErrorWords(
        "no terminal on which to ask for the passphrase",
        hint: "give it with --passphrase-file or --passphrase-fd")
    case .brokenTerminal: ErrorWords("the terminal cannot be used")
    case .interrupted: ErrorWords("interrupted")
    case .empty:
      ErrorWords("the passphrase is empty", hint: "--no-passphrase leaves a key unsealed")
    case .emptyFile: ErrorWords("the passphrase is empty")
    case .different: ErrorWords("the two passphrases differ")
    }
  }

  func words(_ error: IssuingUseError) -> ErrorWords {
    switch error {
    case .request(let refusal):
      ErrorWords(refusal.detail, hint: "ask whoever sent it; nothing was logged or signed")
    case .expired(let time):
      ErrorWords("the code would have expired at \(time.rfc3339)", hint: "ask for a new one")
    case .otherIssuer(let issuer, let request):
      ErrorWords(
        "a key of \(issuer), and the request is of \(request)",
        hint: "the second officer has to belong to the same issuer")
    case .sameKey(let issuer):
      ErrorWords(
        "this is the key that made the request",
        hint:
          "the second officer needs their own key: 'hcode keygen --issuer \(issuer) --name NAME -o FOLDER'"
      )
    case .registryOfOtherKey(let key, let request):
      ErrorWords(
        "the registry of key \(key.hex), and the request is for codes of key \(request.hex)",
        hint: "give the registry of that key")
    case .registryOfOtherIssuer(let identity, let key):
      ErrorWords(
        "the registry of \(identity.issuer), key \(identity.keyIdentifier.hex), not of \(key.issuer), key \(key.publicKey.identifier.hex)",
        hint: "make one for this key with 'hcode registry init'")
    case .noIndexGiven: ErrorWords("the registry gave no index")
    case .registryNeeded(let uri, let list):
      ErrorWords(
        "\(list) names this key with the status list \(uri): without a registry the code would be outside it, and undecided at gates",
        hint: "add --registry FILE; 'hcode registry init' makes one; --unregistered signs without")
    case .logNeeded(let log, let list):
      ErrorWords(
        "\(list) names the log \(log) for this key: gates report a yellow or red code that is not in it",
        hint: "add --log DIR; --unregistered signs without")
    case .registryWasDestroyed(let file, let time):
      ErrorWords(
        "the registry of this key, \(file), was destroyed \(time.rfc3339). A new registry would make revoked codes valid again",
        hint: "an office that ended issues nothing more with this key; a new office makes a new key"
      )
    case .hadRegistry(let uri, let list, let isPublished):
      ErrorWords(
        isPublished
          ? "this key had a registry: its status list \(uri) is in \(list). A new registry would make revoked codes valid again"
          : "\(list) names this key with the status list \(uri): this key had a registry, or is to have its first",
        hint: isPublished
          ? "continue with that registry. If it is lost, run 'hcode desk restore' in a desk; without a desk make a new key and registry, and publish the old status list until its codes have expired"
          : "continue with that registry; give --first only if none was ever made for this key")
    case .keyOfOtherIssuer(let issuer, let registry):
      ErrorWords(
        "a key of \(issuer), and the registry is of \(registry)", hint: "give a key of \(registry)")
    case .notConfirmed(let issuer):
      ErrorWords(
        "the issuer's name was not typed. Nothing was destroyed",
        hint: "this cannot be undone; to go ahead, give --yes \(issuer)")
    case .noRetention:
      ErrorWords(
        "neither the registry nor the command says how long a person can still be found after their code has expired",
        hint: "add --retain 30d to the command, in a crontab too")
    }
  }

  func words(_ error: LogUseError) -> ErrorWords {
    switch error {
    case .notLogged(let entries):
      ErrorWords(
        "not among the \(entries) entries of the log",
        hint:
          "what was logged just now is published with the next checkpoint; a later change of a code is shown by its opening: 'hcode status show --opening'"
      )
    case .greenCode:
      ErrorWords(
        "a green code, which is not logged when it is issued",
        hint:
          "to show a change, the office writes an opening: 'hcode status show --registry REGISTRY INDEX --log LOG --opening FILE'"
      )
    case .notACode(let malformed): ErrorWords(malformed.detail)
    case .nothingLogged: ErrorWords("the log has no entries to chart")
    case .malformedEntry(let malformed, let line, let file):
      ErrorWords(
        "\(file.description), line \(line): \(malformed.detail)",
        hint: "entries are signed acts in Base64, one per line (docs/log.md); nothing was appended")
    case .notAnOpening:
      ErrorWords("does not open an entry of the log", hint: "ask the office for another one")
    case .noEntry: ErrorWords("no entry", hint: "give one per line")
    case .ownWitness:
      ErrorWords(
        "the log's own key or name",
        hint: "a witness is somebody else: make a key with 'hcode keygen'")
    case .stateExists: ErrorWords("there is a state already", hint: "leave --first out")
    case .noState:
      ErrorWords(
        "no state: this witness would forget what it cosigned",
        hint: "find the state, or begin with --first")
    case .sinceBehindEnd(let entries):
      ErrorWords("the log has \(entries) entries", hint: "give a smaller --since")
    }
  }

  func words(_ error: StatusUseError) -> ErrorWords {
    switch error {
    case .codeKey:
      ErrorWords(
        "this is the code key itself",
        hint: "a key has one purpose: make a status key with 'hcode keygen'")
    case .otherIssuer(let issuer, let registry):
      ErrorWords(
        "a key of \(issuer), and the registry is of \(registry)",
        hint: "give a status key of \(registry)")
    case .outsideValidity(let key, let now):
      ErrorWords(
        "the status key is valid from \(key.created.rfc3339) to \(key.expires.rfc3339), and it is \(now.rfc3339)",
        hint: "make a new status key with 'hcode keygen'")
    case .otherList(let uri, let wanted):
      ErrorWords("the list \(uri), not \(wanted)", hint: "give an older list of this registry")
    case .oldList(let refusal):
      ErrorWords(
        refusal.detail, hint: "give a list that 'hcode status build' made with this key")
    case .noDelta(let difference):
      ErrorWords(
        "no delta: \(Self.sentence(difference))",
        hint: "the whole list is written: publish that")
    case .notAStatusList(let refusal):
      ErrorWords(
        "not a status list: \(refusal.detail)",
        hint: "give the file that 'hcode status build' made")
    case .behindEnd(let index, let count):
      ErrorWords("the list ends before index \(index)", hint: "it covers \(count) codes")
    case .tooManyCodes:
      ErrorWords(
        "more than \(LogAct.maximumCodes) codes at once", hint: "change fewer at once")
    case .allExpired:
      ErrorWords(
        "every one of the codes has expired", hint: "they restrict nobody any more: leave them")
    case .unknownList(let uri):
      ErrorWords(
        "no trust list in the store names the signer of \(uri) and its codes",
        hint: "import the newest trust list first")
    case .nothingToOpen(let index):
      ErrorWords(
        "nothing shows which entry changed index \(index)",
        hint: "it is as signed, was changed without a log, or its reason was purged")
    case .otherLog(let entry):
      ErrorWords(
        "entry \(entry) is not the one that the registry noted",
        hint: "name the log that the change went into")
    }
  }

  func words(_ error: StatusActError) -> ErrorWords {
    switch error {
    case .notAnAct: ErrorWords("this cannot be logged", hint: "check the authority and the times")
    case .askedInFuture:
      ErrorWords(
        "this request has a time in the future",
        hint: "set the clocks of both machines, and ask again; nothing was logged or changed")
    case .askedTooLongAgo:
      ErrorWords(
        "this request is more than 7 days old",
        hint: "ask for it again; nothing was logged or changed")
    case .logMissing(let name):
      ErrorWords(
        "a change was interrupted, and only the log \(name) shows whether it was made",
        hint: "give --log with the folder of that log; nothing was changed")
    case .otherLog(let name, let wanted):
      ErrorWords(
        name == wanted
          ? "another log of the name \(name), with another key"
          : "the log \(name), and the interrupted change was for the log \(wanted)",
        hint: "give --log with the folder of that log; nothing was changed")
    case .olderLog(let size, let before):
      ErrorWords(
        "an old copy: it has \(size) entries, and the log had \(before)",
        hint: "give --log with the newest folder of the log; nothing was changed")
    case .otherEntry(let index):
      ErrorWords(
        "entry \(index) is not the one that the registry noted",
        hint: "give --log with the folder that the changes went into; nothing was changed")
    }
  }

  private static func sentence(_ difference: StatusDelta.DifferenceError) -> String {
    switch difference {
    case .otherSize: "the lists cover different numbers of codes"
    case .nothingChanged: "nothing changed"
    case .improves(let index, let from, let to):
      "index \(index) went from \(from.word) to \(to.word), and a delta only makes codes worse"
    case .tooMany: "more than \(StatusDelta.maximumChanges) codes got the same status"
    }
  }

  func words(_ error: TrustUseError) -> ErrorWords {
    switch error {
    case .noCodeKey(let name, let path):
      ErrorWords(
        "\(name): has no key that signs codes, \(path)",
        hint: "for a key that signs status lists give --for-status-list URI, which names them")
    case .noStatusKey(let name, let path):
      ErrorWords(
        "\(name): has no key that signs status lists, \(path)",
        hint: "'hcode trust add KEY.pub --use status-lists' adds one")
    case .noEntry(let name):
      ErrorWords(
        "nothing in it is called \(name)",
        hint:
          "give a key id of 16 digits, an issuer or a recognised authority; root keys are changed with 'hcode trust roots'"
      )
    case .severalEntries(let name, let paths):
      ErrorWords(
        "\(name) is both \(paths.joined(separator: " and "))", hint: "change the source by hand")
    case .notARootKey(let name, let source, let roots):
      ErrorWords(
        "\(name): is not a root key in \(source.description)",
        hint: "the root keys are " + roots.map(\.hex).joined(separator: ", "))
    case .keyInSource(let key, let path, let asRoot):
      ErrorWords(
        "key \(key.hex) is in the source already, \(path)",
        hint: asRoot
          ? "one key has one purpose: make a new one with 'hcode keygen'"
          : "change what it may sign with 'hcode trust grant \(key.hex)'")
    case .threshold(let needed, let count):
      ErrorWords(
        "\(needed) of \(count) root keys cannot be asked for",
        hint: "give 1 to 16 different keys, and a --threshold from 1 to their number")
    case .notAnIssuer(let name):
      ErrorWords("\(name): not an issuer of this list", hint: "a log belongs to an issuer")
    case .onlyKey(let name, let issuer):
      ErrorWords(
        "\(name): is the only key of \(issuer)",
        hint: "remove the issuer: 'hcode trust remove \(issuer)'")
    case .sunsetNotEarlier(let name, let until):
      ErrorWords(
        "\(name): ends at \(until) already, and can only end earlier",
        hint: "to extend it, make a new key: 'hcode keygen'")
    case .sunsetBeforeBeginning(let name, let notBefore):
      ErrorWords(
        "\(name): begins at \(notBefore), and cannot end before",
        hint: "remove it: 'hcode trust remove \(name)'")
    case .otherKey:
      ErrorWords("the public key file belongs to another key", hint: "give another --output")
    case .withdrawnKey(let key):
      ErrorWords(
        "key \(key.hex) was withdrawn",
        hint: "a withdrawn key stays withdrawn: make a new one with 'hcode keygen'")
    case .foreignIssuer(let issuer, let authority):
      ErrorWords(
        "\(issuer) is not in the name space of \(authority)",
        hint:
          "issuers of \(authority) are \(authority) and those that begin with \(authority)-; or recognise the other authority with 'hcode trust recognise'"
      )
    case .noAgreement(let authority, let use):
      ErrorWords(
        "the key did not agree to be listed by \(authority) for \(use.word)",
        hint:
          "send the holder this line: hcode key agree ISSUER.key --for \(authority) --use \(use.word) -o ISSUER.pub --force"
      )
    case .namedAlready(let key):
      ErrorWords("key \(key.hex) was named already", hint: "each person needs their own key")
    case .recognisedAlready(let authority, let source):
      ErrorWords(
        "\(authority): is recognised in \(source.description) already",
        hint: "remove it first: 'hcode trust remove \(authority)'")
    case .fingerprintNotCompared(let authority, let found):
      ErrorWords(
        "the root keys of \(authority) have the fingerprint \(Spelling.grouped(found)), which nobody compared",
        hint:
          "ask \(authority) over the telephone to read its fingerprint out, and give that with --fingerprint"
      )
    case .otherFingerprint(let authority, let found):
      ErrorWords(
        "the root keys of \(authority) have the fingerprint \(Spelling.grouped(found)), not the one that was given",
        hint: "the file is not the authority's, or its root keys changed: ask again")
    case .nothingFromURL:
      ErrorWords(
        "nothing here came from a URL", hint: "import a trust list by its https address once")
    case .statusListNotHad(let uri):
      ErrorWords(
        "its list names the status list \(uri), which is not here and has no URL",
        hint: "import it, or a bundle with it, by its https address")
    case .notATrustList:
      ErrorWords(
        "not a trust list",
        hint: "'hcode status show' shows status lists; 'hcode trust import' takes bundles")
    case .notHeld(let authority):
      ErrorWords("no list of \(authority) is in this store", hint: "see 'hcode trust show'")
    }
  }

  func words(_ error: TrustListError) -> ErrorWords {
    switch error {
    case .toStandardOutput: ErrorWords("a list is written to a file", hint: "give -o FILE")
    case .builtWrong: ErrorWords("the list does not read as it was built")
    case .notBuilt(let refusal): ErrorWords(refusal.detail)
    case .undoesSunset(let subject, let time):
      ErrorWords(
        "\(subject) is over since \(time.rfc3339), by the list of the version before. Nothing was built",
        hint:
          "an end that has come is permanent, and gates refuse a list that moves it: put it back")
    case .exists(let version, let source):
      ErrorWords(
        "already exists; its build was interrupted, or it is version \(version) already",
        hint:
          "if it went to nobody, --force builds it again; else write version \(version) into \(source.description)"
      )
    case .isSigned(let version, let next, let source):
      ErrorWords(
        "is signed; a second list of version \(version) would look like a forgery",
        hint: "write version \(next) into \(source.description), and build the next")
    case .tooManySignatures(let count):
      ErrorWords(
        "together the copies carry \(count) signatures, more than \(COSESign.maximumSignatures)",
        hint: "give --old, so that signatures by other keys are left out")
    case .notOlder(let old, let new):
      ErrorWords(
        "is version \(old.number) of \(old.authority), not a list before version \(new.number) of \(new.authority)",
        hint: "--old takes the list that was published before this one")
    case .underSigned(let count, let needed, let authority):
      ErrorWords(
        "is signed by \(count) of its root keys, \(needed) are needed",
        hint: authority.map { "ask \($0) for its published list" }
          ?? "--old takes the list as it was published")
    case .copiesDiffer(let other, let otherDigest, let first, let given, let digest):
      ErrorWords(
        "disagrees with \(first.description): version \(other.number) of \(other.authority) with the digest \(otherDigest.hex), not version \(given.number) of \(given.authority) with \(digest.hex)",
        hint: "nothing was written; find out who changed it before anybody signs")
    case .notARootKey(let key, let authority, let hasBefore):
      ErrorWords(
        "key \(key.hex) is not a root key of \(authority) \(hasBefore ? "in this list or the one before" : "in this list")",
        hint: hasBefore
          ? "use the key file of one of the root keys shown above"
          : "if it was one before the root keys changed, give the list before with --old")
    case .bundleInBundle: ErrorWords("a bundle cannot contain a bundle")
    case .bundleCount: ErrorWords("a bundle contains 1 to \(Bundle.maximumMembers) files")
    case .bundleTooLarge(let mebibytes):
      ErrorWords(
        "the bundle would have \(mebibytes) MiB, and at most \(Bundle.maximumFileBytes >> 20) can be imported",
        hint: "pack fewer files")
    case .snapshotThreshold(let threshold, let authority):
      ErrorWords(
        "the list of \(authority) needs \(threshold) snapshot keys to sign",
        hint: "build a list with a threshold of 1 for snapshots")
    case .notASnapshotKey:
      ErrorWords(
        "none of the trust lists names this key as a snapshot key",
        hint: "pack the authority's own trust list too, with its snapshot key in it")
    case .leftOut(let missing, let others):
      ErrorWords(
        "\(Self.name(of: missing)) is not among the files"
          + (others > 0 ? ", nor are \(others) more" : ""),
        hint: "add it, or pack without it with --partial")
    }
  }

  private static func name(of missing: TrustListError.Missing) -> String {
    switch missing {
    case .trustList(let authority): "the trust list of \(authority)"
    case .statusList(let uri): "the status list \(uri)"
    }
  }

  func words(_ error: RulesUseError) -> ErrorWords {
    switch error {
    case .noLogic(let line):
      ErrorWords(
        "line \(line) is not an object with 'logic'",
        hint: "write {\"logic\": …, \"data\": …} on one line")
    }
  }
}

extension English {
  func sentence(_ fault: UsageFault) -> String {
    switch fault {
    case .notUTF8(let option): "\(option) is not UTF-8."
    case .badText(let option, let fault): "\(option) \(fault)."
    case .notAnIdentifier(let option):
      "\(option) takes 1 to 32 of A-Z a-z 0-9 . _ - beginning with a letter or digit."
    case .notANoteName(let option):
      "\(option) takes 1 to 128 bytes without spaces and plus signs."
    case .noSubcommand(let names):
      "Say what to do: \(names.dropLast().joined(separator: ", ")) or \(names.last ?? "")."
    case .noSuchCommand(let word, let suggestion):
      "There is no command '\(word)'." + (suggestion.map { " Did you mean '\($0)'?" } ?? "")
    case .helpNotAlone: "Ask only for help, the version or a completion script."
    case .optionNamesFile(let word):
      "\(word) is also the name of a file here: write -- before the names of files, or ./ in front of this one."
    case .optionAfterOperand(let word):
      "\(word): options come before the first picture or text; write -- before those that begin with a hyphen."
    case .unknownOption(let word):
      "There is no option \(word): write -- before a picture or text that begins with a hyphen."
    case .apart(let first, let second): "\(first) and \(second) go together."
    case .outside(let option, let range):
      "\(option) takes \(range.lowerBound) to \(range.upperBound)."
    case .namedTwice(let option, let word): "\(option) names \(word) twice."
    case .firstLabel(let range):
      "--first-label takes \(range.lowerBound) to \(range.upperBound) on this sheet."
    case .threshold(let range):
      "--threshold takes \(range.lowerBound) to \(range.upperBound), the number of root keys."
    case .cannotSignTogether(let threshold, let count):
      "There are only \(count) keys, so \(threshold) cannot sign together."
    case .nameTwice(let language): "--name appears twice for \(language)."
    case .notAges(let option):
      "\(option) takes kind:age, such as pcr:72h or vaccination:any; the kinds are \(EvidenceKind.allCases.map(\.word).joined(separator: ", "))."
    case .notAReason:
      "takes one of \(StatusReason.allCases.map(\.word).joined(separator: ", "))."
    case .notARedReason:
      "For red, --why takes one of \(StatusReason.allCases.map(\.word).joined(separator: ", "))."
    case .notLabels:
      "--labels takes columns and rows that fit on the sheet, such as 3x8, 3x7:63.5x38.1+2.5+0 in millimetres with gaps, or one of \(LabelLayout.products.map(\.number).joined(separator: ", ")) on its own sheet."
    case .redWithoutLog: "A red code goes into the log first: give --log DIR."
    case .registryWithCode: "--registry is for a raise to red, not for a new code."
    case .jsonWithoutFile: "--json needs the picture in a file: give -o FILE."
    case .raiseWithoutRegistry: "The request changes codes: give their --registry."
    case .raiseWithPicture: "A raise to red draws no picture: leave -o out."
    case .logKeyWithoutProof: "--log-key goes with --proof."
    case .issuerLogInNoList: "Give --log-key: no trust list names the log of this issuer."
    case .issuerLogNotInList: "Give --log-key: the trust list names no log of this issuer."
    case .noPictureOrText: "Name a picture or give a text, or - for standard input."
    case .subjectWithoutRegistry: "--subject is for a registry: give --registry as well."
    case .officerWithoutRegistryOrLog:
      "--officer is for the registry and the log: give --registry or --log as well."
    case .indexWithRegistry: "--registry gives the index: leave --index out."
    case .answersNotPrinted:
      "--appeal and --hide-reason are for cards and labels: --card, -o sheet.pdf or -o label.zpl."
    case .codesOrSubject: "Name the codes, or the person with --subject."
    case .replacesWithoutRegistry: "--replaces needs the --registry of the code."
    case .replacesWithRequest:
      "A red code counts once it is approved: revoke the other one then, with 'hcode status set'."
    case .requestWithoutRed: "--request and --one-officer go with red."
    case .logWithGreen: "--log goes with yellow and red; green is not logged."
    case .redByOne:
      "Red takes two officers: give --request FILE for the second one to finish with 'hcode approve'; or --one-officer where gates trust this key file directly."
    case .requestWithPicture: "--request makes no picture yet: 'hcode approve' draws the code."
    case .requestWithLog: "'hcode approve' writes the log: leave --log out."
    case .noPeople: "Name the people: --batch FILE."
    case .noKey: "Give the issuer's secret key: --key FILE."
    case .noBatchOutput:
      "Say where the codes go: -o FOLDER, .zip, .tar, .ndjson, or - for standard output."
    case .noIndexSource: "Say where the indexes come from: --registry FILE or --index-range A..B."
    case .asWithoutRegistry: "--as is for a registry: give --registry as well."
    case .filterNotRepeatable:
      "From standard input to standard output, a registry needs --as and --at: a second run then gives equal codes."
    case .resumeOfFilter:
      "--resume needs an output in files; to standard output, run again with the same --at and --index-range."
    case .peopleAndPassphrase: "Standard input cannot be both the people and the passphrase."
    case .singleCodeOptions: "--copies and --dpi are for single codes."
    case .batchLabelsNotPDF: "Labels are printed as PDF: -o sheet.pdf."
    case .forceOfBatch:
      "--force replaces labels and cards only. Choose another name for -o."
    case .formatWithLabels: "--format cannot be used with labels."
    case .batchNamedAsKey(let name):
      "--as names the batch, and \(name) is a key of this desk: --key \(name) signs with it."
    case .cardsInOneFile: "Each card is a file: give -o a folder, .zip or .tar, and --format pdf."
    case .pdfOfNoCard: "--format pdf needs --card. Sheets of labels are printed with -o sheet.pdf."
    case .noPassphraseWithOne: "--no-passphrase excludes every passphrase option."
    case .noValidity: "--valid has to be longer than zero."
    case .jsonAndCSV: "Give one of --json and --csv."
    case .outputOrJSON: "Give either -o FILE or --json."
    case .codeOrIndex: "Give --code or --index."
    case .keyOrCosigned: "Give --key to make a checkpoint, or --cosigned to add to it."
    case .seenWithProof: "--seen goes with a log, not with a proof."
    case .noFilter:
      "Say which codes: --subject, --index, --officer, --since or --before; 'hcode registry export' gives all."
    case .nobodyToForget: "Say whom: --subject or --index."
    case .notAStatusURI: "takes 1 to 255 printable ASCII characters without spaces."
    case .retainWithAll: "--all keeps nobody: leave --retain out."
    case .twice(let option): "\(option) counts once: give it once."
    case .destroyedNow: "--all destroys now, by the clock: leave --at out."
    case .registryOfDesk:
      "This is the registry or the log of a desk: 'hcode desk close --destroy' ends both."
    case .logOfDesk:
      "This is the log of a desk: its entries wait in the registry, and 'hcode desk publish' moves them."
    case .closeHow: "Give --on DATE first, and later --destroy."
    case .destroyByWord:
      "--destroy relies on the clock only. Run 'hcode desk publish --clock-is-right' first if it is right."
    case .retentionTooLong: "--retain takes at most 100 years."
    case .notARequestName: "takes 1 to 64 printable ASCII characters without spaces."
    case .againWithoutFile: "--again is for a counter's file: give -o as well."
    case .framesAndWatch: "--frames and --watch exclude each other."
    case .framesWithPictures: "--frames reads standard input; name no pictures."
    case .watchWithPictures: "--watch takes a folder and no pictures."
    case .noPicture: "Name at least one picture, or - for standard input."
    case .rawInStream: "--raw and --jobs cannot be used with --frames or --watch."
    case .againWithoutFrames: "--again goes with --frames."
    case .bellWithoutStream: "--bell goes with --frames or --watch."
    case .rawWithOutput: "--raw cannot be used with --json, --quiet or --without."
    case .notWithheld:
      "--without takes holder, evidence, itinerary, or several with commas between them."
    case .livesTooLong(let days):
      "--valid is more than \(days) days: every verifier would refuse it."
    case .ttlTooLong:
      "--ttl is longer than --valid: the list would be refused before it counts as old."
    case .notAStatus: "takes revoked, suspended or red."
    case .raiseByOne:
      "This takes two officers: give --request FILE, for the second one to finish with 'hcode approve'; or --one-officer where gates ask for only one."
    case .logOrNone:
      "A change goes into the log first: give --log DIR, or --no-log where the issuer has none."
    case .logAndNone: "Give --log or --no-log, not both."
    case .manyByOne:
      "A change of more than \(LogAct.mostWithoutGrounds) codes takes two officers: give --request FILE."
    case .notAChangeReason:
      "takes one of \((ChangeReason.allCases.map(\.word) + StatusReason.allCases.map(\.word)).joined(separator: ", "))."
    case .proofAndOpening: "Give --proof or --opening, not both."
    case .indexOfRegistry: "--index goes with a status list, not with --registry."
    case .statusListOfCodeKey: "--for-status-list goes with --use status-lists."
    case .grantOfStatusKey:
      "--status, --evidence, --longest-validity and --status-list are for keys that sign codes."
    case .grantOfCountersigner:
      "--use countersign, venues and exposures take no grant and no status list: the key signs no codes."
    case .noStatusList: "--use status-lists takes at least one --for-status-list."
    case .statusListCount: "--for-status-list takes 1 to 64 different URIs."
    case .notAStatusListName:
      "A status list is named by 1 to 255 printable ASCII characters without a space."
    case .tooManyAgreements: "A key file contains at most 8 agreements."
    case .tooManyLanguages: "--name takes at most 16 languages."
    case .nothingToPack: "Name the trust lists and status lists to pack."
    case .nothingToGrant:
      "Say what to grant: --status, --evidence, --longest-validity or --officers for keys that sign codes, or only --for-status-list for keys that sign status lists."
    case .nothingToImport: "Name at least one file or URL."
    case .rootOfForeign: "--root and --fingerprint are for hcode's signed lists."
    case .noAuthorityName: "Give the authority's --name."
    case .rootCount: "--root takes 1 to 16 keys."
    case .snapshotCount: "--snapshot takes at most 16 keys."
    case .languageCount: "--name takes 1 to 16 languages."
    case .noLogKey: "Give --log-key, or --none."
    case .noneWithOthers: "--none excludes all other options."
    case .grace: "--grace takes a minute to 31 days."
    case .notYellowOrRefused: "takes yellow or refused."
    case .listAndKeys: "--authority, --root and --threshold are for when there is no list."
    case .noAuthorityList: "Give the authority's signed list."
    case .authorityWithoutKeys: "--authority takes --name, --root keys and their --threshold."
    case .otherwiseWithoutGreen: "--otherwise goes with --green-with."
    case .nothingToChange: "Say what to change: --add, --remove or --threshold."
    case .checkOfFile: "--check is for the store, not for a file."
    case .noList: "Name the list."
    case .passphraseWithoutKey: "A passphrase and --group-readable-key go with --key."
    case .noText: "Give at least one text, - for standard input, or --device."
    case .baudWithoutDevice: "--baud goes with --device."
    case .deviceWithTexts: "--device cannot be used with texts or -."
    case .badEscape:
      "--strip-prefix and --strip-suffix accept only the escapes \\t, \\xHH and \\\\."
    case .exactWithStrip:
      "--exact corrects nothing: leave out --strip-prefix and --strip-suffix."
    case .checkEvery: "--check-every takes 1 or more."
    case .notATime: "takes a time such as 2026-11-24T08:00:00Z or 2026-11-24T16:00:00+08:00."
    case .timeWithoutZone:
      "does not say in which time zone: end the time with Z, or with an offset such as +08:00."
    case .noSuchDay: "takes a time, and there is no such day."
    case .yearOutOfRange: "takes a time of the years 1970 to 9999."
    case .notAReference: "takes 1 to 96 bytes of text."
    case .noteTooLong: "--why and --authority take 1 to 96 bytes."
    case .foreignOptions:
      "--source, --valid, --issuer, --signature and --list-key go with --format."
    case .signatureAndListKey:
      "--signature is for a signature beside the file, --list-key for one in it: give one."
    case .signatureOfRules: "--issuer, --signature and --list-key are not for rules."
    case .signatureOfSeveral: "--signature is over one file; name one."
    case .officerCount: "--officers takes 1 or 2."
    case .longestValidity: "--longest-validity takes 90m, 24h, 7d or none."
    case .notACategory:
      "--category takes a number from 128 to 255 or one of \(HolderCategory.words)."
    case .notStatuses: "--status takes green, yellow and red, separated by commas."
    case .notAColour: "takes green, yellow or red."
    case .notAnOfficerForLog:
      "For the log, --officer takes 1 to 32 of A-Z a-z 0-9 . _ - beginning with a letter or digit."
    case .notAnOfficer: "takes 1 to 64 bytes of text."
    case .notASheet: "takes a4, letter, or millimetres such as 50x30, 5 to 2000 each."
    case .hoursReversed: "the hours do not go forward: --from is before --until."
    case .notAnAdvice: "no such advice: 0 to 3, or 128 to 255."
    case .notADPI: "--dpi takes 203, 300 or 600."
    case .cardOnSheet: "--card makes one page: leave out the options for sheets."
    case .cardOrLabels:
      "A PDF is a --card, or labels: give --sheet a4 --labels 3x8, or --sheet 50x30 for one."
    case .printerWithSheets: "A label printer has no sheets: give one label's size, --sheet 50x30."
    case .printerWithoutSize: "A label printer takes a label's size, --sheet 50x30."
    case .labelsNotPrinted: "Labels are printed as PDF or ZPL: -o sheet.pdf or -o label.zpl."
    case .dpiWithoutPrinter: "--dpi is for label printers: -o label.zpl."
    case .severalFormats: "Give one of --format, --terminal and --text."
    case .cardFormat: "--card is drawn as png, svg or pdf."
    case .noPlace:
      "Say where the code goes: -o FILE, -o - for standard output, --terminal or --text."
    case .unknownEnding: "The file's ending is not .png, .svg, .pdf, .zpl or .txt: give --format."
    case .notADuration: "takes a duration such as 90m, 24h or 30d."
    case .notALevel: "takes L, M, Q or H."
    case .symbolSize: "--module-size takes 1 to 64, --quiet-zone 0 to 64."
    case .deskAndNone: "Give either --desk or --no-desk."
    case .fileBesideDesk(let option):
      "The desk decides this, not \(option): leave it out, or give --no-desk."
    case .notABundleURL:
      "URL is where the neighbour's bundle is: https, or http to this machine, at most 1,024 characters."
    case .stolenAndLost: "Give --stolen or --lost, not both."
    case .removeOfRoots: "--remove is for root keys; to replace another key, name it after its use."
    case .addOfHolders:
      "--add is for the keys of root holders and of one second officer; other keys are made here."
    case .notADeskURL:
      "--url takes an https URL with a slash at its end, at most 200 characters, or http to this machine."
    case .noValid: "Say how long the code is valid: --valid 24h."
    case .noKeyOrDesk:
      "No desk is here: 'hcode desk init ISSUER --name NAME' makes one. Without a desk give --key FILE."
    case .noRegistryOrDesk:
      "No desk is here: 'hcode desk init ISSUER --name NAME' makes one. Without a desk give --registry FILE and --key FILE."
    case .noAuthority: "Say on whose order: --authority TEXT."
    case .noOfficersOrDesk:
      "No desk is here: without one give --from PUB, the first officer's key, and --key FILE, the second's."
    case .keyNameWithoutDesk: "--as names a key of a desk, instead of --key."
    case .notAServer:
      "--registry takes the URL of a PostgreSQL database: postgres://db.example/hcode."
    }
  }
}

extension English {
  func result(_ line: ResultLine) -> String {
    switch line {
    case .forgotten(let count): "\(count) forgotten"
    case .purged(let count, 0): "\(count) purged"
    case .purged(let count, let changes): "\(count) purged, \(changes) changes with their reasons"
    case .clockNoted(let now):
      "0 purged: the clock is noted as right, \(now.rfc3339); run it again to erase"
    case .destroyed(let count): "\(count) destroyed"
    case .destroyedBefore(let time, 0): "0 destroyed: that was done \(time.rfc3339)"
    case .destroyedBefore(let time, let changes):
      "0 destroyed: that was done \(time.rfc3339), \(changes) changes with their reasons since"
    case .collected(let file, let codes): "\(file)  \(codes) codes"
    case .finished(let completed, let dropped): "\(completed) completed, \(dropped) dropped"
    case .forgot(let name): "forgot \(name)"
    case .recognised(let authority, let names): "recognised: \(authority)  \(names)"
    case .logSigned(let origin, let entries, let root):
      "\(origin)  \(entries) entries  root \(root)"
    case .logCosigned(let origin, let entries, let name):
      "\(origin)  \(entries) entries  cosigned as \(name)"
    case .proof(let file, let index, let entries, let bytes):
      "\(file)  entry \(index) of \(entries)  \(bytes) bytes"
    case .logExported(let file, let bytes, let from, let to):
      "\(file)  \(bytes) bytes  entries \(from) to \(to)"
    case .registryMade(let file, let issuer, let key, let capacity):
      "\(file)  \(issuer)  key \(key)  capacity \(capacity)"
    case .leased(let file, let indexes): "\(file)  \(indexes) indexes"
    case .bundled(let file, let files, let until):
      "\(file)  \(files) files  until \(LocalTime.text(until))"
    case .delta(let file, let bytes, let changed): "\(file)  \(bytes) bytes  \(changed) changed"
    case .sourceMade(let file, let authority, let threshold, let roots):
      "\(file)  \(authority)  \(threshold) of \(roots) root keys have to sign"
    case .nextAfterSource:
      "next: 'hcode trust add ISSUER.pub' for each issuer, then 'hcode trust build'"
    }
  }

  func venue(_ fact: VenueFact) -> String {
    switch fact {
    case .posterSentence: "Checking in keeps a note that only you have."
    case .digest(let digest): "venue digest \(digest)"
    case .noOffice(let office):
      "warning: no list here names \(office), the office of this place: no notice of it will reach you"
    case .noted: "noted in the diary, which nobody can read, you included"
    case .met(let day, let time, let minutes, let advice):
      "you were there on \(day) from \(time), for \(minutes) minutes: \(Self.advice(advice))"
    case .list(let office, let issued): "list of \(office), signed at \(LocalTime.text(issued))"
    case .nothing: "nothing found: no day in the list is one of your visits"
    }
  }

  private static func advice(_ advice: UInt8) -> String {
    switch advice {
    case 0: "for your information"
    case 1: "watch for symptoms"
    case 2: "get a test"
    case 3: "stay at home and call"
    default: "advice \(advice), ask the office"
    }
  }

  func words(_ error: VenueRefusal) -> ErrorWords {
    ErrorWords("\(error.detail) (\(error.name.rawValue))")
  }

  func words(_ error: VenueUseError) -> ErrorWords {
    switch error {
    case .otherRole:
      ErrorWords(
        "a share of the other side",
        hint: "'hcode venue open' takes the keeper's share, 'hcode venue notice' the office's")
    case .noPoster:
      ErrorWords("there is no poster of this share yet", hint: "run 'hcode venue finish' first")
    case .dayNotOver(let day):
      ErrorWords(
        "\(day.iso8601) is not over at the place",
        hint: "visits noted later that day would be readable at once: wait until it has ended")
    case .everyDayOpened(let count):
      ErrorWords(
        "\(count) days were opened, and one more would open every day of this poster",
        hint: "draw a new share with 'hcode venue new', and hang up a new poster")
    case .notLogged:
      ErrorWords(
        "the log has no entry of this notice up to its last checkpoint",
        hint: "run 'hcode log checkpoint' first")
    case .longGap(let days):
      ErrorWords(
        "the diary was last written \(days) days ago, and writing would drop days from it",
        hint: "check the clock; if it is right, say --clock-is-right")
    }
  }
}
