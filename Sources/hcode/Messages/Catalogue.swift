import HCodeBase
import HCodeDesk
import HCodeFormats
import HCodeGate
import HCodePaper
import HCodeRegistry
import HCodeTrust
import HCodeCore

/// Every text for people in one language. A language is a type with all of this, in one file: what it does not say does not compile.
///
/// Each requirement takes what there is to say and gives the whole of it, so that a language keeps its own order of words. What
/// is for programs (JSON, reason words, exit statuses) is never asked of a catalogue but of `Language.english`, where a text is
/// in it for explanation.
protocol Catalogue: ErrorCatalogue {
  /// The help of the commands, which is written in English; nil for English.
  var help: HelpTexts? { get }

  // MARK: Verdicts

  /// The word that stands first in a line: `GREEN`.
  func head(_ answer: Answer) -> String
  /// The sentence for a reason; what exactly is wrong stands behind it.
  func reason(_ reason: VerdictReason) -> String
  func expired(on time: Timestamp) -> String
  func valid(from time: Timestamp) -> String
  func keyEnded(on time: Timestamp) -> String
  /// By whom, and when.
  func keyWithdrawn(_ withdrawal: Withdrawal) -> String
  /// An authority that did not accept a file which another one did.
  func refused(by authority: String, _ refusal: ImportRefusal) -> String
  /// A key that a list no longer names and does not withdraw.
  func droppedKey(_ key: KeyIdentifier) -> String
  /// Files that an update had no time or number for.
  func notFetched(_ count: Int, of authority: String) -> String
  /// Whom a change of a code does not reach.
  func willNotLearn(_ key: KeyIdentifier) -> String
  /// A code is issued to somebody who has one.
  func hasValidCode(_ code: RegisteredCode, _ key: String) -> String
  /// What was changed of one code.
  func changed(_ code: RegisteredCode, _ key: String, from: CodeStatus, to: CodeStatus)
    -> String
  /// What is left to do until gates know of a change.
  func nextAfterChange(hasLog: Bool) -> String
  /// After a registry was destroyed.
  var nextAfterDestruction: String { get }
  /// Asks for the issuer's name before something is destroyed.
  func typeName(of issuer: IssuerIdentifier) -> String
  func replaced(_ index: UInt32, _ key: String) -> String
  func replacedBefore(_ index: UInt32, _ key: String) -> String
  /// What a code of a key without registry cannot do.
  var bareKeyNote: String { get }
  /// A file at a URL that was accepted before.
  var unchangedFile: String { get }
  /// A list in a bundle that is older than the stored one.
  func passedOver(_ file: String) -> String
  /// What a new status list says differently from the older one.
  func changes(_ changes: StatusListChanges) -> String
  /// More codes became better at once than is usual.
  func unusual(_ changes: StatusListChanges) -> String
  /// Of the folder that is no longer read: the first key file, and how many more there are.
  func unreadKeyFiles(_ first: String, others: Int) -> String
  /// For a code of another format, whose keys are imported with its name.
  var unknownForeignIssuer: String { get }
  /// A colour in a sentence: `green`.
  func colour(_ status: HealthStatus) -> String
  /// Why a code is yellow or red.
  func statusReason(_ reason: StatusReason) -> String
  func changeReason(_ reason: ChangeReason) -> String
  /// How many changes in a status list nobody answers for.
  func shortfall(_ value: CodeStatus, missing: UInt64, of changed: UInt64) -> String
  func evidence(_ evidence: Evidence, hoursAgo: Int64) -> String
  /// One stay of an itinerary; nil for an area that was not left.
  func stay(in area: AreaCode, until day: String?) -> String
  /// What the holder is.
  func category(_ category: HolderCategory) -> String
  /// A kind of evidence, without its result.
  func evidenceKind(_ kind: EvidenceKind) -> String
  func testResult(_ result: Evidence.TestResult) -> String
  /// A format, by the name that people know.
  func format(_ format: CertificateFormat) -> String
  /// That a code and the bearer's identity state the same.
  func sameBearer(_ fields: [Bearer.Field]) -> String
  /// What has become old, or ends soon.
  func warning(_ warning: FreshnessWarning) -> String
  func until(_ time: Timestamp) -> String
  /// The same in UTC, as files state it.
  func untilUTC(_ time: Timestamp) -> String
  func appeal(_ place: String) -> String
  func issuer(_ name: String, _ identifier: String, recognisedBy recogniser: String?) -> String
  func ignoredTexts(_ count: Int) -> String
  func page(_ number: Int) -> String
  /// How a hand-held scanner's text was corrected.
  func mended(_ text: RepairedText) -> String
  /// Facts of a certificate that a line leaves out.
  func more(_ count: Int) -> String

  // MARK: Beside a result

  func notice(_ notice: Notice) -> String
  /// Why a row of a batch was not issued.
  func batchFault(_ fault: BatchFault) -> String

  // MARK: Streams and long runs

  func summary(_ summary: StreamSummary) -> String
  func timeLeft(_ time: String) -> String

  // MARK: Explanations

  func label(_ question: ExplanationQuestion) -> String
  func key(_ identifier: KeyIdentifier) -> String
  func setBy(_ name: String, _ issuer: IssuerIdentifier, key: KeyIdentifier) -> String
  func change(_ change: CodeChange, asOf time: Timestamp?) -> String
  /// The origin is empty where no log is known, the time missing where nothing of the log is here.
  func logAnswer(_ answer: LogAnswer, origin: String, asOf time: Timestamp?) -> String
  /// How to learn why a code was changed.
  var askForOpening: String { get }
  var noAppeal: String { get }
  /// Before what a code says whose issuer is not known here.
  var notChecked: String { get }
  /// How to get what would check it.
  func howToCheck(_ issuer: IssuerIdentifier) -> String
  func proof(
    entry index: UInt64, of size: UInt64, in origin: String, signed time: Timestamp, witnesses: Int
  ) -> String
  func logged(on time: Timestamp, _ act: LogAct.Kind) -> String
  func log(agrees: Bool) -> String
  /// Whether a change still counts.
  func force(_ force: ActForce) -> String

  // MARK: Doctor

  func head(_ state: CheckResult.State) -> String
  func title(_ check: CheckResult.Check) -> String
  func finding(_ finding: CheckFinding) -> String
  /// What to do about it; nil when all is well.
  func remedy(_ finding: CheckFinding) -> String?
  func toDo(_ remedy: String) -> String

  // MARK: Trust

  func store(_ folder: String) -> String
  func version(_ number: UInt64) -> String
  /// `3 h old`.
  func age(since time: Timestamp, at now: Timestamp) -> String
  /// `29 d left`, or that it ended.
  func left(until end: Timestamp, at now: Timestamp) -> String
  /// The end and how far it is.
  func until(_ end: Timestamp, at now: Timestamp) -> String
  func entries(_ count: Int) -> String
  func codes(_ count: Int) -> String
  func bundle(of authority: String) -> String
  /// `16 rules for arrival in AT, 12 count now, 8 value sets`.
  func rules(_ set: RuleSet, at now: Timestamp) -> String
  func concern(_ concern: RuleConcern) -> String
  /// What to know before signing, and what to do about it.
  func concern(_ concern: TrustListConcern) -> String
  func sunset(_ time: Timestamp) -> String
  func log(_ log: ListedLog) -> [String]
  /// What a key of a list signs.
  func use(_ use: ListedKey.Use) -> String
  func terms(_ terms: Recognition.Terms) -> String
  func statusList(_ uri: StatusListURI) -> String
  var notHere: String { get }
  func pinned(_ roots: KeyThreshold) -> String
  func fingerprint(_ digits: String) -> String
  func recognised(by authority: String, _ terms: Recognition.Terms) -> String
  /// Where the holder was, as ratings of areas say that a rule asked for.
  func stayed(_ stays: RatedStays) -> String
  /// What is lacking.
  func lack(_ lack: MissingTrust) -> String
  /// What is lacking, and what to do.
  func lackAndRemedy(_ lack: MissingTrust) -> String
  var allIsWell: String { get }

  // MARK: A trust list before it is signed

  func label(_ member: TrustListMember) -> String
  func expires(_ time: Timestamp, oldAfter timeToLive: String) -> String
  func signers(_ role: KeyThreshold) -> String
  func issuers(_ count: Int, keys: Int) -> String
  func period(_ from: Timestamp, _ to: Timestamp) -> String
  func roots(_ roots: KeyThreshold, fingerprint: String) -> String
  var ofTheRootKeys: String { get }
  var ofWhatIsSigned: String { get }
  func signedByNobodyYet(_ file: String) -> String
  func signed(by count: Int, of roots: KeyThreshold, isComplete: Bool) -> String

  // MARK: Why a key is believed

  func standing(_ standing: TrustStanding) -> String
  func obstacle(_ obstacle: TrustObstacle) -> String
  func absence(_ absence: TrustAbsence) -> String

  // MARK: Audits of a log

  func audit(_ checkpoint: LogCheckpoint, signed time: Timestamp, witnesses: Int, of known: Int)
    -> [String]
  func everyEntryIsInTheTree(grownFrom seen: Int) -> String
  /// How well the checkpoints that are known date the entries.
  func dated(_ own: Int, of entries: UInt64, history: Int) -> String
  /// By which rule offices and officers are asked about.
  var whenIsAsked: String { get }
  func heading(_ part: LogReportPart) -> String
  func column(_ column: LogReportColumn) -> String
  /// The reason of an act; nil where the log hides it.
  func counted(_ reason: ActReason?) -> String
  /// Whether the signatures of the entries were checked.
  func signatures(areChecked: Bool) -> String
  /// What to ask an issuer about: the first line names it and stands on the first page, the others stand below the questions.
  func finding(_ finding: LogFinding) -> [String]
  /// Of an issuer whose end is set: since or from when, and whether its records are destroyed.
  func ending(_ ending: LogStatistics.Ending, isOver: Bool) -> String
  func repeated(_ entries: Int) -> String

  // MARK: The desk

  func desk(_ fact: DeskFact) -> String
  /// What to do about what a check found; nil when all is well.
  func deskRemedy(_ finding: DeskCheck.Finding) -> String?

  // MARK: Cards and labels

  /// What stands on a card of that colour.
  /// What is said to visitors of a place.
  func venue(_ fact: VenueFact) -> String
  func result(_ line: ResultLine) -> String
  func captions(_ colour: Card.Colour) -> Card.Captions
  /// Before the last characters of an identity document.
  var documentTail: String { get }
  /// Before the order of a yellow or red code.
  var orderLabel: String { get }
  /// Before the place where to appeal.
  var appealLabel: String { get }
  /// A letter to the office that set a code, a line each.
  func letter(_ appeal: Appeal) -> [String]
  /// Before the time until which a label's code is valid.
  var labelUntil: String { get }

  /// What separates the members of a list, and facts on one line.
  var betweenNames: String { get }
  var betweenFacts: String { get }
}

extension Catalogue {
  /// Why a genuine health code is refused, with the times that it states.
  func reason(_ reason: VerdictReason, of code: VerifiedHealthCode) -> String {
    switch reason {
    case .expired: expired(on: code.claims.expires)
    case .notYetValid: valid(from: code.claims.notBefore ?? code.claims.issuedAt)
    case .keyExpired: keyEnded(on: code.key.until)
    case .keyWithdrawn:
      if case .withdrawn(let key) = code.key {
        keyWithdrawn(key.withdrawal)
      } else {
        self.reason(reason)
      }
    case .notLogged:
      ([self.reason(reason)]
        + (code.key.path?.shortfalls ?? []).map {
          shortfall($0.value, missing: $0.changed - $0.answered, of: $0.changed)
        }).joined(separator: betweenFacts)
    default: self.reason(reason)
    }
  }

  func actReason(_ reason: ActReason) -> String {
    switch reason {
    case .status(let reason): statusReason(reason)
    case .change(let reason): changeReason(reason)
    }
  }

  /// What the holder is, in words; empty when nothing is stated.
  func categories(_ categories: [HolderCategory]) -> String {
    categories.map(category).joined(separator: betweenNames)
  }

  func evidence(_ evidence: Evidence, at now: Timestamp, issuedAt: Timestamp) -> String {
    let age = max(0, now.seconds - evidence.age.time(issuedAt: issuedAt).seconds)
    return self.evidence(evidence, hoursAgo: age / 3600)
  }
}

extension Catalogue {
  var help: HelpTexts? { nil }
}
