import HCodeSystem
import HCodeFormats
import HCodeCore
import HCodeTrust
import ArgumentParser
import HCodeBase

struct TrustSunset: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sunset",
    abstract: "Set the day from which nothing is accepted any more.",
    discussion: """
      Without a name the day is for the whole list, otherwise for an issuer or a recognised authority. A key can end earlier than its \
      file says, never later.

      EXAMPLE
        hcode trust sunset --on 2027-12-31T00:00:00Z
      """)

  @Argument(
    help: ArgumentHelp(
      "A key id, an issuer or a recognised authority.", valueName: "kid|issuer|authority"))
  var name: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The day or time from which nothing is accepted (RFC 3339).", valueName: "time"),
    transform: SpelledOption.time)
  var on: WithOriginalText<Timestamp>

  @OptionGroup var source: TrustSourceOptions

  func run() throws {
    var subject = ""
    try source.edit { content in
      guard let name else {
        subject = "the list of \(content.authority)"
        content.sunset = on
        return
      }
      switch try EntryName.entry(name, in: content, source.source) {
      case .issuer(let number):
        subject = "issuer \(name)"
        content.issuers[number].sunset = on
      case .recognition(let index):
        subject = "the recognition of \(name)"
        content.recognitions[index].sunset = on
      case .key(let number, let index):
        let key = content.issuers[number].keys[index]
        guard on.value < key.until.value else {
          throw TrustUseError.sunsetNotEarlier(name, until: key.until.text)
        }
        guard on.value > key.notBefore.value else {
          throw TrustUseError.sunsetBeforeBeginning(name, notBefore: key.notBefore.text)
        }
        subject = "key \(name) of \(content.issuers[number].identifier)"
        content.issuers[number].keys[index].until = on
      }
    }
    try StandardOutput.write(TerminalText.escaped("sunset of \(subject): \(on.text)"))
  }
}
