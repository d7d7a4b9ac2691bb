import ArgumentParser

struct DeskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk",
    abstract: "An authority in one folder: its keys, its registry, its log, and what it publishes.",
    discussion: """
      Begin with 'desk init'. Then 'hcode issue', 'hcode status' and 'hcode approve' find the folder, and 'desk publish' signs what is \
      due and puts it where a web server finds it. Without a subcommand the desk is shown. See docs/desk.md.

      EXAMPLE
        hcode desk init CN-HA --name 河南省卫健委 --url https://health.example/
        hcode issue --status green --name 张小明 -o code.png
        hcode desk publish
      """,
    subcommands: [
      DeskShow.self, DeskInit.self, DeskPublish.self, DeskCheckCommand.self, DeskKeyCommand.self,
      DeskAdd.self, DeskRemove.self, DeskRecognise.self, DeskRotate.self, DeskBackupCommand.self,
      DeskRestore.self, DeskAdopt.self, DeskClose.self,
    ],
    defaultSubcommand: DeskShow.self)
}
