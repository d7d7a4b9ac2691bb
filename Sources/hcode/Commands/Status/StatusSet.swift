import HCodeDesk
import ArgumentParser
import HCodeCore
import HCodeRegistry

struct StatusSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Revoke or suspend codes, or raise them to red.",
    discussion: """
      Scanners learn it from the next status list, which 'hcode desk publish' or 'hcode status build' makes. All selected codes are \
      changed or none, in one act that the officer's key signs. The act is in the log before the registry changes. A raise to red takes \
      two officers, and so does every change of more than 20 codes: one writes a request, the other finishes it with 'hcode approve'. A \
      raise and a suspension end after 31 days. The command skips codes that have the status already or a graver one, and expired codes. \
      You can name a code by its picture: the signature is checked with the key in the store, or with a .pub file beside the registry, \
      beside the officer's key or in this folder.

      EXAMPLE
        hcode status set main:149320 --to revoked --why lost
        hcode status set --registry CN-HA.registry 2621563 --to revoked --why lost --authority 'Desk 7' --key DESK-7.key \
      --log /srv/log
        hcode status set --registry CN-HA.registry code.png --to revoked --why error --authority 'Desk 7' --key DESK-7.key --log /srv/log
        hcode status set --registry CN-HA.registry - --to red --why confirmed-case --authority 'Order 2026/117' \
      --key DESK-7.key --request red.request <contacts.txt
      """)

  @OptionGroup var codes: CodeSelection

  @Option(
    name: .long, help: ArgumentHelp("revoked, suspended or red.", valueName: "status"),
    completion: .list(CodeStatus.allCases.filter { $0 != .asSigned }.map(\.word)),
    transform: Self.status)
  var to: CodeStatus

  @OptionGroup var change: ChangeOptions
  @OptionGroup var act: ActOptions

  private static func status(_ word: String) throws -> CodeStatus {
    guard let status = CodeStatus(word: word), status != .asSigned else {
      throw ValidationError(.notAStatus)
    }
    return status
  }

  func validate() throws {
    // The same list as for a code that is signed red: each can be counted and appealed.
    if to == .raisedToRed, case .change = change.why { throw ValidationError(.notARedReason) }
    try act.check(alwaysTwo: to == .raisedToRed, codes)
  }

  func run() throws {
    try act.perform(to.act, on: codes, alwaysTwo: to == .raisedToRed, change)
  }
}
