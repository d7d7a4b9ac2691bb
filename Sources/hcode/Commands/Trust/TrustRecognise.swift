import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeTrust

struct TrustRecognise: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recognise",
    abstract: "Recognise another authority, within the limits that you set.",
    discussion: """
      Reads its signed list, or its root keys with --authority. Ask the authority for the fingerprint of its root keys over the \
      telephone, not by the route that the file came, and give the answer with --fingerprint. Only green counts unless you grant more. \
      Recognition goes one step: whom the other authority recognises does not matter here.

      EXAMPLE
        hcode trust recognise CN-HB-7.trust --status green,red --green-with pcr:48h --otherwise yellow \
      --fingerprint '1f0c21d4 …'
      """)

  @Argument(
    help: ArgumentHelp("The authority's signed list.", valueName: "list"),
    completion: .file(extensions: ["trust"]))
  var list: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp("Without a list: the authority's identifier.", valueName: "id"))
  var authority: String?

  @OptionGroup var names: NameOptions

  @Option(
    name: .long, help: ArgumentHelp("Without a list: its root keys.", valueName: "pub"),
    completion: .file(extensions: ["pub"]))
  var root: [FileName] = []

  @Option(
    name: .long,
    help: ArgumentHelp("Without a list: how many of the root keys have to sign.", valueName: "n"))
  var threshold: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The fingerprint of the root keys, as the authority reads it out.", valueName: "hex"))
  var fingerprint: Fingerprint?

  @OptionGroup var terms: RecognitionOptions
  @OptionGroup var source: TrustSourceOptions

  func validate() throws {
    if list != nil {
      if authority != nil || !root.isEmpty || threshold != nil {
        throw ValidationError(.listAndKeys)
      }
    } else {
      guard let authority else { throw ValidationError(.noAuthorityList) }
      if IssuerIdentifier(authority) == nil {
        throw ValidationError(.notAnIdentifier("--authority"))
      }
      guard !root.isEmpty, let threshold, (1...root.count).contains(threshold), root.count <= 16,
        !names.name.isEmpty
      else {
        throw ValidationError(.authorityWithoutKeys)
      }
    }
  }

  func run() throws {
    let recognised = try stated()
    let found = recognised.roots.role?.fingerprint ?? ""
    try compare(found, of: recognised.authority)
    try source.edit { content in
      guard !content.recognitions.contains(where: { $0.authority == recognised.authority }) else {
        throw TrustUseError.recognisedAlready(recognised.authority, source: source.source)
      }
      content.recognitions.append(recognised)
    }
    try StandardOutput.write(
      TerminalText.escaped(
        Language.forErrors.texts.result(
          .recognised(
            authority: recognised.authority.description,
            names: TrustListText.names(recognised.names)))))
    try StandardOutput.write("fingerprint  \(Spelling.grouped(found))")
  }

  /// What the list or the options say of the authority, and what counts.
  private func stated() throws -> TrustListSource.RecognisedAuthority {
    if let list {
      let signed = try SignedListFile.read(list)
      guard signed.isComplete else {
        throw TrustListError.underSigned(
          by: signed.signers.count, needed: signed.list.roots.threshold, ask: signed.list.authority
        ).in(list)
      }
      guard let roots = TrustListSource.KeyGroup(signed.list.roots),
        let called = AuthorityNames(
          signed.list.names.byLanguage.merging(try names.byLanguage) { $1 })
      else { throw ValidationError(.tooManyLanguages) }
      return try terms.recognised(signed.list.authority, called, roots)
    }
    guard let identifier = authority.flatMap({ IssuerIdentifier($0) }), let threshold,
      let called = AuthorityNames(try names.byLanguage)
    else { throw ValidationError(.noAuthorityList) }
    return try terms.recognised(
      identifier, called, try RootKeys.group(root, threshold: threshold))
  }

  private func compare(_ found: String, of authority: IssuerIdentifier) throws {
    guard let fingerprint else {
      throw TrustUseError.fingerprintNotCompared(authority, found: found)
    }
    guard fingerprint.digits == found else {
      throw TrustUseError.otherFingerprint(authority, found: found)
    }
  }
}
