import HCodeBase

/// A `.smart-health-card` file: cards that their holder downloaded, each a JWS.
package enum SmartHealthCardFile {
  /// The texts of its cards; none when it is no such file, or a member that should be a card is not one.
  package static func cards(_ text: [UInt8]) -> [[UInt8]] {
    guard text.count <= SmartHealthCard.maximumCharacters,
      let elements = (try? JSONValue(text))?.object?["verifiableCredential"]?.array
    else { return [] }
    let cards = elements.compactMap(\.string).map { Array($0.utf8) }
    return cards.count == elements.count ? cards : []
  }
}
