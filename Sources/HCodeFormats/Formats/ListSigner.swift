import HCodeBase

/// What the certificate of a list's signer has to be for, where the operator named whoever certified it, or nobody.
package enum ListSigner: Sendable {
  /// Signs master lists: extended key usage id-icao-cscaMasterListSigningKey (ICAO Doc 9303-12 §7.1.1).
  case masterList
  /// Uploads revocation batches to the EU's gateway. Such certificates state no extended key usage; those of signers of certificates and
  /// of servers do.
  case revocationBatch

  /// Nil when a certificate is for this, else why it is not.
  func objection(to certificate: X509Certificate) -> String? {
    if certificate.isAuthority { return "it is an authority's" }
    guard certificate.maySign else { return "its key usage does not let it sign lists" }
    switch self {
    case .masterList:
      let usage = "2.23.136.1.1.3"
      return certificate.isFor(usage, orUnstated: false)
        ? nil : "its extended key usage is not \(usage), for master lists"
    case .revocationBatch:
      return certificate.extendedKeyUsage == []
        ? nil : "its extended key usage is for something else than revocation batches"
    }
  }
}
