import HCodeSystem
import HCodeCore
import HCodeTrust
import ArgumentParser
import Glibc
import HCodeBase
import HCodeRegistry

/// On whose order and why a code's status is changed.
struct ChangeOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Why, in at most 96 bytes.", valueName: "why"))
  var why: String

  @Option(
    name: .long, help: ArgumentHelp("The legal authority or order number.", valueName: "text"))
  var authority: String

  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

  func validate() throws {
    for (name, text) in [("--why", why), ("--authority", authority)] {
      guard !FileName.holdsRawBytes(text) else { throw ValidationError(.notUTF8(name)) }
      if let fault = HealthText.fault(in: text, maximumBytes: 96) {
        throw ValidationError(.badText(name, fault))
      }
    }
  }

  func note() throws -> ChangeNote {
    guard let note = ChangeNote(why: why, authority: authority, at: try clock.time()) else {
      throw ValidationError(.noteTooLong)
    }
    return note
  }
}
