namespace Pawl.Runs.Model;

/// <summary>How an attempt ended.</summary>
/// <param name="State">One of the six ends.</param>
/// <param name="Failure">Required for <see cref="AttemptState.Failed"/>, refused for <see cref="AttemptState.Succeeded"/>.</param>
/// <param name="ResultJson">The workload's summary as JSON, or null.</param>
public sealed record AttemptEnd(AttemptState State, AttemptFailure? Failure, string? ResultJson)
{
    /// <exception cref="ArgumentException">The parts do not fit together.</exception>
    public void Check()
    {
        if (State is AttemptState.Queued or AttemptState.Running)
        {
            throw new ArgumentException($"An attempt ends in one of the six end states; got {State}.");
        }
        if (State == AttemptState.Failed && Failure is null)
        {
            throw new ArgumentException("A failed attempt says why: expected a failure, got none.");
        }
        if (State == AttemptState.Succeeded && Failure is not null)
        {
            throw new ArgumentException($"A succeeded attempt has no failure; got '{Failure.Kind}: {Failure.Message}'.");
        }
    }
}
