import CSpawn

/// The kernel's numbers for system calls, which differ between processors.
package enum SystemCall {
    /// Looks a call up for this machine's processor.
    ///
    /// - Parameter name: The call's name, as in `mount`.
    /// - Returns: Its number; nil when the processor has no such call, or the library does not know it.
    package static func number(named name: String) -> Int? {
        let number = tiltyard_system_call_number(name)
        return number < 0 ? nil : Int(number)
    }
}
