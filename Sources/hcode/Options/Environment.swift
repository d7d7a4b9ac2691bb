import Glibc

/// The process's environment. An empty variable is one that is not set.
enum Environment {
  static subscript(name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// A folder of ours below the data folder of the XDG Base Directory Specification.
  static func dataFolder(_ name: String) -> FileName {
    if let data = Environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return FileName(data + "/hcode/" + name)
    }
    return FileName((Environment["HOME"] ?? "") + "/.local/share/hcode/" + name)
  }
}
