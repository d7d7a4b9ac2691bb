/// The kinds of certificate that hcode reads, by the word in options, in JSON and in a store.
package enum CertificateFormat: String, Sendable, CaseIterable {
  /// Our own (docs/format.md).
  case hcode
  /// EU Digital COVID Certificate, HCERT 1.0.8.
  case dcc
  /// WHO Global Digital Health Certification Network: HCERT with other contents.
  case gdhcn
  /// New Zealand's COVID Pass, version 1.
  case nzcp
  /// SMART Health Cards, framework 1.x.
  case shc
  /// ICAO Visible Digital Seals for non-constrained environments.
  case vdsnc
  /// Israel's first form.
  case il
  /// 2D-DOC of France's ANTS.
  case twoDDoc = "2ddoc"
  /// The NHS's domestic pass.
  case nhs
  /// DIVOC, India's and others'.
  case divoc
  /// CoronaCheck of the Netherlands.
  case nl
  /// The identity QR code of claim 169 (MOSIP, OpenCRVS).
  case claim169

  /// The format's reader; nil for hcode's own format.
  package var reader: (any ForeignFormat.Type)? {
    switch self {
    case .dcc: DigitalCOVIDCertificate.self
    case .gdhcn: GlobalHealthCertificate.self
    case .nzcp: NZCovidPass.self
    case .shc: SmartHealthCard.self
    case .divoc: DIVOC.self
    case .vdsnc: VDSNC.self
    case .il: IsraeliCertificate.self
    case .twoDDoc: TwoDDoc.self
    case .nhs: NHSPass.self
    case .nl: CoronaCheck.self
    case .claim169: Claim169.self
    case .hcode: nil
    }
  }

  /// The formats whose trust material can be imported.
  package static var foreign: [CertificateFormat] { allCases.filter { $0.reader != nil } }
}
