import Foundation
@testable import HCodeBase
@testable import HCodeCore
import Testing

/// `conformance/venue`: every good and bad file of docs/venue.md, through the library. `conformance/README.md` says what is in them.
struct VenueVectorTests {
  static let folder = VectorTests.kit.appendingPathComponent("venue")

  @Test func `every good venue vector gives its result`() throws {
    let (count, wrong) = try Self.disagreements("good")
    #expect(count >= 78)
    #expect(wrong == [])
  }

  @Test func `every bad venue vector is refused by the name of its refusal`() throws {
    let (count, wrong) = try Self.disagreements("bad")
    #expect(count >= 215)
    #expect(wrong == [])
  }

  private static func disagreements(_ kind: String) throws -> (count: Int, wrong: [String]) {
    let files = try FileManager.default.contentsOfDirectory(
      at: folder.appendingPathComponent(kind), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    var wrong: [String] = []
    for file in files {
      let vector = try VenueVector(Data(contentsOf: file))
      let said = try vector.said()
      if said != vector.expected { wrong.append("\(file.lastPathComponent): \(said)") }
    }
    return (files.count, wrong)
  }
}

/// One vector.
struct VenueVector {
  struct Key: Decodable {
    var kid, x, issuer, use: String
    var notBefore, until: Int64
  }

  private let members: [String: Any]
  private let keys: [Key]

  init(_ data: Data) throws {
    members = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    struct Keys: Decodable { var keys: [Key]? }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    keys = try decoder.decode(Keys.self, from: data).keys ?? []
  }

  /// `expect`, as JSON in one spelling.
  var expected: String { Self.json(members["expect"] ?? [:]) }

  /// What the library makes of it, in the same spelling.
  func said() throws -> String {
    do {
      return Self.json(["result": try result()])
    } catch let refusal as VenueRefusal {
      return Self.json(["refusal": refusal.name.rawValue])
    }
  }

  private static func json(_ value: Any) -> String {
    let data = try? JSONSerialization.data(withJSONObject: value, options: .sortedKeys)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "no JSON"
  }

  private func text(_ name: String) throws -> String { try #require(members[name] as? String) }
  private func number(_ name: String) throws -> Int64 {
    try #require(members[name] as? NSNumber).int64Value
  }
  private func file(_ name: String) throws -> [UInt8] {
    Array(try #require(Data(base64Encoded: try text(name))))
  }
  private func hex(_ text: String) throws -> [UInt8] { try #require(Hex.decode(text)) }
  private func time(_ name: String) throws -> Timestamp {
    try #require(Timestamp(rfc3339: try text(name)))
  }
  private func issuer(_ name: String) throws -> IssuerIdentifier {
    try #require(IssuerIdentifier(try text(name)))
  }
  private func element(_ name: String) throws -> Ristretto255.Element {
    try #require(Ristretto255.Element(bytes: try hex(try text(name))))
  }

  /// What the vector trusts.
  private func trusted() throws -> VenueKeys {
    let keys = try self.keys.map { key in
      VenueKey(
        publicKey: try #require(Ed25519PublicKey(bytes: try hex(key.x))),
        issuer: try #require(IssuerIdentifier(key.issuer)),
        use: try #require(KeyAgreement.Use(word: key.use)),
        notBefore: try #require(Timestamp(seconds: key.notBefore)),
        until: try #require(Timestamp(seconds: key.until)))
    }
    return { identifier in keys.first { $0.publicKey.identifier == identifier } }
  }

  private func result() throws -> Any {
    switch try text("kind") {
    case "poster": return told(try poster())
    case "request": return try VenueRequest(try file("request")).digest.hex
    case "share":
      let request = try VenueRequest(try file("request"))
      return Hex.encode(
        try VenueAnswer(try file("share"), to: request, keys: try trusted()).points.bytes)
    case "venue":
      let poster = try poster()
      let request = try VenueRequest(try file("request"))
      try poster.check(
        request, try VenueAnswer(try file("share"), to: request, keys: try trusted()))
      return told(poster)
    case "day":
      let venue = try Venue(try VenueRefusal.item(try file("venue"), "the venue"))
      let x = venue.number(of: try number("day"), by: try issuer("issuer"))
      return ["x": Hex.encode(x.bytes), "key": Hex.encode(venue.points.key(at: x).bytes)]
    case "part":
      let part = try VenuePart(try file("part"), answer: try file("share"), keys: try trusted())
      return [
        "day": part.day, "secret": Hex.encode(part.secret.bytes), "name": part.poster.venue.name,
      ] as [String: Any]
    case "secret": return try secret()
    case "record":
      let record = try VenueRecord(try file("record"))
      let secret = try DaySecret(.bytes(try hex(try text("secret"))))
      switch record.opened(by: secret, of: try issuer("office")) {
      case nil: return NSNull()
      case .unclear?: return [Int]()
      case .visit(let visit)?: return [visit.arrival, visit.minutes]
      }
    case "note": return try note()
    case "exposures": return try list().notices.count
    case "opened":
      let notice = try ExposureNotice(try VenueRefusal.item(try file("notice"), "the notice"))
      return try #require(
        try OpenedEntry(
          try file("entry"), for: notice, of: try issuer("issuer"), keys: try trusted()
        ).act.commitment?.hex)
    case "diary": return try VenueDiary(try file("diary")).days.reduce(0) { $0 + $1.records.count }
    case "visit": return try visit()
    case "check":
      let list = try list()
      return try VenueDiary(try file("diary")).meetings(with: list).map {
        [Int($0.notice.day), $0.visit.arrival, $0.visit.minutes, Int($0.notice.advice)]
      }
    case let other: throw VenueRefusal(.unknownFormat, "no such vector: \(other)")
    }
  }

  private func poster() throws -> VenuePoster {
    try VenuePoster(text: Array(try text("text").utf8), keys: try trusted(), at: try time("at"))
  }

  private func told(_ poster: VenuePoster) -> [String: String] {
    [
      "issuer": poster.issuer.description, "name": poster.venue.name, "place": poster.venue.place,
      "digest": poster.digest.hex,
    ]
  }

  private func list() throws -> ExposureList {
    try ExposureList(
      try file("list"), keys: try trusted(), at: try time("at"),
      held: members["held"] == nil ? nil : try time("held"))
  }

  private func secret() throws -> String {
    let shares = try #require(members["shares"] as? [String]).map {
      try DaySecret(.bytes(try hex($0)))
    }
    let key = try element("key")
    guard shares.count == 2 else {
      // One share alone, or one too many: their sum by the same rule.
      let sum = try #require(shares.dropFirst().reduce(shares.first) { $0?.plus($1) })
      guard sum.key == key else { throw VenueRefusal(.wrongSecret, "") }
      return Hex.encode(sum.bytes)
    }
    return Hex.encode(try shares[0].joined(with: shares[1], opening: key).bytes)
  }

  private func note() throws -> String {
    let hours = try #require(members["visit"] as? [Int])
    let once = try hex(try text("e")).withUnsafeBytes { GuardedBytes(copying: $0) }
      .flatMap { Ristretto255.Secret($0) }
    return Hex.encode(
      try VenueRecord(
        of: try #require(VenueVisit(arrival: hours[0], minutes: hours[1])),
        key: try element("key"), office: try issuer("office"), once: try #require(once)
      ).bytes)
  }

  /// The SHA-256 of the diary with one visit more.
  private func visit() throws -> String {
    var blanks = try file("blanks")[...]
    func blank() throws(Ristretto255.NoSecretMemory) -> VenueRecord {
      let next = Array(blanks.prefix(VenueRecord.byteCount))
      blanks = blanks.dropFirst(VenueRecord.byteCount)
      guard let record = try? VenueRecord(next) else { throw Ristretto255.NoSecretMemory() }
      return record
    }
    let today = try number("today")
    var diary: VenueDiary
    if members["diary"] == nil {
      diary = try VenueDiary(today: today, blank: blank)
    } else {
      diary = try VenueDiary(try file("diary"))
      try diary.open(on: today, blank: blank)
    }
    try diary.note(try VenueRecord(try file("record")), on: try number("day"), blank: blank)
    #expect(blanks.isEmpty, "each record of no place is used once")
    return Digest(of: diary.bytes).hex
  }
}
