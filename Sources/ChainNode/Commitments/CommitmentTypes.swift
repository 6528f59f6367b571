import Substrate

/// What a hotkey commits to.
struct CommitmentInfo: ScaleDescribed, Hashable {
    var fields: [CommitmentField]

    init(_ fields: [CommitmentField]) { self.fields = fields }

    init(from reader: inout ScaleReader) throws { fields = try [CommitmentField](from: &reader) }

    func write(to writer: inout ScaleWriter) { fields.write(to: &writer) }

    static var shape: Shape {
        .named(
            NamedShape(
                path: ["pallet_commitments", "types", "CommitmentInfo"],
                parameters: [.init(name: "FieldLimit", shape: nil)],
                content: .fields([.init(name: "fields", shape: .bounded(CommitmentField.shape))])
            )
        )
    }
}

/// A commitment that stands.
struct CommitmentRegistration: ScaleDescribed, Hashable {
    /// What was put down for it; here nothing.
    var deposit: UInt64 = 0
    /// The block of the commitment.
    var block: UInt32
    var info: CommitmentInfo

    init(block: UInt32, info: CommitmentInfo) {
        self.block = block
        self.info = info
    }

    init(from reader: inout ScaleReader) throws {
        deposit = try reader.integer()
        block = try reader.integer()
        info = try CommitmentInfo(from: &reader)
    }

    func write(to writer: inout ScaleWriter) {
        writer.integer(deposit)
        writer.integer(block)
        info.write(to: &writer)
    }

    static var shape: Shape {
        .composite(
            "pallet_commitments::types::Registration",
            ["deposit": .u64, "block": .u32, "info": CommitmentInfo.shape]
        )
    }
}

/// How much a hotkey has committed to in an epoch.
struct UsageTracker: ScaleDescribed, Hashable {
    var epoch: UInt64
    /// Bytes.
    var used: UInt64

    init(epoch: UInt64, used: UInt64) {
        self.epoch = epoch
        self.used = used
    }

    init(from reader: inout ScaleReader) throws {
        epoch = try reader.integer()
        used = try reader.integer()
    }

    func write(to writer: inout ScaleWriter) {
        writer.integer(epoch)
        writer.integer(used)
    }

    static var shape: Shape {
        .composite("pallet_commitments::types::UsageTracker", ["last_epoch": .u64, "used_space": .u64])
    }
}

/// A set that is kept in order, written as a sequence.
struct OrderedSet<Element: ScaleDescribed & Comparable>: ScaleDescribed {
    /// The elements in order, each once.
    private(set) var elements: [Element] = []

    init() {}

    init(from reader: inout ScaleReader) throws { elements = try [Element](from: &reader) }

    func write(to writer: inout ScaleWriter) { elements.write(to: &writer) }

    mutating func insert(_ element: Element) {
        guard !elements.contains(element) else { return }
        elements.insert(element, at: elements.firstIndex { element < $0 } ?? elements.endIndex)
    }

    mutating func remove(_ element: Element) { elements.removeAll { $0 == element } }

    static var shape: Shape { .wrapper("BTreeSet", .sequence(Element.shape), of: ["T": Element.shape]) }
}

extension Pair: Comparable where First: Comparable, Second: Comparable {
    /// Orders by the first, then by the second.
    package static func < (left: Pair, right: Pair) -> Bool {
        (left.first, left.second) < (right.first, right.second)
    }
}
