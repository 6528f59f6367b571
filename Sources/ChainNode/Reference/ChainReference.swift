/// What the chain is, for people: made from the table that also dispatches calls and writes metadata.
package enum ChainReference {
    /// The text in Markdown.
    package static var markdown: String {
        var lines = [
            "# What the chain for development has", "",
            "Made by `tiltyard chain reference` from the table that the chain itself is made of. How to use it says "
                + "[chain.md](chain.md).", "",
        ]
        for pallet in RuntimeTable.standard.pallets.sorted(by: { $0.index < $1.index }) { lines += section(pallet) }
        lines += ["## Functions of the runtime", "", "| Function | Parameters | |", "|---|---|---|"]
        lines += RuntimeTable.standard.functions.map { function in
            "| `\(function.symbol)` | \(list(function.parameters)) | \(function.documentation) |"
        }
        lines += ["", "## Methods of the node", "", "| Method | |", "|---|---|"]
        lines += NodeMethods.all.sorted { $0.name < $1.name }.map { "| `\($0.name)` | \($0.documentation) |" }
        lines += SubscriptionKind.allCases.map { kind in
            "| `\(kind.method)` | Tells by `\(kind.notification)` until `\(kind.ending)`. |"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func section(_ pallet: PalletTable) -> [String] {
        var lines = ["## \(pallet.name), number \(pallet.index)", "", pallet.documentation, ""]
        lines += table("Call", "Parameters", pallet.calls) { call in
            (call.name, list(call.parameters), call.documentation + (call.paysFee ? "" : " Free."))
        }
        lines += table("Stored", "Key", pallet.storage) { entry in
            (entry.name, entry.keys.map(name).joined(separator: ", "), entry.documentation)
        }
        lines += table("Event", "Fields", pallet.events) { event in
            (event.name, list(event.fields), event.documentation.joined(separator: " "))
        }
        lines += table("Constant", "Type", pallet.constants) { ($0.name, name($0.shape), $0.documentation) }
        let used = pallet.errors.filter { !$0.documentation.contains(ChainReference.unused) }
        lines += table("Error", "Number", used) { ($0.name, "\($0.index)", $0.documentation.joined(separator: " ")) }
        return lines
    }

    /// What is said of errors that only the network has.
    static let unused = "An error of the network; this chain has no use for it."

    private static func table<Row>(
        _ first: String,
        _ second: String,
        _ rows: [Row],
        _ cells: (Row) -> (String, String, String)
    ) -> [String] {
        guard !rows.isEmpty else { return [] }
        let body = rows.map { row -> String in
            let (name, middle, text) = cells(row)
            return "| `\(name)` | \(middle) | \(text) |"
        }
        return ["| \(first) | \(second) | |", "|---|---|---|"] + body + [""]
    }

    private static func list(_ fields: [NamedShape.Field]) -> String {
        fields.map { field in
            let type = name(field.shape)
            return field.name.map { "\($0): \(type)" } ?? type
        }
        .joined(separator: ", ")
    }

    private static func name(_ shape: Shape) -> String {
        switch shape {
        case .tuple(let parts): "(" + parts.map(name).joined(separator: ", ") + ")"
        case .sequence(let element): "[\(name(element))]"
        case .named(let named) where named.path == ["Option"]:
            named.parameters.first?.shape.map { name($0) + "?" } ?? ""
        default: shape.typeName ?? ""
        }
    }
}
