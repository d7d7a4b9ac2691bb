import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeGate
import HCodeSystem
import HCodeTrust

struct AppealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "appeal",
    abstract: "Write the letter by which the holder of a code asks its office to review it.",
    discussion: """
      The letter has what the office needs to find the code and to answer: its key and index, colour, reason, order and times, and the \
      holder's name. It leaves out evidence, birth date and document. Print it, or copy it into the office's form. 'hcode explain' tells \
      the holder the same, with the proof that the code is in the public log.

      EXAMPLE
        hcode appeal --lang zh code.png > letter.txt
      """)

  @Argument(
    help: ArgumentHelp("A picture or text of one code.", valueName: "code"), completion: .file())
  var code: FileName

  @Flag(name: .long, help: "Leave the holder's name out.")
  var noName = false

  @OptionGroup var trust: TrustOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    let now = try clock.time()
    let text = try CodeTexts.only(code)
    let verdict = try trust.verifier(clock).verdict(on: text, at: now)
    let language = languageOptions.language
    var verified: VerifiedHealthCode?
    if case .healthCode(let code)? = verdict.certificate { verified = code }
    if case .accepted(_, .green, _) = verdict { throw AppealError.green.in(code) }
    if case .forged(_, let detail) = verdict { throw AppealError.forged(detail: detail).in(code) }
    let unverified: UnverifiedCode
    let claims: HealthClaims
    do {
      unverified = try HealthCode.decode(text)
      claims = try verified?.claims ?? unverified.unverifiedClaims()
    } catch let fault as MalformedCode {
      throw AppealError.notOurs(detail: fault.detail).in(code)
    }
    let reasons = verdict.reasons.map { reason in
      verified.map { language.texts.reason(reason, of: $0) } ?? language.texts.reason(reason)
    }
    let name = verified?.key.name(in: language.tag)
    let appeal = Appeal(
      office: name.map { "\($0) (\(claims.issuer))" } ?? claims.issuer.description,
      place: verified?.key.path?.appeal,
      code: "\(unverified.header.keyIdentifier.hex):\(claims.codeIndex)", signed: claims.status,
      now: verified == nil || verdict.reasons == [.asSigned]
        ? nil : reasons.joined(separator: "; "),
      grounds: claims.justification, setOn: claims.notBefore ?? claims.issuedAt,
      expires: claims.expires,
      name: noName ? nil : claims.holder?.name ?? claims.holder?.latinName,
      isVerified: verified != nil)
    for line in language.texts.letter(appeal) {
      try StandardOutput.write(TerminalText.escaped(line))
    }
  }
}
