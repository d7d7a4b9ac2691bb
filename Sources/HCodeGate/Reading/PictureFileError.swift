/// Why a file or folder gives no picture or code, beyond what decoding it tells.
package enum PictureFileError: Error, CustomStringConvertible, Equatable {
  case severalPages
  /// It is damaged or ends early, and no code is in the part that is there.
  case noCodeInWhatIsThere
  case noPictureInFolder
  case tooDeep(levels: Int)
  /// Neither a picture that can be read nor the text of a code.
  case neitherPictureNorText
  /// A secret key. Nothing of it is shown.
  case secretKey
  /// It was not searched to the end, so that nobody knows whether it has another code.
  case notSearchedToTheEnd
  /// Another number of codes than one.
  case notOneCode(count: Int)

  package var description: String {
    switch self {
    case .severalPages: "it has several pages"
    case .noCodeInWhatIsThere: "it is damaged, and no code is in the part that is there"
    case .noPictureInFolder: "no picture is in the folder"
    case .tooDeep(let levels): "folders are nested more than \(levels) deep"
    case .neitherPictureNorText: "it is neither a picture that can be read nor the text of a code"
    case .secretKey: "it is a secret key"
    case .notSearchedToTheEnd: "it was not searched to the end"
    case .notOneCode(let count): "it has \(count) codes, not one"
    }
  }
}
