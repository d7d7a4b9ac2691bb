import ArgumentParser

/// A word in a command's place that is no command. ArgumentParser blames its options.
struct MisspeltCommand {
  let word: String
  /// The command that was probably meant.
  let suggestion: String?

  /// Finds it; nil where the words lead to a command, or to an option before one.
  init?(_ arguments: [String]) {
    var command: any ParsableCommand.Type = HCode.self
    for word in arguments.first == "help" ? arguments.dropFirst() : arguments[...] {
      let names = command.configuration.subcommands.compactMap { $0.configuration.commandName }
      guard !names.isEmpty, !word.hasPrefix("-") else { return nil }
      let next = command.configuration.subcommands.first { $0.configuration.commandName == word }
      guard let next else {
        self.word = word
        suggestion = Self.nearest(to: word, in: names)
        return
      }
      command = next
    }
    return nil
  }

  /// The name with the fewest letters to change, if they are few.
  private static func nearest(to word: String, in names: [String]) -> String? {
    let plain = word.lowercased()
    let distances = names.map { ($0, distance(Array(plain), Array($0))) }
    guard let (name, least) = distances.min(by: { $0.1 < $1.1 }) else { return nil }
    if least <= max(1, min(plain.count, name.count) / 3 + 1), least < name.count { return name }
    return names.first { plain.count >= 3 && ($0.hasPrefix(plain) || plain.hasPrefix($0)) }
  }

  /// Letters to insert, to remove, to replace or to exchange with the next one.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    guard a.count <= 32 else { return a.count }
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
