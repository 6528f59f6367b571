extension Metadata {
    /// Checks that every type number exists and that pallets can be told apart.
    func check() throws {
        for type in registry.types { try check(type) }
        for pallet in pallets { try check(pallet) }
        switch extrinsic.types {
        case .generic(let type): try registry.check(type)
        case .parts(let address, let call, let signature, let extra):
            for type in [address, call, signature, extra] { try registry.check(type) }
        }
        for each in extrinsic.extensions {
            try registry.check(each.extra)
            try registry.check(each.implicit)
        }
        try registry.check(runtime)
        for function in interfaces.flatMap(\.functions) {
            for parameter in function.parameters { try registry.check(parameter.type) }
            try registry.check(function.output)
        }
        if let outerTypes {
            for type in [outerTypes.call, outerTypes.event, outerTypes.error] { try registry.check(type) }
        }
        for value in customValues { try registry.check(value.type) }
        try checkPalletsDiffer()
    }

    private func check(_ type: TypeDescription) throws {
        for parameter in type.parameters {
            if let type = parameter.type { try registry.check(type) }
        }
        switch type.definition {
        case .composite(let fields): for field in fields { try registry.check(field.type) }
        case .variant(let cases): for field in cases.lazy.flatMap(\.fields) { try registry.check(field.type) }
        case .sequence(let part), .array(_, let part), .compact(let part): try registry.check(part)
        case .tuple(let parts): for part in parts { try registry.check(part) }
        case .bits(let store, let order):
            try registry.check(store)
            try registry.check(order)
        case .primitive: break
        }
    }

    private func check(_ pallet: PalletDescription) throws {
        for type in [pallet.calls, pallet.events, pallet.errors] {
            guard let type else { continue }
            guard case .variant = try registry.definition(type) else {
                throw SubstrateError(
                    .malformedMetadata,
                    "calls, events or errors of \(pallet.name) are no variant type"
                )
            }
        }
        for constant in pallet.constants { try registry.check(constant.type) }
        for entry in pallet.storage?.entries ?? [] {
            try registry.check(entry.value)
            guard case .map(let hashers, let key, _) = entry.kind else { continue }
            let parts = try registry.keyTypes(key, hashers: hashers.count).count
            guard parts == hashers.count, parts > 0 else {
                throw SubstrateError(
                    .malformedMetadata,
                    "\(pallet.name).\(entry.name) has \(hashers.count) hashers for \(parts) parts of a key"
                )
            }
        }
    }

    private func checkPalletsDiffer() throws {
        guard Set(pallets.map(\.name)).count == pallets.count, Set(pallets.map(\.index)).count == pallets.count else {
            throw SubstrateError(.malformedMetadata, "two pallets have the same name or the same index")
        }
    }
}

extension TypeRegistry {
    /// Returns the types of the parts of a map's key.
    func keyTypes(_ key: TypeID, hashers: Int) throws -> [TypeID] {
        guard hashers != 1 else {
            try check(key)
            return [key]
        }
        guard case .tuple(let parts) = try definition(key) else { return [] }
        return parts
    }
}
