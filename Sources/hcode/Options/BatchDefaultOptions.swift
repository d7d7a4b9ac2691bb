import HCodeDesk
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodePictures
import HCodeRegistry

/// What a row of a batch takes where its cell is empty.
struct BatchDefaultOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "green, yellow or red, for rows without a status.", valueName: "colour"),
    completion: .list(HealthStatus.allCases.map(\.description)),
    transform: HealthOptions.status)
  var status: HealthStatus?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How long a code is valid, for rows that do not say it: 90m, 24h, 14d.", valueName: "time"))
  var valid: Duration?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Why, for yellow and red rows that do not say: \(StatusReason.allCases.map(\.word).joined(separator: ", ")).",
      valueName: "reason"),
    completion: .list(StatusReason.allCases.map(\.word)),
    transform: HealthOptions.statusReason)
  var reason: StatusReason?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The legal authority or order number, for yellow and red rows without one.",
      valueName: "text"))
  var authority: String?

  func validate() throws {
    guard let authority else { return }
    guard !FileName.holdsRawBytes(authority) else {
      throw ValidationError(.notUTF8("--authority"))
    }
    if let fault = HealthText.fault(in: authority, maximumBytes: 96) {
      throw ValidationError(.badText("--authority", fault))
    }
  }

  var defaults: BatchDefaults {
    var defaults = BatchDefaults()
    defaults.status = status
    defaults.validity = valid?.seconds
    defaults.reason = reason
    defaults.authority = authority
    return defaults
  }
}
