/// Names of vaccines for people, where a certificate writes the number of the EU's authorisation (value set
/// vaccine-medicinal-product).
enum VaccineName {
  /// The name; the code itself where it is one already, or not known.
  static func of(_ code: String) -> String {
    switch code {
    case "EU/1/20/1528": "Comirnaty"
    case "EU/1/20/1507": "Spikevax"
    case "EU/1/21/1529": "Vaxzevria"
    case "EU/1/20/1525": "Jcovden"
    case "EU/1/21/1618": "Nuvaxovid"
    case "EU/1/21/1624": "Valneva"
    case "EU/1/21/1580": "VidPrevtyn Beta"
    case "EU/1/22/1709": "Bimervax"
    default: code
    }
  }
}
