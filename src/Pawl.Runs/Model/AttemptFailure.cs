namespace Pawl.Runs.Model;

/// <summary>Why an attempt did not succeed.</summary>
/// <param name="Kind">A stable word: a workload's own (<c>exit_code</c>), <c>protocol</c>, <c>crash</c>, <c>timeout</c>…</param>
/// <param name="Retryable">Whether another attempt may help.</param>
/// <param name="Message">What happened, what was expected, what to do next.</param>
public sealed record AttemptFailure(string Kind, bool Retryable, string Message, string? Stack = null)
{
    /// <summary>Kind of a spec that only proved wrong once the work had begun, such as a block longer than the data.</summary>
    public const string Configuration = "configuration";

    /// <summary>Kind of an attempt that would go on with other inputs than the ones before it.</summary>
    public const string ResumeRefused = "resume_refused";
}
