using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.TestPrograms;

/// <summary><c>claim DB WORKERID</c>: claims until nothing is due; one line <c>RUN ATTEMPT</c> per claim.</summary>
internal sealed class ClaimProgram : ITestProgram
{
    public string Verb => "claim";

    public async Task<int> RunAsync(string[] arguments)
    {
        using var store = RunStore.Open(arguments[0], TimeProvider.System);
        var worker = new WorkerIdentity(arguments[1], Environment.MachineName, "boot", Environment.ProcessId, 0);
        await StartGate.PassAsync();
        while (store.Claim(worker) is { } claimed)
        {
            await Console.Out.WriteLineAsync($"{claimed.Lease.RunId} {claimed.Lease.Attempt}");
        }
        return 0;
    }
}
