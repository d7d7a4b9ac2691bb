import HCodeBase
package import HCodeCore
package import HCodeFormats

/// How a file of another format's trust material is to be imported: what the operator, or the bundle that brings the file, says of it.
package struct ForeignImportRequest: Sendable {
  /// The file's format.
  package let format: CertificateFormat
  /// Tells the file apart from others of the format; nil for none.
  package var source: String?
  /// Seconds after which the file counts no more, unless it ends earlier; nil for its own end, or 30 days.
  package var lifetime: Int64?
  /// Whose material it is, for files that do not say so themselves.
  package var issuer: String?
  /// A signature that comes beside the file.
  package var signature: DetachedSignature?
  /// The URL of `signature`, kept for updates.
  package var signatureURL: String?
  /// The key that has to have made the signature inside the file. The store keeps it, so later files of the same name need not name it.
  package var listKey: ForeignListSignerKey?
  /// Whether a file is taken in which nothing can be used.
  package var allowsEmpty = false
  /// Whose bundle brings the file; nil for a file that the operator named.
  package var authority: IssuerIdentifier?
  /// The file's URL, kept for updates.
  package var url: String?

  /// A file of that format, with nothing said of it.
  package init(_ format: CertificateFormat, source: String? = nil, lifetime: Int64? = nil) {
    self.format = format
    self.source = source
    self.lifetime = lifetime
  }
}
