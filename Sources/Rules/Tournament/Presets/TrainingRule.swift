/// What tasks are given: processors and hours.
package struct TrainingRule: Sendable, Hashable, Codable {
    /// What a model of billions of parameters is trained on.
    package struct Processors: Sendable, Hashable, Codable {
        /// The requirement of image tasks.
        package var image: String
        /// The kind of one of those that text and environment tasks get.
        package var device: String
        /// How many environment tasks get.
        package var environment: Int
        /// Largest effective size in billions of parameters for 1, 2 and 4 of them; beyond the last it is 8.
        package var limits: [Double]
        /// What the size is multiplied by for DPO tasks.
        package var dpo: Double
        /// The same for GRPO tasks.
        package var grpo: Double
        /// The same for tasks that hold a model to its base.
        package var kl: Double
    }

    /// What hours are computed from.
    package struct Hours: Sendable, Hashable, Codable {
        /// Floating-point operations a second of one processor.
        package var flops: Double
        /// The share of them that training makes use of.
        package var use: Double
        /// How often the data is gone through.
        package var epochs: Double
        /// What DPO takes as a multiple of that.
        package var dpo: Double
        /// Hours that are added.
        package var overhead: Double
        /// What hours are rounded up to a multiple of.
        package var step: Double
        /// The fewest hours.
        package var least: Double
        /// The most hours.
        package var most: Double
        /// Hours of GRPO tasks for the sizes of `processors.limits`, and beyond.
        package var grpo: [Double]
        /// Hours of environment tasks.
        package var environment: Double
        /// Hours of an environment task that begins with an untrained model.
        package var fromScratch: Double
        /// The fewest hours of image tasks.
        package var imageLeast: Double
        /// The most hours of image tasks.
        package var imageMost: Double
        /// Hours more for image models that need them, such as Qwen-Image.
        package var imageLarge: Double
        /// The tokens of a row while they are not counted.
        package var tokensPerRow: Double
        /// The fewest tokens that a row counts for once they are.
        package var leastTokensPerRow: Double
        /// The least part of the computed speed that a measured one is believed to be.
        package var measuredLeast: Double
        /// The largest multiple of the computed speed that a measured one is believed to be.
        package var measuredMost: Double

        enum CodingKeys: String, CodingKey {
            case flops, use, epochs, dpo, overhead, step, least, most, grpo, environment
            case fromScratch = "from_scratch"
            case imageLeast = "image_least"
            case imageMost = "image_most"
            case imageLarge = "image_large"
            case tokensPerRow = "tokens_per_row"
            case leastTokensPerRow = "least_tokens_per_row"
            case measuredLeast = "measured_least"
            case measuredMost = "measured_most"
        }
    }

    /// What models are trained on.
    package var processors: Processors
    /// How long they are trained.
    package var hours: Hours
}
