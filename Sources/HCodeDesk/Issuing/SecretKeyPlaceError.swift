/// Why a secret key is not safe where it lies.
package enum SecretKeyPlaceError: Error, Equatable {
  case othersMayRead(mode: UInt32)
  case othersMayReplace(mode: UInt32)
}
