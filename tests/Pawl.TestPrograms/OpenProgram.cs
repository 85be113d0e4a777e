using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.TestPrograms;

/// <summary><c>open DB</c>: opens the database, which may not exist yet, and creates one run; prints its id.</summary>
internal sealed class OpenProgram : ITestProgram
{
    public string Verb => "open";

    public async Task<int> RunAsync(string[] arguments)
    {
        await StartGate.PassAsync();
        using var store = RunStore.Open(arguments[0], TimeProvider.System);
        await Console.Out.WriteLineAsync(store.Create(new NewRun("command", null, null, "{}", RetryPolicy.Default, null)).Id);
        return 0;
    }
}
