import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem
import HCodeTrust

struct DeskRecognise: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recognise",
    abstract: "Recognise a neighbour, and carry its lists in our bundle.",
    discussion: """
      URL is the neighbour's bundle. Ask the neighbour over the telephone for the fingerprint of its root keys, and give it. Only green \
      counts, unless you grant more. After the next 'hcode desk publish' our bundle has the neighbour's lists too, so our gates need \
      nothing else.

      Recognise a neighbour again if it has new root keys or another URL. It keeps its terms unless you give new ones.

      EXAMPLE
        hcode desk recognise https://health.hb.example/CN-HB.bundle --fingerprint '1f0c21d4 …'
        hcode desk recognise https://health.hb.example/CN-HB.bundle --fingerprint '1f0c21d4 …' \
      --status green,red --green-with pcr:48h --otherwise yellow
      """)

  @Argument(help: ArgumentHelp("Where the neighbour's bundle is.", valueName: "url"))
  var url: String

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The fingerprint of its root keys, as the neighbour reads it out.", valueName: "hex"))
  var fingerprint: Fingerprint?

  @OptionGroup var terms: RecognitionOptions
  @OptionGroup var names: NameOptions
  @OptionGroup var deskOptions: DeskOptions
  @OptionGroup var languageOptions: LanguageOptions

  func validate() throws {
    guard DeskSettings.isBundleURL(url) else { throw ValidationError(.notABundleURL) }
  }

  func run() throws {
    let desk = try deskOptions.required()
    let texts = languageOptions.language.texts
    let name = FileName(url)
    let list = try DeskNeighbour.list(
      of: try URLFetching.bytes(of: name, limit: DeskNeighbour.maximumBytes), name,
      at: try Timestamp.now())
    let found = list.roots.fingerprint
    guard let fingerprint else {
      throw TrustUseError.fingerprintNotCompared(list.authority, found: found)
    }
    guard fingerprint.digits == found else {
      throw TrustUseError.otherFingerprint(list.authority, found: found)
    }
    guard let roots = TrustListSource.KeyGroup(list.roots),
      let called = AuthorityNames(list.names.byLanguage.merging(try names.byLanguage) { $1 })
    else { throw ValidationError(.tooManyLanguages) }
    var neighbour = try terms.recognised(list.authority, called, roots)
    let known = desk.source.content.recognitions.first { $0.authority == list.authority }
    if let known, terms.isEmpty {
      neighbour = known
      neighbour.names = called
      neighbour.roots = roots
    }
    // The same bundle at another place is not fetched from the old one too.
    let file = "/\(list.authority).bundle"
    try desk.recognise(
      neighbour, at: url,
      instead: desk.settings.publishing.neighbours.filter { $0.hasSuffix(file) })
    for line in [
      "\(list.authority)  \(called.name(in: languageOptions.language.tag))  "
        + texts.desk(known == nil ? .recognised : .recognisedAgain),
      "fingerprint  \(Spelling.grouped(found))", texts.desk(.nextPublish),
    ] { try StandardOutput.write(TerminalText.escaped(line)) }
  }
}
