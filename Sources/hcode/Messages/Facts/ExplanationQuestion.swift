import HCodeBase
import HCodeCore

/// What a line answers.
enum ExplanationQuestion: CaseIterable {
  case about
  case signedAs
  case setBy
  case secondOfficer
  case why
  case authority
  case evidence
  case category
  case setOn
  case until
  case changedSince
  case whyChanged
  case publicLog
  case appeal
  case proof
  case loggedOn
  case officers
  case inForce
  case logSays
}
