import HCodePictures
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem

/// Writes a finished code and reports it.
enum IssuedCodeWriter {
  /// Writes the file and prints what it is.
  static func write(
    _ finished: Drawing.Finished, _ issued: HealthCode.Issued, _ format: CodeAppearance.Format,
    to output: FileName?, force: Bool, json: Bool, keyName: String? = nil
  ) throws {
    guard let output, !output.isStandardStream else {
      return try StandardOutput.write(finished.bytes)
    }
    try AtomicFile.write(finished.bytes, to: output, mode: 0o600, force: force)
    try StandardOutput.write(
      json
        ? report(issued, finished, output, format) : summary(issued, finished, output, keyName))
  }

  private static func summary(
    _ issued: HealthCode.Issued, _ finished: Drawing.Finished, _ output: FileName,
    _ keyName: String?
  ) -> String {
    let symbol = finished.symbol
    let module = finished.module.map { "  module \(Drawing.millimetres($0)) mm" } ?? ""
    // In a desk a code is known by its key's name and its index.
    let code = keyName.map { "\($0):" } ?? "index "
    return TerminalText.escaped(
      "\(output.description)  \(issued.claims.status)  \(code)\(issued.claims.codeIndex)  until \(LocalTime.text(issued.claims.expires))"
        + "  QR version \(symbol.version)-\(symbol.errorCorrection.rawValue)" + module)
  }

  private static func report(
    _ issued: HealthCode.Issued, _ finished: Drawing.Finished, _ output: FileName,
    _ format: CodeAppearance.Format
  ) -> String {
    var object = JSONObject()
    object.add("issuer", issued.claims.issuer.description)
    object.add("key_id", issued.issuerKey.publicKey.identifier.hex)
    object.add("status", issued.claims.status.description)
    object.add("expires", issued.claims.expires.rfc3339)
    VerdictJSON.add(issued.claims, to: &object)
    object.add("text", String(decoding: issued.text, as: UTF8.self))
    object.add("message_bytes", UInt64(issued.messageBytes))
    object.add("qr_version", UInt64(finished.symbol.version))
    object.add("error_correction", finished.symbol.errorCorrection.rawValue)
    if let module = finished.module {
      object.add("module_micrometres", UInt64((module * 1000).rounded()))
    }
    object.add("output", output.description)
    object.add("output_format", format.rawValue)
    return object.line
  }
}
