import ArgumentParser
import HCodeCore
import HCodeRegistry

/// Categories of holders in options.
enum CategoryWords {
  /// The categories, of one option or several, in ascending order; nil when there are none.
  static func list(_ options: [String]) throws -> [HolderCategory]? {
    guard !options.isEmpty else { return nil }
    var categories: [HolderCategory] = []
    for word in options.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      guard let category = HolderCategory(word: CellWords.word(String(word))) else {
        throw ValidationError(.notACategory)
      }
      guard !categories.contains(category) else {
        throw ValidationError(.namedTwice("--category", String(word)))
      }
      categories.append(category)
    }
    return categories.sorted()
  }
}
