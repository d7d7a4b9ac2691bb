import Foundation
import HCodeKit
import Testing

/// What the front door gives and refuses, beyond what its articles show.
struct FrontDoorTests {
  static func issuer(in folder: String, at now: Instant) throws -> Issuer {
    try Issuer.makeKeyPair("CN-HA", name: "Henan", in: folder, .unsealed, at: now)
  }

  static func time(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

  @Test func `a statement comes back as it was claimed`() throws {
    try Place.within { folder in
      let now = try Self.time("2026-11-24T10:00:00Z")
      let issuer = try Self.issuer(in: folder, at: now)
      let taken = try Self.time("2026-11-23T08:00:00Z")
      let claims = Claims(
        .red, until: now.advanced(bySeconds: 86_400),
        holder: Holder(
          name: "张小明", latinName: "Zhang Xiaoming", birthDate: "1985-03", document: "123X"),
        evidence: [
          .test(.pcr, .positive, at: taken, place: "LAB7"),
          .vaccination(dose: 1, of: 2, at: taken, place: "LAB8", product: "X"),
          .recovery(firstPositive: taken),
        ],
        justification: Justification(.confirmedCase, authority: "Order 2026/117"), index: 7)
      #expect(throws: HCodeError.self) { try issuer.issue(claims, at: now) }
      let code = try issuer.issue(claims, at: now, oneOfficer: true)
      #expect(code.index == 7)
      #expect(code.expires == now.advanced(bySeconds: 86_400))
      let gate = try Gate(keyFiles: [folder + "/CN-HA.pub"])
      let answer = try gate.answer(to: code.text, at: now)
      #expect((answer.verdict, answer.reasons, answer.format) == (.red, ["as-signed"], .hcode))
      let statement = try #require(answer.statement)
      #expect((statement.issuer, statement.issuerName) == ("CN-HA", "Henan"))
      #expect((statement.index, statement.signedColour, statement.issuedAt) == (7, .red, now))
      #expect(
        statement.holder
          == Holder(
            name: "张小明", latinName: "Zhang Xiaoming", birthDate: "1985-03", document: "123X"))
      #expect(statement.evidence.map(\.kind) == [.pcr, .vaccination, .recovery])
      #expect(
        statement.evidence[1]
          == .vaccination(dose: 1, of: 2, at: taken, place: "LAB8", product: "X"))
      #expect(
        statement.justification == Justification(.confirmedCase, authority: "Order 2026/117"))
      let svg = try code.svg(moduleSize: 8)
      #expect(svg.contains("<svg"))
      #expect(try gate.answers(inPicture: code.png(moduleSize: 2), at: now) == [answer])
    }
  }

  @Test func `what cannot be claimed is refused by its kind`() throws {
    try Place.within { folder in
      let now = try Self.time("2026-11-24T10:00:00Z")
      let issuer = try Self.issuer(in: folder, at: now)
      let day = now.advanced(bySeconds: 86_400)
      for claims in [
        Claims(.green, until: now),
        Claims(.yellow, until: day),
        Claims(.green, until: day, justification: Justification(.arrival, authority: "A")),
        Claims(.green, until: day, holder: Holder()),
        Claims(.green, until: day, holder: Holder(birthDate: "yesterday")),
        Claims(.green, until: day, evidence: [.test(.pcr, .negative, at: day)]),
        Claims(.green, until: day, evidence: [.vaccination(dose: -1, of: 2, at: now)]),
        Claims(.green, until: now.advanced(bySeconds: 366 * 86_400)),
      ] {
        let error = #expect(throws: HCodeError.self) { try issuer.issue(claims, at: now) }
        #expect(error?.kind == .claims)
      }
      let code = try issuer.issue(Claims(.green, until: day), at: now)
      let error = #expect(throws: HCodeError.self) { try code.png(moduleSize: 0) }
      #expect(error?.kind == .drawing)
    }
  }

  @Test func `keys are sealed, and open only as they are`() throws {
    try Place.within { folder in
      let now = try Self.time("2026-11-24T10:00:00Z")
      let sealed = try Issuer.makeKeyPair(
        "CN-HA", name: "Henan", in: folder, .passphrase("one"), at: now)
      let file = folder + "/CN-HA.key"
      func kind(_ body: () throws -> Void) -> HCodeError.Kind? {
        #expect(throws: HCodeError.self, performing: body)?.kind
      }
      #expect(try Issuer(keyFile: file, .passphrase("one")).publicKey == sealed.publicKey)
      #expect(kind { _ = try Issuer(keyFile: file, .passphrase("two")) } == .passphrase)
      #expect(kind { _ = try Issuer(keyFile: file, .unsealed) } == .passphrase)
      #expect(kind { _ = try Issuer(keyFile: folder + "/CN-HA.pub", .unsealed) } == .keyFile)
      #expect(kind { _ = try Issuer(keyFile: folder + "/none", .unsealed) } == .file)
      #expect(
        kind { _ = try Issuer.makeKeyPair("CN-HA", name: "X", in: folder, .unsealed, at: now) }
          == .file)
      #expect(
        kind { _ = try Issuer.makeKeyPair("C N", name: "X", in: folder, .unsealed, at: now) }
          == .keyFile)
      #expect(
        kind {
          _ = try Issuer.makeKeyPair("X", name: "X", in: folder, .passphrase(""), at: now)
        } == .passphrase)
      let open = try Issuer.makeKeyPair("ZZ", name: "Z", in: folder, .unsealed, at: now)
      #expect(try Issuer(keyFile: folder + "/ZZ.key", .unsealed).publicKey == open.publicKey)
      #expect(
        kind { _ = try Issuer(keyFile: folder + "/ZZ.key", .passphrase("one")) } == .passphrase)
      #expect(
        try String(contentsOfFile: folder + "/ZZ.pub", encoding: .utf8) == open.publicKey.file)
    }
  }

  @Test func `a gate says what is missing`() throws {
    try Place.within { folder in
      let now = try Self.time("2026-11-24T10:00:00Z")
      func kind(_ body: () throws -> Void) -> HCodeError.Kind? {
        #expect(throws: HCodeError.self, performing: body)?.kind
      }
      #expect(kind { _ = try Gate(keyFiles: []) } == .trust)
      #expect(kind { _ = try Gate(keyFiles: [folder]) } == .trust)
      #expect(kind { _ = try Gate(store: folder) } == .trust)
      #expect(kind { _ = try Gate(keyFiles: [folder + "/none"]) } == .file)
      _ = try Self.issuer(in: folder, at: now)
      let gate = try Gate(keyFiles: [folder])
      #expect(kind { _ = try gate.answers(inPicture: [1, 2, 3], at: now) } == .picture)
      #expect(kind { _ = try gate.answers(inFile: folder + "/none", at: now) } == .file)
      #expect(try gate.answers(to: [], at: now).map(\.verdict) == [.none])
      let blank = "P5 8 8 255\n" + String(repeating: "~", count: 64)
      #expect(
        try gate.answers(inPicture: Array(blank.utf8), at: now).map(\.reason) == ["no-code"])
    }
  }

  @Test func `one gate takes a card in parts, and each call is a new one`() throws {
    try Place.within { folder in
      let now = try Self.time("2026-11-24T10:00:00Z")
      _ = try Self.issuer(in: folder, at: now)
      let gate = try Gate(keyFiles: [folder])
      let part = "shc:/1/2/5676290952432060"
      for _ in 0..<2 {
        let answers = try gate.answers(to: [part], at: now)
        #expect(answers.map(\.reason) == ["missing-chunk"])
        #expect(answers.map(\.verdict) == [.undecided])
      }
    }
  }

  @Test func `times are read and written`() throws {
    #expect(Instant(rfc3339: "2026-11-24 10:00") == nil)
    #expect(Instant(seconds: -1) == nil)
    let time = try Self.time("2026-11-24T18:00:00+08:00")
    #expect(time.description == "2026-11-24T10:00:00Z")
    #expect(try time < Instant.now.advanced(bySeconds: 100 * 366 * 86_400))
  }
}
