import Foundation
import Glibc

/// A server that gives everybody the same bytes, whatever they say.
package final class RawServer: Sendable {
    /// The port that it listens on, at 127.0.0.1.
    package let port: UInt16
    private let listener: Int32
    private let isServed: Bool

    /// Why there is no server.
    package struct Failure: Error {
        /// Makes the error.
        package init() {}
    }

    /// Starts a server.
    ///
    /// - Parameter answer: The bytes; nil: connections are made, and nothing is ever answered.
    /// - Throws: `Failure` when it cannot listen.
    package init(_ answer: String?) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 && listen(socket, 8) == 0 && getsockname(socket, $0, &size) == 0
            }
        }
        guard isBound else { throw Failure() }
        port = UInt16(bigEndian: address.sin_port)
        isServed = answer != nil
        if let answer { Thread { Self.serve(socket, answer) }.start() }
    }

    /// Stops listening; whoever asks then is refused.
    package func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        // Whoever serves closes it: another listener may get its number, and must not be taken for this one.
        if !isServed { close(listener) }
    }

    private static func serve(_ listener: Int32, _ answer: String) {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else {
                close(listener)
                return
            }
            var bytes = [UInt8](repeating: 0, count: 4096)
            _ = read(connection, &bytes, bytes.count)
            _ = answer.utf8CString.withUnsafeBytes {
                send(connection, $0.baseAddress, $0.count - 1, Int32(MSG_NOSIGNAL))
            }
            close(connection)
        }
    }
}
