import Glibc

/// The files through which a sandbox reaches NVIDIA's accelerators.
///
/// Built to the driver's documented interface; it has not been tried on a machine with a GPU.
package enum Accelerator {
    /// The device files that programs need; the tools' and the display's are left out.
    package static func devices(in folder: String = "/dev") -> [String] {
        let shared = ["nvidiactl", "nvidia-uvm"]
        let names = ControlFile.names(in: folder).filter { name in
            shared.contains(name) || (name.hasPrefix("nvidia") && Int(name.dropFirst("nvidia".count)) != nil)
        }
        return names.map { "\(folder)/\($0)" }
    }

    /// Whether this machine has at least one accelerator with its driver loaded.
    package static var isPresent: Bool { devices().contains("/dev/nvidiactl") && devices().count > 2 }

    /// Folders below `/usr`, which every sandbox sees, where the driver's libraries may lie outside the loader's list.
    static let libraryFolders = ["/usr/local/nvidia/lib64", "/usr/local/nvidia/lib", "/usr/lib64-nvidia"]

    /// The variable that makes the loader find the driver's libraries, if they are in one of those folders.
    static func variables(exists: (String) -> Bool) -> [String: String] {
        let folders = libraryFolders.filter(exists)
        return folders.isEmpty ? [:] : ["LD_LIBRARY_PATH": folders.joined(separator: ":")]
    }
}
