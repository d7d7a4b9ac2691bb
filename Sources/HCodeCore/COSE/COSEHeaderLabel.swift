/// The labels of COSE headers that are used here (RFC 9052 §3.1, RFC 9596, RFC 9338).
enum COSEHeaderLabel: Int64 {
  case algorithm = 1
  case keyIdentifier = 4
  case countersignature = 11
  case type = 16
  /// The pseudonym of the officer who countersigns an act (docs/log.md §2).
  case officer = -65539
}
