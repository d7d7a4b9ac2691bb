import HCodeFormats
package import HCodePictures

/// The codes of one file, and whether all of it was searched.
package struct FoundTexts: Sendable {
  package var texts: [FoundText]
  /// False when time or work ran out before every way to find another code was tried.
  package var isComplete: Bool
  /// True when reading the rest of the file would have taken more than `InputBudget` allows: nobody knows what is in it.
  package var isTooExpensive = false
  /// True when the file has, or may have, content that nothing here searches.
  package var hasUnseen = false
  /// A symbol of another kind whose text is none that a known format writes into it.
  package var otherSymbol: OtherSymbol?

  package init(texts: [FoundText] = [], isComplete: Bool = true) {
    self.texts = texts
    self.isComplete = isComplete
  }

  /// What was found in one picture. A symbol of another kind counts for a code where a known format uses it.
  init(_ result: QRSearchResult) {
    self.init(isComplete: result.isComplete)
    for code in result.codes {
      if let symbol = code.symbol, !symbol.carries(RecognisedText(code.text)) {
        otherSymbol = otherSymbol ?? symbol
      } else {
        texts.append(FoundText(text: code.text, part: code.part))
      }
    }
  }
}

extension OtherSymbol {
  /// Whether a known format writes such texts into the symbol: certificates of the EU's form into Aztec codes, 2D-DOC into a Data
  /// Matrix. hcode's own codes are QR codes only.
  fileprivate func carries(_ text: RecognisedText) -> Bool {
    switch (self, text) {
    case (.aztec, .foreign(.dcc)), (.aztec, .foreign(.gdhcn)), (.dataMatrix, .foreign(.twoDDoc)):
      true
    default: false
    }
  }
}
