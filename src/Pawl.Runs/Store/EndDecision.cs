using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>What the end of an attempt means for its run.</summary>
/// <param name="State">The run's state from now on.</param>
/// <param name="NotBefore">When the next attempt may start (Unix milliseconds); null when none is queued.</param>
/// <param name="Message">Why the run goes on or does not, for people; null when the state says it all.</param>
internal readonly record struct EndDecision(RunState State, long? NotBefore, string? Message)
{
    /// <param name="failures">Failed attempts of this budget before this one: the k of backoff · 2^k.</param>
    /// <param name="interruptions">Interruptions in a row without new ground, this one included.</param>
    /// <param name="budgetAt">When the run was created or last reopened; the deadline counts from there. Unix milliseconds, as is <paramref name="now"/>.</param>
    public static EndDecision Of(
        string runId,
        RetryPolicy policy,
        AttemptEnd end,
        bool cancelRequested,
        int failures,
        int interruptions,
        long budgetAt,
        long now,
        Random random
    ) =>
        end.State switch
        {
            // Work that got done stays done, also when the cancel came a moment too late.
            AttemptState.Succeeded => new(RunState.Succeeded, null, null),
            AttemptState.Cancelled => new(RunState.Cancelled, null, null),
            AttemptState.TimedOut => new(RunState.TimedOut, null, null),
            AttemptState.Waiting => cancelRequested ? new(RunState.Cancelled, null, null) : new(RunState.Waiting, null, null),
            AttemptState.Interrupted => cancelRequested
                ? new(RunState.Cancelled, null, null)
                : Interrupted(runId, policy, interruptions, now),
            AttemptState.Failed => end.Failure is { Retryable: true }
                ? Retryable(policy, cancelRequested, failures, budgetAt, now, random)
                : new(RunState.Failed, null, null),
            _ => throw new ArgumentOutOfRangeException(nameof(end), end.State, "Not an end of an attempt."),
        };

    private static EndDecision Interrupted(string runId, RetryPolicy policy, int interruptions, long now) =>
        interruptions < policy.Interruptions
            ? new(RunState.Retrying, now, null)
            : new(
                RunState.Interrupted,
                null,
                $"Cut off {interruptions} times in a row without a new checkpoint (retry.interruptions is {policy.Interruptions}). "
                    + $"Find out what kills it, then go on with: pawl resume {runId}"
            );

    private static EndDecision Retryable(RetryPolicy policy, bool cancelRequested, int failures, long budgetAt, long now, Random random)
    {
        if (cancelRequested)
        {
            return new(RunState.Cancelled, null, "Not tried again: cancel was asked for.");
        }
        if (failures + 1 >= policy.Attempts)
        {
            return new(RunState.Failed, null, $"Not tried again: {failures + 1} of {policy.Attempts} attempts failed (retry.attempts).");
        }
        var notBefore = now + Wait(policy, failures, random);
        if (policy.Deadline is { } deadline && notBefore - budgetAt >= deadline.TotalMilliseconds)
        {
            return new(
                RunState.Failed,
                null,
                $"Not tried again: the next attempt would start after the deadline of {deadline.TotalSeconds} s (retry.deadline)."
            );
        }
        return new(RunState.Retrying, notBefore, $"Attempt {failures + 1} of {policy.Attempts} failed; the next one waits.");
    }

    /// <summary>min(backoff · 2^k, maximum) · (1 ± jitter · u), u uniform in [-1, 1); milliseconds.</summary>
    private static long Wait(RetryPolicy policy, int k, Random random)
    {
        var wait = Math.Min(policy.Backoff.TotalMilliseconds * Math.Pow(2, k), policy.MaximumBackoff.TotalMilliseconds);
        return (long)Math.Round(wait * (1 + policy.Jitter * (2 * random.NextDouble() - 1)));
    }
}
