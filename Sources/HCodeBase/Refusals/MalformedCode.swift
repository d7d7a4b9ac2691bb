/// Why a code is not a native health code: the rule's refusal by name, and a sentence for people. The same error
/// stops an issuer from writing what a verifier would refuse.
package struct MalformedCode: Error, Equatable, Sendable {
  /// The refusal, as in docs/format.md §5.
  package let reason: VerdictReason
  /// What exactly is wrong and where. Not a stable text.
  package let detail: String

  package init(_ reason: VerdictReason, _ detail: String) {
    self.reason = reason
    self.detail = detail
  }
}
