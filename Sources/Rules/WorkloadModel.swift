/// The kinds of model that can be trained.
package enum WorkloadModel: Sendable, Hashable {
    /// The built-in transformer, on tokens from a built-in source.
    case tinyGPT(TinyGPT)
    /// A causal language model of the library `transformers`.
    case causalLM(CausalLM)

    /// The size of the built-in transformer.
    package struct TinyGPT: Sendable, Hashable, Codable {
        /// The number of distinct tokens.
        package var vocabulary: Int
        /// The width of the model: elements of one token's representation.
        package var width: Int
        /// The number of transformer layers.
        package var layers: Int
        /// The number of attention heads in a layer; it divides the width.
        package var heads: Int

        /// Makes a size.
        package init(vocabulary: Int, width: Int, layers: Int, heads: Int) {
            self.vocabulary = vocabulary
            self.width = width
            self.layers = layers
            self.heads = heads
        }
    }

    /// A model of `transformers`, and the files beside the rules that it needs.
    package struct CausalLM: Sendable, Hashable {
        /// The model's `config.json` as an object.
        package var config: JSONValue
        /// Initial weights; without them they are drawn from the run's seed.
        package var weights: Asset?
        /// Tokens as little-endian unsigned 32-bit numbers; without them they are drawn from a built-in source.
        package var tokens: Asset?
        /// Where contestant and referee train.
        package var device: Device
    }

    /// A file in the folder of assets, known by its content.
    package struct Asset: Sendable, Hashable, Codable {
        /// The file's name, without folders.
        package var file: String
        /// The SHA-256 of its bytes in hexadecimal digits.
        package var sha256: String
        /// The number of tokens in it, for a file of tokens.
        package var count: Int?
    }

    /// The kind of processor that does the arithmetic.
    package enum Device: String, Sendable, Hashable, Codable {
        case cpu, cuda
    }

    /// What does the arithmetic.
    package var device: Device {
        guard case .causalLM(let model) = self else { return .cpu }
        return model.device
    }

    /// The files that the referee needs beside the rules.
    package var assets: [Asset] {
        guard case .causalLM(let model) = self else { return [] }
        return [model.weights, model.tokens].compactMap { $0 }
    }
}

extension WorkloadModel: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, config, weights, tokens, device
    }

    private enum Name: String, Codable {
        case tinyGPT = "tiny-gpt"
        case causalLM = "hf-causal-lm"
    }

    /// Reads `name`, and the keys of that kind of model, from the workload's object.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError` naming the key.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Name.self, forKey: .name) {
        case .tinyGPT: self = .tinyGPT(try TinyGPT(from: decoder))
        case .causalLM:
            self = .causalLM(
                CausalLM(
                    config: try container.decode(JSONValue.self, forKey: .config),
                    weights: try container.decode(Asset?.self, forKey: .weights),
                    tokens: try container.decode(Asset?.self, forKey: .tokens),
                    device: try container.decode(Device.self, forKey: .device)
                )
            )
        }
    }

    /// Writes them into the workload's object; files that are not needed are null.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: Whatever the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .tinyGPT(let size):
            try container.encode(Name.tinyGPT, forKey: .name)
            try size.encode(to: encoder)
        case .causalLM(let model):
            try container.encode(Name.causalLM, forKey: .name)
            try container.encode(model.config, forKey: .config)
            try container.encode(model.weights, forKey: .weights)
            try container.encode(model.tokens, forKey: .tokens)
            try container.encode(model.device, forKey: .device)
        }
    }
}
