import HCodeTrust
import HCodeBase
import HCodeCore
import HCodePictures
import HCodeRegistry

/// What became of one row.
struct BatchResult: Sendable {
  /// From 1.
  let row: Int
  let lineNumber: Int
  /// The line of JSON that tells it, with its end.
  let line: [UInt8]
  /// What was signed; nil when the row was rejected.
  var code: IssuedCode?
  /// Nil where no pictures are asked for, and when the row was rejected.
  var picture: (name: String, bytes: [UInt8])?
  /// Why it was rejected.
  var fault: BatchFault?
  /// What the file of rejected rows shows of it.
  var cells: [String] = []
}

/// A part of a batch that one thread works on.
struct BatchPart: Sendable {
  /// The number of the first row, from 1.
  let firstRow: Int
  let records: [BatchRecord]
  /// As many.
  let indexes: [UInt32]
}

/// Issues the rows of a batch: the same row, index and time give the same bytes, in whatever thread, process or machine.
struct BatchIssuer: Sendable {
  enum PictureFormat: String, CaseIterable, Sendable {
    case png
    case svg
  }

  let key: SigningKey
  /// The key's id, in hexadecimal.
  let keyIdentifier: String
  let defaults: BatchDefaults
  let issuedAt: Timestamp
  /// Whether red rows are signed by one officer alone; they are rejected otherwise.
  let isOneOfficer: Bool
  /// Where the entries of yellow and red codes go before they are signed, and who they say asked for them; nil when nothing
  /// is logged.
  let log: (folder: LogFolder, officer: IssuerIdentifier)?
  /// nil for no pictures.
  let format: PictureFormat?
  /// Whether pictures are in the lines, in Base64, since there is no other place for them.
  let isPictureInLine: Bool
  let moduleSize: Int
  let quietZone: Int
  let errorCorrection: QRSymbol.ErrorCorrection
  /// The labels that the codes have to fit on; nil when they are not printed.
  let sheet: BatchSheet?
  /// Each code of so many rows is drawn and scanned before it is written.
  let checkEvery: Int
  let header: BatchHeader?

  /// All names that a row's picture could have. They tell nothing of the person, and are safe whatever the row says.
  static func pictureNames(row: Int) -> [String] {
    PictureFormat.allCases.map { pictureName(row: row, $0) }
  }

  static func pictureName(row: Int, _ format: PictureFormat) -> String {
    let digits = String(row)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits + "." + format.rawValue
  }

  /// A row that may be signed.
  private struct Claimed {
    let row: Int
    let line: Int
    let reference: String?
    let claims: HealthClaims
    let subject: SubjectReference?
  }

  /// What was made of a row so far.
  private enum Progress {
    case claimed(Claimed)
    case rejected(BatchResult)
  }

  /// Issues a part. What is not one row's fault ends the batch.
  func issue(_ part: BatchPart) -> Result<[BatchResult], any Error> {
    do {
      let writer = try PNGWriter()
      let rows = try part.records.enumerated().map { number, record in
        try checked(
          claim(record, row: part.firstRow + number, index: part.indexes[number]), record, writer)
      }
      try writeLog(rows)
      return .success(
        try rows.map { row in
          switch row {
          case .claimed(let claimed):
            try issue(claimed, part.records[claimed.row - part.firstRow], writer)
          case .rejected(let result): result
          }
        })
    } catch {
      return .failure(error)
    }
  }

  private func claim(_ record: BatchRecord, row number: Int, index: UInt32) -> Progress {
    let row: BatchRow
    do throws(BatchFault) {
      row = try self.row(record)
    } catch { return .rejected(rejected(record, number, nil, error)) }
    do throws(BatchFault) {
      let subject = try row.subject()
      if let reference = row.reference, reference.utf8.count > BatchLimits.referenceBytes {
        throw BatchFault("ref", "it has more than \(BatchLimits.referenceBytes) bytes")
      }
      let claims = try row.claims(
        defaults: defaults, issuer: key.issuerKey.issuer, codeIndex: index, at: issuedAt,
        salt: key.salt)
      guard claims.status != .red || isOneOfficer else {
        throw BatchFault(
          "status", "red takes two officers: see 'hcode issue --request' and --one-officer")
      }
      return .claimed(
        Claimed(
          row: number, line: record.line, reference: row.reference, claims: claims, subject: subject
        ))
    } catch { return .rejected(rejected(record, number, row.reference, error)) }
  }

  /// Draws what will be logged before it is: a row that would be rejected leaves no entry.
  private func checked(
    _ row: Progress, _ record: BatchRecord, _ writer: PNGWriter
  ) throws -> Progress {
    guard log != nil, case .claimed(let claimed) = row, claimed.claims.justification != nil else {
      return row
    }
    do {
      let draft = try Self.faulting { try HealthCode.draft(claimed.claims, by: key.issuerKey) }
      _ = try picture(draft.text, draft.claims, claimed.row, writer)
      return row
    } catch let fault as BatchFault {
      return .rejected(rejected(record, claimed.row, claimed.reference, fault))
    }
  }

  /// Does something; what keeps a code from being signed and is a row's own fault is thrown as that.
  private static func faulting<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch HealthCode.IssuingError.outsideValidity {
      throw BatchFault("valid", "the code would not lie within the key's validity")
    } catch HealthCode.IssuingError.tooLong {
      throw BatchFault(nil, "it holds too much for one QR symbol")
    }
  }

  /// All entries of a part in one batch, on the disk when this returns. A part that is issued again writes them again, the same,
  /// and an audit counts them once.
  private func writeLog(_ rows: [Progress]) throws {
    guard let log else { return }
    let header = COSEProtectedHeader(
      algorithm: .ed25519, keyIdentifier: key.issuerKey.publicKey.identifier)
    let entries = try rows.compactMap { row -> LogEntry? in
      guard case .claimed(let claimed) = row else { return nil }
      return try LogEntry.issued(
        claimed.claims, by: key.issuerKey, commitment: claimed.claims.commitment(header: header),
        officer: log.officer, at: issuedAt)
    }
    if !entries.isEmpty { _ = try log.folder.append(entries) }
  }

  private func issue(
    _ claimed: Claimed, _ record: BatchRecord, _ writer: PNGWriter
  ) throws -> BatchResult {
    let issued: HealthCode.Issued
    let picture: (name: String, bytes: [UInt8])
    do {
      issued = try Self.faulting { try HealthCode.issue(claimed.claims, with: key) }
      picture = try self.picture(issued.text, issued.claims, claimed.row, writer)
    } catch let fault as BatchFault {
      return rejected(record, claimed.row, claimed.reference, fault)
    }
    return BatchResult(
      row: claimed.row, lineNumber: claimed.line,
      line: BatchLine.issued(
        issued, keyIdentifier: keyIdentifier, row: claimed.row, line: claimed.line,
        reference: claimed.reference,
        picture: format == nil ? nil : picture, format: format, isPictureInLine: isPictureInLine),
      code: IssuedCode(claims: issued.claims, subject: claimed.subject),
      picture: format == nil ? nil : picture)
  }

  private func row(_ record: BatchRecord) throws(BatchFault) -> BatchRow {
    switch record {
    case .json(let line): return try BatchRow(line)
    case .csv(let row):
      guard let header else { throw BatchFault(nil, "there is no header") }
      return try BatchRow(row, header: header)
    }
  }

  private func rejected(
    _ record: BatchRecord, _ row: Int, _ reference: String?, _ fault: BatchFault
  ) -> BatchResult {
    let cells: [String] =
      switch record {
      case .csv(let row): row.cells.map { String(decoding: $0, as: UTF8.self) }
      case .json: [reference ?? ""]
      }
    return BatchResult(
      row: row, lineNumber: record.line,
      line: BatchLine.rejected(fault, row: row, line: record.line, reference: reference),
      fault: fault, cells: cells)
  }

  /// The picture; throws a `BatchFault` when the code fits no symbol, or not its label. Without a format it is drawn only to be
  /// checked.
  private func picture(
    _ text: [UInt8], _ claims: HealthClaims, _ row: Int, _ writer: PNGWriter
  ) throws -> (name: String, bytes: [UInt8]) {
    let isChecked = row % checkEvery == 1 || checkEvery == 1
    guard format != nil || isChecked || sheet != nil else { return ("", []) }
    guard let symbol = try? QREncoder.encode(text, errorCorrection: errorCorrection) else {
      throw BatchFault(nil, "it does not fit a QR symbol at level \(errorCorrection.rawValue)")
    }
    if let fault = sheet?.fault(claims, symbol) { throw fault }
    guard format != nil || isChecked else { return ("", []) }
    do {
      let picture = try QRPicture(symbol, moduleSize: moduleSize, quietZone: quietZone)
      var bytes: [UInt8] = []
      switch format {
      case .png: bytes = try picture.png(with: writer)
      case .svg:
        guard let svg = SVGWriter.svg(symbol, quietZone: quietZone, side: .pixels(picture.side))
        else { throw QRPictureError.tooLarge }
        bytes = Array(svg.utf8)
      case nil: break
      }
      if isChecked {
        let image = try format == .png ? PictureReader.read(bytes) : picture.lumaImage()
        guard QRScanner.texts(in: image).contains(text) else {
          throw BatchError.unreadablePicture(row: row)
        }
      }
      return (format.map { Self.pictureName(row: row, $0) } ?? "", bytes)
    } catch let error as BatchError {
      throw error
    } catch {
      throw DrawingError.failed(detail: String(describing: error))
    }
  }
}
