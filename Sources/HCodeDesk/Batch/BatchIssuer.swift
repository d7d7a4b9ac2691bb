package import HCodeBase
package import HCodeCore
import HCodeGate
package import HCodePictures
package import HCodeRegistry
package import HCodeTrust

/// Issues the rows of a batch: the same row, index and time give the same bytes, in whatever thread, process or machine.
package struct BatchIssuer: Sendable {
  package enum PictureFormat: String, CaseIterable, Sendable {
    case png
    case svg
    /// Of a card.
    case pdf
  }

  package let key: SigningKey
  /// The key's id, in hexadecimal.
  package let keyIdentifier: String
  package let defaults: BatchDefaults
  package let issuedAt: Timestamp
  /// Whether red rows are signed by one officer alone; they are rejected otherwise.
  package let isOneOfficer: Bool
  /// Where the entries of yellow and red codes go; nil when nothing is logged. A part that is issued again
  /// writes its entries again, the same, and an audit counts them once.
  package let log: DeskLog?
  /// The log that a trust list names for the key, where none was given: rows that need an entry are rejected.
  package var missingLog: NoteName?
  /// What gates let the codes say; nil where no list here says it.
  package var grant: Grant?
  /// nil for no pictures.
  package let format: PictureFormat?
  /// Whether pictures are in the lines, in Base64, since there is no other place for them.
  package let isPictureInLine: Bool
  package let moduleSize: Int
  package let quietZone: Int
  package let errorCorrection: QRSymbol.ErrorCorrection
  /// The labels that the codes have to fit on; nil when they are not printed.
  package let sheet: BatchSheet?
  /// What a card around each code looks like; nil for no cards.
  package let card: CodeAppearance?
  /// Each code of so many rows is drawn and scanned before it is written.
  package let checkEvery: Int
  package let header: BatchHeader?

  package init(
    key: SigningKey,
    keyIdentifier: String,
    defaults: BatchDefaults,
    issuedAt: Timestamp,
    isOneOfficer: Bool,
    log: DeskLog?,
    format: BatchIssuer.PictureFormat?,
    isPictureInLine: Bool,
    moduleSize: Int,
    quietZone: Int,
    errorCorrection: QRSymbol.ErrorCorrection,
    sheet: BatchSheet?,
    card: CodeAppearance?,
    checkEvery: Int,
    header: BatchHeader?
  ) {
    self.key = key
    self.keyIdentifier = keyIdentifier
    self.defaults = defaults
    self.issuedAt = issuedAt
    self.isOneOfficer = isOneOfficer
    self.log = log
    self.format = format
    self.isPictureInLine = isPictureInLine
    self.moduleSize = moduleSize
    self.quietZone = quietZone
    self.errorCorrection = errorCorrection
    self.sheet = sheet
    self.card = card
    self.checkEvery = checkEvery
    self.header = header
  }

  /// All names that a row's picture could have. They tell nothing of the person, and are safe whatever the row says.
  package static func pictureNames(row: Int) -> [String] {
    PictureFormat.allCases.map { pictureName(row: row, $0) }
  }

  package static func pictureName(row: Int, _ format: PictureFormat) -> String {
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

  /// What a desk draws for a row: a file's name and bytes, both empty when it was drawn only to be checked.
  private typealias Picture = (name: String, bytes: [UInt8])

  /// Issues a part. What is not one row's fault ends the batch.
  package func issue(_ part: BatchPart) -> Result<[BatchResult], any Error> {
    do {
      let writer = try PNGWriter()
      let rows = part.records.enumerated().map { number, record in
        claim(record, row: part.firstRow + number, index: part.indexes[number])
      }
      let claimed = rows.compactMap { try? $0.get() }
      let desk = Desk<Picture>(log: log, grant: grant) { code, position in
        try picture(code, claimed[position].row, writer)
      }
      var signed = try desk.sign(
        claimed.map { NewCode($0.claims, by: key) }, at: issuedAt,
        excusing: { BatchFault($0) != nil }
      ).makeIterator()
      return .success(
        try zip(rows, part.records).enumerated().map { number, pair in
          let (row, record) = pair
          switch row {
          case .failure(let rejection):
            return rejected(
              record, part.firstRow + number, rejection.reference, rejection.fault)
          case .success(let claimed):
            guard let result = signed.next() else { throw BatchError.badName }
            switch result {
            case .success(let code): return issued(code, claimed)
            case .failure(let error):
              guard let fault = BatchFault(error) else { throw error }
              return rejected(record, claimed.row, claimed.reference, fault)
            }
          }
        })
    } catch {
      return .failure(error)
    }
  }

  /// Why a row is not signed, and the reference in it if that could be read.
  private struct Rejection: Error {
    let reference: String?
    let fault: BatchFault
  }

  private func claim(
    _ record: BatchRecord, row number: Int, index: UInt32
  ) -> Result<Claimed, Rejection> {
    let row: BatchRow
    do throws(BatchFault) {
      row = try self.row(record)
    } catch { return .failure(Rejection(reference: nil, fault: error)) }
    do throws(BatchFault) {
      let subject = try row.subject()
      if defaults.needsSubject, subject == nil {
        throw BatchFault("subject", "it is empty, and desk.json requires it")
      }
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
      if let missingLog, claims.status != .green {
        throw BatchFault(
          "status",
          "a trust list names the log \(missingLog), and gates look for a yellow or red code there: add --log, or --unregistered"
        )
      }
      return .success(
        Claimed(
          row: number, line: record.line, reference: row.reference, claims: claims, subject: subject
        ))
    } catch { return .failure(Rejection(reference: row.reference, fault: error)) }
  }

  private func issued(_ code: Desk<Picture>.FinishedCode, _ claimed: Claimed) -> BatchResult {
    let picture = format == nil ? nil : code.artwork
    return BatchResult(
      row: claimed.row, lineNumber: claimed.line,
      line: BatchLine.issued(
        code.issued, keyIdentifier: keyIdentifier, row: claimed.row, line: claimed.line,
        reference: claimed.reference, picture: picture, format: format,
        isPictureInLine: isPictureInLine),
      code: IssuedCode(
        claims: code.issued.claims, subject: claimed.subject, waiting: code.waiting),
      picture: picture)
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
  private func picture(_ code: CodeText, _ row: Int, _ writer: PNGWriter) throws -> Picture {
    if let card, let format {
      return (Self.pictureName(row: row, format), try Drawing(code, card).finished().bytes)
    }
    let isChecked = row % checkEvery == 1 || checkEvery == 1
    guard format != nil || isChecked || sheet != nil else { return ("", []) }
    let symbol: QRSymbol
    do {
      symbol = try QREncoder.encode(code.text, errorCorrection: errorCorrection)
    } catch {
      throw DrawingError(error, errorCorrection)
    }
    if let fault = sheet?.fault(code.claims, symbol) { throw fault }
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
      case .pdf, nil: break
      }
      if isChecked {
        let image = try format == .png ? PictureReader.read(bytes) : picture.lumaImage()
        guard image.scansBack(to: code.text) else {
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

extension BatchFault {
  /// What keeps a code from being issued and is its row's own fault; nil for any other error.
  fileprivate init?(_ error: any Error) {
    switch error {
    case let fault as BatchFault: self = fault
    case HealthCode.IssuingError.outsideValidity:
      self.init("valid", "the code would not lie within the key's validity")
    case HealthCode.IssuingError.beyondGrant(let detail):
      self.init(nil, "gates would call the code forged: \(detail)")
    case HealthCode.IssuingError.tooLong:
      self.init(nil, "it holds too much for one QR symbol")
    case DrawingError.doesNotFit(let level):
      self.init(nil, "it does not fit a QR symbol at level \(level.rawValue)")
    case DrawingError.lettersMissing(let letters, let package):
      self.init(
        nil,
        "no font here has \(letters): install \(package), or print boxes with --force")
    default: return nil
    }
  }
}
