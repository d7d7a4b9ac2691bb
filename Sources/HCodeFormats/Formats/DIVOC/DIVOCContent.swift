import HCodeCore
import HCodeBase

/// A certificate's statements: exactly what is signed. Several members may stand for one thing in the context. The
/// signature does not tell them apart, so a bearer may exchange them; the statement read here stays the same.
struct DIVOCContent {
  let dataset: RDFDataset
  private let root: RDFDataset.Node
  private let document: JSONFields

  init(_ document: JSONFields) throws(LinkedDataReader.Unread) {
    var read = document
    read["@context"] = nil
    self.document = read
    (dataset, root) = try LinkedDataReader.read(read, DIVOC.context)
  }

  /// Everything that could be the certificate's number.
  var numbers: [String] {
    vaccinations.flatMap { node -> [String] in
      guard case .iri(let iri) = node else { return texts(node, "https://schema.org/id") }
      return texts(node, "https://schema.org/id") + [iri.text]
    }
  }

  func statement(issuer: String) throws(MalformedCode) -> ForeignStatement {
    let credentials = DIVOC.credentials
    guard nodes(root, credentials + "issuer") == [.iri(ExactText(issuer))],
      document["type"]?.array?.contains(.string("ProofOfVaccinationCredential")) == true
    else {
      throw MalformedCode(.malformedClaims, "it is no proof of vaccination of its issuer")
    }
    var statement = ForeignStatement(.divoc)
    statement.issuer = issuer
    statement.issuedAt = try time(credentials + "issuanceDate")
    statement.notBefore = try time(credentials + "validFrom") ?? statement.issuedAt
    let ends = [
      try time(credentials + "expirationDate"), try time(credentials + "validUntil"),
    ]
    statement.expires = ends.compactMap { $0 }.min()
    for subject in nodes(root, credentials + "credentialSubject") {
      statement.holder.name = statement.holder.name ?? texts(subject, DIVOC.name).first
      if case .iri(let iri) = subject, statement.holder.document == nil {
        statement.holder.document =
          iri.text.hasPrefix("did:") ? String(iri.text.dropFirst(4)) : iri.text
      }
    }
    statement.evidence = vaccinations.map(fact)
    statement.identifier = vaccinations.compactMap { member("certificateId", of: $0) }.first
    return statement
  }

  private var vaccinations: [RDFDataset.Node] {
    let type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    return nodes(root, DIVOC.credentials + "evidence")
      .filter { nodes($0, type).contains(.iri(ExactText(DIVOC.vaccination))) }
  }

  private func fact(_ node: RDFDataset.Node) -> ForeignStatement.Fact {
    var fact = ForeignStatement.Fact(.vaccination)
    // dose and totalDoses are one predicate: the signature also covers 1 of 2 written as 2 of 1.
    let doses = texts(node, DIVOC.doseValue).compactMap { Int($0) }.filter { (1...99).contains($0) }
    fact.dose = doses.min()
    fact.of = doses.max()
    // date, effectiveStart and effectiveUntil too: the vaccination is the first of them.
    fact.time = texts(node, DIVOC.date).filter { !$0.isEmpty }
      .min { Self.day($0).lexicographicallyPrecedes(Self.day($1)) }
    fact.product = member("vaccine", of: node)
    fact.place = nodes(node, DIVOC.facility).flatMap { texts($0, DIVOC.name) }
      .first { !$0.isEmpty }
    return fact
  }

  /// The value of a member of the evidence, if it is signed.
  private func member(_ name: String, of node: RDFDataset.Node) -> String? {
    let signed = texts(node, "https://schema.org/id")
    let evidence = document["evidence"]?.array ?? document["evidence"].map { [$0] } ?? []
    for object in evidence.compactMap(\.object) {
      if case .iri(let iri) = node, object["id"] != .string(iri.text) { continue }
      if let text = object[name]?.string, !text.isEmpty, signed.contains(where: text.isExactly) {
        return text
      }
    }
    return nil
  }

  private func nodes(_ subject: RDFDataset.Node, _ predicate: String) -> [RDFDataset.Node] {
    let nodes = dataset.values(subject, predicate).compactMap { value -> RDFDataset.Node? in
      if case .node(let node) = value { node } else { nil }
    }
    return nodes.sorted { Self.order($0).utf8.lexicographicallyPrecedes(Self.order($1).utf8) }
  }

  private static func order(_ node: RDFDataset.Node) -> String {
    switch node {
    case .iri(let iri): iri.text
    case .blank(let number): "_:" + CalendarDate.padded(number, 4)
    }
  }

  private func texts(_ subject: RDFDataset.Node, _ predicate: String) -> [String] {
    let texts = dataset.values(subject, predicate).compactMap { value -> String? in
      if case .literal(let text, _) = value { text.text } else { nil }
    }
    return texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The digits of a day, however it is written: `2021-03-03T04:28:43.134Z`, `20210303`.
  private static func day(_ text: String) -> [UInt8] {
    Array(text.utf8.filter { (0x30...0x39).contains($0) }.prefix(8))
  }

  /// The earliest of the times under a predicate; nil when there is none. A fraction of a second is let go.
  private func time(_ predicate: String) throws(MalformedCode) -> Timestamp? {
    var times: [Timestamp] = []
    for text in texts(root, predicate) {
      let parts = text.split(separator: ".", maxSplits: 1)
      let zone = parts.count == 2 ? String(parts[1].drop { $0.isNumber }) : ""
      guard let time = Timestamp(rfc3339: parts.isEmpty ? "" : String(parts[0]) + zone) else {
        throw MalformedCode(.malformedClaims, "\(predicate) is no time")
      }
      times.append(time)
    }
    return times.min()
  }
}
