using Pawl.Llm.Calls;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Retry;

/// <summary>
/// Which failures of the transport are worth another try, and how long to wait before it: exponential with full jitter (Brooker, "Exponential
/// Backoff And Jitter", AWS Architecture Blog 2015), at least what the provider asked for. Safe for several threads.
/// </summary>
internal sealed class Backoff(TrySettings settings, Random random)
{
    private readonly Lock _lock = new();

    public static bool CanHelp(CallFailureKind kind) =>
        kind
            is CallFailureKind.RateLimited
                or CallFailureKind.Server
                or CallFailureKind.Connection
                or CallFailureKind.Timeout
                or CallFailureKind.Garbled;

    /// <param name="attempt">The try that failed, from 0.</param>
    public TimeSpan WaitAfter(int attempt, CallFailureException failure)
    {
        // 2^30 s is beyond every cap.
        var longest = settings.Base * Math.Pow(2, Math.Min(attempt, 30));
        longest = longest < settings.Cap ? longest : settings.Cap;
        var asked = failure.RetryAfter is { } hint && hint < settings.LongestRetryAfter ? hint : settings.LongestRetryAfter;
        var least = failure.RetryAfter is null ? TimeSpan.Zero : asked;
        double draw;
        lock (_lock)
        {
            draw = random.NextDouble();
        }

        var wait = longest * draw;
        return wait > least ? wait : least;
    }
}
