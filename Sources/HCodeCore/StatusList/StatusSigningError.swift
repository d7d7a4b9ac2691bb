/// Why a status list or a delta was not signed.
package enum StatusSigningError: Error, Equatable, Sendable {
  /// The key could not sign.
  case signing(SigningKey.SigningError)
  /// The file would have more than `StatusList.maximumBytes`: the list does not compress.
  case tooLarge
  /// No memory for the compressor.
  case outOfMemory
}
