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
    if let route = key.route {
      warnings = route.lists.flatMap { of($0, at: now) }
      if let uri = route.key.statusList, let list = route.statusList {
        warnings += of(list, uri, at: now)
      }
      // Green is not logged.
      if let log = route.log, code.claims.status != .green {
        warnings += of(log, of: route.list, at: now)
      }
      warnings += [route.issuerSunset, route.recognition?.terms.sunset].compactMap { sunset in
        sunset.flatMap { ofSunset($0, route.issuer.description, at: now) }
      }
    }
    return warnings
      + of(key.publicKey.identifier, from: key.notBefore, until: key.until, at: now)
  }
}
