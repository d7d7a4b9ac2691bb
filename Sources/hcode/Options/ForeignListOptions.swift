import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeFormats
import HCodeTrust

/// `trust import --format`: trust material of another format, or rules.
struct ForeignListOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The files are trust material of this format, or rules: "
        + ForeignFormatName.allValueStrings.joined(separator: ", ") + ".",
      valueName: "format"),
    completion: .list(ForeignFormatName.allValueStrings))
  var format: ForeignFormatName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      With --format: a name for these files, beside others of the format; files under the same name are replaced.
      """,
      valueName: "name"))
  var source: ForeignSourceName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With --format: the files decide nothing after this time, such as 7d.", valueName: "time"))
  var valid: Duration?

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      With --format: whose file it is, if it does not say so, such as a JWK set. A set from its issuer's own address belongs to that \
      issuer.
      """,
      valueName: "iss"))
  var issuer: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With --format: the file with the signature over the list.", valueName: "file|url"),
    completion: .file())
  var signature: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With --signature: the signer's certificate, PEM or DER.", valueName: "file|url"),
    completion: .file())
  var certificate: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With --format: the key that signed the file, where the signature is in it (Germany's list of DCC signers, master lists): "
        + "a public key or a certificate, PEM or DER. It is kept, and checks later files of the name.",
      valueName: "file|url"),
    completion: .file())
  var listKey: FileName?

  @Flag(
    name: .long,
    help:
      "With --format: accept a file without usable entries, even in the place of one that has some."
  )
  var allowEmpty = false

  func validate() throws {
    let isForeign =
      allowEmpty || source != nil || valid != nil || issuer != nil || signature != nil
      || listKey != nil
    if format == nil, isForeign {
      throw ValidationError(.foreignOptions)
    }
    if signature != nil, listKey != nil {
      throw ValidationError(.signatureAndListKey)
    }
    if (signature == nil) != (certificate == nil) {
      throw ValidationError(.apart("--signature", "--certificate"))
    }
    if case .rules? = format, issuer != nil || signature != nil || listKey != nil {
      throw ValidationError(.signatureOfRules)
    }
  }

  /// Takes all of the files or none, and tells of each.
  func take(
    _ names: [FileName], _ format: ForeignFormatName, into store: TrustStore, at now: Timestamp,
    json: Bool
  ) throws -> [String] {
    switch format {
    case .rules:
      try RuleImport.take(
        names, source: source?.text, lifetime: valid?.seconds, into: store, at: now, json: json)
    case .certificates(let format):
      try ForeignImport.take(names, request(format, names), into: store, at: now, json: json)
    }
  }

  private func request(
    _ format: CertificateFormat, _ names: [FileName]
  ) throws -> ForeignImportRequest {
    if signature != nil, names.count != 1 {
      throw ValidationError(.signatureOfSeveral)
    }
    var request = ForeignImportRequest(format)
    request.source = source?.text
    request.lifetime = valid?.seconds
    request.issuer = issuer
    request.allowsEmpty = allowEmpty
    request.listKey = try listKey.map(ForeignImport.listKey)
    if let signature, let certificate {
      request.signature = try ForeignImport.detachedSignature(signature, certificate: certificate)
      request.signatureURL = URLFetching.isURL(signature) ? signature.description : nil
    }
    return request
  }
}
