import HCodeBase
import HCodeCore

/// ICAO's Visible Digital Seal for non-constrained environments: JSON whose `data`, in canonical form (RFC 8785), is
/// signed with the key of the certificate that comes along. A passport authority (CSCA) of the state signed that
/// certificate.
enum VDSNC: ForeignFormat {
  /// JSON with `data` and `sig`. One with a proof is DIVOC's.
  static func match(_ text: [UInt8]) -> TextMatch? {
    guard RecognisedText.isJSON(text, naming: "\"data\"", "\"sig\""),
      !RecognisedText.isJSON(text, naming: "\"proof\"")
    else { return nil }
    return .shape
  }

  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate {
    let value: JSONValue
    do { value = try JSONValue(text) } catch {
      throw .forged(error.reason(.malformedStructure), "no JSON: \(error)")
    }
    // Japan's app shows an array of one.
    let seal = value.array?.count == 1 ? value.array?.first : value
    guard let members = seal?.object, let data = members["data"],
      let signature = members["sig"]?.object
    else { throw .forged(.malformedStructure, "data and sig are not there") }
    guard let signed = CanonicalJSON.encode(data) else {
      throw .forged(.malformedStructure, "a number that the canonical form does not know")
    }
    // Read again from what is signed: 1, 1.0 and 1e0 are one number there, and the bearer may write any of them.
    guard let content = (try? JSONValue(signed))?.object, let header = content["hdr"]?.object,
      let message = content["msg"]?.object
    else { throw .forged(.malformedStructure, "data holds no hdr and msg") }
    guard let version = header["v"], let type = header["t"]?.string else {
      throw .forged(.malformedStructure, "the header names no type and version")
    }
    guard version == .number("1"), ["icao.vacc", "icao.test"].contains(type) else {
      throw .undecided(.unknownVersion, detail: "another type or version of seal than is read here")
    }
    guard let state = header["is"]?.string else {
      throw .forged(.malformedStructure, "the header names no state")
    }
    let algorithms: [String: SignatureAlgorithm] = [
      "ES256": .es256, "ES384": .es384, "ES512": .es512,
    ]
    guard let algorithm = signature["alg"]?.string.flatMap({ algorithms[$0] }) else {
      throw .forged(.wrongAlgorithm, "the algorithm is none of ES256, ES384 and ES512")
    }
    guard
      let certificate = signature["cer"]?.string.flatMap(base64URL).flatMap(X509Certificate.init),
      let value = signature["sigvl"]?.string.flatMap(base64URL)
    else { throw .forged(.malformedStructure, "cer is no certificate, or sigvl no base64url") }
    return UnverifiedVDSNC(
      type: type, unverifiedState: state, message: message, signed: signed, algorithm: algorithm,
      signature: value, certificate: certificate)
  }

  /// With or without padding: states do either.
  private static func base64URL(_ text: String) -> [UInt8]? {
    let end = text.utf8.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    return end > 2 ? nil : Base64.decodeURL(String(text.dropLast(end)))
  }
}
