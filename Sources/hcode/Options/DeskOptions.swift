import ArgumentParser
import HCodeDesk
import HCodeSystem

/// `--desk` and `--no-desk`: the folder that has an authority's keys, registries and log.
struct DeskOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The desk's folder.",
      discussion:
        "Without it: $HCODE_DESK, then the current folder if it has desk.json, then ./desk. A desk chooses keys, registry and log.",
      valueName: "dir"),
    completion: .directory)
  var desk: FileName?

  @Flag(name: .long, help: "Use no desk, but the files that the other options name.")
  var noDesk = false

  func validate() throws {
    if desk != nil, noDesk { throw ValidationError(.deskAndNone) }
  }

  /// Whether there is a desk, be it a good one.
  var isFound: Bool { !noDesk && DeskFolder.find(named: desk) != nil }

  /// The desk; nil where there is none. A change that a kill interrupted is finished or undone first.
  func open() throws -> DeskFolder? {
    guard !noDesk, let folder = DeskFolder.find(named: desk) else { return nil }
    if let settled = try DeskFolder.settle(folder) {
      StandardError.write("hcode: note: " + Language.forErrors.texts.desk(.settled(settled)))
    }
    return try DeskFolder(folder)
  }

  /// The desk; an error where there is none.
  func required() throws -> DeskFolder {
    guard let desk = try open() else { throw DeskFolderError.none }
    return desk
  }

  /// Refuses options that name files of their own where the desk decides.
  func check(_ named: [(String, FileName?)]) throws {
    guard isFound else { return }
    for (option, value) in named where value != nil {
      throw ValidationError(.fileBesideDesk(option))
    }
  }
}

extension DeskKey {
  /// The secret file; refuses a key that has none on this machine.
  func secretFile(in desk: DeskFolder) throws -> FileName {
    guard let secret else { throw DeskFolderError.noSecret(role ?? .code).in(desk.folder) }
    return secret
  }
}

extension DeskFolder {
  /// Says of a rehearsal that it is one.
  func noteRehearsal() {
    guard hasBothOfficers else { return }
    StandardError.write("hcode: note: " + Language.forErrors.texts.desk(.rehearsalNote))
  }
}
