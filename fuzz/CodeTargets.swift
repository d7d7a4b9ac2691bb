extension FuzzTarget {
  /// What reads a code's text, from the keyboard to the claims.
  static let codes: [FuzzTarget] = [
    FuzzTarget(name: "base45", longest: 8192) { bytes in
      guard let decoded = try? Base45.decode(bytes) else { return }
      promise(Base45.encode(decoded) == bytes, "a text has one spelling")
    },
    FuzzTarget(name: "cbor", longest: 1 << 14) { bytes in
      for limits in [CBORLimits.native, .list, .foreign] {
        guard let value = try? CBORDecoder.decode(bytes, limits: limits) else { continue }
        let again = try? CBORDecoder.decode(value.encoded, limits: limits)
        promise(again == value, "what was read can be written and read")
      }
    },
    FuzzTarget(name: "cose", longest: 1 << 14) { bytes in
      _ = try? COSEProtectedHeader(encoded: bytes)
      guard let value = try? CBORDecoder.decode(bytes, limits: .list) else { return }
      if let message = COSESign1(value) {
        _ = try? COSEProtectedHeader(encoded: message.protected)
        promise(COSESign1(message.cbor) != nil, "a message stays one")
      }
      _ = COSESign(value, type: "application/hcode-trust-list+cbor")
    },
    FuzzTarget(name: "text", longest: 8192) { read($0) },
    FuzzTarget(name: "code", longest: 4096) { bytes in
      // The bytes of the message, so that Base45 need not be found by luck.
      read(Array("HCODE1:".utf8) + Base45.encode(bytes))
    },
    FuzzTarget(name: "claims", longest: 4096) { bytes in
      // The payload alone: a signature over it is nothing that a fuzzer finds.
      guard let issuer = IssuerIdentifier("CN-HA"),
        let claims = try? HealthClaims(payload: bytes, isKeyOf: { $0 == issuer })
      else { return }
      promise(claims.cbor.encoded == bytes, "a payload has one spelling")
    },
    FuzzTarget(name: "foreign", longest: 1 << 14) { bytes in
      guard let format = RecognisedText(bytes).format, let reader = format.reader,
        let certificate = try? reader.decode(bytes)
      else { return }
      _ = try? certificate.unverifiedStatement()
    },
    FuzzTarget(name: "hcert", longest: 1 << 14) { bytes in
      // The message as it is inside, and the claims as they are inside that: neither is found through zlib.
      let text = Array("HC1:".utf8) + Base45.encode(bytes)
      _ = try? HCERT.decode(text)
      _ = try? UnverifiedHCERT(bytes).unverifiedStatement()
      guard let claims = try? HCERTClaims(payload: bytes),
        let statement = try? claims.statement(signer: nil)
      else { return }
      promise(statement.payload != nil, "what is stated can be judged by rules")
    },
    FuzzTarget(name: "certificate", longest: 1 << 14) { bytes in
      guard let certificate = X509Certificate(bytes), let signer = try? HCERTSigner(certificate)
      else { return }
      let again = HCERTSigner(signer.cbor)
      promise(again?.usage == signer.usage, "what is told of a signer can be kept")
    },
    FuzzTarget(name: "parts", longest: 1 << 14) { bytes in
      var parts = CardAssembler()
      var pieces = bytes.split(separator: 0x0A).flatMap { parts.take(Array($0)) }
      pieces += parts.finish()
      promise(!parts.isWaiting, "nothing waits behind the end")
      for case .text(let text) in pieces {
        guard let certificate = try? SmartHealthCard.decode(text) else { continue }
        _ = try? certificate.unverifiedStatement()
      }
    },
    FuzzTarget(name: "symbol-parts", longest: 1 << 12) { bytes in
      // A line is one symbol: which part, of how many, the sum, and what it says.
      var parts = CardAssembler()
      for line in bytes.split(separator: 0x0A) {
        let head = line.prefix(3).map(\.self)
        let part =
          head.count < 3 ? nil : SymbolPart(number: Int(head[0]), of: Int(head[1]), parity: head[2])
        for case .text(let text) in parts.take(Array(line.dropFirst(3)), part: part) {
          promise(text.count <= bytes.count + 5, "nothing is joined but what came")
        }
      }
      _ = parts.finish()
      promise(!parts.isWaiting, "nothing waits behind the end")
    },
    FuzzTarget(name: "card", longest: 1 << 14) { bytes in
      // The payload as it is inside, so that DEFLATE need not be found by luck.
      guard let object = try? JSONValue(bytes, maximumDepth: 32).object else { return }
      _ = try? SmartHealthCardClaims(object)
    },
    FuzzTarget(name: "zip", longest: 1 << 12) { bytes in
      guard let (_, content) = try? ZIPFile.only(bytes, limit: 1 << 16) else { return }
      promise(content.count <= 1 << 16, "the bound holds")
    },
    FuzzTarget(name: "linked-data", longest: 1 << 12) { bytes in
      guard let object = try? JSONValue(bytes).object else { return }
      guard let content = try? DIVOCContent(object) else { return }
      _ = try? content.statement(issuer: "https://a.example/")
      guard let text = try? URDNA2015.text(of: content.dataset) else { return }
      promise(
        text.filter { $0 == 0x0A }.count == content.dataset.quads.count, "a statement is a line")
    },
    FuzzTarget(name: "decimal", longest: 64) { bytes in
      guard let text = String(validating: bytes, as: UTF8.self),
        let number = DecimalNumber(text)
      else { return }
      let zero = DecimalNumber(0)
      promise(
        [number < zero, zero < number, number == zero].count { $0 } == 1, "an order is total")
      _ = number.timestamp
    },
    FuzzTarget(name: "foreign-list", longest: 1 << 14) { bytes in
      for format in CertificateFormat.foreign {
        _ = try? format.reader?.material(bytes)
        _ = try? format.reader?.material(bytes, of: "https://a.example")
      }
      if let file = try? BundledForeignFile(bundled: bytes) {
        promise(file.bundled == bytes, "a foreign file in a bundle has one spelling")
      }
    },
    FuzzTarget(name: "keyboard", longest: 4096) { bytes in
      for mended in KeyboardLayout.repaired(ScannerLine.cleaned(bytes)) { read(mended.text) }
    },
  ]

  private static func read(_ text: [UInt8]) {
    _ = RecognisedText(text)
    guard let code = try? HealthCode.decode(text) else { return }
    _ = try? code.unverifiedClaims()
  }
}
