@testable import HCodeBase
@testable import HCodeFormats
import Testing

struct RuleSetTests {
  private static let now = Timestamp(rfc3339: "2022-03-01T12:00:00Z")

  /// A rule as it is published, with some members changed; a `nil` takes one out.
  private static func rule(_ changes: [String: String?] = [:]) -> String {
    var members: [String: String] = [
      "Identifier": #""VR-AT-0001""#, "Type": #""Acceptance""#, "Country": #""AT""#,
      "Version": #""1.0.0""#, "SchemaVersion": #""1.0.0""#, "Engine": #""CERTLOGIC""#,
      "EngineVersion": #""0.7.5""#, "CertificateType": #""General""#,
      "Description": #"[{"lang":"en","desc":"Two doses."},{"lang":"de","desc":"Zwei Dosen."}]"#,
      "ValidFrom": #""2021-06-01T00:00:00Z""#, "ValidTo": #""2030-06-01T00:00:00Z""#,
      "AffectedFields": "[]", "Logic": "true",
    ]
    for (name, value) in changes { members[name] = value }
    return "{" + members.map { #""\#($0.key)":\#($0.value)"# }.joined(separator: ",") + "}"
  }

  private static func set(_ rules: String...) throws -> RuleSet {
    try RuleSet(bytes: Array(("[" + rules.joined(separator: ",") + "]").utf8))
  }

  private static func subject(
    _ json: String = #"{"ver":"1.3.0","v":[{"dn":2}]}"#,
    types: Set<BusinessRule.CertificateType> = [.vaccination],
    countries: [String] = ["FI"], payload: BusinessRule.Payload = .dcc
  ) throws -> RuleSubject {
    try RuleSubject(
      payload: payload, json: JSONValue(json), types: types, issuingCountries: countries,
      issued: Timestamp(rfc3339: "2022-01-01T00:00:00Z"), expires: nil, keyIdentifier: "AAAA")
  }

  private static func selected(
    _ set: RuleSet, _ subject: RuleSubject? = nil, at time: String = "2022-03-01T12:00:00Z"
  ) throws -> [String] {
    let now = try #require(Timestamp(rfc3339: time))
    return try set.rules(for: subject ?? Self.subject(), at: now).map {
      "\($0.identifier) \($0.version)"
    }
  }

  /// `passed`, `failed VR-AT-0001`, `open VR-AT-0001: …`, `none`.
  private static func said(_ set: RuleSet, _ subject: RuleSubject? = nil) throws -> String {
    let judgement = try set.judgement(on: subject ?? Self.subject(), at: #require(now))
    return switch judgement {
    case .noApplicableRules: "none"
    case .passed: "passed"
    case .failed(let results):
      "failed " + results.map(\.rule.identifier).joined(separator: " ")
    case .cautioned(let results):
      "yellow " + results.map(\.rule.identifier).joined(separator: " ")
    case .open(let results):
      "open "
        + results.map {
          if case .open(let why) = $0.outcome { "\($0.rule.identifier): \(why)" } else { "" }
        }.joined(separator: " ")
    }
  }

  @Test func `rules that hold pass, one that does not fails by name, one that raises is open`()
    throws
  {
    let fails = Self.rule([
      "Identifier": #""B""#, "Logic": #"{"===":[{"var":"payload.v.0.dn"},3]}"#,
    ])
    let raises = Self.rule(["Identifier": #""C""#, "Logic": #"{"+":[1,{"var":"payload.x"}]}"#])
    let odd = Self.rule(["Identifier": #""D""#, "Logic": "1"])
    #expect(try Self.said(Self.set(Self.rule())) == "passed")
    #expect(try Self.said(Self.set(Self.rule(), fails, raises)) == "failed B")
    #expect(try Self.said(Self.set(Self.rule(), raises)) == "open C: '+' needs integers")
    #expect(try Self.said(Self.set(odd)) == "open D: its logic gives neither true nor false")
  }

  @Test(arguments: [
    ("Engine", #""CQL""#), ("EngineVersion", #""1.3.4""#), ("EngineVersion", #""2.0.0""#),
    ("SchemaVersion", #""1.3.1""#), ("SchemaVersion", #""0.9.0""#), ("SchemaVersion", #""2.0.0""#),
    ("Logic", #"{"all":[1]}"#),
  ])
  func `a rule for another engine or schema is open`(member: String, value: String) throws {
    #expect(try Self.said(Self.set(Self.rule([member: value]))).hasPrefix("open VR-AT-0001"))
  }

  @Test func `a certificate that does not say its schema leaves every rule open`() throws {
    for json in ["{}", #"{"ver":1}"#, #"{"ver":"one"}"#, "[]", "null"] {
      #expect(try Self.said(Self.set(Self.rule()), Self.subject(json)).hasPrefix("open"))
    }
  }

  @Test func `acceptance rules of the country of arrival count, invalidation rules of the issuer`()
    throws
  {
    let finnish = Self.rule([
      "Identifier": #""IR-FI-0001""#, "Type": #""Invalidation""#, "Country": #""FI""#,
    ])
    let greek = Self.rule([
      "Identifier": #""IR-GR-0001""#, "Type": #""Invalidation""#, "Country": #""GR""#,
    ])
    let own = Self.rule(["Identifier": #""IR-AT-0001""#, "Type": #""Invalidation""#])
    let set = try Self.set(Self.rule(), finnish, greek, own)
    #expect(set.country == "AT")
    #expect(try Self.selected(set) == ["VR-AT-0001 1.0.0", "IR-FI-0001 1.0.0"])
    #expect(
      try Self.selected(set, Self.subject(countries: ["el"])) == [
        "VR-AT-0001 1.0.0", "IR-GR-0001 1.0.0",
      ])
    #expect(try Self.selected(set, Self.subject(countries: ["", "CNAM"])) == ["VR-AT-0001 1.0.0"])
  }

  @Test func `invalidation rules alone accept nobody`() throws {
    let set = try RuleSet(
      bytes: Array(
        #"{"country":"AT","rules":[\#(Self.rule(["Type": #""Invalidation""#, "Country": #""FI""#]))]}"#
          .utf8))
    #expect(try Self.selected(set).count == 1)
    #expect(try Self.said(set) == "none")
  }

  @Test func `a rule counts for its type of certificate, from its first instant to its last`()
    throws
  {
    let set = try Self.set(
      Self.rule(["CertificateType": #""Vaccination""#]),
      Self.rule(["Identifier": #""TR-AT-0001""#, "CertificateType": #""Test""#]),
      Self.rule(["Identifier": #""GR-AT-0001""#]))
    #expect(try Self.selected(set) == ["VR-AT-0001 1.0.0", "GR-AT-0001 1.0.0"])
    #expect(try Self.selected(set, at: "2021-06-01T00:00:00Z").count == 2)
    #expect(try Self.selected(set, at: "2021-05-31T23:59:59Z").isEmpty)
    #expect(try Self.selected(set, at: "2030-06-01T00:00:00Z").count == 2)
    #expect(try Self.selected(set, at: "2030-06-01T00:00:01Z").isEmpty)
  }

  @Test func `the newest version that counts now is asked, and both when two claim to be it`()
    throws
  {
    let set = try Self.set(
      Self.rule(["Version": #""1.10.0""#]), Self.rule(["Version": #""1.9.0""#]),
      Self.rule(["Version": #""2.0.0""#, "ValidFrom": #""2023-01-01T00:00:00Z""#]),
      Self.rule(["Version": #""1.10.0""#, "Logic": "false"]))
    #expect(try Self.selected(set) == ["VR-AT-0001 1.10.0", "VR-AT-0001 1.10.0"])
    #expect(try Self.said(set) == "failed VR-AT-0001")
    #expect(try Self.selected(set, at: "2023-01-01T00:00:00Z") == ["VR-AT-0001 2.0.0"])
  }

  @Test func `a region's rules count there, the country's everywhere`() throws {
    let rules =
      "[" + Self.rule() + "," + Self.rule(["Identifier": #""W""#, "Region": #""Wien""#]) + "]"
    func set(_ region: String) throws -> RuleSet {
      try RuleSet(bytes: Array("{\"rules\":\(rules)\(region)}".utf8))
    }
    #expect(try Self.selected(set("")) == ["VR-AT-0001 1.0.0"])
    #expect(try Self.selected(set(#","region":"WIEN""#)) == ["VR-AT-0001 1.0.0", "W 1.0.0"])
    #expect(try Self.selected(set(#","region":"Tirol""#)) == ["VR-AT-0001 1.0.0"])
  }

  @Test func `rules over the EU payload do not speak of other certificates, nor the other way`()
    throws
  {
    let set = try Self.set(
      Self.rule(), Self.rule(["Identifier": #""E""#, "Payload": #""evidence""#]))
    #expect(try Self.selected(set) == ["VR-AT-0001 1.0.0"])
    #expect(try Self.selected(set, Self.subject(payload: .evidence)) == ["E 1.0.0"])
    #expect(try Self.said(Self.set(Self.rule()), Self.subject(payload: .evidence)) == "none")
  }

  @Test func `rules find what the apps of the EU give them`() throws {
    for (path, value) in [
      ("validationClock", #""2022-03-01T12:00:00Z""#), ("countryCode", #""AT""#),
      ("issuerCountryCode", #""FI""#), ("iat", #""2022-01-01T00:00:00Z""#), ("kid", #""AAAA""#),
      ("region", #""Wien""#), ("valueSets.a.0", #""x""#), ("valueSets.b.1", #""z""#),
    ] {
      let rule = Self.rule(["Logic": #"{"===":[{"var":"external.\#(path)"},\#(value)]}"#])
      let file =
        #"{"rules":[\#(rule)],"region":"Wien","valueSets":{"a":["x"],"#
        + #""b":{"valueSetId":"b","valueSetDate":"2021-01-01","valueSetValues":{"z":{},"y":{}}}}}"#
      #expect(try Self.said(RuleSet(bytes: Array(file.utf8))) == "passed", "\(path)")
    }
  }

  @Test func `a description is in the language that is asked for, else in English`() throws {
    let rule = try #require(try Self.set(Self.rule()).rules.first)
    #expect(rule.description(in: "de") == "Zwei Dosen.")
    #expect(rule.description(in: "zh") == "Two doses.")
  }

  @Test(arguments: [
    ("", "is not JSON"), ("[]", "rules holds 0"), ("{}", "rules is missing"), ("1", "is neither"),
    ("[1]", "rules[0] is no object"), (#"{"rules":{}}"#, "rules is no array"),
    (#"{"rules":[{"a":1,"a":2}]}"#, "a name twice"),
  ])
  func `a file that is no set of rules is refused`(text: String, start: String) throws {
    #expect {
      try RuleSet(bytes: Array(text.utf8))
    } throws: { ($0 as? RuleSetError)?.message.contains(start) == true }
  }

  @Test(
    arguments: [
      ("Identifier", nil), ("Identifier", #""\u202e""#), ("Type", #""Advice""#), ("Country", nil),
      ("Country", #""AUTO""#), ("Country", #""A1""#), ("Version", #""1.0.0.0""#),
      ("Version", #""1.x""#), ("Version", "1"),
      ("SchemaVersion", nil), ("Engine", nil), ("EngineVersion", #""""#),
      ("CertificateType", #""All""#),
      ("ValidFrom", #""soon""#), ("ValidTo", #""2020-01-01T00:00:00Z""#),
      ("ValidTo", #""2021-13-01""#),
      ("Description", #"[{"lang":"en"}]"#), ("Description", "{}"), ("AffectedFields", "[1]"),
      ("Logic", nil), ("Payload", #""shc""#), ("Region", "1"),
    ] as [(String, String?)])
  func `a rule with a wrong member is refused, by its place`(member: String, value: String?) throws
  {
    #expect {
      try Self.set(Self.rule(), Self.rule([member: value]))
    } throws: { ($0 as? RuleSetError)?.place.hasPrefix("rules[1].\(member)") == true }
  }

  @Test func `the country of arrival is not guessed among several`() throws {
    #expect {
      try Self.set(Self.rule(), Self.rule(["Country": #""FI""#]))
    } throws: { ($0 as? RuleSetError)?.message.contains("are of AT, FI") == true }
    #expect(throws: RuleSetError.self) { try Self.set(Self.rule(["Type": #""Invalidation""#])) }
  }

  @Test(.corpus) func `the rules that countries uploaded load and run`() throws {
    var count = 0
    var raising: [String] = []
    let data = try JSONValue(
      #"{"payload":{},"external":{"validationClock":"2022-03-01T12:00:00Z","valueSets":{}}}"#)
    for (name, file) in try Corpus.values(in: "dcc/rules-gateway") {
      let text = JSONText.encoded(try #require(file["gatewayRules"]))
      for rule in try RuleSet(bytes: Array(text.utf8)).rules {
        count += 1
        #expect(rule.logic.issues == [], "\(name) \(rule.identifier)")
        do { _ = try rule.logic.value(on: data) } catch { raising.append(rule.identifier) }
        // As a set of its own at an instant at which it counts: what raises is open and nothing else.
        let one = try RuleSet(
          bytes: Array(JSONText.encoded(.array([try #require(Self.entry(rule, in: file))])).utf8))
        let instant = try #require(Timestamp(seconds: rule.validFrom.milliseconds / 1000))
        let empty = try Self.subject(
          #"{"ver":"1.3.0"}"#, types: [.vaccination, .test, .recovery], countries: [])
        if case .noApplicableRules = one.judgement(on: empty, at: instant) {
          Issue.record("\(name) \(rule.identifier) does not count when it says that it does")
        }
      }
    }
    print("gateway rules: \(count), raising on an empty certificate: \(raising.sorted())")
    #expect(count >= 147)
    #expect(raising.count <= 4)
  }

  private static func entry(_ rule: BusinessRule, in file: JSONValue) -> JSONValue? {
    file["gatewayRules"]?.elements.first {
      $0["Identifier"]?.text == rule.identifier && $0["Version"]?.text == rule.version.description
    }
  }

  @Test(.corpus) func `a rule as a set of its own passes and fails as its country's tests say`()
    throws
  {
    var judged = 0
    var beyond = 0
    for (name, file) in try Corpus.values(in: "dcc/rules") {
      for entry in file["rules"]?.elements ?? [] {
        for test in entry["tests"]?.elements ?? [] {
          // The payloads of these tests leave the version out, and most of them the clock.
          guard case .object(var payload)? = test["payload"],
            let clock = (test["external"]?["validationClock"] ?? entry["rule"]?["ValidFrom"])?
              .text.flatMap(Self.instant)
          else {
            beyond += 1
            continue
          }
          payload["ver"] = .string("1.3.0")
          let file = JSONValue.object([
            "rules": .array([try #require(entry["rule"])]),
            "valueSets": test["external"]?["valueSets"] ?? .null,
          ])
          let set = try RuleSet(bytes: Array(JSONText.encoded(file).utf8))
          let subject = RuleSubject(
            payload: .dcc, json: .object(payload), types: [.vaccination, .test, .recovery],
            issuingCountries: [], issued: nil, expires: nil, keyIdentifier: "")
          let isPassed: Bool
          switch set.judgement(on: subject, at: clock) {
          case .passed: isPassed = true
          case .failed, .cautioned: isPassed = false
          case .noApplicableRules, .open:
            beyond += 1
            continue
          }
          judged += 1
          #expect(.boolean(isPassed) == test["expected"], "\(name) \(test["name"]?.text ?? "")")
        }
      }
    }
    print("rule tests as sets: \(judged) judged, \(beyond) outside the rule's time or schema")
    #expect(judged >= 500)
  }

  /// Clocks with decimals of a second, which a verdict does not know, to the second.
  private static func instant(_ text: String) -> Timestamp? {
    (try? CertLogicDateTime(text)).flatMap { Timestamp(seconds: $0.milliseconds / 1000) }
  }
}
