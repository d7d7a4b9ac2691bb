import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeRegistry
import HCodeSystem
import HCodeTrust

struct DeskShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the desk: its keys, what this machine can do, and until when.",
    discussion: """
      A machine can do what its secret keys allow. Nothing is changed.

      EXAMPLE
        hcode desk
        hcode desk --desk /srv/desk
      """)

  @OptionGroup var deskOptions: DeskOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    let desk = try deskOptions.required()
    let texts = languageOptions.language.texts
    let now = try Timestamp.now()
    let content = desk.source.content
    let name = content.names.name(in: languageOptions.language.tag)
    var lines = [
      "\(desk.settings.issuer)  \(name)  \(texts.desk(.found(folder: desk.folder.description)))"
    ]
    var waiting: Int64 = 0
    for key in desk.keys(.code) {
      let registry = desk.registry(of: key)
      guard RegistryFile.isHere(registry) else { continue }
      let opened = try RegistryFile.open(registry)
      waiting += try registry.naming { () throws(RegistryError) in try opened.waitingCount() }
    }
    let list = try desk.lastList()?.list
    let hasSecret = { (role: DeskRole) in desk.keys(role).contains { $0.secret != nil } }
    let officer: DeskFact.SecondOfficer =
      desk.hasBothOfficers
      ? .rehearsal
      : !hasSecret(.code)
        ? hasSecret(.officer) ? .alone : .nobody : desk.keys(.officer).isEmpty ? .none : .listed
    lines += DeskText(texts).rows([
      (.can, [texts.desk(.can(officer))]),
      (
        .serve,
        [texts.desk(.serve(folder: desk.folder.description, url: desk.settings.url))]
      ),
      (.fingerprint, [list?.roots.fingerprint ?? content.roots.role?.fingerprint ?? ""]),
      (
        .keys,
        keyLines(of: desk, texts)
      ),
      (
        .published,
        [
          list.map {
            texts.desk(.lastList(version: $0.version, until: $0.expires, now: now))
          } ?? texts.desk(.neverPublished)
        ] + statusLists(of: desk, at: now, texts)
      ),
      (.waiting, [texts.desk(.entriesWait(waiting))]),
    ])
    for line in lines { try StandardOutput.write(TerminalText.escaped(line)) }
  }

  /// A line for each status list that is published: how old it is, and how long it decides.
  private func statusLists(
    of desk: DeskFolder, at now: Timestamp, _ texts: any Catalogue
  ) -> [String] {
    desk.keys(.code).map(desk.statusListName).compactMap { name in
      guard
        let bytes = try? FileReading.bytes(
          of: desk.published(name), limit: StatusList.maximumBytes),
        let scope = try? StatusListToken(bytes: bytes).scope
      else { return nil }
      return texts.desk(
        .statusList(name, issued: scope.issued, until: scope.expires, now: now))
    }
  }

  /// A line for each key, those of one use together.
  private func keyLines(of desk: DeskFolder, _ texts: any Catalogue) -> [String] {
    let uses = DeskRole.allCases.map(Optional.some) + [nil]
    let keys = uses.flatMap { role in desk.keys.filter { $0.role == role } }
    let column = keys.map { TextColumns.count($0.name) }.max() ?? 0
    let roles = uses.map { TextColumns.count(texts.desk(.role($0))) }.max() ?? 0
    return keys.map { key in
      TextColumns.padded(key.name, to: column + 2)
        + TextColumns.padded(texts.desk(.role(key.role)), to: roles + 2)
        + texts.desk(.secret(isHere: key.secret != nil, until: key.key.expires))
    }
  }
}
