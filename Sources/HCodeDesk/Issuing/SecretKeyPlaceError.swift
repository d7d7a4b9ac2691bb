/// Why a secret key is not safe where it lies.
package enum SecretKeyPlaceError: Error, Equatable {
  case othersMayRead(mode: UInt32)
  /// Root's file, which a group may read and nobody else.
  case groupMayRead(mode: UInt32)
  case othersMayReplace(mode: UInt32)
}
