/// The version of hcode: the one place. The program, the Makefile and the manual pages read it here.
package enum Version {
  package static let current = "0.2.0-dev"

  /// The day of the release, or of the last change before it. No clock that shows an earlier time is right. Whoever makes a release
  /// sets it to that day, together with `current`; `Scripts/check` refuses a day that is still to come.
  package static let released = "2026-11-24T00:00:00Z"
}
