import HCodeBase
import HCodeCore

extension TrustList {
  /// What its signers should know before they sign.
  package var concerns: [TrustListConcern] {
    var concerns: [TrustListConcern] = []
    if roots.threshold == 1 { concerns.append(.singleSignature) }
    if let sunset, sunset < expires { concerns.append(.sunset(of: nil, sunset)) }
    let signable = Set(issuers.flatMap(\.keys).flatMap(\.signsStatusLists))
    for issuer in issuers {
      if let sunset = issuer.sunset, sunset < expires {
        concerns.append(.sunset(of: issuer.identifier, sunset))
      }
      for key in issuer.keys {
        let identifier = key.publicKey.identifier
        if key.until <= issued {
          concerns.append(.endedKey(identifier, of: issuer.identifier, key.until))
        } else if key.until < expires {
          concerns.append(.endingKey(identifier, of: issuer.identifier, key.until))
        }
        guard case .codes(_, let uri) = key.use else { continue }
        if let uri {
          if !signable.contains(uri) {
            concerns.append(.unsignableStatusList(uri, of: issuer.identifier))
          }
        } else {
          concerns.append(.noStatusList(identifier, of: issuer.identifier))
        }
      }
    }
    for recognition in recognitions {
      if let sunset = recognition.terms.sunset, sunset < expires {
        concerns.append(.sunset(of: recognition.authority, sunset))
      }
    }
    return concerns
  }
}
