import HCodeDesk
import HCodeSystem
import HCodeTrust
import HCodeCore
import ArgumentParser
import HCodeBase

/// On whose order and why a code's status is changed.
struct ChangeOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Why: error, lost, replaced, evidence-withdrawn, at-request, measure-lifted, or a reason of a yellow or red code.",
      valueName: "why"),
    completion: .list(ActReason.allCases.map(\.word)),
    transform: Self.reason)
  var why: ActReason

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      The legal authority or order number. Default in a desk: the office's name, except for what takes two officers.
      """,
      valueName: "text"))
  var authority: String?

  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

  private static func reason(_ word: String) throws -> ActReason {
    guard let reason = ActReason(word: word) else { throw ValidationError(.notAChangeReason) }
    return reason
  }

  func validate() throws {
    guard let authority else { return }
    guard !FileName.holdsRawBytes(authority) else { throw ValidationError(.notUTF8("--authority")) }
    if let fault = HealthText.fault(in: authority, maximumBytes: 96) {
      throw ValidationError(.badText("--authority", fault))
    }
  }

  /// Why and on whose order. A desk stands for itself where one officer is enough.
  func grounds(in desk: DeskFolder?, alwaysTwo: Bool) throws -> LogAct.Grounds {
    if let authority { return LogAct.Grounds(reason: why, order: authority) }
    guard let names = desk?.source.content.names.byLanguage, !alwaysTwo,
      let name = names["zh"] ?? names.min(by: { $0.key < $1.key })?.value
    else { throw ValidationError(.noAuthority) }
    return LogAct.Grounds(reason: why, order: name)
  }
}
