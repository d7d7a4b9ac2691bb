import HCodeDesk

/// Lines about a desk: a label, and behind it what there is to say, below each other.
struct DeskText {
  private let texts: any Catalogue

  init(_ texts: any Catalogue) { self.texts = texts }

  func rows(_ rows: [(DeskFact.Label, [String])]) -> [String] {
    let column =
      DeskFact.Label.allCases.map { TextColumns.count(texts.desk(.label($0))) }.max() ?? 0
    return rows.flatMap { label, values in
      values.enumerated().map { place, value in
        "  "
          + TextColumns.padded(place == 0 ? texts.desk(.label(label)) : "", to: column + 2) + value
      }
    }
  }
}
