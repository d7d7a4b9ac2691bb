import HCodeBase
import HCodeCore

extension TrustListSource {
  /// Reads a source. Refuses unknown members, contradictions, and what could not be built, each with its path.
  package init(json bytes: [UInt8]) throws(Fault) {
    guard bytes.count <= Self.maximumFileBytes else {
      throw Fault("", "has \(bytes.count) bytes, more than \(Self.maximumFileBytes)")
    }
    let value: JSONValue
    do {
      value = try JSONValue(list: bytes)
    } catch {
      switch error {
      case .malformed(let offset): throw Fault("", "is not JSON at byte \(offset)")
      case .duplicateName(let offset): throw Fault("", "has a member twice at byte \(offset)")
      case .tooDeep(let offset): throw Fault("", "is nested too deeply at byte \(offset)")
      case .tooExpensive(let offset):
        throw Fault("", "has more in it than is read, at byte \(offset)")
      }
    }
    let members = try JSONMembers(value, "", known: Self.members)
    guard try members.text("format") == Self.format else {
      throw members.fault("format", "is not \(Self.format)")
    }
    authority = try members.identifier("authority")
    names = try members.names("names")
    version = try members.number("version", 0...TrustList.maximumVersion)
    valid = try members.duration("valid")
    timeToLive = try members.duration("ttl")
    sunset = try members.optionalTime("sunset")
    roots = try KeyGroup(members.required("roots"), "roots")
    snapshot =
      members.has("snapshot") ? try KeyGroup(members.required("snapshot"), "snapshot") : nil
    issuers = []
    for (index, value) in try members.elements("issuers", 0...TrustList.maximumIssuers).enumerated()
    {
      issuers.append(try Issuer(value, "issuers[\(index)]"))
    }
    recognitions = []
    if members.has("recognises") {
      let values = try members.elements("recognises", 0...TrustList.maximumRecognitions)
      for (index, value) in values.enumerated() {
        recognitions.append(try RecognisedAuthority(value, "recognises[\(index)]"))
      }
    }
    withdrawn = []
    if members.has("withdrawn") {
      let values = try members.elements("withdrawn", 1...TrustList.maximumWithdrawn)
      for (index, value) in values.enumerated() {
        let entry = try JSONMembers(
          value, "withdrawn[\(index)]", known: ["kid", "withdrawn", "until"])
        guard let identifier = KeyIdentifier(hex: try entry.text("kid")) else {
          throw entry.fault("kid", "is not 16 digits of lower-case hexadecimal")
        }
        withdrawn.append(
          WithdrawnEntry(
            identifier: identifier, time: try entry.time("withdrawn"),
            until: try entry.time("until")))
      }
    }
    try check()
  }

  private static let members = [
    "format", "authority", "names", "version", "valid", "ttl", "sunset", "roots", "snapshot",
    "issuers", "recognises", "withdrawn",
  ]
}

extension TrustListSource.KeyGroup {
  init(_ value: JSONValue, _ path: String) throws(TrustListSource.Fault) {
    let members = try JSONMembers(value, path, known: ["threshold", "keys"])
    threshold = Int(try members.number("threshold", 1...16))
    keys = []
    for (index, value) in try members.elements("keys", 1...16).enumerated() {
      let entry = try JSONMembers(
        value, members.place("keys[\(index)]"), known: ["kid", "x", "name"])
      let publicKey = try entry.publicKey()
      guard !keys.contains(where: { $0.publicKey == publicKey }) else {
        throw entry.fault("x", "is given twice")
      }
      keys.append(
        Member(
          publicKey: publicKey,
          name: entry.has("name") ? try entry.shown("name", maximumBytes: 96) : nil))
    }
    guard threshold <= keys.count else {
      throw members.fault("threshold", "is \(threshold), and there are \(keys.count) keys")
    }
  }
}

extension TrustListSource.Issuer {
  init(_ value: JSONValue, _ path: String) throws(TrustListSource.Fault) {
    let members = try JSONMembers(
      value, path, known: ["issuer", "names", "appeal", "sunset", "log", "keys"])
    identifier = try members.identifier("issuer")
    names = try members.names("names")
    appeal = members.has("appeal") ? try members.shown("appeal", maximumBytes: 200) : nil
    sunset = try members.optionalTime("sunset")
    log =
      members.has("log")
      ? try TrustListSource.Issuer.Log(members.required("log"), members.place("log")) : nil
    keys = []
    for (index, value) in try members.elements("keys", 1...64).enumerated() {
      keys.append(try TrustListSource.Key(value, members.place("keys[\(index)]")))
    }
  }
}

extension TrustListSource.Issuer.Log {
  init(_ value: JSONValue, _ path: String) throws(TrustListSource.Fault) {
    let members = try JSONMembers(value, path, known: ["key", "witnesses", "quorum", "grace"])
    func key(_ text: String, _ name: String) throws(TrustListSource.Fault) -> NoteKey {
      guard let key = NoteKey(text: text) else {
        throw members.fault(name, "is no public key as 'hcode log key' writes it")
      }
      return key
    }
    var witnesses: [NoteKey] = []
    if members.has("witnesses") {
      let texts = try members.texts("witnesses", 1...LogPolicy.maximumWitnesses)
      for (index, text) in texts.enumerated() {
        witnesses.append(try key(text, "witnesses[\(index)]"))
      }
    }
    let quorum =
      members.has("quorum")
      ? Int(try members.number("quorum", 0...UInt64(LogPolicy.maximumWitnesses))) : nil
    guard
      let policy = LogPolicy(
        log: try key(try members.text("key"), "key"), witnesses: witnesses, quorum: quorum)
    else { throw members.fault("witnesses", "and the log's key do not go together") }
    guard
      let log = TrustListSource.Issuer.Log(policy: policy, grace: try members.duration("grace"))
    else { throw members.fault("grace", "is not between a minute and 31 days") }
    self = log
  }
}

extension TrustListSource.Key {
  init(_ value: JSONValue, _ path: String) throws(TrustListSource.Fault) {
    let common = ["kid", "x", "not_before", "until", "use"]
    let codes = ["statuses", "evidence", "longest_validity", "officers", "category", "status_list"]
    let members = try JSONMembers(
      value, path, known: common + codes + ["status_lists", "agreement"])
    publicKey = try members.publicKey()
    notBefore = try members.time("not_before")
    until = try members.time("until")
    guard notBefore.value < until.value else {
      throw members.fault("until", "is not later than not_before")
    }
    if members.has("agreement") {
      guard let signature = Base64.decodeURL(try members.text("agreement")),
        signature.count == KeyAgreement.signatureBytes
      else { throw members.fault("agreement", "is not a signature in base64url") }
      agreement = signature
    }
    let word = try members.text("use")
    switch word {
    case "codes":
      if members.has("status_lists") {
        throw members.fault("status_lists", "goes with the use status-lists, not with codes")
      }
      let uri =
        members.has("status_list")
        ? try members.statusList(members.text("status_list"), "status_list") : nil
      use = .codes(try TrustListSource.CodeGrant(members), statusList: uri)
    case "status-lists":
      if let stray = codes.first(where: members.has) {
        throw members.fault(stray, "goes with the use codes, not with status-lists")
      }
      var uris: [StatusListURI] = []
      for (index, text) in try members.texts("status_lists", 1...64).enumerated() {
        let uri = try members.statusList(text, "status_lists[\(index)]")
        guard !uris.contains(uri) else {
          throw members.fault("status_lists[\(index)]", "is given twice")
        }
        uris.append(uri)
      }
      use = .statusLists(uris)
    case "countersign", "venues", "exposures":
      if let stray = (codes + ["status_lists"]).first(where: members.has) {
        throw members.fault(stray, "does not go with the use \(word)")
      }
      use = word == "countersign" ? .countersign : word == "venues" ? .venues : .exposures
    default:
      throw members.fault(
        "use", "is not codes, status-lists, countersign, venues or exposures")
    }
  }
}

extension TrustListSource.CodeGrant {
  fileprivate init(_ members: JSONMembers) throws(TrustListSource.Fault) {
    statuses = try members.statuses("statuses")
    evidence = members.has("evidence") ? try members.evidence("evidence") : [:]
    longestValidity =
      members.has("longest_validity") ? try members.duration("longest_validity") : nil
    if members.has("officers") { _ = try members.number("officers", 1...1) }
    needsSecondOfficer = !members.has("officers")
    categories = try members.categories("category")
    guard grant != nil else {
      throw members.fault("longest_validity", "is more than the 366 days that any code may have")
    }
  }
}

extension TrustListSource.RecognisedAuthority {
  init(_ value: JSONValue, _ path: String) throws(TrustListSource.Fault) {
    let members = try JSONMembers(
      value, path,
      known: [
        "authority", "names", "roots", "statuses", "green_with", "otherwise", "sunset",
        "category",
      ])
    authority = try members.identifier("authority")
    names = try members.names("names")
    roots = try TrustListSource.KeyGroup(members.required("roots"), members.place("roots"))
    statuses = try members.statuses("statuses")
    greenWith = members.has("green_with") ? try members.evidence("green_with") : nil
    guard greenWith?.keys.allSatisfy(\.isOfHealth) != false else {
      throw members.fault("green_with.itinerary", "says nothing of health")
    }
    guard greenWith?.isEmpty != true else {
      throw members.fault("green_with", "is empty: leave it out when green counts as it is")
    }
    if members.has("otherwise") {
      guard let word = Otherwise(rawValue: try members.text("otherwise")) else {
        throw members.fault("otherwise", "is neither yellow nor refused")
      }
      guard word == .refused || greenWith != nil else {
        throw members.fault(
          "otherwise", "says what green is without green_with, which is not there")
      }
      otherwise = word
    } else {
      otherwise = nil
    }
    sunset = try members.optionalTime("sunset")
    categories = try members.categories("category")
  }
}
