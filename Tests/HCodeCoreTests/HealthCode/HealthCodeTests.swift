@testable import HCodeDesk
@testable import HCodeBase
@testable import HCodeCore
@testable import HCodeFormats
@testable import HCodeTrust
import Testing

struct HealthCodeTests {
  struct Desk {
    let key: SigningKey
    let trusted: TrustedKeys
    let now: Timestamp

    init() throws {
      let (file, issuerKey) = try SecretKeyFileTests.make(passphrase: nil)
      key = try file.open(passphrase: nil)
      var keys = TrustedKeys()
      try keys.insert(issuerKey)
      trusted = keys
      now = issuerKey.created.advanced(bySeconds: 3600)
    }

    func issue(
      _ status: HealthStatus = .green, index: UInt32 = 7, holder: Holder? = nil,
      evidence: [Evidence] = []
    ) throws -> HealthCode.Issued {
      try HealthCode.issue(
        HealthClaims(
          issuer: key.issuerKey.issuer, issuedAt: now, expires: now.advanced(bySeconds: 86_400),
          codeIndex: index, status: status,
          holder: holder, evidence: evidence,
          justification: status == .green
            ? nil : Justification(reason: .closeContact, authority: "Order 7")), with: key)
    }
  }

  @Test func `what is issued is read back as it was stated`() throws {
    let desk = try Desk()
    let age = try #require(EvidenceAge(minutes: 960))
    let holder = try Holder(
      name: "محمد", latinName: "O'Brien Jr.", birthDate: BirthDate(iso8601: "1985-03"),
      documentTail: "123X")
    let evidence: [Evidence] = [
      .test(.antigen, result: .positive, age: age, place: "所", product: "P"),
      .vaccination(dose: 2, of: 3, age: age, place: nil, product: nil),
      .recovery(age: age, place: "H"),
    ]
    for status in HealthStatus.allCases {
      for index in [0, 1, 255, 256, 65_535, 65_536, .max] as [UInt32] {
        let issued = try desk.issue(status, index: index, holder: holder, evidence: evidence)
        guard
          case .accepted(let certificate, _, _) = Verifier(trust: desk.trusted, timeFrom: .question)
            .verdict(
              on: issued.text, at: desk.now)
        else {
          Issue.record("not accepted")
          continue
        }
        #expect(certificate.healthCode?.claims == issued.claims)
      }
    }
  }

  @Test func `no truncation and no flipped bit of a code is accepted`() throws {
    let desk = try Desk()
    let text = try desk.issue(.red).text
    let verifier = Verifier(trust: desk.trusted, timeFrom: .question)
    for end in 0..<text.count {
      #expect(!verifier.verdict(on: Array(text[..<end]), at: desk.now).isGenuine)
    }
    let bytes = try Base45.decode(text.dropFirst(7))
    for bit in 0..<bytes.count * 8 {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(
        !verifier.verdict(on: HealthCode.prefix + Base45.encode(flipped), at: desk.now).isGenuine)
    }
  }

  @Test func `a code is not issued outside the validity of its key`() throws {
    let desk = try Desk()
    let claims = try HealthClaims(
      issuer: desk.key.issuerKey.issuer, issuedAt: desk.now,
      expires: desk.now.advanced(bySeconds: 86_400 * 60), codeIndex: 1,
      status: .green)
    #expect(throws: HealthCode.IssuingError.outsideValidity(of: desk.key.issuerKey)) {
      try HealthCode.issue(claims, with: desk.key)
    }
  }

  @Test func `one key id with two stories is a conflict`() throws {
    let (_, key) = try SecretKeyFileTests.make(passphrase: nil)
    let other = try #require(
      IssuerKey(
        issuer: key.issuer, name: "another", publicKey: key.publicKey, created: key.created,
        expires: key.expires))
    var keys = TrustedKeys()
    try keys.insert(key)
    try keys.insert(key)
    #expect(throws: TrustedKeys.ConflictError.self) { try keys.insert(other) }
  }

  @Test(arguments: [
    ("HCODE1:X", RecognisedText.healthCode), ("hcode1:x", .healthCode), (" HCODE1:", .healthCode),
    ("HCODE2:X", .otherVersion("2")),
    ("HCODE01:", .healthCode), ("https://x.example", .webLink), ("HC1:NCF", .foreign(.dcc)),
    ("", .unknown), ("wxp://x", .unknown),
  ])
  func `a text is recognised by how it begins`(text: String, expected: RecognisedText) {
    #expect(RecognisedText(Array(text.utf8)) == expected)
  }
}
