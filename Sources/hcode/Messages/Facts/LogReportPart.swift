import HCodeBase
import HCodeCore

/// A part of the text, under a heading.
enum LogReportPart {
  case nothingToAsk
  case toAsk
  case byIssuer(since: Timestamp?)
  case byReason
  case byHour
  case destroyed
  case ends
}
