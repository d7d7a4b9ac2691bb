import HCodeBase
import HCodeTrust
import HCodeCore

/// A line of why a key is believed, or not.
enum TrustStanding {
  case key(KeyIdentifier, of: IssuerIdentifier, name: String)
  case named(by: TrustListFacts, at: Timestamp)
  case recognised(by: IssuerIdentifier, Recognition.Terms)
  case pinned
  case forCodes(ListedKey.Use)
  case forStatusLists
  case notNow(TrustObstacle)
  case believed
}
