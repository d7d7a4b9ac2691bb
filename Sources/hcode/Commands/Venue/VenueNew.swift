import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeSystem

struct VenueNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Draw the keeper's share and ask for a poster (experimental).",
    discussion: """
      Writes NAME.share, the keeper's secret, mode 0600, sealed with a passphrase, and NAME.request for the office and for whoever signs \
      posters. Without the share no day of the place can be opened. Destroy it 31 days after the poster ended.

      EXAMPLE
        hcode venue new --issuer CN-HA --office CN-HA-CDC --name 老字号烩面馆 --place 德化街128号 --offset 32 -o cafe
      """)

  @Option(
    name: .long, help: ArgumentHelp("Who is to sign the poster, such as CN-HA.", valueName: "id"))
  var issuer: String

  @Option(
    name: .long,
    help: ArgumentHelp("The office that opens days together with the keeper.", valueName: "id"))
  var office: String

  @Option(
    name: .long, help: ArgumentHelp("The place's name as visitors know it.", valueName: "name"))
  var name: String

  @Option(name: .long, help: ArgumentHelp("Street and town.", valueName: "text"))
  var place: String

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How far the place's days are ahead of UTC, in quarter hours: 32 in China.",
      valueName: "number"))
  var offset: Int64 = 0

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How many days can be opened before a new poster is needed, 1 to 4.", valueName: "number"))
  var days = 2

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("How both files begin.", valueName: "name"), completion: .file())
  var output: FileName

  @Flag(
    name: .long,
    help: "Leave the secret unsealed: whoever can read the file, or a backup of it, has the share.")
  var noPassphrase = false

  @OptionGroup var passphrase: PassphraseOptions

  func validate() throws {
    for (option, text) in [("--issuer", issuer), ("--office", office)]
    where IssuerIdentifier(text) == nil {
      throw ValidationError(.notAnIdentifier(option))
    }
    for (option, text) in [("--name", name), ("--place", place)] {
      guard !FileName.holdsRawBytes(text) else { throw ValidationError(.notUTF8(option)) }
      if let fault = HealthText.fault(in: text, maximumBytes: Venue.maximumTextBytes) {
        throw ValidationError(.badText(option, fault))
      }
    }
    guard Venue.offsets.contains(offset) else {
      throw ValidationError(.outside("--offset", -64...64))
    }
    guard VenuePoints.degrees.contains(days) else {
      throw ValidationError(.outside("--days", VenuePoints.degrees))
    }
    if noPassphrase, passphrase.passphraseFile != nil || passphrase.passphraseFd != nil {
      throw ValidationError(.noPassphraseWithOne)
    }
  }

  func run() throws {
    let names = [".share", ".request"].map { VenueFiles.name(output, $0) }
    for name in names {
      try AtomicFile.checkWritable(name, force: nil, isNamedByArgument: false)
    }
    let phrase = noPassphrase ? nil : try passphrase.read(isNew: true)
    guard let issuer = IssuerIdentifier(issuer), let office = IssuerIdentifier(office),
      let share = try VenueShare(degree: days),
      let venue = Venue(
        name: name, place: place, offset: offset, points: share.points, office: office)
    else { throw ValidationError(.outside("--days", VenuePoints.degrees)) }
    let request = try VenueRequest(to: issuer, for: venue, share: share)
    try VenueFiles.write(
      VenueKeeping(.keeper, share, for: request), to: names[0], passphrase: phrase, force: nil,
      isNamedByArgument: false)
    try AtomicFile.write(request.bytes, to: names[1], force: nil, isNamedByArgument: false)
    for line in [
      "share    \(names[0].description)  (\(noPassphrase ? "not sealed: guard the file" : "sealed with the passphrase"))",
      "request  \(names[1].description)  for \(office), then for \(issuer)",
    ] { try StandardOutput.write(TerminalText.escaped(line)) }
  }
}
