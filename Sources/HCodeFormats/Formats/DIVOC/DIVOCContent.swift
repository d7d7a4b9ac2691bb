import HCodeCore
import HCodeBase

/// A certificate's statements: exactly what is signed. Several members may stand for one thing in the context. The
/// signature does not tell them apart, so a bearer may exchange them; the statement read here stays the same.
struct DIVOCContent {
  let dataset: RDFDataset
  private let root: RDFDataset.Node

  init(_ document: JSONFields) throws(LinkedDataReader.Unread) {
    var read = document
    read["@context"] = nil
    (dataset, root) = try LinkedDataReader.read(read, DIVOC.context)
  }

  /// Everything that could be the certificate's number.
  var numbers: [String] {
    vaccinations.flatMap { node -> [String] in
      guard case .iri(let iri) = node else { return texts(node, DIVOC.identifier) }
      return texts(node, DIVOC.identifier) + [iri.text]
    }
  }

  func statement(issuer: String) throws(MalformedCode) -> ForeignStatement {
    let credentials = DIVOC.credentials
    guard nodes(root, credentials + "issuer") == [.iri(ExactText(issuer))],
      nodes(root, Self.type).contains(.iri(ExactText(DIVOC.proofOfVaccination)))
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
    let subjects = nodes(root, credentials + "credentialSubject")
    // Nodes without an id stand in the order of the document, which the bearer may change: what is first is decided by what they say.
    statement.holder.name = Self.first(subjects.flatMap { texts($0, DIVOC.name) })
    for subject in subjects {
      if case .iri(let iri) = subject, statement.holder.document == nil {
        statement.holder.document =
          iri.text.hasPrefix("did:") ? String(iri.text.dropFirst(4)) : iri.text
      }
    }
    statement.evidence = vaccinations.map(fact)
      .sorted { Self.order($0).lexicographicallyPrecedes(Self.order($1)) }
    statement.identifier = Self.first(
      vaccinations.compactMap { Self.number(texts($0, DIVOC.identifier)) })
    return statement
  }

  private var vaccinations: [RDFDataset.Node] {
    nodes(root, DIVOC.credentials + "evidence")
      .filter { nodes($0, Self.type).contains(.iri(ExactText(DIVOC.vaccination))) }
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
    fact.product = Self.only(texts(node, DIVOC.identifier), where: DIVOC.isVaccine)
    fact.place = Self.first(
      nodes(node, DIVOC.facility).flatMap { texts($0, DIVOC.name) }.filter { !$0.isEmpty })
    return fact
  }

  private static let type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

  /// The certificate's number. Number, batch, vaccine and manufacturer are one predicate, so that the bearer may exchange them: what they
  /// look like tells them apart, never the member that they stand under.
  private static func number(_ texts: [String]) -> String? {
    only(texts) { !$0.isEmpty && $0.utf8.allSatisfy(\.isASCIIDigit) }
      ?? only(texts) { $0.utf8.contains(where: \.isASCIIDigit) && !DIVOC.isVaccine($0) }
  }

  private static func order(_ fact: ForeignStatement.Fact) -> [UInt8] {
    let parts = [
      fact.time, fact.dose.map { CalendarDate.padded($0, 2) },
      fact.of.map { CalendarDate.padded($0, 2) }, fact.product, fact.place,
    ]
    return parts.flatMap { Array(($0 ?? "").utf8) + [0] }
  }

  private static func first(_ texts: [String]) -> String? {
    texts.min { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The one text that is so; nil when there are several.
  private static func only(_ texts: [String], where condition: (String) -> Bool) -> String? {
    let found = texts.filter(condition)
    return found.count == 1 ? found.first : nil
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
