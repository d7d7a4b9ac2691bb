import HCodeBase
package import HCodeCore

extension RuleSubject {
  /// A native code: its evidence, in the shape of every format, and those of its holder's categories that count here.
  package init(_ claims: HealthClaims, categories: [HolderCategory], key: KeyIdentifier) {
    let country = String(claims.issuer.description.prefix { $0 != "-" })
    var payload = EvidencePayload(format: CertificateFormat.hcode.rawValue)
    payload.add("issuer", claims.issuer.description)
    payload.add("country", CountryCode.alpha2(country))
    payload.add("issued_at", claims.issuedAt.rfc3339)
    payload.add("not_before", (claims.notBefore ?? claims.issuedAt).rfc3339)
    payload.add("expires", claims.expires.rfc3339)
    payload.add("status", claims.status.description)
    payload.add(categories)
    payload.add(
      "holder",
      [
        "name": claims.holder?.name, "latin_name": claims.holder?.latinName,
        "birth_date": claims.holder?.birthDate?.iso8601, "document": claims.holder?.documentTail,
      ])
    // What rules see of an itinerary depends on the ratings of their set.
    let stays = claims.evidence.first { $0.itinerary != nil }
    for evidence in claims.evidence where evidence.itinerary == nil {
      var texts = ["place": evidence.place, "product": evidence.product]
      var numbers: [String: Int64?] = [:]
      switch evidence.details {
      case .result(let result): texts["result"] = result.word
      case .doses(let dose, let of):
        numbers = ["dose": Int64(clamping: dose), "of": Int64(clamping: of)]
      case .timeOnly, .stays: break
      }
      payload.add(
        evidence.kind, time: evidence.age.time(issuedAt: claims.issuedAt).rfc3339, texts, numbers)
    }
    self.init(
      payload: .evidence, json: payload.json, types: payload.types, issuingCountries: [country],
      issued: claims.issuedAt, expires: claims.expires,
      keyIdentifier: key.hex, itinerary: stays?.itinerary,
      itineraryTime: stays?.age.time(issuedAt: claims.issuedAt))
  }

  /// Which rules speak of a certificate of another format. Others of the EU's family carry JSON too, which EU rules would
  /// find nothing in.
  package static func payload(of statement: ForeignStatement) -> BusinessRule.Payload {
    statement.format == .dcc ? .dcc : .evidence
  }

  /// A certificate of another format: the EU's own JSON, or the evidence in one shape.
  package init(_ statement: ForeignStatement, key: ForeignKeyName) {
    if Self.payload(of: statement) == .dcc {
      let json = statement.payload ?? .null
      self.init(dcc: json, statement, key: key)
      return
    }
    var payload = EvidencePayload(format: statement.format.rawValue)
    payload.add("issuer", statement.issuer)
    payload.add("country", statement.country)
    payload.add("identifier", statement.identifier)
    payload.add("issued_at", statement.issuedAt?.rfc3339)
    payload.add("not_before", statement.notBefore?.rfc3339)
    payload.add("expires", statement.expires?.rfc3339)
    payload.add([HolderCategory]())
    let holder = statement.holder
    payload.add(
      "holder",
      [
        "name": holder.name, "latin_name": holder.latinName, "birth_date": holder.birthDate,
        "document": holder.document,
      ])
    for fact in statement.evidence {
      payload.add(
        fact.kind, time: fact.time,
        [
          "result": fact.result?.word, "place": fact.place, "product": fact.product,
          "disease": fact.disease,
        ],
        ["dose": fact.dose.map { Int64($0) }, "of": fact.of.map { Int64($0) }])
    }
    self.init(
      payload: .evidence, json: payload.json, types: payload.types,
      issuingCountries: [statement.country].compactMap { $0 }, issued: statement.issuedAt,
      expires: statement.expires, keyIdentifier: Hex.encode(key.identifier))
  }

  /// The EU's JSON. Its group of the first entry says the type; the issuing country stands beside the signature and in the
  /// entry, and the two may differ.
  private init(dcc json: JSONValue, _ statement: ForeignStatement, key: ForeignKeyName) {
    var types = Set<BusinessRule.CertificateType>()
    var countries = [statement.country].compactMap { $0 }
    if case .object(let members) = json {
      let groups: [(String, BusinessRule.CertificateType)] = [
        ("v", .vaccination), ("t", .test), ("r", .recovery),
      ]
      for (name, type) in groups {
        guard case .array(let entries)? = members[name], let entry = entries.first else { continue }
        types.insert(type)
        if case .object(let entry) = entry, case .string(let country)? = entry["co"] {
          countries.append(country)
        }
      }
    }
    self.init(
      payload: .dcc, json: json, types: types, issuingCountries: countries,
      issued: statement.issuedAt, expires: statement.expires,
      keyIdentifier: Base64.encode(key.identifier))
  }
}
