import HCodeCore
package import HCodeBase

extension FreshnessWarning {
  /// The warnings about everything that the verdict on this certificate uses.
  package static func of(_ certificate: VerifiedCertificate, at now: Timestamp)
    -> [FreshnessWarning]
  {
    switch certificate {
    case .healthCode(let code): of(code, at: now)
    case .foreign(let foreign): of(foreign.source, at: now)
    }
  }

  private static func of(_ code: VerifiedHealthCode, at now: Timestamp) -> [FreshnessWarning] {
    var warnings: [FreshnessWarning] = []
    let key = code.key
    if let path = key.path {
      warnings = path.lists.flatMap { of($0, at: now) }
      if let uri = path.key.statusList, let list = path.statusList {
        warnings += of(list, uri, at: now)
      }
      // Green is not logged.
      if let log = path.log, code.claims.status != .green {
        warnings += of(log, of: path.list, at: now)
      }
      warnings += [path.issuerSunset, path.recognition?.terms.sunset].compactMap { sunset in
        sunset.flatMap { ofSunset($0, path.issuer.description, at: now) }
      }
    }
    if code.categories.count < code.claims.categories.count {
      let passedOver = code.claims.categories.filter { !code.categories.contains($0) }
      warnings.append(
        FreshnessWarning(
          kind: .categoryNotRecognised,
          subject: passedOver.map(\.word).joined(separator: ","), time: code.claims.expires))
    }
    switch key {
    case .bare:
      warnings.append(
        FreshnessWarning(
          kind: .bareKey, subject: key.publicKey.identifier.hex, time: key.until))
    case .withdrawn: return []
    case .listed: break
    }
    return warnings
      + of(key.publicKey.identifier, from: key.notBefore, until: key.until, at: now)
  }
}
