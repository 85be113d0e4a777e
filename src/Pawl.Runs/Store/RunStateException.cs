using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>The run's state does not allow what was asked.</summary>
public sealed class RunStateException(string runId, RunState state, string expected)
    : Exception($"Run {runId} is {state.Word()}; {expected}")
{
    public string RunId { get; } = runId;

    public RunState State { get; } = state;
}
