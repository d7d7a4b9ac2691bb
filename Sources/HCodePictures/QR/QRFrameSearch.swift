/// Finds QR codes in the frames of a stream, one after the other.
///
/// A picture gets every attempt there is. A camera gives another frame a thirtieth of a second later, so here the dear
/// attempts at a code that the cheap ones did not read are spread over frames: as many as there is time for, and
/// each frame begins where the one before it left off, or with the attempt that read it.
package struct QRFrameSearch {
  private var turn = QRSearch.Turn()

  /// Asks before each further attempt at a frame whether a newer one waits.
  package init(isNextWaiting: @escaping () -> Bool) { turn.isNextWaiting = isNextWaiting }

  /// The texts of a frame's codes, as `QRScanner.texts(in:options:)` gives them.
  package mutating func texts(in frame: LumaImage, options: QRSearchOptions) -> [[UInt8]] {
    let readings = QRSearch(options: options).readings(in: frame, turn: &turn)
    return QRScanner.eachOnce(readings).map(\.text)
  }
}
