import CSpawn
import Glibc

/// One end of a packet socket: what is sent in one call arrives as one frame, or not at all.
package final class Channel: Sendable {
    /// One received packet.
    package enum Frame: Sendable, Equatable {
        /// A packet within the limit.
        case packet([UInt8])
        /// A packet longer than the limit; its content is dropped.
        case tooLong(Int)
        /// The other end is closed.
        case end
    }

    package let descriptor: Descriptor

    package init(_ descriptor: Descriptor) {
        self.descriptor = descriptor
    }

    /// Makes two connected ends.
    package static func makePair() throws -> (Channel, Channel) {
        var first: Int32 = -1
        var second: Int32 = -1
        try SandboxError.check(tiltyard_socket_pair(&first, &second), .channel, "cannot make a socket pair")
        return (Channel(Descriptor(owning: first)), Channel(Descriptor(owning: second)))
    }

    /// Sends one packet, with memory files or other descriptors attached (at most 8).
    ///
    /// - Throws: `SandboxError.Code.channel` when the other end is gone.
    package func send(_ bytes: [UInt8], attaching descriptors: [Descriptor] = []) throws {
        let numbers = descriptors.map(\.number)
        let result = tiltyard_send(descriptor.number, bytes, bytes.count, numbers, numbers.count)
        withExtendedLifetime(descriptors) {}
        try SandboxError.check(result, .channel, "cannot send \(bytes.count) bytes")
    }

    /// Waits for a packet until `deadline`.
    ///
    /// Attached descriptors are refused.
    ///
    /// - Returns: `nil` when the deadline passed.
    package func receive(limit: Int, until deadline: RawInstant) throws -> Frame? {
        guard try Channel.waitUntilReadable([self.descriptor], deadline: deadline)[0] else { return nil }
        return try receiveNow(limit: limit)
    }

    /// Takes a packet that has already arrived, or answers `nil`.
    package func receiveNow(limit: Int) throws -> Frame? {
        var buffer = [UInt8](repeating: 0, count: limit)
        var length = 0
        let result = tiltyard_receive(descriptor.number, &buffer, limit, &length, nil, 0, nil, 0)
        if result == -EAGAIN { return nil }
        if result == -ECONNRESET { return .end }
        try SandboxError.check(result, .channel, "cannot receive")
        guard length > 0 else { return .end }
        guard length <= limit else { return .tooLong(length) }
        return .packet(Array(buffer[..<length]))
    }

    /// Receives one packet and the descriptors attached to it.
    ///
    /// Only for peers that are trusted.
    func receiveWithDescriptors(limit: Int, within patience: Duration? = nil) throws -> ([UInt8], [Descriptor])? {
        if let patience {
            let deadline = RawInstant.now.advanced(by: patience)
            guard try Channel.waitUntilReadable([descriptor], deadline: deadline)[0] else {
                throw SandboxError(.channel, "no answer within \(patience)")
            }
        }
        var buffer = [UInt8](repeating: 0, count: limit)
        var numbers = [Int32](repeating: -1, count: 8)
        var length = 0
        var count = 0
        let result = tiltyard_receive(descriptor.number, &buffer, limit, &length, &numbers, 8, &count, 1)
        if result == -ECONNRESET { return nil }
        try SandboxError.check(result, .channel, "cannot receive")
        let descriptors = numbers[..<count].map(Descriptor.init(owning:))
        guard length > 0 else { return nil }
        guard length <= limit else { throw SandboxError(.channel, "a frame of \(length) bytes exceeds \(limit)") }
        return (Array(buffer[..<length]), descriptors)
    }

    /// Waits until one of the descriptors can be read or is closed by its other end.
    ///
    /// - Returns: For each descriptor whether it is ready; all `false` when the deadline passed.
    package static func waitUntilReadable(_ descriptors: [Descriptor], deadline: RawInstant) throws -> [Bool] {
        var waiting = descriptors.map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
        while true {
            let ready = poll(&waiting, nfds_t(waiting.count), deadline.pollTimeout)
            if ready < 0, errno == EINTR { continue }
            guard ready >= 0 else { throw SandboxError(.channel, "cannot wait: \(ErrorNumber.last)") }
            if ready == 0, RawInstant.now < deadline { continue }
            return waiting.map { $0.revents != 0 }
        }
    }
}
