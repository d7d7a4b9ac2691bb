/// Why no passphrase was given.
enum PassphraseError: Error, Equatable {
  case noTerminal
  case brokenTerminal
  case interrupted
  case empty
  case emptyFile
  case different
}
