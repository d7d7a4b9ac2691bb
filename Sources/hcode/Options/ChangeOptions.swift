import HCodeSystem
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
    transform: Self.reason)
  var why: ActReason

  @Option(
    name: .long, help: ArgumentHelp("The legal authority or order number.", valueName: "text"))
  var authority: String

  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

  private static func reason(_ word: String) throws -> ActReason {
    guard let reason = ActReason(word: word) else { throw ValidationError(.notAChangeReason) }
    return reason
  }

  func validate() throws {
    guard !FileName.holdsRawBytes(authority) else { throw ValidationError(.notUTF8("--authority")) }
    if let fault = HealthText.fault(in: authority, maximumBytes: 96) {
      throw ValidationError(.badText("--authority", fault))
    }
  }

  var grounds: LogAct.Grounds { LogAct.Grounds(reason: why, order: authority) }
}
