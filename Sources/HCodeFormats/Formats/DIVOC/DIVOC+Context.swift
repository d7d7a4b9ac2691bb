extension DIVOC {
  /// The two contexts that a certificate names, in this order.
  static let contextNames = [
    "https://www.w3.org/2018/credentials/v1", "https://cowin.gov.in/credentials/vaccination/v1",
  ]

  private static let schema = "https://schema.org/"
  static let credentials = "https://www.w3.org/2018/credentials#"
  private static let security = "https://w3id.org/security#"

  static let name = schema + "name"
  static let identifier = schema + "id"
  static let proofOfVaccination = schema + "ProofOfVaccinationCredential"
  static let doseValue = schema + "doseValue"
  static let date = schema + "date"
  // The second context names its prefix in a way that JSON-LD 1.1 does not take for one: it stays as it is.
  static let vaccination = "vac:Vaccination"
  static let facility = "vac:Facility"

  private static let addressTerms: [String: LinkedDataTerm] = [
    "streetAddress": .init(schema + "streetAddress"), "streetAddress2": .init("vac:addressLine2"),
    "city": .init("vac:city"), "district": .init("vac:district"),
    "addressRegion": .init(schema + "addressRegion"), "postalCode": .init(schema + "postalCode"),
    "addressCountry": .init(schema + "addressCountry"),
  ]
  private static let address = LinkedDataTerm(schema + "PostalAddress", inside: addressTerms)

  /// Both contexts, what of them certificates use. Several terms stand for one thing, so the signature does not tell them apart.
  static let context = LinkedDataContext(
    types: [
      "VerifiableCredential": (
        credentials + "VerifiableCredential",
        [
          "credentialSubject": .init(credentials + "credentialSubject", .iri),
          "credentialStatus": .init(credentials + "credentialStatus", .iri),
          "evidence": .init(credentials + "evidence", .iri),
          "holder": .init(credentials + "holder", .iri),
          "issuer": .init(credentials + "issuer", .iri),
          "expirationDate": .init(credentials + "expirationDate", .dateTime),
          "issued": .init(credentials + "issued", .dateTime),
          "issuanceDate": .init(credentials + "issuanceDate", .dateTime),
          "validFrom": .init(credentials + "validFrom", .dateTime),
          "validUntil": .init(credentials + "validUntil", .dateTime),
        ]
      ),
      "ProofOfVaccinationCredential": (
        proofOfVaccination, ["nonTransferable": .init("vac:nonTransferable")]
      ),
      "Person": (
        schema + "Person",
        [
          "refId": .init(identifier), "uhid": .init(identifier), "name": .init(name),
          "age": .init(schema + "Number"), "gender": .init(schema + "gender"),
          "nationality": .init(schema + "nationality"), "address": address,
        ]
      ),
      "Vaccination": (
        vaccination,
        [
          "certificateId": .init(identifier), "batch": .init(identifier),
          "vaccine": .init(identifier), "manufacturer": .init(identifier),
          "feedbackUrl": .init(schema + "url"), "infoUrl": .init(schema + "url"),
          "date": .init(date), "effectiveStart": .init(date), "effectiveUntil": .init(date),
          "dose": .init(doseValue), "totalDoses": .init(doseValue),
          "verifier": .init(
            "vac:verifier",
            inside: [
              "id": .init(identifier), "name": .init(name),
              "sign-image": .init(schema + "image"),
            ]),
          "facility": .init(
            facility,
            inside: [
              "name": .init(name), "address": address, "seal-image": .init(schema + "image"),
            ]),
        ]
      ),
    ],
    unread: [
      "VerifiableCredential", "VerifiablePresentation", "EcdsaSecp256k1Signature2019",
      "EcdsaSecp256r1Signature2019", "Ed25519Signature2018", "RsaSignature2018", "proof", "schema",
      "vac", "ProofOfVaccinationCredential", "Person", "Vaccination", "cred", "sec", "xsd",
      "credentialSchema", "refreshService", "termsOfUse",
    ])

  /// `https://w3id.org/security/v2`, what of it a proof without its signature uses.
  static let proofContext: LinkedDataContext = {
    let terms: [String: LinkedDataTerm] = [
      "created": .init("http://purl.org/dc/terms/created", .dateTime),
      "verificationMethod": .init(security + "verificationMethod", .iri),
      "proofPurpose": .init(security + "proofPurpose", .iri),
    ]
    return LinkedDataContext(
      types: [
        "RsaSignature2018": (security + "RsaSignature2018", terms),
        "Ed25519Signature2018": (security + "Ed25519Signature2018", terms),
      ],
      unread: [])
  }()

  /// What `assertionMethod`, the only purpose that counts, stands for.
  static let assertionMethod = security + "assertionMethod"
}
