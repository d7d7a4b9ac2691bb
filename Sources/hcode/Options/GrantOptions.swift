import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeTrust

/// What the codes of a key may say, as options.
struct GrantOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The colours it may sign: green, yellow, red, separated by commas.", valueName: "colours"),
    completion: .list(HealthStatus.allCases.map(\.description)))
  var status: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      Evidence that its codes may state, and its greatest age at issue: pcr:72h,vaccination:any; none for no evidence.
      """,
      valueName: "kind:age"))
  var evidence: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The longest validity of a code, such as 7d; none for the format's bound only.",
      valueName: "time"))
  var longestValidity: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How many officers of the issuer have to sign a red code: 2 or 1. Default: 2.",
      valueName: "n"))
  var officers: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The holder categories that its codes may state, separated by commas; none for no category.",
      valueName: "categories"),
    completion: .list(HolderCategory.list))
  var category: [String] = []

  func validate() throws {
    if let officers, !(1...2).contains(officers) {
      throw ValidationError(.officerCount)
    }
    _ = try statuses
    _ = try ages
    _ = try bound
    _ = try categories
  }

  var isEmpty: Bool {
    status.isEmpty && evidence.isEmpty && longestValidity == nil && officers == nil
      && category.isEmpty
  }

  /// The colours, if any were said.
  var statuses: Set<HealthStatus>? { get throws { try StatusWords.set(status) } }

  /// The evidence, if any was said; empty for `none`.
  var ages: [EvidenceKind: WithOriginalText<UInt64>]? {
    get throws {
      if evidence == ["none"] { return [:] }
      return try EvidenceWords.ages(evidence, option: "--evidence")
    }
  }

  /// The bound on the validity, if it was said; nil inside for `none`.
  private var bound: WithOriginalText<Int64>?? {
    get throws {
      guard let text = longestValidity else { return nil }
      if text == "none" { return .some(nil) }
      guard let value = WithOriginalText(duration: text) else {
        throw ValidationError(.longestValidity)
      }
      return .some(value)
    }
  }

  /// The categories, if any were said; empty for `none`.
  private var categories: [HolderCategory]? {
    get throws { category == ["none"] ? [] : try CategoryWords.list(category) }
  }

  /// The grant with what was said in the place of what it said.
  func changed(_ grant: TrustListSource.CodeGrant) throws -> TrustListSource.CodeGrant {
    var grant = grant
    if let statuses = try statuses { grant.statuses = statuses }
    if let ages = try ages { grant.evidence = ages }
    if let bound = try bound { grant.longestValidity = bound }
    if let categories = try categories { grant.categories = categories }
    if let officers { grant.needsSecondOfficer = officers == 2 }
    return grant
  }
}
