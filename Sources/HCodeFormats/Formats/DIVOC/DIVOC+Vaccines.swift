import HCodeBase

extension DIVOC {
  /// The names of vaccines that certificates of this system have. The signature does not say which of four texts is the vaccine; one that is
  /// here is.
  private static let vaccines = [
    "COVISHIELD", "COVAXIN", "SPUTNIK V", "SPUTNIK LIGHT", "CORBEVAX", "COVOVAX", "ZYCOV-D",
    "GEMCOVAC-19", "GEMCOVAC-OM", "INCOVACC", "SPIKEVAX", "COMIRNATY", "VAXZEVRIA", "CORONAVAC",
    "COVILO", "JCOVDEN", "NUVAXOVID", "COVAX",
  ]

  /// Whether a text is the name of a vaccine, in capitals or not.
  static func isVaccine(_ text: String) -> Bool {
    let name = text.uppercased()
    return vaccines.contains { name.isExactly($0) }
  }
}
