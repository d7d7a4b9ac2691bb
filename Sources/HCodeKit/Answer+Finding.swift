import HCodeBase
import HCodeCore
import HCodeFormats
import HCodeGate
import HCodeTrust

extension Answer {
  init(_ finding: Finding) {
    let certificate = finding.verdict.certificate
    let format = certificate?.foreign?.statement.format ?? finding.format
    self.init(
      verdict: Verdict(finding.verdict), reasons: finding.verdict.reasons.map(\.rawValue),
      detail: finding.verdict.detail, format: format.map(CertificateFormat.init),
      statement: certificate.map(Statement.init), page: finding.page)
  }
}

extension Answer.Verdict {
  fileprivate init(_ verdict: HCodeTrust.Verdict) {
    self =
      switch verdict {
      case .accepted(_, .green, _), .judgedByRules(_, .passed): .green
      case .accepted(_, .yellow, _), .judgedByRules(_, .cautioned): .yellow
      case .accepted(_, .red, _): .red
      case .refused, .judgedByRules(_, .failed): .refused
      case .forged: .forged
      case .undecided, .judgedByRules(_, .open), .judgedByRules(_, .noApplicableRules): .undecided
      case .none: .none
      }
  }
}

extension CertificateFormat {
  fileprivate init(_ format: HCodeFormats.CertificateFormat) {
    self =
      switch format {
      case .hcode: .hcode
      case .dcc: .dcc
      case .gdhcn: .gdhcn
      case .nzcp: .nzcp
      case .shc: .shc
      case .vdsnc: .vdsnc
      case .il: .il
      case .twoDDoc: .twoDDoc
      case .nhs: .nhs
      case .divoc: .divoc
      case .nl: .nl
      case .claim169: .claim169
      }
  }
}
