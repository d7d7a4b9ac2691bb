@testable import HCodeCore
import Foundation
@testable import HCodeBase
@testable import HCodeTrust
import Testing

struct TrustListSourceTests {
  /// A source that says everything that a source can say.
  static let whole: String = {
    func key(_ number: UInt8) -> String {
      guard let key = try? Authority.publicKey(number) else { return "" }
      let x = Data(key.bytes).base64EncodedString().replacing("+", with: "-")
        .replacing("/", with: "_").replacing("=", with: "")
      return "\"kid\": \"\(key.identifier.hex)\",\n          \"x\": \"\(x)\""
    }
    return """
      {
        "format": "hcode-trust-source-1",
        "authority": "CN-HA",
        "names": {"en": "Henan \\u202e Health", "zh": "河南省卫生健康委员会"},
        "version": 3,
        "valid": "720h",
        "ttl": "24h",
        "sunset": "2027-12-31T08:00:00+08:00",
        "roots": {
          "threshold": 2,
          "keys": [
            {
              ROOT1,
              "name": "Li"
            },
            {
              ROOT2
            }
          ]
        },
        "snapshot": {
          "threshold": 1,
          "keys": [
            {
              SNAP
            }
          ]
        },
        "issuers": [
          {
            "issuer": "CN-HA-ZZ",
            "names": {"zh": "郑州"},
            "appeal": "tel 12345",
            "sunset": "2027-01-01T00:00:00Z",
            "keys": [
              {
                CODES,
                "not_before": "2026-01-01T00:00:00Z",
                "until": "2028-01-01T00:00:00Z",
                "use": "codes",
                "statuses": ["green", "red"],
                "evidence": {"pcr": "72h", "vaccination": "any"},
                "longest_validity": "7d",
                "status_list": "https://zz/1",
                "agreement": "AGREE4"
              },
              {
                STATUS,
                "not_before": "2026-01-01T00:00:00Z",
                "until": "2028-01-01T00:00:00Z",
                "use": "status-lists",
                "status_lists": [
                  "https://zz/1"
                ],
                "agreement": "AGREE5"
              }
            ]
          }
        ],
        "recognises": [
          {
            "authority": "CN-HB",
            "names": {"en": "Hubei"},
            "roots": {
              "threshold": 1,
              "keys": [
                {
                  THEIRS
                }
              ]
            },
            "statuses": ["green", "red"],
            "green_with": {"pcr": "48h"},
            "otherwise": "yellow",
            "sunset": "2027-06-01T00:00:00Z"
          }
        ],
        "withdrawn": [
          {"kid": "0123456789abcdef", "withdrawn": "2026-11-01T00:00:00Z", "until": "2027-02-01T00:00:00Z"},
          {"kid": "00000000000000ff", "withdrawn": "2025-11-01T00:00:00Z", "until": "2026-02-01T00:00:00Z"}
        ]
      }

      """.replacing("\\u202e ", with: "")
        .replacing("ROOT1", with: indented(key(1), 8)).replacing("ROOT2", with: indented(key(2), 8))
        .replacing("SNAP", with: indented(key(3), 8)).replacing("CODES", with: key(4))
        .replacing("AGREE4", with: agreement(4, .codes))
        .replacing("AGREE5", with: agreement(5, .statusLists))
        .replacing("STATUS", with: key(5)).replacing("THEIRS", with: indented(key(6), 12))
  }()

  private static func agreement(_ number: UInt8, _ use: KeyAgreement.Use) -> String {
    guard let key = try? Authority.key(number, issuer: "CN-HA-ZZ"),
      let made = try? KeyAgreement(of: key, with: Authority.identifier("CN-HA"), use: use)
    else { return "" }
    return Base64.encodeURL(made.signature)
  }

  private static func indented(_ text: String, _ spaces: Int) -> String {
    text.replacing("\n          ", with: "\n" + String(repeating: " ", count: spaces))
  }

  static func fault(_ text: String) -> TrustListSource.Fault? {
    do throws(TrustListSource.Fault) {
      _ = try TrustListSource(json: Array(text.utf8))
      return nil
    } catch {
      return error
    }
  }

  @Test func `a source is written as the bytes that it was read from`() throws {
    let source = try TrustListSource(json: Array(Self.whole.utf8))
    #expect(source.json == Self.whole)
  }

  @Test func `a source becomes the list of the next version`() throws {
    let source = try TrustListSource(json: Array(Self.whole.utf8))
    let list = try source.nextList(at: Authority.now)
    #expect(list.version == 4 && list.issued == Authority.now)
    #expect(list.expires.seconds - list.issued.seconds == 30 * 86_400)
    #expect(list.roots == (try Authority.role(2, [1, 2])))
    #expect(list.sunset == Timestamp(rfc3339: "2027-12-31T00:00:00Z"))
    let key = try #require(list.issuers.first?.keys.first { $0.statusList != nil })
    guard case .codes(let grant, _) = key.use else { return }
    #expect(grant.evidence == [.pcr: 4320, .vaccination: 0] && grant.longestValidity == 604_800)
    #expect(list.recognitions.first?.terms.otherwiseYellow == true)
    // A key that has ended needs no withdrawing.
    #expect(list.withdrawn.map(\.key.hex) == ["0123456789abcdef"])
    var holdings = TrustHoldings()
    var signed = SignedTrustList(list)
    try signed.sign(with: Authority.key(1))
    try signed.sign(with: Authority.key(2))
    _ = try holdings.take(
      SignedTrustList(bytes: signed.bytes), pins: [.fingerprint(list.roots.fingerprint)],
      at: Authority.now)
    #expect(holdings.paths.count == 2)
  }

  @Test func `what troubles signers is found`() throws {
    let source = try TrustListSource(json: Array(Self.whole.utf8))
    #expect(try source.nextList(at: Authority.now).concerns == [])
    let late = try source.nextList(at: Authority.time("2027-12-20T00:00:00Z"))
    #expect(
      late.concerns.map { String(describing: $0).prefix { $0 != "(" } } == [
        "sunset", "sunset", "endingKey", "endingKey", "sunset",
      ])
  }

  @Test(arguments: [
    ("\"version\": 3", "\"version\": 3,\n  \"extra\": 1", "extra", "no member"),
    ("\"format\": \"hcode-trust-source-1\"", "\"format\": \"x\"", "format", "is not"),
    ("  \"authority\": \"CN-HA\",\n", "", "authority", "missing"),
    ("\"CN-HA\"", "\"CN HA\"", "authority", "A-Z"),
    ("\"version\": 3", "\"version\": 3.0", "version", "whole number"),
    ("\"version\": 3", "\"version\": -1", "version", "whole number"),
    ("\"version\": 3", "\"version\": 9007199254740992", "version", "whole number"),
    ("\"version\": 3", "\"version\": null", "version", "whole number"),
    ("\"version\": 3", "\"version\": 3, \"version\": 4", "", "twice"),
    ("\"720h\"", "\"0h\"", "valid", "length of time"),
    ("\"24h\"", "\"+24h\"", "ttl", "length of time"),
    ("\"24h\"", "24", "ttl", "no text"),
    ("2027-12-31T08:00:00+08:00", "2027-12-31", "sunset", "no time"),
    ("{\"en\": \"Henan Health\", ", "{\"en-ê\": \"x\", ", "names", "tag"),
    ("\"Henan Health\"", "\"Henan\\u001b\"", "names.en", "forbidden"),
    ("\"Henan Health\"", "7", "names.en", "no text"),
    ("\"threshold\": 2", "\"threshold\": 3", "roots.threshold", "there are 2 keys"),
    ("\"threshold\": 2", "\"threshold\": 0", "roots.threshold", "whole number"),
    ("\"name\": \"Li\"", "\"name\": \"\"", "roots.keys[0].name", "empty"),
    ("\"name\": \"Li\"", "\"d\": \"AAAA\"", "roots.keys[0].d", "no member"),
    ("\"CN-HA-ZZ\"", "5", "issuers[0].issuer", "no text"),
    ("\"tel 12345\"", "\" tel\"", "issuers[0].appeal", "space"),
    ("\"use\": \"codes\"", "\"use\": \"all\"", "issuers[0].keys[0].use", "is not codes"),
    (
      "\"use\": \"codes\"", "\"use\": \"countersign\"", "issuers[0].keys[0].statuses",
      "countersign"
    ),
    (
      "\"use\": \"codes\"", "\"use\": \"exposures\"", "issuers[0].keys[0].statuses",
      "exposures"
    ),
    (
      "[\"green\", \"red\"],\n          \"evi", "[],\n          \"evi",
      "issuers[0].keys[0].statuses", "0 entries"
    ),
    (
      "[\"green\", \"red\"],\n          \"evi", "[\"blue\"],\n          \"evi",
      "issuers[0].keys[0].statuses[0]", "green"
    ),
    (
      "[\"green\", \"red\"],\n          \"evi", "[\"red\", \"red\"],\n          \"evi",
      "issuers[0].keys[0].statuses[1]", "twice"
    ),
    ("\"pcr\": \"72h\"", "\"pcr\": \"72\"", "issuers[0].keys[0].evidence.pcr", "age"),
    ("\"pcr\": \"72h\"", "\"luck\": \"72h\"", "issuers[0].keys[0].evidence.luck", "none of"),
    ("\"7d\"", "\"367d\"", "issuers[0].keys[0].longest_validity", "366 days"),
    (
      "\"status_list\": \"https://zz/1\"", "\"status_list\": \"a b\"",
      "issuers[0].keys[0].status_list", "ASCII"
    ),
    (
      "\"status_list\": \"https://zz/1\"", "\"status_lists\": [\"a\"]",
      "issuers[0].keys[0].status_lists", "status-lists"
    ),
    (
      "\"use\": \"status-lists\"", "\"use\": \"status-lists\", \"statuses\": [\"green\"]",
      "issuers[0].keys[1].statuses", "codes"
    ),
    ("\"2028-01-01T00:00:00Z\"", "\"2025-01-01T00:00:00Z\"", "issuers[0].keys[0].until", "later"),
    ("\"CN-HB\"", "\"CN-HA\"", "recognises[0].authority", "too"),
    ("\"CN-HA-ZZ\"", "\"CN-HAX\"", "issuers[0].issuer", "begin with CN-HA-"),
    ("0123456789abcdef", "0123456789ABCDEF", "withdrawn[0].kid", "16 digits"),
    ("\"2027-02-01T00:00:00Z\"", "5", "withdrawn[0].until", "no text"),
    ("{\"pcr\": \"48h\"}", "{}", "recognises[0].green_with", "empty"),
    ("\"otherwise\": \"yellow\"", "\"otherwise\": \"green\"", "recognises[0].otherwise", "neither"),
    ("\"green_with\": {\"pcr\": \"48h\"},\n      ", "", "recognises[0].otherwise", "green_with"),
  ])
  func `what is wrong is refused by its place`(
    from: String, to: String, path: String, word: String
  ) throws {
    let text = Self.whole.replacing(from, with: to, maxReplacements: 1)
    #expect(text != Self.whole)
    let fault = try #require(Self.fault(text))
    #expect(fault.path == path)
    #expect(fault.detail.contains(word), "\(fault.detail)")
  }

  @Test func `the contradictions of two places are refused at the second`() throws {
    let source = try TrustListSource(json: Array(Self.whole.utf8))
    func path(_ change: (inout TrustListSource) -> Void) -> String? {
      var changed = source
      change(&changed)
      return Self.fault(changed.json)?.path
    }
    #expect(path { $0.issuers.append($0.issuers[0]) } == "issuers[1].issuer")
    let second = TrustListSource.Issuer(
      identifier: Authority.identifier("CN-HA-KF"), names: Authority.names("Kaifeng"),
      keys: source.issuers[0].keys)
    #expect(path { $0.issuers.append(second) } == "issuers[1].keys[0]")
    #expect(path { $0.snapshot = $0.roots } == "snapshot.keys[0]")
    #expect(path { $0.recognitions.append($0.recognitions[0]) } == "recognises[1].authority")
    let another = TrustListSource.Key(
      publicKey: try Authority.publicKey(8), notBefore: WithOriginalText(Authority.now),
      until: WithOriginalText(Authority.time("2028-01-01T00:00:00Z")),
      use: source.issuers[0].keys[0].use)
    #expect(path { $0.issuers[0].keys.append(another) } == "issuers[0].keys[2].status_list")
  }

  @Test func `a key id that is another key's is refused`() throws {
    let one = try Authority.publicKey(1).identifier.hex
    let text = Self.whole.replacing(one, with: "0000000000000000")
    let fault = try #require(Self.fault(text))
    #expect(fault.path == "roots.keys[0].kid" && fault.detail.contains(one))
  }

  @Test func `every cut of a source ends in a fault`() throws {
    let bytes = Array(Self.whole.utf8)
    for end in stride(from: 0, to: bytes.count - 2, by: 3) {
      #expect(throws: TrustListSource.Fault.self) {
        try TrustListSource(json: Array(bytes[..<end]))
      }
    }
  }
}
