import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeFormats
import HCodeTrust

/// What can be imported that is no list of our own.
enum ForeignFormatName: ExpressibleByArgument {
  /// A format that has trust material of its own.
  case certificates(CertificateFormat)
  /// Rules that say which certificates count.
  case rules

  init?(argument: String) {
    if argument == "rules" {
      self = .rules
      return
    }
    guard let format = CertificateFormat(rawValue: argument),
      CertificateFormat.foreign.contains(format)
    else { return nil }
    self = .certificates(format)
  }

  static var allValueStrings: [String] { CertificateFormat.foreign.map(\.rawValue) + ["rules"] }
}
