import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeTrust

/// What of another authority's codes counts here.
struct RecognitionOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The colours that count: green, yellow, red. Default: green.", valueName: "colours"),
    completion: .list(HealthStatus.allCases.map(\.description)))
  var status: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Green counts with one of these kinds of evidence, no older at the time of the scan: pcr:48h.",
      valueName: "kind:age"))
  var greenWith: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The colour of a green code without that evidence.", valueName: "yellow|refused"),
    completion: .list(TrustListSource.RecognisedAuthority.Otherwise.allCases.map(\.rawValue)),
    transform: { text in
      guard let word = TrustListSource.RecognisedAuthority.Otherwise(rawValue: text) else {
        throw ValidationError(.notYellowOrRefused)
      }
      return word
    })
  var otherwise: TrustListSource.RecognisedAuthority.Otherwise?

  @Option(
    name: [.long, .customLong("until")],
    help: ArgumentHelp("Nothing counts after this time (RFC 3339).", valueName: "time"),
    transform: SpelledOption.time)
  var sunset: WithOriginalText<Timestamp>?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The holder categories that count here, separated by commas. Default: none.",
      valueName: "categories"),
    completion: .list(HolderCategory.list))
  var category: [String] = []

  func validate() throws {
    _ = try StatusWords.set(status)
    _ = try EvidenceWords.ages(greenWith, option: "--green-with", ofHealth: true)
    _ = try CategoryWords.list(category)
    if otherwise != nil, greenWith.isEmpty {
      throw ValidationError(.otherwiseWithoutGreen)
    }
  }

  /// Whether nothing was said.
  var isEmpty: Bool {
    status.isEmpty && greenWith.isEmpty && otherwise == nil && sunset == nil && category.isEmpty
  }

  /// The authority on these terms.
  func recognised(
    _ authority: IssuerIdentifier, _ names: AuthorityNames, _ roots: TrustListSource.KeyGroup
  ) throws -> TrustListSource.RecognisedAuthority {
    TrustListSource.RecognisedAuthority(
      authority: authority, names: names, roots: roots,
      statuses: try StatusWords.set(status) ?? [.green],
      greenWith: try EvidenceWords.ages(greenWith, option: "--green-with", ofHealth: true),
      otherwise: otherwise, sunset: sunset, categories: try CategoryWords.list(category) ?? [])
  }
}
