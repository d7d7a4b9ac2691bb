/// The kinds of certificate that are read, by their words in docs/json.md.
public enum CertificateFormat: String, Sendable, CaseIterable {
  /// Our own (docs/format.md).
  case hcode
  /// EU Digital COVID Certificate.
  case dcc
  /// WHO Global Digital Health Certification Network.
  case gdhcn
  /// New Zealand's COVID Pass.
  case nzcp
  /// SMART Health Cards.
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
}
