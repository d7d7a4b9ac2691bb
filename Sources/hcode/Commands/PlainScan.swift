import HCodeGate
import HCodeSystem
import HCodeBase
import HCodeTrust

/// `scan` as a gate calls it, once for each person: pictures, what to believe, how to tell. Its arguments are read here, since
/// ArgumentParser spends as much on them as finding, reading and verifying the code takes. What is not understood here, wrong,
/// or asks for help, is for `Scan`, which means the same by what is.
struct PlainScan {
  private var images: [FileName] = []
  private var trust: [FileName] = []
  private var store: FileName?
  private var style = ReportStyle()
  private var without: [String] = []

  /// Reads what stands behind `hcode`; nil when it is not a plain scan.
  init?(_ arguments: [String]) {
    guard arguments.first == "scan" else { return nil }
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-"), argument != "-" else {
        // The first picture ends the options.
        guard !rest.contains(where: { $0.hasPrefix("-") && $0 != "-" }) else { return nil }
        images = [FileName(argument)] + rest.map { FileName($0) }
        break
      }
      switch argument {
      case "--":
        images = rest.map { FileName($0) }
        rest = []
      case "--json": style.json = true
      case "--quiet", "-q": style.quiet = true
      default:
        guard let value = rest.popFirst(), !value.hasPrefix("-") else { return nil }
        switch argument {
        case "--trust": trust.append(FileName(value))
        case "--store" where store == nil: store = FileName(value)
        case "--without":
          guard let withheld = Withheld(without + [value]) else { return nil }
          without.append(value)
          style.withheld = withheld
        case "--lang":
          guard let language = Language(value) else { return nil }
          style.namedLanguage = language
        default: return nil
        }
      }
    }
    guard !images.isEmpty else { return nil }
  }

  func run() throws -> ExitStatus {
    let now = try Timestamp.now()
    TrustOptions.warnOfUnreadKeyFiles()
    let verifier = try CurrentVerifier(TrustPlaces(trust: trust, store: store), timeFrom: .clock)
    return try PictureScan(images: images, verifier: verifier, now: now, style: style).run()
  }
}
