import HCodeGate
import HCodeSystem
import HCodeBase
import HCodeFormats
import HCodeTrust

/// Takes trust material of other formats into a store.
enum ForeignImport {
  /// Fetches what came from a URL again, under the name and for the time that it has here.
  static func refresh(
    _ held: HeldForeignSource, url: String, in store: TrustStore, at now: Timestamp, json: Bool
  ) throws -> [String] {
    var request = Request(held.facts.format)
    request.source = held.facts.source
    request.lifetime = held.facts.lifetime
    request.issuer = held.facts.issuer
    if held.facts.signer != nil, held.listKey == nil {
      guard let signedBy = held.signedBy else {
        throw TrustFileError.signatureWithoutURL(name: held.facts.name).in(FileName(url))
      }
      request.signature = try detachedSignature(
        FileName(signedBy.url), certificate: signedBy.certificate, FileName(signedBy.url))
      request.signatureURL = signedBy.url
    }
    return try take([FileName(url)], request, into: store, at: now, json: json)
  }

  /// How files are to be taken.
  struct Request {
    let format: CertificateFormat
    var source: String?
    var lifetime: Int64?
    var issuer: String?
    var signature: DetachedSignature?
    var signatureURL: String?
    var listKey: ListKey?

    init(_ format: CertificateFormat) { self.format = format }

    /// Whose a file is: as said, or the one below whose address JWK sets and revocation lists are published.
    func issuer(of name: FileName) -> String? {
      guard issuer == nil, URLFetching.isURL(name) else { return issuer }
      let parts = name.description.split(
        separator: "/.well-known/", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[1] == "jwks.json" || parts[1].hasPrefix("crl/") else {
        return nil
      }
      return String(parts[0])
    }
  }

  /// All of the files or none; tells of each. Two that would be held under one name are refused: the second would undo the first.
  static func take(
    _ names: [FileName], _ request: Request, into store: TrustStore, at now: Timestamp, json: Bool
  ) throws -> [String] {
    let files = try names.map { try bytes($0, limit: ForeignSource.maximumFileBytes) }
    let taken = try store.change { holdings in
      var takenAs: [String: (file: FileName, digest: Digest)] = [:]
      return try zip(names, files).map { name, bytes in
        do {
          let (held, outcome) = try holdings.takeForeign(
            bytes, request.format, source: request.source, lifetime: request.lifetime,
            issuer: request.issuer(of: name), signature: request.signature,
            listKey: request.listKey, at: now,
            url: URLFetching.isURL(name) ? name.description : nil,
            signatureURL: request.signatureURL)
          let facts = held.facts
          if let other = takenAs[facts.name], other.digest != facts.digest {
            throw TrustFileError.takesPlace(of: other.file, name: facts.name).in(name)
          }
          takenAs[facts.name] = (name, facts.digest)
          return (held, outcome)
        } catch let refusal as ListRefusal {
          throw TrustFileError.foreign(refusal).in(name)
        }
      }
    }
    return zip(names, taken).map { name, result in
      let (held, outcome) = result
      return json ? object(name, held, outcome).line : text(name, held, outcome)
    }
  }

  private static func bytes(_ name: FileName, limit: Int) throws -> [UInt8] {
    try URLFetching.isURL(name)
      ? URLFetching.bytes(of: name, limit: limit) : FileReading.bytes(of: name, limit: limit)
  }

  /// A signature and the certificate of whoever made it.
  static func detachedSignature(
    _ signature: FileName, certificate: FileName
  ) throws -> DetachedSignature {
    try detachedSignature(
      signature, certificate: bytes(certificate, limit: DetachedSignature.maximumBytes),
      certificate)
  }

  /// The key of whoever signs a file of trust material.
  static func listKey(_ name: FileName) throws -> ListKey {
    guard let key = ListKey(try bytes(name, limit: ListKey.maximumBytes)) else {
      throw TrustFileError.notAListKey.in(name)
    }
    return key
  }

  private static func detachedSignature(
    _ signature: FileName, certificate: [UInt8], _ certificateName: FileName
  ) throws -> DetachedSignature {
    let bytes = try bytes(signature, limit: DetachedSignature.maximumBytes)
    guard let signature = DetachedSignature(signature: bytes, certificate: certificate) else {
      throw TrustFileError.notACertificate.in(certificateName)
    }
    return signature
  }

  private static func object(
    _ name: FileName, _ held: HeldForeignSource, _ outcome: TrustHoldings.Outcome
  ) -> JSONObject {
    var object = JSONObject()
    object.add("file", name.description)
    object.add("what", held.facts.name)
    object.add("outcome", ListImport.word(outcome))
    object.add("gone", UInt64(held.gone))
    object.add("entries", UInt64(held.count))
    var contents = JSONObject()
    for (what, number) in held.counts {
      contents.add(what.replacing(" ", with: "_"), UInt64(number))
    }
    object.add("contents", contents)
    object.add("signed", held.facts.signer != nil)
    object.add("expires", held.facts.expires.rfc3339)
    object.add("left_out", held.leftOut)
    object.add("noted", held.noted)
    return object
  }

  private static func text(
    _ name: FileName, _ held: HeldForeignSource, _ outcome: TrustHoldings.Outcome
  ) -> String {
    let dated =
      held.isDated
      ? "" : ", not dated under a signature: an older file could not be told from a newer one"
    let counts = held.counts.map {
      counted($0.number, $0.what)
    }.joined(separator: ", ")
    let gone =
      outcome == .replaced ? ", \(counted(held.gone, "entries")) of the older one gone" : ""
    let first =
      "\(name.description): \(held.facts.name), \(counts): \(ListImport.word(outcome).replacing("-", with: " "))\(gone), until \(LocalTime.text(held.facts.expires))\(dated)"
    let remarks = held.leftOut.map { "  left out: " + $0 } + held.noted.map { "  noted: " + $0 }
    return ([first] + remarks).map(TerminalText.escaped)
      .joined(separator: "\n")
  }

  /// A number of what has a plural in -s or -ies: `1 entry`, `2 keys`.
  private static func counted(_ number: Int, _ plural: String) -> String {
    guard number == 1 else { return "\(number) \(plural)" }
    return "1 " + (plural.hasSuffix("ies") ? plural.dropLast(3) + "y" : plural.dropLast())
  }
}
