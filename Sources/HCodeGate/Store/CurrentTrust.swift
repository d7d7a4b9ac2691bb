package import HCodeTrust

/// Something to believe that may be replaced while it is open.
package protocol CurrentTrust: TrustSource {
  /// Whether it is what would be opened now.
  var isCurrent: Bool { get }
}

/// Key files are read once; who exchanges one starts the program anew.
extension TrustedKeys: CurrentTrust {
  package var isCurrent: Bool { true }
}
