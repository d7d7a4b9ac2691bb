package import HCodeSystem

extension TrustStore {
  /// The named store; without a name that of the variable, or else of the default place.
  package init(named folder: FileName?) {
    self.init(
      folder: folder ?? Environment["HCODE_STORE"].map { FileName($0) }
        ?? Environment.dataFolder("store"))
  }
}
