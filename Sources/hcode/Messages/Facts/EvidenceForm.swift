import HCodeBase
import HCodeCore

/// How options spell evidence.
enum EvidenceForm {
  /// Returns the form that the family's option takes.
  static func form(of family: EvidenceFamily) -> String {
    switch family.shape {
    case .result: "kind:result:time[:place]"
    case .doses: "dose/of:date[:place[:product]]"
    case .timeOnly: "date[:place]"
    case .stays: "days:source"
    }
  }

  /// Returns an example of that form.
  static func example(of family: EvidenceFamily) -> String {
    switch family.shape {
    case .result: "pcr:negative:2026-11-23T08:00:00Z:LAB"
    case .doses: "2/3:2026-03-01:ZZ-H1:CoronaVac"
    case .timeOnly: "2026-05-01:ZZ-H1"
    case .stays: "14d:registered"
    }
  }
}
