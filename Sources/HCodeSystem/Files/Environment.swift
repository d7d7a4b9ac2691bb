import Glibc

/// The process's environment. An empty variable is one that is not set.
package enum Environment {
  package static subscript(name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// A folder of ours below the data folder of the XDG Base Directory Specification.
  package static func dataFolder(_ name: String) -> FileName {
    folder(name, below: "XDG_DATA_HOME", or: "/.local/share")
  }

  /// The same below the state folder: what is remembered from one run to the next and belongs into no backup.
  package static func stateFolder(_ name: String) -> FileName {
    folder(name, below: "XDG_STATE_HOME", or: "/.local/state")
  }

  private static func folder(_ name: String, below variable: String, or usual: String) -> FileName {
    if let place = Environment[variable], place.hasPrefix("/") {
      return FileName(place + "/hcode/" + name)
    }
    // Without a home there is no such folder, and nobody can make one below a device.
    return FileName((Environment["HOME"] ?? "/dev/null") + usual + "/hcode/" + name)
  }
}
