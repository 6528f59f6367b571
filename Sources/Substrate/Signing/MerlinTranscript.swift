/// A Merlin transcript: everything that was said before decides every challenge.
///
/// What goes into a transcript may be secret; it is wiped together with the transcript.
struct MerlinTranscript: ~Copyable {
    private var strobe: Strobe

    init(label: StaticString) {
        strobe = Strobe(label: "Merlin v1.0")
        label.withUTF8Buffer { append("dom-sep", UnsafeRawBufferPointer($0)) }
    }

    private init(copying other: borrowing MerlinTranscript) { strobe = Strobe(copying: other.strobe) }

    mutating func append(_ label: StaticString, _ message: UnsafeRawBufferPointer) {
        frame(label, message.count)
        strobe.associatedData(message)
    }

    mutating func append(_ label: StaticString, _ message: [UInt8]) {
        message.withUnsafeBytes { append(label, $0) }
    }

    mutating func challenge(_ label: StaticString, into buffer: UnsafeMutableRawBufferPointer) {
        frame(label, buffer.count)
        strobe.output(into: buffer)
    }

    /// Fills a buffer with what nobody can guess who does not know the secret and the random bytes, and which depends
    /// on all that was said.
    ///
    /// The transcript itself stays as it is.
    borrowing func witness(
        _ label: StaticString,
        secret: UnsafeRawBufferPointer,
        random: UnsafeRawBufferPointer,
        into buffer: UnsafeMutableRawBufferPointer
    ) {
        var fork = MerlinTranscript(copying: self)
        fork.frame(label, secret.count)
        fork.strobe.key(secret)
        fork.frame("rng", random.count)
        fork.strobe.key(random)
        fork.frame("", buffer.count)
        fork.strobe.output(into: buffer)
    }

    private mutating func frame(_ label: StaticString, _ count: Int) {
        label.withUTF8Buffer { strobe.metaData(UnsafeRawBufferPointer($0)) }
        withUnsafeBytes(of: UInt32(count).littleEndian) { strobe.metaData($0, continuing: true) }
    }
}
