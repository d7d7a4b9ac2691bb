/// Why a verdict is what it is, in the words that programs rely on (docs/json.md). They are never localised.
package enum VerdictReason: String, Sendable, CaseIterable {
  // Accepted.
  case asSigned = "as-signed"
  case suspended
  case raisedToRed = "raised-to-red"
  case evidenceNotRecognised = "evidence-not-recognised"
  case notLogged = "not-logged"
  case rulesPassed = "rules-passed"
  case ruleYellow = "rule-yellow"

  // Refused: genuine but not acceptable now.
  case expired
  case notYetValid = "not-yet-valid"
  case keyExpired = "key-expired"
  case beforeKey = "before-key"
  case keyWithdrawn = "key-withdrawn"
  case notRecognised = "not-recognised"
  case sunset
  case revoked
  case oneOfficer = "one-officer"
  case ruleFailed = "rule-failed"
  case otherBearer = "other-bearer"
  // The same, of other formats.
  case keyUsage = "key-usage"
  case specimen
  case policy
  case notHealth = "not-health"

  // Forged: not authentic.
  case malformedPrefix = "malformed-prefix"
  case textTooLong = "text-too-long"
  case malformedBase45 = "malformed-base45"
  case malformedCBOR = "malformed-cbor"
  case notDeterministic = "not-deterministic"
  case malformedCOSE = "malformed-cose"
  case malformedHeader = "malformed-header"
  case wrongAlgorithm = "wrong-algorithm"
  case unprotectedHeader = "unprotected-header"
  case badSignature = "bad-signature"
  case grantExceeded = "grant-exceeded"
  case badCountersignature = "bad-countersignature"
  case unexpectedCountersignature = "unexpected-countersignature"
  case malformedClaims = "malformed-claims"
  case issuerMismatch = "issuer-mismatch"
  case malformedTime = "malformed-time"
  case validityTooLong = "validity-too-long"
  case malformedCodeID = "malformed-code-id"
  case malformedHealth = "malformed-health"
  case unknownStatus = "unknown-status"
  case malformedHolder = "malformed-holder"
  case malformedEvidence = "malformed-evidence"
  case unjustifiedStatus = "unjustified-status"
  case unknownReason = "unknown-reason"
  case unexpectedReason = "unexpected-reason"
  case unknownCategory = "unknown-category"
  case unexpectedCategory = "unexpected-category"
  // The same, of other formats.
  case malformedEncoding = "malformed-encoding"
  case malformedStructure = "malformed-structure"
  case tooLarge = "too-large"
  case badKey = "bad-key"
  case badChain = "bad-chain"
  case badChunk = "bad-chunk"
  // Of a text; of a picture it is undecided.
  case tooExpensive = "too-expensive"

  // Undecided: the scanner lacks something.
  case unknownIssuer = "unknown-issuer"
  case notListed = "not-listed"
  case nothingPinned = "nothing-pinned"
  case unknownOfficer = "unknown-officer"
  case unknownVersion = "unknown-version"
  case clock
  case trustExpired = "trust-expired"
  case trustUnreadable = "trust-unreadable"
  case statusMissing = "status-missing"
  case statusExpired = "status-expired"
  case indexUnknown = "index-unknown"
  case unreadable
  case searchIncomplete = "search-incomplete"
  case ruleOpen = "rule-open"
  case rulesExpired = "rules-expired"
  case rulesUnreadable = "rules-unreadable"
  case bearerUnverified = "bearer-unverified"
  case bearerUnknown = "bearer-unknown"
  // The same, of other formats.
  case noRules = "no-rules"
  case unknownKey = "unknown-key"
  case missingChunk = "missing-chunk"
  case revocationMissing = "revocation-missing"
  case unsupported

  // None: no code.
  case noCode = "no-code"
  case unknownFormat = "unknown-format"
  // Of a text that was typed.
  case garbled
}
