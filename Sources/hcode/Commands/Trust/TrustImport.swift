import HCodeGate
import HCodeSystem
import HCodeCore
import ArgumentParser
import HCodeBase
import HCodeTrust

struct TrustImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import signed lists and bundles into the store.",
    discussion: """
      Verifies each file on its own, and for each authority that names it. A refused file keeps no other out; the exit status shows it. \
      The command refuses an older version than the stored one (rollback), another list under the stored version (equivocation), new \
      root keys that the old ones did not sign, too few signatures, and what is past its end. The first list of an authority that nobody \
      here recognises needs --root or --fingerprint: compare it by another route than the one by which the list came. A URL is fetched \
      with curl, over https only (http from this machine itself).

      With --format the files are what another format publishes: its signers' keys, its revocation lists. You vouch for the file by \
      naming it. A signature is checked if the format has one, and an older file is refused if the format has a date. The file decides \
      nothing after its own end, or after 30 days or --valid, and never after 366 days. With --format rules the files are rules that say \
      which certificates count here (docs/rules.md).

      EXAMPLE
        hcode trust import CN-HA-12.trust --root CN-HA-root-1.pub
        hcode trust import https://health.example/status/CN-HA.status
        hcode trust import --format shc vci_snapshot.json
        hcode trust import --format rules AT.json
      """)

  @Argument(
    help: ArgumentHelp(
      "Trust lists, status lists, deltas or bundles: files, - for standard input, or URLs.",
      valueName: "file|url"),
    completion: .file())
  var files: [FileName]

  @Option(
    name: .long,
    help: ArgumentHelp("A root key of the authority; may be repeated.", valueName: "pub"),
    completion: .file(extensions: ["pub"]))
  var root: [FileName] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      The fingerprint of the authority's root keys together, as 'hcode trust build' prints it, or of one of them.
      """,
      valueName: "hex"))
  var fingerprint: [Fingerprint] = []

  @OptionGroup var foreign: ForeignListOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

  @Flag(name: .long, help: "One JSON object for each file, for programs (docs/json.md).")
  var json = false

  func validate() throws {
    if files.isEmpty { throw ValidationError(.nothingToImport) }
    if foreign.format != nil, !root.isEmpty || !fingerprint.isEmpty {
      throw ValidationError(.rootOfForeign)
    }
  }

  func run() throws {
    let now = try clock.time()
    var store = storeOptions.trustStore
    store.clock = try assurance.importing(at: clock)
    try store.checkClock()
    if let format = foreign.format {
      let lines = try foreign.take(
        files, format, into: store, at: now, json: json)
      for line in lines { try StandardOutput.write(line) }
      return
    }
    var failures: [any ReportedError] = []
    var incoming: [TrustHoldings.Incoming] = []
    for file in files {
      do { incoming.append(try ListImport.incoming(file)) } catch let failure as any ReportedError {
        failures.append(failure)
      }
    }
    var pins = fingerprint.map { TrustHoldings.Pin.fingerprint($0.digits) }
    for name in root { pins.append(.rootKey(try PublicKey.read(name).publicKey)) }
    if !incoming.isEmpty {
      for result in try ListImport.take(
        incoming, pins: pins, into: store, at: now)
      {
        try ListImport.tell(result, json: json)
        if let refusal = result.refusal {
          failures.append(TrustHoldings.RefusedFile(name: result.name, refusal: refusal))
        }
      }
    }
    for failure in failures { ErrorReport.tell(failure) }
    if let status = failures.map(\.exitStatus).max(by: { $0.rawValue < $1.rawValue }) {
      throw ExitCode(status.rawValue)
    }
  }
}
