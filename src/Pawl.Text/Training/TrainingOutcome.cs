namespace Pawl.Text.Training;

/// <param name="State">Where the training ended.</param>
/// <param name="TokensPerSecond">Of this attempt; null when it had nothing left to train.</param>
/// <param name="Sha256">Of the last checkpoint.</param>
internal sealed record TrainingOutcome(TrainingState State, double? TokensPerSecond, string Sha256);
