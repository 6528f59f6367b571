package import Substrate

/// What an event of a block belongs to.
package enum EventPhase: Sendable, Hashable {
    /// The extrinsic in this place.
    case extrinsic(UInt32)
    /// The end of the block.
    case finalization
    /// Its beginning.
    case initialization
}

extension EventPhase: ScaleDescribed {
    /// Reads the case and what belongs to it.
    package init(from reader: inout ScaleReader) throws {
        switch try reader.byte() {
        case 0: self = .extrinsic(try reader.integer())
        case 1: self = .finalization
        case 2: self = .initialization
        case let other: throw SubstrateError(.malformedScale, "\(other) is no phase of a block")
        }
    }

    /// Writes the case and what belongs to it.
    package func write(to writer: inout ScaleWriter) {
        switch self {
        case .extrinsic(let place):
            writer.byte(0)
            writer.integer(place)
        case .finalization: writer.byte(1)
        case .initialization: writer.byte(2)
        }
    }

    /// The variant type.
    package static var shape: Shape {
        .variant(
            "frame_system::Phase",
            [.init("ApplyExtrinsic", 0, [.init(shape: .u32)]), .init("Finalization", 1), .init("Initialization", 2)]
        )
    }
}

/// The events of a block, encoded as they come.
package struct EventList: Sendable {
    /// How many there are.
    private(set) var count: UInt32 = 0
    private var bytes: [UInt8] = []

    init() {}

    /// A place to which the list can be cut back.
    struct Mark {
        fileprivate let count: UInt32
        fileprivate let bytes: Int
    }

    /// The end of the list as it is now.
    var end: Mark { Mark(count: count, bytes: bytes.count) }

    /// Takes back all events after a place.
    mutating func cut(to mark: Mark) {
        count = mark.count
        bytes.removeLast(bytes.count - mark.bytes)
    }

    /// Adds an event that is encoded as one of any pallet.
    mutating func append(_ event: [UInt8], _ phase: EventPhase) {
        count += 1
        bytes += phase.scale
        bytes += event
        // No topics.
        bytes.append(0)
    }
}

extension EventList: ScaleDescribed {
    /// Refuses, because what follows an event cannot be found without the metadata; nothing here reads events back.
    package init(from reader: inout ScaleReader) throws {
        throw SubstrateError(.unavailable, "events are read with the metadata")
    }

    /// Writes their number and the events.
    package func write(to writer: inout ScaleWriter) {
        writer.compact(count)
        writer.append(bytes)
    }

    /// A sequence of records.
    package static var shape: Shape {
        .sequence(
            .named(
                NamedShape(
                    path: ["frame_system", "EventRecord"],
                    parameters: [.init(name: "E", shape: .outer(.event)), .init(name: "T", shape: Hash256.shape)],
                    content: .fields([
                        .init(name: "phase", shape: EventPhase.shape),
                        .init(name: "event", shape: .outer(.event)),
                        .init(name: "topics", shape: .sequence(Hash256.shape)),
                    ])
                )
            )
        )
    }
}
