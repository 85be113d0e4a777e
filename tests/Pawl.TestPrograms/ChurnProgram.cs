using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.TestPrograms;

/// <summary>
/// <c>churn DB WORKERID</c>: creates, claims, checkpoints and ends runs without end, until it is killed. A line for each thing that has
/// been done: <c>created RUN</c>, <c>claimed RUN</c>, <c>ended RUN</c>.
/// </summary>
internal sealed class ChurnProgram : ITestProgram
{
    public string Verb => "churn";

    public async Task<int> RunAsync(string[] arguments)
    {
        using var store = RunStore.Open(arguments[0], TimeProvider.System);
        var worker = new WorkerIdentity(arguments[1], Environment.MachineName, "boot", Environment.ProcessId, 0);
        while (true)
        {
            var run = store.Create(new NewRun("command", null, null, "{}", RetryPolicy.Default, null));
            await Console.Out.WriteLineAsync($"created {run.Id}");
            if (store.Claim(worker) is { } claimed)
            {
                await Console.Out.WriteLineAsync($"claimed {claimed.Lease.RunId}");
                store.CheckpointSaved(claimed.Lease, 1, "checkpoints/step-00000001", new string('a', 64));
                store.EndAttempt(claimed.Lease, new AttemptEnd(AttemptState.Succeeded, null, "{}"));
                await Console.Out.WriteLineAsync($"ended {claimed.Lease.RunId}");
            }
        }
    }
}
