@testable import HCodeBase
@testable import HCodeFormats
@testable import HCodeTrust
import Glibc
import HCodeCore
import HCodeGate
import Testing

@testable import HCodeCore
@testable import hcode

/// Keys, lists and codes to print, the same in every run. Never trust these keys.
struct Samples: TrustSource {
  let now: Timestamp
  let officers: [SigningKey]
  let log: ListedLog
  let statusList: StatusListURI
  let list: TrustList
  let rules: RuleSet
  /// A set of two rules, with a list of codes.
  let twoRules: RuleSet
  /// The keys of a pinned list, or of one that a pinned list recognises.
  var isRecognised = false
  var status = CodeStatus.asSigned
  var isLogged = true

  static func time(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

  /// A key that the list's authority withdrew.
  func withdrawal() throws -> Withdrawal {
    let key = CBORValue.array([.text(list.authority.description), .integer(now.seconds)])
    return try #require(Withdrawal(key))
  }

  static func identifier(_ text: String) throws -> IssuerIdentifier {
    try #require(IssuerIdentifier(text))
  }

  init() throws {
    // Times are printed on the clock of the place.
    setenv("TZ", "UTC", 1)
    tzset()
    now = try Self.time("2026-11-24T10:00:00Z")
    let officers = try (1...2).map { try Self.key($0) }
    self.officers = officers
    let statusList = try #require(StatusListURI("https://7.1/1"))
    self.statusList = statusList
    let keys = try (3...6).map { try Self.key($0).issuerKey.publicKey }
    let name = try #require(NoteName("7.1/2"))
    let witness = try #require(NoteName("7.1/3"))
    let log = try #require(
      LogPolicy(
        log: NoteKey(name: name, publicKey: keys[0], kind: .note),
        witnesses: [NoteKey(name: witness, publicKey: keys[1], kind: .cosignature)]
      ).flatMap { ListedLog(policy: $0, grace: 3600 * 4) })
    self.log = log
    let grant = try #require(
      Grant(
        statuses: [.green, .yellow, .red], evidence: [.pcr: 72 * 60, .vaccination: 0],
        longestValidity: 86_400))
    let use = ListedKey.Use.codes(grant, statusList: statusList)
    let end = try Self.time("2028-01-01T00:00:00Z")
    let listed = try officers.map { officer in
      try #require(
        ListedKey(
          publicKey: officer.issuerKey.publicKey, notBefore: Self.time("2026-01-01T00:00:00Z"),
          until: end,
          use: officer.keyIdentifier == officers[0].keyIdentifier
            ? use : .codes(grant, statusList: nil),
          agreement: KeyAgreement(of: officer, with: Self.identifier("9-1"), use: .codes).signature)
      )
    }
    let names = try #require(AuthorityNames(["en": "河南", "zh": "河南"]))
    let issuer = try #require(
      ListedIssuer(
        identifier: Self.identifier("9-1"), names: names, keys: listed, appeal: "12345",
        sunset: Self.time("2027-06-01T00:00:00Z"), log: log))
    let terms = try #require(
      Recognition.Terms(
        statuses: [.green], greenEvidence: [.pcr: 72 * 60], otherwiseYellow: true, sunset: end))
    list = try TrustList(
      authority: Self.identifier("9-1"), names: names, version: 3,
      issued: Self.time("2026-11-24T09:00:00Z"), expires: Self.time("2026-12-24T09:00:00Z"),
      timeToLive: 7 * 86_400, roots: #require(KeyThreshold(threshold: 1, keys: [keys[2]])),
      snapshotKeys: KeyThreshold(threshold: 1, keys: [keys[3]]), issuers: [issuer],
      recognitions: [
        Recognition(
          authority: Self.identifier("9-2"), names: names,
          roots: #require(KeyThreshold(threshold: 1, keys: [Self.key(7).issuerKey.publicKey])),
          terms: terms)
      ], sunset: end)
    let rule = """
      {"Identifier":"00-1","Type":"Acceptance","Country":"AT","Version":"1.0.0","SchemaVersion":"1.0.0",
      "Engine":"CERTLOGIC","EngineVersion":"0.7.5","CertificateType":"General","Description":[{"lang":"en","desc":"两剂"}],
      "ValidFrom":"2021-06-01T00:00:00Z","ValidTo":"2030-06-01T00:00:00Z","AffectedFields":[],"Logic":true}
      """
    rules = try RuleSet(bytes: Array("[\(rule)]".utf8))
    let other = rule.replacing("00-1", with: "00-2")
    twoRules = try RuleSet(
      bytes: Array(#"{"rules":[\#(rule),\#(other)],"valueSets":{"1":["2"]}}"#.utf8))
  }

  private static func key(_ number: UInt8) throws -> SigningKey {
    let seed = try #require(GuardedBytes(count: 32))
    seed.withUnsafeMutableBytes { $0.copyBytes(from: [UInt8](repeating: number, count: 32)) }
    let issuerKey = try #require(
      IssuerKey(
        issuer: identifier("9-1"), name: "河南", publicKey: SigningKey.publicKey(seed: seed),
        created: time("2026-01-01T00:00:00Z"), expires: time("2028-01-01T00:00:00Z")))
    return try SigningKey(seed: seed, issuerKey: issuerKey)
  }

  /// A set of rules in a store.
  func heldRules() throws -> HeldRules {
    HeldRules(
      name: "1", digest: Digest(of: []), taken: list.issued, expires: list.expires, lifetime: nil,
      authority: nil, url: nil, set: rules)
  }

  /// Two updates, of which one had everything and one failed.
  func note(isFailing: Bool) -> UpdateNote {
    var note = UpdateNote()
    if !isFailing { note.fail(UpdateNote.Failure(time: now, message: "1")) }
    note.succeed(at: now)
    if isFailing { note.fail(UpdateNote.Failure(time: now, message: "1")) }
    return note
  }

  /// A file of keys of another format.
  var foreignSource: ForeignSource {
    ForeignSource(
      name: "2", format: .dcc, digest: Digest(of: []), imported: list.issued, issued: list.issued,
      expires: list.expires, lifetime: nil, issuer: nil, signer: nil, authority: nil)
  }

  var statusListFacts: StatusListFacts {
    StatusListFacts(
      digest: Digest(of: []), issued: list.issued, expires: list.expires, timeToLive: 86_400)
  }

  /// The verdict on a code of that colour.
  func verdict(_ status: HealthStatus, at time: Timestamp? = nil) throws -> Verdict {
    let age = try #require(EvidenceAge(minutes: 300))
    let claims = try HealthClaims(
      issuer: Self.identifier("9-1"), issuedAt: list.issued,
      expires: list.issued.advanced(bySeconds: 86_400), codeIndex: 1, status: status,
      holder: Holder(name: "张小明", documentTail: "123X"),
      evidence: [.test(.pcr, result: .negative, age: age, place: nil, product: nil)],
      justification: status == .green
        ? nil
        : Justification(
          reason: .closeContact, authority: "12〔2026〕3", salt: [UInt8](repeating: 1, count: 16)))
    let code = try HealthCode.issue(claims, with: officers[0])
    return Verifier(trust: self, timeFrom: .question).verdict(on: code.text, at: time ?? now)
  }

  // MARK: TrustSource

  var timeEvidence: TimeEvidence { TimeEvidence(signed: list.issued) }

  var holdsNothing: Bool { false }

  func speaker(for issuer: IssuerIdentifier) -> IssuerIdentifier? {
    list.authority.speaks(for: issuer) ? list.authority : nil
  }

  func keyRecord(_ identifier: KeyIdentifier) -> KeyRecord {
    KeyRecord(
      keys: list.issuers.flatMap { issuer in
        issuer.keys.filter { $0.publicKey.identifier == identifier }.map { key in
          .listed(
            TrustPath(
              issuer: issuer, key: key, list: TrustListFacts(list),
              recognition: isRecognised
                ? list.recognitions.first.map {
                  TrustPath.Recogniser(list: TrustListFacts(list), terms: $0.terms)
                } : nil,
              statusList: statusListFacts,
              log: TrustPath.Log(
                origin: log.policy.log.name, grace: log.grace,
                facts: LogFacts(digest: Digest(of: []), time: now, size: 7))))
        }
      }
    )
  }

  func status(of index: UInt32, in list: StatusListFacts) -> CodeStatus? { status }

  func isLogged(_ key: [UInt8], in log: LogFacts) -> Bool { isLogged }

  func rules(over payload: BusinessRule.Payload) -> [RulesInForce] { [] }

  func foreignRecords(_ name: ForeignKeyName) -> [ForeignRecord] { [] }
}
