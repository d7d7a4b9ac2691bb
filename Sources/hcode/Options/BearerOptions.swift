import ArgumentParser
import HCodeBase
import HCodeGate
import HCodeSystem

/// `--bearer`: whose the codes are to be.
struct BearerOptions: ParsableArguments {
  @Option(
    name: .customLong("bearer"),
    help: ArgumentHelp(
      """
      A picture of the bearer's identity QR code (claim 169). A code of another person is refused, and one that cannot be compared is \
      undecided.
      """,
      valueName: "image"), completion: .file())
  var bearers: [FileName] = []

  var bearer: FileName? { bearers.first }

  // Of two bearers the first would not be asked about.
  func validate() throws {
    guard bearers.count < 2 else { throw ValidationError(.twice("--bearer")) }
  }

  /// Has the verifier compare. An identity that is not good is reported, since the guard has to know.
  func apply(
    to verifier: CurrentVerifier, _ search: PictureSearch = PictureSearch(), at now: Timestamp,
    reporting reporter: inout Reporter
  ) throws {
    guard let bearer else { return }
    let source = bearer.description
    let found = try PictureTexts.read(bearer, search)
    let findings = try verifier.findings(on: found, source: source, at: now)
    let read = Bearer(found, source: source)
    if read.isOne, findings.count == 1, Bearer.holder(of: findings[0].verdict) != nil {
      verifier.bearer = read
      return
    }
    // A health code is no identity, and its colour says nothing of the bearer.
    let doubts = findings.filter { ![.green, .yellow].contains($0.verdict.exitStatus) }
    try doubts.forEach { try reporter.report($0) }
    verifier.bearer = read
  }
}
