import CSpawn
import Glibc

/// An `errno` value that prints as the system's own words.
package struct ErrorNumber: Sendable, Hashable, CustomStringConvertible {
    /// The number, positive.
    package let value: Int32

    package init(_ value: Int32) {
        self.value = value
    }

    /// The error of the last failed call on this thread.
    package static var last: ErrorNumber { ErrorNumber(errno) }

    package var description: String {
        var text = [CChar](repeating: 0, count: 128)
        tiltyard_error_text(value, &text, text.count)
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
