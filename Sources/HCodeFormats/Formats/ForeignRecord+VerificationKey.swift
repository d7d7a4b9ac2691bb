import HCodeBase

extension ForeignRecord {
  /// The key whose SubjectPublicKeyInfo the record is.
  var verificationKey: VerificationKey? {
    parsed { $0.byteString.flatMap(VerificationKey.init(subjectPublicKeyInfo:)) }
  }
}
