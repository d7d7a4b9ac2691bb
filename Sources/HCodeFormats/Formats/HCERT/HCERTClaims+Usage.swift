import HCodeBase

extension HCERTClaims {
  /// What its signer has to be allowed to sign: the groups of an EU certificate that are there.
  var usage: HCERTSigner.Usage {
    switch kind {
    case .dcc:
      var usage = HCERTSigner.Usage()
      guard let members = CBORMembers(content) else { return usage }
      if !members.isAbsent("t") { usage.insert(.test) }
      if !members.isAbsent("v") { usage.insert(.vaccination) }
      if !members.isAbsent("r") { usage.insert(.recovery) }
      return usage
    case .vaccination: return .vaccination
    case .testResult: return .test
    case .healthLink, .digitalVaccination: return []
    }
  }
}
