/// The signed extensions whose meaning is known here.
///
/// What a chain's metadata says about their types is checked, because a name alone does not tell what will be signed.
enum KnownExtension: String, CaseIterable {
    case checkSpecVersion = "CheckSpecVersion"
    case checkTxVersion = "CheckTxVersion"
    case checkGenesis = "CheckGenesis"
    case checkMortality = "CheckMortality"
    case checkEra = "CheckEra"
    case checkNonce = "CheckNonce"
    case chargeTransactionPayment = "ChargeTransactionPayment"
    case chargeTransactionPaymentWrapper = "ChargeTransactionPaymentWrapper"
    case checkMetadataHash = "CheckMetadataHash"

    /// A type that one side of an extension has to have.
    enum Shape {
        case nothing, u32, hash, era, compact, mode, optionalHash
    }

    var extraShape: Shape {
        switch self {
        case .checkSpecVersion, .checkTxVersion, .checkGenesis: .nothing
        case .checkMortality, .checkEra: .era
        case .checkNonce, .chargeTransactionPayment, .chargeTransactionPaymentWrapper: .compact
        case .checkMetadataHash: .mode
        }
    }

    var implicitShape: Shape {
        switch self {
        case .checkSpecVersion, .checkTxVersion: .u32
        case .checkGenesis, .checkMortality, .checkEra: .hash
        case .checkNonce, .chargeTransactionPayment, .chargeTransactionPaymentWrapper: .nothing
        case .checkMetadataHash: .optionalHash
        }
    }

    /// Writes what is sent.
    ///
    /// The metadata's hash is never used: mode 0.
    func writeExtra(_ context: SigningContext, to writer: inout ScaleWriter) {
        switch self {
        case .checkSpecVersion, .checkTxVersion, .checkGenesis: break
        case .checkMortality, .checkEra: context.era.write(to: &writer)
        case .checkNonce: writer.compact(context.nonce)
        case .chargeTransactionPayment, .chargeTransactionPaymentWrapper: writer.compact(context.tip)
        case .checkMetadataHash: writer.byte(0)
        }
    }

    /// Writes what is signed only.
    func writeImplicit(_ context: SigningContext, to writer: inout ScaleWriter) {
        switch self {
        case .checkSpecVersion: writer.integer(context.specVersion)
        case .checkTxVersion: writer.integer(context.transactionVersion)
        case .checkGenesis: context.genesis.write(to: &writer)
        case .checkMortality, .checkEra: context.eraBirth.write(to: &writer)
        case .checkNonce, .chargeTransactionPayment, .chargeTransactionPaymentWrapper: break
        case .checkMetadataHash: writer.byte(0)
        }
    }
}

extension TypeRegistry {
    func has(_ shape: KnownExtension.Shape, _ type: TypeID) throws -> Bool {
        switch (shape, try unwrapped(type)) {
        case (.nothing, _): try isEmpty(type)
        case (.u32, .primitive(.u32)), (.compact, .compact): true
        case (.hash, .array(32, let element)): try isByte(element)
        case (.era, .variant(let cases)): cases.contains { $0.index == 0 && $0.name == "Immortal" && $0.fields.isEmpty }
        case (.mode, .variant(let cases)):
            cases.contains { $0.index == 0 && $0.name == "Disabled" && $0.fields.isEmpty }
        case (.optionalHash, .variant(let cases)):
            cases.contains { $0.index == 0 && $0.name == "None" && $0.fields.isEmpty }
        default: false
        }
    }
}
