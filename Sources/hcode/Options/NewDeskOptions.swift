import ArgumentParser
import HCodeDesk
import HCodeSystem

/// The folder of a desk that is made, and where it will be served.
struct NewDeskOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where desk/publish will be served, with a slash at the end. Without it gates get the bundle as a file.",
      valueName: "url"))
  var url: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The folder to make.", valueName: "dir"),
    completion: .directory)
  var desk = FileName("desk")

  func validate() throws {
    if let url, !DeskSettings.isURL(url) { throw ValidationError(.notADeskURL) }
  }

  /// Refuses a place where there is something already.
  func checkFree() throws {
    guard !desk.isThere else { throw DeskFolderError.exists.in(desk) }
  }
}
