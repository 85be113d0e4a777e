using Pawl.Runs.Model;

namespace Pawl.Cli.Output;

/// <summary>What a person is likely to want of a run in this state.</summary>
internal static class NextCommands
{
    /// <param name="hasCheckpoint">Whether there is something to sample from.</param>
    public static IEnumerable<(string CommandLine, string Meaning)> For(string id, RunState state, string workload, bool hasCheckpoint)
    {
        if (state.IsEnd())
        {
            if (state != RunState.Succeeded)
            {
                yield return ($"pawl resume {id}", "go on from the last checkpoint");
            }

            if (workload == "text" && hasCheckpoint)
            {
                yield return ($"pawl text sample {id}", "let the model write");
            }

            yield return ($"pawl retry {id}", "the same again, as a new run");
            yield return ($"pawl verify {id}", "check every file and event");
            yield return ($"pawl runs logs {id}", "read its log");
        }
        else
        {
            if (state == RunState.Queued)
            {
                yield return ("pawl worker", "work on queued runs");
            }

            yield return ($"pawl runs logs -f {id}", "follow it");
            yield return ($"pawl cancel {id}", "checkpoint and stop");
        }
    }
}
