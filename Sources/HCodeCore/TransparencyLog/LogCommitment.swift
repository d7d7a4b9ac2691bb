package import HCodeBase

extension HealthClaims {
  /// What the log holds of a yellow or red code before it is signed: SHA-256 over a label, the salt and exactly what will be
  /// signed (docs/log.md §2). Nil for green, which carries no salt.
  package func commitment(header: COSEProtectedHeader) -> Digest? {
    justification.map {
      LogCommitment.code(
        salt: $0.salt, protected: header.encoded, payload: cbor.encoded)
    }
  }
}

extension UnverifiedCode {
  /// Under which commitment the code, if it is yellow or red, has to be in the log; nil when it carries no salt.
  package var commitment: Digest? {
    (try? unverifiedClaims()).flatMap(commitment)
  }

  /// The same, of the claims that were read from it.
  package func commitment(of claims: HealthClaims) -> Digest? {
    claims.justification.map {
      LogCommitment.code(
        salt: $0.salt, protected: message.protected, payload: message.payload)
    }
  }
}

/// The 32 bytes by which a log entry is matched to a code, by nobody but who holds the code.
package enum LogCommitment {
  /// Of a yellow or red code: the salt travels in the code alone, so names and numbers cannot be tried.
  package static func code(salt: [UInt8], protected: [UInt8], payload: [UInt8]) -> Digest {
    Digest(
      of: CBORValue.array([
        .text("hcode log: code"), .bytes(salt),
        .bytes(COSESign1.signatureStructure(protected: protected, payload: payload)),
      ]).encoded)
  }
}
