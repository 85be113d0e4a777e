using Pawl.Runs.Specs;

namespace Pawl.Runs.Model;

/// <summary>When a run gets another attempt; stored with the run, so that a later change of defaults leaves it alone.</summary>
/// <param name="Attempts">Most attempts that may end in a retryable error, at least 1. Interruptions do not count.</param>
/// <param name="Backoff">Wait after the first retryable error; doubles with each further one.</param>
/// <param name="MaximumBackoff">Longest wait before jitter.</param>
/// <param name="Jitter">0..0.9: each wait is multiplied by 1 ± a uniform draw of this size, so that many runs do not retry together.</param>
/// <param name="Deadline">No retry starts once the run, counted from its creation or reopening, is this old; null means no limit.</param>
/// <param name="Interruptions">Interruptions in a row without a new checkpoint after which the run ends, at least 1.</param>
public sealed record RetryPolicy(
    int Attempts,
    TimeSpan Backoff,
    TimeSpan MaximumBackoff,
    double Jitter,
    TimeSpan? Deadline,
    int Interruptions
)
{
    /// <summary>The defaults of the <c>retry.*</c> spec keys.</summary>
    public static RetryPolicy Default { get; } = new(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), 0.3, null, 20);

    /// <summary>What the <c>retry.*</c> keys of a spec say.</summary>
    public static RetryPolicy Of(ResolvedSpec spec) =>
        new(
            (int)spec.Integer("retry.attempts"),
            spec.Duration("retry.backoff"),
            spec.Duration("retry.maximum_backoff"),
            spec.Number("retry.jitter"),
            spec.DurationOrNull("retry.deadline"),
            (int)spec.Integer("retry.interruptions")
        );

    /// <exception cref="ArgumentException">A value is out of the range its parameter states.</exception>
    public void Check()
    {
        Require(Attempts >= 1, $"Attempts of at least 1, got {Attempts}");
        Require(Backoff >= TimeSpan.Zero, $"a backoff of at least 0 s, got {Backoff.TotalSeconds} s");
        Require(MaximumBackoff >= TimeSpan.Zero, $"a maximum backoff of at least 0 s, got {MaximumBackoff.TotalSeconds} s");
        Require(Jitter is >= 0 and <= 0.9, $"jitter within 0..0.9, got {Jitter}");
        Require(Deadline is null || Deadline >= TimeSpan.Zero, $"a deadline of at least 0 s, got {Deadline?.TotalSeconds} s");
        Require(Interruptions >= 1, $"Interruptions of at least 1, got {Interruptions}");
    }

    private static void Require(bool holds, string expectedAndActual)
    {
        if (!holds)
        {
            throw new ArgumentException($"Retry policy: expected {expectedAndActual}.");
        }
    }
}
