import HCodeBase
import HCodeCore

/// EU Digital COVID Certificate: sub-claim 1.
enum DigitalCOVIDCertificate: ForeignFormat {
  /// Every HCERT: its claims say later whether it is of the EU or of the WHO.
  static func match(_ text: [UInt8]) -> TextMatch? { HCERT.recognises(text) ? .beginning : nil }

  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate {
    try HCERT.decode(text)
  }

  static func envelope(of file: [UInt8]) throws(ImportRefusal) -> ListEnvelope? {
    try RevocationBatch.envelope(file)
      ?? SignerListReader.signature(of: file).map {
        ListEnvelope(signature: $0.signature, part: "", issued: nil)
      }
  }

  static func trustMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial {
    if let signed = try RevocationBatch.signedMaterial(file) { return signed }
    if let batches = try RevocationBatch.batches(file) {
      var material = RevocationBatch.material(batches)
      material.isAdditive = true
      return material
    }
    return try SignerListReader.material(file)
  }
}
