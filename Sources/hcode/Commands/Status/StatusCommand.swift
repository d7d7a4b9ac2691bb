import ArgumentParser

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Revoke, suspend and raise codes to red, and sign the status list.",
    discussion: """
      A printed code cannot be called back, so its status is published: two bits for each code of a key, in one signed file that \
      scanners carry. Nobody learns which code is looked up. No status makes a code better than it was signed. The issuer's log says, \
      signed, who changed a code, when and until when.

      EXAMPLE
        hcode status set --registry CN-HA.registry 2621563 --to revoked --why error --authority 'Desk 7' --key DESK-7.key \
      --log /srv/log
        hcode log checkpoint /srv/log --key LOG.key
        hcode status build --registry CN-HA.registry --key CN-HA-status.key --log /srv/log -o CN-HA.status
      """,
    subcommands: [
      StatusSet.self, StatusClear.self, StatusFinish.self, StatusShow.self, StatusBuild.self,
    ])

  func run() throws {
    throw ValidationError(.noSubcommand(["set", "clear", "finish", "show", "build"]))
  }
}
