/// What the pallet of subnets refuses; the numbers are the network's.
///
/// All of the network's errors are listed, whether this chain throws them or not: some clients count them.
enum SubtensorFailure: UInt8, PalletFailure {
    case rootNetworkDoesNotExist, invalidIpType, invalidIpAddress, invalidPort, hotKeyNotRegisteredInSubNet
    case hotKeyAccountNotExists, hotKeyNotRegisteredInNetwork, nonAssociatedColdKey, notEnoughStake
    case notEnoughStakeToWithdraw, notEnoughStakeToSetWeights, notEnoughStakeToSetChildkeys, notEnoughBalanceToStake
    case balanceWithdrawalError, zeroBalanceAfterWithdrawn, neuronNoValidatorPermit, weightVecNotEqualSize
    case duplicateUids, uidVecContainInvalidOne, weightVecLengthIsLow, tooManyRegistrationsThisBlock
    case hotKeyAlreadyRegisteredInSubNet, newHotKeyIsSameWithOld, invalidWorkBlock, invalidDifficulty, invalidSeal
    case maxWeightExceeded, hotKeyAlreadyDelegate, settingWeightsTooFast, incorrectWeightVersionKey
    case servingRateLimitExceeded, uidsLengthExceedUidsInSubNet, networkTxRateLimitExceeded
    case delegateTxRateLimitExceeded, hotKeySetTxRateLimitExceeded, stakingRateLimitExceeded
    case subNetRegistrationDisabled, tooManyRegistrationsThisInterval, transactorAccountShouldBeHotKey
    case faucetDisabled, notSubnetOwner, registrationNotPermittedOnRootSubnet, stakeTooLowForRoot
    case allNetworksInImmunity, notEnoughBalanceToPaySwapHotKey, notRootSubnet, canNotSetRootNetworkWeights
    case noNeuronIdAvailable, delegateTakeTooLow, delegateTakeTooHigh, noWeightsCommitFound
    case invalidRevealCommitHashNotMatch, commitRevealEnabled, commitRevealDisabled, liquidAlphaDisabled
    case alphaHighTooLow, alphaLowOutOfRange, coldKeyAlreadyAssociated, notEnoughBalanceToPaySwapColdKey
    case coldkeyIsInArbitration, invalidChild, duplicateChild, proportionOverflow, tooManyChildren
    case txRateLimitExceeded, swapAlreadyScheduled, failedToSchedule, newColdKeyIsHotkey, invalidChildkeyTake
    case txChildkeyTakeRateLimitExceeded, invalidIdentity, mechanismDoesNotExist, cannotUnstakeLock, subnetNotExists
    case tooManyUnrevealedCommits, expiredWeightCommit, revealTooEarly, inputLengthsUnequal
    case committingWeightsTooFast, amountTooLow, insufficientLiquidity, slippageTooHigh, transferDisallowed
    case activityCutoffTooLow, callDisabled, firstEmissionBlockNumberAlreadySet, needWaitingMoreBlocksToStarCall
    case notEnoughAlphaOutToRecycle, cannotBurnOrRecycleOnRootSubnet, unableToRecoverPublicKey
    case invalidRecoveredPublicKey, subtokenDisabled, hotKeySwapOnSubnetIntervalNotPassed, zeroMaxStakeAmount
    case sameNetuid, insufficientBalance, stakingOperationRateLimitExceeded, invalidLeaseBeneficiary
    case leaseCannotEndInThePast, leaseNetuidNotFound, leaseDoesNotExist, leaseHasNoEndBlock, leaseHasNotEnded
    case overflow, beneficiaryDoesNotOwnHotkey, expectedBeneficiaryOrigin, adminActionProhibitedDuringWeightsWindow
    case symbolDoesNotExist, symbolAlreadyInUse, incorrectCommitRevealVersion, revealPeriodTooLarge
    case revealPeriodTooSmall, invalidValue, subnetLimitReached, cannotAffordLockCost
    case evmKeyAssociateRateLimitExceeded, sameAutoStakeHotkeyAlreadySet, uidMapCouldNotBeCleared
    case trimmingWouldExceedMaxImmunePercentage, childParentInconsistency, invalidNumRootClaim
    case invalidRootClaimThreshold, invalidSubnetNumber

    static var pallet: UInt8 { SubtensorPallet.index }

    var documentation: String { Self.sentences[self] ?? ChainReference.unused }

    private static let sentences: [SubtensorFailure: String] = [
        .invalidIpType: "The address is of no known kind.",
        .invalidIpAddress: "The address is one that nobody can reach, or not of its kind.",
        .invalidPort: "The port is 0.",
        .hotKeyNotRegisteredInSubNet: "The hotkey has no uid of the subnet.",
        .hotKeyAccountNotExists: "The hotkey has no coldkey.",
        .nonAssociatedColdKey: "The hotkey belongs to another coldkey.",
        .notEnoughStakeToWithdraw: "There is less stake than that.",
        .notEnoughStakeToSetWeights: "The hotkey's stake is below the threshold.",
        .notEnoughBalanceToStake: "The coldkey's balance is too low.",
        .neuronNoValidatorPermit: "The hotkey may not rate others.",
        .weightVecNotEqualSize: "There are not as many weights as uids.",
        .duplicateUids: "A uid is rated twice.",
        .uidVecContainInvalidOne: "A uid is rated that nobody has.",
        .weightVecLengthIsLow: "Fewer uids are rated than have to be.",
        .tooManyRegistrationsThisBlock: "The block has as many registrations as it may have.",
        .hotKeyAlreadyRegisteredInSubNet: "The hotkey has a uid of the subnet already.",
        .maxWeightExceeded: "A uid's share is too large.",
        .settingWeightsTooFast: "The hotkey has set weights a short while ago.",
        .incorrectWeightVersionKey: "The weights are of an older version.",
        .servingRateLimitExceeded: "The hotkey has said a short while ago where it serves.",
        .uidsLengthExceedUidsInSubNet: "More uids are rated than there are.",
        .subNetRegistrationDisabled: "Nobody can register in the subnet.",
        .registrationNotPermittedOnRootSubnet: "Nobody can register in the root subnet.",
        .canNotSetRootNetworkWeights: "The root subnet has no weights.",
        .noNeuronIdAvailable: "All uids are given out, and none may be taken away.",
        .commitRevealEnabled: "Weights of the subnet have to be sealed.",
        .commitRevealDisabled: "Weights of the subnet are not sealed.",
        .mechanismDoesNotExist: "The subnet has no such mechanism.",
        .subnetNotExists: "There is no such subnet.",
        .tooManyUnrevealedCommits: "The hotkey has sealed ten times in this epoch.",
        .committingWeightsTooFast: "The hotkey has sealed weights a short while ago.",
        .amountTooLow: "The amount is too small.",
        .transferDisallowed: "Stake of the subnet cannot be transferred.",
        .cannotBurnOrRecycleOnRootSubnet: "Stake of the root subnet cannot be destroyed.",
        .incorrectCommitRevealVersion: "Weights are sealed in another version.",
    ]
}
