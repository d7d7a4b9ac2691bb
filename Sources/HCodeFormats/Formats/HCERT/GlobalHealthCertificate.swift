import HCodeBase
import HCodeCore

/// The certificates of the WHO's Global Digital Health Certification Network: the other sub-claims, and everything
/// signed by keys of its trust lists.
enum GlobalHealthCertificate: ForeignFormat {
  /// None: `DigitalCOVIDCertificate` recognises and reads these texts too.
  static func match(_ text: [UInt8]) -> TextMatch? { nil }

  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate {
    try HCERT.decode(text)
  }

  static func trustMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    try GDHCNTrustList.material(file)
  }
}
