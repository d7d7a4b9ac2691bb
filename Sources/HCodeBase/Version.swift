/// The version of hcode: the one place. The program, the Makefile and the manual pages read it here.
package enum Version {
  package static let current = "0.2.0-dev"
}
